package dev.assay.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.report.Format.Detail;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever things are called, in every format. */
class InertTest {

  private static final Pattern NOT_PLAIN = Pattern.compile("[^\n -~]+");

  static Stream<String> hostile() {
    return Hostile.texts();
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void nothing_hidden_leaves(String text) throws CharacterCodingException {
    for (Format format : Format.values()) {
      for (Detail detail : Detail.values()) {
        assertNothingHidden(format, format.write(Hostile.report(text), detail));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void no_line_begins_as_a_command(String text) {
    for (Format format : Format.values()) {
      for (Detail detail : Detail.values()) {
        assertNoLineIsACommand(format, format.write(Hostile.report(text), detail));
      }
    }
  }

  /** JSON spells them with {@code u}, for a parser to find them again. */
  static void assertNothingHidden(Format format, String written) throws CharacterCodingException {
    assertThat(UTF_8.newEncoder().encode(CharBuffer.wrap(written)).hasRemaining()).isTrue();
    String text = format == Format.CSV ? written.substring(1).replace("\r\n", "\n") : written;
    assertThat(
            NOT_PLAIN
                .matcher(text)
                .results()
                .flatMapToInt(found -> found.group().codePoints())
                .filter(Escape::invisible)
                .mapToObj(Integer::toHexString))
        .as("%s", format)
        .isEmpty();
  }

  /**
   * So that no build system takes a line for its own; addresses stay as they are, and what is in a
   * fence is a command anyway.
   */
  static void assertNoLineIsACommand(Format format, String written) {
    assertThat(written.replaceAll("(?s)```.*?```", "").lines())
        .as("%s", format)
        .noneMatch(line -> line.strip().matches("::(?![/0-9]).*") || line.contains("##["));
  }
}
