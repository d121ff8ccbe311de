package dev.assay.snapshot;

import dev.assay.text.UnreadableException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;

/**
 * Bytes in deflate's form, as a zip holds them: JSON shrinks to a tenth.
 *
 * @param size of what is packed, in bytes
 */
record Deflated(byte[] packed, int size) {

  private static final int BUFFER = 16 * 1024;

  /**
   * Packs what a stream has next.
   *
   * @throws EOFException when it has less
   */
  static Deflated of(InputStream in, int size) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    byte[] buffer = new byte[BUFFER];
    try (DeflaterOutputStream deflating = new DeflaterOutputStream(out, deflater)) {
      for (int left = size; left > 0; ) {
        int count = in.read(buffer, 0, Math.min(left, BUFFER));
        if (count < 0) {
          throw new EOFException();
        }
        deflating.write(buffer, 0, count);
        left -= count;
      }
    } finally {
      deflater.end();
    }
    return new Deflated(out.toByteArray(), size);
  }

  /**
   * What was packed.
   *
   * @throws UnreadableException when that is not what the packed bytes hold, to the last of them
   */
  byte[] bytes() throws UnreadableException {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(packed);
      byte[] bytes = new byte[size];
      int length = 0;
      while (length < size && !inflater.finished()) {
        int more = inflater.inflate(bytes, length, size - length);
        if (more == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          throw new UnreadableException("is damaged: it unpacks to fewer than " + size + " bytes");
        }
        length += more;
      }
      boolean more = !inflater.finished() && inflater.inflate(new byte[1]) > 0;
      if (length < size || more || !inflater.finished() || inflater.getRemaining() > 0) {
        throw new UnreadableException("is damaged: it does not unpack to " + size + " bytes");
      }
      return bytes;
    } catch (DataFormatException e) {
      throw new UnreadableException("is damaged: it cannot be unpacked");
    } finally {
      inflater.end();
    }
  }
}
