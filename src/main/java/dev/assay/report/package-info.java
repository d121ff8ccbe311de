/**
 * Reports as values, and one writer a format.
 *
 * <p>Start at {@link dev.assay.report.Report}, which {@link dev.assay.report.NativeReport} writes
 * and reads without loss, then {@link dev.assay.report.Format}, the list of writers. A writer is a
 * pure function from a report to text, and escapes every string of the snapshot for its sink.
 *
 * <p>Knows no account, catalogue, clock, locale or stream; {@code RoomsTest} keeps it so.
 */
package dev.assay.report;
