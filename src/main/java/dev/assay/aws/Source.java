package dev.assay.aws;

/**
 * The place in the snapshot where a value was read.
 *
 * @param file path inside the snapshot, {@code /} separated
 * @param pointer JSON Pointer (RFC 6901) into the file; empty for the whole document and for text
 *     files
 * @param line from 1; 0 for a whole file, and for a value in JSON until {@link #onLine} says it
 * @param column header name of a CSV column; empty for JSON and for a whole line
 */
public record Source(String file, String pointer, int line, String column) {

  /** A value in a JSON file. */
  public static Source json(String file, String pointer) {
    return new Source(file, pointer, 0, "");
  }

  /** A line of a text file. */
  public static Source line(String file, int line) {
    return new Source(file, "", line, "");
  }

  /** The same line, one column of it. */
  public Source column(String name) {
    return new Source(file, pointer, line, name);
  }

  /** The same place, and the line on which a JSON value stands. */
  public Source onLine(int number) {
    return new Source(file, pointer, number, column);
  }

  /** A member below this JSON value; {@code below} starts with a slash or is empty. */
  public Source below(String below) {
    return new Source(file, pointer + below, line, column);
  }

  /** For people: {@code file#/pointer line 12}, {@code file line 3 column mfa_active}. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(file);
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
