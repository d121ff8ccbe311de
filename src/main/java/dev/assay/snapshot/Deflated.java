package dev.assay.snapshot;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

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

  /** What was packed. */
  InputStream open() {
    return new Inflating(new ByteArrayInputStream(packed), packed.length, size);
  }
}
