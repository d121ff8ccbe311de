package dev.assay.report;

import static dev.assay.report.Escape.clip;
import static dev.assay.report.Escape.paired;
import static dev.assay.report.Escape.sarif;

import dev.assay.aws.Source;
import dev.assay.check.Reading;
import dev.assay.check.Status;
import dev.assay.evaluate.ControlStatus;
import dev.assay.report.Report.Check;
import dev.assay.report.Report.Control;
import dev.assay.report.Report.Finding;
import dev.assay.report.Report.Gap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;

/**
 * SARIF 2.1.0: a rule a control, a result a finding, located in the file of the snapshot that shows
 * it, a value in JSON with its JSON Pointer as a logical location beside the resource's ARN.
 *
 * <p>What GitHub asks for beyond the schema is here: no empty text, a location, a whole region and
 * a fingerprint a result, security severities, texts of at most 1,024 characters. It takes 25,000
 * rules and results a run, shows 5,000 of them, and refuses more than 10 MB gzipped. It shows every
 * result as an alert whatever its kind, so {@link #summary} has only those that need attention.
 *
 * <p>A waived finding keeps its kind and has a suppression. Missing evidence is a notification too,
 * and a run that could not decide a control says that it was not successful.
 */
final class SarifReport {

  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

  /** How long GitHub lets a rule's name and its texts be. */
  private static final int NAME = 255;

  private static final int TEXT = 1024;

  /** The snapshot as a whole, for what is said of no file in it. */
  private static final Source WHOLE = Source.json("snapshot.json", "");

  /** The folder that paths are relative to; on GitHub, the repository. */
  private static final String ROOT = "%SRCROOT%";

  /** As GitHub sorts them: critical is over 9, high from 7, medium from 4. */
  private static final Map<String, String> SEVERITIES =
      Map.of("CRITICAL", "9.5", "HIGH", "8.0", "MEDIUM", "5.5", "LOW", "2.0");

  private static final String NO_EVIDENCE = "missing-evidence";

  private final Report report;
  private final boolean all;

  private SarifReport(Report report, boolean all) {
    this.report = report;
    this.all = all;
  }

  /** The results that somebody should look at: fail, open and review. */
  static String summary(Report report) {
    return new SarifReport(report, false).write();
  }

  /** Every finding, passes too, and a result for each control without findings. */
  static String all(Report report) {
    return new SarifReport(report, true).write();
  }

  /** How a verdict is called, and whether it needs attention. */
  private enum Kind {
    PASS(false),
    FAIL(true),
    /** Not decided for lack of evidence. */
    OPEN(true),
    /** Not decided without a person. */
    REVIEW(true),
    NOT_APPLICABLE(false),
    INFORMATIONAL(false);

    final boolean matters;

    Kind(boolean matters) {
      this.matters = matters;
    }

    String word() {
      return this == NOT_APPLICABLE ? "notApplicable" : name().toLowerCase(Locale.ROOT);
    }

    static Kind of(Status status) {
      return switch (status) {
        case PASS -> PASS;
        case FAIL -> FAIL;
        case UNKNOWN -> OPEN;
        case MANUAL -> REVIEW;
        case NOT_COUNTED -> INFORMATIONAL;
      };
    }

    static Kind of(ControlStatus status) {
      return switch (status) {
        case PASS -> PASS;
        case FAIL, WAIVED -> FAIL;
        case UNKNOWN -> OPEN;
        case MANUAL -> REVIEW;
        case NOT_APPLICABLE -> NOT_APPLICABLE;
      };
    }
  }

  private String write() {
    List<String> ids = new ArrayList<>();
    Fingerprint.Names names = new Fingerprint.Names();
    report.controls().forEach(control -> ids.add(names.unique(paired(control.id()))));
    return Indented.object(
        json -> {
          json.writeStringProperty("$schema", SCHEMA);
          json.writeStringProperty("version", "2.1.0");
          json.writeArrayPropertyStart("runs");
          json.writeStartObject();
          tool(json, ids);
          invocation(json);
          String category = report.spec().source() + "/" + report.snapshot().identity().accountId();
          object(json, "automationDetails", () -> text(json, "id", "assay/" + category + "/"));
          object(
              json,
              "originalUriBaseIds",
              () ->
                  object(
                      json,
                      ROOT,
                      () -> message(json, "description", "The folder of the snapshot.")));
          json.writeArrayPropertyStart("results");
          for (int i = 0; i < ids.size(); i++) {
            results(json, ids, i);
          }
          json.writeEndArray();
          object(json, "properties", () -> properties(json));
          json.writeEndObject();
          json.writeEndArray();
        });
  }

  private void properties(JsonGenerator json) {
    text(json, "account", Facts.account(report));
    text(json, "asOf", report.asOf().toString());
    text(json, "snapshot", "sha256:" + report.snapshot().digest());
    text(json, "integrity", report.snapshot().integrity());
    text(json, "spec", report.spec().source());
    text(json, "specDigest", "sha256:" + report.spec().sha256());
    text(json, "score", Facts.score(report.score().all()));
    text(json, "decided", Facts.decided(report));
  }

  private void tool(JsonGenerator json, List<String> ids) {
    json.writeObjectPropertyStart("tool");
    json.writeObjectPropertyStart("driver");
    text(json, "name", report.tool().name());
    text(json, "version", report.tool().version());
    json.writeArrayPropertyStart("rules");
    for (int i = 0; i < ids.size(); i++) {
      rule(json, ids.get(i), report.controls().get(i));
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("notifications");
    json.writeStartObject();
    json.writeStringProperty("id", NO_EVIDENCE);
    message(json, "shortDescription", "The snapshot lacks evidence.");
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void rule(JsonGenerator json, String id, Control control) {
    json.writeStartObject();
    text(json, "id", id);
    text(json, "name", clip(control.name(), NAME));
    message(json, "shortDescription", clip(sarif(control.name()), TEXT));
    String why =
        control.checks().stream().map(Check::why).distinct().collect(Collectors.joining("; "));
    String described = control.description().isEmpty() ? why : control.description();
    message(json, "fullDescription", clip(sarif(or(described, control.name())), TEXT));
    json.writeObjectPropertyStart("help");
    text(json, "text", sarif(help(control, text -> text)));
    text(json, "markdown", help(control, Escape::markdown));
    json.writeEndObject();
    String level = level(control);
    object(json, "defaultConfiguration", () -> json.writeStringProperty("level", level));
    json.writeObjectPropertyStart("properties");
    json.writeStringProperty("precision", "very-high");
    if (SEVERITIES.containsKey(control.severity())) {
      json.writeStringProperty("security-severity", SEVERITIES.get(control.severity()));
    }
    json.writeArrayPropertyStart("tags");
    Stream.of("security", paired(control.section()))
        .filter(tag -> !tag.isEmpty())
        .distinct()
        .forEach(json::writeString);
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  /** What is wanted, why, and how to mend it, for each check of a control. */
  private static String help(Control control, UnaryOperator<String> escape) {
    String said =
        control.checks().stream()
            .flatMap(check -> Stream.of(check.title(), check.why(), check.remedy()))
            .filter(text -> !text.isEmpty())
            .distinct()
            .map(escape)
            .collect(Collectors.joining(". ", "", "."));
    return said.equals(".") ? escape.apply(or(control.description(), control.name())) : said;
  }

  private static String level(Control control) {
    return switch (control.severity()) {
      case "CRITICAL", "HIGH" -> "error";
      case "LOW" -> "note";
      default -> "warning";
    };
  }

  private void invocation(JsonGenerator json) {
    json.writeArrayPropertyStart("invocations");
    json.writeStartObject();
    boolean decided = report.with(ControlStatus.UNKNOWN).isEmpty();
    json.writeBooleanProperty("executionSuccessful", decided);
    json.writeArrayPropertyStart("toolExecutionNotifications");
    Map<Gap, List<String>> missing = new LinkedHashMap<>();
    for (Control control : report.controls()) {
      for (Gap gap : control.gaps()) {
        missing.computeIfAbsent(gap, none -> new ArrayList<>()).add(control.id());
      }
    }
    missing.forEach((gap, controls) -> notification(json, gap, controls));
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
  }

  private static void notification(JsonGenerator json, Gap gap, List<String> controls) {
    json.writeStartObject();
    object(json, "descriptor", () -> json.writeStringProperty("id", NO_EVIDENCE));
    json.writeStringProperty("level", "error");
    String why = gap.cause() + "; " + gap.cure() + "; controls " + String.join(" ", controls);
    message(json, "message", sarif(why));
    json.writeArrayPropertyStart("locations");
    json.writeStartObject();
    physical(json, gap.place());
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private void results(JsonGenerator json, List<String> ids, int rule) {
    Control control = report.controls().get(rule);
    if (control.findings().isEmpty()) {
      Kind kind = Kind.of(control.status());
      if (all || kind.matters) {
        json.writeStartObject();
        String why = String.join("; ", control.unknownBecause());
        result(json, ids, rule, kind, or(why, control.status().label() + ": " + control.name()));
        String account = report.snapshot().identity().accountId();
        locations(json, List.of(), or(account, "account"));
        suppressions(json, control.waivers());
        json.writeEndObject();
      }
    }
    for (Finding finding : control.findings()) {
      Kind kind = Kind.of(finding.status());
      if (all || kind.matters) {
        json.writeStartObject();
        String said = finding.resource() + ": " + finding.message();
        result(json, ids, rule, kind, said);
        List<Reading> read = new ArrayList<>(finding.evidence());
        finding.gaps().forEach(gap -> read.add(new Reading(gap.place(), gap.cause())));
        locations(json, read, finding.resource().toString());
        json.writeObjectPropertyStart("partialFingerprints");
        json.writeStringProperty("assayFinding/v1", paired(finding.fingerprint()));
        json.writeStringProperty("primaryLocationLineHash", paired(finding.fingerprint()));
        json.writeEndObject();
        suppressions(json, finding.waivers());
        json.writeEndObject();
      }
    }
  }

  /** The members that all results have; only a failure may have a level. */
  private void result(JsonGenerator json, List<String> ids, int rule, Kind kind, String said) {
    text(json, "ruleId", ids.get(rule));
    json.writeNumberProperty("ruleIndex", rule);
    json.writeStringProperty("kind", kind.word());
    json.writeStringProperty(
        "level", kind == Kind.FAIL ? level(report.controls().get(rule)) : "none");
    message(json, "message", sarif(said));
  }

  private void suppressions(JsonGenerator json, List<String> waivers) {
    if (waivers.isEmpty()) {
      return;
    }
    json.writeArrayPropertyStart("suppressions");
    for (String why : report.waivers(waivers).stream().map(Facts::waived).distinct().toList()) {
      json.writeStartObject();
      json.writeStringProperty("kind", "external");
      json.writeStringProperty("status", "accepted");
      text(json, "justification", why);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** The first value read is where the result is shown; the others are related to it. */
  private static void locations(JsonGenerator json, List<Reading> all, String resource) {
    List<Reading> read = all.stream().distinct().toList();
    json.writeArrayPropertyStart("locations");
    location(json, read.isEmpty() ? new Reading(WHOLE, "") : read.get(0), resource);
    json.writeEndArray();
    if (read.size() > 1) {
      json.writeArrayPropertyStart("relatedLocations");
      read.subList(1, read.size()).forEach(each -> location(json, each, ""));
      json.writeEndArray();
    }
  }

  private static void location(JsonGenerator json, Reading read, String resource) {
    json.writeStartObject();
    physical(json, read.source());
    json.writeArrayPropertyStart("logicalLocations");
    if (!resource.isEmpty()) {
      logical(json, resource, "resource");
    }
    if (!read.source().pointer().isEmpty()) {
      logical(json, read.source().pointer(), "value");
    }
    if (!read.source().column().isEmpty()) {
      logical(json, read.source().column(), "column");
    }
    json.writeEndArray();
    if (!read.value().isEmpty()) {
      message(json, "message", sarif(read.value()));
    }
    json.writeEndObject();
  }

  private static void logical(JsonGenerator json, String name, String kind) {
    json.writeStartObject();
    text(json, "fullyQualifiedName", name);
    json.writeStringProperty("kind", kind);
    json.writeEndObject();
  }

  private static void physical(JsonGenerator json, Source source) {
    Source place = source.file().isEmpty() ? WHOLE : source;
    int line = Math.max(place.line(), 1);
    json.writeObjectPropertyStart("physicalLocation");
    json.writeObjectPropertyStart("artifactLocation");
    json.writeStringProperty("uri", Escape.uri(place.file()));
    json.writeStringProperty("uriBaseId", ROOT);
    json.writeEndObject();
    json.writeObjectPropertyStart("region");
    json.writeNumberProperty("startLine", line);
    json.writeNumberProperty("startColumn", 1);
    json.writeNumberProperty("endLine", line);
    json.writeNumberProperty("endColumn", 1);
    json.writeEndObject();
    json.writeEndObject();
  }

  private static String or(String text, String otherwise) {
    return text.isEmpty() ? otherwise : text;
  }

  private static void object(JsonGenerator json, String name, Runnable members) {
    json.writeObjectPropertyStart(name);
    members.run();
    json.writeEndObject();
  }

  private static void message(JsonGenerator json, String name, String text) {
    object(json, name, () -> text(json, "text", text));
  }

  /** Ids must stay what they are: nothing but what a parser may refuse is changed. */
  private static void text(JsonGenerator json, String name, String text) {
    json.writeStringProperty(name, paired(text));
  }
}
