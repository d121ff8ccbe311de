package dev.assay.snapshot;

import dev.assay.text.UnreadableException;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code ssh-keygen -Y sign} writes, by OpenSSH's {@code PROTOCOL.sshsig}.
 *
 * @param namespace what the signer says that it is for
 * @param hash {@code sha256} or {@code sha512}
 * @param algorithm of the signature itself
 */
record SshSignature(SshKey key, String namespace, String hash, String algorithm, byte[] value) {

  private static final Pattern ARMOR =
      Pattern.compile(
          "-----BEGIN SSH SIGNATURE-----\\r?\\n([A-Za-z0-9+/=\\r\\n]+)\\r?\\n"
              + "-----END SSH SIGNATURE-----\\s*");
  private static final byte[] MAGIC = "SSHSIG".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST = 64 * 1024;
  private static final int COORDINATE = 32;
  private static final int ED25519_LENGTH = 64;

  private static final Map<String, String> HASHES =
      Map.of("sha256", "SHA-256", "sha512", "SHA-512");

  /** The JDK's names, by key type and algorithm. */
  private static final Map<String, String> ALGORITHMS =
      Map.of(
          SshKey.ED25519 + " ssh-ed25519", "Ed25519",
          SshKey.ECDSA + " ecdsa-sha2-nistp256", "SHA256withECDSAinP1363Format",
          SshKey.RSA + " rsa-sha2-256", "SHA256withRSA",
          SshKey.RSA + " rsa-sha2-512", "SHA512withRSA");

  /**
   * Reads a signature's file.
   *
   * @throws UnreadableException when it is malformed, or of a later version
   */
  static SshSignature parse(byte[] file) throws UnreadableException {
    if (file.length > LONGEST) {
      throw new UnreadableException("is malformed: it is longer than " + LONGEST + " bytes");
    }
    Matcher armor = ARMOR.matcher(new String(file, StandardCharsets.ISO_8859_1));
    if (!armor.matches()) {
      throw new UnreadableException("is malformed: it is not what `ssh-keygen -Y sign` writes");
    }
    SshWire wire = new SshWire(decoded(armor.group(1)));
    if (!MessageDigest.isEqual(wire.bytes(MAGIC.length), MAGIC)) {
      throw new UnreadableException("is malformed: it does not start with SSHSIG");
    }
    int version = wire.number();
    if (version != 1) {
      throw new UnreadableException("is of version " + version + ", only 1 is understood");
    }
    SshKey key = SshKey.of(wire.string());
    String namespace = wire.text();
    if (wire.string().length > 0) {
      throw new UnreadableException("is malformed: its reserved field is not empty");
    }
    String hash = wire.text();
    SshWire signature = new SshWire(wire.string());
    wire.end();
    String algorithm = signature.text();
    byte[] value = signature.string();
    if (key.isSupported()) {
      signature.end(); // those of security keys go on
    }
    return new SshSignature(key, namespace, hash, algorithm, value);
  }

  private static byte[] decoded(String base64) throws UnreadableException {
    try {
      return Base64.getDecoder().decode(base64.replaceAll("[\\r\\n]", ""));
    } catch (IllegalArgumentException e) {
      throw new UnreadableException("is malformed: it is not base64");
    }
  }

  /** Whether it rests on SHA-1 or a short key, which others may have forged. */
  boolean isWeak() throws UnreadableException {
    return algorithm.equals("ssh-rsa") || key.isSupported() && key.isWeak();
  }

  /**
   * Whether the key has signed this message, by a key of a type that is supported.
   *
   * @throws UnreadableException when the signature is malformed
   */
  boolean isOf(byte[] message) throws UnreadableException {
    String hashing = HASHES.get(hash);
    String signing = ALGORITHMS.get(key.type() + " " + algorithm);
    if (hashing == null || signing == null) {
      throw new UnreadableException(
          "is malformed: `" + algorithm + "` over `" + hash + "` is no signature by its key");
    }
    try {
      Signature verifying = Signature.getInstance(signing);
      verifying.initVerify(key.publicKey());
      verifying.update(signed(MessageDigest.getInstance(hashing).digest(message)));
      return verifying.verify(key.type().equals(SshKey.ECDSA) ? pair() : single());
    } catch (GeneralSecurityException e) {
      return false; // the JDK's word for a value that no key of this kind can have made
    }
  }

  private byte[] single() throws UnreadableException {
    if (key.type().equals(SshKey.ED25519) && value.length != ED25519_LENGTH) {
      throw new UnreadableException("is malformed: it has " + value.length + " bytes");
    }
    return value;
  }

  /** Two numbers side by side, each filled up, as the JDK wants them. */
  private byte[] pair() throws UnreadableException {
    SshWire wire = new SshWire(value);
    BigInteger r = wire.integer();
    BigInteger s = wire.integer();
    wire.end();
    ByteBuffer pair = ByteBuffer.allocate(2 * COORDINATE);
    for (BigInteger number : new BigInteger[] {r, s}) {
      if (number.bitLength() > COORDINATE * Byte.SIZE) {
        throw new UnreadableException("is malformed: a number in it is too large");
      }
      byte[] bytes = number.toByteArray();
      int sign = bytes.length > COORDINATE ? 1 : 0;
      pair.position(pair.position() + COORDINATE - (bytes.length - sign));
      pair.put(bytes, sign, bytes.length - sign);
    }
    return pair.array();
  }

  private byte[] signed(byte[] digest) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(MAGIC);
    byte[] space = namespace.getBytes(StandardCharsets.ISO_8859_1);
    byte[] hashing = hash.getBytes(StandardCharsets.ISO_8859_1);
    for (byte[] part : new byte[][] {space, new byte[0], hashing, digest}) {
      out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
