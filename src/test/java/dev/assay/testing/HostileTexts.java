package dev.assay.testing;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The recipes of texts and signatures that are too large, or too much bytes, to be written into the
 * corpus; by the names that it gives.
 */
public final class HostileTexts {

  private static final int MILLION = 1_000_000;
  private static final int MANY = 100_000;

  private static final Map<String, Supplier<byte[]>> RECIPES = recipes();

  private HostileTexts() {}

  /** The bytes that a recipe makes. */
  public static byte[] made(String recipe) {
    return RECIPES.get(recipe).get();
  }

  private static Map<String, Supplier<byte[]>> recipes() {
    Map<String, Supplier<byte[]>> all = new LinkedHashMap<>();
    all.put("bytes, FF", () -> new byte[] {'s', 'p', 'e', 'c', ':', ' ', (byte) 0xff});
    text(all, "JSON, a million brackets", () -> "[".repeat(MILLION));
    text(all, "JSON, 10,000 objects deep", () -> nested(10_000));
    text(all, "JSON, a million digits", () -> "{\"SummaryMap\": " + "9".repeat(MILLION) + "}");
    text(all, "JSON, a text of 100 MB", () -> "{\"a\": \"" + "x".repeat(100 * MILLION) + "\"}");
    text(all, "JSON, keys that collide in Java", () -> colliding("Aa", "BB"));
    text(all, "JSON, keys that collide in the parser", () -> colliding("Aa", "B@"));
    text(all, "JSON, 10 million tokens", () -> "{\"a\": [" + "0,".repeat(10 * MILLION) + "0]}");
    text(all, "JSON, 4,000 open groups", HostileTexts::openGroups);
    text(all, "JSON, a session token", HostileTexts::sessionToken);
    text(all, "YAML, 100,000 brackets", () -> "[".repeat(MANY));
    text(all, "YAML, 100,000 braces", () -> "{a: ".repeat(MANY));
    text(all, "YAML, 100,000 dashes", () -> "- ".repeat(MANY));
    text(all, "YAML, 1,000 indentations", HostileTexts::indented);
    text(all, "YAML, 4 MB", () -> "#".repeat(4 * MILLION));
    text(all, "YAML, a waiver of 2,000 wildcards", () -> waiver("*a".repeat(1000)));
    text(all, "YAML, a waiver of 3,000 characters", () -> waiver("x".repeat(3000)));
    all.put("YAML, UTF-16", () -> "\ufeffspec: {id: x}".getBytes(UTF_16LE));
    text(all, "pattern, 1,025 characters", () -> "\"{ $.a = " + "b".repeat(1015) + " }\"\n");
    text(all, "pattern, 10,000 parentheses", () -> "\"{ " + "(".repeat(10_000) + " }\"\n");
    text(
        all,
        "pattern, open",
        () -> "{ " + "(".repeat(10_000) + "($.eventSource = s3.amazonaws.com)");
    signatures(all);
    return all;
  }

  private static void text(
      Map<String, Supplier<byte[]>> all, String name, Supplier<String> content) {
    all.put(name, () -> content.get().getBytes(UTF_8));
  }

  private static String nested(int depth) {
    return "{\"a\": ".repeat(depth) + "1" + "}".repeat(depth);
  }

  /** Keys of 14 pairs of letters, each one of two with the same hash code. */
  private static String colliding(String one, String other) {
    return IntStream.range(0, 1 << 14)
        .mapToObj(
            n ->
                IntStream.range(0, 14)
                    .mapToObj(bit -> (n >> bit & 1) == 0 ? one : other)
                    .collect(Collectors.joining()))
        .map(key -> "\"" + key + "\": 1")
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String openGroups() {
    return IntStream.range(0, 4_000)
        .mapToObj(
            n ->
                """
                {"GroupId": "sg-%d", "GroupName": "g", "OwnerId": "111122223333", "VpcId": "vpc-1",
                 "IpPermissionsEgress": [], "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 22,
                 "ToPort": 22, "IpRanges": [{"CidrIp": "0.0.0.0/0"}], "Ipv6Ranges": [],
                 "PrefixListIds": [], "UserIdGroupPairs": []}]}"""
                    .formatted(n))
        .collect(Collectors.joining(",\n", "{\"SecurityGroups\": [", "]}"));
  }

  private static String sessionToken() {
    return """
        {
          "Credentials": {
            "SessionToken": "FwoGZXIvYXdz%s="
          }
        }
        """
        .formatted("EBYaDHJhbmRvbQ".repeat(20));
  }

  private static String indented() {
    return IntStream.range(0, 1000)
        .mapToObj(n -> " ".repeat(n) + "a:\n")
        .collect(Collectors.joining());
  }

  private static String waiver(String resource) {
    return """
        waivers:
        - {check: iam-root-mfa, resource: "%s", reason: r, owner: o, expires: 2030-01-01}
        """
        .formatted(resource);
  }

  private static void signatures(Map<String, Supplier<byte[]>> all) {
    byte[] sums = "0000  a\n".getBytes(UTF_8);
    text(all, "signature, SHA-1", () -> SshSigner.rsa(2048, "ssh-rsa").sign(sums));
    text(all, "signature, version 2", () -> SshSigner.ed25519().version(2).sign(sums));
    text(all, "signature, security key", () -> SshSigner.armored(SshSigner.securityKey()));
    text(
        all,
        "signature, huge length",
        () -> {
          byte[] blob = SshSigner.ed25519().blob(sums);
          Arrays.fill(blob, 10, 14, (byte) 0xff);
          return SshSigner.armored(blob);
        });
    text(
        all,
        "signature, trailing byte",
        () -> SshSigner.armored(SshSigner.joined(SshSigner.ed25519().blob(sums), new byte[1])));
  }
}
