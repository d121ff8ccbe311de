package dev.assay.fleet;

import dev.assay.aws.Identity;
import dev.assay.evaluate.ControlStatus;
import dev.assay.evaluate.Plan;
import dev.assay.evaluate.Score;
import dev.assay.fleet.Row.Lack;
import dev.assay.fleet.Row.Rejected;
import dev.assay.fleet.Row.Scored;
import dev.assay.report.Report.Outcome;
import dev.assay.report.Report.SpecInfo;
import dev.assay.report.Report.Tool;
import dev.assay.spec.Spec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The roll-up: many snapshots, judged by one spec. Every format is a pure function of it, and it is
 * the same in whatever order its rows came about.
 *
 * @param asOf the moment that all ages were measured to; empty for each snapshot's own time
 * @param span when the snapshots were taken; empty when none was scored
 * @param scored the worst first: most failed CRITICAL controls, then HIGH, and so on; then most
 *     UNKNOWN controls, then most issues; then by account, time and name
 * @param rejected by name
 * @param leftOut what lay beside the snapshots and is none, by name
 */
public record Fleet(
    Rules rules,
    Optional<Instant> asOf,
    Optional<Span> span,
    List<Scored> scored,
    List<Rejected> rejected,
    List<String> leftOut) {

  /** A snapshot that was taken further than this from the middle one is out of step. */
  static final Duration IN_STEP = Duration.ofDays(7);

  /** In which the failures of an account are compared; all other severities come after them. */
  static final List<String> SEVERITIES = List.of("CRITICAL", "HIGH", "MEDIUM", "LOW");

  /**
   * The rules.
   *
   * @param level 1 or 2 when controls above it were left out; 0 for all
   * @param controls in spec order
   */
  public record Rules(Tool tool, SpecInfo spec, int level, List<Question> controls) {
    public Rules {
      controls = List.copyOf(controls);
    }

    /**
     * Those of a plan.
     *
     * @param version of this program
     */
    public static Rules of(String version, Plan plan) {
      return new Rules(
          new Tool("assay", version),
          SpecInfo.of(plan.spec()),
          plan.level(),
          plan.controls().stream().map(bound -> Question.of(bound.control())).toList());
    }

    /** How bad it is when a control fails: 0 is worst. */
    int rank(int control) {
      int rank = SEVERITIES.indexOf(controls.get(control).severity());
      return rank < 0 ? SEVERITIES.size() : rank;
    }
  }

  /**
   * A control, whatever it comes to.
   *
   * @param level 1 or 2; 0 when the spec has none
   */
  public record Question(
      String id, String name, String section, int level, boolean scored, String severity) {

    static Question of(Spec.Control control) {
      return new Question(
          control.id(),
          control.name(),
          control.section(),
          control.level(),
          control.scored(),
          control.severity());
    }
  }

  public Fleet {
    scored = List.copyOf(scored);
    rejected = List.copyOf(rejected);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * The roll-up of some rows.
   *
   * @param rows in any order
   */
  public static Fleet of(
      Rules rules, Optional<Instant> asOf, List<? extends Row> rows, List<String> leftOut) {
    List<Scored> scored = new ArrayList<>();
    List<Rejected> rejected = new ArrayList<>();
    for (Row row : rows) {
      if (row instanceof Scored its) {
        scored.add(its);
      } else {
        rejected.add((Rejected) row);
      }
    }
    return new Fleet(
        rules,
        asOf,
        Span.of(scored),
        scored.stream()
            .map(row -> new Ranked(row, failed(rules, row)))
            .sorted(Ranked.WORST_FIRST)
            .map(Ranked::row)
            .toList(),
        rejected.stream().sorted(Comparator.comparing(Rejected::name)).toList(),
        leftOut.stream().sorted().toList());
  }

  /**
   * When snapshots were taken.
   *
   * @param middle the earlier of two
   */
  public record Span(Instant first, Instant middle, Instant last) {

    static Optional<Span> of(List<Scored> scored) {
      List<Instant> times =
          scored.stream().map(row -> row.snapshot().observedAt()).sorted().toList();
      int last = times.size() - 1;
      return times.isEmpty()
          ? Optional.empty()
          : Optional.of(new Span(times.get(0), times.get(last / 2), times.get(last)));
    }

    /**
     * How far out of step a snapshot is, in whole days: before the middle one if negative, after it
     * if positive; 0 when it is in step.
     */
    public long outOfStep(Scored row) {
      Duration off = Duration.between(middle, row.snapshot().observedAt());
      return off.abs().compareTo(IN_STEP) > 0 ? off.toDays() : 0;
    }
  }

  private record Ranked(Scored row, int[] failed) {

    static final Comparator<Ranked> WORST_FIRST =
        Comparator.comparing(Ranked::failed, (one, other) -> Arrays.compare(other, one))
            .thenComparing(ranked -> -ranked.row().count(ControlStatus.UNKNOWN))
            .thenComparing(ranked -> -ranked.row().allIssues())
            .thenComparing(ranked -> ranked.row().snapshot().identity().accountId())
            .thenComparing(ranked -> ranked.row().snapshot().identity().partition())
            .thenComparing(ranked -> ranked.row().snapshot().observedAt())
            .thenComparing(ranked -> ranked.row().snapshot().digest())
            .thenComparing(ranked -> ranked.row().name());
  }

  /** How many controls of each severity a snapshot fails; the last place is for all others. */
  private static int[] failed(Rules rules, Scored row) {
    int[] failed = new int[SEVERITIES.size() + 1];
    for (int i = 0; i < rules.controls().size(); i++) {
      if (row.statuses().get(i) == ControlStatus.FAIL) {
        failed[rules.rank(i)]++;
      }
    }
    return failed;
  }

  /** The same by name, without the severities that no failed control has. */
  public Map<String, Integer> failedBySeverity(Scored row) {
    int[] failed = failed(rules, row);
    Map<String, Integer> named = new LinkedHashMap<>();
    for (int rank = 0; rank < failed.length; rank++) {
      if (failed[rank] > 0) {
        named.put(rank < SEVERITIES.size() ? SEVERITIES.get(rank) : "other", failed[rank]);
      }
    }
    return named;
  }

  /** Whether any control of any account has a status. */
  public boolean has(ControlStatus status) {
    return scored.stream().anyMatch(row -> row.statuses().contains(status));
  }

  /** How many snapshots there are, scored or not. */
  public int snapshots() {
    return scored.size() + rejected.size();
  }

  /** How many accounts were scored; snapshots that name none are one each. */
  public int accounts() {
    Set<Identity> named = new HashSet<>();
    int unnamed = 0;
    for (Scored row : scored) {
      Identity account = row.snapshot().identity();
      if (account.accountId().isEmpty()) {
        unnamed++;
      } else {
        named.add(account);
      }
    }
    return named.size() + unnamed;
  }

  /** The scores of all accounts, added up. */
  public Score score() {
    Score sum = new Score(0, 0, 0, 0, 0);
    for (Scored row : scored) {
      Score one = row.score();
      sum =
          new Score(
              sum.passed() + one.passed(),
              sum.failed() + one.failed(),
              sum.unknown() + one.unknown(),
              sum.manual() + one.manual(),
              sum.waived() + one.waived());
    }
    return sum;
  }

  /**
   * What a control comes to over all accounts.
   *
   * @param counts accounts by status, every status there is
   */
  public record Tally(Question control, Map<ControlStatus, Integer> counts, int issues) {

    int count(ControlStatus status) {
      return counts.get(status);
    }
  }

  /** One for each control, in spec order. */
  public List<Tally> tallies() {
    List<Tally> tallies = new ArrayList<>();
    for (int i = 0; i < rules.controls().size(); i++) {
      Map<ControlStatus, Integer> counts = new EnumMap<>(ControlStatus.class);
      for (ControlStatus status : ControlStatus.values()) {
        counts.put(status, 0);
      }
      int issues = 0;
      for (Scored row : scored) {
        counts.merge(row.statuses().get(i), 1, Integer::sum);
        issues += row.issues().get(i);
      }
      tallies.add(new Tally(rules.controls().get(i), counts, issues));
    }
    return tallies;
  }

  /**
   * Evidence that several accounts may lack alike, because one permission does.
   *
   * @param snapshots how many lack it
   * @param controls that it keeps from being decided somewhere, by place in spec order
   */
  public record Lacking(Outcome outcome, String action, int snapshots, List<Integer> controls) {
    public Lacking {
      controls = List.copyOf(controls);
    }
  }

  /** What keeps controls from being decided: what most accounts lack first. */
  public List<Lacking> lacking() {
    record Kind(Outcome outcome, String action) {}
    Map<Kind, Integer> snapshots =
        new TreeMap<>(Comparator.comparing(Kind::action).thenComparing(Kind::outcome));
    Map<Kind, Set<Integer>> controls = new HashMap<>();
    for (Scored row : scored) {
      for (Lack lack : row.lacks()) {
        Kind kind = new Kind(lack.outcome(), lack.action());
        snapshots.merge(kind, 1, Integer::sum);
        controls.computeIfAbsent(kind, none -> new TreeSet<>()).addAll(lack.controls());
      }
    }
    return snapshots.entrySet().stream()
        .map(
            entry ->
                new Lacking(
                    entry.getKey().outcome(),
                    entry.getKey().action(),
                    entry.getValue(),
                    List.copyOf(controls.get(entry.getKey()))))
        .sorted(Comparator.comparing(lacking -> -lacking.snapshots()))
        .toList();
  }

  /** How many snapshots are out of step. */
  public int stragglers() {
    return (int) scored.stream().filter(row -> span.orElseThrow().outOfStep(row) != 0).count();
  }
}
