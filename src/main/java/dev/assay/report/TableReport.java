package dev.assay.report;

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
import dev.assay.report.Report.Part;
import dev.assay.spec.Attestation;
import dev.assay.spec.Waiver;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Text for people: Trivy's summary table and its list of findings, each with our footer. */
public final class TableReport {

  private static final int RULE = 80;
  private static final int LONGEST = 10_000;

  private TableReport() {}

  /** One row a control, in spec order. */
  static String summary(Report report) {
    return summary(report, Style.PLAIN);
  }

  static String summary(Report report, Style style) {
    return "\nSummary Report for compliance: "
        + terminal(report.spec().title())
        + "\n"
        + table(report.controls(), style)
        + footer(report, style);
  }

  /** Trivy's table; Issues is a number only where there is a verdict. */
  static String table(List<Control> controls, Style style) {
    List<List<String>> rows =
        controls.stream()
            .map(
                control ->
                    List.of(
                        terminal(control.id()),
                        terminal(control.severity()),
                        terminal(control.name()),
                        control.status().label(),
                        Facts.issues(control)))
            .toList();
    return Box.draw(
        List.of(
            new Box.Column("ID", Box.Align.LEFT),
            new Box.Column("Severity", Box.Align.LEFT),
            new Box.Column("Control Name", Box.Align.CENTRE),
            new Box.Column("Status", Box.Align.CENTRE, style::paint),
            new Box.Column("Issues", Box.Align.CENTRE)),
        rows);
  }

  /** One block a failed finding, then what is not decided, control by control. */
  static String all(Report report) {
    return all(report, Style.PLAIN);
  }

  static String all(Report report, Style style) {
    StringBuilder out = new StringBuilder();
    report.controls().forEach(control -> failures(out, style, control));
    listed(out, style, report, Status.UNKNOWN, TableReport::unknown);
    listed(out, style, report, Status.MANUAL, TableReport::manual);
    listed(out, style, report, Status.NOT_COUNTED, control -> said(control, Status.NOT_COUNTED));
    report.controls().forEach(control -> attested(out, report, control));
    report.controls().forEach(control -> waived(out, style, report, control));
    return out + footer(report, style);
  }

  /** The failures of a control; those that count come first, so that no waived one hides them. */
  private static void failures(StringBuilder out, Style style, Control control) {
    List<Finding> failed =
        control.findings().stream()
            .filter(finding -> finding.status() == Status.FAIL)
            .sorted(Comparator.comparing(Finding::isWaived))
            .toList();
    List<Finding> hidden = failed.subList(Math.min(style.limit(), failed.size()), failed.size());
    failed.stream().limit(style.limit()).forEach(finding -> failure(out, style, control, finding));
    if (!hidden.isEmpty()) {
      long waived = hidden.stream().filter(Finding::isWaived).count();
      String of = " of control " + control.id() + (waived == 0 ? "" : ", " + waived + " waived");
      out.append('\n')
          .append(more(hidden.size(), terminal(of)))
          .append("─".repeat(RULE))
          .append('\n');
    }
  }

  /** The first entries of a list, a line each, and how many more there are. */
  private static void lines(StringBuilder out, Style style, String indent, List<String> all) {
    all.stream().limit(style.limit()).forEach(line -> out.append(indent).append(line).append('\n'));
    if (all.size() > style.limit()) {
      out.append(indent).append(more(all.size() - style.limit(), ""));
    }
  }

  private static String more(int count, String what) {
    return String.format(Locale.ROOT, "… %,d more%s; see them all with --limit all\n", count, what);
  }

  private static void failure(StringBuilder out, Style style, Control control, Finding finding) {
    Check check = control.check(finding);
    out.append('\n').append(terminal(finding.resource().toString())).append(" (cloud)\n\n");
    boolean counts = !finding.isWaived();
    out.append("Tests: 1 (SUCCESSES: 0, FAILURES: ").append(counts ? 1 : 0);
    out.append(", EXCEPTIONS: ").append(counts ? 0 : 1).append(")\n\n");
    out.append(terminal(control.severity().isEmpty() ? "UNKNOWN" : control.severity()));
    out.append(": ").append(terminal(control.id() + " " + control.name())).append('\n');
    out.append("═".repeat(RULE)).append('\n');
    List<String> causes = finding.deciding().stream().map(cause -> cause(style, cause)).toList();
    lines(out, style, "", causes);
    out.append('\n').append("Wanted: ").append(terminal(check.title())).append('\n');
    out.append("Remedy: ").append(terminal(check.remedy())).append('\n');
    out.append("─".repeat(RULE)).append('\n');
  }

  /** What it says, and the values it rests on. */
  private static String cause(Style style, Cause cause) {
    StringBuilder out = new StringBuilder(terminal(cause.message())).append('\n');
    lines(out, style, "  ", cause.evidence().stream().map(TableReport::read).toList());
    return out.substring(0, out.length() - 1);
  }

  private static String read(Reading reading) {
    return "read " + terminal(reading.value()) + " at " + terminal(reading.source().toString());
  }

  /** The controls that have something to say of this kind, in spec order. */
  private static void listed(
      StringBuilder out,
      Style style,
      Report report,
      Status kind,
      Function<Control, List<String>> says) {
    for (Control control : report.controls()) {
      List<String> lines = says.apply(control);
      if (!lines.isEmpty()) {
        out.append('\n').append(style.paint(kind.name().replace('_', ' '))).append(": ");
        out.append(terminal(control.id() + " " + control.name())).append('\n');
        lines(out, style, "  ", lines.stream().map(line -> terminal(line)).toList());
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
        out.append(" sha256:").append(terminal(document.sha256())).append('\n');
      }
    }
  }

  private static void waived(StringBuilder out, Style style, Report report, Control control) {
    if (control.waivers().isEmpty()) {
      return;
    }
    out.append('\n').append(style.paint("WAIVED")).append(": ");
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
      lines(out, style, "    ", covered.stream().flatMap(TableReport::covers).toList());
    }
  }

  private static Stream<String> covers(Finding finding) {
    return said(finding).map(text -> terminal("covers " + finding.status() + " " + text));
  }

  private static String footer(Report report, Style style) {
    StringBuilder out = new StringBuilder("\n");
    Score all = report.score().all();
    line(out, "Score", Facts.score(all) + (all.applicable() == 0 ? "" : unknown(all)));
    parts(out, "By level", report.score().levels());
    parts(out, "Sections", report.score().sections());
    line(out, "Decided", Facts.decided(report));
    attested(report).ifPresent(text -> line(out, "Attested", text));
    waived(report).ifPresent(text -> line(out, "Waived", text));
    line(out, "Coverage", Facts.coverage(report.coverage()));
    line(out, "As of", Facts.asOf(report));
    line(out, "Account", Facts.account(report));
    line(out, "Snapshot", "sha256:" + report.snapshot().digest());
    line(out, "Integrity", report.snapshot().integrity());
    cures(out, style, report);
    return out.toString();
  }

  private static void line(StringBuilder out, String label, String text) {
    out.append(String.format(Locale.ROOT, "%-10s%s\n", label, terminal(text)));
  }

  private static String unknown(Score score) {
    return ", " + score.unknown() + " UNKNOWN";
  }

  /** The score of each part, a line each. */
  private static void parts(StringBuilder out, String label, List<Part> parts) {
    for (int i = 0; i < parts.size(); i++) {
      Score score = parts.get(i).score();
      String passed = score.passed() + " of " + score.applicable() + unknown(score);
      line(out, i == 0 ? label : "", parts.get(i).name() + ": " + passed);
    }
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

  /** What is UNKNOWN, and the command that would cure it; most controls first. */
  private static void cures(StringBuilder out, Style style, Report report) {
    List<String> cures =
        report.blocking().entrySet().stream()
            .sorted((one, other) -> other.getValue().size() - one.getValue().size())
            .map(entry -> cure(entry.getKey(), entry.getValue()))
            .toList();
    if (!cures.isEmpty()) {
      out.append("\nUNKNOWN for lack of evidence:\n");
      lines(out, style, "  ", cures);
    }
  }

  private static String cure(Gap gap, List<Control> blocked) {
    String ids = blocked.stream().map(Control::id).distinct().collect(Collectors.joining(" "));
    return terminal(ids) + ": " + terminal(gap.cause()) + "\n    " + terminal(gap.cure());
  }

  /** For a person: no text of an account is longer than the bound, but one that is made may be. */
  private static String terminal(String text) {
    return Escape.clip(Escape.terminal(text), LONGEST);
  }
}
