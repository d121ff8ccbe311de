package dev.assay.snapshot;

import dev.assay.aws.Evidence;
import dev.assay.aws.Identity;
import dev.assay.aws.Request;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What can be said of a snapshot without scoring it.
 *
 * @param observedAt the snapshot's own time; empty when it does not tell
 * @param digest as in {@link SnapshotInfo}
 * @param endpointOverride as in {@link SnapshotInfo}
 * @param calls every call that any check may need, and what it brought
 */
public record Verification(
    Identity identity,
    Optional<Instant> observedAt,
    String digest,
    Integrity integrity,
    String endpointOverride,
    Map<Request, Evidence<Boolean>> calls) {

  public Verification {
    calls = Collections.unmodifiableMap(new LinkedHashMap<>(calls));
  }
}
