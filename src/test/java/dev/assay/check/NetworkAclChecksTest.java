package dev.assay.check;

import static dev.assay.check.Regions.home;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkAclChecksTest {

  private static final String CHECK = "nacl-no-public-admin";
  private static final String ACLS = "ec2/describe-network-acls";

  /** The two entries that every ACL ends with. */
  private static final String LAST = "32767 deny -1 - 0.0.0.0/0, 32768 deny -1 - ::/0";

  /** An ACL of entries written {@code 100 allow 6 22..22 10.0.0.0/8}, {@code out} before egress. */
  private static String acl(String entries) {
    String all =
        entries.isBlank()
            ? ""
            : Arrays.stream(entries.split(","))
                .map(NetworkAclChecksTest::entry)
                .collect(Collectors.joining(", "));
    return "{'NetworkAcls': [{'NetworkAclId': 'acl-1', 'VpcId': 'vpc-1', 'Entries': ["
        + all
        + "]}]}";
  }

  private static String entry(String text) {
    boolean egress = text.strip().startsWith("out ");
    String[] words = text.strip().replaceFirst("^out ", "").split(" +");
    return """
        {'RuleNumber': %s, 'Egress': %s, 'RuleAction': '%s', 'Protocol': '%s', %s'%s': '%s'}
        """
        .formatted(
            words[0],
            egress,
            words[1],
            words[2],
            Regions.ports(words[3], "'PortRange': {'From': %s, 'To': %s}, "),
            words[4].contains(":") ? "Ipv6CidrBlock" : "CidrBlock",
            words[4]);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          no entries                               | ""                                                         | PASS
          the ACL that comes with every VPC        | 100 allow -1 - 0.0.0.0/0                                   | FAIL
          the same, for IPv6                       | 101 allow -1 - ::/0                                        | FAIL
          SSH from everywhere                      | 100 allow 6 22..22 0.0.0.0/0                               | FAIL
          Remote Desktop from everywhere           | 100 allow 6 3389..3389 0.0.0.0/0                           | FAIL
          over UDP                                 | 100 allow 17 3389..3389 0.0.0.0/0                          | FAIL
          over ICMP, without ports                 | 100 allow 1 - 0.0.0.0/0                                    | PASS
          a web server                             | 100 allow 6 443..443 0.0.0.0/0                             | PASS
          between the two ports                    | 100 allow 6 23..3388 0.0.0.0/0                             | PASS
          every port                               | 100 allow 6 0..65535 0.0.0.0/0                             | FAIL
          TCP without ports                        | 100 allow 6 - 0.0.0.0/0                                    | FAIL
          SSH from a private network               | 100 allow 6 22..22 10.0.0.0/8                              | PASS
          SSH from two halves                      | 100 allow 6 22..22 0.0.0.0/1, 110 allow 6 22..22 128.0.0.0/1 | FAIL
          halves of two protocols                  | 100 allow 6 22..22 0.0.0.0/1, 110 allow 17 22..22 128.0.0.0/1 | PASS
          denied before                            | 90 deny 6 22..22 0.0.0.0/0, 91 deny 6 3389..3389 0.0.0.0/0, 100 allow 6 - 0.0.0.0/0 | PASS
          denied before, but one port only         | 90 deny 6 22..22 0.0.0.0/0, 100 allow 6 - 0.0.0.0/0        | FAIL
          denied before, but one protocol only     | 90 deny 6 - 0.0.0.0/0, 100 allow -1 - 0.0.0.0/0            | FAIL
          denied before by a wider range           | 90 deny 6 1..4000 0.0.0.0/0, 100 allow 6 - 0.0.0.0/0       | PASS
          denied before in two halves              | 90 deny -1 - 0.0.0.0/1, 91 deny -1 - 128.0.0.0/1, 100 allow -1 - 0.0.0.0/0 | PASS
          denied before for IPv6 only              | 90 deny -1 - ::/0, 100 allow -1 - 0.0.0.0/0                | FAIL
          denied after                             | 100 allow 6 22..22 0.0.0.0/0, 110 deny 6 22..22 0.0.0.0/0  | FAIL
          denied before by number, listed after    | 100 allow 6 22..22 0.0.0.0/0, 90 deny 6 22..22 0.0.0.0/0   | PASS
          denied before for a few addresses        | 90 deny 6 22..22 10.0.0.0/8, 100 allow 6 22..22 0.0.0.0/0  | FAIL
          allowed out only                         | out 100 allow -1 - 0.0.0.0/0                               | PASS
          denied out only                          | out 90 deny -1 - 0.0.0.0/0, 100 allow -1 - 0.0.0.0/0       | FAIL
          """)
  void entries_are_taken_by_number_and_the_first_that_matches_decides(
      String name, String entries, String expected) {
    String whole = entries.isBlank() ? LAST : entries + ", " + LAST;

    assertThat(home(ACLS, acl(whole)).statuses(CHECK)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'RuleNumber': 100        | 'RuleNumber': '100'
          'Egress': false, 'RuleAction': 'deny' | 'RuleAction': 'deny'
          'RuleAction': 'deny'     | 'Action': 'deny'
          'Protocol': '6'          | 'Protocol': 6
          'CidrBlock': '0.0.0.0/0' | 'CidrBlock': '0.0.0.0'
          'CidrBlock': '0.0.0.0/0' | 'Cidr': '0.0.0.0/0'
          'From': 22               | 'From': 'ssh'
          'From': 22,              | ""
          'Entries'                | 'entries'
          """)
  void an_entry_that_cannot_be_read_makes_its_acl_unknown(String good, String bad) {
    String answer = acl("100 deny 6 22..22 0.0.0.0/0");
    assertThat(answer).contains(good);

    assertThat(home(ACLS, answer).statuses(CHECK)).isEqualTo("PASS");
    assertThat(home(ACLS, answer.replace(good, bad)).statuses(CHECK)).isEqualTo("UNKNOWN");
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'CidrBlock': '0.0.0.0/0' | 'CidrBlock': '0.0.0.0' | Entries/0 has no readable address block | 0.0.0.0
          'CidrBlock': '0.0.0.0/0' | 'Cidr': '0.0.0.0/0'    | Entries/0 has no readable address block | not set
          'RuleAction': 'deny'     | 'RuleAction': 'log'    | Entries/0 is no entry that allows or denies a range of ports | log
          """)
  void what_is_wrong_with_an_entry_is_said(String good, String bad, String said, String read) {
    String answer = acl("100 deny 6 22..22 0.0.0.0/0").replace(good, bad);

    assertThat(home(ACLS, answer).finding(CHECK).deciding())
        .singleElement()
        .satisfies(
            cause -> {
              assertThat(cause.message()).endsWith(said);
              assertThat(cause.readings()).extracting(Reading::value).containsExactly(read);
            });
  }

  @Test
  void causes_name_protocol_port_and_family_and_the_entry_that_decides() {
    Finding finding =
        home(
                ACLS,
                acl(
                    "90 deny 17 - 0.0.0.0/0, 100 allow -1 22..22 0.0.0.0/0, 110 allow 6 22..22 ::/0"))
            .findings(CHECK, Map.of())
            .get(0);

    assertThat(finding.deciding())
        .extracting(cause -> cause.key() + " " + cause.readings().get(0).source().pointer())
        .containsExactly(
            "tcp/22/0.0.0.0/0 /NetworkAcls/0/Entries/1",
            "tcp/22/::/0 /NetworkAcls/0/Entries/2",
            "tcp/3389/0.0.0.0/0 /NetworkAcls/0/Entries/1");
  }
}
