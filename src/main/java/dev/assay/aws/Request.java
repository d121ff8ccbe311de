package dev.assay.aws;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One call as it was, or should have been, made.
 *
 * @param region empty for a global call
 * @param parent what a looped call is about, as its file is named before encoding; empty for others
 * @param argument the same as the CLI takes it, e.g. an ARN where the file has a name
 */
public record Request(Call call, String region, String parent, String argument) {

  private static final int LONGEST_NAME = 200;
  private static final String PLAIN = "._@+=,-";

  /** A call that is made once for the account. */
  public static Request of(Call call) {
    return new Request(call, "", call.fixedParent(), "");
  }

  /** A call that is made in a region. */
  public static Request in(Call call, String region) {
    return new Request(call, region, "", "");
  }

  /** A call about one bucket, trail, key, ... */
  public static Request about(Call call, String region, String parent, String argument) {
    return new Request(call, region, parent, argument);
  }

  /** The evidence file's path inside the snapshot. */
  public String path() {
    String top = region.isEmpty() ? "global" : "regions/" + region;
    String base = top + "/" + call.service() + "/" + call.operation();
    return (parent.isEmpty() ? base : base + "/" + fileName(parent)) + ".json";
  }

  /** The command line that collects it, ready to paste. */
  public String command() {
    String arguments = call.arguments().replace("<parent>", argument);
    return "aws "
        + call.service()
        + " "
        + call.operation()
        + (arguments.isEmpty() ? "" : " " + arguments)
        + (region.isEmpty() ? "" : " --region " + region)
        + " --output json";
  }

  private static String fileName(String raw) {
    byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > LONGEST_NAME) {
      return sha256(bytes);
    }
    StringBuilder name = new StringBuilder();
    for (byte b : bytes) {
      char c = (char) (b & 0xff);
      boolean letterOrDigit = c < 128 && Character.isLetterOrDigit(c);
      boolean leadingDot = c == '.' && name.isEmpty();
      if (letterOrDigit || PLAIN.indexOf(c) >= 0 && !leadingDot) {
        name.append(c);
      } else {
        name.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return name.toString();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
