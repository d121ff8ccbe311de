package dev.assay.snapshot;

import java.util.Optional;

/**
 * How a snapshot is to be opened.
 *
 * @param signers whose signatures are trusted; empty when nobody said
 * @param signatureRequired whether a snapshot without a trusted signature is rejected
 * @param filesAtOnce how many files to read at once, from 1; what is read does not depend on it
 */
public record Opening(
    Limits limits, Optional<AllowedSigners> signers, boolean signatureRequired, int filesAtOnce) {

  /** Within the usual limits, signed or not. */
  public static final Opening DEFAULT = of(Limits.DEFAULT, Optional.empty(), false);

  /** With as many files at once as the machine has cores. */
  public static Opening of(
      Limits limits, Optional<AllowedSigners> signers, boolean signatureRequired) {
    int cores = Runtime.getRuntime().availableProcessors();
    return new Opening(limits, signers, signatureRequired, cores);
  }

  /** The same, one file after the other: for one of several snapshots that are read at once. */
  public Opening oneByOne() {
    return new Opening(limits, signers, signatureRequired, 1);
  }
}
