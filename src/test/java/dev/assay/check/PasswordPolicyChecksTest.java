package dev.assay.check;

import static dev.assay.aws.Call.GET_ACCOUNT_PASSWORD_POLICY;
import static dev.assay.testing.Given.snapshot;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.aws.Source;
import dev.assay.testing.Given;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordPolicyChecksTest {

  private static final String ANSWER = "global/iam/get-account-password-policy.json";
  private static final String ERROR = "global/iam/get-account-password-policy.err";

  /** A policy that passes every check; single quotes stand for double quotes. */
  private static final Map<String, String> GOOD =
      Map.of(
          "RequireUppercaseCharacters", "true",
          "RequireLowercaseCharacters", "true",
          "RequireSymbols", "true",
          "RequireNumbers", "true",
          "MinimumPasswordLength", "14",
          "PasswordReusePrevention", "24",
          "ExpirePasswords", "true",
          "MaxPasswordAge", "90");

  private static final List<String> CHECKS =
      Catalogue.ALL.stream().map(Check::id).filter(id -> id.startsWith("iam-password-")).toList();

  @Test
  void a_good_policy_passes_every_check() {
    assertThat(CHECKS).hasSize(7);
    assertThat(CHECKS).allSatisfy(check -> assertThat(verdicts(check, GOOD)).isEqualTo("PASS"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "iam-password-uppercase,  RequireUppercaseCharacters, false, uppercase",
    "iam-password-lowercase,  RequireLowercaseCharacters, false, lowercase",
    "iam-password-symbol,     RequireSymbols,             false, symbol",
    "iam-password-number,     RequireNumbers,             false, number",
    "iam-password-min-length, MinimumPasswordLength,      8,     minimum-length",
    "iam-password-reuse,      PasswordReusePrevention,    5,     reuse",
    "iam-password-max-age,    MaxPasswordAge,             365,   maximum-age"
  })
  void a_bad_member_fails_its_own_check_alone(
      String check, String member, String value, String key) {
    for (String other : CHECKS) {
      assertThat(verdicts(other, with(member, value)))
          .as(other)
          .isEqualTo(other.equals(check) ? "FAIL " + key : "PASS");
    }
  }

  /** A {@code -} is a policy without the member; AWS always sends these four. */
  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "true, PASS",
        "false, FAIL symbol",
        "-, UNKNOWN symbol",
        "null, UNKNOWN symbol",
        "'true', UNKNOWN symbol",
        "1, UNKNOWN symbol",
        "[], UNKNOWN symbol"
      })
  void demand(String value, String expected) {
    assertThat(verdicts("iam-password-symbol", with("RequireSymbols", value))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} characters: {1}")
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "6, FAIL minimum-length",
        "13, FAIL minimum-length",
        "14, PASS",
        "15, PASS",
        "128, PASS",
        "-1, UNKNOWN minimum-length",
        "14.5, UNKNOWN minimum-length",
        "99999999999, UNKNOWN minimum-length",
        "'14', UNKNOWN minimum-length",
        "-, UNKNOWN minimum-length"
      })
  void length(String value, String expected) {
    assertThat(verdicts("iam-password-min-length", with("MinimumPasswordLength", value)))
        .isEqualTo(expected);
  }

  /** AWS leaves the member out when nothing is remembered. */
  @ParameterizedTest(name = "{0} remembered: {1}")
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "-, FAIL reuse",
        "null, FAIL reuse",
        "0, FAIL reuse",
        "5, FAIL reuse",
        "23, FAIL reuse",
        "24, PASS",
        "25, PASS",
        "'24', UNKNOWN reuse",
        "true, UNKNOWN reuse"
      })
  void reuse(String value, String expected) {
    assertThat(verdicts("iam-password-reuse", with("PasswordReusePrevention", value)))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
    90 days pass                              | true   | 90   | PASS
    91 fail                                   | true   | 91   | FAIL maximum-age
    60 pass                                   | true   | 60   | PASS
    one day passes                            | true   | 1    | PASS
    none fails                                | true   | 0    | FAIL maximum-age
    expiry without a number fails             | true   | -    | FAIL maximum-age
    no expiry fails                           | false  | -    | FAIL expires maximum-age
    a number without expiry fails             | false  | 60   | FAIL expires
    a number that says nothing of expiry      | -      | 60   | UNKNOWN expires
    it cannot save a bad number               | -      | 91   | FAIL maximum-age
    an unreadable number is unknown           | true   | '90' | UNKNOWN maximum-age
    it cannot save what never expires         | false  | '90' | FAIL expires
    an unreadable switch is unknown           | 'true' | 90   | UNKNOWN expires
    """)
  void maximum_age(String name, String expires, String days, String expected) {
    Map<String, String> policy = new TreeMap<>(with("ExpirePasswords", expires));
    policy.put("MaxPasswordAge", days);

    assertThat(verdicts("iam-password-max-age", policy)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} {1} = {2}")
  @CsvSource({
    "iam-password-min-length, minLength,     14, PASS",
    "iam-password-min-length, minLength,     15, FAIL",
    "iam-password-reuse,      minRemembered, 24, PASS",
    "iam-password-reuse,      minRemembered, 25, FAIL",
    "iam-password-max-age,    maxAgeDays,    90, PASS",
    "iam-password-max-age,    maxAgeDays,    89, FAIL"
  })
  void the_numbers_are_parameters(String check, String parameter, int value, String expected) {
    assertThat(given(GOOD).statuses(check, Map.of(parameter, value))).isEqualTo(expected);
  }

  /** No policy at all is a fact, and it fails every check. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    the error text     | global/iam/get-account-password-policy.err  | An error occurred (NoSuchEntity) when calling the GetAccountPasswordPolicy operation: The Password Policy with domain name 111122223333 cannot be found.
    after a blank line | global/iam/get-account-password-policy.err  | %nAn error occurred (NoSuchEntity) when calling the GetAccountPasswordPolicy operation: no
    as a newer CLI     | global/iam/get-account-password-policy.err  | aws: [ERROR]: An error occurred (NoSuchEntity) when calling the GetAccountPasswordPolicy operation: no
    pasted             | global/iam/get-account-password-policy.json | An error occurred (NoSuchEntity) when calling the GetAccountPasswordPolicy operation: no
    """)
  void no_policy_fails(String name, String path, String text) {
    Given given = snapshot().with(path, text.formatted());

    for (String check : CHECKS) {
      assertThat(given.statuses(check)).as(check).isEqualTo("FAIL");
      assertThat(given.finding(check).causes().get(0).readings())
          .containsExactly(new Reading(Source.line(path, 1), "NoSuchEntity"));
    }
  }

  /** Everything else proves nothing; each file with what its UNKNOWN says. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
    denied                      | err  | An error occurred (AccessDenied) when calling the GetAccountPasswordPolicy operation: no | was denied (AccessDenied)
    denied, pasted              | json | An error occurred (AccessDenied) when calling the GetAccountPasswordPolicy operation: no | was denied (AccessDenied)
    throttled                   | err  | An error occurred (Throttling) when calling the GetAccountPasswordPolicy operation: no   | was not collected: the call failed with Throttling
    another call's absence      | err  | An error occurred (NoSuchEntity) when calling the GetRolePolicy operation: no            | holds the error of another call, GetRolePolicy
    no AWS error                | err  | Unable to locate credentials                                                             | failed with an error text that names no AWS error
    an empty error text         | err  | ""                                                                                       | failed with an error text that names no AWS error
    an empty file               | json | ""                                                                                       | is empty; did the call fail?
    no JSON                     | json | PasswordPolicy                                                                           | is not JSON
    a table                     | json | +--------------------------+                                                             | is not JSON; collect it with `--output json`
    cut off                     | json | {'PasswordPolicy': {'RequireSymbols': true                                               | is cut off
    a list                      | json | []                                                                                       | is not a JSON object
    the same key twice          | json | {'PasswordPolicy': {}, 'PasswordPolicy': {}}                                             | has the key `PasswordPolicy` twice in one object
    two answers                 | json | {'PasswordPolicy': {}} {}                                                                | has more text after the document
    one page of several         | json | {'PasswordPolicy': {}, 'Marker': 'x'}                                                    | is one page of several: `Marker` is left inside
    another answer              | json | {'SummaryMap': {}}                                                                       | #/PasswordPolicy is not there
    nothing in it               | json | {'PasswordPolicy': null}                                                                 | #/PasswordPolicy is not there
    """)
  void everything_else_is_unknown(String name, String suffix, String text, String cause) {
    Given given = snapshot().with(suffix.equals("err") ? ERROR : ANSWER, text);

    for (String check : CHECKS) {
      assertThat(given.verdicts(check)).as(check).isEqualTo("UNKNOWN evidence");
      assertThat(given.finding(check).causes().get(0).message())
          .startsWith(ANSWER + (cause.startsWith("#") ? "" : " ") + cause);
    }
  }

  @Test
  void an_answer_beside_an_error_text_is_neither() {
    Given both = given(GOOD).with(ERROR, "An error occurred (NoSuchEntity) when calling ...");

    assertThat(both.finding("iam-password-symbol").causes().get(0).message())
        .isEqualTo(ANSWER + " has both an answer and an error text");
  }

  @Test
  void a_cause_tells_the_member_it_was_read_from() {
    Map<String, String> bad = new TreeMap<>(with("MinimumPasswordLength", "8"));
    bad.put("PasswordReusePrevention", "-");
    Source policy = Source.json(ANSWER, "/PasswordPolicy");

    assertThat(given(bad).finding("iam-password-min-length").causes())
        .containsExactly(
            Cause.of(
                "minimum-length",
                false,
                "passwords need 8 characters, 14 wanted",
                new Reading(policy.below("/MinimumPasswordLength"), "8")));
    assertThat(given(bad).finding("iam-password-reuse").causes())
        .containsExactly(
            Cause.of(
                "reuse",
                false,
                "old passwords may be used again: the password policy does not say",
                new Reading(policy.below("/PasswordReusePrevention"), "not set")));
  }

  private static String verdicts(String check, Map<String, String> policy) {
    return given(policy).verdicts(check);
  }

  private static Given given(Map<String, String> policy) {
    String members =
        policy.entrySet().stream()
            .filter(member -> !member.getValue().equals("-"))
            .map(member -> "'" + member.getKey() + "': " + member.getValue())
            .collect(joining(", "));
    return snapshot().answer(GET_ACCOUNT_PASSWORD_POLICY, "{'PasswordPolicy': {" + members + "}}");
  }

  private static Map<String, String> with(String member, String value) {
    Map<String, String> policy = new TreeMap<>(GOOD);
    policy.put(member, value);
    return policy;
  }
}
