package dev.assay.check;

import static dev.assay.check.Regions.HOME;
import static dev.assay.check.Regions.denied;
import static dev.assay.check.Regions.err;
import static dev.assay.check.Regions.error;
import static dev.assay.check.Regions.group;
import static dev.assay.check.Regions.home;
import static dev.assay.check.Regions.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.Given;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecurityGroupChecksTest {

  private static final String GROUPS = "ec2/describe-security-groups";
  private static final String PREFIX_LIST = in(HOME, "ec2/get-managed-prefix-list-entries/pl-1");

  private static final String SSH = "sg-no-public-ssh";
  private static final Map<String, Object> BOTH_FAMILIES = Map.of("ipv6", true);

  private static Given rules(String ingress) {
    return home(GROUPS, group("web", ingress, ""));
  }

  /** Port 22 by IPv4, by both families, and any port (AVD-AWS-0107). */
  private static String verdicts(Given snapshot) {
    return String.join(
        " ",
        snapshot.statuses(SSH),
        snapshot.statuses(SSH, BOTH_FAMILIES),
        snapshot.statuses("AVD-AWS-0107"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          no rules                                   | ""                                             | PASS PASS PASS
          the internet                               | tcp 22..22 0.0.0.0/0                           | FAIL FAIL FAIL
          the internet, bits behind the prefix       | tcp 22..22 1.2.3.4/0                           | FAIL FAIL FAIL
          the internet by IPv6 only                  | tcp 22..22 ::/0                                | PASS FAIL FAIL
          a private network                          | tcp 22..22 10.0.0.0/8                          | PASS PASS PASS
          a private network and IPv6 from everywhere | tcp 22..22 10.0.0.0/8 ::/0                     | PASS FAIL FAIL
          two halves                                 | tcp 22..22 0.0.0.0/1 128.0.0.0/1               | FAIL FAIL FAIL
          two halves of IPv6                         | tcp 22..22 ::/1 8000::/1                       | PASS FAIL FAIL
          half by IPv4 and half by IPv6              | tcp 22..22 0.0.0.0/1 8000::/1                  | PASS PASS PASS
          three blocks that cover                    | tcp 22..22 0.0.0.0/2 128.0.0.0/1 64.0.0.0/2    | FAIL FAIL FAIL
          three blocks that overlap and miss some    | tcp 22..22 0.0.0.0/1 0.0.0.0/2 192.0.0.0/2     | PASS PASS PASS
          halves in two rules                        | tcp 22..22 0.0.0.0/1, tcp 22..22 128.0.0.0/1   | FAIL FAIL FAIL
          halves in two rules that share the port    | tcp 1..22 0.0.0.0/1, tcp 22..99 128.0.0.0/1    | FAIL FAIL FAIL
          halves in two rules that share other ports | tcp 1..99 0.0.0.0/1, tcp 50..60 128.0.0.0/1    | PASS PASS FAIL
          halves in two rules without a common port  | tcp 22..22 0.0.0.0/1, tcp 23..23 128.0.0.0/1   | PASS PASS PASS
          halves of two protocols                    | tcp 22..22 0.0.0.0/1, udp 22..22 128.0.0.0/1   | PASS PASS PASS
          one half for tcp, one for all protocols    | tcp 22..22 0.0.0.0/1, -1 - 128.0.0.0/1         | FAIL FAIL FAIL
          a range around the port                    | tcp 20..25 0.0.0.0/0                           | FAIL FAIL FAIL
          a range that ends at the port              | tcp 1..22 0.0.0.0/0                            | FAIL FAIL FAIL
          a range that starts at the port            | tcp 22..80 0.0.0.0/0                           | FAIL FAIL FAIL
          a range that ends before it                | tcp 1..21 0.0.0.0/0                            | PASS PASS FAIL
          a range that starts after it               | tcp 23..65535 0.0.0.0/0                        | PASS PASS FAIL
          all ports                                  | tcp 0..65535 0.0.0.0/0                         | FAIL FAIL FAIL
          the last port                              | tcp 65535..65535 0.0.0.0/0                     | PASS PASS FAIL
          port 0                                     | tcp 0..0 0.0.0.0/0                             | PASS PASS FAIL
          tcp without ports                          | tcp - 0.0.0.0/0                                | FAIL FAIL FAIL
          tcp by its number                          | 6 22..22 0.0.0.0/0                             | FAIL FAIL FAIL
          udp                                        | udp 22..22 0.0.0.0/0                           | FAIL FAIL FAIL
          udp by its number                          | 17 22..22 0.0.0.0/0                            | FAIL FAIL FAIL
          all protocols                              | -1 - 0.0.0.0/0                                 | FAIL FAIL FAIL
          all protocols, ports without a meaning     | -1 443..443 0.0.0.0/0                          | FAIL FAIL FAIL
          ICMP of a type that looks like the port    | icmp 22..22 0.0.0.0/0                          | PASS PASS PASS
          all of ICMP                                | icmp -1..-1 0.0.0.0/0                          | PASS PASS PASS
          ICMP by its number                         | 1 -1..-1 0.0.0.0/0                             | PASS PASS PASS
          ICMPv6                                     | icmpv6 -1..-1 ::/0                             | PASS PASS PASS
          a protocol without ports                   | 50 - 0.0.0.0/0                                 | PASS PASS PASS
          a group                                    | tcp 22..22 sg-2                                | PASS PASS PASS
          a group and the internet                   | tcp 22..22 sg-2 0.0.0.0/0                      | FAIL FAIL FAIL
          a prefix list that was not collected       | tcp 22..22 pl-1                                | UNKNOWN UNKNOWN UNKNOWN
          that prefix list, on another port          | tcp 443..443 pl-1                              | PASS PASS UNKNOWN
          that prefix list, for ICMP                 | icmp 8..-1 pl-1                                | PASS PASS PASS
          that prefix list, beside the internet      | tcp 22..22 pl-1 0.0.0.0/0                      | FAIL FAIL FAIL
          a prefix that is too long                  | tcp 22..22 0.0.0.0/33                          | UNKNOWN UNKNOWN UNKNOWN
          a number that is too large                 | tcp 22..22 256.0.0.0/0                         | UNKNOWN UNKNOWN UNKNOWN
          leading zeros                              | tcp 22..22 010.0.0.0/8                         | UNKNOWN UNKNOWN UNKNOWN
          leading zeros on another port              | tcp 443..443 010.0.0.0/8                       | PASS PASS UNKNOWN
          leading zeros beside the internet          | tcp 22..22 010.0.0.0/8 0.0.0.0/0               | FAIL FAIL FAIL
          """)
  void rules_open_a_port_to_the_internet(String name, String ingress, String expected) {
    assertThat(verdicts(rules(ingress))).isEqualTo(expected);
  }

  @Test
  void all_addresses_but_one_are_not_the_internet_and_with_it_they_are() {
    String allButZero =
        IntStream.range(0, 32)
            .mapToObj(bit -> block(1L << bit, 32 - bit))
            .collect(Collectors.joining(" "));

    assertThat(rules("tcp 22..22 " + allButZero).statuses(SSH)).isEqualTo("PASS");
    assertThat(rules("tcp 22..22 " + allButZero + " 0.0.0.0/32").statuses(SSH)).isEqualTo("FAIL");
  }

  private static String block(long start, int prefix) {
    return "%d.%d.%d.%d/%d"
        .formatted(start >> 24, start >> 16 & 255, start >> 8 & 255, start & 255, prefix);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          the internet          | pl-1             | {'Entries': [{'Cidr': '0.0.0.0/0'}]}                          | FAIL FAIL FAIL
          the internet together | pl-1             | {'Entries': [{'Cidr': '0.0.0.0/1'}, {'Cidr': '128.0.0.0/1'}]} | FAIL FAIL FAIL
          the rule's other half | pl-1 0.0.0.0/1   | {'Entries': [{'Cidr': '128.0.0.0/1'}]}                        | FAIL FAIL FAIL
          the internet by IPv6  | pl-1             | {'Entries': [{'Cidr': '::/0', 'Description': 'all'}]}         | PASS FAIL FAIL
          a few addresses       | pl-1             | {'Entries': [{'Cidr': '10.0.0.0/8'}]}                         | PASS PASS PASS
          none                  | pl-1             | {'Entries': []}                                               | PASS PASS PASS
          no entries            | pl-1             | {}                                                            | UNKNOWN UNKNOWN UNKNOWN
          one page of several   | pl-1             | {'Entries': [], 'NextToken': 'x'}                             | UNKNOWN UNKNOWN UNKNOWN
          an entry without CIDR | pl-1             | {'Entries': [{'Description': 'x'}]}                           | UNKNOWN UNKNOWN UNKNOWN
          """)
  void a_prefix_list_counts_for_what_is_in_it(
      String name, String sources, String entries, String expected) {
    Given snapshot = rules("tcp 22..22 " + sources).with(PREFIX_LIST, entries);

    assertThat(verdicts(snapshot)).isEqualTo(expected);
  }

  @Test
  void a_prefix_list_that_was_refused_or_is_gone_is_unknown() {
    Given refers = rules("tcp 22..22 pl-1");
    String gone = error("InvalidPrefixListID.NotFound", "GetManagedPrefixListEntries");

    assertThat(denied(refers, PREFIX_LIST).statuses(SSH)).isEqualTo("UNKNOWN");
    assertThat(refers.with(err(PREFIX_LIST), gone).statuses(SSH)).isEqualTo("UNKNOWN");
  }

  @ParameterizedTest(name = "port {0}: {1} {2}")
  @CsvSource({
    "22,   FAIL, PASS",
    "3389, PASS, FAIL",
    "443,  PASS, PASS",
  })
  void each_check_has_its_own_port(int port, String ssh, String rdp) {
    Given snapshot = rules("tcp %d..%d 0.0.0.0/0".formatted(port, port));

    assertThat(snapshot.statuses(SSH)).isEqualTo(ssh);
    assertThat(snapshot.statuses("sg-no-public-rdp")).isEqualTo(rdp);
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'FromPort': 22       | 'FromPort': '22'
          'ToPort': 22         | 'ToPort': 22.5
          'IpProtocol': 'tcp', | ""
          'IpRanges'           | 'ipRanges'
          'CidrIp'             | 'Cidr'
          'PrefixListIds': []  | 'PrefixListIds': [{}]
          'IpPermissions'      | 'Permissions'
          """)
  void a_rule_that_cannot_be_read_makes_its_group_unknown(String good, String bad) {
    String answer = group("web", "tcp 22..22 10.0.0.0/8", "");
    assertThat(answer).contains(good);

    assertThat(home(GROUPS, answer.replace(good, bad)).statuses(SSH)).isEqualTo("UNKNOWN");
  }

  @Test
  void the_ports_of_an_unknown_protocol_mean_nothing() {
    String answer = group("web", "tcp 443..443 10.0.0.0/8", "");

    assertThat(home(GROUPS, answer).statuses(SSH)).isEqualTo("PASS");
    assertThat(home(GROUPS, answer.replace("'IpProtocol': 'tcp',", "")).statuses(SSH))
        .isEqualTo("UNKNOWN");
  }

  @Test
  void a_fault_in_one_group_leaves_the_others_alone() {
    String two =
        """
        {'SecurityGroups': [
          {'GroupId': 'sg-1', 'GroupName': 'a', 'IpPermissions': 'none'},
          {'GroupId': 'sg-2', 'GroupName': 'b', 'IpPermissions': []}]}
        """;

    assertThat(home(GROUPS, two).findings(SSH, Map.of()))
        .extracting(f -> f.status() + " " + f.resource().id())
        .containsExactly(
            "UNKNOWN arn:aws:ec2:us-east-1:111122223333:security-group/sg-1",
            "PASS arn:aws:ec2:us-east-1:111122223333:security-group/sg-2");
  }

  @Test
  void causes_name_protocol_port_and_family_and_show_every_block() {
    Finding finding =
        rules("-1 - 0.0.0.0/1 ::/0, tcp 22..22 128.0.0.0/1").findings(SSH, BOTH_FAMILIES).get(0);

    assertThat(finding.deciding())
        .extracting(Cause::key)
        .containsExactly("tcp/22/0.0.0.0/0", "tcp/22/::/0", "udp/22/::/0");
    assertThat(finding.deciding().get(0).readings())
        .extracting(reading -> reading.value() + " " + reading.source().pointer())
        .containsExactly(
            "0.0.0.0/1 /SecurityGroups/0/IpPermissions/0/IpRanges",
            "128.0.0.0/1 /SecurityGroups/0/IpPermissions/1/IpRanges");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tcp 22..22 0.0.0.0/0                          | tcp/22/0.0.0.0/0
          tcp 22..80 0.0.0.0/0                          | tcp/22-80/0.0.0.0/0
          tcp 22..65535 0.0.0.0/0                       | tcp/22-65535/0.0.0.0/0
          tcp 22..80 0.0.0.0/0, tcp 81..90 0.0.0.0/0    | tcp/22-90/0.0.0.0/0 tcp/81-90/0.0.0.0/0
          tcp 22..22 0.0.0.0/0, udp 53..53 ::/0         | tcp/22/0.0.0.0/0 udp/53/::/0
          tcp 0..65534 0.0.0.0/0                        | tcp/0-65534/0.0.0.0/0
          tcp -1..-1 0.0.0.0/0                          | tcp/0-65535/0.0.0.0/0
          tcp 22..22 pl-1                               | tcp/22/0.0.0.0/0 tcp/22/::/0
          -1 - ::/0                                     | tcp/0-65535/::/0 udp/0-65535/::/0
          """)
  void an_open_range_is_named_from_end_to_end(String rules, String keys) {
    assertThat(rules(rules).findings("AVD-AWS-0107", Map.of()).get(0).deciding())
        .extracting(Cause::key)
        .containsExactly(keys.split(" "));
  }
}
