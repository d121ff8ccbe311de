package dev.assay.text;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextReaderTest {

  /** Bytes of one, two, three and four, which every piece that is read ends amid of. */
  private static final String MIXED = "aé€😀".repeat(20_000);

  @ParameterizedTest(name = "{0} bytes before it")
  @ValueSource(ints = {0, 1, 2, 3, 5, 8, 16_383, 16_384, 32_767})
  void characters_are_whole_wherever_a_piece_ends(int before) throws IOException {
    String text = "x".repeat(before) + MIXED;
    StringWriter read = new StringWriter();

    reader(text.getBytes(UTF_8)).transferTo(read);

    assertThat(read.toString()).isEqualTo(text);
    assertThat(reader(text.getBytes(UTF_8)).rest()).isEqualTo(text);
    assertThat(new TextReader(ofUnknownLength(text)).rest()).isEqualTo(text);
  }

  private static InputStream ofUnknownLength(String text) {
    return new FilterInputStream(new ByteArrayInputStream(text.getBytes(UTF_8))) {
      @Override
      public int available() {
        return 0;
      }
    };
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a lead byte alone       | c3       | 0
          an overlong slash       | c0af     | 0
          half of a pair          | eda080   | 0
          above the last letter   | f4908080 | 0
          behind text             | 6180     | 1
          cut off at the end      | 61e282   | 1
          """)
  void what_is_not_utf_8_is_named_by_its_offset(String name, String hex, int offset) {
    byte[] bad = java.util.HexFormat.of().parseHex(hex);
    for (int before : new int[] {0, 4, 16_380, 16_384, 100_000}) {
      byte[] bytes = ByteBuffer.allocate(before + bad.length).array();
      java.util.Arrays.fill(bytes, (byte) 'x');
      System.arraycopy(bad, 0, bytes, before, bad.length);

      assertThatThrownBy(() -> reader(bytes).rest())
          .hasMessage("is not UTF-8 text: bad byte at offset " + (before + offset));
    }
  }

  /** The JDK decodes a whole array; the reader agrees on what is UTF-8. */
  @Test
  void random_bytes_are_read_as_the_jdk_reads_them() throws IOException {
    Random random = new Random(7);
    byte[] alphabet = {'a', '{', (byte) 0xc3, (byte) 0xa9, (byte) 0xe2, (byte) 0x82, (byte) 0xac};
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(6)];
      for (int n = 0; n < bytes.length; n++) {
        bytes[n] = alphabet[random.nextInt(alphabet.length)];
      }
      String expected;
      try {
        expected = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      } catch (CharacterCodingException e) {
        expected = null;
      }
      String read;
      try {
        read = reader(bytes).rest();
      } catch (UnreadableException e) {
        read = null;
      }
      assertThat(read).isEqualTo(expected);
    }
  }

  @Test
  void a_byte_order_mark_is_dropped_once() throws IOException {
    assertThat(reader("\uFEFF".getBytes(UTF_8)).rest()).isEmpty();
    assertThat(reader("\uFEFF".getBytes(UTF_8)).read()).isEqualTo(-1);
    assertThat(reader("\uFEFF\uFEFFa".getBytes(UTF_8)).rest()).isEqualTo("\uFEFFa");
    assertThat(reader("a\uFEFF".getBytes(UTF_8)).rest()).isEqualTo("a\uFEFF");
  }

  @Test
  void other_encodings_are_named() {
    assertThatThrownBy(() -> reader("{}".getBytes(UTF_16LE)).rest())
        .hasMessage("is UTF-16 text; save it again as UTF-8");
  }

  @ParameterizedTest(name = "{0} characters")
  @ValueSource(ints = {1, 100, 16_384, 1_000_000})
  void the_head_is_still_to_be_read(int length) throws IOException {
    TextReader reader = reader(MIXED.getBytes(UTF_8));

    assertThat(reader.head(3)).isEqualTo(MIXED.substring(0, 3));
    assertThat(reader.head(length)).isEqualTo(MIXED.substring(0, Math.min(length, MIXED.length())));
    assertThat(reader.read()).isEqualTo('a');
    assertThat(reader.head(1)).isEqualTo("é");
    assertThat(reader.rest()).isEqualTo(MIXED.substring(1));
    assertThat(reader.head(1)).isEmpty();
  }

  private static TextReader reader(byte[] bytes) {
    return new TextReader(new ByteArrayInputStream(bytes));
  }
}
