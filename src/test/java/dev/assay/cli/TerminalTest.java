package dev.assay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          -  | TERM=xterm         | false | false | false
          '' | TERM=xterm         | false | false | true
          1  | TERM=xterm         | true  | false | true
          2  | TERM=xterm         | false | true  | true
          12 | ''                 | true  | true  | true
          12 | NO_COLOR=          | true  | true  | true
          12 | NO_COLOR=1         | true  | true  | false
          12 | NO_COLOR=0         | true  | true  | false
          12 | TERM=dumb          | false | false | false
          """)
  void what_is_a_terminal_and_whether_it_has_colours(
      String streams, String environment, boolean out, boolean err, boolean color) {
    Map<String, String> variables =
        Arrays.stream(environment.split(" "))
            .filter(word -> word.contains("="))
            .collect(
                Collectors.toMap(
                    word -> word.substring(0, word.indexOf('=')),
                    word -> word.substring(word.indexOf('=') + 1)));

    assertThat(Terminal.of(streams, variables)).isEqualTo(new Terminal(out, err, color));
  }

  /** Colours by {@code --color}, by what standard output is, and by where a report goes. */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --color=auto   | 12 | true
          --color=auto   | 2  | false
          --color=auto   | '' | false
          --color=always | '' | true
          --color=never  | 12 | false
          --quiet        | 12 | true
          """)
  void a_table_has_colours(String option, String streams, boolean color) {
    String text = summary(Terminal.of(streams, Map.of()), option);

    assertThat(text.contains("\u001b[1;31mFAIL\u001b[0m")).isEqualTo(color);
    assertThat(text.replaceAll("\u001b\\[[0-9;]*m", ""))
        .isEqualTo(summary(Terminal.NONE, "--quiet"));
  }

  private static String summary(Terminal terminal, String option) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, UTF_8);
    Cli.run(
        terminal,
        out,
        nowhere,
        "evaluate",
        "samples/seed-table",
        "--compliance=awscis1.2",
        "--report=summary",
        option);
    return out.toString(UTF_8);
  }

  /** The seconds of this test are a hundredth as long. */
  private static final long SECOND = 10;

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(shown, true, UTF_8);

  @Test
  void progress_is_shown_after_a_second_and_goes_away() throws Exception {
    Progress progress = new Progress(true, err, SECOND);
    progress.at("reading");
    while (shown.size() == 0) {
      Thread.sleep(SECOND);
    }
    progress.close();
    String before = shown.toString(UTF_8);
    Thread.sleep(10 * SECOND);

    assertThat(before).matches("(\r\u001b\\[Kassay: reading, [0-9]+ s)+\r\u001b\\[K");
    assertThat(before).startsWith("\r\u001b[Kassay: reading, 1 s");
    assertThat(shown.toString(UTF_8)).isEqualTo(before);
  }

  @Test
  void a_short_run_shows_nothing() {
    Progress progress = new Progress(true, err, 60_000);
    progress.at("reading");
    progress.clear();
    progress.close();

    assertThat(shown.size()).isZero();
  }

  @Test
  void nothing_is_shown_to_nobody() throws Exception {
    Progress progress = new Progress(false, err, SECOND);
    progress.at("reading");
    Thread.sleep(10 * SECOND);
    progress.close();

    assertThat(shown.size()).isZero();
  }
}
