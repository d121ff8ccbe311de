package dev.assay.cli;

import dev.assay.api.Evaluator;
import dev.assay.evaluate.Plan;
import dev.assay.report.Report;
import dev.assay.snapshot.Snapshot;
import dev.assay.spec.Attestation;
import dev.assay.spec.Waiver;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * From a snapshot to its report, in the one way that all commands share.
 *
 * @param quiet no warnings, no progress
 */
record Scoring(Cli cli, boolean quiet, SnapshotOptions snapshots, DecisionOptions decisions) {

  /**
   * What a plan says of a snapshot.
   *
   * @param placed whether it says on which line a value in JSON stands: the files that hold such
   *     values are then read once more
   */
  Report report(Path path, Plan plan, Optional<Instant> asOf, boolean placed) {
    List<Attestation> attestations = decisions.attestations(path);
    List<Waiver> waivers = decisions.waivers(path);
    at("reading the snapshot");
    Snapshot snapshot = Snapshot.open(path, snapshots.opening(path));
    at("judging");
    Report report = new Evaluator(plan, asOf, attestations, waivers, placed).report(snapshot);
    if (!quiet) {
      cli.print("warning", snapshot.secrets());
      cli.print("warning", snapshot.integrity().warnings());
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
