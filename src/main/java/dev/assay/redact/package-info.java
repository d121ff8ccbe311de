/**
 * Pseudonymised copies of a snapshot: names, accounts, addresses and ids are replaced by ones that
 * only the holder of a key can make again; what decides a verdict is kept.
 *
 * <p>What is not known to be harmless is replaced.
 *
 * <p>Knows snapshots as files, no check and no report; {@code RoomsTest} keeps it so.
 */
package dev.assay.redact;
