package dev.assay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.report.Format;
import dev.assay.testing.Run;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluateCommandTest {

  private static final String PARTIAL = "samples/partial";

  /** Checks by what they come to in {@link #PARTIAL}. */
  private static final Map<String, String> CHECKS =
      Map.of(
          "pass", "[{id: iam-single-active-key}]",
          "fail", "[{id: iam-user-mfa-console}]",
          "unknown", "[{id: iam-password-reuse}]",
          "manual", "[]");

  private static final String FORMATS =
      Stream.of(Format.values()).map(Format::toString).collect(Collectors.joining(", "));

  @TempDir private Path temp;

  @Test
  void trivys_spelling_works() {
    Run trivys =
        assay("aws", "--compliance=awscis1.2", "--report=summary", "--format=json", PARTIAL);
    Run ours =
        assay(
            "evaluate", PARTIAL, "--compliance", "awscis1.2", "--report", "summary", "-f", "json");

    assertThat(trivys).isEqualTo(ours);
    assertThat(trivys.stdout())
        .startsWith(
            """
            {
              "ID": "0001",
              "Title": "awscis1.2",
              "SummaryControls": [
                {
                  "ID": "1.1",
                  "Name": "limit-root-account-usage",
                  "Severity": "LOW",
                  "TotalFail": 0,
                  "Status": "PASS"
                },
            """);
  }

  @Test
  void a_spec_written_for_trivy_works() throws Exception {
    Path spec =
        Files.writeString(
            temp.resolve("trivy.yaml"),
            """
            ---
            spec:
              id: "1"
              title: for Trivy
              description: mine
              version: "1"
              platform: aws
              type: cis
              relatedResources:
              - https://example.com
              controls:
              - id: 1.10
                name: lower-case
                checks:
                - id: avd-aws-0167
                - id: aws-0145
                severity: low
                commands: []
              - id: "2"
                name: other-scanner
                checks:
                - id: CVE-2024-0001
                severity: HIGH
              - id: "3"
                name: Ask (Manual)
                checks: null
                severity: LOW
                defaultStatus: FAIL
            """);

    Run run = assay("aws", PARTIAL, "--compliance=@" + spec, "--report=summary");

    assertThat(assay("aws", PARTIAL, "--compliance", "@" + spec, "--report", "summary"))
        .isEqualTo(run);

    assertThat(run.stdout())
        .startsWith(
            """

            Summary Report for compliance: for Trivy
            ┌──────┬──────────┬───────────────┬─────────┬────────┐
            │  ID  │ Severity │ Control Name  │ Status  │ Issues │
            ├──────┼──────────┼───────────────┼─────────┼────────┤
            │ 1.10 │ LOW      │  lower-case   │  FAIL   │   1    │
            │ 2    │ HIGH     │ other-scanner │ UNKNOWN │   -    │
            │ 3    │ LOW      │ Ask (Manual)  │ MANUAL  │   -    │
            └──────┴──────────┴───────────────┴─────────┴────────┘
            """);
    assertThat(run.stderr())
        .startsWith(
            "warning: "
                + spec
                + " line 22: control `2` names check `CVE-2024-0001`, which this version does not"
                + " know\nhelp: the nearest known check is `")
        .hasLineCount(2);
    assertThat(run.exitCode()).isEqualTo(3);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          pass              | -                                   | 0
          fail              | -                                   | 0
          manual            | -                                   | 0
          unknown           | -                                   | 3
          fail unknown      | -                                   | 3
          unknown           | --allow-unknown                     | 0
          fail              | --fail-on=fail                      | 1
          fail pass         | --fail-on fail                      | 1
          pass manual       | --fail-on=fail                      | 0
          unknown           | --fail-on=fail                      | 3
          unknown           | --fail-on=unknown                   | 1
          unknown           | --fail-on=unknown --allow-unknown   | 1
          manual            | --fail-on=manual                    | 1
          fail              | --fail-on=unknown,manual            | 0
          manual            | --fail-on=fail,manual               | 1
          manual            | --fail-on=fail --fail-on=manual     | 1
          fail unknown      | --fail-on=fail                      | 1
          fail unknown      | --fail-on=manual                    | 3
          fail unknown      | --fail-on=manual --allow-unknown    | 0
          fail              | --exit-code=9                       | 9
          fail unknown      | --exit-code=9                       | 9
          fail              | --exit-code=9 --fail-on=fail        | 9
          unknown           | --exit-code=9 --fail-on=unknown     | 9
          pass              | --exit-code=9                       | 0
          unknown           | --exit-code=9                       | 3
          unknown           | --exit-code=9 --allow-unknown       | 0
          fail              | --exit-code=0                       | 0
          fail unknown      | --exit-code=0 --fail-on=fail        | 3
          """)
  void the_gate_decides_the_exit_code(String statuses, String options, int expected) {
    List<String> args = evaluate(spec(statuses));
    if (options != null) {
      args.addAll(List.of(options.split(" ")));
    }
    Run run = assay(args);

    assertThat(run.exitCode()).isEqualTo(expected);
    assertThat(run.stdout()).isEqualTo(assay(evaluate(spec(statuses))).stdout()).isNotEmpty();
    assertThat(run.stderr()).isEmpty();
  }

  @Test
  void a_later_time_is_a_banner() {
    Run run = assay(evaluate(spec("pass"), "--as-of", "2026-07-31T17:30:00+05:30"));

    assertThat(run.stdout())
        .contains(
            "\nAs of     2026-07-31T12:00:00Z;"
                + " LATER THAN THE SNAPSHOT, which was taken 2026-06-30T12:00:00Z\n");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void the_snapshots_own_time_is_no_later_time() {
    String spec = spec("fail");

    assertThat(assay(evaluate(spec, "--as-of", "2026-06-30T12:00:00Z")))
        .isEqualTo(assay(evaluate(spec)));
  }

  @Test
  void ages_are_measured_to_the_time_that_was_given() {
    String spec = specOf("[{id: iam-unused-credentials}]");

    assertThat(assay(evaluate(spec, "--fail-on", "fail")).exitCode()).isZero();
    assertThat(
            assay(evaluate(spec, "--fail-on", "fail", "--as-of", "2027-06-30T00:00:00Z"))
                .exitCode())
        .isEqualTo(1);
  }

  /** {@code @} stands for a spec of one control. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          evaluate samples/partial                                   ; missing required option: `--compliance=NAME|@FILE` -> write `--compliance awscis1.2`, for example, or run `assay evaluate --help`
          evaluate --compliance=awscis1.2                            ; missing required parameter: `SNAPSHOT` -> run `assay evaluate --help`
          evaluate samples/partial --compliance                      ; missing required parameter for option `--compliance` (NAME|@FILE) -> write `--compliance awscis1.2`, for example, or run `assay evaluate --help`
          evaluate samples/partial --complience=awscis1.2            ; unknown option: `--complience` -> did you mean `--compliance`?
          evaluate samples/partial --compliance=@ --nosuch           ; unknown option: `--nosuch` -> run `assay evaluate --help`
          evaluate samples/partial --compliance=@ --out=x            ; unknown option: `--out=x` -> did you mean `--output`?
          evaluate samples/partial --compliance=awscis1.3            ; there is no spec `awscis1.3` -> did you mean `awscis1.2`?
          evaluate samples/partial --compliance=cis                  ; there is no spec `cis` -> did you mean `cis-aws-1.1`?
          evaluate samples/partial --compliance=specs/my.yaml        ; there is no spec `specs/my.yaml` -> did you mean the file `@specs/my.yaml`?
          evaluate samples/partial --compliance=my.yml               ; there is no spec `my.yml` -> did you mean the file `@my.yml`?
          evaluate samples/partial --compliance=@ --format=xml       ; --format is `xml` -> write one of FORMATS
          evaluate samples/partial --compliance=@ --format=JSON      ; --format is `JSON` -> did you mean `json`?
          evaluate samples/partial --compliance=@ --format=nativ     ; --format is `nativ` -> did you mean `native`?
          evaluate samples/partial --compliance=@ --report=full      ; --report is `full` -> write one of summary, all
          evaluate samples/partial --compliance=@ --limit=0          ; --limit is `0` -> write a whole number from 1, or `all`
          evaluate samples/partial --compliance=@ --limit=9999999999 ; --limit is `9999999999` -> write a whole number from 1, or `all`
          evaluate samples/partial --compliance=@ --color=yes        ; --color is `yes` -> write one of auto, always, never
          evaluate samples/partial --compliance=@ --fail-on=fail,unkown ; --fail-on is `unkown` -> did you mean `unknown`?
          evaluate samples/partial --compliance=@ --fail-on=warn     ; --fail-on is `warn` -> write one of fail, unknown, manual, waived
          evaluate samples/partial --compliance=@ --exit-code=x      ; --exit-code is `x` -> write a whole number
          evaluate samples/partial --compliance=@ --level=3          ; --level is 3 -> write 1 or 2
          evaluate samples/partial --compliance=@ --level=1          ; the spec `mine` has no levels -> leave --level out
          evaluate samples/partial --compliance=@ --as-of=yesterday  ; --as-of is `yesterday` -> write a time with its offset, like 2026-01-31T12:00:00Z
          evaluate samples/partial --compliance=@ --as-of=2026-07-01 ; --as-of is `2026-07-01` -> write a time with its offset, like 2026-01-31T12:00:00Z
          evaluate samples/partial --compliance=@ --as-of=2026-07-01T00:00:00  ; --as-of is `2026-07-01T00:00:00` -> write a time with its offset, like 2026-01-31T12:00:00Z
          evaluate samples/partial --compliance=@ --as-of=2026-06-30T11:59:59Z ; --as-of 2026-06-30T11:59:59Z is before the snapshot's own time, 2026-06-30T12:00:00Z -> leave it out, or give a later time
          evaluate samples/partial --compliance=@nowhere.yaml        ; cannot read the spec `nowhere.yaml` -> check the path behind the `@`
          evaluate samples/nowhere --compliance=@                    ; there is no `samples/nowhere` -> give a directory, or a .zip, .tar.gz or .tar, of a snapshot
          evaluate samples/README.md --compliance=@                  ; `samples/README.md` is no snapshot, nor an archive of one -> give a directory, or a .zip, .tar.gz or .tar, of a snapshot
          nosuch                                                     ; there is no command `nosuch` -> run `assay --help`
          evalute samples/partial                                    ; there is no command `evalute` -> did you mean `evaluate`?
          samples/partial                                            ; there is no command `samples/partial` -> did you mean `assay evaluate samples/partial`?
          --verson                                                   ; unknown option: `--verson` -> did you mean `--version`?
          --nosuch                                                   ; unknown option: `--nosuch` -> run `assay --help`
          """)
  void a_wrong_command_line_is_one_line_and_its_cure(String args, String expected) {
    String spec = spec("pass");
    Run run =
        assay(
            Arrays.stream(args.split(" +"))
                .map(arg -> arg.equals("--compliance=@") ? "--compliance=@" + spec : arg)
                .toList());

    assertThat(run.stderr())
        .isEqualTo(
            "error: " + expected.replace(" -> ", "\nhelp: ").replace("FORMATS", FORMATS) + "\n");
    assertThat(run.stdout()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void a_wrong_spec_names_every_line_and_its_cure() throws Exception {
    Path spec =
        Files.writeString(
            temp.resolve("bad.yaml"),
            """
            spec:
              id: x
              controls:
              - id: 1
                checks:
                - id: iam-access-key-rotation
                  parameters:
                    maxAge: 90
                - id: iam-password-min-length
                  parameters:
                    minLength: fourteen
            """);

    assertThat(assay("evaluate", PARTIAL, "--compliance=@" + spec))
        .isEqualTo(
            new Run(
                "",
                """
                error: @ line 8: check `iam-access-key-rotation` has no parameter `maxAge`
                help: it takes `maxAgeDays`, `usedSinceRotation`
                error: @ line 11: `minLength` is `fourteen`
                help: write a whole number from 0 to 100000
                """
                    .replace("@", spec.toString()),
                2));
  }

  @Test
  void an_unknown_check_is_an_error_when_asked_for() {
    String spec = specOf("[{id: iam-root-mfaa}]");

    assertThat(assay(evaluate(spec, "--strict-spec")))
        .isEqualTo(
            new Run(
                "",
                "error: "
                    + spec
                    + " line 4: control `1` names check `iam-root-mfaa`, which this version does"
                    + " not know\nhelp: the nearest known check is `iam-root-mfa`\n",
                2));
  }

  @Test
  void warnings_go_to_stderr_and_are_silenced() {
    List<String> args = evaluate(specOf("[{id: iam-root-mfaa}]"), "--format=json");
    Run run = assay(args);
    args.add("--quiet");

    assertThat(run.stderr()).startsWith("warning: ").hasLineCount(2);
    assertThat(assay(args)).isEqualTo(new Run(run.stdout(), "", run.exitCode()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"report.txt", "new name.txt", "./sub/../report.txt"})
  void a_report_goes_to_a_file(String name) throws Exception {
    Files.createDirectory(temp.resolve("sub"));
    String spec = spec("fail unknown");
    Path file = temp.resolve(name);

    assertThat(assay(evaluate(spec, "--output", file.toString()))).isEqualTo(new Run("", "", 3));
    assertThat(Files.readString(file)).isEqualTo(assay(evaluate(spec)).stdout());
    assertThat(listing(temp)).containsExactly(file.normalize(), Path.of(spec), temp.resolve("sub"));
  }

  @Test
  void a_file_is_only_replaced_by_force() throws Exception {
    String spec = spec("pass");
    Path file = Files.writeString(temp.resolve("report.txt"), "precious");

    assertThat(assay(evaluate(spec, "-o", file.toString())))
        .isEqualTo(
            new Run(
                "",
                "error: `" + file + "` is there already\nhelp: pass --force to replace it\n",
                2));
    assertThat(Files.readString(file)).isEqualTo("precious");

    assertThat(assay(evaluate(spec, "-o", file.toString(), "--force")).exitCode()).isZero();
    assertThat(Files.readString(file)).isEqualTo(assay(evaluate(spec)).stdout());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          .                   | is a directory           | name a file
          copy/report.txt     | is inside the snapshot   | write the report somewhere else
          copy                | is inside the snapshot   | write the report somewhere else
          x/../copy/a/b.txt   | is inside the snapshot   | write the report somewhere else
          """)
  void a_report_has_a_place_of_its_own(String output, String what, String help) throws Exception {
    Path snapshot = copyOfPartial();
    Path file = temp.resolve(output);
    List<Path> before = listing(snapshot);

    assertThat(
            assay(
                "evaluate",
                snapshot.toString(),
                "--compliance=@" + spec("pass"),
                "--force",
                "-o",
                file.toString()))
        .isEqualTo(new Run("", "error: `" + file + "` " + what + "\nhelp: " + help + "\n", 2));
    assertThat(listing(snapshot)).isEqualTo(before);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"nowhere/report.txt", "spec.yaml/report.txt", "LONG"})
  void a_report_that_cannot_be_written_leaves_nothing_behind(String name) throws Exception {
    String spec = spec("fail unknown");
    Path file = temp.resolve(name.replace("LONG", "x".repeat(300)));
    List<Path> before = listing(temp);

    assertThat(assay(evaluate(spec, "--fail-on=fail", "-o", file.toString())))
        .isEqualTo(
            new Run(
                "",
                "error: cannot write `" + file + "`\nhelp: check the place and its free space\n",
                74));
    assertThat(listing(temp)).isEqualTo(before);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          No space left on device | 74 | error: cannot write to standard output
          Broken pipe             | 1  | -
          """)
  void a_full_disk_is_an_error_and_a_reader_that_left_is_not(
      String fault, int code, String message) {
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(fault);
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    assertThat(
            Cli.run(
                out,
                new PrintStream(err, true, UTF_8),
                evaluate(spec("fail"), "--fail-on=fail").toArray(String[]::new)))
        .isEqualTo(code);
    assertThat(err.toString(UTF_8).lines().findFirst().orElse(null)).isEqualTo(message);
  }

  @Test
  void a_changed_file_is_named_and_nothing_is_scored() throws Exception {
    Path snapshot = copyOfPartial();
    Files.writeString(snapshot.resolve("global/iam/list-saml-providers.json"), "{}\n");

    assertThat(assay("evaluate", snapshot.toString(), "--compliance=@" + spec("pass")))
        .isEqualTo(
            new Run(
                "",
                "error: global/iam/list-saml-providers.json: was cut off or changed after it was"
                    + " collected: it has 3 of 31 bytes\n"
                    + "help: get the snapshot again from whoever collected it\n",
                4));
  }

  @Test
  void a_link_with_a_hostile_name_is_refused_in_one_line() throws Exception {
    Path snapshot = copyOfPartial();
    Files.createSymbolicLink(snapshot.resolve("a\u001b[2J\n::error::b.json"), Path.of("calls.tsv"));

    assertThat(assay("evaluate", snapshot.toString(), "--compliance=@" + spec("pass")))
        .isEqualTo(
            new Run(
                "",
                "error: a\\u{1b}[2J\\u{a}::error::b.json: is a symbolic link\n"
                    + "help: put a copy of the file itself into the snapshot\n",
                4));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evaluate HOSTILE --compliance=awscis1.2",
        "evaluate samples/partial --compliance=HOSTILE",
        "evaluate samples/partial --compliance=@HOSTILE",
        "evaluate samples/partial --compliance=awscis1.2 --as-of=HOSTILE",
        "evaluate samples/partial --compliance=awscis1.2 --format=HOSTILE",
        "evaluate samples/partial --compliance=awscis1.2 --HOSTILE",
        "evaluate samples/partial --compliance=awscis1.2 --output=samples/HOSTILE/x",
        "HOSTILE"
      })
  void what_was_typed_comes_back_escaped(String args) {
    Run run =
        assay(
            Arrays.stream(args.split(" "))
                .map(arg -> arg.replace("HOSTILE", "a\u001b[2J\nb"))
                .toList());

    assertThat(run.stderr()).contains("a\\u{1b}[2J\\u{a}b").doesNotContain("\u001b");
    assertThat(run.stdout()).isEmpty();
    assertThat(run.exitCode()).isIn(2, 74);
  }

  /** A run, which may never show a stack trace or be our fault. */
  private static Run assay(String... args) {
    Run run = Run.assay(args);

    assertThat(run.stdout() + run.stderr())
        .doesNotContain("java.lang.", "\tat ", "this is a fault", "dev.assay.");
    return run;
  }

  private static Run assay(List<String> args) {
    return assay(args.toArray(String[]::new));
  }

  private static List<String> evaluate(String spec, String... options) {
    List<String> args = new ArrayList<>(List.of("evaluate", PARTIAL, "--compliance=@" + spec));
    args.addAll(List.of(options));
    return args;
  }

  /** A spec file whose controls come to these statuses. */
  private String spec(String statuses) {
    return specOf(Arrays.stream(statuses.split(" ")).map(CHECKS::get).toArray(String[]::new));
  }

  /** A spec file with one control for each list of checks. */
  private String specOf(String... checks) {
    StringBuilder yaml = new StringBuilder("spec:\n  id: mine\n  controls:\n");
    for (int i = 0; i < checks.length; i++) {
      yaml.append("  - {id: ").append(i + 1).append(", checks: ").append(checks[i]).append("}\n");
    }
    try {
      return Files.writeString(temp.resolve("spec.yaml"), yaml).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path copyOfPartial() throws IOException {
    Path copy = temp.resolve("copy");
    Files.createDirectory(copy);
    for (Path file : listing(Path.of(PARTIAL))) {
      Files.copy(file, copy.resolve(Path.of(PARTIAL).relativize(file)));
    }
    return copy;
  }

  /** Everything below a directory, sorted. */
  private static List<Path> listing(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(path -> !path.equals(directory)).sorted().toList();
    }
  }
}
