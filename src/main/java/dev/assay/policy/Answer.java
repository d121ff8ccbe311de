package dev.assay.policy;

/** What can be said of a yes-or-no question; a later constant is closer to yes. */
public enum Answer {
  NO,
  /** It depends on what a policy does not tell: a condition, a variable, a document not seen. */
  MAYBE,
  YES;

  /** As sure as the less sure of the two. */
  public Answer and(Answer other) {
    return compareTo(other) < 0 ? this : other;
  }

  Answer or(Answer other) {
    return compareTo(other) > 0 ? this : other;
  }

  Answer not() {
    return values()[YES.ordinal() - ordinal()];
  }
}
