package dev.assay.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.report.Format.Detail;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever things are called, in every format. */
class InertTest {

  static Stream<String> hostile() {
    return Hostile.texts();
  }

  /** JSON spells them with {@code u}, for a parser to find them again. */
  @ParameterizedTest
  @MethodSource("hostile")
  void nothing_hidden_leaves(String text) throws CharacterCodingException {
    for (Format format : Format.values()) {
      for (Detail detail : Detail.values()) {
        String written = format.write(Hostile.report(text), detail);

        assertThat(UTF_8.newEncoder().encode(CharBuffer.wrap(written)).hasRemaining()).isTrue();
        assertThat(
                written
                    .codePoints()
                    .skip(format == Format.CSV ? 1 : 0) // its byte order mark
                    .filter(point -> point != '\n' && !(format == Format.CSV && point == '\r'))
                    .filter(Escape::invisible)
                    .mapToObj(Integer::toHexString))
            .as("%s %s", format, detail)
            .isEmpty();
      }
    }
  }

  /** So that no build system takes a line for its own; what is in a fence is a command anyway. */
  @ParameterizedTest
  @MethodSource("hostile")
  void no_line_begins_as_a_command(String text) {
    for (Format format : Format.values()) {
      for (Detail detail : Detail.values()) {
        String written = format.write(Hostile.report(text), detail).replaceAll("(?s)```.*?```", "");

        assertThat(written.lines())
            .as("%s %s", format, detail)
            .noneMatch(line -> line.strip().startsWith("::") || line.contains("##["));
      }
    }
  }
}
