package dev.assay.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The yardstick of everything that reads JSON: how long Jackson takes to walk over the tokens of a
 * file, and Java to hash it, when nothing is done with either.
 */
final class TokenScan {

  private static final int BUFFER = 64 * 1024;

  private TokenScan() {}

  /** Scans, hashes, or both in one pass: {@code scan|hash|both} FILE. */
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[1]);
    try (InputStream in = Files.newInputStream(file)) {
      System.out.println(
          switch (args[0]) {
            case "scan" -> tokens(in);
            case "hash" -> hash(in);
            default -> both(in);
          });
    }
  }

  /** How many tokens there are. */
  static long tokens(InputStream in) {
    long tokens = 0;
    try (JsonParser parser =
        JsonFactory.builder().build().createParser(ObjectReadContext.empty(), in)) {
      while (parser.nextToken() != null) {
        tokens++;
      }
    }
    return tokens;
  }

  /** The SHA-256 in hex. */
  static String hash(InputStream in) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      digest.update(buffer, 0, n);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Both in one pass. */
  static String both(InputStream in) {
    DigestInputStream hashed = new DigestInputStream(in, sha256());
    long tokens = tokens(hashed);
    return HexFormat.of().formatHex(hashed.getMessageDigest().digest()) + " " + tokens;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
