package dev.assay.text;

import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Bytes as text: UTF-8 and nothing else, a leading byte order mark dropped. */
public final class Text {

  private Text() {}

  /**
   * Decodes strictly.
   *
   * @throws UnreadableException naming the encoding or the offset of the first bad byte
   */
  public static String decode(byte[] bytes) throws UnreadableException {
    try {
      return new TextReader(new ByteArrayInputStream(bytes)).rest();
    } catch (UnreadableException e) {
      throw e;
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory can be read", e);
    }
  }
}
