package dev.assay.diff;

import dev.assay.check.Reading;
import dev.assay.check.Status;
import dev.assay.diff.Category.Way;
import dev.assay.diff.Change.Evidence;
import dev.assay.diff.Diff.Rolled;
import dev.assay.evaluate.ControlStatus;
import dev.assay.report.HtmlPage;
import dev.assay.report.HtmlPage.Fold;
import dev.assay.report.HtmlPage.Section;
import dev.assay.report.Mark;
import dev.assay.report.Report;
import dev.assay.report.Report.Attested;
import dev.assay.report.Report.Cause;
import dev.assay.report.Report.Control;
import dev.assay.report.Report.Finding;
import dev.assay.report.Report.Waived;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The diff as one page, in the frame and the style of the report's.
 *
 * <p>The templates of {@code src/main/jte/diff} call this for what is more than a value of the
 * diff.
 */
final class DiffHtml {

  /** How many changes of a category, keys or values are shown before the rest is folded. */
  private static final int SHOWN = 5;

  private final Diff diff;
  private final Map<Control, String> anchors;

  private DiffHtml(Diff diff) {
    this.diff = diff;
    this.anchors = HtmlPage.anchors(diff.controls().stream().map(Rolled::any).toList());
  }

  /** The page. */
  static String write(Diff diff) {
    return HtmlPage.write(out -> JtepageGenerated.render(out, null, new DiffHtml(diff)));
  }

  Diff diff() {
    return diff;
  }

  boolean isOneAccount() {
    return Comparability.isOneAccount(diff.base(), diff.head());
  }

  /** The account's id, or that there is none. */
  static String account(Report report) {
    String id = report.snapshot().identity().accountId();
    return id.isEmpty() ? "not named" : id;
  }

  /** The name by which links point to a control. */
  String anchor(Rolled control) {
    return anchors.get(control.any());
  }

  /** What all changes of some ways count. */
  record Tile(Way way, List<Row> rows) {

    int size() {
      return rows.stream().mapToInt(Row::count).sum();
    }
  }

  /** A category with how many changes, and the controls that have them. */
  record Row(Category category, int count, List<Rolled> controls) {}

  /** Everything that has changed, the bad news first. */
  List<Tile> tiles() {
    Map<Category, Set<Integer>> where =
        diff.changes().stream()
            .collect(
                Collectors.groupingBy(
                    Change::category,
                    () -> new EnumMap<>(Category.class),
                    Collectors.mapping(Change::control, Collectors.toSet())));
    Map<Category, Integer> counts = Facts.summary(diff);
    return Stream.of(Way.values())
        .map(
            way ->
                new Tile(
                    way,
                    counts.keySet().stream()
                        .filter(category -> category.way() == way)
                        .map(c -> new Row(c, counts.get(c), controls(where.get(c))))
                        .toList()))
        .toList();
  }

  private List<Rolled> controls(Set<Integer> numbers) {
    return numbers.stream().sorted().map(diff.controls()::get).toList();
  }

  static Mark mark(Way way) {
    return switch (way) {
      case WORSE -> new Mark("fail", "▼", "worse");
      case BETTER -> new Mark("pass", "▲", "better");
      case NEITHER -> new Mark("none", "●", "neither");
    };
  }

  /** What stands where one side has nothing. */
  static Mark absent() {
    return new Mark("none", "–", "absent");
  }

  /** How many controls have a status, before and now. */
  record Tally(ControlStatus status, int before, int after) {

    /** With its sign; the minus is one of typography, which is read aloud. */
    String difference() {
      int more = after - before;
      return (more < 0 ? "−" : more > 0 ? "+" : "±") + Math.abs(more);
    }
  }

  /** The statuses that any control has or had. */
  List<Tally> tally() {
    return Stream.of(ControlStatus.values())
        .map(s -> new Tally(s, diff.base().with(s).size(), diff.head().with(s).size()))
        .filter(tally -> tally.before() + tally.after() > 0)
        .toList();
  }

  /** The controls that went from one status to another. */
  record Turn(Rolled as, List<Rolled> controls) {}

  /** The statuses that controls went from and to, in the order of the first control. */
  List<Turn> turns() {
    Map<List<Object>, List<Rolled>> turned =
        diff.controls().stream()
            .filter(Rolled::isOtherStatus)
            .collect(
                Collectors.groupingBy(
                    c -> List.of(c.before().map(Control::status), c.after().map(Control::status)),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return turned.values().stream().map(all -> new Turn(all.get(0), all)).toList();
  }

  /** The changes of one category in a control. */
  record Group(Category category, Fold<Change> changes) {}

  /** A control with another status or with changes. */
  record Moved(Rolled control, List<Group> groups) {

    /** How many changes of each category, as one line. */
    String counts() {
      return groups.isEmpty()
          ? "another status, no other finding"
          : groups.stream()
              .map(group -> group.changes().size() + " " + group.category().word())
              .collect(Collectors.joining(", "));
    }
  }

  /** All that has changed, in order. */
  List<Section<Moved>> sections() {
    List<Moved> moved =
        diff.sections().stream()
            .map(section -> new Moved(section.control(), groups(section.changes())))
            .toList();
    return HtmlPage.sections(moved, each -> each.control().any());
  }

  private static List<Group> groups(List<Change> changes) {
    Map<Category, List<Change>> all =
        changes.stream()
            .collect(
                Collectors.groupingBy(
                    Change::category, () -> new EnumMap<>(Category.class), Collectors.toList()));
    return all.entrySet().stream()
        .map(entry -> new Group(entry.getKey(), Fold.of(entry.getValue(), SHOWN)))
        .toList();
  }

  /** Why it changed. */
  static String because(Origin origin) {
    return switch (origin) {
      case ACCOUNT -> "the account changed";
      case TIME -> "time passed";
      case RULES -> "the rules changed, or a person's word";
    };
  }

  static Fold<Evidence> evidence(Change change) {
    return Fold.of(change.evidence(), SHOWN);
  }

  /** What a cause rests on and the other does not. */
  static Fold<Reading> readings(Cause cause, Optional<Cause> other) {
    return Fold.of(HtmlPage.told(cause, Facts.own(cause, other)), SHOWN);
  }

  /** Whether an event goes unseen that did not before. */
  static boolean slipsIn(Evidence evidence) {
    return evidence.after().filter(cause -> !cause.witness().isEmpty()).isPresent()
        && evidence.before().filter(cause -> !cause.witness().isEmpty()).isEmpty();
  }

  /** A side of the diff, with what persons have said there of what has changed. */
  record Side(String name, Report report, List<Waived> waivers, List<Attested> attestations) {}

  /** Base and head. */
  List<Side> sides() {
    return List.of(
        side("Base", diff.base(), Change::before), side("Head", diff.head(), Change::after));
  }

  private Side side(String name, Report report, Function<Change, Optional<Finding>> which) {
    List<Finding> findings = diff.changes().stream().map(which).flatMap(Optional::stream).toList();
    Set<String> waivers =
        findings.stream().flatMap(f -> f.waivers().stream()).collect(Collectors.toSet());
    Set<String> said = findings.stream().map(Finding::attestation).collect(Collectors.toSet());
    return new Side(
        name,
        report,
        report.waivers().stream().filter(waived -> waivers.contains(waived.id())).toList(),
        report.attestations().stream()
            .filter(attested -> said.contains(attested.id()))
            .sorted(Comparator.comparing(Attested::id))
            .toList());
  }

  boolean hasWaivers() {
    return sides().stream().anyMatch(side -> !side.waivers().isEmpty());
  }

  boolean hasAttestations() {
    return sides().stream().anyMatch(side -> !side.attestations().isEmpty());
  }

  /** How many findings are as they were, with one verdict. */
  record Kept(Mark mark, boolean waived, int count) {}

  /** What is as it was, the worst first. */
  List<Kept> kept() {
    List<Kept> kept = new ArrayList<>();
    for (Status status : Status.values()) {
      for (boolean waived : List.of(false, true)) {
        int count = diff.unchanged().getOrDefault(Change.word(status, waived), 0);
        if (count > 0) {
          kept.add(new Kept(Mark.of(status), waived, count));
        }
      }
    }
    return kept;
  }

  int keptFindings() {
    return diff.unchanged().values().stream().mapToInt(Integer::intValue).sum();
  }
}
