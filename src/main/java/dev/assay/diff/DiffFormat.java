package dev.assay.diff;

import java.util.Locale;

/**
 * How a diff can be written. A format is a constant and a line here, and a writer of its own, which
 * is loaded only when it is asked for.
 */
public enum DiffFormat {
  /** Text for people. */
  TABLE,
  /** The whole diff, format {@code assay-diff/1}. */
  JSON,
  /** A comment for a pull request. */
  MARKDOWN,
  /** One page for people, with all evidence. */
  HTML;

  /** As command lines have it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The diff in this format. */
  public String write(Diff diff) {
    return switch (this) {
      case TABLE -> DiffTable.write(diff);
      case JSON -> DiffJson.write(diff);
      case MARKDOWN -> DiffMarkdown.write(diff);
      case HTML -> DiffHtml.write(diff);
    };
  }
}
