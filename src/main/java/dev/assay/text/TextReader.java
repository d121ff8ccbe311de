package dev.assay.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Bytes as text while they are read: UTF-8 and nothing else, a leading byte order mark dropped.
 * Reading throws an {@link UnreadableException} that names the encoding, or the offset of the first
 * bad byte. Closing it does nothing: whoever opened the bytes closes them.
 */
public final class TextReader extends Reader {

  private static final int BUFFER = 16 * 1024;
  private static final int LEAST = 512;

  /** For the end to be seen, and a pair of surrogates to come. */
  private static final int ROOM = 3;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final InputStream bytes;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private ByteBuffer in = ByteBuffer.allocate(0);
  private CharBuffer text = CharBuffer.allocate(0);
  private long offset;
  private boolean begun;
  private boolean ended;

  /**
   * @param bytes read from here on
   */
  public TextReader(InputStream bytes) {
    this.bytes = bytes;
  }

  /**
   * How the text that is still to be read begins; it is still to be read afterwards.
   *
   * @param length how many characters of it, if there are as many
   */
  public String head(int length) throws IOException {
    while (text.remaining() < length && more()) {
      continue;
    }
    return text.subSequence(0, Math.min(length, text.remaining())).toString();
  }

  /** All that is still to be read. */
  public String rest() throws IOException {
    StringBuilder rest = new StringBuilder();
    do {
      rest.append(text);
      text.position(text.limit()); // else it would be moved with every piece
    } while (more());
    return rest.toString();
  }

  @Override
  public int read(char[] buffer, int at, int length) throws IOException {
    if (!text.hasRemaining() && !more()) {
      return -1;
    }
    int count = Math.min(length, text.remaining());
    text.get(buffer, at, count);
    return count;
  }

  @Override
  public void close() {}

  /** Decodes some more behind what is not read yet; false at the end. */
  private boolean more() throws IOException {
    int unread = text.remaining();
    text.compact();
    try {
      while (text.position() == unread) {
        if (text.remaining() < 2) { // a pair of surrogates may come
          text = CharBuffer.allocate(Math.max(2 * text.capacity(), size())).put(text.flip());
        }
        CoderResult result = decoder.decode(in, text, ended);
        if (text.position() == unread) {
          if (result.isError()) {
            throw new UnreadableException(
                "is not UTF-8 text: bad byte at offset " + (offset + in.position()));
          }
          if (ended) {
            return false;
          }
          fill();
        }
      }
    } finally {
      text.flip();
    }
    if (!begun) {
      begun = true;
      if (text.get(0) == BYTE_ORDER_MARK) {
        text.get();
        return text.hasRemaining() || more();
      }
    }
    return true;
  }

  private void fill() throws IOException {
    boolean first = in.capacity() == 0;
    if (first) {
      in = ByteBuffer.allocate(size()).limit(0);
    }
    offset += in.position();
    in.compact();
    int room = in.remaining();
    int count = bytes.readNBytes(in.array(), in.position(), room);
    ended = count < room;
    in.position(in.position() + count).flip();
    if (first && count >= 2 && looksLikeUtf16(in.get(0) & 0xff, in.get(1) & 0xff)) {
      throw new UnreadableException("is UTF-16 text; save it again as UTF-8");
    }
  }

  /** Of a buffer: a small file needs less than a large one, and shows its end at once. */
  private int size() throws IOException {
    return Math.max(LEAST, Math.min(bytes.available() + ROOM, BUFFER));
  }

  private static boolean looksLikeUtf16(int first, int second) {
    return first == 0xff && second == 0xfe
        || first == 0xfe && second == 0xff
        || first == 0
        || second == 0;
  }
}
