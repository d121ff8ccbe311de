package dev.assay.cli;

/** How a run ends; when several apply, the order here is the precedence. */
final class ExitCode {
  /** A fault of assay's own. */
  static final int BUG = 70;

  /** A report could not be written. */
  static final int NOT_WRITTEN = 74;

  /** The command line, a spec or a file of attestations is wrong. */
  static final int USAGE = 2;

  /** The snapshot must not be scored. */
  static final int REJECTED = 4;

  /** The two reports say nothing about each other. */
  static final int NOT_COMPARABLE = 5;

  /** Done, and a gate that was asked for has tripped. */
  static final int GATE = 1;

  /** Done, but a control is UNKNOWN for lack of evidence. */
  static final int UNKNOWN = 3;

  static final int DONE = 0;

  private ExitCode() {}
}
