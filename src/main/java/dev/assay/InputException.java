package dev.assay;

import java.util.List;
import java.util.stream.Collectors;

/** The run cannot go on with what it was given. Carries every fault found, never just the first. */
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What cannot be gone on with, and so who has to act. */
  public enum Kind {
    /** A wrong option, spec or parameter. */
    USAGE,
    /** A snapshot that must not be scored. */
    REJECTED,
    /** Two reports that say nothing about each other. */
    NOT_COMPARABLE
  }

  private final Kind kind;
  private final transient List<Problem> problems;

  public InputException(Kind kind, List<Problem> problems) {
    super(problems.stream().map(Problem::line).collect(Collectors.joining("; ")));
    this.kind = kind;
    this.problems = List.copyOf(problems);
  }

  /** A single usage fault. */
  public static InputException usage(String where, String what, String help) {
    return new InputException(Kind.USAGE, List.of(new Problem(where, what, help)));
  }

  /** A single fault of a snapshot. */
  public static InputException rejected(String where, String what, String help) {
    return new InputException(Kind.REJECTED, List.of(new Problem(where, what, help)));
  }

  public Kind kind() {
    return kind;
  }

  /** Every fault, in the order of the file. */
  public List<Problem> problems() {
    return problems;
  }
}
