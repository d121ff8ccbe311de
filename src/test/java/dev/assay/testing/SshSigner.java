package dev.assay.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/**
 * Signs as {@code ssh-keygen -Y sign} does, or as it never would: every part can be another. Made
 * from OpenSSH's {@code PROTOCOL.sshsig}, apart from the code that it tries.
 */
public record SshSigner(
    String type,
    KeyPair keys,
    String namespace,
    int version,
    String hash,
    String algorithm,
    String reserved) {

  private static final Map<String, String> JDK =
      Map.of(
          "ssh-ed25519", "Ed25519",
          "ecdsa-sha2-nistp256", "SHA256withECDSAinP1363Format",
          "ssh-rsa", "SHA1withRSA",
          "rsa-sha2-256", "SHA256withRSA",
          "rsa-sha2-512", "SHA512withRSA");

  public static SshSigner ed25519() {
    return of("ssh-ed25519", "Ed25519", 255, "ssh-ed25519");
  }

  public static SshSigner ecdsa() {
    return of("ecdsa-sha2-nistp256", "EC", 256, "ecdsa-sha2-nistp256");
  }

  public static SshSigner rsa(int bits, String algorithm) {
    return of("ssh-rsa", "RSA", bits, algorithm);
  }

  private static SshSigner of(String type, String jdk, int bits, String algorithm) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(jdk);
      generator.initialize(bits);
      KeyPair keys = generator.generateKeyPair();
      return new SshSigner(type, keys, "assay-snapshot", 1, "sha512", algorithm, "");
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  public SshSigner namespace(String other) {
    return new SshSigner(type, keys, other, version, hash, algorithm, reserved);
  }

  public SshSigner version(int other) {
    return new SshSigner(type, keys, namespace, other, hash, algorithm, reserved);
  }

  public SshSigner hash(String other) {
    return new SshSigner(type, keys, namespace, version, other, algorithm, reserved);
  }

  public SshSigner algorithm(String other) {
    return new SshSigner(type, keys, namespace, version, hash, other, reserved);
  }

  public SshSigner reserved(String other) {
    return new SshSigner(type, keys, namespace, version, hash, algorithm, other);
  }

  /** A key's line in a {@code .pub} file. */
  public String publicKey() {
    return type + " " + Base64.getEncoder().encodeToString(key());
  }

  /** The signature's file. */
  public String sign(byte[] message) {
    return armored(blob(message));
  }

  public static String armored(byte[] blob) {
    return "-----BEGIN SSH SIGNATURE-----\n"
        + Base64.getMimeEncoder(70, new byte[] {'\n'}).encodeToString(blob)
        + "\n-----END SSH SIGNATURE-----\n";
  }

  /** The signature as bytes. */
  public byte[] blob(byte[] message) {
    try {
      String digest = hash.equals("sha256") ? "SHA-256" : "SHA-512";
      byte[] hashed = MessageDigest.getInstance(digest).digest(message);
      Signature signing = Signature.getInstance(JDK.get(algorithm));
      signing.initSign(keys.getPrivate());
      signing.update(
          joined(
              "SSHSIG".getBytes(UTF_8),
              text(namespace),
              text(reserved),
              text(hash),
              string(hashed)));
      byte[] value = signing.sign();
      return joined(
          "SSHSIG".getBytes(UTF_8),
          number(version),
          string(key()),
          text(namespace),
          text(reserved),
          text(hash),
          string(joined(text(algorithm), string(type.startsWith("ecdsa") ? pair(value) : value))));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** A signature as a security key makes them, of a type that assay does not know. */
  public static byte[] securityKey() {
    String type = "sk-ssh-ed25519@openssh.com";
    return joined(
        "SSHSIG".getBytes(UTF_8),
        number(1),
        string(joined(text(type), text("k"), text("ssh:"))),
        text("assay-snapshot"),
        text(""),
        text("sha512"),
        string(joined(text(type), text("s"), new byte[] {1, 0, 0, 0, 1})));
  }

  private byte[] key() {
    if (keys.getPublic() instanceof RSAPublicKey rsa) {
      return joined(text(type), integer(rsa.getPublicExponent()), integer(rsa.getModulus()));
    }
    if (keys.getPublic() instanceof ECPublicKey ec) {
      byte[] point =
          joined(new byte[] {4}, fixed(ec.getW().getAffineX()), fixed(ec.getW().getAffineY()));
      return joined(text(type), text("nistp256"), string(point));
    }
    EdECPublicKey ed = (EdECPublicKey) keys.getPublic();
    byte[] y = fixed(ed.getPoint().getY());
    byte[] little = new byte[y.length];
    for (int i = 0; i < y.length; i++) {
      little[i] = y[y.length - 1 - i];
    }
    if (ed.getPoint().isXOdd()) {
      little[little.length - 1] |= (byte) 0x80;
    }
    return joined(text(type), string(little));
  }

  private static byte[] pair(byte[] value) {
    return joined(
        integer(new BigInteger(1, Arrays.copyOf(value, 32))),
        integer(new BigInteger(1, Arrays.copyOfRange(value, 32, 64))));
  }

  private static byte[] fixed(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[32];
    int length = Math.min(bytes.length, fixed.length);
    System.arraycopy(bytes, bytes.length - length, fixed, fixed.length - length, length);
    return fixed;
  }

  public static byte[] text(String text) {
    return string(text.getBytes(UTF_8));
  }

  private static byte[] integer(BigInteger number) {
    return string(number.toByteArray());
  }

  public static byte[] string(byte[] bytes) {
    return joined(number(bytes.length), bytes);
  }

  public static byte[] number(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }

  public static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
