package dev.assay.filter;

/** A text that is no filter pattern, or none that this parser knows. */
public final class PatternSyntaxException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int column;

  PatternSyntaxException(int column, String expected) {
    super("column " + column + ": " + expected);
    this.column = column;
  }

  /** Where the trouble is, from 1. */
  public int column() {
    return column;
  }
}
