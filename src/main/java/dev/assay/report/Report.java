package dev.assay.report;

import dev.assay.evaluate.Evaluation;
import dev.assay.snapshot.SnapshotInfo;

/** All that is to be said of one snapshot: what it is, and what the spec's controls came to. */
public record Report(SnapshotInfo snapshot, Evaluation evaluation) {}
