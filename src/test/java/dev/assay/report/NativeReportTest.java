package dev.assay.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.assay.InputException;
import dev.assay.Problem;
import dev.assay.aws.Identity;
import dev.assay.aws.Resource;
import dev.assay.aws.Source;
import dev.assay.check.Link;
import dev.assay.check.Reading;
import dev.assay.check.Status;
import dev.assay.evaluate.ControlStatus;
import dev.assay.evaluate.DecidedBy;
import dev.assay.evaluate.Score;
import dev.assay.report.Report.Outcome;
import dev.assay.snapshot.SnapshotInfo;
import dev.assay.spec.Attestation;
import dev.assay.spec.Waiver;
import dev.assay.testing.Refusal;
import dev.assay.testing.Sample;
import dev.assay.testing.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class NativeReportTest {

  private static final Schema SCHEMA = Schema.of("/dev/assay/report/report.schema.json");
  private static final JsonMapper JSON = new JsonMapper();
  private static final LocalDate DAY = LocalDate.parse("2024-05-31");
  private static final Instant TIME = Instant.parse("2024-05-31T00:00:00.123456789Z");
  private static final String PRINT = "0123456789abcdef0123456789abcdef";

  /** A report in which every list has something in it, and every text is this one. */
  static Report full(String text) {
    Source csv = new Source(text, "", 3, text);
    Source json = Source.json(text, text);
    Report.Gap gap =
        new Report.Gap(Outcome.DENIED, text, text, text, text, Source.line(text, 7), text);
    Report.Cause cause =
        new Report.Cause(
            text,
            Status.UNKNOWN,
            text,
            Link.METRIC_FILTER,
            text,
            PRINT,
            List.of(new Reading(csv, text), new Reading(json, text)),
            List.of(gap));
    Report.Finding finding =
        new Report.Finding(
            text,
            new Resource(text, text, text),
            text,
            Status.UNKNOWN,
            List.of(text),
            text,
            PRINT,
            List.of(cause));
    TreeMap<String, Object> parameters = new TreeMap<>();
    parameters.put("number", 90);
    parameters.put("switch", true);
    parameters.put("text", text);
    parameters.put("list", List.of(text, "b"));
    Report.Control control =
        new Report.Control(
            text,
            text,
            text,
            text,
            2,
            true,
            text,
            text,
            false,
            ControlStatus.UNKNOWN,
            DecidedBy.NOBODY,
            List.of(text),
            1,
            List.of(new Report.Check(text, text, text, text, text, text, text, true, parameters)),
            List.of(finding),
            List.of(text),
            List.of(text));
    Report.Part part = new Report.Part(text, new Score(1, 2, 3, 4, 5));
    Attestation said =
        new Attestation(
            text,
            text,
            text,
            Attestation.Verdict.NOT_APPLICABLE,
            text,
            List.of(new Attestation.Document(text, text)),
            text,
            text,
            TIME,
            TIME,
            text,
            5);
    Waiver waiver =
        new Waiver(text, text, text, text, text, text, text, Optional.of(DAY), DAY, text, 6);
    return new Report(
        new Report.Tool(text, text),
        new SnapshotInfo(new Identity(text, text), TIME, text, text, text),
        TIME,
        new Report.SpecInfo(text, text, text, text, List.of(text), text, true, text),
        2,
        new Report.Scores(new Score(5, 4, 3, 2, 1), List.of(part), List.of(part)),
        new Report.Coverage(List.of(new Report.Call(text, text, text, text, Outcome.ABSENT, text))),
        List.of(control),
        List.of(new Report.Attested(text, said)),
        List.of(new Report.Waived(text, waiver)),
        List.of(new Problem(text, text, text)));
  }

  private static Report read(String json) {
    return NativeReport.read("r.json", json.getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "\",\"status\":\"PASS\"}",
        "back\\slash",
        "line\nend\r\ttab",
        "\u0000\u0007\u001b[2J\u007f\u009b",
        "\u202e\u2028\u2029\ufeff\ufffe",
        "</script><!--",
        "=cmd|'/c calc'!A1",
        "Zoë 日本 𝔘"
      })
  void what_is_read_is_what_was_written(String text) {
    Report report = full(text);
    String written = NativeReport.write(report);

    assertThat(read(written)).isEqualTo(report);
    assertThat(NativeReport.write(read(written))).isEqualTo(written);
    assertThat(SCHEMA.faults(written)).isEmpty();
  }

  static Stream<Sample> samples() {
    return Sample.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_samples_report_comes_back_and_is_valid(Sample sample) {
    for (String spec : List.of("awscis1.2", "awscis1.4", "cis-aws-1.1")) {
      Report report = Made.report(sample, spec);
      String written = NativeReport.write(report);

      assertThat(read(written)).isEqualTo(report);
      assertThat(SCHEMA.faults(written)).isEmpty();
    }
  }

  /** Whatever is taken away, put in or made something else, reader and schema both see it. */
  @Test
  void a_report_that_is_not_whole_is_refused_with_the_place() {
    JsonNode whole = JSON.readTree(NativeReport.write(full("x")));
    List<String> places = new ArrayList<>();
    pointers(whole, "", places);
    places.removeIf(place -> place.equals("/format") || place.contains("/parameters/"));

    assertThat(places).hasSizeGreaterThan(150);
    for (String place : places) {
      String parent = place.substring(0, place.lastIndexOf('/'));
      String name = place.substring(place.lastIndexOf('/') + 1);
      JsonNode lacking = whole.deepCopy();
      ((ObjectNode) lacking.at(parent)).remove(name);
      refused(lacking, "r.json#" + place + ": is not there");

      JsonNode other = whole.deepCopy();
      ((ObjectNode) other.at(parent)).putNull(name);
      refused(other, "r.json#" + place + (ids(place) ? ": names nothing" : ": is not "));

      JsonNode more = whole.deepCopy();
      ((ObjectNode) more.at(parent)).put("more", 1);
      refused(more, "r.json#" + parent + "/more: is no member of format assay-report/1");
    }
  }

  /** Whether a place holds the id of something else in the report. */
  private static boolean ids(String place) {
    return place.matches(".*/findings/\\d+/(check|attestation)");
  }

  /** Every member of every object. */
  private static void pointers(JsonNode node, String at, List<String> all) {
    if (node.isObject()) {
      for (String name : node.propertyNames()) {
        all.add(at + "/" + name);
        pointers(node.get(name), at + "/" + name, all);
      }
    }
    for (int i = 0; node instanceof ArrayNode list && i < list.size(); i++) {
      pointers(list.get(i), at + "/" + i, all);
    }
  }

  private static void refused(JsonNode report, String message) {
    String json = report.toString();
    InputException refused = catchThrowableOfType(InputException.class, () -> read(json));

    assertThat(refused).as(message).isNotNull();
    assertThat(refused.kind()).isEqualTo(InputException.Kind.USAGE);
    assertThat(refused.problems().get(0).line()).startsWith(message);
    assertThat(SCHEMA.faults(json)).as(message).isNotEmpty();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /asOf                              | "2024-05-31"            | is not a time like 2026-01-31T12:00:00Z
          /asOf                              | "2024-05-31T02:00+02:00"| is not a time like 2026-01-31T12:00:00Z
          /level                             | -1                      | is not a whole number from 0
          /level                             | 1.0                     | is not a whole number from 0
          /level                             | 3000000000              | is not a whole number from 0
          /level                             | "1"                     | is not a whole number from 0
          /spec/builtIn                      | "true"                  | is not true or false
          /spec/relatedResources             | "x"                     | is not a list of texts
          /spec/relatedResources             | [1]                     | is not a list of texts
          /spec/title                        | 1                       | is not text
          /controls                          | {}                      | is not a list
          /controls/0                        | 1                       | is not an object
          /controls/0/status                 | "pass"                  | is not one of: PASS, FAIL, UNKNOWN, MANUAL, WAIVED, NOT_APPLICABLE
          /controls/0/decidedBy              | "me"                    | is not one of: data, attestation, both, nobody
          /controls/0/attestations           | ["A9"]                  | names something that is not in this report
          /controls/0/checks/0/parameters    | {"a": null}             | is not an object of numbers, truth values, texts and lists of texts
          /controls/0/checks/0/parameters    | {"a": {}}               | is not an object of numbers, truth values, texts and lists of texts
          /controls/0/checks/0/parameters    | {"a": [1]}              | is not an object of numbers, truth values, texts and lists of texts
          /controls/0/checks/0/parameters    | []                      | is not an object of numbers, truth values, texts and lists of texts
          /controls/0/findings/0/check       | "other"                 | names nothing in this report
          /controls/0/findings/0/waivers     | ["W9"]                  | names something that is not in this report
          /controls/0/findings/0/attestation | "A9"                    | names nothing in this report
          /controls/0/findings/0/fingerprint | "0123"                  | is not 32 hex digits
          /controls/0/findings/0/causes/0/link | "chain"               | is not one of: "", trail, log-group, metric-filter, metric, alarm, topic, subscription
          /controls/0/findings/0/causes/0/gaps/0/outcome | "present"   | is not one of: denied, missing
          """)
  void a_value_of_another_kind_is_refused(String place, String value, String message) {
    ObjectNode report = (ObjectNode) JSON.readTree(NativeReport.write(full("x")));
    JsonNode parent = report.at(place.substring(0, place.lastIndexOf('/')));
    String name = place.substring(place.lastIndexOf('/') + 1);
    if (parent instanceof ArrayNode list) {
      list.set(Integer.parseInt(name), JSON.readTree(value));
    } else {
      ((ObjectNode) parent).set(name, JSON.readTree(value));
    }

    assertThat(Refusal.of(() -> read(JSON.writeValueAsString(report))))
        .isEqualTo("USAGE: r.json#" + place + ": " + message);
  }

  @Test
  void half_a_surrogate_pair_is_no_text() {
    String json = NativeReport.write(full("x")).replaceFirst("\"x\"", "\"\\\\ud800\"");

    assertThat(Refusal.of(() -> read(json))).isEqualTo("USAGE: r.json#/tool/name: is not text");
  }

  @Test
  void a_check_that_two_findings_could_mean_is_refused() {
    ObjectNode report = (ObjectNode) JSON.readTree(NativeReport.write(full("x")));
    ArrayNode checks = (ArrayNode) report.at("/controls/0/checks");
    checks.add(checks.get(0).deepCopy());

    assertThat(Refusal.of(() -> read(report.toString())))
        .isEqualTo("USAGE: r.json#/controls/0/checks: has one `ref` twice");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          ""                                        | r.json: is empty
          [1]                                       | r.json: is no report of format assay-report/1
          {'ID': '0001', 'SummaryControls': []}     | r.json: is no report of format assay-report/1
          {'format': 'assay-snapshot/1'}            | r.json: is no report of format assay-report/1
          {'format': 1}                             | r.json: is no report of format assay-report/1
          {'format': 'assay-report/2'}              | r.json: is of format `assay-report/2`, this version of assay reads assay-report/1
          {'format': 'assay-report/1'               | r.json: is cut off at line 1 column 28
          {'format': 'assay-report/1'} {}           | r.json: has more text after the document at line 1 column 30
          {'format': 'x', 'format': 'x'}            | r.json: has the key `format` twice in one object at line 1 column 25
          Summary Report for compliance: x          | r.json: is not JSON at line 1 column 1
          """)
  void what_is_no_report_is_told_apart(String text, String message) {
    String json = text.replace('\'', '"');

    assertThat(Refusal.of(() -> read(json))).isEqualTo("USAGE: " + message);
  }

  @Test
  void of_many_faults_the_first_are_told() {
    InputException refused =
        catchThrowableOfType(
            InputException.class,
            () ->
                read("{\"format\": \"assay-report/1\", \"controls\": [" + "1,".repeat(30) + "1]}"));

    assertThat(refused.problems()).hasSize(21);
    assertThat(refused.problems().get(0).line()).isEqualTo("r.json#/tool: is not there");
    assertThat(refused.problems().get(0).help())
        .isEqualTo("write it anew with `assay evaluate --format native`");
    assertThat(refused.problems().get(20).line()).matches("r.json: has \\d\\d faults more");
  }
}
