package dev.assay.evaluate;

/** Who settled a control. */
public enum DecidedBy {
  /** The account's data alone. */
  DATA("data"),
  /** Persons alone. */
  ATTESTATION("attestation"),
  /** Data, and persons where data leaves off. */
  BOTH("both"),
  /** It is UNKNOWN or MANUAL still. */
  NOBODY("nobody");

  private final String word;

  DecidedBy(String word) {
    this.word = word;
  }

  /** As reports write it. */
  public String word() {
    return word;
  }
}
