package dev.assay.diff;

import dev.assay.aws.Source;
import dev.assay.check.Reading;
import dev.assay.diff.Change.Evidence;
import dev.assay.diff.Diff.Rolled;
import dev.assay.report.Indented;
import dev.assay.report.Report;
import dev.assay.report.Report.Cause;
import dev.assay.report.Report.Control;
import dev.assay.report.Report.Finding;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * The whole diff as JSON, format {@code assay-diff/1}. {@code diff.schema.json} beside this class
 * says what each member means.
 */
final class DiffJson {

  private DiffJson() {}

  static String write(Diff diff) {
    return Indented.object(
        json -> {
          json.writeStringProperty("format", "assay-diff/1");
          side(json, "base", diff.base());
          side(json, "head", diff.head());
          json.writeBooleanProperty("reversed", diff.isReversed());
          json.writeArrayPropertyStart("rules");
          diff.rules().forEach(json::writeString);
          json.writeEndArray();
          json.writeObjectPropertyStart("summary");
          diff.summary()
              .forEach((category, count) -> json.writeNumberProperty(category.word(), count));
          json.writeEndObject();
          json.writeObjectPropertyStart("unchanged");
          diff.unchanged().forEach(json::writeNumberProperty);
          json.writeEndObject();
          json.writeArrayPropertyStart("controls");
          controls(json, diff);
          json.writeEndArray();
          json.writeArrayPropertyStart("changes");
          diff.changes().forEach(change -> change(json, diff, change));
          json.writeEndArray();
        });
  }

  private static void side(JsonGenerator json, String name, Report report) {
    json.writeObjectPropertyStart(name);
    json.writeStringProperty("account", report.snapshot().identity().accountId());
    json.writeStringProperty("partition", report.snapshot().identity().partition());
    json.writeStringProperty("asOf", report.asOf().toString());
    json.writeStringProperty("observedAt", report.snapshot().observedAt().toString());
    json.writeStringProperty("digest", report.snapshot().digest());
    json.writeStringProperty("integrity", report.snapshot().integrity());
    json.writeStringProperty("endpointOverride", report.snapshot().endpointOverride());
    json.writeObjectPropertyStart("spec");
    json.writeStringProperty("id", report.spec().id());
    json.writeStringProperty("title", report.spec().title());
    json.writeStringProperty("sha256", report.spec().sha256());
    json.writeEndObject();
    json.writeNumberProperty("level", report.level());
    json.writeEndObject();
  }

  /** Those with a change, or another status. */
  private static void controls(JsonGenerator json, Diff diff) {
    for (Diff.Section section : diff.sections()) {
      Rolled control = section.control();
      json.writeStartObject();
      json.writeStringProperty("id", control.any().id());
      json.writeStringProperty("name", control.any().name());
      json.writeStringProperty("severity", control.any().severity());
      status(json, "before", control.before());
      status(json, "after", control.after());
      Map<String, Integer> counts = new LinkedHashMap<>();
      section.changes().forEach(change -> counts.merge(change.category().word(), 1, Integer::sum));
      json.writeObjectPropertyStart("summary");
      counts.forEach(json::writeNumberProperty);
      json.writeEndObject();
      json.writeEndObject();
    }
  }

  private static void status(JsonGenerator json, String name, Optional<Control> control) {
    if (control.isPresent()) {
      json.writeStringProperty(name, control.get().status().name());
    } else {
      json.writeNullProperty(name);
    }
  }

  private static void change(JsonGenerator json, Diff diff, Change change) {
    json.writeStartObject();
    json.writeStringProperty("category", change.category().word());
    json.writeStringProperty("cause", change.origin().word());
    json.writeStringProperty("control", diff.controls().get(change.control()).any().id());
    json.writeStringProperty("check", change.check());
    json.writeStringProperty("region", change.region());
    json.writeStringProperty("resource", change.resource().toString());
    json.writeStringProperty("resourceName", change.resource().name());
    finding(json, "before", diff.base(), change.before());
    finding(json, "after", diff.head(), change.after());
    json.writeArrayPropertyStart("evidence");
    for (Evidence evidence : change.evidence()) {
      json.writeStartObject();
      json.writeStringProperty("key", evidence.key());
      cause(json, "before", evidence.before());
      cause(json, "after", evidence.after());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void finding(
      JsonGenerator json, String name, Report report, Optional<Finding> finding) {
    if (finding.isEmpty()) {
      json.writeNullProperty(name);
      return;
    }
    Finding its = finding.get();
    json.writeObjectPropertyStart(name);
    json.writeStringProperty("status", its.status().name());
    json.writeBooleanProperty("waived", its.isWaived());
    json.writeBooleanProperty("attested", !its.attestation().isEmpty());
    json.writeStringProperty("resource", its.resource().toString());
    json.writeStringProperty("fingerprint", its.fingerprint());
    json.writeStringProperty("message", its.message());
    json.writeArrayPropertyStart("waivers");
    report
        .waivers(its.waivers())
        .forEach(
            waiver -> {
              json.writeStartObject();
              json.writeStringProperty("owner", waiver.owner());
              json.writeStringProperty("reason", waiver.reason());
              json.writeStringProperty("expires", waiver.expires().toString());
              json.writeEndObject();
            });
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void cause(JsonGenerator json, String name, Optional<Cause> cause) {
    if (cause.isEmpty()) {
      json.writeNullProperty(name);
      return;
    }
    Cause its = cause.get();
    json.writeObjectPropertyStart(name);
    json.writeStringProperty("status", its.status().name());
    json.writeStringProperty("message", its.message());
    json.writeStringProperty("witness", its.witness());
    json.writeStringProperty("fingerprint", its.fingerprint());
    json.writeArrayPropertyStart("evidence");
    for (Reading reading : its.evidence()) {
      Source source = reading.source();
      json.writeStartObject();
      json.writeStringProperty("file", source.file());
      json.writeStringProperty("pointer", source.pointer());
      json.writeNumberProperty("line", source.line());
      json.writeStringProperty("column", source.column());
      json.writeStringProperty("value", reading.value());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
