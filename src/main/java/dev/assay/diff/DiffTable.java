package dev.assay.diff;

import static dev.assay.report.Escape.terminal;

import dev.assay.diff.Change.Evidence;
import dev.assay.diff.Diff.Rolled;
import dev.assay.diff.Facts.Line;
import dev.assay.diff.Facts.Side;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Text for people: a line a category, then control by control. */
final class DiffTable {

  private DiffTable() {}

  static String write(Diff diff) {
    StringBuilder out = new StringBuilder("\n");
    out.append("Differences for compliance: ").append(terminal(diff.head().spec().title()));
    out.append("\n\n");
    for (Line line : Facts.head(diff)) {
      out.append(String.format(Locale.ROOT, "%-8s%s\n", line.label(), terminal(line.text())));
    }
    out.append('\n');
    Map<Category, Integer> summary = Facts.summary(diff);
    summary.forEach(
        (category, count) ->
            out.append(
                String.format(
                    Locale.ROOT, "%-17s%5d  %s\n", category.word(), count, category.what())));
    out.append(summary.isEmpty() ? "no finding has changed\n" : "");
    out.append("unchanged: ").append(Facts.unchanged(diff)).append('\n');
    diff.sections().forEach(section -> control(out, section.control(), section.changes()));
    return out.toString();
  }

  private static void control(StringBuilder out, Rolled control, List<Change> changes) {
    out.append('\n').append(terminal(Facts.title(control))).append(": ");
    out.append(Facts.status(control)).append('\n');
    changes.forEach(change -> change(out, change));
  }

  private static void change(StringBuilder out, Change change) {
    out.append("  ").append(change.category().word()).append(" (");
    out.append(change.origin().word()).append("): ");
    out.append(terminal(Facts.subject(change))).append(": ");
    out.append(Facts.statuses(change)).append('\n');
    for (Evidence evidence : change.evidence()) {
      out.append("    ").append(terminal(evidence.key())).append(": ");
      out.append(Facts.key(evidence)).append('\n');
      for (Side side : Facts.sides(evidence)) {
        out.append(side.before() ? "      - " : "      + ");
        out.append(terminal(side.text())).append('\n');
      }
    }
  }
}
