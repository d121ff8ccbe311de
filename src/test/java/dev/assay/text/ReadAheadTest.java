package dev.assay.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ReadAheadTest {

  private static final int SHORT = 1024 * 1024;

  @ParameterizedTest(name = "{0} characters")
  @ValueSource(ints = {0, 1, SHORT - 1, SHORT, SHORT + 1, 5_000_001})
  void the_same_text_comes_out(int length) throws IOException {
    String text = text(length);
    StringWriter out = new StringWriter();
    try (Reader reader = new ReadAhead(inPieces(text, null))) {
      reader.transferTo(out);

      assertThat(out.toString()).isEqualTo(text);
      assertThat(reader.read()).isEqualTo(-1);
      assertThat(reader.read(new char[9])).isEqualTo(-1);
    }
  }

  @ParameterizedTest(name = "after {0} characters")
  @ValueSource(ints = {0, 1, SHORT, 2 * SHORT + 7})
  void a_fault_comes_where_it_is_and_again_at_each_reading(int length) throws IOException {
    try (Reader reader = new ReadAhead(inPieces(text(length), new IOException("the disk fails")))) {
      char[] read = new char[length];
      for (int at = 0; at < length; ) {
        at += reader.read(read, at, length - at);
      }
      assertThat(new String(read)).isEqualTo(text(length));
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(reader::read)
            .isInstanceOf(IOException.class)
            .hasMessage("the disk fails");
      }
    }
  }

  @Test
  void a_fault_of_the_program_is_not_waited_for() throws IOException {
    Reader broken = inPieces(text(SHORT), new IllegalArgumentException("a mistake"));
    try (Reader reader = new ReadAhead(broken)) {
      assertThatThrownBy(() -> reader.transferTo(new StringWriter()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a mistake");
    }
  }

  /** Then the text can be read on by somebody else. */
  @ParameterizedTest(name = "after {0} characters")
  @ValueSource(ints = {0, 5, SHORT, SHORT + 1, 2 * SHORT, 4 * SHORT})
  void whoever_stops_reading_stops_the_thread(int length) throws IOException {
    Reader text = inPieces(text(4 * SHORT), null);
    try (Reader reader = new ReadAhead(text)) {
      for (int left = length; left > 0; ) {
        left -= reader.read(new char[left], 0, left);
      }
    }

    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("read-ahead");
    StringWriter rest = new StringWriter();
    text.transferTo(rest);
    assertThat(text(4 * SHORT)).endsWith(rest.toString());
    assertThat(rest.toString().length()).isLessThanOrEqualTo(4 * SHORT - length);
  }

  private static String text(int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; text.length() < length; i++) {
      text.append(i).append(' ');
    }
    return text.substring(0, length);
  }

  /**
   * As a disk or an archive gives them: now more, now fewer.
   *
   * @param fault in place of the end; null for none
   */
  private static Reader inPieces(String text, Exception fault) {
    Random random = new Random(1);
    return new FilterReader(new StringReader(text)) {
      @Override
      public int read(char[] buffer, int at, int length) throws IOException {
        int count = super.read(buffer, at, Math.min(length, 1 + random.nextInt(100_000)));
        if (count < 0 && fault instanceof IOException e) {
          throw e;
        }
        if (count < 0 && fault instanceof RuntimeException e) {
          throw e;
        }
        return count;
      }
    };
  }
}
