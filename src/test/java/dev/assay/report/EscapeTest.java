package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EscapeTest {

  /** Left of the bar in the escapes of a Java string. */
  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          letters stay             | Zoë 日本 𝔘  | Zoë 日本 𝔘
          the title of a terminal  | \\033]0;x\\007 | \\u{1b}]0;x\\u{7}
          clear screen             | \\033[2J     | \\u{1b}[2J
          clear screen in one char | \\u009b2J    | \\u{9b}2J
          a line end               | a\\nb        | a\\u{a}b
          back to the line's start | a\\rb        | a\\u{d}b
          a tab                    | a\\tb        | a\\u{9}b
          nothing                  | a\\0b        | a\\u{0}b
          delete                   | a\\u007fb    | a\\u{7f}b
          right to left            | a\\u202eb    | a\\u{202e}b
          isolated right to left   | a\\u2067b    | a\\u{2067}b
          zero width               | a\\u200bb    | a\\u{200b}b
          soft hyphen              | a\\u00adb    | a\\u{ad}b
          byte order mark          | a\\ufeffb    | a\\u{feff}b
          line separator           | a\\u2028b    | a\\u{2028}b
          paragraph separator      | a\\u2029b    | a\\u{2029}b
          half a pair              | a\\ud800b    | a\\u{d800}b
          private use              | a\\ue000b    | a\\u{e000}b
          a hidden tag             | a\\udb40\\udc41b | a\\u{e0041}b
          """)
  void what_cannot_be_seen_is_spelt_out(String what, String text, String expected) {
    assertThat(Escape.terminal(unescape(text))).isEqualTo(expected);
  }

  private static String unescape(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.startsWith("\\u", i)) {
        out.append((char) Integer.parseInt(text.substring(i + 2, i + 6), 16));
        i += 5;
      } else {
        out.append(text.charAt(i));
      }
    }
    return out.toString().translateEscapes();
  }
}
