package dev.assay.report;

import dev.assay.check.Cause;
import dev.assay.check.Check;
import dev.assay.check.Finding;
import dev.assay.check.Status;
import dev.assay.evaluate.ControlResult;
import dev.assay.evaluate.ControlResult.CheckResult;
import dev.assay.evaluate.ControlStatus;
import dev.assay.evaluate.DecidedBy;
import dev.assay.spec.Spec;
import dev.assay.spec.Waiver;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.json.JsonMapper;

/**
 * Trivy's two JSON shapes, with its keys and order, two-space indent and a last newline. Added
 * keys: {@code Status}, {@code Cause} where it is UNKNOWN, {@code DecidedBy} where persons had a
 * say, and for a waived finding {@code Exceptions} and {@code Waivers}.
 */
public final class JsonReport {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().defaultPrettyPrinter(trivyLike()).build();

  private static final Set<DecidedBy> PERSONS = Set.of(DecidedBy.ATTESTATION, DecidedBy.BOTH);

  private static final String AVD = "AVD-AWS-";

  /** Where Aqua describes the checks of Trivy. */
  private static final String AVD_PAGE = "https://avd.aquasec.com/misconfig/";

  private JsonReport() {}

  /** One object a control; {@code TotalFail} only where there is a verdict. */
  public static String summary(Report report) {
    return write(
        json -> {
          Spec spec = report.evaluation().spec();
          json.writeStringProperty("ID", spec.id());
          json.writeStringProperty("Title", spec.title());
          json.writeArrayPropertyStart("SummaryControls");
          for (ControlResult result : report.evaluation().controls()) {
            json.writeStartObject();
            json.writeStringProperty("ID", result.control().id());
            json.writeStringProperty("Name", result.control().name());
            json.writeStringProperty("Severity", result.control().severity());
            if (result.status() == ControlStatus.PASS || result.status() == ControlStatus.FAIL) {
              json.writeNumberProperty("TotalFail", result.failures());
            }
            status(json, result);
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  /** Every control with its failed findings; {@code Results} is null where nothing failed. */
  public static String all(Report report) {
    return write(
        json -> {
          Spec spec = report.evaluation().spec();
          json.writeStringProperty("ID", spec.id());
          json.writeStringProperty("Title", spec.title());
          json.writeStringProperty("Description", spec.description());
          json.writeStringProperty("Version", spec.version());
          texts(json, "RelatedResources", spec.relatedResources());
          json.writeArrayPropertyStart("Results");
          for (ControlResult result : report.evaluation().controls()) {
            control(json, result);
          }
          json.writeEndArray();
        });
  }

  private static void control(JsonGenerator json, ControlResult result) {
    json.writeStartObject();
    json.writeStringProperty("ID", result.control().id());
    json.writeStringProperty("Name", result.control().name());
    json.writeStringProperty("Description", result.control().description());
    if (!result.control().defaultStatus().isEmpty()) {
      json.writeStringProperty("DefaultStatus", result.control().defaultStatus());
    }
    json.writeStringProperty("Severity", result.control().severity());
    status(json, result);
    if (result.findings().stream().noneMatch(finding -> finding.status() == Status.FAIL)) {
      json.writeNullProperty("Results");
    } else {
      json.writeArrayPropertyStart("Results");
      for (CheckResult check : result.checks()) {
        check.findings().stream()
            .filter(finding -> finding.status() == Status.FAIL)
            .forEach(finding -> finding(json, result, check, finding));
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void finding(
      JsonGenerator json, ControlResult result, CheckResult used, Finding finding) {
    Check check = used.use().check().orElseThrow();
    json.writeStartObject();
    json.writeStringProperty("Target", finding.resource().toString());
    json.writeStringProperty("Class", "config");
    json.writeStringProperty("Type", "cloud");
    json.writeObjectPropertyStart("MisconfSummary");
    json.writeNumberProperty("Successes", 0);
    List<Waiver> waivers = used.waivers(finding);
    json.writeNumberProperty("Failures", waivers.isEmpty() ? 1 : 0);
    if (!waivers.isEmpty()) {
      json.writeNumberProperty("Exceptions", 1);
    }
    json.writeEndObject();
    json.writeArrayPropertyStart("Misconfigurations");
    json.writeStartObject();
    json.writeStringProperty("Type", "AWS");
    json.writeStringProperty("ID", used.use().name());
    json.writeStringProperty("AVDID", used.use().name());
    json.writeStringProperty("Title", check.title());
    json.writeStringProperty("Description", check.why());
    json.writeStringProperty(
        "Message",
        finding.deciding().stream().map(Cause::message).collect(Collectors.joining("; ")));
    json.writeStringProperty("Resolution", check.remedy());
    json.writeStringProperty("Severity", result.control().severity());
    if (used.use().name().startsWith(AVD)) {
      json.writeStringProperty("PrimaryURL", AVD_PAGE + used.use().name().toLowerCase(Locale.ROOT));
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

  private static void status(JsonGenerator json, ControlResult result) {
    json.writeStringProperty("Status", result.status().name());
    if (result.status() == ControlStatus.UNKNOWN) {
      json.writeStringProperty("Cause", String.join("; ", result.unknownBecause()));
    }
    if (PERSONS.contains(result.decidedBy())) {
      json.writeStringProperty("DecidedBy", result.decidedBy().word());
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

  /** Writes the members of the one top-level object. */
  private interface Members {
    void to(JsonGenerator json);
  }

  private static String write(Members members) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = MAPPER.writerWithDefaultPrettyPrinter().createGenerator(out)) {
      json.writeStartObject();
      members.to(json);
      json.writeEndObject();
    }
    return out.append('\n').toString();
  }

  private static DefaultPrettyPrinter trivyLike() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    Separators separators =
        Separators.createDefaultInstance()
            .withObjectNameValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");
    return new DefaultPrettyPrinter(separators)
        .withObjectIndenter(indenter)
        .withArrayIndenter(indenter);
  }
}
