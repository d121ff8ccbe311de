package dev.assay.snapshot;

import java.util.Optional;

/**
 * How a snapshot is to be opened.
 *
 * @param signers whose signatures are trusted; empty when nobody said
 * @param signatureRequired whether a snapshot without a trusted signature is rejected
 */
public record Opening(Limits limits, Optional<AllowedSigners> signers, boolean signatureRequired) {

  /** Within the usual limits, signed or not. */
  public static final Opening DEFAULT = new Opening(Limits.DEFAULT, Optional.empty(), false);
}
