/**
 * AWS state as immutable records, each value with the place it was read from.
 *
 * <p>Start at {@link dev.assay.aws.Account}, then {@link dev.assay.aws.Evidence}: a value is
 * present, absent (AWS said "not configured") or lost (denied or missing), and whoever reads it
 * must handle all three.
 *
 * <p>Knows no JSON, CSV, file, check or clock; {@code RoomsTest} keeps it so.
 */
package dev.assay.aws;
