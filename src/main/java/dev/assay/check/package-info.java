/**
 * The checks: each a row of {@link dev.assay.check.Catalogue} and a pure function from an account
 * to findings.
 *
 * <p>Start at {@link dev.assay.check.Catalogue}, the one index. A row declares the calls it needs;
 * whoever runs a check (the {@code evaluate} room) turns a missing need into UNKNOWN, and {@link
 * dev.assay.check.Cause#judge} does the same for a single value, so that no check can forget.
 *
 * <p>Knows no file format, spec, report or clock; {@code RoomsTest} keeps it so.
 */
package dev.assay.check;
