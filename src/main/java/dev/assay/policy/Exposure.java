package dev.assay.policy;

import dev.assay.policy.PolicyDocument.Condition;
import dev.assay.policy.PolicyDocument.Effect;
import dev.assay.policy.PolicyDocument.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whether a resource's policy is public as AWS understands it (S3 User Guide, "The meaning of
 * 'public'"): it allows something to everybody, and no condition pins who may come to fixed values.
 */
public final class Exposure {

  /** Keys that name an ARN: fixed when its account is. */
  private static final Set<String> ARN_KEYS =
      Set.of("aws:sourcearn", "aws:principalarn", "s3:dataaccesspointarn");

  /** Keys whose value is an id: fixed when it has no wildcard at all. */
  private static final Set<String> ID_KEYS =
      Set.of(
          "aws:sourceaccount",
          "aws:sourceowner",
          "aws:sourcevpc",
          "aws:sourcevpce",
          "aws:principalorgid",
          "aws:principalaccount",
          "aws:userid",
          "s3:dataaccesspointaccount");

  private static final String ORG_PATHS_KEY = "aws:principalorgpaths";
  private static final String IP_KEY = "aws:sourceip";

  private static final Set<String> TEXT_OPERATORS =
      Set.of("stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike");

  /** Broader blocks than these are no fixed value for AWS. */
  private static final int BROADEST_IPV4 = 8;

  private static final int BROADEST_IPV6 = 32;

  private Exposure() {}

  /** The statements that open the resource to everybody. */
  public static List<Statement> publicStatements(PolicyDocument document) {
    return document.statements().stream()
        .filter(statement -> statement.effect() == Effect.ALLOW)
        .filter(Exposure::everybody)
        .filter(statement -> statement.conditions().stream().noneMatch(Exposure::pins))
        .toList();
  }

  private static boolean everybody(Statement statement) {
    return statement.notPrincipal()
        || statement.principals().stream().anyMatch(principal -> principal.id().contains("*"));
  }

  private static boolean pins(Condition condition) {
    String key = condition.key().toLowerCase(Locale.ROOT);
    String operator = condition.operator().toLowerCase(Locale.ROOT);
    if (operator.startsWith("foranyvalue:")) {
      operator = operator.substring("foranyvalue:".length());
    }
    boolean text = TEXT_OPERATORS.contains(operator);
    boolean fixed =
        text && ID_KEYS.contains(key) && condition.values().stream().allMatch(Exposure::plain)
            || text
                && ARN_KEYS.contains(key)
                && condition.values().stream().allMatch(Exposure::ownedArn)
            || text
                && key.equals(ORG_PATHS_KEY)
                && condition.values().stream().allMatch(Exposure::orgPath)
            || operator.equals("ipaddress")
                && key.equals(IP_KEY)
                && condition.values().stream().allMatch(Exposure::narrow);
    return fixed && !condition.values().isEmpty();
  }

  private static boolean plain(String value) {
    return !value.isEmpty()
        && !value.contains("*")
        && !value.contains("?")
        && !value.contains("${");
  }

  /**
   * An ARN that names its owner: an account, or for S3, whose ARNs have none, a whole bucket name.
   */
  private static boolean ownedArn(String arn) {
    String[] parts = arn.split(":", 6);
    if (parts.length < 6) {
      return plain(arn);
    }
    boolean withoutAccount = parts[4].isEmpty() && plain(parts[5].split("/", 2)[0]);
    return plain(parts[4]) || withoutAccount;
  }

  private static boolean orgPath(String path) {
    return path.startsWith("o-") && plain(path.split("/", 2)[0]) && path.contains("/");
  }

  private static boolean narrow(String cidr) {
    String[] parts = cidr.split("/", 2);
    boolean ipv6 = parts[0].contains(":");
    if (parts.length == 1) {
      return plain(cidr);
    }
    int broadest = ipv6 ? BROADEST_IPV6 : BROADEST_IPV4;
    return parts[1].matches("\\d{1,3}") && Integer.parseInt(parts[1]) >= broadest;
  }
}
