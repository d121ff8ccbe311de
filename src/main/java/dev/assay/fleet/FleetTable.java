package dev.assay.fleet;

import static dev.assay.report.Escape.terminal;

import dev.assay.evaluate.ControlStatus;
import dev.assay.fleet.Fleet.Lacking;
import dev.assay.fleet.Fleet.Question;
import dev.assay.fleet.Fleet.Tally;
import dev.assay.fleet.Row.Rejected;
import dev.assay.fleet.Row.Scored;
import dev.assay.report.Box;
import dev.assay.report.Box.Align;
import dev.assay.report.Box.Column;
import dev.assay.report.Facts;
import dev.assay.report.Format.Detail;
import dev.assay.report.HtmlPage;
import dev.assay.report.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The roll-up as text for people: accounts, controls, and what was not scored. */
final class FleetTable {

  private static final List<ControlStatus> ALWAYS =
      List.of(ControlStatus.PASS, ControlStatus.FAIL, ControlStatus.UNKNOWN);

  private FleetTable() {}

  static String write(Fleet fleet, Detail detail, Style style) {
    StringBuilder out = new StringBuilder("\nRoll-up for compliance: ");
    out.append(terminal(fleet.rules().spec().title())).append('\n');
    if (!fleet.scored().isEmpty()) {
      out.append(accounts(fleet, style));
      more(out, fleet.scored().size() - style.limit(), "");
      out.append('\n').append(controls(fleet));
    }
    if (detail == Detail.ALL) {
      fleet.scored().stream().limit(style.limit()).forEach(row -> account(out, fleet, row, style));
    }
    fleet.rejected().stream().limit(style.limit()).forEach(row -> rejected(out, row, style));
    more(out, fleet.rejected().size() - style.limit(), "REJECTED");
    return out + footer(fleet, style);
  }

  private static void more(StringBuilder out, int hidden, String what) {
    if (hidden > 0) {
      out.append(
          String.format(
              Locale.ROOT,
              "… %,d more%s; see them all with --limit all\n",
              hidden,
              what.isEmpty() ? "" : " " + what));
    }
  }

  /** One row a snapshot, the worst first. */
  private static String accounts(Fleet fleet, Style style) {
    List<List<String>> rows =
        fleet.scored().stream()
            .limit(style.limit())
            .map(
                row -> {
                  Map<String, Integer> failed = fleet.failedBySeverity(row);
                  return List.of(
                      terminal(FleetFacts.account(row)),
                      FleetFacts.taken(fleet, row),
                      FleetFacts.passed(row),
                      Integer.toString(row.count(ControlStatus.FAIL)),
                      Integer.toString(failed.getOrDefault("CRITICAL", 0)),
                      Integer.toString(failed.getOrDefault("HIGH", 0)),
                      Integer.toString(row.count(ControlStatus.UNKNOWN)),
                      Integer.toString(row.allIssues()));
                })
            .toList();
    return Box.draw(
        List.of(
            new Column("Account", Align.LEFT),
            new Column("Taken", Align.LEFT),
            new Column("Passed", Align.CENTRE),
            new Column("FAIL", Align.CENTRE),
            new Column("CRITICAL", Align.CENTRE),
            new Column("HIGH", Align.CENTRE),
            new Column("UNKNOWN", Align.CENTRE),
            new Column("Issues", Align.CENTRE)),
        rows);
  }

  /** One row a control, in spec order; a status that none has has no column. */
  private static String controls(Fleet fleet) {
    List<ControlStatus> statuses =
        Stream.of(ControlStatus.values())
            .filter(status -> ALWAYS.contains(status) || fleet.has(status))
            .toList();
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("ID", Align.LEFT));
    columns.add(new Column("Severity", Align.LEFT));
    columns.add(new Column("Control Name", Align.CENTRE));
    statuses.forEach(status -> columns.add(new Column(status.label(), Align.CENTRE)));
    columns.add(new Column("Issues", Align.CENTRE));
    List<List<String>> rows = new ArrayList<>();
    for (Tally tally : fleet.tallies()) {
      List<String> row = new ArrayList<>();
      row.add(terminal(tally.control().id()));
      row.add(terminal(tally.control().severity()));
      row.add(terminal(tally.control().name()));
      statuses.forEach(status -> row.add(Integer.toString(tally.count(status))));
      row.add(Integer.toString(tally.issues()));
      rows.add(row);
    }
    return Box.draw(columns, rows);
  }

  /** What needs attention in one account; nothing when all is well. */
  private static void account(StringBuilder out, Fleet fleet, Scored row, Style style) {
    List<String> lines = new ArrayList<>();
    for (ControlStatus status :
        List.of(ControlStatus.FAIL, ControlStatus.MANUAL, ControlStatus.WAIVED)) {
      List<Question> controls = FleetFacts.with(fleet, row, status);
      if (!controls.isEmpty()) {
        lines.add(style.paint(status.label()) + ": " + terminal(FleetFacts.ids(controls)));
      }
    }
    FleetFacts.unknown(fleet, row)
        .forEach(
            (because, controls) ->
                lines.add(
                    style.paint(ControlStatus.UNKNOWN.label())
                        + ": "
                        + terminal(FleetFacts.ids(controls) + ": " + because)));
    row.files().forEach(file -> lines.add("report: " + terminal(file)));
    if (!lines.isEmpty()) {
      out.append('\n').append(terminal(FleetFacts.account(row))).append(", taken ");
      out.append(FleetFacts.taken(fleet, row)).append(": ").append(terminal(row.name()));
      out.append('\n');
      lines.forEach(line -> out.append("  ").append(line).append('\n'));
    }
  }

  private static void rejected(StringBuilder out, Rejected row, Style style) {
    out.append('\n').append(style.paint("REJECTED")).append(": ").append(terminal(row.name()));
    out.append('\n');
    row.problems().stream()
        .limit(style.limit())
        .forEach(
            problem -> {
              out.append("  ").append(terminal(problem.line())).append('\n');
              if (!problem.help().isEmpty()) {
                out.append("    ").append(terminal(problem.help())).append('\n');
              }
            });
    int hidden = Math.max(0, row.problems().size() - style.limit()) + row.more();
    if (hidden > 0) {
      out.append("  … ").append(hidden).append(" more\n");
    }
  }

  private static String footer(Fleet fleet, Style style) {
    StringBuilder out = new StringBuilder("\n");
    line(out, "Fleet", FleetFacts.snapshots(fleet));
    fleet
        .span()
        .ifPresent(
            span -> {
              line(out, "Score", Facts.score(fleet.score()) + ", over all accounts");
              line(out, "Taken", FleetFacts.span(fleet, span));
              line(out, "As of", FleetFacts.asOf(fleet));
              line(out, "Integrity", FleetFacts.integrity(fleet));
            });
    if (!fleet.leftOut().isEmpty()) {
      line(out, "Left out", "no snapshots: " + FleetFacts.leftOut(fleet, style.limit()));
    }
    List<Lacking> lacking = fleet.lacking();
    if (!lacking.isEmpty()) {
      out.append("\nUNKNOWN for lack of evidence:\n");
      lacking.stream().limit(style.limit()).forEach(each -> lacking(out, fleet, each));
      more(out, lacking.size() - style.limit(), "");
    }
    return out.toString();
  }

  private static void lacking(StringBuilder out, Fleet fleet, Lacking lacking) {
    String controls = FleetFacts.ids(FleetFacts.at(fleet, lacking.controls()));
    out.append("  ").append(terminal(controls)).append(": ").append(lacking.outcome().word());
    out.append(" in ").append(HtmlPage.number(lacking.snapshots(), "snapshot"));
    out.append(", needs ").append(terminal(lacking.action())).append('\n');
  }

  private static void line(StringBuilder out, String label, String text) {
    out.append(String.format(Locale.ROOT, "%-10s%s\n", label, terminal(text)));
  }
}
