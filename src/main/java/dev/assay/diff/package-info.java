/**
 * What changed between two reports on one account, why, and whether it is worse.
 *
 * <p>Start at {@link dev.assay.diff.Diff}: {@link dev.assay.diff.Matching} finds each finding again
 * by its fingerprint, {@link dev.assay.diff.Judge} names what became of it, and {@link
 * dev.assay.diff.DiffFormat} is the list of writers. {@link dev.assay.diff.Category} is the table
 * of all that can be said, and of what each is from the other side. {@link
 * dev.assay.diff.Expectation} asks instead whether a report is still what was stored.
 *
 * <p>Reports say it all: this room knows no snapshot, account, catalogue, clock or stream; {@code
 * RoomsTest} keeps it so.
 */
package dev.assay.diff;
