package dev.assay.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Makes strings from a snapshot harmless for a sink, and visible. */
public final class Escape {

  /** Where a spreadsheet, split at commas or semicolons, would begin to calculate. */
  private static final Pattern FORMULA =
      Pattern.compile("(?<=^|[,;])(?=[\\p{Z}\"']*[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20])");

  /**
   * A word or number, with the punctuation of a sentence around it. Letters of other scripts are
   * left out: which there are depends on the JDK.
   */
  private static final Pattern PLAIN =
      Pattern.compile(
          "[(\"']*(?:[A-Za-z\u00C0-\u024F]+(?:[-'/][A-Za-z\u00C0-\u024F]+)*"
              + "|v?[0-9]{1,6}(?:\\.[0-9]{1,6})*)?[)\"'.,;:?!%]*");

  /** What Azure Pipelines, TeamCity and old GitHub Actions obey wherever in a line it stands. */
  private static final Pattern COMMAND = Pattern.compile("#(?=#[A-Za-z.-]*\\[)");

  /**
   * What GitHub Actions obeys where a line begins, with a second {@code ::} that may come from the
   * text behind this one; {@code ::/0} and {@code ::1} are addresses.
   */
  private static final Pattern FIRST_COMMAND = Pattern.compile("^([\\s\\p{Z}]*):(?=:(?![/0-9]))");

  private Escape() {}

  /**
   * For terminals, log files and XML: control characters (line ends too), the invisible characters
   * that reorder or hide text, and what is no character at all become {@code \}{@code u{1b}}; so
   * does one character of what a build system that shows the text would obey.
   */
  public static String terminal(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              if (invisible(point)) {
                spell(out, point);
              } else {
                out.appendCodePoint(point);
              }
            });
    return inert(out.toString());
  }

  private static String inert(String text) {
    String shown = text.contains("##") ? COMMAND.matcher(text).replaceAll("\\\\u{23}") : text;
    return shown.contains("::") ? FIRST_COMMAND.matcher(shown).replaceFirst("$1\\\\u{3a}") : shown;
  }

  /**
   * For a cell of a CSV file: as for a terminal, and an apostrophe where a formula would begin. A
   * reader who wants the text back takes away each apostrophe that stands at the start, or behind a
   * comma or semicolon, and before such a beginning.
   */
  public static String csv(String text) {
    return FORMULA.matcher(terminal(text)).replaceAll("'");
  }

  /** For JSON that is read by a strict program: half a surrogate pair becomes visible. */
  static String paired(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              if (Character.getType(point) == Character.SURROGATE) {
                spell(out, point);
              } else {
                out.appendCodePoint(point);
              }
            });
    return out.toString();
  }

  /** For a message of SARIF: as for a terminal, and without {@code [text](link)}. */
  static String sarif(String text) {
    return terminal(text).replace("](", "]\\u{28}");
  }

  /**
   * For Markdown, text as it was read: a code span, in which nothing has a meaning. A bar is spelt
   * out, since parsers do not agree on how one is written inside a table.
   */
  public static String code(String text) {
    String shown = terminal(text).replace("|", "\\u{7c}");
    if (shown.isEmpty()) {
      return "";
    }
    boolean pad = shown.startsWith("`") || shown.endsWith("`") || shown.startsWith(" ");
    String fence = fence(shown, 1);
    return fence + (pad ? " " + shown + " " : shown) + fence;
  }

  /** A run of backticks that is in no such text, of at least this length. */
  static String fence(String text, int least) {
    int longest = least - 1;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = text.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return "`".repeat(longest + 1);
  }

  /**
   * For Markdown, a sentence: plain words stay, what stands in backticks and all other words are
   * code. A backslash would not do, since mentions and links are looked for in what it leaves.
   */
  public static String markdown(String text) {
    StringBuilder out = new StringBuilder();
    String[] parts = terminal(text).split("`", -1);
    for (int i = 0; i < parts.length; i++) {
      boolean closed = i < parts.length - 1;
      String next;
      if (i % 2 == 0) {
        next = words(parts[i]);
      } else if (closed && !parts[i].isEmpty()) {
        next = code(parts[i]);
      } else {
        next = words("`" + parts[i] + (closed ? "`" : ""));
      }
      if (next.startsWith("`") && out.length() > 0 && out.charAt(out.length() - 1) == '`') {
        out.append(' '); // two spans must not grow together
      }
      out.append(next);
    }
    return out.toString();
  }

  private static String words(String text) {
    List<String> out = new ArrayList<>();
    List<String> code = new ArrayList<>();
    for (String word : text.split(" ", -1)) {
      if (PLAIN.matcher(word).matches()) {
        span(out, code);
        out.add(word);
      } else {
        code.add(word);
      }
    }
    span(out, code);
    return String.join(" ", out);
  }

  /** Makes one code span of these words, but for the punctuation that ends them. */
  private static void span(List<String> out, List<String> words) {
    if (!words.isEmpty()) {
      String text = String.join(" ", words);
      int end = text.length() - (text.length() > 1 && text.matches(".*[,;.]") ? 1 : 0);
      out.add(code(text.substring(0, end)) + text.substring(end));
      words.clear();
    }
  }

  /** A path as a relative URI reference: percent-encoded but for its slashes (RFC 3986). */
  static String uri(String path) {
    StringBuilder out = new StringBuilder();
    for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (each & 0xff);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || "-._~/".indexOf(c) >= 0)) {
        out.append(c);
      } else {
        out.append('%');
        out.append(Character.toUpperCase(Character.forDigit(c >> 4, 16)));
        out.append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
      }
    }
    return out.toString();
  }

  /** Cut where a sink takes no more than so many UTF-16 units, with a mark where it was cut. */
  static String clip(String text, int limit) {
    if (text.length() <= limit) {
      return text;
    }
    int end = limit - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }

  private static void spell(StringBuilder out, int point) {
    out.append("\\u{").append(Integer.toHexString(point)).append('}');
  }

  /** Whether {@link #terminal} spells it out; so it is for each half of a surrogate pair. */
  static boolean invisible(int point) {
    boolean noCharacter = (point & 0xfffe) == 0xfffe || point >= 0xfdd0 && point <= 0xfdef;
    // Format characters that JDK 17 does not know yet.
    boolean newer = point == 0x890 || point == 0x891 || point >= 0x13430 && point <= 0x1343f;
    if (noCharacter || newer) {
      return true;
    }
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
