package dev.assay.report;

import static dev.assay.report.Escape.terminal;

import dev.assay.check.Reading;
import dev.assay.check.Status;
import dev.assay.evaluate.ControlStatus;
import dev.assay.evaluate.DecidedBy;
import dev.assay.evaluate.Score;
import dev.assay.report.Report.Cause;
import dev.assay.report.Report.Check;
import dev.assay.report.Report.Control;
import dev.assay.report.Report.Finding;
import dev.assay.report.Report.Gap;
import dev.assay.report.Report.Outcome;
import dev.assay.spec.Attestation;
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
        + terminal(report.spec().title())
        + "\n"
        + table(report.controls())
        + footer(report);
  }

  /** Trivy's table; Issues is a number only where there is a verdict. */
  static String table(List<Control> controls) {
    List<List<String>> rows =
        controls.stream()
            .map(
                control ->
                    List.of(
                        terminal(control.id()),
                        terminal(control.severity()),
                        terminal(control.name()),
                        control.status().label(),
                        issues(control)))
            .toList();
    return Box.draw(List.of("ID", "Severity", "Control Name", "Status", "Issues"), ALIGN, rows);
  }

  private static String issues(Control control) {
    boolean decided =
        control.status() == ControlStatus.PASS || control.status() == ControlStatus.FAIL;
    return decided ? Integer.toString(control.issues()) : "-";
  }

  /** One block a failed finding, then what is not decided, control by control. */
  public static String all(Report report) {
    StringBuilder out = new StringBuilder();
    for (Control control : report.controls()) {
      control.findings().stream()
          .filter(finding -> finding.status() == Status.FAIL)
          .forEach(finding -> failure(out, control, finding));
    }
    listed(out, report, Status.UNKNOWN, TableReport::unknown);
    listed(out, report, Status.MANUAL, TableReport::manual);
    listed(out, report, Status.NOT_COUNTED, control -> said(control, Status.NOT_COUNTED));
    report.controls().forEach(control -> attested(out, report, control));
    report.controls().forEach(control -> waived(out, report, control));
    return out + footer(report);
  }

  private static void failure(StringBuilder out, Control control, Finding finding) {
    Check check = control.check(finding);
    out.append('\n').append(terminal(finding.resource().toString())).append(" (cloud)\n\n");
    boolean counts = !finding.isWaived();
    out.append("Tests: 1 (SUCCESSES: 0, FAILURES: ").append(counts ? 1 : 0);
    out.append(", EXCEPTIONS: ").append(counts ? 0 : 1).append(")\n\n");
    out.append(terminal(control.severity().isEmpty() ? "UNKNOWN" : control.severity()));
    out.append(": ").append(terminal(control.id() + " " + control.name())).append('\n');
    out.append("═".repeat(RULE)).append('\n');
    for (Cause cause : finding.deciding()) {
      out.append(terminal(cause.message())).append('\n');
      for (Reading reading : cause.evidence()) {
        out.append("  read ").append(terminal(reading.value()));
        out.append(" at ").append(terminal(reading.source().toString())).append('\n');
      }
    }
    out.append('\n').append("Wanted: ").append(terminal(check.title())).append('\n');
    out.append("Remedy: ").append(terminal(check.remedy())).append('\n');
    out.append("─".repeat(RULE)).append('\n');
  }

  /** The controls that have something to say of this kind, in spec order. */
  private static void listed(
      StringBuilder out, Report report, Status kind, Function<Control, List<String>> says) {
    for (Control control : report.controls()) {
      List<String> lines = says.apply(control);
      if (!lines.isEmpty()) {
        out.append('\n').append(kind.name().replace('_', ' ')).append(": ");
        out.append(terminal(control.id() + " " + control.name())).append('\n');
        lines.forEach(line -> out.append("  ").append(terminal(line)).append('\n'));
      }
    }
  }

  private static List<String> unknown(Control control) {
    return control.status() == ControlStatus.UNKNOWN
        ? control.unknownBecause()
        : said(control, Status.UNKNOWN);
  }

  private static List<String> manual(Control control) {
    List<String> asked = said(control, Status.MANUAL);
    boolean nothingElse = control.status() == ControlStatus.MANUAL && asked.isEmpty();
    return nothingElse ? List.of("no data decides this; a person has to") : asked;
  }

  /** What the findings of one status say, each with its resource; not those that are waived. */
  private static List<String> said(Control control, Status status) {
    return control.counted(status).stream().flatMap(TableReport::said).distinct().toList();
  }

  private static Stream<String> said(Finding finding) {
    return finding.deciding().stream().map(c -> finding.resource() + ": " + c.message());
  }

  private static void attested(StringBuilder out, Report report, Control control) {
    if (control.attestations().isEmpty()) {
      return;
    }
    out.append("\nATTESTED: ");
    out.append(terminal(control.id() + " " + control.name())).append('\n');
    for (Attestation said : report.attestations(control)) {
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

  private static void waived(StringBuilder out, Report report, Control control) {
    if (control.waivers().isEmpty()) {
      return;
    }
    out.append("\nWAIVED: ");
    out.append(terminal(control.id() + " " + control.name())).append('\n');
    for (String id : control.waivers()) {
      Waiver waiver = report.waiver(id);
      String ticket = waiver.ticket().isEmpty() ? "" : ", " + waiver.ticket();
      out.append("  by ").append(terminal(waiver.owner() + ticket)).append('\n');
      waiver.from().ifPresent(day -> out.append("    counts from ").append(day).append('\n'));
      out.append("    expires at the end of ").append(waiver.expires()).append('\n');
      waiver.reason().lines().forEach(l -> out.append("    ").append(terminal(l)).append('\n'));
      List<Finding> covered = control.waived(id);
      if (covered.isEmpty()) {
        out.append("    covers the control, which fails by attestation\n");
      }
      for (Finding finding : covered) {
        said(finding)
            .map(text -> terminal("    covers " + finding.status() + " " + text))
            .forEach(line -> out.append(line).append('\n'));
      }
    }
  }

  private static String footer(Report report) {
    StringBuilder out = new StringBuilder("\n");
    line(out, "Score", score(report.score().all()));
    levels(report).ifPresent(text -> line(out, "By level", text));
    line(out, "Decided", decided(report));
    attested(report).ifPresent(text -> line(out, "Attested", text));
    waived(report).ifPresent(text -> line(out, "Waived", text));
    line(out, "Coverage", coverage(report.coverage()));
    line(out, "As of", asOf(report));
    line(out, "Account", account(report));
    line(out, "Snapshot", "sha256:" + report.snapshot().digest());
    line(out, "Integrity", report.snapshot().integrity());
    cures(out, report);
    return out.toString();
  }

  private static void line(StringBuilder out, String label, String text) {
    out.append(String.format(Locale.ROOT, "%-10s%s\n", label, terminal(text)));
  }

  private static String score(Score score) {
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

  private static Optional<String> levels(Report report) {
    return report.score().levels().stream()
        .map(
            part ->
                part.name()
                    + ": "
                    + part.score().passed()
                    + " of "
                    + part.score().applicable()
                    + ", "
                    + part.score().unknown()
                    + " UNKNOWN")
        .reduce((one, other) -> one + "; " + other);
  }

  private static String decided(Report report) {
    int all = report.controls().size();
    int unknown = report.with(ControlStatus.UNKNOWN).size();
    int manual = report.with(ControlStatus.MANUAL).size();
    int waived = report.with(ControlStatus.WAIVED).size();
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

  private static Optional<String> attested(Report report) {
    List<String> ids =
        report.controls().stream()
            .filter(control -> !control.attestations().isEmpty())
            .filter(control -> control.decidedBy() != DecidedBy.NOBODY)
            .map(Control::id)
            .toList();
    return counted(ids, " answered by attestation: ");
  }

  private static Optional<String> waived(Report report) {
    return counted(
        report.controls().stream()
            .filter(control -> !control.waivers().isEmpty())
            .map(Control::id)
            .toList(),
        " with waived findings: ");
  }

  private static Optional<String> counted(List<String> ids, String what) {
    String controls = ids.size() == 1 ? " control" : " controls";
    return ids.isEmpty()
        ? Optional.empty()
        : Optional.of(ids.size() + controls + what + String.join(" ", ids));
  }

  private static String coverage(Report.Coverage coverage) {
    return coverage.count(Outcome.PRESENT)
        + coverage.count(Outcome.ABSENT)
        + " of "
        + coverage.calls().size()
        + " needed calls; "
        + coverage.count(Outcome.DENIED)
        + " denied, "
        + coverage.count(Outcome.MISSING)
        + " missing";
  }

  private static String asOf(Report report) {
    boolean own = report.asOf().equals(report.snapshot().observedAt());
    return report.asOf()
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
  private static void cures(StringBuilder out, Report report) {
    Map<Gap, List<Control>> blocking = report.blocking();
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
                      .map(Control::id)
                      .distinct()
                      .collect(Collectors.joining(" "));
              out.append("  ").append(terminal(ids)).append(": ");
              out.append(terminal(entry.getKey().cause())).append('\n');
              out.append("    ").append(terminal(entry.getKey().cure())).append('\n');
            });
  }
}
