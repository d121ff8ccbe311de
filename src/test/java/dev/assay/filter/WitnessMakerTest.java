package dev.assay.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.filter.Values.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WitnessMakerTest {

  private static final WitnessMaker MAKER =
      new WitnessMaker(Theory.anyEvent().with("awsRegion", "eu-west-1"));

  private static final String USUAL =
      """
      {"eventVersion": "1.08", "userIdentity": {"type": "IAMUser"%s}, \
      "eventTime": "2026-01-31T12:00:00Z", "eventSource": "ec2.amazonaws.com", \
      %s"awsRegion": "eu-west-1", "sourceIPAddress": "198.51.100.7", \
      "eventType": "AwsApiCall"%s}""";

  private static String made(Map<String, Values> fields) {
    Map<List<String>, Values> all = new LinkedHashMap<>();
    fields.forEach((name, values) -> all.put(Theory.path(name), values));
    return MAKER.make(all).map(Event::json).orElse("none");
  }

  @Test
  void what_every_record_has_comes_first_and_the_rest_by_name() {
    Map<String, Values> fields = new LinkedHashMap<>();
    fields.put("z", Values.of(Kind.TRUE, Kind.FALSE));
    fields.put("y", Values.of(Kind.FALSE));
    fields.put("b", Values.of(Kind.NULL, Kind.TRUE));
    fields.put("c", Values.optionalText());
    fields.put("a", Values.text("1"));
    fields.put("eventName", Values.text("Sleep"));

    assertThat(made(fields))
        .isEqualTo(
            USUAL.formatted(
                "",
                "\"eventName\": \"Sleep\", ",
                ", \"a\": \"1\", \"b\": null, \"y\": false, \"z\": true"));
  }

  @Test
  void a_structure_keeps_what_lies_in_it() {
    assertThat(
            made(
                Map.of(
                    "userIdentity", Values.STRUCTURE,
                    "userIdentity.type", Values.text("IAMUser"),
                    "userIdentity.a", Values.STRUCTURE)))
        .isEqualTo(USUAL.formatted(", \"a\": {}", "\"eventName\": \"RunInstances\", ", ""));
  }

  @Test
  void what_lies_in_a_usual_text_takes_its_place() {
    assertThat(made(Map.of("eventName.a", Values.text("1"))))
        .isEqualTo(USUAL.formatted("", "", ", \"eventName\": {\"a\": \"1\"}"));
    assertThat(made(Map.of("userIdentity", Values.text("me"))))
        .contains("\"userIdentity\": \"me\"")
        .doesNotContain("IAMUser");
  }

  @Test
  void nothing_lies_in_a_text() {
    assertThat(made(Map.of("a", Values.text("1"), "a.b", Values.text("2")))).isEqualTo("none");
  }
}
