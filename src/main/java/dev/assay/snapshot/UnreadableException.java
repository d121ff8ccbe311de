package dev.assay.snapshot;

/** A file that is there but says nothing that can be relied on. Never leaves this room. */
final class UnreadableException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param cause one line, lower case, with line and column where they are known
   */
  UnreadableException(String cause) {
    super(cause);
  }
}
