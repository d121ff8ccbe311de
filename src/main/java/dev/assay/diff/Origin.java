package dev.assay.diff;

import java.util.Locale;

/** Why a finding changed. */
public enum Origin {
  /** What was read of the account differs, or could be read. The one to assume in doubt. */
  ACCOUNT,
  /** What was read is the same, and has a date in it; or a waiver or attestation has run out. */
  TIME,
  /**
   * What was read is the same, and is judged by something else: the spec, its parameters, or a
   * person's waiver or attestation.
   */
  RULES;

  /** As reports have it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
