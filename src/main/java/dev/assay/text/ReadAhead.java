package dev.assay.text;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Reader;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * A text that is read some pieces ahead of its reader, on another core, as soon as it turns out to
 * be long: what it takes to get it, to hash and to decode it then goes on beside what is made of
 * it. What comes out, in which order, and which fault at which place are those of the text.
 */
final class ReadAhead extends Reader {

  /** A shorter text is read before a thread would have started. */
  private static final int SHORT = 1024 * 1024;

  private static final int PIECES = 4;
  private static final int LENGTH = 64 * 1024;

  /**
   * Some characters, or the end.
   *
   * @param length negative at the end
   * @param fault why it ended before its time; null when it did not
   */
  private record Part(char[] characters, int length, Throwable fault) {}

  private final Reader text;
  private final BlockingQueue<Part> read = new ArrayBlockingQueue<>(PIECES);
  private final BlockingQueue<char[]> free = new ArrayBlockingQueue<>(PIECES + 1);
  private int begun;
  private Thread reader;
  private Part now = new Part(new char[0], 0, null);
  private int given;
  private volatile boolean closed;

  /**
   * @param text read by nobody else until this is closed; not closed with it
   */
  ReadAhead(Reader text) {
    this.text = text;
  }

  @Override
  public int read(char[] buffer, int at, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (begun < SHORT) {
      int count = text.read(buffer, at, length);
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
    if (now.fault() instanceof RuntimeException e) {
      throw e;
    }
    if (now.fault() instanceof Error e) {
      throw e;
    }
    if (now.length() < 0) {
      return -1;
    }
    int count = Math.min(length, now.length() - given);
    System.arraycopy(now.characters(), given, buffer, at, count);
    given += count;
    return count;
  }

  private void start() {
    for (int i = 0; i < PIECES; i++) {
      free.add(new char[LENGTH]);
    }
    reader = new Thread(this::run, "read-ahead");
    reader.setDaemon(true);
    reader.start();
  }

  private void run() {
    try {
      Part part;
      do {
        part = part(free.take());
        read.put(part);
      } while (part.length() >= 0 && !closed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody interrupts it, and nobody would wait
    }
  }

  private Part part(char[] characters) {
    try {
      return new Part(characters, closed ? -1 : text.read(characters, 0, LENGTH), null);
    } catch (IOException | RuntimeException | Error e) { // for the one who waits for it
      return new Part(characters, -1, e);
    }
  }

  private void next() throws IOException {
    try {
      if (now.characters().length > 0) {
        free.put(now.characters());
      }
      now = read.take();
      given = 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  /** Returns when nobody reads the text any more; how far it was read is not known. */
  @Override
  public void close() throws IOException {
    closed = true;
    if (reader == null) {
      return;
    }
    try {
      while (reader.isAlive()) { // it may wait for room, or for something to fill
        read.clear();
        free.offer(new char[LENGTH]);
        reader.join(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }
}
