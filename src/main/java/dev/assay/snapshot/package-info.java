/**
 * A snapshot of an AWS account, opened: which files there are, whether they are what was collected,
 * and what they say as {@code aws} records with the place of every value.
 *
 * <p>Start at {@link dev.assay.snapshot.Snapshot}. {@code Calls} answers what became of each call
 * (present, absent, denied, missing); {@code Json} walks an answer and keeps the pointers; the
 * {@code ...Reader} classes turn answers into records.
 *
 * <p>{@code Tree} is the files, whether from a directory, a zip or a tar: nothing is unpacked to
 * disk, no link followed, and no byte handed out that is not what {@code SHA256SUMS} says. {@code
 * Integrity} and {@code Signing} say what that is worth.
 *
 * <p>The only room that knows Commons Compress, Jackson for input and Commons CSV. Knows no check,
 * spec or report.
 */
package dev.assay.snapshot;
