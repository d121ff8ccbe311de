/**
 * An account and a spec in, an evaluation out.
 *
 * <p>Start at {@link dev.assay.evaluate.Plan}, which binds the controls of a spec to checks and
 * finds every fault of the spec before a snapshot is opened; then {@link
 * dev.assay.evaluate.Evaluation}, which runs it. Here, and nowhere else, a check whose needs are
 * not met becomes UNKNOWN, a person's attestation answers what is MANUAL, and a waiver takes what
 * fails out of the count.
 *
 * <p>Knows no file format, report or clock; {@code RoomsTest} keeps it so.
 */
package dev.assay.evaluate;
