package dev.assay.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * A stream that is read some pieces ahead of its reader, on another core, as soon as it turns out
 * to be long. What comes out, in which order, and which fault at which place are those of the
 * stream.
 */
final class ReadAhead extends InputStream {

  /** A shorter stream is read before a thread would have started. */
  private static final long SHORT = 4 * 1024 * 1024;

  private static final int PIECES = 4;
  private static final int LENGTH = 256 * 1024;

  /**
   * Some bytes of the stream, or its end.
   *
   * @param length negative at the end
   * @param fault why it ended before its time; null when it did not
   */
  private record Part(byte[] bytes, int length, Throwable fault) {}

  private final InputStream in;
  private final BlockingQueue<Part> read = new ArrayBlockingQueue<>(PIECES);
  private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(PIECES);
  private long begun;
  private Thread reader;
  private Part now = new Part(new byte[0], 0, null);
  private int given;

  /**
   * @param in read by nobody else until this one has ended or is closed
   */
  ReadAhead(InputStream in) {
    this.in = in;
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
    if (begun < SHORT) {
      int count = in.read(buffer, at, length);
      begun += Math.max(0, count);
      return count;
    }
    if (reader == null) {
      start();
    }
    if (given == now.length()) {
      next();
    }
    if (now.fault() instanceof IOException e) {
      throw e;
    }
    if (now.fault() != null) {
      throw new IllegalStateException(now.fault());
    }
    if (now.length() < 0) {
      return -1;
    }
    int count = Math.min(length, now.length() - given);
    System.arraycopy(now.bytes(), given, buffer, at, count);
    given += count;
    return count;
  }

  private void start() {
    for (int i = 0; i < PIECES; i++) {
      free.add(new byte[LENGTH]);
    }
    reader = new Thread(this::run, "read-ahead");
    reader.setDaemon(true);
    reader.start();
  }

  private void run() {
    try {
      byte[] bytes = free.take();
      while (true) {
        Part part = part(bytes);
        read.put(part);
        if (part.length() < 0) {
          return;
        }
        bytes = free.take();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody reads on
    }
  }

  private Part part(byte[] bytes) {
    try {
      return new Part(bytes, in.read(bytes, 0, LENGTH), null);
    } catch (IOException | RuntimeException | Error e) { // for the one who waits for it
      return new Part(bytes, -1, e);
    }
  }

  private void next() throws IOException {
    try {
      if (now.bytes().length > 0) {
        free.put(now.bytes());
      }
      now = read.take();
      given = 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  /** Closes the stream too. */
  @Override
  public void close() throws IOException {
    if (reader != null) {
      reader.interrupt();
      try {
        reader.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    in.close();
  }
}
