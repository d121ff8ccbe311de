package dev.assay.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.Sha256;
import dev.assay.aws.AuthorizationDetails;
import dev.assay.aws.Call;
import dev.assay.aws.Evidence;
import dev.assay.aws.Region.SecurityGroup;
import dev.assay.aws.Request;
import dev.assay.testing.Given;
import dev.assay.testing.Outcome;
import dev.assay.testing.Refusal;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that are never in memory as a whole. */
class LongAnswerTest {

  private static final Request DETAILS = Request.of(Call.GET_ACCOUNT_AUTHORIZATION_DETAILS);
  private static final int USERS = 40_000;

  /** More than is read before a second thread takes over. */
  private static final String LONG = details("");

  private static String details(String rest) {
    StringBuilder text = new StringBuilder("{\n    \"UserDetailList\": [");
    for (int i = 0; i < USERS; i++) {
      text.append(i == 0 ? "\n" : ",\n")
          .append("        {\n            \"UserName\": \"ü-%d\",\n".formatted(i))
          .append("            \"Arn\": \"arn:aws:iam::111122223333:user/ü-%d\",\n".formatted(i))
          .append("            \"CreateDate\": \"2024-01-01T00:00:00Z\"\n        }");
    }
    return text
        + "\n    ],\n    \"GroupDetailList\": [],\n    \"RoleDetailList\": [],\n"
        + "    \"Policies\": []"
        + rest
        + "\n}\n";
  }

  @Test
  void an_element_read_on_its_own_is_what_it_is_in_its_list() {
    Calls calls = calls(LONG);

    Evidence<List<String>> whole =
        calls.answer(DETAILS).then(a -> a.need("UserDetailList").list(LongAnswerTest::said));
    Evidence<List<String>> stream = calls.list(DETAILS, "UserDetailList", LongAnswerTest::said);

    assertThat(LONG.length()).isGreaterThan(5 * 1024 * 1024);
    assertThat(stream.value()).hasSize(USERS);
    assertThat(stream).isEqualTo(whole);
  }

  private static String said(Json user) {
    return user.source() + " " + user.need("UserName").label() + " " + user.at("Path").source();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          one page of several    | ,"NextToken": "x"     | is one page of several: `NextToken` is left inside
          marked as cut off      | ,"IsTruncated": true  | is one page of several: `IsTruncated` is set
          a list twice           | ,"Policies": []       | has the key `Policies` twice in one object at line 200006 column 30
          more behind            | } {                   | has more text after the document at line 200006 column 21
          cut off                | ,                     | is not JSON at line 200007 column 1
          """)
  void what_stands_behind_a_long_list_decides_about_it(String name, String rest, String fault) {
    Evidence<AuthorizationDetails> details = IamReader.authorizationDetails(calls(details(rest)));

    assertThat(Outcome.of(details)).isEqualTo("missing: " + DETAILS.path() + " " + fault);
    assertThat(Outcome.of(calls(details(rest)).answer(DETAILS))).isEqualTo(Outcome.of(details));
  }

  @Test
  void a_byte_changed_within_a_long_list_is_seen() {
    SortedMap<String, byte[]> files = new TreeMap<>(Given.snapshot().files());
    files.put(DETAILS.path(), LONG.getBytes(UTF_8));
    StringBuilder sums = new StringBuilder();
    files.forEach((path, bytes) -> sums.append(Sha256.hex(bytes) + "  " + path + "\n"));
    files.put("SHA256SUMS", sums.toString().getBytes(UTF_8));
    assertThat(Refusal.of(() -> Snapshot.of(files).account(Optional.empty()))).isEqualTo("none");

    files.get(DETAILS.path())[5_000_000] ^= 1;

    assertThat(Refusal.of(() -> Snapshot.of(files).account(Optional.empty())))
        .startsWith(
            "REJECTED: " + DETAILS.path() + ": was changed after it was collected: SHA-256 is");
  }

  /** What a group's rules refer to is asked for when the groups are known to be all. */
  @Test
  void a_truncated_list_of_groups_asks_for_no_prefix_list() {
    String groups =
        """
        {"SecurityGroups": [{"GroupId": "sg-1", "GroupName": "a", "IpPermissionsEgress": [],
          "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [],
            "Ipv6Ranges": [], "PrefixListIds": [{"PrefixListId": "pl-1"}]}]}]%s}
        """;
    String path = "regions/eu-west-1/ec2/describe-security-groups.json";
    Given given =
        Given.snapshot()
            .answer(
                Call.DESCRIBE_REGIONS,
                "{'Regions': [{'RegionName': 'eu-west-1', 'OptInStatus': 'opted-in'}]}");
    Request entries =
        Request.about(Call.GET_MANAGED_PREFIX_LIST_ENTRIES, "eu-west-1", "pl-1", "pl-1");

    var whole = given.with(path, groups.formatted("")).account();
    var page = given.with(path, groups.formatted(", \"NextToken\": \"x\"")).account();

    assertThat(whole.calls()).containsKey(entries);
    assertThat(
            whole.regions().get(0).securityGroups().value().stream()
                .map(SecurityGroup::ingress)
                .map(rules -> rules.value().get(0).prefixLists().value().get(0).entries())
                .map(Outcome::of))
        .containsExactly("missing: " + entries.path() + " was not collected");
    assertThat(page.calls()).doesNotContainKey(entries);
    assertThat(page.regions().get(0).securityGroups().isLost()).isTrue();
  }

  /** A file of 200 MiB in a heap of a third of that. */
  @Test
  void a_long_list_needs_little_memory(@TempDir Path directory) throws Exception {
    Path snapshot = directory.resolve("snapshot");
    Given.snapshot().write(snapshot);
    Path file = snapshot.resolve(DETAILS.path());
    Files.createDirectories(file.getParent());
    String version =
        "{\"VersionId\": \"v%d\", \"IsDefaultVersion\": %b, \"Document\": {\"Statement\": []},"
            + " \"x\": \""
            + " ".repeat(100_000)
            + "\"}";
    String versions = version.formatted(2, false) + "," + version.formatted(1, true);
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write("{\"UserDetailList\": [], \"Policies\": [{}".getBytes(UTF_8));
      for (int i = 0; i < 1000; i++) {
        out.write(",{\"PolicyVersionList\": [%s]}".formatted(versions).getBytes(UTF_8));
      }
      out.write("], \"GroupDetailList\": [], \"RoleDetailList\": []}".getBytes(UTF_8));
    }
    assertThat(Files.size(file)).isGreaterThan(200_000_000);
    Path errors = directory.resolve("errors");

    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.assay.cli.Main",
                "verify",
                snapshot.toString())
            .redirectError(errors.toFile())
            .redirectOutput(directory.resolve("output").toFile())
            .start();

    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(errors)).isEmpty();
    assertThat(process.exitValue()).isEqualTo(3);
  }

  private static Calls calls(String text) {
    return new Calls(
        Tree.of(Map.of(DETAILS.path(), text.getBytes(UTF_8))), Optional.empty(), Optional.empty());
  }
}
