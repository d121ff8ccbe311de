package dev.assay.cli;

import static dev.assay.testing.Run.assay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several reports of one run, and the places they may go to. */
class OutputsTest {

  @TempDir private Path temp;
  private Path snapshot;

  @BeforeEach
  void aSnapshot() throws Exception {
    snapshot = Files.createDirectory(temp.resolve("snapshot"));
    Path evidence = snapshot.resolve("global/iam/get-account-summary.json");
    Files.createDirectories(evidence.getParent());
    Files.writeString(evidence, "{\"SummaryMap\": {\"AccountMFAEnabled\": 1}}");
    Files.writeString(
        temp.resolve("spec.yaml"), "spec: {id: mine, controls: [{id: 1, checks: null}]}");
  }

  /** Options in which {@code @} stands for the directory. */
  private Run evaluate(String options) {
    List<String> args = new ArrayList<>();
    args.addAll(List.of("evaluate", snapshot.toString(), "--as-of=2024-05-31T00:00:00Z"));
    args.add("--compliance=@" + temp.resolve("spec.yaml"));
    Arrays.stream(options.split(" +"))
        .filter(option -> !option.isEmpty())
        .map(option -> option.replace("@", temp + "/"))
        .forEach(args::add);
    return assay(args.toArray(String[]::new));
  }

  private String stdout(String options) {
    return evaluate(options).stdout();
  }

  private List<String> files() throws Exception {
    try (Stream<Path> all = Files.list(temp)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void the_nth_file_is_for_the_nth_format() throws Exception {
    Run run = evaluate("-o @a --format json --format=native --output=@b -f table");

    assertThat(run).isEqualTo(new Run(stdout("-f table"), "", 0));
    assertThat(Files.readString(temp.resolve("a"))).isEqualTo(stdout("-f json"));
    assertThat(Files.readString(temp.resolve("b"))).isEqualTo(stdout("-f native"));
    assertThat(files()).containsExactly("a", "b", "snapshot", "spec.yaml");
  }

  @Test
  void a_dash_is_standard_output() throws Exception {
    Run run = evaluate("-f table -o - -f json -o @a");

    assertThat(run.stdout()).isEqualTo(stdout("")).isNotEmpty();
    assertThat(Files.readString(temp.resolve("a"))).isEqualTo(stdout("-f json"));
    assertThat(evaluate("-o -")).isEqualTo(evaluate(""));
  }

  /** {@code link} leads to the snapshot, {@code file} is there, {@code loose} leads nowhere. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -o @a -o @b                  | there are 2 --output and 0 --format -> the first --output is for the first --format, and so on: name a format for each
          -f json -o @a -o @b          | there are 2 --output and 1 --format -> the first --output is for the first --format, and so on: name a format for each
          -f table -f json             | table and json cannot both go to standard output -> give all formats but one an --output
          -f table -f json -o - -o -   | table and json cannot both go to standard output -> give all formats but one an --output
          -f json -o @a -f json -o @a  | `@a` and `@a` are one file -> give each report a file of its own
          -f json -o @a -f table -o @snapshot/../a   | `@a` and `@snapshot/../a` are one file -> give each report a file of its own
          -f json -o @twin/a -f table -o @dir/a      | `@twin/a` and `@dir/a` are one file -> give each report a file of its own
          -o @link/a --force           | `@link/a` is inside the snapshot -> write the report somewhere else
          -o @link/new/a --force       | `@link/new/a` is inside the snapshot -> write the report somewhere else
          -o @into --force             | `@into` is inside the snapshot -> write the report somewhere else
          -o @dir --force              | `@dir` is a directory -> name a file
          -o /dev/null --force         | `/dev/null` is no regular file -> name a file, or `-` for standard output
          -o @loose --force            | `@loose` is no regular file -> name a file, or `-` for standard output
          -o @file                     | `@file` is there already -> pass --force to replace it
          -f json -o @dir -f table -o @file -f native -o @link/a | `@dir` is a directory -> name a file; `@file` is there already -> pass --force to replace it; `@link/a` is inside the snapshot -> write the report somewhere else
          """)
  void a_place_that_cannot_be_meant_is_refused_before_anything_is_read(
      String options, String expected) throws Exception {
    Files.createDirectory(temp.resolve("dir"));
    Files.writeString(temp.resolve("file"), "precious");
    Files.createSymbolicLink(temp.resolve("twin"), temp.resolve("dir"));
    Files.createSymbolicLink(temp.resolve("link"), snapshot);
    Files.createSymbolicLink(
        temp.resolve("into"), snapshot.resolve("global/iam/get-account-summary.json"));
    Files.createSymbolicLink(temp.resolve("loose"), temp.resolve("nowhere"));
    List<String> before = files();
    StringBuilder lines = new StringBuilder();
    for (String problem : expected.replace("@", temp + "/").split("; ")) {
      lines.append("error: ").append(problem.replace(" -> ", "\nhelp: ")).append('\n');
    }

    assertThat(evaluate(options)).isEqualTo(new Run("", lines.toString(), 2));
    assertThat(files()).isEqualTo(before);
    assertThat(Files.readString(temp.resolve("file"))).isEqualTo("precious");
  }

  @Test
  void no_file_is_replaced_when_another_cannot_be_written() throws Exception {
    Files.writeString(temp.resolve("a"), "precious");
    List<String> before = files();

    assertThat(evaluate("--force -f json -o @a -f table -o @nowhere/b -f native"))
        .isEqualTo(
            new Run(
                "",
                "error: cannot write `"
                    + temp
                    + "/nowhere/b`\nhelp: check the place and its free space\n",
                74));
    assertThat(Files.readString(temp.resolve("a"))).isEqualTo("precious");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void by_force_a_link_stays_and_the_file_it_leads_to_is_replaced() throws Exception {
    Path file = Files.writeString(temp.resolve("file"), "old");
    Path link = Files.createSymbolicLink(temp.resolve("latest"), file);

    assertThat(evaluate("--force -f json -o @latest").exitCode()).isZero();
    assertThat(link).isSymbolicLink();
    assertThat(Files.readString(file)).isEqualTo(stdout("-f json"));
  }

  @Test
  void a_report_may_be_read_by_whom_any_new_file_may_be_read() throws Exception {
    Path other = Files.createFile(temp.resolve("other"));

    evaluate("-o @a");

    assertThat(permissions(temp.resolve("a"))).isEqualTo(permissions(other));
  }

  @Test
  void by_force_a_report_is_shown_to_nobody_who_could_not_read_the_one_before() throws Exception {
    Path file = Files.writeString(temp.resolve("a"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    evaluate("-o @a --force");

    assertThat(permissions(file)).isEqualTo("rw-r-----");
    assertThat(Files.readString(file)).isEqualTo(stdout(""));
  }

  @Test
  void what_another_run_is_writing_is_left_alone() throws Exception {
    Files.writeString(temp.resolve(".assay0.part"), "another's");

    assertThat(evaluate("-o @a -f json -o @b -f native").exitCode()).isZero();
    assertThat(Files.readString(temp.resolve(".assay0.part"))).isEqualTo("another's");
    assertThat(files()).containsExactly(".assay0.part", "a", "b", "snapshot", "spec.yaml");
  }

  private static String permissions(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
