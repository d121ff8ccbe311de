package dev.assay.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Bytes as text: UTF-8 and nothing else, a leading byte order mark dropped. */
public final class Text {

  private Text() {}

  /**
   * Decodes strictly.
   *
   * @throws UnreadableException naming the encoding or the offset of the first bad byte
   */
  public static String decode(byte[] bytes) throws UnreadableException {
    if (bytes.length >= 2 && looksLikeUtf16(bytes)) {
      throw new UnreadableException("is UTF-16 text; save it again as UTF-8");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    try {
      var decoder =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT);
      var result = decoder.decode(in, out, true);
      if (result.isError()) {
        result.throwException();
      }
    } catch (CharacterCodingException e) {
      throw new UnreadableException("is not UTF-8 text: bad byte at offset " + in.position());
    }
    String text = out.flip().toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static boolean looksLikeUtf16(byte[] bytes) {
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    return first == 0xff && second == 0xfe
        || first == 0xfe && second == 0xff
        || first == 0
        || second == 0;
  }
}
