package dev.assay.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.check.Status;
import dev.assay.evaluate.ControlStatus;
import dev.assay.report.Report.Control;
import dev.assay.report.Report.Finding;
import dev.assay.spec.Waiver;
import dev.assay.testing.Sample;
import dev.assay.testing.Schema;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Waivers in a report: named by control and finding, never changing what was found. */
class WaivedReportTest {

  private static final Waiver GAP = waiver("1.5", Optional.empty());
  private static final Waiver FAILURE = waiver("1.16", Optional.of(LocalDate.EPOCH));
  private static final Sample PARTIAL =
      Sample.all().filter(sample -> sample.name().equals("partial")).findFirst().orElseThrow();

  private static Waiver waiver(String control, Optional<LocalDate> from) {
    LocalDate last = LocalDate.parse("2030-12-31");
    return new Waiver("", control, "", "", "known", "Jo", "SEC-1", from, last, "w.yaml", 2);
  }

  private static Stream<Control> controls(Report report, String id) {
    return report.controls().stream().filter(control -> control.id().equals(id));
  }

  @Test
  void a_waived_gap_is_not_asked_to_be_cured() {
    Report open = Made.report(PARTIAL, "cis-aws-1.1");
    Report waived = Made.report(PARTIAL, "cis-aws-1.1", GAP);

    assertThat(open.blocking().values().stream().flatMap(List::stream))
        .extracting(Control::id)
        .contains("1.5", "1.6");
    assertThat(waived.blocking().values().stream().flatMap(List::stream))
        .extracting(Control::id)
        .contains("1.6")
        .doesNotContain("1.5");
    assertThat(controls(waived, "1.5"))
        .singleElement()
        .satisfies(control -> assertThat(control.status()).isEqualTo(ControlStatus.WAIVED))
        .satisfies(control -> assertThat(control.waivers()).containsExactly("W1"))
        .satisfies(control -> assertThat(control.findings()).allMatch(Finding::isWaived))
        .satisfies(
            control ->
                assertThat(control.findings())
                    .extracting(Finding::status)
                    .containsOnly(Status.UNKNOWN));
  }

  @Test
  void it_comes_back_from_the_native_format() {
    Report report = Made.report(PARTIAL, "cis-aws-1.1", GAP, FAILURE);
    String written = NativeReport.write(report);

    assertThat(report.waivers()).isNotEmpty();
    assertThat(NativeReport.read("r.json", written.getBytes(UTF_8))).isEqualTo(report);
    assertThat(Schema.of("/dev/assay/report/report.schema.json").faults(written)).isEmpty();
  }
}
