package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.report.Report.Control;
import dev.assay.testing.Sample;
import dev.assay.testing.Schema;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OcsfReportTest {

  /** Generated from OCSF's own definitions; under the Apache licence, as it says. */
  private static final Schema SCHEMA =
      Schema.of("/dev/assay/report/ocsf-1.3.0-compliance-finding.json");

  private static final JsonMapper JSON = new JsonMapper();

  private static List<JsonNode> events(Report report) {
    String lines = OcsfReport.write(report);
    assertThat(lines).endsWith("}\n");
    return lines.lines().map(JSON::readTree).toList();
  }

  static Stream<Sample> samples() {
    return Sample.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void every_event_is_valid_and_no_control_is_missing(Sample sample) {
    for (String spec : List.of("awscis1.4", "cis-aws-1.1")) {
      Report report = Made.report(sample, spec);

      assertThat(OcsfReport.write(report).lines().flatMap(line -> SCHEMA.faults(line).stream()))
          .isEmpty();
      List<JsonNode> events = events(report);
      assertThat(events).hasSize(count(report));
      assertThat(events)
          .extracting(e -> e.at("/finding_info/uid").stringValue())
          .doesNotHaveDuplicates();
      assertThat(events)
          .extracting(event -> event.at("/compliance/control").stringValue())
          .containsAll(report.controls().stream().map(Control::id).toList());
      assertThat(events)
          .extracting(event -> event.at("/time").longValue())
          .containsOnly(report.asOf().toEpochMilli());
    }
  }

  private static int count(Report report) {
    return report.controls().stream().mapToInt(c -> Math.max(1, c.findings().size())).sum();
  }

  @Test
  void each_status_is_mapped() {
    assertThat(events(Hostile.report("x")))
        .extracting(
            event ->
                event.at("/compliance/status_code").stringValue()
                    + " "
                    + event.at("/compliance/status_id")
                    + " "
                    + event.at("/compliance/status").stringValue()
                    + " "
                    + event.at("/status_id").asString("-")
                    + " "
                    + event.at("/severity").stringValue())
        .startsWith(
            "FAIL 3 Fail - Unknown",
            "FAIL 3 Fail 3 Unknown",
            "UNKNOWN 2 Warning - Unknown",
            "UNKNOWN 2 Warning 3 Unknown",
            "MANUAL 99 Manual - Unknown",
            "MANUAL 99 Manual 3 Unknown",
            "PASS 1 Pass - Informational",
            "PASS 1 Pass 3 Informational",
            "NOT_COUNTED 99 Not Counted - Informational",
            "NOT_COUNTED 99 Not Counted 3 Informational",
            "PASS 1 Pass - Informational")
        .endsWith("NOT_APPLICABLE 99 Not Applicable - Informational")
        .contains("WAIVED 3 Fail 3 Unknown");
  }

  @ParameterizedTest
  @MethodSource("dev.assay.report.Hostile#texts")
  void ids_stay_what_they_are(String text) {
    Report report = Hostile.report(text);

    assertThat(OcsfReport.write(report).lines().flatMap(line -> SCHEMA.faults(line).stream()))
        .isEmpty();
    assertThat(events(report)).hasSize(count(report));
    assertThat(events(report).get(0).at("/resources/0/uid").stringValue())
        .isEqualTo(Escape.paired(text));
  }

  @Test
  void what_is_too_long_is_cut() {
    JsonNode event = events(Hostile.report("x".repeat(70_000))).get(0);

    assertThat(event.at("/message").stringValue()).hasSize(65_535).endsWith("x…");
  }
}
