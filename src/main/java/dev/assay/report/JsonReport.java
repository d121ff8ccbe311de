package dev.assay.report;

import dev.assay.check.Status;
import dev.assay.evaluate.ControlStatus;
import dev.assay.evaluate.DecidedBy;
import dev.assay.report.Report.Check;
import dev.assay.report.Report.Control;
import dev.assay.report.Report.Finding;
import dev.assay.spec.Waiver;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/**
 * Trivy's two JSON shapes, with its keys and order, two-space indent and a last newline. Added
 * keys: {@code Status}, {@code Cause} where it is UNKNOWN, {@code DecidedBy} where persons had a
 * say, and for a waived finding {@code Exceptions} and {@code Waivers}.
 */
public final class JsonReport {

  private static final Set<DecidedBy> PERSONS = Set.of(DecidedBy.ATTESTATION, DecidedBy.BOTH);

  private static final String AVD = "AVD-AWS-";

  /** Where Aqua describes the checks of Trivy. */
  private static final String AVD_PAGE = "https://avd.aquasec.com/misconfig/";

  private JsonReport() {}

  /** One object a control; {@code TotalFail} only where there is a verdict. */
  public static String summary(Report report) {
    return Indented.object(
        json -> {
          json.writeStringProperty("ID", report.spec().id());
          json.writeStringProperty("Title", report.spec().title());
          json.writeArrayPropertyStart("SummaryControls");
          for (Control control : report.controls()) {
            json.writeStartObject();
            json.writeStringProperty("ID", control.id());
            json.writeStringProperty("Name", control.name());
            json.writeStringProperty("Severity", control.severity());
            if (control.status() == ControlStatus.PASS || control.status() == ControlStatus.FAIL) {
              json.writeNumberProperty("TotalFail", control.issues());
            }
            status(json, control);
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  /** Every control with its failed findings; {@code Results} is null where nothing failed. */
  public static String all(Report report) {
    return Indented.object(
        json -> {
          json.writeStringProperty("ID", report.spec().id());
          json.writeStringProperty("Title", report.spec().title());
          json.writeStringProperty("Description", report.spec().description());
          json.writeStringProperty("Version", report.spec().version());
          texts(json, "RelatedResources", report.spec().relatedResources());
          json.writeArrayPropertyStart("Results");
          for (Control control : report.controls()) {
            control(json, report, control);
          }
          json.writeEndArray();
        });
  }

  private static void control(JsonGenerator json, Report report, Control control) {
    json.writeStartObject();
    json.writeStringProperty("ID", control.id());
    json.writeStringProperty("Name", control.name());
    json.writeStringProperty("Description", control.description());
    if (!control.defaultStatus().isEmpty()) {
      json.writeStringProperty("DefaultStatus", control.defaultStatus());
    }
    json.writeStringProperty("Severity", control.severity());
    status(json, control);
    List<Finding> failed =
        control.findings().stream().filter(found -> found.status() == Status.FAIL).toList();
    if (failed.isEmpty()) {
      json.writeNullProperty("Results");
    } else {
      json.writeArrayPropertyStart("Results");
      failed.forEach(finding -> finding(json, report, control, finding));
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void finding(JsonGenerator json, Report report, Control control, Finding finding) {
    Check check = control.check(finding);
    json.writeStartObject();
    json.writeStringProperty("Target", finding.resource().toString());
    json.writeStringProperty("Class", "config");
    json.writeStringProperty("Type", "cloud");
    json.writeObjectPropertyStart("MisconfSummary");
    json.writeNumberProperty("Successes", 0);
    List<Waiver> waivers = report.waivers(finding.waivers());
    json.writeNumberProperty("Failures", waivers.isEmpty() ? 1 : 0);
    if (!waivers.isEmpty()) {
      json.writeNumberProperty("Exceptions", 1);
    }
    json.writeEndObject();
    json.writeArrayPropertyStart("Misconfigurations");
    json.writeStartObject();
    json.writeStringProperty("Type", "AWS");
    json.writeStringProperty("ID", check.name());
    json.writeStringProperty("AVDID", check.name());
    json.writeStringProperty("Title", check.title());
    json.writeStringProperty("Description", check.why());
    json.writeStringProperty("Message", finding.message());
    json.writeStringProperty("Resolution", check.remedy());
    json.writeStringProperty("Severity", control.severity());
    if (check.name().startsWith(AVD)) {
      json.writeStringProperty("PrimaryURL", AVD_PAGE + check.name().toLowerCase(Locale.ROOT));
    }
    json.writeStringProperty("Status", "FAIL");
    if (!waivers.isEmpty()) {
      json.writeArrayPropertyStart("Waivers");
      waivers.forEach(waiver -> waiver(json, waiver));
      json.writeEndArray();
    }
    json.writeObjectPropertyStart("CauseMetadata");
    json.writeStringProperty("Resource", finding.resource().id());
    json.writeStringProperty("Provider", "AWS");
    json.writeStringProperty("Service", check.id().split("-", 2)[0].toLowerCase(Locale.ROOT));
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void waiver(JsonGenerator json, Waiver waiver) {
    json.writeStartObject();
    json.writeStringProperty("Reason", waiver.reason());
    json.writeStringProperty("Owner", waiver.owner());
    json.writeStringProperty("Expires", waiver.expires().toString());
    if (!waiver.ticket().isEmpty()) {
      json.writeStringProperty("Ticket", waiver.ticket());
    }
    json.writeEndObject();
  }

  private static void status(JsonGenerator json, Control control) {
    json.writeStringProperty("Status", control.status().name());
    if (control.status() == ControlStatus.UNKNOWN) {
      json.writeStringProperty("Cause", String.join("; ", control.unknownBecause()));
    }
    if (PERSONS.contains(control.decidedBy())) {
      json.writeStringProperty("DecidedBy", control.decidedBy().word());
    }
  }

  private static void texts(JsonGenerator json, String name, List<String> texts) {
    if (texts.isEmpty()) {
      json.writeNullProperty(name);
      return;
    }
    json.writeArrayPropertyStart(name);
    texts.forEach(json::writeString);
    json.writeEndArray();
  }
}
