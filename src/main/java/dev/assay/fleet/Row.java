package dev.assay.fleet;

import dev.assay.Problem;
import dev.assay.aws.Gap;
import dev.assay.evaluate.ControlResult;
import dev.assay.evaluate.ControlStatus;
import dev.assay.evaluate.Evaluation;
import dev.assay.evaluate.Score;
import dev.assay.report.Report.Outcome;
import dev.assay.snapshot.SnapshotInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is kept of one snapshot of a fleet. */
public sealed interface Row {

  /** The snapshot's place, as it was named. */
  String name();

  /**
   * A snapshot that was scored. Lists about controls are in spec order.
   *
   * @param asOf the moment that ages were measured to
   * @param statuses of the controls
   * @param issues failed findings of each control that nobody has waived
   * @param unknown why controls are UNKNOWN
   * @param lacks the calls that keep controls from being decided
   * @param files the report on this snapshot alone, in each of its formats; none when nobody asked
   */
  record Scored(
      String name,
      SnapshotInfo snapshot,
      Instant asOf,
      Score score,
      List<ControlStatus> statuses,
      List<Integer> issues,
      List<Unknown> unknown,
      List<Lack> lacks,
      List<String> files)
      implements Row {

    public Scored {
      statuses = List.copyOf(statuses);
      issues = List.copyOf(issues);
      unknown = List.copyOf(unknown);
      lacks = List.copyOf(lacks);
      files = List.copyOf(files);
    }

    /** How many controls have a status. */
    public int count(ControlStatus status) {
      return (int) statuses.stream().filter(status::equals).count();
    }

    /** All issues together. */
    public int allIssues() {
      return issues.stream().mapToInt(Integer::intValue).sum();
    }
  }

  /**
   * Why a control is UNKNOWN.
   *
   * @param control its place in spec order, from 0
   * @param because the first reason
   * @param more how many reasons there are besides
   */
  record Unknown(int control, String because, int more) {}

  /**
   * Calls of one kind that brought no evidence.
   *
   * @param outcome {@link Outcome#DENIED} or {@link Outcome#MISSING}
   * @param action the IAM action that allows them
   * @param calls how many, one for each region, bucket, key, ...
   * @param controls that they keep from being decided, by place in spec order
   */
  record Lack(Outcome outcome, String action, int calls, List<Integer> controls) {
    public Lack {
      controls = List.copyOf(controls);
    }
  }

  /** Why a snapshot was not scored. */
  enum Reason {
    /** It must not be: it was changed, is hostile, or is too large. */
    REJECTED("rejected"),
    /** It is none, or does not go with an option. */
    USAGE("usage"),
    /** A fault of assay. */
    FAULT("fault");

    private final String word;

    Reason(String word) {
      this.word = word;
    }

    /** As the roll-up writes it. */
    public String word() {
      return word;
    }
  }

  /**
   * A snapshot that was not scored.
   *
   * @param problems the first of them
   * @param more how many there are besides
   */
  record Rejected(String name, Reason reason, List<Problem> problems, int more) implements Row {

    private static final int MOST = 20;

    public Rejected {
      problems = List.copyOf(problems);
    }

    /** The row of a snapshot with these problems. */
    public static Rejected of(String name, Reason reason, List<Problem> all) {
      int kept = Math.min(all.size(), MOST);
      return new Rejected(name, reason, all.subList(0, kept), all.size() - kept);
    }
  }

  /**
   * What is kept of an evaluation.
   *
   * @param name of the snapshot
   * @param files that the report on it was written to
   */
  static Scored of(String name, SnapshotInfo snapshot, Evaluation evaluation, List<String> files) {
    List<ControlResult> controls = evaluation.controls();
    List<Unknown> unknown = new ArrayList<>();
    for (int i = 0; i < controls.size(); i++) {
      if (controls.get(i).status() == ControlStatus.UNKNOWN) {
        List<String> because = controls.get(i).unknownBecause();
        String first = because.isEmpty() ? "" : because.get(0);
        unknown.add(new Unknown(i, first, Math.max(0, because.size() - 1)));
      }
    }
    return new Scored(
        name,
        snapshot,
        evaluation.asOf(),
        Score.of(controls),
        controls.stream().map(ControlResult::status).toList(),
        controls.stream().map(ControlResult::failures).toList(),
        unknown,
        lacks(controls),
        files);
  }

  private static List<Lack> lacks(List<ControlResult> controls) {
    record Kind(Outcome outcome, String action) {}
    Map<Kind, Set<String>> calls = new LinkedHashMap<>();
    Map<Kind, Set<Integer>> blocked = new LinkedHashMap<>();
    for (int i = 0; i < controls.size(); i++) {
      if (controls.get(i).status() == ControlStatus.UNKNOWN) {
        for (Gap gap : controls.get(i).gaps()) {
          Kind kind = new Kind(Outcome.of(gap), gap.request().call().action());
          calls.computeIfAbsent(kind, none -> new LinkedHashSet<>()).add(gap.request().path());
          blocked.computeIfAbsent(kind, none -> new LinkedHashSet<>()).add(i);
        }
      }
    }
    return calls.entrySet().stream()
        .map(
            entry ->
                new Lack(
                    entry.getKey().outcome(),
                    entry.getKey().action(),
                    entry.getValue().size(),
                    List.copyOf(blocked.get(entry.getKey()))))
        .toList();
  }
}
