package dev.assay.report;

import static dev.assay.report.Escape.terminal;

import dev.assay.Problem;
import dev.assay.report.Report.Call;
import dev.assay.report.Report.Outcome;
import dev.assay.snapshot.Integrity;
import dev.assay.snapshot.Signing;
import dev.assay.snapshot.Verification;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;

/**
 * What {@code verify} says: whether a snapshot is what was collected, and which calls it lacks.
 *
 * @param coverage every call that any check may need
 */
public record VerifyReport(Verification snapshot, Report.Coverage coverage) {

  private static final List<Outcome> GAPS = List.of(Outcome.DENIED, Outcome.MISSING);

  public static VerifyReport of(Verification snapshot) {
    return new VerifyReport(snapshot, Reporting.coverage(snapshot.calls()));
  }

  /** Whether nothing lacks that was, or should have been, collected. */
  public boolean isComplete() {
    return snapshot.integrity().isWhole() && gaps().isEmpty();
  }

  private List<Call> gaps() {
    return coverage.calls().stream().filter(call -> GAPS.contains(call.outcome())).toList();
  }

  /** Text for people. */
  public String table() {
    Integrity integrity = snapshot.integrity();
    StringBuilder out = new StringBuilder();
    String account = snapshot.identity().accountId();
    line(out, "Snapshot", "sha256:" + snapshot.digest());
    line(
        out,
        "Account",
        (account.isEmpty() ? "not named by the snapshot" : account)
            + " ("
            + snapshot.identity().partition()
            + ")"
            + (snapshot.endpointOverride().isEmpty()
                ? ""
                : "; NOT AWS, collected from " + snapshot.endpointOverride()));
    line(
        out,
        "Taken",
        snapshot.observedAt().map(Instant::toString).orElse("not told by the snapshot"));
    line(out, "Integrity", integrity.line());
    paths(out, "missing", integrity.missing());
    paths(out, "unreadable", integrity.unreadable());
    paths(out, "unlisted", integrity.unlisted());
    paths(out, "stray", integrity.strays());
    paths(out, "contradiction", contradictions(integrity));
    line(
        out,
        "Coverage",
        coverage.calls().size()
            + " calls: "
            + Stream.of(Outcome.values())
                .map(outcome -> coverage.count(outcome) + " " + outcome.word())
                .collect(Collectors.joining(", ")));
    List<Call> gaps = gaps();
    if (!gaps.isEmpty()) {
      out.append("\nNot to be had from this snapshot:\n");
      for (Call gap : gaps) {
        out.append("  ").append(terminal(gap.cause())).append('\n');
        String cure = "run `" + gap.command() + "` (needs " + gap.action() + ")";
        out.append("    ").append(terminal(cure)).append('\n');
      }
    }
    return out.toString();
  }

  private static void line(StringBuilder out, String label, String text) {
    out.append(String.format(Locale.ROOT, "%-10s%s\n", label, terminal(text)));
  }

  private static void paths(StringBuilder out, String what, List<String> paths) {
    paths.forEach(path -> line(out, "", what + " " + path));
  }

  private static List<String> contradictions(Integrity integrity) {
    return integrity.contradictions().stream().map(Problem::line).toList();
  }

  /** The same as one JSON object. */
  public String json() {
    Integrity integrity = snapshot.integrity();
    return Indented.object(
        json -> {
          json.writeStringProperty("format", "assay-verify/1");
          json.writeStringProperty("digest", snapshot.digest());
          json.writeStringProperty("accountId", snapshot.identity().accountId());
          json.writeStringProperty("partition", snapshot.identity().partition());
          time(json, "observedAt", snapshot.observedAt());
          json.writeStringProperty("endpointOverride", snapshot.endpointOverride());
          json.writeObjectPropertyStart("integrity");
          json.writeStringProperty("verdict", integrity.line());
          json.writeBooleanProperty("listed", integrity.isListed());
          texts(json, "missing", integrity.missing());
          texts(json, "unreadable", integrity.unreadable());
          texts(json, "unlisted", integrity.unlisted());
          texts(json, "strays", integrity.strays());
          texts(json, "contradictions", contradictions(integrity));
          time(json, "staleCredentialReport", integrity.staleReport());
          json.writeEndObject();
          signature(json, integrity.signing());
          json.writeBooleanProperty("complete", isComplete());
          json.writeObjectPropertyStart("coverage");
          for (Outcome outcome : Outcome.values()) {
            json.writeNumberProperty(outcome.word(), coverage.count(outcome));
          }
          json.writeEndObject();
          json.writeArrayPropertyStart("gaps");
          gaps().forEach(gap -> gap(json, gap));
          json.writeEndArray();
        });
  }

  private static void signature(JsonGenerator json, Optional<Signing> signing) {
    if (signing.isEmpty()) {
      json.writeNullProperty("signature");
      return;
    }
    json.writeObjectPropertyStart("signature");
    json.writeStringProperty(
        "state", signing.get().state().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    json.writeStringProperty("signer", signing.get().signer());
    json.writeStringProperty("key", signing.get().key());
    json.writeEndObject();
  }

  private static void gap(JsonGenerator json, Call gap) {
    json.writeStartObject();
    json.writeStringProperty("path", gap.path());
    json.writeStringProperty("region", gap.region());
    json.writeStringProperty("outcome", gap.outcome().word());
    json.writeStringProperty("cause", gap.cause());
    json.writeStringProperty("command", gap.command());
    json.writeStringProperty("action", gap.action());
    json.writeEndObject();
  }

  private static void time(JsonGenerator json, String name, Optional<Instant> time) {
    if (time.isPresent()) {
      json.writeStringProperty(name, time.get().toString());
    } else {
      json.writeNullProperty(name);
    }
  }

  private static void texts(JsonGenerator json, String name, List<String> texts) {
    json.writeArrayPropertyStart(name);
    texts.forEach(json::writeString);
    json.writeEndArray();
  }
}
