package dev.assay.snapshot;

import dev.assay.text.UnreadableException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What bytes in deflate's form unpack to. Reading throws an {@link UnreadableException} when that
 * is not, to the last of them, what they were said to hold.
 */
final class Inflating extends InputStream {

  private static final int BUFFER = 16 * 1024;

  private final InputStream packed;
  private final long size;
  private final Inflater inflater = new Inflater(true);
  private final byte[] input;
  private long given;

  /**
   * @param packed these bytes and no more
   * @param length how many they are
   * @param size of what they unpack to, in bytes
   */
  Inflating(InputStream packed, long length, long size) {
    this.packed = packed;
    this.input = new byte[(int) Math.min(length, BUFFER)];
    this.size = size;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int at, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int wanted = (int) Math.min(length, size - given);
    int count = wanted == 0 ? 0 : inflate(buffer, at, wanted);
    given += count;
    if (count > 0) {
      return count;
    }
    if (given < size) {
      throw other();
    }
    requireEnd();
    return -1;
  }

  @Override
  public int available() {
    return (int) Math.min(size - given, Integer.MAX_VALUE);
  }

  private void requireEnd() throws IOException {
    boolean more = inflate(new byte[1], 0, 1) > 0;
    if (more || !inflater.finished() || inflater.getRemaining() > 0 || packed.read() >= 0) {
      throw other();
    }
  }

  private UnreadableException other() {
    return new UnreadableException("is damaged: it does not unpack to " + size + " bytes");
  }

  /** Unpacks at least one byte; 0 when there is none. */
  private int inflate(byte[] buffer, int at, int length) throws IOException {
    try {
      while (!inflater.finished()) {
        int count = inflater.inflate(buffer, at, length);
        if (count > 0) {
          return count;
        }
        if (inflater.needsDictionary() || inflater.needsInput() && !fill()) {
          if (given < size) {
            throw new UnreadableException(
                "is damaged: it unpacks to fewer than " + size + " bytes");
          }
          return 0;
        }
      }
      return 0;
    } catch (DataFormatException e) {
      throw new UnreadableException("is damaged: it cannot be unpacked");
    }
  }

  private boolean fill() throws IOException {
    int count = packed.read(input);
    inflater.setInput(input, 0, Math.max(0, count));
    return count > 0;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    packed.close();
  }
}
