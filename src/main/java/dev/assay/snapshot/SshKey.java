package dev.assay.snapshot;

import dev.assay.text.UnreadableException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;

/**
 * A public key as OpenSSH writes it.
 *
 * @param type e.g. {@code ssh-ed25519}
 * @param hex the whole key in lower-case hex, so that equal keys are equal records
 */
record SshKey(String type, String hex) {

  static final String ED25519 = "ssh-ed25519";
  static final String ECDSA = "ecdsa-sha2-nistp256";
  static final String RSA = "ssh-rsa";

  private static final Set<String> SUPPORTED = Set.of(ED25519, ECDSA, RSA);
  private static final int ED25519_LENGTH = 32;
  private static final int COORDINATE = 32;
  private static final int SHORTEST_RSA = 2048;
  private static final int LONGEST_RSA = 16384;

  /**
   * Reads a key's type; what follows is read by {@link #publicKey}.
   *
   * @throws UnreadableException when there is none
   */
  static SshKey of(byte[] blob) throws UnreadableException {
    return new SshKey(new SshWire(blob).text(), HexFormat.of().formatHex(blob));
  }

  boolean isSupported() {
    return SUPPORTED.contains(type);
  }

  /** The name under which {@code ssh-keygen -l} shows the key. */
  String fingerprint() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(HexFormat.of().parseHex(hex));
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Whether it is an RSA key that is too short to prove anything. */
  boolean isWeak() throws UnreadableException {
    return type.equals(RSA) && rsa().getModulus().bitLength() < SHORTEST_RSA;
  }

  /**
   * The key, of a type that is supported.
   *
   * @throws UnreadableException when it is malformed
   */
  PublicKey publicKey() throws UnreadableException {
    try {
      return switch (type) {
        case ED25519 -> ed25519();
        case ECDSA -> ecdsa();
        case RSA -> KeyFactory.getInstance("RSA").generatePublic(rsa());
        default -> throw new IllegalStateException(type + " is not supported");
      };
    } catch (GeneralSecurityException e) {
      throw new UnreadableException("is malformed: its key is no " + type + " key");
    }
  }

  private PublicKey ed25519() throws UnreadableException, GeneralSecurityException {
    SshWire wire = afterType();
    byte[] point = wire.string();
    wire.end();
    if (point.length != ED25519_LENGTH) {
      throw new UnreadableException("is malformed: its key has " + point.length + " bytes");
    }
    byte[] y = new byte[ED25519_LENGTH];
    for (int i = 0; i < y.length; i++) {
      y[i] = point[y.length - 1 - i]; // it is little-endian there
    }
    boolean odd = (y[0] & 0x80) != 0;
    y[0] &= 0x7f;
    return KeyFactory.getInstance("Ed25519")
        .generatePublic(
            new EdECPublicKeySpec(
                NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, y))));
  }

  private PublicKey ecdsa() throws UnreadableException, GeneralSecurityException {
    SshWire wire = afterType();
    String curve = wire.text();
    byte[] point = wire.string();
    wire.end();
    if (!curve.equals("nistp256") || point.length != 1 + 2 * COORDINATE || point[0] != 4) {
      throw new UnreadableException("is malformed: its key is no point of P-256");
    }
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec("secp256r1"));
    BigInteger x = new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + COORDINATE));
    BigInteger y = new BigInteger(1, Arrays.copyOfRange(point, 1 + COORDINATE, point.length));
    ECParameterSpec p256 = parameters.getParameterSpec(ECParameterSpec.class);
    return KeyFactory.getInstance("EC")
        .generatePublic(new ECPublicKeySpec(new ECPoint(x, y), p256));
  }

  private RSAPublicKeySpec rsa() throws UnreadableException {
    SshWire wire = afterType();
    BigInteger exponent = wire.integer();
    BigInteger modulus = wire.integer();
    wire.end();
    if (modulus.bitLength() > LONGEST_RSA || exponent.bitLength() > Long.SIZE) {
      throw new UnreadableException("is malformed: its key is too long");
    }
    return new RSAPublicKeySpec(modulus, exponent);
  }

  private SshWire afterType() throws UnreadableException {
    SshWire wire = new SshWire(HexFormat.of().parseHex(hex));
    wire.text();
    return wire;
  }
}
