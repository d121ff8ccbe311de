package dev.assay.report;

import dev.assay.InputException;
import dev.assay.Problem;
import dev.assay.aws.Source;
import dev.assay.check.Reading;
import dev.assay.check.Status;
import dev.assay.evaluate.Score;
import dev.assay.report.Report.Attested;
import dev.assay.report.Report.Call;
import dev.assay.report.Report.Cause;
import dev.assay.report.Report.Check;
import dev.assay.report.Report.Control;
import dev.assay.report.Report.Finding;
import dev.assay.report.Report.Gap;
import dev.assay.report.Report.Outcome;
import dev.assay.report.Report.Part;
import dev.assay.report.Report.Waived;
import dev.assay.snapshot.SnapshotInfo;
import dev.assay.spec.Attestation;
import dev.assay.spec.Waiver;
import java.time.LocalDate;
import java.util.List;
import java.util.function.BiConsumer;
import tools.jackson.core.JsonGenerator;

/**
 * The whole report as JSON, format {@code assay-report/1}: what is written and read back is the
 * same report. {@code report.schema.json} beside this class says what each member means.
 *
 * <p>Members that follow from others (counts, messages, {@code display}) are written for other
 * readers; {@link #read} takes nothing from them.
 */
public final class NativeReport {

  static final String FORMAT = "assay-report/1";

  private NativeReport() {}

  /**
   * Reads a report back.
   *
   * @param name of the file, for messages
   * @throws InputException when it is no report of this format, with all that is wrong with it
   */
  public static Report read(String name, byte[] bytes) {
    return new NativeReader(name).report(bytes);
  }

  /** The report, and a last newline. */
  public static String write(Report report) {
    return Indented.object(
        json -> {
          json.writeStringProperty("format", FORMAT);
          json.writeObjectPropertyStart("tool");
          json.writeStringProperty("name", report.tool().name());
          json.writeStringProperty("version", report.tool().version());
          json.writeEndObject();
          snapshot(json, report.snapshot());
          json.writeStringProperty("asOf", report.asOf().toString());
          spec(json, report.spec());
          json.writeNumberProperty("level", report.level());
          json.writeObjectPropertyStart("score");
          score(json, "all", report.score().all());
          list(json, "levels", report.score().levels(), NativeReport::part);
          list(json, "sections", report.score().sections(), NativeReport::part);
          json.writeEndObject();
          coverage(json, report.coverage());
          list(json, "controls", report.controls(), NativeReport::control);
          list(json, "attestations", report.attestations(), NativeReport::attestation);
          list(json, "waivers", report.waivers(), (out, waived) -> waiver(out, report, waived));
          list(json, "warnings", report.warnings(), NativeReport::warning);
        });
  }

  private static void snapshot(JsonGenerator json, SnapshotInfo snapshot) {
    json.writeObjectPropertyStart("snapshot");
    json.writeStringProperty("account", snapshot.identity().accountId());
    json.writeStringProperty("partition", snapshot.identity().partition());
    json.writeStringProperty("observedAt", snapshot.observedAt().toString());
    json.writeStringProperty("digest", snapshot.digest());
    json.writeStringProperty("integrity", snapshot.integrity());
    json.writeStringProperty("endpointOverride", snapshot.endpointOverride());
    json.writeEndObject();
  }

  private static void spec(JsonGenerator json, Report.SpecInfo spec) {
    json.writeObjectPropertyStart("spec");
    json.writeStringProperty("id", spec.id());
    json.writeStringProperty("title", spec.title());
    json.writeStringProperty("version", spec.version());
    json.writeStringProperty("description", spec.description());
    texts(json, "relatedResources", spec.relatedResources());
    json.writeStringProperty("source", spec.source());
    json.writeBooleanProperty("builtIn", spec.builtIn());
    json.writeStringProperty("sha256", spec.sha256());
    json.writeEndObject();
  }

  private static void part(JsonGenerator json, Part part) {
    json.writeStringProperty("name", part.name());
    score(json, "score", part.score());
  }

  private static void score(JsonGenerator json, String name, Score score) {
    json.writeObjectPropertyStart(name);
    json.writeNumberProperty("passed", score.passed());
    json.writeNumberProperty("failed", score.failed());
    json.writeNumberProperty("unknown", score.unknown());
    json.writeNumberProperty("manual", score.manual());
    json.writeNumberProperty("waived", score.waived());
    json.writeNumberProperty("applicable", score.applicable());
    json.writeEndObject();
  }

  private static void coverage(JsonGenerator json, Report.Coverage coverage) {
    json.writeObjectPropertyStart("coverage");
    json.writeNumberProperty("needed", coverage.calls().size());
    for (Outcome outcome : Outcome.values()) {
      json.writeNumberProperty(outcome.word(), coverage.count(outcome));
    }
    list(json, "calls", coverage.calls(), NativeReport::call);
    json.writeEndObject();
  }

  private static void call(JsonGenerator json, Call call) {
    json.writeStringProperty("path", call.path());
    json.writeStringProperty("region", call.region());
    json.writeStringProperty("command", call.command());
    json.writeStringProperty("action", call.action());
    json.writeStringProperty("outcome", call.outcome().word());
    json.writeStringProperty("cause", call.cause());
  }

  private static void control(JsonGenerator json, Control control) {
    json.writeStringProperty("id", control.id());
    json.writeStringProperty("name", control.name());
    json.writeStringProperty("description", control.description());
    json.writeStringProperty("section", control.section());
    json.writeNumberProperty("level", control.level());
    json.writeBooleanProperty("scored", control.scored());
    json.writeStringProperty("severity", control.severity());
    json.writeStringProperty("defaultStatus", control.defaultStatus());
    json.writeBooleanProperty("manual", control.manual());
    json.writeStringProperty("status", control.status().name());
    json.writeStringProperty("decidedBy", control.decidedBy().word());
    texts(json, "unknownBecause", control.unknownBecause());
    json.writeNumberProperty("issues", control.issues());
    json.writeObjectPropertyStart("counts");
    for (Status status : Status.values()) {
      json.writeNumberProperty(status.name(), control.counted(status).size());
    }
    json.writeNumberProperty("WAIVED", control.waived());
    json.writeEndObject();
    texts(json, "attestations", control.attestations());
    texts(json, "waivers", control.waivers());
    list(json, "checks", control.checks(), NativeReport::check);
    list(json, "findings", control.findings(), NativeReport::finding);
  }

  private static void check(JsonGenerator json, Check check) {
    json.writeStringProperty("ref", check.ref());
    json.writeStringProperty("id", check.id());
    json.writeStringProperty("name", check.name());
    json.writeStringProperty("title", check.title());
    json.writeStringProperty("why", check.why());
    json.writeStringProperty("remedy", check.remedy());
    json.writeStringProperty("counted", check.counted());
    json.writeBooleanProperty("applicable", check.applicable());
    json.writeObjectPropertyStart("parameters");
    check.parameters().forEach((name, value) -> json.writePOJOProperty(name, value));
    json.writeEndObject();
  }

  private static void finding(JsonGenerator json, Finding finding) {
    json.writeStringProperty("check", finding.check());
    json.writeStringProperty("status", finding.status().name());
    texts(json, "waivers", finding.waivers());
    json.writeStringProperty("attestation", finding.attestation());
    json.writeObjectPropertyStart("resource");
    json.writeStringProperty("type", finding.resource().type());
    json.writeStringProperty("id", finding.resource().id());
    json.writeStringProperty("part", finding.resource().part());
    json.writeStringProperty("name", finding.resource().name());
    json.writeStringProperty("region", finding.region());
    json.writeStringProperty("display", finding.resource().toString());
    json.writeEndObject();
    json.writeStringProperty("message", finding.message());
    json.writeStringProperty("fingerprint", finding.fingerprint());
    list(json, "causes", finding.causes(), NativeReport::cause);
  }

  private static void cause(JsonGenerator json, Cause cause) {
    json.writeStringProperty("key", cause.key());
    json.writeStringProperty("status", cause.status().name());
    json.writeStringProperty("message", cause.message());
    json.writeStringProperty("link", cause.link().word());
    json.writeStringProperty("witness", cause.witness());
    json.writeStringProperty("fingerprint", cause.fingerprint());
    list(json, "evidence", cause.evidence(), NativeReport::reading);
    list(json, "gaps", cause.gaps(), NativeReport::gap);
  }

  private static void reading(JsonGenerator json, Reading reading) {
    place(json, reading.source());
    json.writeStringProperty("value", reading.value());
  }

  private static void place(JsonGenerator json, Source source) {
    json.writeStringProperty("file", source.file());
    json.writeStringProperty("pointer", source.pointer());
    json.writeNumberProperty("line", source.line());
    json.writeStringProperty("column", source.column());
  }

  private static void gap(JsonGenerator json, Gap gap) {
    json.writeStringProperty("outcome", gap.outcome().word());
    json.writeStringProperty("path", gap.path());
    json.writeStringProperty("region", gap.region());
    json.writeStringProperty("command", gap.command());
    json.writeStringProperty("action", gap.action());
    json.writeObjectPropertyStart("place");
    place(json, gap.place());
    json.writeEndObject();
    json.writeStringProperty("cause", gap.cause());
  }

  private static void attestation(JsonGenerator json, Attested attested) {
    Attestation said = attested.attestation();
    json.writeStringProperty("id", attested.id());
    json.writeStringProperty("control", said.control());
    json.writeStringProperty("resource", said.resource());
    json.writeStringProperty("account", said.account());
    json.writeStringProperty("verdict", said.verdict().word());
    json.writeStringProperty("statement", said.statement());
    list(
        json,
        "documents",
        said.documents(),
        (out, document) -> {
          out.writeStringProperty("path", document.path());
          out.writeStringProperty("sha256", document.sha256());
        });
    json.writeStringProperty("by", said.by());
    json.writeStringProperty("role", said.role());
    json.writeStringProperty("date", said.date().toString());
    json.writeStringProperty("expires", said.expires().toString());
    json.writeStringProperty("source", said.source());
    json.writeNumberProperty("line", said.line());
  }

  private static void waiver(JsonGenerator json, Report report, Waived waived) {
    Waiver waiver = waived.waiver();
    json.writeStringProperty("id", waived.id());
    json.writeStringProperty("control", waiver.control());
    json.writeStringProperty("check", waiver.check());
    json.writeStringProperty("resource", waiver.resource());
    json.writeStringProperty("account", waiver.account());
    json.writeStringProperty("reason", waiver.reason());
    json.writeStringProperty("owner", waiver.owner());
    json.writeStringProperty("ticket", waiver.ticket());
    json.writeStringProperty("from", waiver.from().map(LocalDate::toString).orElse(""));
    json.writeStringProperty("expires", waiver.expires().toString());
    json.writeStringProperty("source", waiver.source());
    json.writeNumberProperty("line", waiver.line());
    texts(
        json,
        "findings",
        report.controls().stream()
            .flatMap(control -> control.waived(waived.id()).stream())
            .map(Finding::fingerprint)
            .toList());
  }

  private static void warning(JsonGenerator json, Problem warning) {
    json.writeStringProperty("where", warning.where());
    json.writeStringProperty("what", warning.what());
    json.writeStringProperty("help", warning.help());
  }

  private static void texts(JsonGenerator json, String name, List<String> texts) {
    json.writeArrayPropertyStart(name);
    texts.forEach(json::writeString);
    json.writeEndArray();
  }

  private static <T> void list(
      JsonGenerator json, String name, List<T> items, BiConsumer<JsonGenerator, T> members) {
    json.writeArrayPropertyStart(name);
    for (T item : items) {
      json.writeStartObject();
      members.accept(json, item);
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
