/**
 * CloudWatch Logs filter patterns, and one question: do these together see every event that the
 * reference sees?
 *
 * <p>Start at {@link dev.assay.filter.FilterPattern}, then {@link dev.assay.filter.Coverage}. What
 * is not proved is UNDECIDED, with its reason; a gap comes with an event that slips through.
 *
 * <p>Knows no AWS record, check, file or clock; {@code RoomsTest} keeps it so.
 */
package dev.assay.filter;
