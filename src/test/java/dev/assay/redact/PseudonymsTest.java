package dev.assay.redact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PseudonymsTest {

  private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);

  private final Pseudonyms pseudonyms = new Pseudonyms(KEY);
  private final Names names = new Names(pseudonyms);

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "111122223333,                         '\\d{12}'",
    "vpc-02757fb9a4e649be4,                'vpc-[0-9a-f]{17}'",
    "pl-63a5400a,                          'pl-[0-9a-f]{17}'",
    "AKIAIOSFODNN7EXAMPLE,                 'AKIA[A-Z2-7]{16}'",
    "8ecb2f2d-6077-409d-a3af-7051e9d55978, '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'",
    "o-a1b2c3d4e5,                         'o-[0-9a-f]{16}'",
    "ana@example.com,                      'n[0-9a-f]{16}@redacted\\.invalid'",
    "ana,                                  'n[0-9a-f]{16}'",
    "+15550100,                            'n[0-9a-f]{16}'",
    "203.0.113.7,                          '\\d+\\.\\d+\\.\\d+\\.\\d+'"
  })
  void a_pseudonym_is_of_the_same_kind_and_another(String text, String shape) {
    assertThat(pseudonyms.of(text)).matches(shape).isNotEqualTo(text);
    assertThat(new Pseudonyms(KEY).of(text)).isEqualTo(pseudonyms.of(text));
    assertThat(new Pseudonyms("x".repeat(32).getBytes(UTF_8)).of(text))
        .isNotEqualTo(pseudonyms.of(text));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0.0.0.0/0        | 0.0.0.0/0
          ::/0             | ::/0
          010.0.0.0/8      | no address
          10.0.0/8         | no address
          10.0.0.0/33      | no address
          10.0.0.0/        | no address
          256.0.0.1        | no address
          fe80::1::2       | no address
          ana              | no address
          """)
  void everything_stays_everything_and_what_is_no_address_is_none(String text, String expected) {
    assertThat(pseudonyms.address(text).orElse("no address")).isEqualTo(expected);
    if (expected.equals("no address")) {
      assertThat(pseudonyms.address(names.redact(text))).isEmpty();
    }
  }

  @Test
  void blocks_lie_in_each_other_as_before() {
    Random random = new Random(7);
    for (boolean ipv6 : List.of(false, true)) {
      List<IPAddress> blocks = new ArrayList<>();
      Set<String> made = new HashSet<>();
      for (int i = 0; i < 150; i++) {
        int prefix = random.nextInt(ipv6 ? 129 : 33);
        int first = random.nextInt(4);
        int second = random.nextInt(3) * 64;
        String text = ipv6 ? "2001:db8:" + first + "::" + second : first + ".0." + second + ".1";
        blocks.add(new IPAddressString(text + "/" + prefix).getAddress().toPrefixBlock());
      }
      for (IPAddress one : blocks) {
        made.add(turned(one).toString());
        for (IPAddress other : blocks) {
          assertThat(turned(one).contains(turned(other))).isEqualTo(one.contains(other));
        }
      }
      assertThat(made).hasSameSizeAs(new HashSet<>(blocks));
    }
  }

  private IPAddress turned(IPAddress block) {
    String text = pseudonyms.address(block.toString()).orElseThrow();
    IPAddress made = new IPAddressString(text).getAddress();
    assertThat(made.toPrefixBlock()).isEqualTo(made);
    return made;
  }

  /** What is kept of ARNs and sentences, names as {@code <name>}. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          arn:aws:iam::aws:policy/AWSSupportAccess        | arn:aws:iam::aws:policy/AWSSupportAccess
          arn:aws:iam::*:user/${aws:username}             | arn:aws:iam::*:user/${aws:username}
          arn:aws:iam::*:mfa/root-account-mfa-device      | arn:aws:iam::*:mfa/root-account-mfa-device
          arn:aws:s3                                      | arn:aws:s3
          arn:aws:s3:::                                   | arn:aws:s3:::
          arn:aws:s3:::trail/trail/*                      | arn:aws:s3:::<trail>/<trail>/*
          arn:aws:logs:eu-west-1:*:log-group:app/web:*    | arn:aws:logs:eu-west-1:*:log-group:<app>/<web>:*
          arn:aws:sns:eu-west-1:*:key                     | arn:aws:sns:eu-west-1:*:<key>
          http://acs.amazonaws.com/groups/global/AllUsers | http://acs.amazonaws.com/groups/global/AllUsers
          cloudtrail.amazonaws.com                        | cloudtrail.amazonaws.com
          shop.s3.amazonaws.com                           | <shop.s3.amazonaws.com>
          AWS::S3::Object                                 | AWS::S3::Object
          2026-06-30T11:59:18+00:00                       | 2026-06-30T11:59:18+00:00
          ALARM("my alarm") OR ALARM(b)                   | <ALARM>("<my> <alarm>") <OR> <ALARM>(<b>)
          https://ana:pw@example.com/hook?token=x         | https://<ana>:<pw@example.com>/<hook>?<token=x>
          """)
  void names_are_replaced_and_what_holds_them_together_is_kept(String text, String expected) {
    assertThat(names.redact(text)).isEqualTo(with(expected));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '\0',
      textBlock =
          """
          { ($.eventName = CreateTrail) || ($.errorCode = "*UnauthorizedOperation") } => { ($.eventName = CreateTrail) || ($.errorCode = "*UnauthorizedOperation") }
          { $.userIdentity.invokedBy NOT EXISTS && $.eventSource = "kms.amazonaws.com" } => { $.userIdentity.invokedBy NOT EXISTS && $.eventSource = "kms.amazonaws.com" }
          { $.userIdentity.userName != "ana" && $.errorMessage = "Failed authentication" } => { $.userIdentity.userName != "<ana>" && $.errorMessage = "Failed authentication" }
          { $.userIdentity.accountId = 111122223333 } => { $.userIdentity.accountId = <111122223333> }
          { $.requestParameters.tags.shop = %a|b% } => { $.requestParameters.<tags>.<shop> = %<a>|<b>% }
          ?ERROR "ana failed" => ?<ERROR> "<ana> <failed>"
          [ip, user = ana] => [<ip>, <user> = <ana>]
          """)
  void a_filter_pattern_asks_the_same_about_others(String text, String expected) {
    assertThat(new FilterPatterns(names).redact(text)).isEqualTo(with(expected));
  }

  private String with(String expected) {
    return Names.replace(
        Pattern.compile("<[^>]+>"),
        expected,
        name -> pseudonyms.of(name.substring(1, name.length() - 1)),
        gap -> gap);
  }

  @Test
  void a_pattern_that_is_too_long_stays_so() {
    String pattern = "{ $.userName = " + "a".repeat(1020) + " }";

    assertThat(new FilterPatterns(names).redact(pattern)).hasSize(1025).contains("n");
  }
}
