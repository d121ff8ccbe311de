package dev.assay.redact;

import dev.assay.text.JsonText;
import dev.assay.text.Percent;
import dev.assay.text.Text;
import dev.assay.text.UnreadableException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON answers of the AWS CLI, policy documents inside them included. */
final class Documents {

  /** Members whose values are words of AWS's APIs. */
  private static final Set<String> WORDS =
      Set.of(
          "Action",
          "AdditionalArtifacts",
          "AdditionalSchemaElements",
          "AddressFamily",
          "AlternateContactType",
          "Architecture",
          "ComparisonOperator",
          "Compression",
          "CustomerMasterKeySpec",
          "DBInstanceClass",
          "DBInstanceStatus",
          "DefaultVersionId",
          "DeliverLogsStatus",
          "Effect",
          "EncryptionAlgorithms",
          "Engine",
          "ExpirationModel",
          "Field",
          "FlowLogStatus",
          "Format",
          "HomeRegion",
          "HttpEndpoint",
          "HttpProtocolIpv6",
          "HttpTokens",
          "InstanceMetadataTags",
          "InstanceTenancy",
          "InstanceType",
          "IpProtocol",
          "KeyManager",
          "KeySpec",
          "KeyState",
          "KeyUsage",
          "LocationConstraint",
          "LogDestinationType",
          "MFADelete",
          "NotAction",
          "OptInStatus",
          "Origin",
          "Permission",
          "Protocol",
          "ReadWriteType",
          "Region",
          "RegionName",
          "ReportFormat",
          "ReportVersioning",
          "RuleAction",
          "SSEAlgorithm",
          "SigningAlgorithms",
          "SseType",
          "State",
          "StateValue",
          "Statistic",
          "Status",
          "StatusCode",
          "StorageType",
          "Tenancy",
          "TimeUnit",
          "TrafficType",
          "TreatMissingData",
          "Type",
          "VersionId",
          "deliveryFrequency",
          "exclusionByResourceTypes",
          "lastStatus",
          "metricValue",
          "recordingFrequency",
          "resourceTypes",
          "status",
          "type",
          "useOnly");

  /** What such a word looks like: no address, no number of an account. */
  private static final Pattern WORD =
      Pattern.compile("(?!.*\\d{6})(?!.*@)(?!.*\\d\\.\\d+\\.)[A-Za-z0-9_.:*?/-]{0,100}");

  /** Members that people write for people. */
  private static final Set<String> FREE =
      Set.of(
          "AlarmDescription",
          "Comment",
          "Comments",
          "Description",
          "GroupDescription",
          "LogFormat",
          "StateReason",
          "StateReasonData",
          "description");

  private static final Set<String> TAGS = Set.of("TagList", "TagSet", "Tags", "tags");
  private static final Set<String> CONTACTS = Set.of("AlternateContact", "ContactInformation");

  /** Objects whose members have names of the customer's. */
  private static final Set<String> NAMED_BY_CUSTOMER =
      Set.of("Environment", "Parameters", "Variables", "dimensions");

  private static final Set<String> POLICIES =
      Set.of("AssumeRolePolicyDocument", "Document", "Policy", "PolicyDocument");

  private static final Set<String> STATES =
      Set.of("pending", "running", "shutting-down", "terminated", "stopping", "stopped");

  private static final Pattern MEMBER = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,63}");
  private static final Pattern ACCOUNT_NUMBER = Pattern.compile("\\d{11,12}");
  private static final String AWS_POLICY = "^arn:aws[a-z-]*:iam::aws:policy/.*";
  private static final Base64.Encoder BASE64 = Base64.getEncoder();

  private static final ObjectWriter WRITER =
      new JsonMapper()
          .writer()
          .with(
              new DefaultPrettyPrinter()
                  .withObjectIndenter(new DefaultIndenter("    ", "\n"))
                  .withArrayIndenter(new DefaultIndenter("    ", "\n")));

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Names names;
  private final FilterPatterns patterns;
  private final UnaryOperator<String> credentialReport;

  /**
   * @param credentialReport what becomes of the report inside get-credential-report's answer
   */
  Documents(Names names, UnaryOperator<String> credentialReport) {
    this.names = names;
    this.patterns = new FilterPatterns(names);
    this.credentialReport = credentialReport;
  }

  /**
   * An answer.
   *
   * @throws UnreadableException when it is no JSON
   */
  String redact(String text) throws UnreadableException {
    return WRITER.writeValueAsString(node("", "", JsonText.parse(text))) + "\n";
  }

  private JsonNode node(String above, String member, JsonNode node) {
    if (TAGS.contains(member)) {
      return node.isObject()
          ? NODES.objectNode()
          : node.isArray() ? NODES.arrayNode() : NODES.nullNode();
    }
    if (node.isObject()) {
      return object(member, node);
    }
    if (node.isArray()) {
      ArrayNode copy = NODES.arrayNode();
      node.forEach(item -> copy.add(node(above, member, item)));
      return copy;
    }
    if (node.isString()) {
      return NODES.stringNode(text(above, member, node.stringValue()));
    }
    if (node.isIntegralNumber() && ACCOUNT_NUMBER.matcher(node.asString()).matches()) {
      String twelve = "0".repeat(12 - node.asString().length()) + node.asString();
      return NODES.numberNode(Long.parseLong(names.redact(twelve)));
    }
    return node;
  }

  private ObjectNode object(String member, JsonNode node) {
    ObjectNode copy = NODES.objectNode();
    boolean ofCustomer = NAMED_BY_CUSTOMER.contains(member);
    boolean awsPolicy =
        node.path("PolicyArn").asString("").matches(AWS_POLICY)
            || node.path("Arn").asString("").matches(AWS_POLICY);
    for (String name : node.propertyNames()) {
      JsonNode value = node.get(name);
      if (awsPolicy && name.equals("PolicyName")) {
        copy.set(name, value);
      } else if (member.equals("Condition")) {
        copy.set(name, condition(value));
      } else if (CONTACTS.contains(member) && value.isString()) {
        boolean kind = name.equals("AlternateContactType");
        copy.put(
            name, kind ? text("", name, value.stringValue()) : names.free(value.stringValue()));
      } else {
        boolean kept = !ofCustomer && MEMBER.matcher(name).matches();
        copy.set(kept ? name : names.redact(name), node(member, name, value));
      }
    }
    return copy;
  }

  /** The keys of one operator: AWS's own, but for what follows a slash, and identity providers'. */
  private JsonNode condition(JsonNode keys) {
    if (!keys.isObject()) {
      return node("", "", keys);
    }
    ObjectNode copy = NODES.objectNode();
    for (String key : keys.propertyNames()) {
      String[] parts = key.split("/", 2);
      boolean ofAws = parts[0].matches("[A-Za-z0-9-]{1,40}:[A-Za-z0-9.-]{1,80}");
      String name =
          ofAws
              ? parts[0] + (parts.length > 1 ? "/" + names.redact(parts[1]) : "")
              : names.redact(key);
      copy.set(name, node("Condition", "", keys.get(key)));
    }
    return copy;
  }

  private String text(String above, String member, String text) {
    if (text.isBlank()) {
      return text;
    }
    if (FREE.contains(member)) {
      return names.free(text);
    }
    if (member.equals("filterPattern")) {
      return patterns.redact(text);
    }
    if (member.equals("Content") && above.isEmpty()) {
      return content(text);
    }
    if (WORDS.contains(member) && WORD.matcher(text).matches()
        || above.equals("State") && member.equals("Name") && STATES.contains(text)) {
      return text;
    }
    return document(member, text);
  }

  /** JSON inside a string, percent-encoded or not; else names. */
  private String document(String member, String text) {
    String start = text.stripLeading();
    try {
      if (start.startsWith("{")) {
        return node("", "", JsonText.parse(text)).toString();
      }
      if (POLICIES.contains(member) && start.startsWith("%7B")) {
        String decoded = Percent.decode(text);
        String redacted = node("", "", JsonText.parse(decoded)).toString();
        return Percent.encode(redacted);
      }
    } catch (UnreadableException e) {
      return names.free(text);
    }
    return names.redact(text);
  }

  private String content(String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
      String report = credentialReport.apply(Text.decode(bytes));
      return BASE64.encodeToString(report.getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException | UnreadableException e) {
      return "(unreadable, redacted)";
    }
  }
}
