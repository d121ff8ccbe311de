package dev.assay.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.policy.PolicyDocument.Condition;
import dev.assay.policy.PolicyDocument.Effect;
import dev.assay.policy.PolicyDocument.Principal;
import dev.assay.policy.PolicyDocument.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Statements are separated by {@code ;}, each {@code EFFECT [not] KIND ID [if-mfa | if-office]}.
 */
class TrustTest {

  private static final String ROLE = "arn:aws:iam::111122223333:role/iam-master";
  private static final Condition MFA =
      new Condition("Bool", "aws:MultiFactorAuthPresent", List.of("true"));
  private static final Condition OFFICE =
      new Condition("IpAddress", "aws:SourceIp", List.of("192.0.2.0/24"));

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    whom it names                  | Allow AWS :user/ana                                | YES
    whom it does not               | Allow AWS :user/ben                                | NO
    everybody                      | Allow AWS *                                        | YES
    everybody in another spelling  | Allow * *                                          | YES
    everybody at the office        | Allow AWS * if-office                              | MAYBE
    all but another                | Allow not AWS :user/ben                            | YES
    the account, by its policies   | Allow AWS 111122223333                             | MAYBE
    another account                | Allow AWS 444455556666                             | NO
    one that is denied             | Allow AWS :user/ana ; Deny AWS :user/ana           | NO
    one of the account denied      | Allow AWS :user/ana ; Deny AWS 111122223333        | NO
    everybody denied               | Allow AWS :user/ana ; Deny * *                     | NO
    another is denied              | Allow AWS :user/ana ; Deny AWS :user/ben           | YES
    all but another are denied     | Allow AWS :user/ana ; Deny not AWS :user/ben       | NO
    all but this one are denied    | Allow AWS :user/ana ; Deny not AWS :user/ana       | YES
    denied at the office           | Allow AWS :user/ana ; Deny AWS :user/ana if-office | MAYBE
    a deny that takes no effect    | Deny AWS :user/ana if-mfa                          | NO
    """)
  void admits(String name, String statements, Answer expected) {
    assertThat(trust(statements).admits(user("ana"), Permissions.UNSEEN)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    a user                  | Allow AWS :user/ana                       | false
    a user and the account  | Allow AWS :user/ana ; Allow AWS :root     | true
    the account by its id   | Allow AWS 111122223333                    | true
    another account         | Allow AWS 444455556666                    | false
    everybody               | Allow * *                                 | true
    all but one             | Allow not AWS :user/ana                   | true
    a service               | Allow Service ec2.amazonaws.com           | false
    a deny of the account   | Allow AWS :user/ana ; Deny AWS :root      | false
    """)
  void is_open_to_more_of_its_account_than_it_names(String name, String statements, boolean open) {
    assertThat(trust(statements).open()).isEqualTo(open);
  }

  private static Trust trust(String statements) {
    return new Trust(
        ROLE,
        new PolicyDocument(Stream.of(statements.split(" ; ")).map(TrustTest::statement).toList()));
  }

  private static Statement statement(String text) {
    List<String> words = List.of(text.split(" "));
    boolean not = words.contains("not");
    List<String> who = words.subList(not ? 2 : 1, words.size());
    Principal principal = who.get(1).startsWith(":") ? own(who.get(1)) : named(who);
    List<Condition> conditions =
        Stream.concat(
                words.contains("if-mfa") ? Stream.of(MFA) : Stream.empty(),
                words.contains("if-office") ? Stream.of(OFFICE) : Stream.empty())
            .toList();
    return new Statement(
        "",
        words.get(0).equals("Allow") ? Effect.ALLOW : Effect.DENY,
        List.of("sts:AssumeRole"),
        List.of(),
        List.of(),
        List.of(),
        List.of(principal),
        not,
        conditions);
  }

  private static Principal named(List<String> who) {
    return new Principal(who.get(0), who.get(1));
  }

  private static Principal own(String end) {
    return new Principal("AWS", "arn:aws:iam::111122223333" + end);
  }

  private static Principal user(String name) {
    return own(":user/" + name);
  }
}
