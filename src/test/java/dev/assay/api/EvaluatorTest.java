package dev.assay.api;

import static dev.assay.testing.Run.assay;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.InputException;
import dev.assay.evaluate.ControlStatus;
import dev.assay.report.Format;
import dev.assay.report.Format.Detail;
import dev.assay.report.Report;
import dev.assay.report.Style;
import dev.assay.snapshot.Snapshot;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** assay as a library. */
class EvaluatorTest {

  private static final Path ROOT = Path.of(System.getProperty("assay.basedir"));
  private static final String SAMPLE = ROOT.resolve("samples/messy").toString();

  @ParameterizedTest
  @EnumSource(names = {"TABLE", "NATIVE"})
  void a_report_is_the_command_lines(Format format) {
    Report report = Evaluator.by("cis-aws-1.1").report(Snapshot.open(Path.of(SAMPLE)));

    assertThat(format.write(report, Detail.ALL, Style.PLAIN))
        .isEqualTo(
            assay("evaluate", SAMPLE, "--compliance=cis-aws-1.1", "--format=" + format).stdout());
  }

  @Test
  void evidence_that_is_not_there_is_no_exception() {
    Map<String, byte[]> files = Map.of("global/iam/get-account-summary.json", "{".getBytes(UTF_8));
    Evaluator evaluator = Evaluator.by("awscis1.2");
    Snapshot snapshot = Snapshot.of(files);

    assertThatThrownBy(() -> evaluator.report(snapshot))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the snapshot does not say when it was taken");
    Report report =
        new Evaluator(
                evaluator.plan(),
                Optional.of(Instant.parse("2026-06-30T12:00:00Z")),
                evaluator.attestations(),
                evaluator.waivers(),
                false)
            .report(snapshot);
    assertThat(report.with(ControlStatus.UNKNOWN)).hasSameSizeAs(report.controls());
  }

  @Test
  void the_example_runs_and_is_the_readmes() throws Exception {
    String example = Files.readString(ROOT.resolve("src/test/java/Example.java"));

    assertThat(Files.readString(ROOT.resolve("README.md")))
        .contains("```java\n" + example + "```\n");
    assertThat(printed("Example", SAMPLE))
        .isEqualTo(
            Evaluator.by("cis-aws-1.1").report(Snapshot.open(Path.of(SAMPLE))).controls().stream()
                .filter(control -> control.status() == ControlStatus.FAIL)
                .map(control -> control.id() + " " + control.name() + System.lineSeparator())
                .collect(Collectors.joining()))
        .contains("1.1 ");
  }

  private static String printed(String program, String... args) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(out, true, UTF_8));
      Method main = Class.forName(program).getDeclaredMethod("main", String[].class);
      main.setAccessible(true);
      main.invoke(null, (Object) args);
    } finally {
      System.setOut(before);
    }
    return out.toString(UTF_8);
  }
}
