/**
 * assay for other programs: rules and a snapshot in, a report out.
 *
 * <p>Start at {@link dev.assay.api.Evaluator}; the command line goes the same way. A report is
 * written by a constant of {@link dev.assay.report.Format}.
 *
 * <p>Knows no command line, terminal or file but the snapshot's; {@code RoomsTest} keeps it so.
 */
package dev.assay.api;
