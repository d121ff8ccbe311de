package dev.assay.api;

import dev.assay.InputException;
import dev.assay.aws.Account;
import dev.assay.aws.Source;
import dev.assay.evaluate.Evaluation;
import dev.assay.evaluate.Plan;
import dev.assay.report.Report;
import dev.assay.snapshot.Snapshot;
import dev.assay.snapshot.SnapshotInfo;
import dev.assay.spec.Attestation;
import dev.assay.spec.SpecReader;
import dev.assay.spec.Waiver;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Scores snapshots by one set of rules. It keeps nothing of a snapshot: one evaluator may score any
 * number of them, from any number of threads.
 *
 * @param plan the controls, bound to checks
 * @param asOf the moment that ages are measured to; empty for each snapshot's own time
 * @param attestations persons' answers to what is MANUAL, of the account that is scored
 * @param waivers failures of that account whose risk persons have accepted
 * @param placed whether the report says on which line a value in JSON stands: the files that hold
 *     such values are then read once more
 */
public record Evaluator(
    Plan plan,
    Optional<Instant> asOf,
    List<Attestation> attestations,
    List<Waiver> waivers,
    boolean placed) {

  public Evaluator {
    attestations = List.copyOf(attestations);
    waivers = List.copyOf(waivers);
  }

  /**
   * Scores by all controls of a spec, as of each snapshot's own time, with nobody's word but the
   * snapshot's.
   *
   * @param compliance a built-in spec like {@code cis-aws-1.1}, or a file behind an {@code @}
   * @throws InputException with everything that is wrong with the spec (usage)
   */
  public static Evaluator by(String compliance) {
    Plan plan = Plan.of(SpecReader.read(compliance), 0, false);
    return new Evaluator(plan, Optional.empty(), List.of(), List.of(), true);
  }

  /**
   * Reads, verifies and scores a snapshot. The same snapshot and rules give the same report.
   *
   * @throws InputException when no time is known, {@link #asOf} is before the snapshot, or
   *     attestations contradict each other (usage); when a file is not what was collected, or
   *     changes meanwhile (rejected). Evidence that lacks or cannot be read is no exception: what
   *     rests on it is UNKNOWN.
   */
  public Report report(Snapshot snapshot) {
    return judge(snapshot).report();
  }

  /** The same for somebody who need not have all of it written down. */
  public Judgement judge(Snapshot snapshot) {
    Account account = snapshot.account(asOf, plan.calls());
    Evaluation evaluation = Evaluation.of(account, plan, attestations, waivers);
    return new Judgement(
        snapshot.info(account), evaluation, placed ? snapshot::located : places -> Map.of());
  }

  /**
   * What a snapshot came to.
   *
   * @param snapshot whose and when
   * @param located the places in it with the lines on which values stand
   */
  public record Judgement(
      SnapshotInfo snapshot,
      Evaluation evaluation,
      Function<Set<Source>, Map<Source, Source>> located) {

    /** All that is to be said of it; may read the snapshot's files once more. */
    public Report report() {
      return Report.of(version(), snapshot, evaluation, located);
    }
  }

  /** The version that the jar carries, which reports name; tells so when there is no jar. */
  public static String version() {
    String version = Evaluator.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }
}
