package dev.assay.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** Some bytes of a file; fewer when the file ends before. Closing it closes the file. */
final class Piece extends InputStream {

  private final SeekableByteChannel file;
  private long left;

  /**
   * @param at where the first byte stands
   * @param length in bytes
   */
  Piece(SeekableByteChannel file, long at, long length) throws IOException {
    this.file = file.position(at);
    this.left = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int at, int length) throws IOException {
    if (left == 0) {
      return -1;
    }
    int count = file.read(ByteBuffer.wrap(buffer, at, (int) Math.min(length, left)));
    left -= Math.max(0, count);
    return count;
  }

  @Override
  public int available() {
    return (int) Math.min(left, Integer.MAX_VALUE);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
