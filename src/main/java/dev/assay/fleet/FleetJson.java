package dev.assay.fleet;

import dev.assay.Problem;
import dev.assay.evaluate.ControlStatus;
import dev.assay.evaluate.Score;
import dev.assay.fleet.Fleet.Lacking;
import dev.assay.fleet.Fleet.Rules;
import dev.assay.fleet.Fleet.Tally;
import dev.assay.fleet.Row.Lack;
import dev.assay.fleet.Row.Rejected;
import dev.assay.fleet.Row.Scored;
import dev.assay.fleet.Row.Unknown;
import dev.assay.report.Indented;
import dev.assay.report.Report.SpecInfo;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/**
 * The whole roll-up as JSON, format {@code assay-fleet/1}. {@code fleet.schema.json} beside this
 * class says what each member means.
 */
final class FleetJson {

  static final String FORMAT = "assay-fleet/1";

  private FleetJson() {}

  static String write(Fleet fleet) {
    return Indented.object(
        json -> {
          json.writeStringProperty("format", FORMAT);
          rules(json, fleet.rules());
          json.writeStringProperty("asOf", fleet.asOf().map(Object::toString).orElse(""));
          object(json, "taken", () -> taken(json, fleet));
          object(json, "summary", () -> summary(json, fleet));
          list(json, "controls", fleet.tallies(), tally -> tally(json, tally));
          list(json, "lacking", fleet.lacking(), lacking -> lacking(json, lacking));
          list(json, "scored", fleet.scored(), row -> scored(json, fleet, row));
          list(json, "rejected", fleet.rejected(), row -> rejected(json, row));
          texts(json, "leftOut", fleet.leftOut());
        });
  }

  private static void rules(JsonGenerator json, Rules rules) {
    object(
        json,
        "tool",
        () -> {
          json.writeStringProperty("name", rules.tool().name());
          json.writeStringProperty("version", rules.tool().version());
        });
    SpecInfo spec = rules.spec();
    object(
        json,
        "spec",
        () -> {
          json.writeStringProperty("id", spec.id());
          json.writeStringProperty("title", spec.title());
          json.writeStringProperty("version", spec.version());
          json.writeStringProperty("description", spec.description());
          texts(json, "relatedResources", spec.relatedResources());
          json.writeStringProperty("source", spec.source());
          json.writeBooleanProperty("builtIn", spec.builtIn());
          json.writeStringProperty("sha256", spec.sha256());
        });
    json.writeNumberProperty("level", rules.level());
  }

  private static void taken(JsonGenerator json, Fleet fleet) {
    json.writeStringProperty("first", fleet.span().map(s -> s.first().toString()).orElse(""));
    json.writeStringProperty("middle", fleet.span().map(s -> s.middle().toString()).orElse(""));
    json.writeStringProperty("last", fleet.span().map(s -> s.last().toString()).orElse(""));
    json.writeNumberProperty("outOfStep", fleet.stragglers());
  }

  private static void summary(JsonGenerator json, Fleet fleet) {
    json.writeNumberProperty("snapshots", fleet.snapshots());
    json.writeNumberProperty("scored", fleet.scored().size());
    json.writeNumberProperty("rejected", fleet.rejected().size());
    json.writeNumberProperty("accounts", fleet.accounts());
    score(json, fleet.score());
  }

  private static void score(JsonGenerator json, Score score) {
    object(
        json,
        "score",
        () -> {
          json.writeNumberProperty("passed", score.passed());
          json.writeNumberProperty("failed", score.failed());
          json.writeNumberProperty("unknown", score.unknown());
          json.writeNumberProperty("manual", score.manual());
          json.writeNumberProperty("waived", score.waived());
          json.writeNumberProperty("applicable", score.applicable());
        });
  }

  private static void tally(JsonGenerator json, Tally tally) {
    json.writeStringProperty("id", tally.control().id());
    json.writeStringProperty("name", tally.control().name());
    json.writeStringProperty("section", tally.control().section());
    json.writeNumberProperty("level", tally.control().level());
    json.writeBooleanProperty("scored", tally.control().scored());
    json.writeStringProperty("severity", tally.control().severity());
    object(
        json,
        "counts",
        () -> tally.counts().forEach((status, n) -> json.writeNumberProperty(status.name(), n)));
    json.writeNumberProperty("issues", tally.issues());
  }

  private static void lacking(JsonGenerator json, Lacking lacking) {
    json.writeStringProperty("outcome", lacking.outcome().word());
    json.writeStringProperty("action", lacking.action());
    json.writeNumberProperty("snapshots", lacking.snapshots());
    numbers(json, "controls", lacking.controls());
  }

  private static void scored(JsonGenerator json, Fleet fleet, Scored row) {
    json.writeStringProperty("name", row.name());
    json.writeStringProperty("account", row.snapshot().identity().accountId());
    json.writeStringProperty("partition", row.snapshot().identity().partition());
    json.writeStringProperty("observedAt", row.snapshot().observedAt().toString());
    json.writeNumberProperty("daysOutOfStep", fleet.span().orElseThrow().outOfStep(row));
    json.writeStringProperty("asOf", row.asOf().toString());
    json.writeStringProperty("digest", row.snapshot().digest());
    json.writeStringProperty("integrity", row.snapshot().integrity());
    json.writeStringProperty("endpointOverride", row.snapshot().endpointOverride());
    score(json, row.score());
    object(json, "failed", () -> fleet.failedBySeverity(row).forEach(json::writeNumberProperty));
    texts(json, "statuses", row.statuses().stream().map(ControlStatus::name).toList());
    numbers(json, "issues", row.issues());
    list(json, "unknown", row.unknown(), unknown -> unknown(json, unknown));
    list(json, "lacks", row.lacks(), lack -> lack(json, lack));
    texts(json, "reports", row.files());
  }

  private static void unknown(JsonGenerator json, Unknown unknown) {
    json.writeNumberProperty("control", unknown.control());
    json.writeStringProperty("because", unknown.because());
    json.writeNumberProperty("more", unknown.more());
  }

  private static void lack(JsonGenerator json, Lack lack) {
    json.writeStringProperty("outcome", lack.outcome().word());
    json.writeStringProperty("action", lack.action());
    json.writeNumberProperty("calls", lack.calls());
    numbers(json, "controls", lack.controls());
  }

  private static void rejected(JsonGenerator json, Rejected row) {
    json.writeStringProperty("name", row.name());
    json.writeStringProperty("reason", row.reason().word());
    list(json, "problems", row.problems(), problem -> problem(json, problem));
    json.writeNumberProperty("more", row.more());
  }

  private static void problem(JsonGenerator json, Problem problem) {
    json.writeStringProperty("where", problem.where());
    json.writeStringProperty("what", problem.what());
    json.writeStringProperty("help", problem.help());
  }

  private static void object(JsonGenerator json, String name, Runnable members) {
    json.writeObjectPropertyStart(name);
    members.run();
    json.writeEndObject();
  }

  private static <T> void list(JsonGenerator json, String name, List<T> all, Consumer<T> members) {
    json.writeArrayPropertyStart(name);
    for (T each : all) {
      json.writeStartObject();
      members.accept(each);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void texts(JsonGenerator json, String name, List<String> texts) {
    json.writeArrayPropertyStart(name);
    texts.forEach(json::writeString);
    json.writeEndArray();
  }

  private static void numbers(JsonGenerator json, String name, List<Integer> numbers) {
    json.writeArrayPropertyStart(name);
    numbers.forEach(json::writeNumber);
    json.writeEndArray();
  }
}
