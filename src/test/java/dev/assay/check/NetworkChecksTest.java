package dev.assay.check;

import static dev.assay.check.Regions.HOME;
import static dev.assay.check.Regions.denied;
import static dev.assay.check.Regions.group;
import static dev.assay.check.Regions.home;
import static dev.assay.check.Regions.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.Given;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkChecksTest {

  private static final String FLOW_LOGS = "vpc-flow-logs";
  private static final String DEFAULT_GROUP = "vpc-default-sg-closed";
  private static final String PEERING = "vpc-peering-least-access";

  private static final String LOGS = in(HOME, "ec2/describe-flow-logs");
  private static final String PEERINGS = in(HOME, "ec2/describe-vpc-peering-connections");

  // --- flow logs

  private static Given vpc(String owner, String logs) {
    String vpcs =
        "{'Vpcs': [{'VpcId': 'vpc-1', 'CidrBlock': '10.0.0.0/16', 'OwnerId': %s}]}"
            .formatted(owner);
    return home("ec2/describe-vpcs", vpcs).with(LOGS, "{'FlowLogs': [" + logs + "]}");
  }

  private static String log(String on, String status, String traffic) {
    return "{'FlowLogId': 'fl-1', 'ResourceId': '%s', 'FlowLogStatus': '%s', 'TrafficType': '%s'}"
        .formatted(on, status, traffic);
  }

  @ParameterizedTest(name = "{0}, {1}, {2}")
  @CsvSource({
    "vpc-1,    ACTIVE, ALL,    PASS",
    "vpc-1,    ACTIVE, REJECT, PASS",
    "vpc-1,    ACTIVE, ACCEPT, FAIL",
    "vpc-1,    FAILED, ALL,    FAIL",
    "vpc-2,    ACTIVE, ALL,    FAIL",
    "subnet-1, ACTIVE, ALL,    FAIL",
    "eni-1,    ACTIVE, ALL,    FAIL"
  })
  void a_flow_log_on_the_vpc_sees_rejected_traffic(
      String on, String status, String traffic, String expected) {
    Given snapshot = vpc("'111122223333'", log(on, status, traffic));

    assertThat(snapshot.statuses(FLOW_LOGS)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ACTIVE | ACCEPT | the flow log of vpc-1 sees ACCEPT traffic
          FAILED | ALL    | the flow log of vpc-1 is FAILED
          """)
  void what_a_flow_log_lacks_is_told(String status, String traffic, String said) {
    Finding finding =
        vpc("'111122223333'", log("vpc-1", status, traffic)).findings(FLOW_LOGS, Map.of()).get(0);

    assertThat(finding.causes()).extracting(Cause::message).containsExactly(said);
  }

  @Test
  void one_good_flow_log_is_enough() {
    String both = log("vpc-1", "ACTIVE", "ACCEPT") + ", " + log("vpc-1", "ACTIVE", "REJECT");

    assertThat(vpc("'111122223333'", both).statuses(FLOW_LOGS)).isEqualTo("PASS");
    assertThat(vpc("'111122223333'", "").statuses(FLOW_LOGS)).isEqualTo("FAIL");
  }

  @ParameterizedTest(name = "owner {0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          '999988887777' | vpc-1 belongs to account 999988887777: evidence is in another account
          null           | regions/us-east-1/ec2/describe-vpcs.json#/Vpcs/0/OwnerId is not there
          """)
  void the_flow_log_of_a_vpc_that_is_not_known_to_be_ours_is_unknown(String owner, String says) {
    Finding finding =
        vpc(owner, log("vpc-1", "ACTIVE", "ALL")).findings(FLOW_LOGS, Map.of()).get(0);

    assertThat(finding.status()).isEqualTo(Status.UNKNOWN);
    assertThat(finding.causes()).extracting(Cause::message).containsExactly(says);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          another log cannot be placed | {'FlowLogStatus': 'ACTIVE', 'TrafficType': 'ALL'}  | UNKNOWN
          status not said              | {'ResourceId': 'vpc-1', 'TrafficType': 'ALL'}      | UNKNOWN
          traffic not said             | {'ResourceId': 'vpc-1', 'FlowLogStatus': 'ACTIVE'} | UNKNOWN
          not active, traffic not said | {'ResourceId': 'vpc-1', 'FlowLogStatus': 'FAILED'} | FAIL
          """)
  void a_flow_log_that_cannot_be_read_may_be_the_good_one(
      String name, String log, String expected) {
    assertThat(vpc("'111122223333'", log).statuses(FLOW_LOGS)).isEqualTo(expected);
    assertThat(
            vpc("'111122223333'", log + ", " + log("vpc-1", "ACTIVE", "ALL")).statuses(FLOW_LOGS))
        .isEqualTo("PASS");
  }

  @Test
  void without_the_flow_logs_vpcs_are_unknown() {
    Given missing = vpc("'111122223333'", "").without(LOGS);

    assertThat(missing.statuses(FLOW_LOGS)).as("not collected").isEqualTo("UNKNOWN");
    assertThat(denied(missing, LOGS).statuses(FLOW_LOGS)).as("denied").isEqualTo("UNKNOWN");
    assertThat(missing.with(LOGS, "").statuses(FLOW_LOGS)).as("zero bytes").isEqualTo("UNKNOWN");
  }

  // --- default groups

  @ParameterizedTest(name = "{0} in [{1}] out [{2}]")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          default | ""                      | ""              | PASS
          default | -1 - sg-1               | ""              | FAIL
          default | ""                      | -1 - 0.0.0.0/0  | FAIL
          default | tcp 22..22 10.0.0.0/32  | ""              | FAIL
          default | icmp 8..-1 sg-1         | -1 - 0.0.0.0/0  | FAIL
          web     | -1 - 0.0.0.0/0          | -1 - 0.0.0.0/0  | none
          Default | -1 - 0.0.0.0/0          | ""              | none
          """)
  void any_rule_of_a_default_group_fails(
      String name, String ingress, String egress, String expected) {
    Given snapshot = home("ec2/describe-security-groups", group(name, ingress, egress));

    assertThat(snapshot.statuses(DEFAULT_GROUP)).isEqualTo(expected);
  }

  @Test
  void both_directions_of_a_default_group_are_told() {
    Finding finding =
        home(
                "ec2/describe-security-groups",
                group("default", "-1 - sg-1", "-1 - 0.0.0.0/0, -1 - ::/0"))
            .findings(DEFAULT_GROUP, Map.of())
            .get(0);

    assertThat(finding.deciding())
        .extracting(cause -> cause.key() + ": " + cause.readings().get(0).value())
        .containsExactly("ingress: 1 rules", "egress: 2 rules");
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'GroupName'           | 'groupName'           | UNKNOWN
          'IpPermissions'       | 'ipPermissions'       | UNKNOWN
          'IpPermissionsEgress' | 'ipPermissionsEgress' | UNKNOWN
          """)
  void a_group_that_cannot_be_read_is_unknown(String good, String bad, String expected) {
    String answer = group("default", "", "").replace(good, bad);

    assertThat(home("ec2/describe-security-groups", answer).statuses(DEFAULT_GROUP))
        .isEqualTo(expected);
  }

  // --- peering routes

  /** Peering pcx-1 leads from vpc-1 to vpc-2 of 10.2.0.0/16, 10.3.0.0/16 and fd00:2::/56. */
  private static Given route(String members) {
    return home("ec2/describe-route-tables", table("vpc-1", members))
        .with(
            PEERINGS,
            """
            {'VpcPeeringConnections': [{'VpcPeeringConnectionId': 'pcx-1',
              'RequesterVpcInfo': {'VpcId': 'vpc-1', 'OwnerId': '111122223333',
                'CidrBlock': '10.1.0.0/16', 'CidrBlockSet': [{'CidrBlock': '10.1.0.0/16'}]},
              'AccepterVpcInfo': {'VpcId': 'vpc-2', 'OwnerId': '999988887777',
                'CidrBlock': '10.2.0.0/16',
                'CidrBlockSet': [{'CidrBlock': '10.2.0.0/16'}, {'CidrBlock': '10.3.0.0/16'}],
                'Ipv6CidrBlockSet': [{'Ipv6CidrBlock': 'fd00:2::/56'}]}}]}
            """);
  }

  private static String table(String vpc, String members) {
    return """
        {'RouteTables': [{'RouteTableId': 'rtb-1', 'VpcId': '%s', 'Routes': [
          {'DestinationCidrBlock': '10.1.0.0/16', 'GatewayId': 'local', 'State': 'active'},
          {%s, 'State': 'active'}]}]}
        """
        .formatted(vpc, members);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          the whole peer             | 'DestinationCidrBlock': '10.2.0.0/16', 'VpcPeeringConnectionId': 'pcx-1'     | FAIL
          the peer's second block    | 'DestinationCidrBlock': '10.3.0.0/16', 'VpcPeeringConnectionId': 'pcx-1'     | FAIL
          wider than the peer        | 'DestinationCidrBlock': '10.2.0.0/15', 'VpcPeeringConnectionId': 'pcx-1'     | FAIL
          a subnet of it             | 'DestinationCidrBlock': '10.2.1.0/24', 'VpcPeeringConnectionId': 'pcx-1'     | MANUAL
          one host of it             | 'DestinationCidrBlock': '10.2.1.1/32', 'VpcPeeringConnectionId': 'pcx-1'     | MANUAL
          our own block              | 'DestinationCidrBlock': '10.1.0.0/16', 'VpcPeeringConnectionId': 'pcx-1'     | MANUAL
          everything                 | 'DestinationCidrBlock': '0.0.0.0/0', 'VpcPeeringConnectionId': 'pcx-1'       | FAIL
          everything of IPv6         | 'DestinationIpv6CidrBlock': '::/0', 'VpcPeeringConnectionId': 'pcx-1'        | FAIL
          the whole peer by IPv6     | 'DestinationIpv6CidrBlock': 'fd00:2::/56', 'VpcPeeringConnectionId': 'pcx-1' | FAIL
          a subnet of it by IPv6     | 'DestinationIpv6CidrBlock': 'fd00:2::/64', 'VpcPeeringConnectionId': 'pcx-1' | MANUAL
          the whole peer, old answer | 'DestinationCidrBlock': '10.2.0.0/16', 'GatewayId': 'pcx-1'                  | FAIL
          a subnet, old answer       | 'DestinationCidrBlock': '10.2.1.0/24', 'GatewayId': 'pcx-1'                  | MANUAL
          the internet               | 'DestinationCidrBlock': '0.0.0.0/0', 'GatewayId': 'igw-1'                    | none
          a NAT gateway              | 'DestinationCidrBlock': '0.0.0.0/0', 'NatGatewayId': 'nat-1'                 | none
          a peering not listed       | 'DestinationCidrBlock': '10.2.1.0/24', 'VpcPeeringConnectionId': 'pcx-9'     | UNKNOWN
          all of IPv6 to such a one  | 'DestinationIpv6CidrBlock': '::/0', 'VpcPeeringConnectionId': 'pcx-9'        | FAIL
          everything to such a one   | 'DestinationCidrBlock': '0.0.0.0/0', 'VpcPeeringConnectionId': 'pcx-9'       | FAIL
          no address block           | 'DestinationCidrBlock': '10.2.0.0', 'VpcPeeringConnectionId': 'pcx-1'        | UNKNOWN
          no destination             | 'VpcPeeringConnectionId': 'pcx-1'                                            | UNKNOWN
          a target that is no text   | 'DestinationCidrBlock': '10.2.1.0/24', 'VpcPeeringConnectionId': 1           | UNKNOWN
          """)
  void a_route_to_a_peering_is_narrower_than_the_peer(
      String name, String members, String expected) {
    assertThat(route(members).statuses(PEERING)).isEqualTo(expected);
  }

  /** Else two of one table would be the same. */
  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'DestinationCidrBlock': '10.2.1.0/24', | 10.2.1.0/24
          'DestinationCidrBlock': 7,             | /RouteTables/0/Routes/1/DestinationCidrBlock
          ""                                     | /RouteTables/0/Routes/1/DestinationPrefixListId
          """)
  void a_route_is_named_by_where_it_leads_else_by_where_it_stands(String destination, String part) {
    Finding finding =
        route(destination + "'VpcPeeringConnectionId': 'pcx-1'").findings(PEERING, Map.of()).get(0);

    assertThat(finding.resource().part()).isEqualTo(part);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          the whole peer in two parts | {'Entries': [{'Cidr': '10.2.0.0/17'}, {'Cidr': '10.2.128.0/17'}]} | FAIL
          everything in two parts     | {'Entries': [{'Cidr': '0.0.0.0/1'}, {'Cidr': '128.0.0.0/1'}]}     | FAIL
          a subnet                    | {'Entries': [{'Cidr': '10.2.1.0/24'}]}                            | MANUAL
          an entry that is no block   | {'Entries': [{'Cidr': '10.2.1.0'}]}                               | UNKNOWN
          entries cut off             | {'Entries': [                                                     | UNKNOWN
          """)
  void a_prefix_list_is_reached_through_what_is_in_it(
      String name, String entries, String expected) {
    Given snapshot =
        route("'DestinationPrefixListId': 'pl-1', 'VpcPeeringConnectionId': 'pcx-1'")
            .with(in(HOME, "ec2/get-managed-prefix-list-entries/pl-1"), entries);

    assertThat(snapshot.statuses(PEERING)).isEqualTo(expected);
  }

  @Test
  void the_peer_is_the_side_that_the_route_table_is_not_on() {
    Given fromAccepter =
        route("'DestinationCidrBlock': '10.1.0.0/16', 'VpcPeeringConnectionId': 'pcx-1'")
            .with(
                in(HOME, "ec2/describe-route-tables"),
                table(
                    "vpc-2",
                    "'DestinationCidrBlock': '10.1.0.0/16', 'VpcPeeringConnectionId': 'pcx-1'"));

    assertThat(fromAccepter.statuses(PEERING)).isEqualTo("FAIL");
  }

  @ParameterizedTest(name = "to {0}: {1}")
  @CsvSource({"0.0.0.0/0, FAIL", "10.2.0.0/16, UNKNOWN", "10.2.1.0/24, UNKNOWN"})
  void without_the_peerings_only_a_route_to_everything_is_judged(
      String destination, String expected) {
    Given missing =
        route(
                "'DestinationCidrBlock': '%s', 'VpcPeeringConnectionId': 'pcx-1'"
                    .formatted(destination))
            .without(PEERINGS);

    assertThat(missing.statuses(PEERING)).isEqualTo(expected);
    assertThat(denied(missing, PEERINGS).statuses(PEERING)).isEqualTo(expected);
  }

  @Test
  void without_the_peerings_a_table_that_leads_to_none_still_passes() {
    Given none = route("'DestinationCidrBlock': '0.0.0.0/0', 'GatewayId': 'igw-1'");

    assertThat(denied(none, PEERINGS).statuses(PEERING)).isEqualTo("none");
  }

  @Test
  void a_peer_without_known_blocks_is_unknown() {
    String bare =
        """
        {'VpcPeeringConnections': [{'VpcPeeringConnectionId': 'pcx-1',
          'RequesterVpcInfo': {'VpcId': 'vpc-1'}, 'AccepterVpcInfo': {'VpcId': 'vpc-2'}}]}
        """;
    Given snapshot =
        route("'DestinationCidrBlock': '10.2.1.0/24', 'VpcPeeringConnectionId': 'pcx-1'");

    assertThat(snapshot.with(PEERINGS, bare).statuses(PEERING)).isEqualTo("UNKNOWN");
  }

  @Test
  void the_routes_of_a_table_that_cannot_be_read_are_unknown() {
    String answer = "{'RouteTables': [{'RouteTableId': 'rtb-1', 'VpcId': 'vpc-1'}]}";

    assertThat(home("ec2/describe-route-tables", answer).statuses(PEERING)).isEqualTo("UNKNOWN");
  }
}
