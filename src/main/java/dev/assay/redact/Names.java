package dev.assay.redact;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts that name things: names, paths, ARNs, patterns of them, and sentences with such inside.
 *
 * <p>A text is taken apart at characters that no name holds, and each part is replaced by itself.
 * So what is equal stays equal wherever it stands, and what begins another at such a character
 * still does.
 */
final class Names {

  /** What stands between names in sentences, rules and policies. */
  private static final Pattern WORD = Pattern.compile("[^\\s()\"'`<>{}\\[\\];|$\\\\]+");

  /** What stands between the parts of an ARN or path, and wildcards. */
  private static final Pattern PART = Pattern.compile("[^/:*?]+");

  private static final Pattern TIME =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\d([T ]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:?\\d\\d)?)?"
              + "|\\d{8}T\\d{6}Z");

  private static final Pattern REGION =
      Pattern.compile(
          "(af|ap|ca|cn|eu|il|me|mx|sa|us)(-gov|-isob?|-isoe|-isof)?"
              + "-(central|north|south|east|west|northeast|northwest|southeast|southwest)-\\d"
              + "[a-f]?");

  /** Hosts of AWS's own: nobody else can have a name directly below this one. */
  private static final Pattern SERVICE =
      Pattern.compile(
          "(logging\\.s3|delivery\\.logs|[a-z][a-z0-9-]{1,30}|[a-z0-9]{2,20}\\.(?<region>[a-z0-9-]+))"
              + "\\.amazonaws\\.com(\\.cn)?");

  private static final Pattern SERVICE_ROLE = Pattern.compile("AWSServiceRoleFor[A-Za-z]{1,64}");
  private static final Pattern RESOURCE_TYPE =
      Pattern.compile("AWS::[A-Za-z0-9]{1,40}::[A-Za-z0-9]{1,40}");
  private static final Pattern GROUP_URI =
      Pattern.compile("http://acs\\.amazonaws\\.com/groups/(global|s3)/[A-Za-z]{1,40}");
  private static final Pattern POLICY_VARIABLE =
      Pattern.compile("\\$\\{(aws|s3|saml|sts):[A-Za-z]{1,40}}");

  /** Words of AWS, not of its customers. */
  private static final Set<String> WORDS =
      Set.of(
          "AWS",
          "AWSSupportAccess",
          "AWSCloudShellFullAccess",
          "BILLING",
          "Data",
          "Deleted",
          "Management",
          "OPERATIONS",
          "PendingConfirmation",
          "SECURITY",
          "aws-service-role",
          "service-role",
          "default",
          "false",
          "http",
          "https",
          "local",
          "root-account-mfa-device",
          "true");

  /** By service, with what the last part of its ARNs begins. */
  private static final Map<String, Set<String>> TYPES =
      Map.ofEntries(
          Map.entry("access-analyzer", Set.of("analyzer")),
          Map.entry("bcm-data-exports", Set.of("export")),
          Map.entry("cloudtrail", Set.of("trail", "eventdatastore")),
          Map.entry("cloudwatch", Set.of("alarm")),
          Map.entry("config", Set.of("configuration-recorder")),
          Map.entry("cur", Set.of("definition")),
          Map.entry("dynamodb", Set.of("table")),
          Map.entry(
              "ec2",
              Set.of(
                  "instance",
                  "network-acl",
                  "prefix-list",
                  "route-table",
                  "security-group",
                  "subnet",
                  "vpc",
                  "vpc-peering-connection")),
          Map.entry(
              "iam",
              Set.of(
                  "group",
                  "instance-profile",
                  "mfa",
                  "oidc-provider",
                  "policy",
                  "role",
                  "root",
                  "saml-provider",
                  "server-certificate",
                  "user")),
          Map.entry("kms", Set.of("alias", "key")),
          Map.entry("lambda", Set.of("function")),
          Map.entry("logs", Set.of("log-group")),
          Map.entry("rds", Set.of("cluster", "db", "snapshot")),
          Map.entry("sts", Set.of("assumed-role", "federated-user")));

  private static final int ARN_PARTS = 6;

  private final Pseudonyms pseudonyms;

  Names(Pseudonyms pseudonyms) {
    this.pseudonyms = pseudonyms;
  }

  /** A text of unknown make: whatever in it may name something is replaced. */
  String redact(String text) {
    if (TIME.matcher(text).matches()
        || RESOURCE_TYPE.matcher(text).matches()
        || GROUP_URI.matcher(text).matches()) {
      return text;
    }
    return pseudonyms
        .address(text)
        .orElseGet(() -> replace(POLICY_VARIABLE, text, variable -> variable, this::words));
  }

  /** A text for people, of which nothing is kept but that it is there. */
  String free(String text) {
    return pseudonyms.opaque(text);
  }

  /** Whether a text is a moment or a day. */
  static boolean isTime(String text) {
    return TIME.matcher(text).matches();
  }

  static boolean isRegion(String text) {
    return REGION.matcher(text).matches();
  }

  private String words(String text) {
    return replace(WORD, text, this::word, gap -> gap);
  }

  private String word(String word) {
    return word.startsWith("arn:") ? arn(word.split(":", ARN_PARTS)) : parts(word);
  }

  /** An ARN, or the beginning of one: patterns may end anywhere. */
  private String arn(String... parts) {
    boolean ofAws = parts.length == ARN_PARTS && parts[4].equals("aws");
    List<String> redacted = new ArrayList<>(List.of(parts[0]));
    for (int i = 1; i < parts.length; i++) {
      redacted.add(
          switch (i) {
            case 1 -> word("aws[a-z-]{0,20}", parts[i]);
            case 2 -> word("[a-z0-9-]{1,40}", parts[i]);
            case 3 -> parts(parts[i]);
            case 4 -> ofAws ? parts[i] : parts(parts[i]);
            default -> ofAws && parts[2].equals("iam") ? parts[i] : resource(parts[2], parts[i]);
          });
    }
    return String.join(":", redacted);
  }

  private String resource(String service, String rest) {
    String type = rest.split("[/:]", 2)[0];
    String kept = TYPES.getOrDefault(service, Set.of()).contains(type) ? type : "";
    return kept + parts(rest.substring(kept.length()));
  }

  private String word(String shape, String text) {
    return text.matches(shape) ? text : parts(text);
  }

  private String parts(String text) {
    return replace(PART, text, this::part, gap -> gap);
  }

  private String part(String part) {
    return isOfAws(part) ? part : pseudonyms.of(part);
  }

  private static boolean isOfAws(String part) {
    Matcher service = SERVICE.matcher(part);
    return WORDS.contains(part)
        || REGION.matcher(part).matches()
        || SERVICE_ROLE.matcher(part).matches()
        || service.matches()
            && (service.group("region") == null || isRegion(service.group("region")));
  }

  /** Rewrites the matches of a pattern and what stands between them. */
  static String replace(
      Pattern pattern, String text, UnaryOperator<String> match, UnaryOperator<String> between) {
    StringBuilder out = new StringBuilder();
    Matcher matcher = pattern.matcher(text);
    int end = 0;
    while (matcher.find()) {
      out.append(between.apply(text.substring(end, matcher.start())));
      out.append(match.apply(matcher.group()));
      end = matcher.end();
    }
    return out.append(between.apply(text.substring(end))).toString();
  }
}
