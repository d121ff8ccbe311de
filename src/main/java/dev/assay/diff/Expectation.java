package dev.assay.diff;

import dev.assay.diff.Change.Evidence;
import dev.assay.diff.Comparability.Cures;
import dev.assay.diff.Diff.Allowed;
import dev.assay.diff.Diff.Comparison;
import dev.assay.report.Escape;
import dev.assay.report.Report;
import dev.assay.report.Report.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether a report is still what was stored: the same verdicts, for the same values at the same
 * places, with the same calls answered. Words and the program's version may differ, and so may the
 * digest of the snapshot, which changes with its README.
 */
public final class Expectation {

  private static final Cures CURES =
      new Cures(
          "base is the stored report: was it stored for this snapshot?",
          "base is the stored report: score by what it was scored by, or store it anew with"
              + " `--format native`");

  private Expectation() {}

  /**
   * What differs, as text for people; empty when nothing does.
   *
   * @throws dev.assay.InputException when the two are not comparable
   */
  public static String differences(Report expected, Report actual) {
    Comparison comparison = new Comparison(expected, actual, new Allowed(false, false), CURES);
    Diff diff = comparison.diff();
    List<String> other = new ArrayList<>();
    for (Change change : comparison.drifted()) {
      other.add(Facts.title(diff.controls().get(change.control())) + ": " + Facts.subject(change));
      change.evidence().forEach(evidence -> places(evidence, other));
    }
    other.addAll(calls(expected, actual));
    if (!expected.asOf().equals(actual.asOf())) {
      other.add("as of " + expected.asOf() + " -> " + actual.asOf());
    }
    boolean verdicts =
        !diff.changes().isEmpty() || diff.controls().stream().anyMatch(Diff.Rolled::isOtherStatus);
    if (!verdicts && other.isEmpty()) {
      return "";
    }
    String lines =
        other.stream()
            .map(line -> "  " + Escape.terminal(line) + "\n")
            .collect(Collectors.joining());
    return DiffTable.write(diff) + (other.isEmpty() ? "" : "\nNot as expected, too:\n" + lines);
  }

  private static void places(Evidence evidence, List<String> lines) {
    lines.add("  " + evidence.key() + ": " + Facts.key(evidence));
    Facts.sides(evidence)
        .forEach(side -> lines.add((side.before() ? "    - " : "    + ") + side.text()));
  }

  private static List<String> calls(Report expected, Report actual) {
    Map<String, String> before = calls(expected);
    Map<String, String> after = calls(actual);
    TreeSet<String> paths = new TreeSet<>(before.keySet());
    paths.addAll(after.keySet());
    return paths.stream()
        .filter(path -> !before.getOrDefault(path, "").equals(after.getOrDefault(path, "")))
        .map(
            path ->
                path
                    + ": "
                    + before.getOrDefault(path, "not needed")
                    + " -> "
                    + after.getOrDefault(path, "not needed"))
        .toList();
  }

  private static Map<String, String> calls(Report report) {
    Map<String, String> calls = new TreeMap<>();
    for (Call call : report.coverage().calls()) {
      calls.merge(call.path(), call.outcome().word(), (one, other) -> one + ", " + other);
    }
    return calls;
  }
}
