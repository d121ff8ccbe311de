package dev.assay.aws;

import java.util.Objects;

/**
 * The place in the snapshot where a value was read: a file, a JSON Pointer (RFC 6901) or a line in
 * it, and the header name of a CSV column. Two places are equal when these are.
 *
 * <p>A large account has millions of places, most of which nobody ever asks for, so one only knows
 * the one that it is below of.
 */
public final class Source {

  private final String file;
  private final Source above;

  /** The member's name or index in what is above; the whole pointer when nothing is. */
  private final String step;

  private final int line;
  private final String column;

  private Source(String file, Source above, String step, int line, String column) {
    this.file = file;
    this.above = above;
    this.step = step;
    this.line = line;
    this.column = column;
  }

  /**
   * A place by all that names it.
   *
   * @param file path inside the snapshot, {@code /} separated
   * @param pointer into the file; empty for the whole document and for text files
   * @param line from 1; 0 for a whole file, and for a value in JSON until {@link #onLine} says it
   * @param column empty for JSON and for a whole line
   */
  public Source(String file, String pointer, int line, String column) {
    this(
        Objects.requireNonNull(file),
        null,
        Objects.requireNonNull(pointer),
        line,
        Objects.requireNonNull(column));
  }

  /** A value in a JSON file. */
  public static Source json(String file, String pointer) {
    return new Source(file, pointer, 0, "");
  }

  /** A line of a text file. */
  public static Source line(String file, int line) {
    return new Source(file, "", line, "");
  }

  public String file() {
    return file;
  }

  /** The JSON Pointer; empty for the whole document and for text files. */
  public String pointer() {
    return above == null
        ? step
        : above.pointer() + "/" + step.replace("~", "~0").replace("/", "~1");
  }

  /** From 1; 0 for a whole file, and for a value in JSON until {@link #onLine} has said it. */
  public int line() {
    return line;
  }

  /** The header name of a CSV column; empty for JSON and for a whole line. */
  public String column() {
    return column;
  }

  /** The same line, one column of it. */
  public Source column(String name) {
    return new Source(file, above, step, line, name);
  }

  /** The same place, and the line on which a JSON value stands. */
  public Source onLine(int number) {
    return new Source(file, above, step, number, column);
  }

  /** A member of this JSON value: the name of an object's, the index of a list's. */
  public Source member(String name) {
    return new Source(file, this, name, line, column);
  }

  /** What is below this JSON value; {@code below} starts with a slash or is empty. */
  public Source below(String below) {
    return below.isEmpty() ? this : new Source(file, pointer() + below, line, column);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Source that
        && line == that.line
        && file.equals(that.file)
        && column.equals(that.column)
        && pointer().equals(that.pointer());
  }

  @Override
  public int hashCode() {
    return Objects.hash(file, pointer(), line, column);
  }

  /** For people: {@code file#/pointer line 12}, {@code file line 3 column mfa_active}. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(file);
    String pointer = pointer();
    if (!pointer.isEmpty()) {
      out.append('#').append(pointer);
    }
    if (line > 0) {
      out.append(" line ").append(line);
    }
    if (!column.isEmpty()) {
      out.append(" column ").append(column);
    }
    return out.toString();
  }
}
