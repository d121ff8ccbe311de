package dev.assay.snapshot;

import dev.assay.Problem;
import dev.assay.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.List;

/**
 * A file's bytes, hashed, counted and searched for secrets while somebody reads them. After a fault
 * every further reading throws it again, whatever its reader makes of it.
 */
final class Hashing extends InputStream {

  private static final int BUFFER = 16 * 1024;

  private final InputStream bytes;
  private final Secrets secrets;
  private final MessageDigest digest = Sha256.digest();
  private long size;
  private IOException fault;

  /**
   * @param path how the file is called where a secret in it is told
   * @param bytes read, and closed, by nobody else
   */
  Hashing(String path, InputStream bytes) {
    this.secrets = new Secrets(path);
    this.bytes = bytes;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int at, int length) throws IOException {
    if (fault != null) {
      throw fault;
    }
    try {
      int count = bytes.read(buffer, at, length);
      if (count > 0) {
        digest.update(buffer, at, count);
        secrets.update(buffer, at, count);
        size += count;
      }
      return count;
    } catch (IOException e) {
      fault = e;
      throw e;
    }
  }

  @Override
  public int available() throws IOException {
    return bytes.available();
  }

  /** Reads what nobody has used. */
  void toEnd() throws IOException {
    byte[] buffer = new byte[Math.max(1, Math.min(available(), BUFFER))];
    while (read(buffer) >= 0) {
      continue;
    }
  }

  /** What the file is; to be asked once, when all of it was read. */
  Known known() {
    return new Known(Sha256.hex(digest), size, secrets.found());
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }

  /**
   * A file that was read.
   *
   * @param digest SHA-256 in lower-case hex
   * @param size in bytes
   * @param secrets what it should not hold, by line, unseen
   */
  record Known(String digest, long size, List<Problem> secrets) {}
}
