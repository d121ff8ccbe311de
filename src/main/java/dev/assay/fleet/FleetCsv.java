package dev.assay.fleet;

import dev.assay.evaluate.ControlStatus;
import dev.assay.fleet.Fleet.Question;
import dev.assay.fleet.Row.Rejected;
import dev.assay.fleet.Row.Scored;
import dev.assay.report.Facts;
import dev.assay.report.Rows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The roll-up for a spreadsheet: a row a snapshot, a column a control. */
final class FleetCsv {

  private static final List<String> FACTS =
      List.of(
          "Framework",
          "Snapshot",
          "Result",
          "Account",
          "Taken",
          "OutOfStep",
          "AsOf",
          "Digest",
          "Integrity",
          "Passed",
          "Applicable",
          "Failed",
          "FailedBySeverity",
          "Unknown",
          "Manual",
          "Waived",
          "Issues",
          "UnknownBecause",
          "Problems",
          "Reports");

  private FleetCsv() {}

  static String write(Fleet fleet) {
    List<List<String>> rows = new ArrayList<>();
    List<String> heading = new ArrayList<>(FACTS);
    fleet.rules().controls().forEach(c -> heading.addAll(Rows.cells(c.id() + " " + c.name())));
    rows.add(heading);
    fleet.scored().forEach(row -> rows.add(scored(fleet, row)));
    fleet.rejected().forEach(row -> rows.add(rejected(fleet, row)));
    return Rows.csv(rows);
  }

  private static List<String> scored(Fleet fleet, Scored row) {
    List<String> cells = new ArrayList<>();
    cells.addAll(
        Rows.cells(
            fleet.rules().spec().name(),
            row.name(),
            "scored",
            Facts.account(row.snapshot()),
            row.snapshot().observedAt().toString(),
            FleetFacts.step(fleet, row),
            row.asOf().toString(),
            "sha256:" + row.snapshot().digest(),
            row.snapshot().integrity(),
            Integer.toString(row.score().passed()),
            Integer.toString(row.score().applicable()),
            Integer.toString(row.count(ControlStatus.FAIL))));
    cells.add(
        Rows.lines(
            List.copyOf(fleet.failedBySeverity(row).entrySet()),
            failed -> failed.getValue() + " " + failed.getKey()));
    cells.addAll(
        Rows.cells(
            Integer.toString(row.count(ControlStatus.UNKNOWN)),
            Integer.toString(row.count(ControlStatus.MANUAL)),
            Integer.toString(row.count(ControlStatus.WAIVED)),
            Integer.toString(row.allIssues())));
    cells.add(
        Rows.lines(List.copyOf(FleetFacts.unknown(fleet, row).entrySet()), FleetCsv::because));
    cells.add("");
    cells.add(Rows.lines(row.files(), file -> file));
    row.statuses().forEach(status -> cells.add(status.name()));
    return cells;
  }

  private static String because(Map.Entry<String, List<Question>> unknown) {
    return FleetFacts.ids(unknown.getValue()) + ": " + unknown.getKey();
  }

  private static List<String> rejected(Fleet fleet, Rejected row) {
    List<String> cells = new ArrayList<>();
    cells.addAll(Rows.cells(fleet.rules().spec().name(), row.name(), row.reason().word()));
    int problems = FACTS.indexOf("Problems");
    cells.addAll(Collections.nCopies(problems - cells.size(), ""));
    List<String> lines = new ArrayList<>(row.problems().stream().map(p -> p.line()).toList());
    if (row.more() > 0) {
      lines.add("and " + row.more() + " more");
    }
    cells.add(Rows.lines(lines, line -> line));
    int all = FACTS.size() + fleet.rules().controls().size();
    cells.addAll(Collections.nCopies(all - cells.size(), ""));
    return cells;
  }
}
