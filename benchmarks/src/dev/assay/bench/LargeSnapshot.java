package dev.assay.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/**
 * Snapshots of accounts that are too large to be kept in the repository: the sample {@code
 * seed-table} with its users, policies and security groups replaced by many, in the formatting of
 * the AWS CLI. The same numbers give the same bytes.
 *
 * @param users of the credential report and the authorization details; there are as many roles
 * @param policies managed by the customer, each with five versions that fill AWS's quota
 * @param groups security groups of a region
 * @param rules of all security groups of a region together
 */
record LargeSnapshot(int users, int policies, int groups, int rules) {

  /** Authorization details of 200 MB. */
  static final LargeSnapshot OF_200_MB = new LargeSnapshot(5_000, 1_500, 100, 1_000);

  static final String DETAILS = "global/iam/get-account-authorization-details.json";
  static final String REPORT = "global/iam/credential-report.csv";
  static final String SECURITY_GROUPS = "regions/us-east-1/ec2/describe-security-groups.json";

  static final String REGIONS = "global/ec2/describe-regions.json";

  private static final Path SAMPLE = Path.of("samples/seed-table");
  private static final String SUMMARY = "global/iam/get-account-summary.json";
  private static final String REPORT_ANSWER = "global/iam/get-credential-report.json";
  private static final String ACCOUNT = "999900001111";
  private static final String IAM = "arn:aws:iam::" + ACCOUNT + ":";
  private static final String MADE = "2025-03-01T09:00:00+00:00";

  private static final List<String> SERVICES =
      List.of(
          "s3",
          "ec2",
          "sqs",
          "sns",
          "kms",
          "logs",
          "lambda",
          "dynamodb",
          "cloudwatch",
          "ecr",
          "ecs",
          "rds",
          "ssm",
          "secretsmanager");
  private static final List<String> VERBS =
      List.of("Get", "List", "Put", "Delete", "Create", "Update", "Describe", "Tag", "Start");
  private static final List<String> NOUNS =
      List.of("Object", "Queue", "Item", "Key", "Topic", "Image", "Task", "Stream", "Rule", "Role");

  /** Characters besides blanks that AWS allows in a managed policy, and in a user's own. */
  private static final int MANAGED_POLICY = 6_144;

  private static final int INLINE_POLICY = 2_048;

  /**
   * Writes one: DIRECTORY USERS POLICIES GROUPS RULES.
   *
   * @throws IOException when the directory is there, or cannot be written
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    List<Integer> numbers = Stream.of(args).skip(1).map(Integer::valueOf).toList();
    new LargeSnapshot(numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3))
        .write(Path.of(args[0]));
  }

  /** Writes it, sealed as a collector does. */
  void write(Path directory) throws IOException, InterruptedException {
    try (Stream<Path> files = Files.walk(SAMPLE)) {
      for (Path file : files.toList()) {
        Files.copy(file, directory.resolve(SAMPLE.relativize(file).toString()));
      }
    }
    write(directory, DETAILS, this::details);
    write(directory, SECURITY_GROUPS, json -> securityGroups(json, "us-east-1"));
    write(directory, REPORT_ANSWER, this::reportAnswer);
    Files.writeString(directory.resolve(REPORT), credentialReport());
    Path summary = directory.resolve(SUMMARY);
    Files.writeString(
        summary, Files.readString(summary).replaceFirst("\"Users\": \\d+", "\"Users\": " + users));
    Process sealing = new ProcessBuilder("samples/seal", directory.toString()).inheritIO().start();
    if (sealing.waitFor() != 0) {
      throw new IOException("samples/seal failed");
    }
  }

  /**
   * Writes only one of the long files, and some of the sample's, as one would by hand: without
   * sums.
   */
  void writeByHand(Path directory, String file, List<String> besides) throws IOException {
    Files.createDirectories(directory.resolve(file).getParent());
    for (String other : besides) {
      Files.createDirectories(directory.resolve(other).getParent());
      Files.copy(SAMPLE.resolve(other), directory.resolve(other));
    }
    Files.copy(SAMPLE.resolve("snapshot.json"), directory.resolve("snapshot.json"));
    switch (file) {
      case DETAILS -> write(directory, file, this::details);
      case SECURITY_GROUPS -> write(directory, file, json -> securityGroups(json, "us-east-1"));
      case REPORT -> Files.writeString(directory.resolve(file), credentialReport());
      default -> throw new IllegalArgumentException(file);
    }
  }

  /** Writes only the security groups of several regions: each has as many. */
  void writeRegions(Path directory, List<String> regions) throws IOException {
    Files.createDirectories(directory.resolve(REGIONS).getParent());
    Files.copy(SAMPLE.resolve("snapshot.json"), directory.resolve("snapshot.json"));
    write(directory, REGIONS, json -> enabled(json, regions));
    for (String region : regions) {
      Files.createDirectories(directory.resolve(securityGroups(region)).getParent());
      write(directory, securityGroups(region), json -> securityGroups(json, region));
    }
  }

  private static String securityGroups(String region) {
    return SECURITY_GROUPS.replace("us-east-1", region);
  }

  /** DescribeRegions. */
  private static void enabled(JsonGenerator json, List<String> regions) {
    json.writeArrayPropertyStart("Regions");
    for (String region : regions) {
      json.writeStartObject();
      json.writeStringProperty("OptInStatus", "opt-in-not-required");
      json.writeStringProperty("RegionName", region);
      json.writeStringProperty("Endpoint", "ec2." + region + ".amazonaws.com");
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** What a call prints. */
  interface Answer {
    void to(JsonGenerator json);
  }

  private static void write(Path directory, String file, Answer answer) throws IOException {
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(directory.resolve(file)))) {
      write(answer, out);
    }
  }

  /** Prints an answer as the CLI does: four spaces, one element a line, a last line end. */
  static void write(Answer answer, OutputStream out) throws IOException {
    DefaultIndenter indenter = new DefaultIndenter("    ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
                Separators.createDefaultInstance()
                    .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                    .withObjectEmptySeparator("")
                    .withArrayEmptySeparator(""))
            .withObjectIndenter(indenter)
            .withArrayIndenter(indenter);
    ObjectWriteContext context =
        new ObjectWriteContext.Base() {
          @Override
          public DefaultPrettyPrinter getPrettyPrinter() {
            return printer;
          }
        };
    try (JsonGenerator json = JsonFactory.builder().build().createGenerator(context, out)) {
      json.writeStartObject();
      answer.to(json);
      json.writeEndObject();
      json.writeRaw("\n");
    }
  }

  /** GetAccountAuthorizationDetails. */
  void details(JsonGenerator json) {
    SplittableRandom random = new SplittableRandom(1);
    json.writeArrayPropertyStart("UserDetailList");
    for (int i = 0; i < users; i++) {
      principal(json, random, "User", "user-" + i, i);
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("GroupDetailList");
    for (int i = 0; i < 50; i++) {
      principal(json, random, "Group", "group-" + i, i);
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("RoleDetailList");
    for (int i = 0; i < users; i++) {
      principal(json, random, "Role", "role-" + i, i);
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("Policies");
    for (int i = 0; i < policies; i++) {
      policy(json, random, i);
    }
    json.writeEndArray();
  }

  private void principal(
      JsonGenerator json, SplittableRandom random, String kind, String name, int i) {
    json.writeStartObject();
    json.writeStringProperty("Path", "/");
    json.writeStringProperty(kind + "Name", name);
    json.writeStringProperty(kind + "Id", "A" + id(random, 20));
    json.writeStringProperty("Arn", IAM + kind.toLowerCase(Locale.ROOT) + "/" + name);
    json.writeStringProperty("CreateDate", MADE);
    if (kind.equals("Role")) {
      json.writeObjectPropertyStart("AssumeRolePolicyDocument");
      json.writeStringProperty("Version", "2012-10-17");
      json.writeArrayPropertyStart("Statement");
      json.writeStartObject();
      json.writeStringProperty("Effect", "Allow");
      json.writeObjectPropertyStart("Principal");
      json.writeStringProperty("Service", SERVICES.get(i % SERVICES.size()) + ".amazonaws.com");
      json.writeEndObject();
      json.writeStringProperty("Action", "sts:AssumeRole");
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
      json.writeArrayPropertyStart("InstanceProfileList");
      json.writeEndArray();
    }
    json.writeArrayPropertyStart(kind + "PolicyList");
    json.writeStartObject();
    json.writeStringProperty("PolicyName", "own");
    json.writeName("PolicyDocument");
    document(json, random, INLINE_POLICY);
    json.writeEndObject();
    json.writeEndArray();
    if (kind.equals("User")) {
      json.writeArrayPropertyStart("GroupList");
      json.writeString("group-" + i % 50);
      json.writeEndArray();
    }
    json.writeArrayPropertyStart("AttachedManagedPolicies");
    if (!kind.equals("User") || i % 10 == 0) {
      json.writeStartObject();
      json.writeStringProperty("PolicyName", "policy-" + i % policies);
      json.writeStringProperty("PolicyArn", IAM + "policy/policy-" + i % policies);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("Tags");
    for (String key : List.of("owner", "team", "cost-center", "created-by", "environment")) {
      json.writeStartObject();
      json.writeStringProperty("Key", key);
      json.writeStringProperty("Value", id(random, 12));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void policy(JsonGenerator json, SplittableRandom random, int i) {
    json.writeStartObject();
    json.writeStringProperty("PolicyName", "policy-" + i);
    json.writeStringProperty("PolicyId", "A" + id(random, 20));
    json.writeStringProperty("Arn", IAM + "policy/policy-" + i);
    json.writeStringProperty("Path", "/");
    json.writeStringProperty("DefaultVersionId", "v5");
    json.writeNumberProperty("AttachmentCount", 1);
    json.writeNumberProperty("PermissionsBoundaryUsageCount", 0);
    json.writeBooleanProperty("IsAttachable", true);
    json.writeStringProperty("CreateDate", MADE);
    json.writeStringProperty("UpdateDate", MADE);
    json.writeArrayPropertyStart("PolicyVersionList");
    for (int version = 5; version > 0; version--) {
      json.writeStartObject();
      json.writeName("Document");
      document(json, random, MANAGED_POLICY);
      json.writeStringProperty("VersionId", "v" + version);
      json.writeBooleanProperty("IsDefaultVersion", version == 5);
      json.writeStringProperty("CreateDate", MADE);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Statements until the quota is full. */
  private static void document(JsonGenerator json, SplittableRandom random, int quota) {
    int left = quota - 50;
    json.writeStartObject();
    json.writeStringProperty("Version", "2012-10-17");
    json.writeArrayPropertyStart("Statement");
    for (int i = 0; left > 300; i++) {
      json.writeStartObject();
      json.writeStringProperty("Sid", "Part" + i);
      json.writeStringProperty("Effect", "Allow");
      json.writeArrayPropertyStart("Action");
      left -= 130;
      for (int n = 0; n < 40 && left > 100; n++) {
        String action = one(SERVICES, random) + ":" + one(VERBS, random) + one(NOUNS, random);
        json.writeString(action);
        left -= action.length() + 3;
      }
      json.writeEndArray();
      json.writeArrayPropertyStart("Resource");
      for (int n = 0; n < 2; n++) {
        json.writeString("arn:aws:s3:::bucket-" + id(random, 8) + "/*");
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** DescribeSecurityGroups. */
  void securityGroups(JsonGenerator json, String region) {
    SplittableRandom random = new SplittableRandom(region.hashCode());
    json.writeArrayPropertyStart("SecurityGroups");
    for (int i = 0; i < groups; i++) {
      int own = (int) ((i + 1L) * rules / groups - (long) i * rules / groups);
      String id = "sg-" + id(random, 17).toLowerCase(Locale.ROOT);
      json.writeStartObject();
      json.writeStringProperty("GroupId", id);
      json.writeArrayPropertyStart("IpPermissionsEgress");
      rule(json, "-1", 0, List.of("0.0.0.0/0"));
      json.writeEndArray();
      json.writeArrayPropertyStart("Tags");
      json.writeEndArray();
      json.writeStringProperty("VpcId", "vpc-02757fb9a4e649be4");
      json.writeStringProperty(
          "SecurityGroupArn", "arn:aws:ec2:" + region + ":" + ACCOUNT + ":security-group/" + id);
      json.writeStringProperty("OwnerId", ACCOUNT);
      json.writeStringProperty("GroupName", "group-" + i);
      json.writeStringProperty("Description", "Group number " + i);
      json.writeArrayPropertyStart("IpPermissions");
      for (int n = 1; n < own; n++) {
        boolean open = i % 1000 == 0 && n == 1;
        String block = "10." + random.nextInt(256) + "." + random.nextInt(256) + ".0/24";
        rule(json, "tcp", open ? 22 : 1024 + n, List.of(open ? "0.0.0.0/0" : block));
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void rule(JsonGenerator json, String protocol, int port, List<String> blocks) {
    json.writeStartObject();
    json.writeStringProperty("IpProtocol", protocol);
    if (port > 0) {
      json.writeNumberProperty("FromPort", port);
      json.writeNumberProperty("ToPort", port);
    }
    json.writeArrayPropertyStart("UserIdGroupPairs");
    json.writeEndArray();
    json.writeArrayPropertyStart("IpRanges");
    for (String block : blocks) {
      json.writeStartObject();
      json.writeStringProperty("CidrIp", block);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("Ipv6Ranges");
    json.writeEndArray();
    json.writeArrayPropertyStart("PrefixListIds");
    json.writeEndArray();
    json.writeEndObject();
  }

  private void reportAnswer(JsonGenerator json) {
    byte[] report = credentialReport().getBytes(StandardCharsets.UTF_8);
    json.writeStringProperty("Content", Base64.getEncoder().encodeToString(report));
    json.writeStringProperty("ReportFormat", "text/csv");
    json.writeStringProperty("GeneratedTime", "2026-06-30T11:57:30+00:00");
  }

  /** The credential report: the sample's header and root, and the users. */
  String credentialReport() {
    List<String> lines = new ArrayList<>();
    try (Stream<String> sample = Files.lines(SAMPLE.resolve(REPORT))) {
      sample.limit(2).forEach(lines::add);
    } catch (IOException e) {
      throw new IllegalStateException("run this in the repository", e);
    }
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < users; i++) {
      String day = String.format(Locale.ROOT, "2026-0%d-1%dT08:30:00+00:00", i % 6 + 1, i % 10);
      boolean console = random.nextInt(3) == 0;
      lines.add(
          String.join(
              ",",
              "user-" + i,
              IAM + "user/user-" + i,
              MADE,
              "" + console,
              console ? day : "N/A",
              console ? MADE : "N/A",
              "N/A",
              "" + (console && i % 100 > 0),
              "" + !console,
              console ? "N/A" : day,
              console ? "N/A" : day,
              console ? "N/A" : "us-east-1",
              console ? "N/A" : "s3",
              "false,N/A,N/A,N/A,N/A,false,N/A,false,N/A"));
    }
    return String.join("\n", lines);
  }

  private static String one(List<String> words, SplittableRandom random) {
    return words.get(random.nextInt(words.size()));
  }

  private static String id(SplittableRandom random, int length) {
    StringBuilder id = new StringBuilder();
    while (id.length() < length) {
      id.append(Character.toUpperCase(Character.forDigit(random.nextInt(36), 36)));
    }
    return id.toString();
  }
}
