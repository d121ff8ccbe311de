package dev.assay.aws;

import dev.assay.Sha256;
import dev.assay.aws.Call.Scope;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * One call as it was, or should have been, made. Sorted by call, then region, then what it is
 * about.
 *
 * @param region empty for a global call
 * @param parent what a looped call is about, as its file is named before encoding; empty for others
 * @param argument the same as the CLI takes it, e.g. an ARN where the file has a name
 */
public record Request(Call call, String region, String parent, String argument)
    implements Comparable<Request> {

  /** Only the account can be without a name: a snapshot made by hand need not say whose it is. */
  private static final String OWN_ACCOUNT =
      "\"$(aws sts get-caller-identity --query Account --output text)\"";

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

  @Override
  public int compareTo(Request other) {
    int order = call.compareTo(other.call);
    order = order != 0 ? order : region.compareTo(other.region);
    order = order != 0 ? order : parent.compareTo(other.parent);
    return order != 0 ? order : argument.compareTo(other.argument);
  }

  /** The evidence file's path inside the snapshot. */
  public String path() {
    return path(call, region, fileName(parent));
  }

  /** The same for all requests of a call: {@code <region>}, {@code <parent>} where they differ. */
  public static String pathPattern(Call call) {
    boolean looped = call.scope() != Scope.GLOBAL && call.scope() != Scope.REGION;
    return path(call, regionPattern(call), looped ? "<parent>" : fileName(call.fixedParent()));
  }

  /** The command line of all requests of a call, with the same words where they differ. */
  public static String commandPattern(Call call) {
    String argument = call.scope() == Scope.GLOBAL ? "<account>" : "<parent>";
    return new Request(call, regionPattern(call), "", argument).command();
  }

  private static String regionPattern(Call call) {
    boolean regional = call.scope() == Scope.REGION || call.scope() == Scope.REGION_PARENT;
    return regional ? "<region>" : "";
  }

  private static String path(Call call, String region, String fileName) {
    String top = region.isEmpty() ? "global" : "regions/" + region;
    String base = top + "/" + call.service() + "/" + call.operation();
    return (fileName.isEmpty() ? base : base + "/" + fileName) + ".json";
  }

  /** The command line that collects it, ready to paste. */
  public String command() {
    String parent = argument.isEmpty() ? OWN_ACCOUNT : word(argument);
    String arguments = call.arguments().replace("<parent>", parent);
    return "aws "
        + call.service()
        + " "
        + call.operation()
        + (arguments.isEmpty() ? "" : " " + arguments)
        + (region.isEmpty() ? "" : " --region " + word(region))
        + " --output json";
  }

  /** As one word of a shell: names come from a snapshot, and the line is there to be pasted. */
  private static String word(String raw) {
    boolean plain = raw.matches("[A-Za-z0-9._:/@=+,-]*|<[a-z]+>");
    return plain ? raw : "'" + raw.replace("'", "'\\''") + "'";
  }

  /** What a file about this thing is called, without its extension. */
  public static String fileName(String raw) {
    byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > LONGEST_NAME) {
      return Sha256.hex(bytes);
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

  // By hand: every run hashes some, and linking what Java makes of a record is dear at start-up.
  @Override
  public boolean equals(Object other) {
    return other instanceof Request that
        && call.equals(that.call)
        && region.equals(that.region)
        && parent.equals(that.parent)
        && argument.equals(that.argument);
  }

  @Override
  public int hashCode() {
    return List.of(call, region, parent, argument).hashCode();
  }
}
