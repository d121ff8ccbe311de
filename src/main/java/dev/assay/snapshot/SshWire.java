package dev.assay.snapshot;

import dev.assay.text.UnreadableException;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The binary form of OpenSSH's keys and signatures (RFC 4251, section 5), read to its end. */
final class SshWire {

  private final ByteBuffer bytes;

  SshWire(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes);
  }

  /** That many bytes. */
  byte[] bytes(int length) throws UnreadableException {
    if (length < 0 || length > bytes.remaining()) {
      throw new UnreadableException("is malformed: a length is larger than what follows");
    }
    byte[] next = new byte[length];
    bytes.get(next);
    return next;
  }

  /** An unsigned number, as far as it is positive in Java. */
  int number() throws UnreadableException {
    try {
      return bytes.getInt();
    } catch (BufferUnderflowException e) {
      throw new UnreadableException("is malformed: it ends too early");
    }
  }

  /** Bytes with their length before them. */
  byte[] string() throws UnreadableException {
    return bytes(number());
  }

  /** The same as text. */
  String text() throws UnreadableException {
    return new String(string(), StandardCharsets.ISO_8859_1);
  }

  /** A whole number that is not negative. */
  BigInteger integer() throws UnreadableException {
    return new BigInteger(1, string());
  }

  void end() throws UnreadableException {
    if (bytes.hasRemaining()) {
      throw new UnreadableException("is malformed: bytes follow its end");
    }
  }
}
