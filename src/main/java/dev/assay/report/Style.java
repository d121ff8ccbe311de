package dev.assay.report;

/**
 * How a report for people is laid out; says nothing about what is in it.
 *
 * @param limit how many entries of one list are shown; of the others only their number is
 * @param color whether status words have colours, for a terminal
 */
public record Style(int limit, boolean color) {

  /** For {@code limit}: every entry. */
  public static final int ALL = Integer.MAX_VALUE;

  /** Where nobody asked for anything else. */
  public static final Style PLAIN = new Style(10, false);

  /** A status word in the colour of what it means. */
  public String paint(String status) {
    return color ? "\u001b[" + code(status) + "m" + status + "\u001b[0m" : status;
  }

  /** SGR codes of the sixteen colours, which a terminal's user chooses. */
  private static String code(String status) {
    return switch (status) {
      case "PASS" -> "32";
      case "FAIL" -> "1;31";
      case "UNKNOWN" -> "1;33";
      case "MANUAL" -> "36";
      case "WAIVED" -> "35";
      default -> "2";
    };
  }
}
