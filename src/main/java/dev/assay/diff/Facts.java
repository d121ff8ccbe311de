package dev.assay.diff;

import dev.assay.check.Reading;
import dev.assay.diff.Change.Evidence;
import dev.assay.diff.Diff.Rolled;
import dev.assay.report.Report;
import dev.assay.report.Report.Cause;
import dev.assay.report.Report.Control;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** What a diff says, for every format for people in the same words; escaped by each. */
final class Facts {

  /** A line with a word for what it is about. */
  record Line(String label, String text) {}

  /** A value, and whether it is the one before. */
  record Side(boolean before, String text) {}

  private Facts() {}

  /** What was compared, and what to beware of. */
  static List<Line> head(Diff diff) {
    List<Line> lines = new ArrayList<>();
    lines.add(new Line("Base", side(diff.base())));
    lines.add(new Line("Head", side(diff.head())));
    if (diff.isReversed()) {
      lines.add(new Line("Beware", "BASE IS LATER THAN HEAD"));
    }
    diff.rules().forEach(rule -> lines.add(new Line("Rules", rule)));
    return lines;
  }

  private static String side(Report report) {
    String id = report.snapshot().identity().accountId();
    String override = report.snapshot().endpointOverride();
    return "as of "
        + report.asOf()
        + ", account "
        + (id.isEmpty() ? "not named" : id)
        + " ("
        + report.snapshot().identity().partition()
        + "), snapshot sha256:"
        + report.snapshot().digest()
        + (override.isEmpty() ? "" : "; NOT AWS, collected from " + override);
  }

  /** The categories that there is anything of. */
  static Map<Category, Integer> summary(Diff diff) {
    Map<Category, Integer> counts = diff.summary();
    counts.values().removeIf(count -> count == 0);
    return counts;
  }

  /** What is as it was. */
  static String unchanged(Diff diff) {
    SortedMap<String, Integer> counts = diff.unchanged();
    int all = counts.values().stream().mapToInt(Integer::intValue).sum();
    String parts =
        counts.entrySet().stream()
            .map(entry -> entry.getValue() + " " + spaced(entry.getKey()))
            .collect(Collectors.joining(", "));
    return all + (all == 1 ? " finding" : " findings") + (all == 0 ? "" : ": " + parts);
  }

  static String title(Rolled control) {
    Control any = control.any();
    return (any.id() + " " + any.name()).strip();
  }

  /** The control's status, or both. */
  static String status(Rolled control) {
    String before = control.before().map(c -> c.status().label()).orElse("not there");
    String after = control.after().map(c -> c.status().label()).orElse("not there");
    return before.equals(after) ? after : before + " -> " + after;
  }

  /** What the finding counts as, before and now. */
  static String statuses(Change change) {
    return spaced(Change.word(change.before()) + " -> " + Change.word(change.after()));
  }

  private static String spaced(String word) {
    return word.replace('_', ' ');
  }

  /** What it is about; what was recreated, by both its ids. */
  static String subject(Change change) {
    String name = change.resource().name();
    String before =
        change.category() == Category.RECREATED
            ? change.before().orElseThrow().resource() + " -> "
            : "";
    return before + change.resource() + (name.isEmpty() ? "" : " (" + name + ")");
  }

  /** A key with what became of it. */
  static String key(Evidence evidence) {
    String before = evidence.before().map(c -> c.status().name()).orElse("absent");
    String after = evidence.after().map(c -> c.status().name()).orElse("absent");
    return spaced(before.equals(after) ? after : before + " -> " + after);
  }

  /** What was said and read before, then now; what both read is left out, unless it is all. */
  static List<Side> sides(Evidence evidence) {
    List<Side> sides = new ArrayList<>();
    Optional<Cause> before = evidence.before();
    Optional<Cause> after = evidence.after();
    if (before.isPresent() && !isSame(evidence)) {
      said(before.get(), after).forEach(text -> sides.add(new Side(true, text)));
    }
    if (after.isPresent()) {
      said(after.get(), before).forEach(text -> sides.add(new Side(false, text)));
    }
    return sides;
  }

  /** Whether the same was read at the same place, and said of it; not of what one side lacks. */
  static boolean isSame(Evidence evidence) {
    return evidence.before().map(Facts::all).equals(evidence.after().map(Facts::all));
  }

  private static List<Object> all(Cause cause) {
    return List.of(cause.message(), cause.evidence(), cause.witness());
  }

  private static List<String> said(Cause cause, Optional<Cause> other) {
    List<String> lines = new ArrayList<>();
    lines.add(cause.message());
    for (Reading reading : own(cause, other)) {
      String value = reading.value().isEmpty() ? "" : reading.value() + " ";
      lines.add("read " + value + "at " + reading.source());
    }
    if (!cause.message().contains(cause.witness())) {
      lines.add("slips through: " + cause.witness());
    }
    return lines;
  }

  /** What a cause rests on and the other does not; all that it rests on, when that is nothing. */
  static List<Reading> own(Cause cause, Optional<Cause> other) {
    List<String> there = new ArrayList<>(other.map(Change::values).orElse(List.of()));
    List<Reading> own =
        cause.evidence().stream().filter(reading -> !there.remove(reading.value())).toList();
    return own.isEmpty() ? cause.evidence() : own;
  }
}
