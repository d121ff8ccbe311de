package dev.assay.cli;

import dev.assay.Problem;
import dev.assay.api.Evaluator;
import dev.assay.api.Evaluator.Judgement;
import dev.assay.evaluate.Plan;
import dev.assay.report.Report;
import dev.assay.snapshot.Opening;
import dev.assay.snapshot.Snapshot;
import dev.assay.spec.Attestation;
import dev.assay.spec.Waiver;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * From a snapshot to its report, in the one way that all commands share.
 *
 * @param quiet no warnings, no progress
 */
record Scoring(Cli cli, boolean quiet, SnapshotOptions snapshots, DecisionOptions decisions) {

  /**
   * What snapshots are judged by, the same for all of them.
   *
   * @param placed whether reports say on which line a value in JSON stands: the files that hold
   *     such values are then read once more
   * @param shared whether the attestations and waivers are for several accounts, so that those for
   *     another are no mistake
   */
  record Rules(
      Plan plan,
      Optional<Instant> asOf,
      boolean placed,
      boolean shared,
      List<Attestation> attestations,
      List<Waiver> waivers,
      Opening opening) {

    private List<Attestation> attestations(String account) {
      return shared
          ? attestations.stream().filter(said -> said.account().equals(account)).toList()
          : attestations;
    }

    private List<Waiver> waivers(String account) {
      return shared
          ? waivers.stream()
              .filter(w -> w.isOfEveryAccount() || w.account().equals(account))
              .toList()
          : waivers;
    }

    /**
     * What they say of a snapshot. Threads may share the rules.
     *
     * @param at is told what is being done
     */
    Judged judge(Path path, Consumer<String> at) {
      at.accept("reading the snapshot");
      Snapshot snapshot = Snapshot.open(path, opening);
      String account = snapshot.identity().accountId();
      Evaluator evaluator =
          new Evaluator(plan, asOf, attestations(account), waivers(account), placed);
      at.accept("judging");
      Judgement judgement = evaluator.judge(snapshot);
      List<Problem> warnings = new ArrayList<>(snapshot.secrets());
      warnings.addAll(snapshot.integrity().warnings());
      return new Judged(judgement, warnings);
    }
  }

  /**
   * What a snapshot came to, and what else the user should know.
   *
   * @param warnings about the snapshot itself
   */
  record Judged(Judgement judgement, List<Problem> warnings) {}

  /** Reads, once, what many snapshots are judged by. */
  Rules rules(List<Path> paths, RuleOptions options, Optional<ReportFolder> folder) {
    boolean placed = folder.filter(ReportFolder::showsPlaces).isPresent();
    return rules(paths, options.plan(), options.asOf(), placed, true);
  }

  private Rules rules(
      List<Path> paths, Plan plan, Optional<Instant> asOf, boolean placed, boolean shared) {
    Opening opening = snapshots.opening(paths.toArray(Path[]::new));
    return new Rules(
        plan,
        asOf,
        placed,
        shared,
        decisions.attestations(paths),
        decisions.waivers(paths),
        shared ? opening.oneByOne() : opening);
  }

  /** What a plan says of one snapshot. */
  Report report(Path path, Plan plan, Optional<Instant> asOf, boolean placed) {
    Judged judged = rules(List.of(path), plan, asOf, placed, false).judge(path, this::at);
    Report report = judged.judgement().report();
    if (!quiet) {
      cli.print("warning", judged.warnings());
      cli.print("warning", report.warnings());
    }
    return report;
  }

  /** Tells what is being done. */
  void at(String step) {
    if (!quiet) {
      cli.progress().at(step);
    }
  }
}
