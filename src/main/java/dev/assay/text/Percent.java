package dev.assay.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Percent-encoding of RFC 3986; a plus sign is one, unlike in forms. */
public final class Percent {

  private static final String PLAIN = "-._~";

  private Percent() {}

  /** A text with all but letters, digits and {@code -._~} encoded. */
  public static String encode(String text) {
    StringBuilder out = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = b > 0 && (Character.isLetterOrDigit(b) || PLAIN.indexOf(b) >= 0);
      out.append(plain ? (char) b : "%" + HexFormat.of().withUpperCase().toHexDigits(b));
    }
    return out.toString();
  }

  /**
   * Undoes it.
   *
   * @throws UnreadableException where a percent sign is not followed by two hex digits, or the
   *     bytes are not UTF-8
   */
  public static String decode(String text) throws UnreadableException {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    byte[] decoded = new byte[encoded.length];
    int length = 0;
    for (int i = 0; i < encoded.length; i++) {
      if (encoded[i] != '%') {
        decoded[length++] = encoded[i];
        continue;
      }
      int high = i + 2 < encoded.length ? Character.digit(encoded[i + 1], 16) : -1;
      int low = i + 2 < encoded.length ? Character.digit(encoded[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        throw new UnreadableException("bad percent-encoding at offset " + i);
      }
      decoded[length++] = (byte) (high * 16 + low);
      i += 2;
    }
    return Text.decode(Arrays.copyOf(decoded, length));
  }
}
