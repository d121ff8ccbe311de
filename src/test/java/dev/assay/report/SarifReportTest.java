package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.evaluate.ControlStatus;
import dev.assay.testing.Sample;
import dev.assay.testing.Schema;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SarifReportTest {

  private static final Schema SCHEMA = Schema.of("/schema/sarif-schema-2.1.0.json");
  private static final JsonMapper JSON = new JsonMapper();

  private static JsonNode run(String sarif) {
    assertThat(SCHEMA.faults(sarif)).isEmpty();
    JsonNode run = JSON.readTree(sarif).at("/runs/0");
    github(run);
    return run;
  }

  /** What GitHub asks for beyond the schema. */
  private static void github(JsonNode run) {
    for (JsonNode rule : run.at("/tool/driver/rules")) {
      assertThat(text(rule, "/name")).hasSizeBetween(1, 255);
      assertThat(text(rule, "/shortDescription/text")).hasSizeBetween(1, 1024);
      assertThat(text(rule, "/fullDescription/text")).hasSizeBetween(1, 1024);
      assertThat(text(rule, "/help/text")).isNotEmpty();
      assertThat(rule.at("/properties/tags")).extracting(JsonNode::asString).contains("security");
    }
    assertThat(run.at("/tool/driver/rules"))
        .extracting(rule -> text(rule, "/id"))
        .doesNotHaveDuplicates();
    for (JsonNode result : run.at("/results")) {
      int rule = result.at("/ruleIndex").intValue();
      assertThat(text(result, "/ruleId"))
          .isEqualTo(text(run, "/tool/driver/rules/" + rule + "/id"));
      assertThat(text(result, "/message/text")).isNotEmpty();
      assertThat(result.at("/locations").size()).isEqualTo(1);
      JsonNode place = result.at("/locations/0/physicalLocation");
      assertThat(text(place, "/artifactLocation/uri"))
          .matches("(?!/)([A-Za-z0-9._~/-]|%[0-9A-F]{2})+");
      for (String edge : List.of("startLine", "startColumn", "endLine", "endColumn")) {
        assertThat(place.at("/region/" + edge).intValue()).as(edge).isPositive();
      }
      assertThat(text(result, "/level").equals("none"))
          .isEqualTo(!text(result, "/kind").equals("fail"));
    }
  }

  private static String text(JsonNode node, String pointer) {
    return node.at(pointer).stringValue("");
  }

  static Stream<Sample> samples() {
    return Sample.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void every_finding_is_a_result_in_a_file_of_the_snapshot(Sample sample) {
    for (String spec : List.of("awscis1.2", "awscis1.4", "cis-aws-1.1")) {
      Report report = Made.report(sample, spec);
      JsonNode run = run(SarifReport.all(report));
      JsonNode brief = run(SarifReport.summary(report));

      assertThat(run.at("/tool/driver/rules").size()).isEqualTo(report.controls().size());
      assertThat(run.at("/results").size())
          .isEqualTo(
              report.controls().stream().mapToInt(c -> Math.max(1, c.findings().size())).sum());
      for (JsonNode result : run.at("/results")) {
        String uri = text(result, "/locations/0/physicalLocation/artifactLocation/uri");
        if (!text(result, "/kind").equals("open")) {
          assertThat(sample.files()).containsKey(URI.create(uri).getPath());
        }
      }
      assertThat(brief.at("/results"))
          .extracting(result -> text(result, "/kind"))
          .isSubsetOf("fail", "open", "review");
      assertThat(run.at("/invocations/0/executionSuccessful").booleanValue())
          .isEqualTo(report.with(ControlStatus.UNKNOWN).isEmpty());
      assertThat(run.at("/invocations/0/toolExecutionNotifications").isEmpty())
          .isEqualTo(report.controls().stream().allMatch(c -> c.gaps().isEmpty()));
    }
  }

  @Test
  void each_status_has_its_kind() {
    assertThat(run(SarifReport.all(Hostile.report("x"))).at("/results"))
        .extracting(
            result ->
                text(result, "/kind")
                    + " "
                    + text(result, "/level")
                    + " "
                    + text(result, "/suppressions/0/status"))
        .startsWith(
            "fail warning ",
            "fail warning accepted",
            "open none ",
            "open none accepted",
            "review none ",
            "review none accepted",
            "pass none ",
            "pass none accepted",
            "informational none ",
            "informational none accepted",
            "pass none ")
        .endsWith("notApplicable none ");
    assertThat(run(SarifReport.summary(Hostile.report("x"))).at("/results"))
        .extracting(result -> text(result, "/kind"))
        .containsOnly("fail", "open", "review");
  }

  @ParameterizedTest
  @MethodSource("dev.assay.report.Hostile#texts")
  void whatever_the_names_hold_it_is_valid_and_links_to_nothing(String text) {
    JsonNode run = run(SarifReport.all(Hostile.report(text)));

    assertThat(run.at("/results").size()).isGreaterThan(60);
    assertThat(run.findValuesAsString("text")).noneMatch(said -> said.contains("]("));
  }
}
