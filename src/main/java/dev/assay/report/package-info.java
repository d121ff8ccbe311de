/**
 * Reports: the snapshot's identity and its evaluation, and one writer a format.
 *
 * <p>Start at {@link dev.assay.report.Report}. A writer is a pure function from a report to text,
 * and escapes every string of the snapshot for its sink.
 *
 * <p>Knows no account, catalogue, clock, locale or stream; {@code RoomsTest} keeps it so.
 */
package dev.assay.report;
