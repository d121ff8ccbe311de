package dev.assay.check;

import static dev.assay.check.Regions.AWAY;
import static dev.assay.check.Regions.HOME;
import static dev.assay.check.Regions.denied;
import static dev.assay.check.Regions.enabled;
import static dev.assay.check.Regions.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.aws.Call;
import dev.assay.testing.Given;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules on regions, for every check that asks its question in each of them. */
class RegionalTest {

  private static final String CASES =
      """
      access-analyzer-enabled  | accessanalyzer/list-analyzers                  | {'analyzers': []} | FAIL
      config-all-regions       | configservice/describe-configuration-recorders | {'ConfigurationRecorders': [{'name': 'default', 'recordingGroup': {'allSupported': false, 'includeGlobalResourceTypes': true}}]} | FAIL
      ec2-instance-roles       | ec2/describe-instances                         | {'Reservations': [{'Instances': [{'InstanceId': 'i-1', 'State': {'Name': 'running'}}]}]} | MANUAL
      kms-cmk-rotation         | kms/list-keys                                  | {'Keys': [{'KeyId': '1', 'KeyArn': 'arn:aws:kms:us-east-1:111122223333:key/1'}]} | FAIL
      nacl-no-public-admin     | ec2/describe-network-acls                      | {'NetworkAcls': [{'NetworkAclId': 'acl-1', 'Entries': [{'RuleNumber': 100, 'Egress': false, 'Protocol': '-1', 'RuleAction': 'allow', 'CidrBlock': '0.0.0.0/0'}]}]} | FAIL
      sg-no-public-ingress     | ec2/describe-security-groups                   | {'SecurityGroups': [OPEN]} | FAIL
      sg-no-public-rdp         | ec2/describe-security-groups                   | {'SecurityGroups': [OPEN]} | FAIL
      sg-no-public-ssh         | ec2/describe-security-groups                   | {'SecurityGroups': [OPEN]} | FAIL
      sns-topic-subscribers    | sns/list-topics                                | {'Topics': [{'TopicArn': 'arn:aws:sns:us-east-1:111122223333:t'}]} | MANUAL
      vpc-default-sg-closed    | ec2/describe-security-groups                   | {'SecurityGroups': [OPEN]} | FAIL
      vpc-flow-logs            | ec2/describe-vpcs                              | {'Vpcs': [{'VpcId': 'vpc-1', 'OwnerId': '111122223333'}]} | FAIL
      vpc-peering-least-access | ec2/describe-route-tables                      | {'RouteTables': [{'RouteTableId': 'rtb-1', 'VpcId': 'vpc-1', 'Routes': [{'DestinationCidrBlock': '0.0.0.0/0', 'VpcPeeringConnectionId': 'pcx-1'}]}]} | FAIL
      """;

  private static final String OPEN =
      """
      {'GroupId': 'sg-1', 'GroupName': 'default', 'IpPermissionsEgress': [], 'IpPermissions': [
        {'IpProtocol': '-1', 'IpRanges': [{'CidrIp': '0.0.0.0/0'}], 'Ipv6Ranges': [],
          'PrefixListIds': []}]}
      """;

  /** What is read beside the listing in {@link #CASES}, so that the listing alone decides. */
  private static Given beside(Given snapshot) {
    return snapshot
        .with(
            in(HOME, "configservice/describe-configuration-recorder-status"),
            """
            {'ConfigurationRecordersStatus':
              [{'name': 'default', 'recording': true, 'lastStatus': 'SUCCESS'}]}
            """)
        .with(
            in(HOME, "configservice/describe-delivery-channels"),
            "{'DeliveryChannels': [{'name': 'd', 's3BucketName': 'b', 'snsTopicARN': 't'}]}")
        .with(
            in(HOME, "kms/describe-key/1"),
            """
            {'KeyMetadata': {'KeyManager': 'CUSTOMER', 'KeySpec': 'SYMMETRIC_DEFAULT',
              'KeyState': 'Enabled', 'Origin': 'AWS_KMS'}}
            """)
        .with(in(HOME, "kms/get-key-rotation-status/1"), "{'KeyRotationEnabled': false}")
        .with(in(HOME, "sns/list-subscriptions-by-topic/t"), "{'Subscriptions': []}")
        .with(in(HOME, "ec2/describe-flow-logs"), "{'FlowLogs': []}");
  }

  private static Given found(Given snapshot, String listing, String answer) {
    return beside(snapshot).with(in(HOME, listing), answer.replace("OPEN", OPEN));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', textBlock = CASES)
  void a_region_that_was_not_collected_is_unknown_beside_what_was_found(
      String check, String listing, String answer, String expected) {
    Given one = found(enabled(HOME), listing, answer);
    Given two = found(enabled(HOME, AWAY), listing, answer);

    assertThat(one.statuses(check)).isEqualTo(expected);
    assertThat(two.findings(check, Map.of()))
        .filteredOn(finding -> finding.status() == Status.UNKNOWN)
        .extracting(finding -> finding.resource().id())
        .containsExactly(AWAY);
    assertThat(two.findings(check, Map.of())).hasSize(2);
    assertThat(two.statuses(check)).contains(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', textBlock = CASES)
  void a_region_that_is_not_opted_in_is_not_asked_for(
      String check, String listing, String answer, String expected) {
    Given snapshot =
        found(Given.snapshot(), listing, answer)
            .with(
                Regions.LISTING,
                """
                {'Regions': [
                  {'RegionName': 'us-east-1', 'OptInStatus': 'opt-in-not-required'},
                  {'RegionName': 'af-south-1', 'OptInStatus': 'not-opted-in'}]}
                """);

    assertThat(snapshot.statuses(check)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', textBlock = CASES)
  void without_the_list_of_regions_there_is_one_unknown_and_what_was_found(
      String check, String listing, String answer, String expected) {
    Given unlisted = found(Given.snapshot(), listing, answer);
    String both = expected.equals("FAIL") ? "FAIL UNKNOWN" : "UNKNOWN " + expected;

    assertThat(unlisted.statuses(check)).as("not collected").isEqualTo(both);
    assertThat(denied(unlisted, Regions.LISTING).statuses(check)).as("denied").isEqualTo(both);
    assertThat(unlisted.with(Regions.LISTING, "{'Regions': []}").statuses(check))
        .as("a list that cannot be")
        .isEqualTo(both);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', textBlock = CASES)
  void a_listing_that_is_no_evidence_is_unknown(
      String check, String listing, String answer, String expected) {
    String path = in(HOME, listing);
    Given missing = beside(enabled(HOME)).without(path);
    String whole = answer.replace("OPEN", OPEN);
    String cut = whole.substring(0, whole.length() - 1);
    String page = cut + ", 'NextToken': 'x'}";
    String unknown = check.equals("config-all-regions") ? "UNKNOWN UNKNOWN" : "UNKNOWN";

    assertThat(missing.statuses(check)).as("not collected").isEqualTo(unknown);
    assertThat(denied(missing, path).statuses(check)).as("denied").isEqualTo(unknown);
    assertThat(missing.with(path, "").statuses(check)).as("zero bytes").isEqualTo(unknown);
    assertThat(missing.with(path, "{}").statuses(check)).as("no list").isEqualTo(unknown);
    assertThat(missing.with(path, cut).statuses(check)).as("cut off").isEqualTo(unknown);
    assertThat(missing.with(path, page).statuses(check)).as("one page").isEqualTo(unknown);
  }

  @Test
  void every_check_that_asks_in_each_region_is_in_the_table() {
    Set<String> regional = new TreeSet<>();
    for (Check check : Catalogue.ALL) {
      if (check.calls().contains(Call.DESCRIBE_REGIONS)
          && !check.calls().contains(Call.DESCRIBE_TRAILS)) {
        regional.add(check.id());
      }
    }

    assertThat(CASES.lines().map(line -> line.split(" ")[0])).containsExactlyElementsOf(regional);
  }
}
