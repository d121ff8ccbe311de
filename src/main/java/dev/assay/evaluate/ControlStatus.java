package dev.assay.evaluate;

/** What an evaluation says of a control. */
public enum ControlStatus {
  /** Evidence shows that it holds, or that there is nothing to judge. */
  PASS("PASS"),
  /** Something breaks it. */
  FAIL("FAIL"),
  /** The evidence does not allow a verdict. */
  UNKNOWN("UNKNOWN"),
  /** A person has to answer. */
  MANUAL("MANUAL"),
  /** Every failure is waived, and every UNKNOWN; never as good as PASS. */
  WAIVED("WAIVED"),
  /** The question does not arise: in this partition, or by a person's word. */
  NOT_APPLICABLE("N/A");

  private final String label;

  ControlStatus(String label) {
    this.label = label;
  }

  /** As tables print it. */
  public String label() {
    return label;
  }
}
