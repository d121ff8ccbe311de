package dev.assay.cli;

import static dev.assay.testing.Run.assay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.Run;
import dev.assay.testing.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RedactCommandTest {

  private static final String CURE = "help: make a key: `head -c 32 /dev/urandom > redact.key`\n";

  @TempDir private Path temp;

  static java.util.stream.Stream<String> samples() {
    return Sample.all().map(Sample::name);
  }

  private Path key(int bytes) throws Exception {
    return Files.writeString(temp.resolve("key"), "k".repeat(bytes));
  }

  private Run redact(Path snapshot, Path out, Path key) {
    return assay("redact", snapshot.toString(), "--out", out.toString(), "--key", key.toString());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_copy_is_written_and_scores_like_the_original(String sample) throws Exception {
    Path out = temp.resolve("out");

    Run run = redact(Path.of("samples", sample), out, key(32));

    assertThat(run.stderr())
        .isEqualTo(
            "warning: 1 files that are no evidence are not in the copy\n"
                + "help: nothing to do: assay does not read them\n");
    assertThat(run.stdout()).startsWith("wrote ").endsWith(" files to `" + out + "`\n");
    assertThat(run.exitCode()).isZero();
    assertThat(Files.readString(out.resolve("snapshot.json"))).contains("\"redacted\" : true");
    String[] summary = {"--compliance", "awscis1.2", "--report", "summary", "-q", "-f", "json"};
    assertThat(evaluate(out, summary)).isEqualTo(evaluate(Path.of("samples", sample), summary));
  }

  private static String evaluate(Path snapshot, String... options) {
    String[] args = new String[options.length + 2];
    args[0] = "evaluate";
    args[1] = snapshot.toString();
    System.arraycopy(options, 0, args, 2, options.length);
    return assay(args).stdout().replaceAll("\"Cause\": .*", "");
  }

  @Test
  void everything_wrong_with_the_places_is_told_at_once() throws Exception {
    Path snapshot = Path.of("samples/quiet");
    Path taken = Files.createDirectory(temp.resolve("taken"));
    Path inside = snapshot.resolve("copy");

    assertThat(redact(snapshot, taken, key(31)))
        .isEqualTo(
            refused(
                "error: `"
                    + taken
                    + "` is there already\n"
                    + "help: name a new directory\n"
                    + "error: the key in `"
                    + temp.resolve("key")
                    + "` has 31 bytes, expected 32 or more\n"
                    + "help: make a new one: `head -c 32 /dev/urandom > redact.key`\n"));
    assertThat(redact(snapshot, inside, snapshot.resolve("snapshot.json")))
        .isEqualTo(
            refused(
                "error: `"
                    + inside
                    + "` is inside the snapshot\n"
                    + "help: write the copy somewhere else\n"
                    + "error: `samples/quiet/snapshot.json` is inside the snapshot\n"
                    + "help: keep the key apart from what it hides\n"));
    assertThat(redact(snapshot, temp.resolve("a/b"), temp.resolve("none")))
        .isEqualTo(
            refused(
                "error: there is no directory for `"
                    + temp.resolve("a/b")
                    + "`\n"
                    + "help: make its parent first\n"
                    + "error: there is no `"
                    + temp.resolve("none")
                    + "`\n"
                    + CURE));
    assertThat(redact(snapshot, temp.resolve("out"), taken))
        .isEqualTo(refused("error: `" + taken + "` is no file\n" + CURE));
    assertThat(temp.resolve("out")).doesNotExist();
  }

  private static Run refused(String message) {
    return new Run("", message, 2);
  }

  @Test
  void a_snapshot_that_must_not_be_scored_is_not_copied() throws Exception {
    Path snapshot = Files.createDirectory(temp.resolve("bad"));
    Files.writeString(snapshot.resolve("snapshot.json"), "{}");

    Run run = redact(snapshot, temp.resolve("out"), key(32));

    assertThat(run.stderr()).startsWith("error: snapshot.json");
    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(temp.resolve("out")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          redact                                | missing required options and parameters: `--out=DIR`, `--key=FILE`, `SNAPSHOT`
          redact nowhere --out a --key pom.xml  | there is no `nowhere`
          """)
  void a_wrong_command_line_is_told(String args, String message) {
    Run run = assay(args.split(" +"));

    assertThat(run.stderr()).startsWith("error: " + message + "\n");
    assertThat(run.exitCode()).isEqualTo(2);
  }

  /** What a wildcard amid a name covers, a pseudonym cannot: then the command says so. */
  @Test
  void a_verdict_that_cannot_be_kept_is_named() throws Exception {
    Path snapshot = temp.resolve("snapshot");
    Sample quiet = Sample.named("quiet");
    for (var file : quiet.without("SHA256SUMS", "calls.tsv", "README.md").files().entrySet()) {
      Path target = snapshot.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.write(target, file.getValue());
    }
    Path selectors;
    try (var found = Files.walk(snapshot)) {
      selectors =
          found.filter(p -> p.endsWith("get-event-selectors/main.json")).findFirst().orElseThrow();
    }
    Files.writeString(
        selectors,
        """
        {"AdvancedEventSelectors": [{"FieldSelectors": [
          {"Field": "eventCategory", "Equals": ["Data"]},
          {"Field": "resources.type", "Equals": ["AWS::S3::Object"]},
          {"Field": "resources.ARN", "StartsWith": ["arn:aws:s3:::quiet-"]}]}]}
        """);

    Run run = redact(snapshot, temp.resolve("out"), key(32));

    assertThat(run.stderr())
        .isEqualTo(
            "warning: the copy has another verdict by awscis1.4:3.10, awscis1.4:3.11\n"
                + "help: a wildcard or prefix that ends amid a name has no pseudonym: score the original for these\n");
    assertThat(run.exitCode()).isZero();
  }
}
