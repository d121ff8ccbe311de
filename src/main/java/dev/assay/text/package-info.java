/**
 * Text that somebody handed over, read strictly: UTF-8 and JSON, within limits.
 *
 * <p>What cannot be relied on is an {@link dev.assay.text.UnreadableException} that says why and
 * where; what that means is for the caller to say.
 *
 * <p>Knows no snapshot, report or file; {@code RoomsTest} keeps it so.
 */
package dev.assay.text;
