package dev.assay.check;

/** What a finding says of its resource; a worse one comes first. */
public enum Status {
  /** The rule is broken. */
  FAIL,
  /** The evidence does not allow a verdict. */
  UNKNOWN,
  /** A person has to answer. */
  MANUAL,
  /** The rule holds, by evidence. */
  PASS,
  /** Looked at and left out, with the reason; counts for nothing. */
  NOT_COUNTED
}
