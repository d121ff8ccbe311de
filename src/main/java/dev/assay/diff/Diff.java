package dev.assay.diff;

import dev.assay.InputException;
import dev.assay.check.Status;
import dev.assay.diff.Change.Evidence;
import dev.assay.diff.Comparability.Cures;
import dev.assay.diff.Judge.Verdict;
import dev.assay.diff.Matching.Pair;
import dev.assay.report.Report;
import dev.assay.report.Report.Cause;
import dev.assay.report.Report.Control;
import dev.assay.report.Report.Finding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What became of every finding between two reports.
 *
 * @param rules what differs in the rules, a line each; only where that was allowed
 * @param controls of head in spec order, then those of base alone
 * @param changes by control, then category; what is unchanged is not among them
 * @param unchanged how many findings are as they were, by what they count as
 */
public record Diff(
    Report base,
    Report head,
    List<String> rules,
    List<Rolled> controls,
    List<Change> changes,
    SortedMap<String, Integer> unchanged) {

  private static final Cures CURES =
      new Cures(
          "compare snapshots of one account, or pass --allow-other-account",
          "score both by one spec and one version of assay, or pass --allow-rule-changes to have"
              + " that told apart");

  private static final Comparator<Change> ORDER =
      Comparator.comparing(Change::control)
          .thenComparing(Change::category)
          .thenComparing(Change::check)
          .thenComparing(Change::region)
          .thenComparing(change -> change.resource().type())
          .thenComparing(change -> change.resource().id())
          .thenComparing(change -> change.resource().part())
          .thenComparing(change -> change.after().or(change::before).orElseThrow().fingerprint());

  public Diff {
    rules = List.copyOf(rules);
    controls = List.copyOf(controls);
    changes = List.copyOf(changes);
    unchanged = Collections.unmodifiableSortedMap(new TreeMap<>(unchanged));
  }

  /** A control in both reports; empty where one does not have it. */
  public record Rolled(Optional<Control> before, Optional<Control> after) {

    /** As it is now, else as it was. */
    public Control any() {
      return after.or(this::before).orElseThrow();
    }

    boolean isOtherStatus() {
      return !before.map(Control::status).equals(after.map(Control::status));
    }
  }

  /** What may differ beside the account and the time. */
  public record Allowed(boolean rules, boolean account) {}

  /**
   * Compares two reports.
   *
   * @param spec digest of the spec that both are to be by; empty when any will do
   * @throws InputException when they are not comparable, with all that differs
   */
  public static Diff of(Report base, Report head, Allowed allowed, Optional<String> spec) {
    if (!allowed.rules()) {
      spec.ifPresent(wanted -> Comparability.checkSpec(base, head, wanted));
    }
    return new Comparison(base, head, allowed, CURES).diff();
  }

  /** How many changes there are of each category. */
  public Map<Category, Integer> summary() {
    Map<Category, Integer> counts = new EnumMap<>(Category.class);
    for (Category category : Category.values()) {
      counts.put(category, 0);
    }
    changes.forEach(change -> counts.merge(change.category(), 1, Integer::sum));
    return counts;
  }

  /** A control, and the changes that it has. */
  public record Section(Rolled control, List<Change> changes) {

    private boolean isStill() {
      return changes.isEmpty() && !control.isOtherStatus();
    }
  }

  /** The controls that have changed, or have changes, in order. */
  List<Section> sections() {
    return each().filter(section -> !section.isStill()).toList();
  }

  /** The controls in which everything is as it was. */
  List<Rolled> still() {
    return each().filter(Section::isStill).map(Section::control).toList();
  }

  private Stream<Section> each() {
    Map<Integer, List<Change>> byControl =
        changes.stream().collect(Collectors.groupingBy(Change::control));
    return IntStream.range(0, controls.size())
        .mapToObj(at -> new Section(controls.get(at), byControl.getOrDefault(at, List.of())));
  }

  /** Whether base was made after head, as when they were given the wrong way round. */
  public boolean isReversed() {
    return base.asOf().isAfter(head.asOf());
  }

  /**
   * Whether a gate on some categories stops at this. What is waived in head does not count, and
   * neither does what other rules have brought about where those were allowed.
   */
  public boolean trips(Set<Category> categories) {
    return changes.stream()
        .filter(change -> categories.contains(change.category()))
        .filter(change -> !change.isWaivedNow() || change.category() == Category.WAIVER_ADDED)
        .anyMatch(change -> rules.isEmpty() || change.origin() != Origin.RULES);
  }

  /** The comparison at work. */
  static final class Comparison {
    private final Report base;
    private final Report head;
    private final Allowed allowed;
    private final List<Pair> pairs;
    private final Judge judge;
    private final List<Rolled> controls = new ArrayList<>();
    private final Map<Integer, Integer> baseNumbers = new HashMap<>();

    Comparison(Report base, Report head, Allowed allowed, Cures cures) {
      Comparability.check(base, head, allowed, cures);
      this.base = base;
      this.head = head;
      this.allowed = allowed;
      boolean within = Comparability.isOneAccount(base, head);
      List<Item> before = Item.all(base, new Naming(base.snapshot().identity(), within));
      List<Item> after = Item.all(head, new Naming(head.snapshot().identity(), within));
      this.pairs = Matching.pairs(before, after);
      this.judge = new Judge(base, before, head, after);
      roll();
    }

    private void roll() {
      List<String> before = Item.places(base);
      List<String> after = Item.places(head);
      for (int at = 0; at < after.size(); at++) {
        Control is = head.controls().get(at);
        int was = before.indexOf(after.get(at));
        boolean same = was >= 0 && isSame(base.controls().get(was), is);
        if (same) {
          baseNumbers.put(was, at);
        }
        controls.add(
            new Rolled(
                same ? Optional.of(base.controls().get(was)) : Optional.empty(), Optional.of(is)));
      }
      for (int at = 0; at < before.size(); at++) {
        if (baseNumbers.putIfAbsent(at, controls.size()) == null) {
          controls.add(new Rolled(Optional.of(base.controls().get(at)), Optional.empty()));
        }
      }
    }

    /** Versions of a benchmark give one id to different questions. */
    private static boolean isSame(Control was, Control is) {
      Set<String> asked = was.checks().stream().map(Report.Check::ref).collect(Collectors.toSet());
      return was.name().equals(is.name())
          || is.checks().stream().map(Report.Check::ref).anyMatch(asked::contains);
    }

    private int number(Pair pair) {
      return pair.head().map(Item::at).orElseGet(() -> baseNumbers.get(pair.any().at()));
    }

    List<Pair> pairs() {
      return pairs;
    }

    Diff diff() {
      List<Change> changes = new ArrayList<>();
      SortedMap<String, Integer> unchanged = new TreeMap<>();
      List<Pair> recreated = recreated();
      Set<String> done = new HashSet<>();
      for (Pair pair : recreated) {
        changes.add(change(pair, new Verdict(Category.RECREATED, Origin.ACCOUNT)));
        done.add(id(pair.base().orElseThrow()));
        done.add(id(pair.head().orElseThrow()));
      }
      for (Pair pair : pairs) {
        if (pair.base().isPresent() && pair.head().isPresent() || !done.contains(id(pair.any()))) {
          Optional<Verdict> verdict = judge.verdict(pair);
          verdict.ifPresent(found -> changes.add(change(pair, found)));
          if (verdict.isEmpty()) {
            unchanged.merge(Change.word(pair.any().finding()), 1, Integer::sum);
          }
        }
      }
      changes.sort(ORDER);
      List<String> rules = allowed.rules() ? Comparability.rules(base, head) : List.of();
      return new Diff(base, head, rules, controls, changes, unchanged);
    }

    private static String id(Item lone) {
      return lone.place() + "\n" + lone.name();
    }

    /** What is unchanged for a gate and yet rests on other evidence, or is in one report only. */
    List<Change> drifted() {
      return pairs.stream()
          .filter(pair -> judge.verdict(pair).isEmpty())
          .filter(pair -> !pair.base().map(Item::evidence).equals(pair.head().map(Item::evidence)))
          .map(pair -> change(pair, new Verdict(Category.STILL_FAILING, Origin.ACCOUNT)))
          .toList();
    }

    private Change change(Pair pair, Verdict verdict) {
      Item any = pair.any();
      return new Change(
          verdict.category(),
          verdict.origin(),
          number(pair),
          any.finding().check(),
          any.finding().region(),
          any.finding().resource(),
          pair.base().map(Item::finding),
          pair.head().map(Item::finding),
          evidence(pair));
    }

    /** The keys, in head's order, that made the difference; where none did, those that decide. */
    private static List<Evidence> evidence(Pair pair) {
      Map<String, Cause> was = pair.base().map(Item::causes).orElse(Map.of());
      Map<String, Cause> is = pair.head().map(Item::causes).orElse(Map.of());
      List<String> deciding = pair.any().deciding();
      boolean both = pair.base().isPresent() && pair.head().isPresent();
      List<String> differing =
          Stream.concat(is.keySet().stream(), was.keySet().stream())
              .distinct()
              .filter(key -> both && differs(was.get(key), is.get(key), deciding.contains(key)))
              .toList();
      return (differing.isEmpty() ? deciding : differing)
          .stream()
              .map(
                  key ->
                      new Evidence(
                          key, Optional.ofNullable(was.get(key)), Optional.ofNullable(is.get(key))))
              .toList();
    }

    private static boolean differs(Cause was, Cause is, boolean decides) {
      return was == null
          || is == null
          || was.status() != is.status()
          || decides && !Change.same(was, is);
    }

    /** What two things of one name have in common. */
    private record Likeness(
        String place, String check, String region, String type, String part, String name) {

      static Likeness of(Item item) {
        Finding finding = item.finding();
        return new Likeness(
            item.place(),
            finding.check(),
            finding.region(),
            finding.resource().type(),
            finding.resource().part(),
            finding.resource().named());
      }
    }

    /** One thing gone and one new of a name, proved, with the same verdict for the same reasons. */
    private List<Pair> recreated() {
      Map<Likeness, List<Pair>> alike =
          pairs.stream()
              .filter(pair -> pair.base().isEmpty() || pair.head().isEmpty())
              .filter(
                  pair ->
                      Set.of(Status.PASS, Status.FAIL, Status.MANUAL)
                          .contains(pair.any().finding().status()))
              .filter(judge::isProvenAbsent)
              .collect(
                  Collectors.groupingBy(
                      p -> Likeness.of(p.any()), LinkedHashMap::new, Collectors.toList()));
      return alike.values().stream().map(Comparison::one).filter(Objects::nonNull).toList();
    }

    private static Pair one(List<Pair> alike) {
      List<Item> gone = alike.stream().flatMap(pair -> pair.base().stream()).toList();
      List<Item> come = alike.stream().flatMap(pair -> pair.head().stream()).toList();
      if (gone.size() != 1 || come.size() != 1) {
        return null;
      }
      Item was = gone.get(0);
      Item is = come.get(0);
      boolean same =
          was.finding().status() == is.finding().status()
              && was.isWaived() == is.isWaived()
              && Set.copyOf(was.deciding()).equals(Set.copyOf(is.deciding()));
      return same ? new Pair(was, is) : null;
    }
  }
}
