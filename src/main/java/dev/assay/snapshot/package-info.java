/**
 * A snapshot of an AWS account, opened: which files there are, whether they are what was collected,
 * and what they say as {@code aws} records with the place of every value.
 *
 * <p>Start at {@link dev.assay.snapshot.Snapshot}. {@code Calls} answers what became of each call
 * (present, absent, denied, missing); {@code Json} walks an answer and keeps the pointers; the
 * {@code ...Reader} classes turn answers into records.
 *
 * <p>The only room that knows Jackson for input and Commons CSV. Knows no check, spec or report.
 */
package dev.assay.snapshot;
