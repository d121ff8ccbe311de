package dev.assay.cli;

import static dev.assay.testing.Run.assay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.Run;
import dev.assay.testing.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
}
