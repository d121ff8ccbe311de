package dev.assay.cli;

import static dev.assay.testing.Archives.gzip;
import static dev.assay.testing.Archives.put;
import static dev.assay.testing.Archives.tar;
import static dev.assay.testing.Archives.zip;
import static dev.assay.testing.HostileArchives.ZEROS;
import static dev.assay.testing.Run.assay;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.HostileArchives;
import dev.assay.testing.HostileTexts;
import dev.assay.testing.Run;
import dev.assay.testing.Sample;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Limits on archives and directories, and all that is wrong with one at once. What else may be
 * wrong with one is in the corpus, {@code HostileCorpusTest}.
 */
class ArchiveLimitsTest {

  private static final byte[] TEXT = "{}".getBytes(UTF_8);

  @TempDir private static Path shared;

  @TempDir private Path directory;

  @Test
  void all_faults_of_a_tar_are_told_at_once() throws IOException {
    byte[] tar =
        tar(
            out -> {
              put(out, new TarArchiveEntry("a", (byte) '2', true), new byte[0]);
              put(out, new TarArchiveEntry("b", (byte) '6', true), new byte[0]);
              put(out, new TarArchiveEntry("../c"), TEXT);
              put(out, new TarArchiveEntry("d/"), new byte[0]);
              put(out, new TarArchiveEntry("D"), TEXT);
            });
    Path file = Files.write(directory.resolve("a.tar"), tar);

    Run run = assay("verify", file.toString());

    assertThat(run.stderr().lines().filter(line -> line.startsWith("error: ")))
        .containsExactly(
            "error: ../c: points outside the snapshot",
            "error: D: is the same as `d` on systems that take upper and lower case, or two ways"
                + " to write a letter, for one",
            "error: a: is a symbolic link",
            "error: b: is neither file nor directory");
    assertThat(run.exitCode()).isEqualTo(4);
  }

  @Test
  void so_many_faults_are_counted_and_not_all_printed() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (int i = 1000; i < 1150; i++) {
      files.put("../" + i, TEXT);
    }
    Path file = Files.write(directory.resolve("a.zip"), zip("", files));

    assertThat(assay("verify", file.toString()).stderr().lines().toList())
        .hasSize(201)
        .endsWith("error: a.zip: has 50 more problems like these");
  }

  @Test
  void all_faults_of_an_archive_are_told_at_once() throws IOException {
    Path file =
        Files.write(
            directory.resolve("a.zip"),
            HostileArchives.withEntries(List.of("../x", "/y", "z", "Z", "ok")).get(0));

    assertThat(assay("verify", file.toString()))
        .isEqualTo(
            new Run(
                "",
                """
                error: ../x: points outside the snapshot
                help: pack the snapshot again as it was collected
                error: /y: is an absolute path
                help: pack the snapshot again as it was collected
                error: Z: is the same as `z` on systems that take upper and lower case, or two ways to write a letter, for one
                help: leave one of them out; only whoever packed it can say which is true
                """,
                4));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --max-files=3      | holds more than 3 entries                                | if you trust it, pass a larger --max-files
          --max-file-size=2K | b.json: has 3000 bytes, the limit for a file is 2048     | if you trust it, pass --max-file-size 3000
          --max-size=3K      | 3072 | --max-size
          --max-depth=2      | d/e/f.json: is 3 names deep, the limit is 2              | if you trust it, pass --max-depth 3
          """)
  void limits_hold_for_every_form_and_can_be_moved(String limit, String message, String help)
      throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    files.put("a.json", new byte[500]);
    files.put("b.json", "b".repeat(3000).getBytes(UTF_8));
    files.put("d/e/f.json", "f".repeat(500).getBytes(UTF_8));
    files.put("g.json", TEXT);
    for (Path form : forms(files)) {
      Run refused = assay("verify", form.toString(), limit);
      assertThat(refused.stderr()).as("%s", form).contains(message).contains(help);
      assertThat(refused.exitCode()).isEqualTo(4);
      assertThat(assay("verify", form.toString()).exitCode()).as("%s", form).isEqualTo(3);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --max-size=0         | --max-size is `0`
          --max-size=5T        | --max-size is `5T`
          --max-file-size=2G   | --max-file-size is 2147483648
          --max-files=0        | a limit is less than 1
          --max-ratio=-1       | a limit is less than 1
          --max-depth=x        | --max-depth is `x`
          """)
  void a_limit_is_a_number(String option, String message) {
    Run run = assay("verify", "samples/quiet", option);

    assertThat(run.stderr()).startsWith("error: " + message + "\n");
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void a_bomb_within_the_limits_that_were_given_is_read() throws IOException {
    Map<String, byte[]> files = new TreeMap<>(Map.of("snapshot.json", ZEROS));
    for (byte[] bomb : List.of(zip("", files), gzip(tar("", files)))) {
      Path file = Files.write(directory.resolve("bomb"), bomb);

      assertThat(assay("verify", file.toString(), "--max-ratio=2000").stderr())
          .startsWith("error: snapshot.json: is UTF-16 text");
    }
  }

  private static Path bomb() throws IOException {
    Path bomb = shared.resolve("bomb");
    if (Files.exists(bomb)) {
      return bomb;
    }
    TarArchiveEntry entry = new TarArchiveEntry("snapshot.json");
    entry.setSize(1L << 30);
    byte[] header = new byte[512];
    entry.writeEntryHeader(header);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb), 1 << 16)) {
      out.write(header);
      for (long written = 0; written < entry.getSize() + 1024; written += ZEROS.length) {
        out.write(ZEROS);
      }
    }
    return bomb;
  }

  /** A gibibyte in a heap of a quarter of that: refused early, or for lack of memory, by name. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --max-depth=8                         | error: snapshot.json: has 1073741824 bytes, the limit for a file is 536870912
          --max-file-size=1G                    | error: bomb: unpacks to more than 200 times its size
          --max-file-size=1G --max-ratio=2000   | error: bomb: unpacks to more than 1073741824 bytes
          --max-file-size=1G --max-ratio=2000 --max-size=2G | error: there is not enough memory for this input
          """)
  void a_large_archive_ends_in_a_small_heap(String options, String message) throws Exception {
    Run run = inSmallHeap("verify " + bomb() + " " + options);

    assertThat(run.stderr()).startsWith(message + "\n");
    assertThat(run.exitCode()).isEqualTo(4);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"JSON, a million brackets", "JSON, 10,000 objects deep"})
  void a_deep_answer_ends_in_a_small_heap(String recipe) throws Exception {
    Path snapshot =
        Sample.named("quiet")
            .only("snapshot.json")
            .with("global/iam/get-account-summary.json", HostileTexts.made(recipe))
            .write(directory.resolve("deep"));

    Run run = inSmallHeap("verify " + snapshot);

    assertThat(run.stdout())
        .contains("global/iam/get-account-summary.json nests deeper than 64 levels\n");
    assertThat(run.exitCode()).isEqualTo(3);
  }

  private Run inSmallHeap(String arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.assay.cli.Main"));
    command.addAll(List.of(arguments.split(" ")));
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Run(Files.readString(out), Files.readString(err), process.exitValue());
  }

  @Test
  void a_directory_is_not_followed_to_its_depth() throws IOException {
    Path deep = Files.createDirectories(directory.resolve("s/" + "d/".repeat(500)));
    Files.write(deep.resolve("x.json"), TEXT);

    assertThat(assay("verify", directory.resolve("s").toString()).stderr())
        .isEqualTo(
            "error: "
                + "d/".repeat(8)
                + "d: is 9 names deep, the limit is 8\nhelp: if you trust it, pass --max-depth 9\n");
  }

  private List<Path> forms(Map<String, byte[]> files) throws IOException {
    Path folder = Files.createTempDirectory(directory, "form");
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    return List.of(
        folder,
        Files.write(directory.resolve("form.zip"), zip("", files)),
        Files.write(directory.resolve("form.tar"), tar("", files)),
        Files.write(directory.resolve("form.tar.gz"), gzip(tar("", files))));
  }
}
