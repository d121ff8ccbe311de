package dev.assay.diff;

import static dev.assay.report.Escape.code;
import static dev.assay.report.Escape.markdown;

import dev.assay.diff.Change.Evidence;
import dev.assay.diff.Diff.Rolled;
import dev.assay.diff.Facts.Line;
import dev.assay.diff.Facts.Side;
import java.util.List;
import java.util.Map;

/** For a pull request: a table of the categories, then control by control. */
final class DiffMarkdown {

  private DiffMarkdown() {}

  static String write(Diff diff) {
    StringBuilder out = new StringBuilder();
    out.append("## ").append(markdown("Differences: " + diff.head().spec().title()));
    out.append("\n\n");
    for (Line line : Facts.head(diff)) {
      out.append("**").append(line.label()).append(":** ");
      out.append(markdown(line.text())).append("  \n");
    }
    out.append("**Unchanged:** ").append(markdown(Facts.unchanged(diff))).append("\n\n");
    Map<Category, Integer> summary = Facts.summary(diff);
    if (summary.isEmpty()) {
      out.append("No finding has changed.\n");
    } else {
      out.append("| Category | Findings | |\n|---|---|---|\n");
      summary.forEach(
          (category, count) -> {
            out.append("| ").append(category.word()).append(" | ").append(count);
            out.append(" | ").append(category.what()).append(" |\n");
          });
    }
    diff.sections().forEach(section -> control(out, section.control(), section.changes()));
    return out.toString();
  }

  private static void control(StringBuilder out, Rolled control, List<Change> changes) {
    out.append("\n### ").append(markdown(Facts.title(control))).append(": ");
    out.append(Facts.status(control).replace("->", "→")).append("\n\n");
    changes.forEach(change -> change(out, change));
  }

  private static void change(StringBuilder out, Change change) {
    out.append("- **").append(change.category().word()).append("** (");
    out.append(change.origin().word()).append("): ");
    out.append(code(Facts.subject(change))).append(", ");
    out.append(Facts.statuses(change).replace("->", "→")).append('\n');
    for (Evidence evidence : change.evidence()) {
      out.append("  - ").append(code(evidence.key())).append(": ");
      out.append(Facts.key(evidence).replace("->", "→")).append('\n');
      for (Side side : Facts.sides(evidence)) {
        out.append("    - ").append(side.before() ? "before: " : "now: ");
        out.append(markdown(side.text())).append('\n');
      }
    }
  }
}
