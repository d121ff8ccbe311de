package dev.assay;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The digest that names files, specs and findings: 64 lower-case hex digits. */
public final class Sha256 {

  private Sha256() {}

  /** The SHA-256 of bytes. */
  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  /** The SHA-256 of what was put into a digest, which starts anew with that. */
  public static String hex(MessageDigest whole) {
    return HexFormat.of().formatHex(whole.digest());
  }

  /** A digest to put bytes into. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
