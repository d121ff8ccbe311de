package dev.assay.report;

/** Makes strings from a snapshot harmless for a sink, and visible. */
public final class Escape {

  private Escape() {}

  /**
   * For terminals and log files: control characters (line ends too), and the invisible characters
   * that reorder or hide text, become {@code \}{@code u{1b}}.
   */
  public static String terminal(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              if (invisible(point)) {
                out.append("\\u{").append(Integer.toHexString(point)).append('}');
              } else {
                out.appendCodePoint(point);
              }
            });
    return out.toString();
  }

  private static boolean invisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
