package dev.assay;

/** Wildcards over one text: {@code *} is any text, also none, and {@code ?} any one character. */
public final class Glob {

  private Glob() {}

  /**
   * Whether a pattern matches the whole of a text, in time that is at worst the product of their
   * lengths.
   */
  public static boolean matches(String pattern, String text, boolean ignoreCase) {
    int at = 0;
    int afterStar = -1;
    int retry = 0;
    int i = 0;
    while (i < text.length()) {
      if (at < pattern.length() && pattern.charAt(at) == '*') {
        afterStar = ++at;
        retry = i;
      } else if (at < pattern.length() && same(pattern.charAt(at), text.charAt(i), ignoreCase)) {
        at++;
        i++;
      } else if (afterStar >= 0) {
        at = afterStar;
        i = ++retry;
      } else {
        return false;
      }
    }
    return pattern.substring(at).chars().allMatch(c -> c == '*');
  }

  private static boolean same(char wanted, char c, boolean ignoreCase) {
    return wanted == '?'
        || wanted == c
        || ignoreCase && Character.toLowerCase(wanted) == Character.toLowerCase(c);
  }
}
