package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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
          no character             | a\\ufffeb    | a\\u{fffe}b
          a command                | ::error::a   | \\u{3a}:error::a
          the first half of one    | ::error a    | \\u{3a}:error a
          a command amid a line    | a ##vso[x]b  | a \\u{23}#vso[x]b
          a command to TeamCity    | ##teamcity[x | \\u{23}#teamcity[x
          the start of one, alone  | ::           | \\u{3a}:
          all addresses            | ::/0         | ::/0
          an address               | ::1          | ::1
          an ARN                   | arn:aws:iam::1:user/a | arn:aws:iam::1:user/a
          a title                  | ## a         | ## a
          newer than JDK 17        | a\\u0890b    | a\\u{890}b
          """)
  void what_cannot_be_seen_is_spelt_out(String what, String text, String expected) {
    assertThat(Escape.terminal(unescape(text))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\u00a0", "\u2003", " \u3000"})
  void a_command_begins_behind_blanks_of_any_kind(String blanks) {
    assertThat(Escape.terminal(blanks + "::error::a")).endsWith("\\u{3a}:error::a");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          a word                  | a              | a
          equals                  | =1+1           | '=1+1
          plus                    | +1             | '+1
          minus                   | -1             | '-1
          at                      | @SUM(1)        | '@SUM(1)
          full-width equals       | ＝1            | '＝1
          full-width at           | ＠x            | '＠x
          behind a space          | ~ =1~          | ~' =1~
          behind a quote          | "=1            | '"=1
          behind an apostrophe    | '=1            | ''=1
          an apostrophe alone     | 'a             | 'a
          behind a comma          | a,=1           | a,'=1
          behind a semicolon      | a; -1;b        | a;' -1;b
          in the middle           | a=1            | a=1
          an address              | a@example.com  | a@example.com
          a command for a builder | ::error::x     | \\u{3a}:error::x
          another                 | ##[error]x     | \\u{23}#[error]x
          all addresses           | ::/0           | ::/0
          a tab                   | \\t=1        | \\u{9}=1
          a line                  | a\\n=1       | a\\u{a}=1
          """)
  void no_cell_begins_a_formula(String what, String text, String expected) {
    assertThat(Escape.csv(unescape(text))).isEqualTo(expected);
  }

  /** As the documentation of {@link Escape#csv} tells readers to do. */
  @ParameterizedTest
  @MethodSource("dev.assay.report.Hostile#texts")
  void a_cell_gives_its_text_back(String text) {
    String trigger = "(?=[\\p{Z}\"']*(?:[=+\\-@＝＋－＠]|::|##))";

    assertThat(Escape.csv(text).replaceAll("(?<=^|[,;])'" + trigger, ""))
        .isEqualTo(Escape.terminal(text));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      textBlock =
          """
          words              ; two words, and one (more): "it's" 1.10 and/or v1.1    ; two words, and one (more): "it's" 1.10 and/or v1.1
          a mention          ; by @somebody.                     ; by `@somebody`.
          an address         ; to a@example.com now              ; to `a@example.com` now
          a link             ; see https://example.com           ; see `https://example.com`
          a link without     ; see www.example.com               ; see `www.example.com`
          an issue           ; fixes #1 and GH-1                 ; fixes `#1` and `GH-1`
          an emoji           ; :boom: a                          ; `:boom:` a
          markup             ; *a* _b_ <b>                       ; `*a* _b_ <b>`
          a bar              ; a|b                               ; `a\\u{7c}b`
          code               ; run `a b`, then                   ; run `a b`, then
          code and a mention ; `a`@b                             ; `a` `@b`
          a mention and code ; @b`a`                             ; `@b` `a`
          an open backtick   ; a `b                              ; a `` `b ``
          two backticks      ; a `` b                            ; a ``` `` ``` b
          an account         ; account 111122223333              ; account `111122223333`
          a commit           ; at 0123abcdef                     ; at `0123abcdef`
          other letters      ; 日本 a                            ; `日本` a
          """)
  void a_sentence_stays_words(String what, String text, String expected) {
    assertThat(Escape.markdown(text)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      textBlock =
          """
          a name             ; a        ; `a`
          a backtick         ; `        ; `` ` ``
          backticks inside   ; a``b     ; ```a``b```
          a bar              ; a|b\\|  ; `a\\u{7c}b\\\\u{7c}`
          markup             ; <b>      ; `<b>`
          """)
  void a_name_is_code(String what, String text, String expected) {
    assertThat(Escape.code(text)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "global/iam/a-b_c.d~e.json, global/iam/a-b_c.d~e.json",
    "arn%3Aaws.json, arn%253Aaws.json",
    "a b?c#d:e, a%20b%3Fc%23d%3Ae",
    "Zoë/日, Zo%C3%AB/%E6%97%A5",
  })
  void a_path_is_a_uri(String path, String expected) {
    assertThat(Escape.uri(path)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} to {1}")
  @CsvSource({"abc, 3, abc", "abcd, 3, ab…", "a𝔘b, 3, a…", "𝔘, 2, 𝔘"})
  void what_is_cut_stays_whole_characters(String text, int limit, String expected) {
    assertThat(Escape.clip(text, limit)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"[a](b), [a]\\u{28}b)", "a[0], a[0]", "f(x), f(x)"})
  void a_message_links_to_nothing(String text, String expected) {
    assertThat(Escape.sarif(text)).isEqualTo(expected);
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
