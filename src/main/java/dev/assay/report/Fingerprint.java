package dev.assay.report;

import dev.assay.Sha256;
import dev.assay.aws.Identity;
import dev.assay.aws.Resource;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Names a question about a resource, so that it is found again in a later report: by what is asked
 * and of what, never by where it was read, what it says, or which benchmark asks.
 *
 * <p>It is the first 32 hex digits of a SHA-256 over netstrings ({@code length:bytes,}) of: {@code
 * assay-fingerprint/1}, check id, partition, account, region, resource type, resource id, part, and
 * the cause's key, which is empty for the finding itself.
 */
final class Fingerprint {

  private static final String VERSION = "assay-fingerprint/1";
  private static final int DIGITS = 32;

  private Fingerprint() {}

  static String of(Identity account, String check, String region, Resource resource, String key) {
    StringBuilder all = new StringBuilder();
    for (String field :
        List.of(
            VERSION,
            check,
            account.partition(),
            account.accountId(),
            region,
            resource.type(),
            resource.id(),
            resource.part(),
            key)) {
      int length = field.getBytes(StandardCharsets.UTF_8).length;
      all.append(length).append(':').append(field).append(',');
    }
    return Sha256.hex(all.toString().getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
  }

  /** The region that a resource is in, by its ARN; empty when it is in none. */
  static String region(Resource resource) {
    if (resource.type().equals("region")) {
      return resource.id();
    }
    String[] parts = resource.id().split(":", 6);
    return parts.length == 6 && parts[0].equals("arn") ? parts[3] : "";
  }

  /** Tells apart what would have the same name: the second gets {@code #2}, and so on. */
  static final class Names {
    private final Map<Object, Integer> seen = new HashMap<>();

    /** The name, made unique among those given to this object so far. */
    String unique(String name) {
      return name + again(name);
    }

    /** Empty at first; then {@code #2}, {@code #3}, ... */
    String again(Object what) {
      int times = seen.merge(what, 1, Integer::sum);
      return times == 1 ? "" : "#" + times;
    }
  }
}
