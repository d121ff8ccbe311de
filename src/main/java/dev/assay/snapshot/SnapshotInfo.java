package dev.assay.snapshot;

import dev.assay.aws.Identity;
import java.time.Instant;

/**
 * What a report says of the snapshot it was made from.
 *
 * @param observedAt the snapshot's own time
 * @param digest SHA-256 in hex of {@code SHA256SUMS}, or of the list that {@code sha256sum} would
 *     print for all files in order of their paths
 * @param integrity one line: what the files were verified against
 * @param endpointOverride the endpoint asked instead of AWS; empty when it was AWS
 */
public record SnapshotInfo(
    Identity identity,
    Instant observedAt,
    String digest,
    String integrity,
    String endpointOverride) {}
