package dev.assay.text;

import java.io.IOException;

/**
 * A file that is there and can be read, but says nothing that can be relied on. Never reaches a
 * user as it is.
 */
public final class UnreadableException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param cause one line, lower case, with line and column where they are known
   */
  public UnreadableException(String cause) {
    super(cause);
  }
}
