package dev.assay.check;

import static dev.assay.aws.Call.GET_ACCOUNT_AUTHORIZATION_DETAILS;
import static dev.assay.aws.Call.GET_ACCOUNT_SUMMARY;
import static dev.assay.aws.Call.GET_CREDENTIAL_REPORT;
import static dev.assay.testing.Details.details;
import static dev.assay.testing.Given.REPORT;
import static dev.assay.testing.Given.snapshot;
import static dev.assay.testing.ReportRow.csv;
import static dev.assay.testing.ReportRow.root;
import static dev.assay.testing.ReportRow.user;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.aws.Gap;
import dev.assay.aws.Resource;
import dev.assay.aws.Source;
import dev.assay.testing.Given;
import dev.assay.testing.ReportRow;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The snapshot is of 2024-05-31T00:00:00Z; 90 days earlier it was 2024-03-02T00:00:00Z. */
class CredentialChecksTest {

  private static final List<String> READERS =
      Catalogue.ALL.stream()
          .filter(check -> check.needsAll().contains(GET_CREDENTIAL_REPORT))
          .map(Check::id)
          .toList();

  private static final String LONG_AGO = "2020-01-01T00:00:00Z";
  private static final String LATELY = "2024-05-30T00:00:00Z";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    a password with MFA passes           | true          | true          | PASS
    a password without MFA fails         | true          | false         | FAIL mfa
    capitals are the same                | TRUE          | FALSE         | FAIL mfa
    no password is not judged            | false         | false         | none
    no password in capitals neither      | FALSE         | false         | none
    MFA not told is unknown              | true          | N/A           | UNKNOWN mfa
    MFA not supported is unknown         | true          | not_supported | UNKNOWN mfa
    MFA unreadable is unknown            | true          | yes           | UNKNOWN mfa
    a password not supported is unknown  | not_supported | true          | UNKNOWN enabled
    a password not told is unknown       | no_information | true         | UNKNOWN enabled
    a password unreadable is unknown     | 1             | true          | UNKNOWN enabled
    """)
  void console_mfa(String name, String password, String mfa, String expected) {
    ReportRow ana = user("ana").with("password_enabled", password).with("mfa_active", mfa);

    assertThat(snapshot().report(root(), ana).verdicts("iam-user-mfa-console")).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    used yesterday passes                          | 2024-05-30T00:00:00Z      | 2020-01-01T00:00:00Z | 2020-01-01T00:00:00Z | PASS password
    used exactly 90 days ago fails                 | 2024-03-02T00:00:00Z      | 2020-01-01T00:00:00Z | 2020-01-01T00:00:00Z | FAIL password unused
    used one second less ago passes                | 2024-03-02T00:00:01Z      | 2020-01-01T00:00:00Z | 2020-01-01T00:00:00Z | PASS password
    a fraction of a second counts                  | 2024-03-02T00:00:00.001Z  | 2020-01-01T00:00:00Z | 2020-01-01T00:00:00Z | PASS password
    an offset of zero is Z                         | 2024-03-02T00:00:00+00:00 | 2020-01-01T00:00:00Z | 2020-01-01T00:00:00Z | FAIL password unused
    another zone's clock shows another hour        | 2024-03-02T02:00:01+02:00 | 2020-01-01T00:00:00Z | 2020-01-01T00:00:00Z | PASS password
    and the same moment                            | 2024-03-01T19:00:00-05:00 | 2020-01-01T00:00:00Z | 2020-01-01T00:00:00Z | FAIL password unused
    used the day after the snapshot is new         | 2024-06-01T00:00:00Z      | 2020-01-01T00:00:00Z | 2020-01-01T00:00:00Z | PASS password
    used later than that is not to be believed     | 2024-06-01T00:00:01Z      | 2020-01-01T00:00:00Z | 2020-01-01T00:00:00Z | UNKNOWN password unused
    an old use fails though it was changed since   | 2021-01-01T00:00:00Z      | 2024-05-30T00:00:00Z | 2020-01-01T00:00:00Z | FAIL password unused
    never used and set exactly 90 days ago fails   | no_information            | 2024-03-02T00:00:00Z | 2020-01-01T00:00:00Z | FAIL password unused
    never used and set a second later passes       | no_information            | 2024-03-02T00:00:01Z | 2020-01-01T00:00:00Z | PASS password
    N/A is never used too                          | N/A                       | 2024-03-02T00:00:00Z | 2024-05-30T00:00:00Z | FAIL password unused
    never used nor changed ages from its creation  | no_information            | N/A                  | 2024-03-02T00:00:00Z | FAIL password unused
    and passes while that is new                   | no_information            | N/A                  | 2024-03-02T00:00:01Z | PASS password
    a change not supported is none                 | no_information            | not_supported        | 2024-03-02T00:00:01Z | PASS password
    no date at all is unknown                      | no_information            | N/A                  | N/A                  | UNKNOWN password unused
    a change unreadable is unknown                 | no_information            | 2024-13-01T00:00:00Z | 2024-05-30T00:00:00Z | UNKNOWN password unused
    a creation unreadable is unknown               | no_information            | N/A                  | once                 | UNKNOWN password unused
    a use unreadable is unknown                    | 30/05/2024                | 2024-05-30T00:00:00Z | 2024-05-30T00:00:00Z | UNKNOWN password unused
    an impossible date is unknown                  | 2023-02-29T00:00:00Z      | 2024-05-30T00:00:00Z | 2024-05-30T00:00:00Z | UNKNOWN password unused
    midnight is not 24 o'clock                     | 2024-05-29T24:00:00Z      | 2024-05-30T00:00:00Z | 2024-05-30T00:00:00Z | UNKNOWN password unused
    not_supported is no proof of disuse            | not_supported             | 2020-01-01T00:00:00Z | 2020-01-01T00:00:00Z | UNKNOWN password unused
    """)
  void unused_password(String name, String used, String changed, String created, String expected) {
    ReportRow ana =
        user("ana")
            .with("user_creation_time", created)
            .with("password_enabled", "true")
            .with("password_last_used", used)
            .with("password_last_changed", changed);

    assertThat(snapshot().report(ana).verdicts("iam-unused-credentials")).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    used yesterday passes                          | true  | 2020-01-01T00:00:00Z | 2024-05-30T00:00:00Z | PASS access_key_2
    used exactly 90 days ago fails                 | TRUE  | 2020-01-01T00:00:00Z | 2024-03-02T00:00:00Z | FAIL access_key_2 unused
    used one second less ago passes                | true  | 2020-01-01T00:00:00Z | 2024-03-02T00:00:01Z | PASS access_key_2
    never used and made exactly 90 days ago fails  | true  | 2024-03-02T00:00:00Z | N/A                  | FAIL access_key_2 unused
    never used and made a second later passes      | true  | 2024-03-02T00:00:01Z | N/A                  | PASS access_key_2
    never used nor dated ages from the user        | true  | N/A                  | N/A                  | FAIL access_key_2 unused
    an inactive key is not judged                  | false | 2020-01-01T00:00:00Z | 2020-01-01T00:00:00Z | none
    an unreadable use is unknown                   | true  | 2024-05-30T00:00:00Z | recently             | UNKNOWN access_key_2 unused
    not_supported is no proof of disuse            | true  | 2020-01-01T00:00:00Z | not_supported        | UNKNOWN access_key_2 unused
    an unreadable state is unknown                 | maybe | 2024-05-30T00:00:00Z | 2024-05-30T00:00:00Z | UNKNOWN access_key_2 enabled
    no state is unknown                            | N/A   | 2024-05-30T00:00:00Z | 2024-05-30T00:00:00Z | UNKNOWN access_key_2 enabled
    """)
  void unused_key(String name, String active, String rotated, String used, String expected) {
    ReportRow ana = user("ana").key(2, rotated, used).with("access_key_2_active", active);

    assertThat(snapshot().report(ana).verdicts("iam-unused-credentials")).isEqualTo(expected);
  }

  @Test
  void each_credential_of_each_user_is_counted_and_root_is_not() {
    Given given =
        snapshot()
            .report(
                root().password(LONG_AGO).key(1, LONG_AGO, "N/A"),
                user("ana").password(LONG_AGO).key(1, LONG_AGO, LATELY).key(2, LONG_AGO, "N/A"),
                user("ben").password(LATELY).key(1, LONG_AGO, LONG_AGO),
                user("eve"));

    assertThat(given.findings("iam-unused-credentials", Map.of()))
        .extracting(finding -> finding.status() + " " + name(finding.resource()))
        .containsExactly(
            "FAIL ana access_key_2",
            "FAIL ben access_key_1",
            "FAIL ana password",
            "PASS ana access_key_1",
            "PASS ben password");
  }

  private static String name(Resource resource) {
    return resource.toString().substring(resource.id().lastIndexOf('/') + 1);
  }

  @ParameterizedTest(name = "{0} after {1} days")
  @CsvSource({
    "iam-unused-credentials, 90, 2024-03-02T00:00:00Z, 2024-03-02T00:00:01Z",
    "AVD-AWS-0144,           90, 2024-03-02T00:00:00Z, 2024-03-02T00:00:01Z",
    "AVD-AWS-0166,           45, 2024-04-16T00:00:00Z, 2024-04-16T00:00:01Z"
  })
  void how_long_unused(String check, int days, String fails, String passes) {
    assertThat(snapshot().report(user("ana").password(fails)).statuses(check)).isEqualTo("FAIL");
    assertThat(snapshot().report(user("ana").password(passes)).statuses(check)).isEqualTo("PASS");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    exactly 90 days old passes            | true  | 2024-03-02T00:00:00Z      | PASS access_key_1
    one second older fails                | true  | 2024-03-01T23:59:59Z      | FAIL access_key_1 rotated
    a fraction of a second older fails    | true  | 2024-03-01T23:59:59.999Z  | FAIL access_key_1 rotated
    90 days old in another zone passes    | true  | 2024-03-02T01:00:00+01:00 | PASS access_key_1
    a second older in another zone fails  | true  | 2024-03-02T00:59:59+01:00 | FAIL access_key_1 rotated
    capitals are the same                 | TRUE  | 2024-03-01T23:59:59+00:00 | FAIL access_key_1 rotated
    made the day after it passes          | true  | 2024-06-01T00:00:00Z      | PASS access_key_1
    made later is not to be believed      | true  | 2024-06-01T00:00:01Z      | UNKNOWN access_key_1 rotated
    an inactive old key is not judged     | false | 2019-01-01T00:00:00Z      | none
    an inactive slot is not judged        | FALSE | N/A                       | none
    an active key without date is unknown | true  | N/A                       | UNKNOWN access_key_1 rotated
    an unreadable date is unknown         | true  | yesterday                 | UNKNOWN access_key_1 rotated
    an impossible date is unknown         | true  | 2024-04-31T00:00:00Z      | UNKNOWN access_key_1 rotated
    an unreadable state is unknown        | 0     | 2019-01-01T00:00:00Z      | UNKNOWN access_key_1 enabled
    """)
  void key_rotation(String name, String active, String rotated, String expected) {
    ReportRow ana = user("ana").key(1, rotated, LATELY).with("access_key_1_active", active);
    ReportRow asRoot = root().key(1, rotated, LATELY).with("access_key_1_active", active);

    assertThat(snapshot().report(root(), ana).verdicts("iam-access-key-rotation"))
        .isEqualTo(expected);
    assertThat(snapshot().report(asRoot).verdicts("iam-access-key-rotation")).isEqualTo(expected);
  }

  @Test
  void both_keys_of_everybody_are_counted() {
    Given given =
        snapshot()
            .report(
                root().key(2, LONG_AGO, LATELY),
                user("ana").key(1, LONG_AGO, LATELY).key(2, LONG_AGO, LATELY),
                user("ben").key(1, LATELY, LATELY));

    assertThat(given.verdicts("iam-access-key-rotation"))
        .isEqualTo(
            "FAIL access_key_2 rotated; FAIL access_key_1 rotated; FAIL access_key_2 rotated;"
                + " PASS access_key_1");
  }

  @Test
  void ages_are_measured_to_as_of() {
    Given given =
        snapshot()
            .report(root(), user("ana").password(LATELY).key(1, "2024-03-02T00:00:00Z", LATELY));

    assertThat(given.statuses("iam-access-key-rotation")).isEqualTo("PASS");
    assertThat(given.statuses("iam-unused-credentials")).isEqualTo("PASS PASS");
    Given later = given.asOf("2024-08-28T00:00:00Z");
    assertThat(later.statuses("iam-access-key-rotation")).isEqualTo("FAIL");
    assertThat(later.statuses("iam-unused-credentials")).isEqualTo("FAIL FAIL");
  }

  /** Only CIS v1.1.0 asks for it. All keys are of 2024-05-01T12:00:00Z, which is new enough. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    used later passes                   | 2024-05-01T12:00:00Z | 2024-05-30T00:00:00Z      | PASS access_key_1
    used in the same second passes      | 2024-05-01T12:00:00Z | 2024-05-01T14:00:00+02:00 | PASS access_key_1
    used one second before fails        | 2024-05-01T12:00:00Z | 2024-05-01T11:59:59Z      | FAIL access_key_1 used-since-rotation
    never used fails                    | 2024-05-01T12:00:00Z | N/A                       | FAIL access_key_1 used-since-rotation
    old and unused fails twice          | 2020-01-01T00:00:00Z | N/A                       | FAIL access_key_1 rotated used-since-rotation
    an unreadable use is unknown        | 2024-05-01T12:00:00Z | ?                         | UNKNOWN access_key_1 used-since-rotation
    no date of rotation is unknown      | N/A                  | 2024-05-30T00:00:00Z      | UNKNOWN access_key_1 rotated used-since-rotation
    """)
  void key_used_since_rotation(String name, String rotated, String used, String expected) {
    Given given = snapshot().report(root(), user("ana").key(1, rotated, used));

    assertThat(given.verdicts("iam-access-key-rotation", Map.of("usedSinceRotation", true)))
        .isEqualTo(expected);
  }

  @Test
  void a_key_says_when_it_was_used_and_when_rotated() {
    Given given = snapshot().report(root(), user("ana").key(1, LATELY, LONG_AGO));

    assertThat(
            given
                .findings("iam-access-key-rotation", Map.of("usedSinceRotation", true))
                .get(0)
                .deciding())
        .extracting(Cause::message)
        .containsExactly(
            "access key 1 of ana was last used " + LONG_AGO + " and rotated " + LATELY);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    no active key passes                         | false | false         | PASS
    key 1 alone passes                           | true  | false         | PASS
    key 2 alone passes                           | false | TRUE          | PASS
    both fail                                    | true  | true          | FAIL active-keys
    both in capitals fail                        | TRUE  | True          | FAIL active-keys
    one inactive passes whatever the other is    | false | ?             | PASS
    one active and one unreadable is unknown     | true  | ?             | UNKNOWN active-keys
    one active and one not supported is unknown  | true  | not_supported | UNKNOWN active-keys
    neither readable is unknown                  | N/A   | N/A           | UNKNOWN active-keys
    """)
  void one_active_key(String name, String key1, String key2, String expected) {
    ReportRow ana = user("ana").with("access_key_1_active", key1).with("access_key_2_active", key2);
    ReportRow rootWithTwo = root().key(1, LATELY, LATELY).key(2, LATELY, LATELY);

    assertThat(snapshot().report(rootWithTwo, ana).verdicts("iam-single-active-key"))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    used once passes                      | true          | true  | 2021-01-01T00:00:00Z | PASS access_key_1
    never used fails                      | true          | true  | N/A                  | FAIL access_key_1 used
    capitals are the same                 | TRUE          | TRUE  | N/A                  | FAIL access_key_1 used
    no information on use is no use       | true          | true  | no_information       | FAIL access_key_1 used
    without a console password not judged | false         | true  | N/A                  | none
    an inactive key is not judged         | true          | false | N/A                  | none
    a user without both is not judged     | false         | false | N/A                  | none
    off decides whatever the other is     | false         | ?     | N/A                  | none
    an unreadable use is unknown          | true          | true  | never                | UNKNOWN access_key_1 used
    an unreadable key is unknown          | true          | ?     | N/A                  | UNKNOWN access_key_1 enabled
    an unreadable password is unknown     | ?             | true  | N/A                  | UNKNOWN access_key_1 enabled
    a password not supported is unknown   | not_supported | true  | N/A                  | UNKNOWN access_key_1 enabled
    """)
  void initial_key(String name, String password, String active, String used, String expected) {
    ReportRow ana =
        user("ana")
            .key(1, LONG_AGO, used)
            .with("password_enabled", password)
            .with("access_key_1_active", active);
    ReportRow asRoot = root().password(LATELY).key(1, LONG_AGO, "N/A");

    Given given = snapshot().report(asRoot, ana);
    assertThat(verdictsOnKey1(given)).isEqualTo(expected);
  }

  /** The other slot is empty, but unknown too when the password is. */
  private static String verdictsOnKey1(Given given) {
    return given.verdicts("iam-initial-access-key").replace("; UNKNOWN access_key_2 enabled", "");
  }

  /** It stands where AWS keeps no record, unlike {@code N/A}, which it writes for no use. */
  @Test
  void not_supported_is_no_proof_of_disuse() {
    Given given =
        snapshot().report(root(), user("ana").password(LATELY).key(1, LATELY, "not_supported"));

    assertThat(given.statuses("iam-initial-access-key")).isEqualTo("UNKNOWN");
    assertThat(given.statuses("iam-access-key-rotation", Map.of("usedSinceRotation", true)))
        .isEqualTo("UNKNOWN");
  }

  @Test
  void both_forgotten_initial_keys_are_counted() {
    ReportRow ana = user("ana").password(LATELY).key(1, LONG_AGO, "N/A").key(2, LONG_AGO, "N/A");

    assertThat(snapshot().report(ana).verdicts("iam-initial-access-key"))
        .isEqualTo("FAIL access_key_1 used; FAIL access_key_2 used");
  }

  /** Root's password and two keys, if it has them, are no user's. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "iam-user-mfa-console",
        "iam-unused-credentials",
        "iam-single-active-key",
        "iam-initial-access-key"
      })
  void root_is_no_user(String check) {
    ReportRow row =
        root()
            .password("N/A")
            .key(1, LONG_AGO, "N/A")
            .key(2, LONG_AGO, "N/A")
            .with("mfa_active", "false");

    assertThat(snapshot().report(row).verdicts(check)).isEqualTo("none");
  }

  @Test
  void rotation_without_roots_row_is_unknown_for_root_alone() {
    Given given = snapshot().report(user("ana").key(1, LONG_AGO, LATELY));

    assertThat(given.verdicts("iam-access-key-rotation"))
        .isEqualTo("FAIL access_key_1 rotated; UNKNOWN root-row");
  }

  static Stream<Arguments> hands() {
    return Stream.of(
        hand("Windows line ends", text -> text.replace("\n", "\r\n")),
        hand("a byte order mark", text -> "\uFEFF" + text),
        hand("a last line end", text -> text + "\n"),
        hand("blank lines", text -> text.replace("\n", "\n\n") + "\n\n"),
        hand("a column more", text -> text.replaceAll("(?m)$", ",more")),
        hand("the certificate columns gone", text -> text.replaceAll("(?m)(,[^,]*){4}$", "")),
        hand("every cell in quotes", text -> text.replaceAll("[^,\n]+", "\"$0\"")));
  }

  private static Arguments hand(String name, UnaryOperator<String> rewritten) {
    return Arguments.of(name, rewritten);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hands")
  void the_hand_that_wrote_a_report_does_not_matter(String name, UnaryOperator<String> rewritten) {
    String text =
        csv(
            root().key(1, LONG_AGO, "N/A"),
            user("ana").password(LATELY).key(1, LONG_AGO, LATELY).key(2, LATELY, "N/A"),
            user("ben").password(LONG_AGO));
    Given plain = snapshot().with(REPORT, text);
    Given other = snapshot().with(REPORT, rewritten.apply(text));

    for (String check : READERS) {
      assertThat(other.verdicts(check)).as(check).isEqualTo(plain.verdicts(check));
    }
  }

  @Test
  void columns_are_found_by_name() {
    String text =
        "arn,mfa_active,user,password_enabled\narn:aws:iam::111122223333:user/ana,false,ana,true\n";

    assertThat(snapshot().with(REPORT, text).verdicts("iam-user-mfa-console"))
        .isEqualTo("FAIL mfa");
  }

  /** Reports of 2014 have no columns of a key's use. */
  @Test
  void a_column_that_is_not_there_is_unknown_where_it_matters() {
    String text =
        csv(root(), user("ana").key(1, LONG_AGO, LATELY))
            .replace("access_key_1_last_used_date", "renamed");
    Given given = snapshot().with(REPORT, text);

    assertThat(given.verdicts("iam-unused-credentials")).isEqualTo("UNKNOWN access_key_1 unused");
    assertThat(given.verdicts("iam-access-key-rotation")).isEqualTo("FAIL access_key_1 rotated");
    assertThat(given.finding("iam-unused-credentials").causes().get(0).message())
        .isEqualTo(REPORT + " has no column `access_key_1_last_used_date`");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dan,ops", "a,b,c", "x+y=z.1@q-r_s", "ana\u00e9", ".*"})
  void a_user_is_known_by_its_whole_name(String name) {
    Given given = snapshot().report(root(), user(name).password(LATELY), user("dan"));

    assertThat(given.finding("iam-user-mfa-console").resource())
        .isEqualTo(new Resource("user", "arn:aws:iam::" + Given.ACCOUNT + ":user/" + name));
    assertThat(given.verdicts("iam-user-mfa-console")).isEqualTo("FAIL mfa");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    nothing in the file              | ''
    blanks only                      | '  '
    a header and no rows             | user,arn,mfa_active
    no header                        | ana,arn:aws:iam::111122223333:user/ana,true
    no column of ARNs                | user,mfa_active%nana,true
    a column twice                   | user,arn,mfa_active,mfa_active%nana,x,true,false
    a user twice                     | user,arn%nana,x%nana,x
    a quote that never ends          | user,arn%n"ana,x
    a page instead of a report       | <html><body>sign in</body></html>
    the error that the CLI printed   | An error occurred (AccessDenied) when calling the GetCredentialReport operation: no
    a report that is not ready yet   | An error occurred (ReportInProgress) when calling the GetCredentialReport operation: no
    """)
  void what_is_no_report_is_unknown(String name, String text) {
    Given given = snapshot().with(REPORT, text.formatted());

    for (String check : READERS) {
      assertThat(given.verdicts(check)).as(check).isEqualTo("UNKNOWN evidence");
    }
  }

  @Test
  void a_row_that_is_cut_off_is_unknown_and_the_others_count() {
    String text = csv(root(), user("ana").password(LATELY), user("ben").password(LATELY));
    Given given = listsAnaAndBen().with(REPORT, text.substring(0, text.length() - 20));
    List<Finding> findings = given.findings("iam-user-mfa-console", Map.of());

    assertThat(given.verdicts("iam-user-mfa-console")).isEqualTo("FAIL mfa; UNKNOWN enabled");
    assertThat(findings.get(1).resource().id()).endsWith("user/ben");
    assertThat(findings.get(1).causes().get(0).message())
        .isEqualTo(REPORT + " line 4 has 18 columns, expected 22");
  }

  /** A shortened report cannot hide a user: everything about it is unknown. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    iam-user-mfa-console    | UNKNOWN enabled
    iam-unused-credentials  | UNKNOWN access_key_1 enabled; UNKNOWN access_key_2 enabled; UNKNOWN password enabled
    iam-access-key-rotation | UNKNOWN access_key_1 enabled; UNKNOWN access_key_2 enabled
    iam-single-active-key   | UNKNOWN active-keys; PASS
    iam-initial-access-key  | UNKNOWN access_key_1 enabled; UNKNOWN access_key_2 enabled
    """)
  void a_user_that_the_report_lacks_is_unknown(String check, String expected) {
    assertThat(listsAnaAndBen().verdicts(check)).isEqualTo(expected);
    assertThat(counts(2).verdicts(check)).isEqualTo(expected);
  }

  @Test
  void a_user_that_the_report_lacks_is_named_with_the_place_that_names_it() {
    String listing = "global/iam/get-account-authorization-details.json";
    Finding listed = listsAnaAndBen().finding("iam-user-mfa-console");
    Finding counted = counts(4).finding("iam-user-mfa-console");

    assertThat(listed.resource().id()).isEqualTo("arn:aws:iam::" + Given.ACCOUNT + ":user/ben");
    assertThat(listed.causes().get(0).message())
        .isEqualTo("`ben` is listed at " + listing + "#/UserDetailList/1 but not in the report");
    assertThat(counted.resource().id()).isEqualTo("3 more by the account summary");
    assertThat(counted.causes().get(0).message())
        .isEqualTo(
            "the account summary counts 3 more users than the report has, at"
                + " global/iam/get-account-summary.json#/SummaryMap/Users");
  }

  /** {@link Details} makes all its users on 2020-01-01T00:00:00Z. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    made before the report was written | '2020-01-01T00:00:01Z' | UNKNOWN enabled
    made in the same second            | '2020-01-01T00:00:00Z' | UNKNOWN enabled
    made later                         | '2019-12-31T23:59:59Z' | none
    later by the clock of the CLI v1   | 1577836799             | none
    later, with a fraction             | 1577836799.999         | none
    the report does not tell when      | null                   | UNKNOWN enabled
    it tells something unreadable      | 'now'                  | UNKNOWN enabled
    """,
      quoteCharacter = '"')
  void a_user_made_after_the_report_is_not_missed(String name, String generated, String expected) {
    Given given =
        listsAnaAndBen().without(REPORT).answer(GET_CREDENTIAL_REPORT, wrapped(generated));

    assertThat(given.verdicts("iam-user-mfa-console")).isEqualTo(expected);
  }

  @Test
  void as_many_users_as_counted_are_all() {
    assertThat(counts(1).verdicts("iam-single-active-key")).isEqualTo("PASS");
  }

  @Test
  void a_verdict_tells_the_cell_it_rests_on() {
    Given csv = snapshot().report(root(), user("ana").password("2024-02-29T12:00:00+00:00"));
    Given json = snapshot().answer(GET_CREDENTIAL_REPORT, wrapped("'2024-05-30T00:00:00Z'"));

    assertThat(csv.finding("iam-unused-credentials").causes())
        .containsExactly(
            Cause.of(
                "unused",
                false,
                "password of ana was last used 2024-02-29T12:00:00Z (91 days ago);"
                    + " fewer than 90 days wanted",
                new Reading(
                    Source.line(REPORT, 3).column("password_last_used"), "2024-02-29T12:00:00Z")));
    assertThat(json.finding("iam-single-active-key").causes().get(0).readings())
        .containsExactly(
            new Reading(
                new Source(
                    "global/iam/get-credential-report.json", "/Content", 3, "access_key_1_active"),
                "false"));
  }

  @Test
  void never_used_and_old_is_said_with_the_date_that_it_was_set() {
    Given given = snapshot().report(user("ana").key(2, "2024-03-01T00:00:00Z", "N/A"));

    assertThat(given.finding("iam-unused-credentials").causes())
        .containsExactly(
            Cause.of(
                "unused",
                false,
                "access key 2 of ana was never used; set 2024-03-01T00:00:00Z (91 days ago);"
                    + " fewer than 90 days wanted",
                new Reading(
                    Source.line(REPORT, 2).column("access_key_2_last_rotated"),
                    "2024-03-01T00:00:00Z")));
  }

  @Test
  void a_denial_tells_what_to_collect_and_which_permission_it_takes() {
    Given given = snapshot().failed(GET_CREDENTIAL_REPORT, "AccessDenied");
    String path = "global/iam/get-credential-report";

    Cause cause = given.finding("iam-unused-credentials").causes().get(0);
    assertThat(cause.message()).isEqualTo(path + ".json was denied (AccessDenied)");
    assertThat(cause.readings()).containsExactly(new Reading(Source.line(path + ".err", 1), ""));
    assertThat(cause.gaps()).extracting(Gap::kind).containsExactly(Gap.Kind.DENIED);
    assertThat(cause.gaps().get(0).cure())
        .isEqualTo(
            "run `aws iam get-credential-report --output json` (needs iam:GetCredentialReport)");
  }

  /** A report of ana alone; the authorization details know ben too. */
  private static Given listsAnaAndBen() {
    return snapshot()
        .report(root(), user("ana"))
        .answer(GET_ACCOUNT_AUTHORIZATION_DETAILS, details().user("ana").user("ben").json());
  }

  /** A report of ana alone; the account summary counts more users or not. */
  private static Given counts(int users) {
    return snapshot()
        .report(root(), user("ana"))
        .answer(GET_ACCOUNT_SUMMARY, "{'SummaryMap': {'Users': " + users + "}}");
  }

  /** The report of root and ana as the CLI gives it. */
  private static String wrapped(String generated) {
    String report = csv(root(), user("ana"));
    String base64 = Base64.getEncoder().encodeToString(report.getBytes(UTF_8));
    return "{'Content': '" + base64 + "', 'GeneratedTime': " + generated + "}";
  }
}
