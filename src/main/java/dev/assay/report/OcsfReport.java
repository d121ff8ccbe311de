package dev.assay.report;

import static java.util.stream.Collectors.joining;

import dev.assay.aws.Resource;
import dev.assay.check.Reading;
import dev.assay.check.Status;
import dev.assay.evaluate.ControlStatus;
import dev.assay.report.Report.Cause;
import dev.assay.report.Report.Check;
import dev.assay.report.Report.Control;
import dev.assay.report.Report.Finding;
import dev.assay.report.Report.Gap;
import dev.assay.spec.Waiver;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;

/**
 * Compliance Findings (class 2003) of OCSF 1.3.0 with the cloud profile: JSON Lines, an event a
 * line, as log pipelines take it in; the files of several accounts can be put behind each other.
 *
 * <p>There is an event for each finding, passes too, and one for a control that has none, so that
 * no control is missing. The event's own {@code status_id} is left to who works on it, but for
 * waived findings, which are suppressed.
 */
final class OcsfReport {

  private static final String VERSION = "1.3.0";

  /** By their numbers in OCSF. */
  private static final List<String> SEVERITIES =
      List.of("UNKNOWN", "INFORMATIONAL", "LOW", "MEDIUM", "HIGH", "CRITICAL");

  /** How long a string may be. */
  private static final int LONGEST = 65_535;

  private OcsfReport() {}

  /** Every finding, in report order. */
  static String write(Report report) {
    StringBuilder out = new StringBuilder();
    Fingerprint.Names names = new Fingerprint.Names();
    for (Control control : report.controls()) {
      if (control.findings().isEmpty()) {
        out.append(line(report, control, event(report, control), names));
      }
      for (Finding finding : control.findings()) {
        out.append(line(report, control, event(report, control, finding), names));
      }
    }
    return out.toString();
  }

  /**
   * What an event says beside its control.
   *
   * @param uid the same for the same question in every report; a finding that counts for two
   *     controls has an event, and so a uid, for each
   * @param status in the words of the report
   */
  private record Event(
      String uid,
      Verdict verdict,
      String status,
      List<String> details,
      List<Check> checks,
      Resource resource,
      String region,
      List<Reading> evidence,
      List<Gap> gaps,
      List<String> causes,
      List<Waiver> waivers,
      String attestation) {}

  private static Event event(Report report, Control control, Finding finding) {
    return new Event(
        finding.fingerprint() + ":" + control.id(),
        Verdict.of(finding.status()),
        finding.status().name(),
        finding.deciding().stream().map(Cause::message).distinct().toList(),
        List.of(control.check(finding)),
        finding.resource(),
        finding.region(),
        finding.evidence(),
        finding.gaps().stream().distinct().toList(),
        finding.deciding().stream().map(Cause::key).toList(),
        report.waivers(finding.waivers()),
        finding.attestation());
  }

  /** For a control that has no findings: it is about the account. */
  private static Event event(Report report, Control control) {
    String account = report.snapshot().identity().accountId();
    return new Event(
        "control:" + report.spec().id() + ":" + control.id(),
        Verdict.of(control.status()),
        control.status().name(),
        control.unknownBecause(),
        control.checks(),
        new Resource("account", account.isEmpty() ? "account" : account),
        "",
        List.of(),
        List.of(),
        List.of(),
        report.waivers(control.waivers()),
        String.join(" ", control.attestations()));
  }

  /** What a verdict is in OCSF, where 2, Warning, means that information is missing. */
  private record Verdict(int id, String name) {
    static final Verdict PASS = new Verdict(1, "Pass");
    static final Verdict WARNING = new Verdict(2, "Warning");
    static final Verdict FAIL = new Verdict(3, "Fail");

    static Verdict other(String name) {
      return new Verdict(99, name);
    }

    static Verdict of(Status status) {
      return switch (status) {
        case PASS -> PASS;
        case FAIL -> FAIL;
        case UNKNOWN -> WARNING;
        case MANUAL -> other("Manual");
        case NOT_COUNTED -> other("Not Counted");
      };
    }

    static Verdict of(ControlStatus status) {
      return switch (status) {
        case PASS -> PASS;
        case FAIL, WAIVED -> FAIL;
        case UNKNOWN -> WARNING;
        case MANUAL -> other("Manual");
        case NOT_APPLICABLE -> other("Not Applicable");
      };
    }

    /** Whether somebody should look at it. */
    boolean matters() {
      return id != PASS.id && !name.startsWith("Not ");
    }
  }

  private static String line(Report report, Control control, Event event, Fingerprint.Names names) {
    String uid = names.unique(event.uid());
    return Indented.line(
        json -> {
          json.writeNumberProperty("activity_id", 1);
          json.writeStringProperty("activity_name", "Create");
          json.writeNumberProperty("category_uid", 2);
          json.writeStringProperty("category_name", "Findings");
          json.writeNumberProperty("class_uid", 2003);
          json.writeStringProperty("class_name", "Compliance Finding");
          json.writeNumberProperty("type_uid", 200_301);
          json.writeStringProperty("type_name", "Compliance Finding: Create");
          json.writeNumberProperty("time", report.asOf().toEpochMilli());
          severity(json, control, event);
          suppressed(json, event.waivers());
          text(json, "message", message(control, event));
          metadata(json, report);
          info(json, uid, control, event);
          compliance(json, report, control, event);
          cloud(json, report, event.region());
          resources(json, report, event);
          remediation(json, event);
          unmapped(json, control, event);
        });
  }

  private static String message(Control control, Event event) {
    String said = String.join("; ", event.details());
    return control.id()
        + " "
        + control.name()
        + ": "
        + event.status()
        + (said.isEmpty() ? "" : ": " + said);
  }

  /** Nothing that passed is an alarm, however severe its control. */
  private static void severity(JsonGenerator json, Control control, Event event) {
    String severity = event.verdict().matters() ? control.severity() : "INFORMATIONAL";
    int id = SEVERITIES.indexOf(severity);
    json.writeNumberProperty("severity_id", Math.max(id, 0));
    String word = SEVERITIES.get(Math.max(id, 0));
    json.writeStringProperty(
        "severity", word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT));
  }

  private static void suppressed(JsonGenerator json, List<Waiver> waivers) {
    if (!waivers.isEmpty()) {
      json.writeNumberProperty("status_id", 3);
      json.writeStringProperty("status", "Suppressed");
      text(json, "comment", waivers.stream().map(Facts::waived).collect(joining("; ")));
    }
  }

  private static void metadata(JsonGenerator json, Report report) {
    json.writeObjectPropertyStart("metadata");
    json.writeStringProperty("version", VERSION);
    json.writeArrayPropertyStart("profiles");
    json.writeString("cloud");
    json.writeEndArray();
    json.writeObjectPropertyStart("product");
    text(json, "name", report.tool().name());
    text(json, "vendor_name", report.tool().name());
    text(json, "version", report.tool().version());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void info(JsonGenerator json, String uid, Control control, Event event) {
    json.writeObjectPropertyStart("finding_info");
    text(json, "uid", uid);
    text(json, "title", control.id() + " " + control.name());
    if (!event.checks().isEmpty()) {
      Check check = event.checks().get(0);
      text(json, "desc", check.why());
      json.writeObjectPropertyStart("analytic");
      text(json, "uid", check.id().isEmpty() ? check.name() : check.id());
      text(json, "name", check.title());
      json.writeNumberProperty("type_id", 1);
      json.writeStringProperty("type", "Rule");
      json.writeEndObject();
    }
    if (!event.evidence().isEmpty()) {
      texts(json, "data_sources", event.evidence().stream().map(r -> r.source().toString()));
    }
    json.writeEndObject();
  }

  private static void compliance(JsonGenerator json, Report report, Control control, Event event) {
    json.writeObjectPropertyStart("compliance");
    text(json, "control", control.id());
    texts(json, "requirements", Stream.of(control.id() + " " + control.name()));
    texts(json, "standards", Stream.of(report.spec().name()));
    json.writeNumberProperty("status_id", event.verdict().id());
    json.writeStringProperty("status", event.verdict().name());
    json.writeStringProperty("status_code", event.status());
    if (!event.details().isEmpty()) {
      text(json, "status_detail", String.join("; ", event.details()));
    }
    json.writeEndObject();
  }

  private static void cloud(JsonGenerator json, Report report, String region) {
    String account = report.snapshot().identity().accountId();
    json.writeObjectPropertyStart("cloud");
    json.writeStringProperty("provider", "AWS");
    if (!account.isEmpty()) {
      json.writeObjectPropertyStart("account");
      text(json, "uid", account);
      json.writeNumberProperty("type_id", 10);
      json.writeStringProperty("type", "AWS Account");
      json.writeEndObject();
    }
    if (!region.isEmpty()) {
      text(json, "region", region);
    }
    json.writeEndObject();
  }

  private static void resources(JsonGenerator json, Report report, Event event) {
    json.writeArrayPropertyStart("resources");
    json.writeStartObject();
    text(json, "uid", event.resource().id());
    text(json, "name", event.resource().toString());
    text(json, "type", event.resource().type());
    text(json, "cloud_partition", report.snapshot().identity().partition());
    if (!event.region().isEmpty()) {
      text(json, "region", event.region());
    }
    json.writeEndObject();
    json.writeEndArray();
  }

  private static void remediation(JsonGenerator json, Event event) {
    Stream<String> remedies =
        event.gaps().isEmpty()
            ? event.checks().stream().map(Check::remedy)
            : event.gaps().stream().map(Gap::cure);
    String said = remedies.filter(text -> !text.isEmpty()).distinct().collect(joining("; "));
    if (event.verdict().matters() && !said.isEmpty()) {
      json.writeObjectPropertyStart("remediation");
      text(json, "desc", said);
      json.writeEndObject();
    }
  }

  private static void unmapped(JsonGenerator json, Control control, Event event) {
    json.writeObjectPropertyStart("unmapped");
    json.writeStringProperty("control_status", control.status().name());
    text(json, "section", control.section());
    json.writeNumberProperty("level", control.level());
    json.writeBooleanProperty("scored", control.scored());
    texts(json, "causes", event.causes().stream());
    if (!event.attestation().isEmpty()) {
      text(json, "attestation", event.attestation());
    }
    json.writeEndObject();
  }

  private static void texts(JsonGenerator json, String name, Stream<String> texts) {
    json.writeArrayPropertyStart(name);
    texts.forEach(text -> json.writeString(inert(text)));
    json.writeEndArray();
  }

  private static void text(JsonGenerator json, String name, String text) {
    json.writeStringProperty(name, inert(text));
  }

  /** Ids must stay what they are: nothing but what a parser may refuse is changed. */
  private static String inert(String text) {
    return Escape.clip(Escape.paired(text), LONGEST);
  }
}
