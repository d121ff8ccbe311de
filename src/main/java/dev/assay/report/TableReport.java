package dev.assay.report;

import static dev.assay.report.Escape.terminal;

import dev.assay.aws.Gap;
import dev.assay.check.Cause;
import dev.assay.check.Check;
import dev.assay.check.Finding;
import dev.assay.check.Reading;
import dev.assay.check.Status;
import dev.assay.evaluate.ControlResult;
import dev.assay.evaluate.ControlResult.Answer;
import dev.assay.evaluate.ControlResult.CheckResult;
import dev.assay.evaluate.ControlResult.Waived;
import dev.assay.evaluate.ControlStatus;
import dev.assay.evaluate.DecidedBy;
import dev.assay.evaluate.Evaluation;
import dev.assay.evaluate.Score;
import dev.assay.spec.Attestation;
import dev.assay.spec.Spec.Control;
import dev.assay.spec.Waiver;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Text for people: Trivy's summary table and its list of findings, each with our footer. */
public final class TableReport {

  private static final List<Box.Align> ALIGN =
      List.of(Box.Align.LEFT, Box.Align.LEFT, Box.Align.CENTRE, Box.Align.CENTRE, Box.Align.CENTRE);

  private static final int RULE = 80;

  private TableReport() {}

  /** One row a control, in spec order. */
  public static String summary(Report report) {
    return "\nSummary Report for compliance: "
        + terminal(report.evaluation().spec().title())
        + "\n"
        + table(report.evaluation().controls())
        + footer(report);
  }

  /** Trivy's table; Issues is a number only where there is a verdict. */
  static String table(List<ControlResult> controls) {
    List<List<String>> rows =
        controls.stream()
            .map(
                result ->
                    List.of(
                        terminal(result.control().id()),
                        terminal(result.control().severity()),
                        terminal(result.control().name()),
                        result.status().label(),
                        issues(result)))
            .toList();
    return Box.draw(List.of("ID", "Severity", "Control Name", "Status", "Issues"), ALIGN, rows);
  }

  private static String issues(ControlResult result) {
    boolean decided =
        result.status() == ControlStatus.PASS || result.status() == ControlStatus.FAIL;
    return decided ? Integer.toString(result.failures()) : "-";
  }

  /** One block a failed finding, then what is not decided, control by control. */
  public static String all(Report report) {
    StringBuilder out = new StringBuilder();
    for (ControlResult result : report.evaluation().controls()) {
      for (CheckResult check : result.checks()) {
        check.findings().stream()
            .filter(finding -> finding.status() == Status.FAIL)
            .forEach(finding -> failure(out, result.control(), check, finding));
      }
    }
    listed(out, report.evaluation(), Status.UNKNOWN, TableReport::unknown);
    listed(out, report.evaluation(), Status.MANUAL, TableReport::manual);
    listed(out, report.evaluation(), Status.NOT_COUNTED, r -> said(r, Status.NOT_COUNTED));
    report.evaluation().controls().forEach(result -> attested(out, result));
    report.evaluation().controls().forEach(result -> waived(out, result));
    return out + footer(report);
  }

  private static void failure(
      StringBuilder out, Control control, CheckResult check, Finding finding) {
    Check row = check.use().check().orElseThrow();
    out.append('\n').append(terminal(finding.resource().toString())).append(" (cloud)\n\n");
    boolean counts = check.waivers(finding).isEmpty();
    out.append("Tests: 1 (SUCCESSES: 0, FAILURES: ").append(counts ? 1 : 0);
    out.append(", EXCEPTIONS: ").append(counts ? 0 : 1).append(")\n\n");
    out.append(terminal(control.severity().isEmpty() ? "UNKNOWN" : control.severity()));
    out.append(": ").append(terminal(control.id() + " " + control.name())).append('\n');
    out.append("═".repeat(RULE)).append('\n');
    for (Cause cause : finding.deciding()) {
      out.append(terminal(cause.message())).append('\n');
      for (Reading reading : cause.readings()) {
        out.append("  read ").append(terminal(reading.value()));
        out.append(" at ").append(terminal(reading.source().toString())).append('\n');
      }
    }
    out.append('\n').append("Wanted: ").append(row.title()).append('\n');
    out.append("Remedy: ").append(row.remedy()).append('\n');
    out.append("─".repeat(RULE)).append('\n');
  }

  /** The controls that have something to say of this kind, in spec order. */
  private static void listed(
      StringBuilder out,
      Evaluation evaluation,
      Status kind,
      Function<ControlResult, List<String>> says) {
    for (ControlResult result : evaluation.controls()) {
      List<String> lines = says.apply(result);
      if (!lines.isEmpty()) {
        out.append('\n').append(kind.name().replace('_', ' ')).append(": ");
        out.append(terminal(result.control().id() + " " + result.control().name())).append('\n');
        lines.forEach(line -> out.append("  ").append(terminal(line)).append('\n'));
      }
    }
  }

  private static List<String> unknown(ControlResult result) {
    return result.status() == ControlStatus.UNKNOWN
        ? result.unknownBecause()
        : said(result, Status.UNKNOWN);
  }

  private static List<String> manual(ControlResult result) {
    List<String> asked = said(result, Status.MANUAL);
    boolean nothingElse = result.status() == ControlStatus.MANUAL && asked.isEmpty();
    return nothingElse ? List.of("no data decides this; a person has to") : asked;
  }

  /** What the findings of one status say, each with its resource; not those that are waived. */
  private static List<String> said(ControlResult result, Status status) {
    return result.unwaived().stream()
        .filter(finding -> finding.status() == status)
        .flatMap(TableReport::said)
        .distinct()
        .toList();
  }

  private static Stream<String> said(Finding finding) {
    return finding.deciding().stream().map(c -> finding.resource() + ": " + c.message());
  }

  private static void attested(StringBuilder out, ControlResult result) {
    if (result.answers().isEmpty()) {
      return;
    }
    out.append("\nATTESTED: ");
    out.append(terminal(result.control().id() + " " + result.control().name())).append('\n');
    for (Answer answer : result.answers()) {
      Attestation said = answer.attestation();
      String who = said.verdict().word() + ", by " + said.by() + ", " + said.role();
      out.append("  ").append(terminal(who)).append('\n');
      out.append("  counts from ").append(said.date()).append(" until ").append(said.expires());
      out.append('\n');
      if (!said.isOfWholeControl()) {
        out.append("  about ").append(terminal(said.resource())).append('\n');
      }
      said.statement().lines().forEach(l -> out.append("  ").append(terminal(l)).append('\n'));
      for (Attestation.Document document : said.documents()) {
        out.append("  document ").append(terminal(document.path()));
        out.append(" sha256:").append(document.sha256()).append('\n');
      }
    }
  }

  private static void waived(StringBuilder out, ControlResult result) {
    if (result.waived().isEmpty()) {
      return;
    }
    out.append("\nWAIVED: ");
    out.append(terminal(result.control().id() + " " + result.control().name())).append('\n');
    for (Waived applied : result.waived()) {
      Waiver waiver = applied.waiver();
      String ticket = waiver.ticket().isEmpty() ? "" : ", " + waiver.ticket();
      out.append("  by ").append(terminal(waiver.owner() + ticket)).append('\n');
      waiver.from().ifPresent(day -> out.append("    counts from ").append(day).append('\n'));
      out.append("    expires at the end of ").append(waiver.expires()).append('\n');
      waiver.reason().lines().forEach(l -> out.append("    ").append(terminal(l)).append('\n'));
      if (applied.findings().isEmpty()) {
        out.append("    covers the control, which fails by attestation\n");
      }
      for (Finding finding : applied.findings()) {
        said(finding)
            .map(text -> terminal("    covers " + finding.status() + " " + text))
            .forEach(line -> out.append(line).append('\n'));
      }
    }
  }

  private static String footer(Report report) {
    Evaluation evaluation = report.evaluation();
    StringBuilder out = new StringBuilder("\n");
    line(out, "Score", score(evaluation));
    levels(evaluation).ifPresent(text -> line(out, "By level", text));
    line(out, "Decided", decided(evaluation));
    attested(evaluation).ifPresent(text -> line(out, "Attested", text));
    waived(evaluation).ifPresent(text -> line(out, "Waived", text));
    line(out, "Coverage", coverage(evaluation.coverage()));
    line(out, "As of", asOf(report));
    line(out, "Account", account(report));
    line(out, "Snapshot", "sha256:" + report.snapshot().digest());
    line(out, "Integrity", report.snapshot().integrity());
    cures(out, evaluation);
    return out.toString();
  }

  private static void line(StringBuilder out, String label, String text) {
    out.append(String.format(Locale.ROOT, "%-10s%s\n", label, terminal(text)));
  }

  private static String score(Evaluation evaluation) {
    Score score = Score.of(evaluation.controls());
    if (score.applicable() == 0) {
      return "no scored control applies";
    }
    int perMille = (score.passed() * 2000 + score.applicable()) / (2 * score.applicable());
    return score.passed()
        + " of "
        + score.applicable()
        + " scored controls passed ("
        + perMille / 10
        + "."
        + perMille % 10
        + " %)";
  }

  private static Optional<String> levels(Evaluation evaluation) {
    return Score.byLevel(evaluation.controls()).entrySet().stream()
        .map(
            entry ->
                entry.getKey()
                    + ": "
                    + entry.getValue().passed()
                    + " of "
                    + entry.getValue().applicable()
                    + ", "
                    + entry.getValue().unknown()
                    + " UNKNOWN")
        .reduce((one, other) -> one + "; " + other);
  }

  private static String decided(Evaluation evaluation) {
    int all = evaluation.controls().size();
    int unknown = evaluation.with(ControlStatus.UNKNOWN).size();
    int manual = evaluation.with(ControlStatus.MANUAL).size();
    int waived = evaluation.with(ControlStatus.WAIVED).size();
    return all
        - unknown
        - manual
        - waived
        + " of "
        + all
        + " controls; "
        + unknown
        + " UNKNOWN, "
        + manual
        + " MANUAL"
        + (waived == 0 ? "" : ", " + waived + " WAIVED");
  }

  private static Optional<String> attested(Evaluation evaluation) {
    List<String> ids =
        evaluation.controls().stream()
            .filter(result -> !result.answers().isEmpty())
            .filter(result -> result.decidedBy() != DecidedBy.NOBODY)
            .map(result -> result.control().id())
            .toList();
    return counted(ids, " answered by attestation: ");
  }

  private static Optional<String> waived(Evaluation evaluation) {
    return counted(
        evaluation.controls().stream()
            .filter(result -> !result.waived().isEmpty())
            .map(result -> result.control().id())
            .toList(),
        " with waived findings: ");
  }

  private static Optional<String> counted(List<String> ids, String what) {
    String controls = ids.size() == 1 ? " control" : " controls";
    return ids.isEmpty()
        ? Optional.empty()
        : Optional.of(ids.size() + controls + what + String.join(" ", ids));
  }

  private static String coverage(Evaluation.Coverage coverage) {
    return coverage.present()
        + " of "
        + coverage.needed()
        + " needed calls; "
        + coverage.denied()
        + " denied, "
        + coverage.missing()
        + " missing";
  }

  private static String asOf(Report report) {
    boolean own = report.evaluation().asOf().equals(report.snapshot().observedAt());
    return report.evaluation().asOf()
        + (own
            ? ", the snapshot's own time"
            : "; LATER THAN THE SNAPSHOT, which was taken " + report.snapshot().observedAt());
  }

  private static String account(Report report) {
    String id = report.snapshot().identity().accountId();
    String override = report.snapshot().endpointOverride();
    return (id.isEmpty() ? "not named by the snapshot" : id)
        + " ("
        + report.snapshot().identity().partition()
        + ")"
        + (override.isEmpty() ? "" : "; NOT AWS, collected from " + override);
  }

  /** What is UNKNOWN, and the command that would cure it; most controls first. */
  private static void cures(StringBuilder out, Evaluation evaluation) {
    Map<Gap, List<ControlResult>> blocking = evaluation.blocking();
    if (blocking.isEmpty()) {
      return;
    }
    out.append("\nUNKNOWN for lack of evidence:\n");
    blocking.entrySet().stream()
        .sorted((one, other) -> other.getValue().size() - one.getValue().size())
        .forEach(
            entry -> {
              String ids =
                  entry.getValue().stream()
                      .map(result -> result.control().id())
                      .distinct()
                      .collect(Collectors.joining(" "));
              out.append("  ").append(terminal(ids)).append(": ");
              out.append(terminal(entry.getKey().cause())).append('\n');
              out.append("    ").append(terminal(entry.getKey().cure())).append('\n');
            });
  }
}
