package dev.assay.check;

import static dev.assay.aws.Call.GET_ACCOUNT_SUMMARY;
import static dev.assay.aws.Call.LIST_VIRTUAL_MFA_DEVICES;
import static dev.assay.testing.Given.snapshot;
import static dev.assay.testing.ReportRow.root;
import static dev.assay.testing.ReportRow.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.aws.Call;
import dev.assay.aws.Source;
import dev.assay.evaluate.ControlStatus;
import dev.assay.testing.Given;
import dev.assay.testing.ReportRow;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The snapshot is of 2024-05-31T00:00:00Z; 90 days earlier it was 2024-03-02T00:00:00Z. */
class RootChecksTest {

  private static final String SUMMARY = "global/iam/get-account-summary.json";
  private static final String NO_DEVICES = "{'VirtualMFADevices': []}";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    never used passes                     | no_information            | N/A                  | N/A                  | PASS
    no password and no key passes         | N/A                       | N/A                  | N/A                  | PASS
    used years ago passes                 | 2019-01-01T00:00:00Z      | 2018-01-01T00:00:00Z | 2017-01-01T00:00:00Z | PASS
    exactly 90 days ago passes            | 2024-03-02T00:00:00Z      | N/A                  | N/A                  | PASS
    one second later fails                | 2024-03-02T00:00:01Z      | N/A                  | N/A                  | FAIL password
    a fraction of a second later fails    | 2024-03-02T00:00:00.001Z  | N/A                  | N/A                  | FAIL password
    90 days ago in another zone passes    | 2024-03-02T05:30:00+05:30 | N/A                  | N/A                  | PASS
    later in another zone fails           | 2024-03-01T19:00:01-05:00 | N/A                  | N/A                  | FAIL password
    an offset of zero is Z                | 2024-03-02T00:00:01+00:00 | N/A                  | N/A                  | FAIL password
    key 1 alone fails                     | 2023-01-01T00:00:00Z      | 2024-05-30T00:00:00Z | N/A                  | FAIL access_key_1
    key 2 alone fails                     | N/A                       | N/A                  | 2024-05-30T00:00:00Z | FAIL access_key_2
    key 2 exactly 90 days ago passes      | N/A                       | N/A                  | 2024-03-02T00:00:00Z | PASS
    all three are named                   | 2024-05-30T00:00:00Z      | 2024-05-30T00:00:00Z | 2024-05-30T00:00:00Z | FAIL password access_key_1 access_key_2
    a use after the snapshot fails        | 2024-06-01T00:00:00Z      | N/A                  | N/A                  | FAIL password
    a word is unknown                     | yesterday                 | N/A                  | N/A                  | UNKNOWN password
    an empty cell is unknown              | ''                        | N/A                  | N/A                  | UNKNOWN password
    an impossible date is unknown         | 2024-02-30T00:00:00Z      | N/A                  | N/A                  | UNKNOWN password
    a time without offset is unknown      | 2024-03-01T00:00:00       | N/A                  | N/A                  | UNKNOWN password
    a day without time is unknown         | 2024-03-01                | N/A                  | N/A                  | UNKNOWN password
    an epoch number is unknown in a CSV   | 1717027200                | N/A                  | N/A                  | UNKNOWN password
    not_supported is no proof of disuse   | not_supported             | N/A                  | N/A                  | UNKNOWN password
    each unknown is named                 | N/A                       | not_supported        | never                | UNKNOWN access_key_1 access_key_2
    a failure outweighs an unknown        | yesterday                 | 2024-05-30T00:00:00Z | N/A                  | FAIL access_key_1
    """)
  void root_usage(String name, String password, String key1, String key2, String expected) {
    ReportRow row =
        root()
            .with("password_last_used", password)
            .with("access_key_1_last_used_date", key1)
            .with("access_key_2_last_used_date", key2);

    assertThat(snapshot().report(row).verdicts("iam-root-usage")).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    Trivy's check allows one day          | AVD-AWS-0140   |   | 2024-05-30T00:00:00Z | PASS
    and a second less fails               | AVD-AWS-0140   |   | 2024-05-30T00:00:01Z | FAIL password
    any number of days can be asked for   | iam-root-usage | 7 | 2024-05-24T00:00:00Z | PASS
    exactly                               | iam-root-usage | 7 | 2024-05-24T00:00:01Z | FAIL password
    the parameter beats the alias         | AVD-AWS-0140   | 7 | 2024-05-24T00:00:01Z | FAIL password
    """)
  void root_usage_within_days(
      String name, String check, Integer days, String used, String expected) {
    Map<String, Object> set = days == null ? Map.of() : Map.of("withinDays", days);
    Given given = snapshot().report(root().with("password_last_used", used));

    assertThat(given.verdicts(check, set)).isEqualTo(expected);
  }

  @Test
  void root_usage_is_measured_to_the_snapshot_and_not_to_as_of() {
    Given given = snapshot().report(root().with("password_last_used", "2024-05-30T00:00:00Z"));

    assertThat(given.asOf("2025-05-31T00:00:00Z").verdicts("iam-root-usage"))
        .isEqualTo("FAIL password");
  }

  @Test
  void another_users_use_is_not_roots() {
    Given given = snapshot().report(root(), user("root").password("2024-05-30T00:00:00Z"));

    assertThat(given.verdicts("iam-root-usage")).isEqualTo("PASS");
  }

  /** A {@code -} is a summary without that counter. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    no key passes                            | false         | false         | 0     | PASS
    capitals are the same                    | FALSE         | False         | 0     | PASS
    key 1 fails                              | true          | false         | 1     | FAIL access_key_1 account-summary
    key 2 fails                              | false         | TRUE          | 1     | FAIL access_key_2 account-summary
    both keys fail                           | true          | true          | 2     | FAIL access_key_1 access_key_2 account-summary
    only the summary sees a key              | false         | false         | 1     | FAIL account-summary contradiction
    only the report sees a key               | true          | false         | 0     | FAIL access_key_1 contradiction
    N/A is no statement                      | N/A           | false         | 0     | UNKNOWN access_key_1
    not_supported is no statement            | false         | not_supported | 0     | UNKNOWN access_key_2
    neither is anything else                 | no            | false         | 0     | UNKNOWN access_key_1
    a summary without the counter is unknown | false         | false         | -     | UNKNOWN account-summary
    a negative number is unknown             | false         | false         | -1    | UNKNOWN account-summary
    a fraction is unknown                    | false         | false         | 0.5   | UNKNOWN account-summary
    a truth value is unknown                 | false         | false         | false | UNKNOWN account-summary
    a number in quotes is unknown            | false         | false         | "0"   | UNKNOWN account-summary
    the report alone can fail                | true          | false         | -     | FAIL access_key_1
    the summary alone can fail               | not_supported | false         | 1     | FAIL account-summary
    """)
  void root_access_keys(String name, String key1, String key2, String count, String expected) {
    ReportRow row = root().with("access_key_1_active", key1).with("access_key_2_active", key2);
    Given given = snapshot().report(row).answer(GET_ACCOUNT_SUMMARY, summary("1", count));

    assertThat(given.verdicts("iam-root-no-access-key")).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    both say yes                             | true          | 1    | PASS
    capitals are the same                    | TRUE          | 1    | PASS
    both say no                              | false         | 0    | FAIL root-row account-summary
    only the report says no                  | false         | 1    | FAIL root-row contradiction
    only the summary says no                 | true          | 0    | FAIL account-summary contradiction
    not_supported is no statement            | not_supported | 1    | UNKNOWN root-row
    an empty cell is unknown                 | ''            | 1    | UNKNOWN root-row
    a summary without the counter is unknown | true          | -    | UNKNOWN account-summary
    a truth value is unknown                 | true          | true | UNKNOWN account-summary
    the report alone can fail                | false         | -    | FAIL root-row
    the summary alone can fail               | not_supported | 0    | FAIL account-summary
    """)
  void root_mfa(String name, String active, String enabled, String expected) {
    Given given =
        snapshot()
            .report(root().with("mfa_active", active))
            .answer(GET_ACCOUNT_SUMMARY, summary(enabled, "0"));

    assertThat(given.verdicts("iam-root-mfa")).isEqualTo(expected);
  }

  /** A {@code -} is a device that is assigned to nobody. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
    a user's virtual device passes             | 'arn:aws:iam::111122223333:mfa/ana'                     | 'arn:aws:iam::111122223333:user/ana'         | PASS
    a device of nobody passes                  | 'arn:aws:iam::111122223333:mfa/spare'                   | -                                 | PASS
    a user may be called root                  | 'arn:aws:iam::111122223333:mfa/root'                    | 'arn:aws:iam::111122223333:user/root'        | PASS
    a user may sit on a path with :root        | 'arn:aws:iam::111122223333:mfa/ana'                     | 'arn:aws:iam::111122223333:user/a:root/ana'  | PASS
    root's by its user fails                   | 'arn:aws:iam::111122223333:mfa/named-freely'            | 'arn:aws:iam::111122223333:root'             | FAIL virtual-device-owner
    root's by the console's serial fails       | 'arn:aws:iam::111122223333:mfa/root-account-mfa-device' | -                                 | FAIL virtual-device-serial
    both are one cause                         | 'arn:aws:iam::111122223333:mfa/root-account-mfa-device' | 'arn:aws:iam::111122223333:root'             | FAIL virtual-device-serial
    an unreadable serial is unknown            | 7                                            | 'arn:aws:iam::111122223333:user/ana'         | UNKNOWN virtual-device-serial
    an unreadable owner is unknown             | 'arn:aws:iam::111122223333:mfa/ana'                     | 7                                 | UNKNOWN virtual-device-owner
    the owner fails whatever the serial is     | 7                                            | 'arn:aws:iam::111122223333:root'             | FAIL virtual-device-owner
    the serial fails whatever the owner is     | 'arn:aws:iam::111122223333:mfa/root-account-mfa-device' | 7                                 | FAIL virtual-device-serial
    """)
  void root_hardware_mfa(String name, String serial, String owner, String expected) {
    String user = owner.equals("-") ? "" : ", 'User': {'Arn': " + owner + "}";
    String devices = "{'VirtualMFADevices': [{'SerialNumber': " + serial + user + "}]}";
    Given given = rootHasMfa().answer(LIST_VIRTUAL_MFA_DEVICES, devices);

    assertThat(given.verdicts("iam-root-hardware-mfa")).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    MFA and no virtual device passes | true  | 1 | PASS
    no MFA at all fails              | false | 0 | FAIL root-row account-summary
    a contradiction is named         | true  | 0 | FAIL account-summary contradiction
    """)
  void root_hardware_mfa_is_mfa_first(String name, String active, String enabled, String expected) {
    Given given =
        rootHasMfa()
            .report(root().with("mfa_active", active))
            .answer(GET_ACCOUNT_SUMMARY, summary(enabled, "0"));

    assertThat(given.verdicts("iam-root-hardware-mfa")).isEqualTo(expected);
  }

  @Test
  void root_is_known_in_china_and_govcloud_too() {
    String root = "arn:aws-cn:iam::111122223333:root";
    Given given =
        rootHasMfa()
            .inPartition("aws-cn")
            .report(root().with("arn", root).with("mfa_active", "true"))
            .answer(
                LIST_VIRTUAL_MFA_DEVICES,
                """
                {'VirtualMFADevices': [{'SerialNumber': 'arn:aws-cn:iam::111122223333:mfa/x',
                  'User': {'Arn': '%s'}}]}
                """
                    .formatted(root));

    assertThat(given.verdicts("iam-root-hardware-mfa")).isEqualTo("FAIL virtual-device-owner");
  }

  @Test
  void every_virtual_device_of_root_is_named() {
    String devices =
        """
        {'VirtualMFADevices': [
          {'SerialNumber': 'arn:aws:iam::111122223333:mfa/root-account-mfa-device'},
          {'SerialNumber': 'arn:aws:iam::111122223333:mfa/ana', 'User': {'Arn': 'arn:aws:iam::111122223333:user/ana'}},
          {'SerialNumber': 'arn:aws:iam::111122223333:mfa/second', 'User': {'Arn': 'arn:aws:iam::111122223333:root'}}]}
        """;
    Finding finding =
        rootHasMfa().answer(LIST_VIRTUAL_MFA_DEVICES, devices).finding("iam-root-hardware-mfa");

    String file = "global/iam/list-virtual-mfa-devices.json";
    assertThat(finding.deciding().stream().flatMap(cause -> cause.readings().stream()))
        .containsExactly(
            new Reading(
                Source.json(file, "/VirtualMFADevices/0/SerialNumber"),
                "arn:aws:iam::111122223333:mfa/root-account-mfa-device"),
            new Reading(
                Source.json(file, "/VirtualMFADevices/2/User/Arn"),
                "arn:aws:iam::111122223333:root"));
  }

  /** Each check with one piece of its evidence gone. Neither piece alone lets it pass. */
  @ParameterizedTest(name = "{0} without {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    iam-root-no-access-key | GET_CREDENTIAL_REPORT    | UNKNOWN root-row
    iam-root-no-access-key | GET_ACCOUNT_SUMMARY      | UNKNOWN account-summary
    iam-root-mfa           | GET_CREDENTIAL_REPORT    | UNKNOWN root-row
    iam-root-mfa           | GET_ACCOUNT_SUMMARY      | UNKNOWN account-summary
    iam-root-hardware-mfa  | GET_CREDENTIAL_REPORT    | UNKNOWN root-row
    iam-root-hardware-mfa  | GET_ACCOUNT_SUMMARY      | UNKNOWN account-summary
    iam-root-hardware-mfa  | LIST_VIRTUAL_MFA_DEVICES | UNKNOWN virtual-devices
    """)
  void one_source_is_not_enough_to_pass(String check, Call lost, String expected) {
    assertThat(rootHasMfa().without(lost).verdicts(check)).isEqualTo(expected);
    assertThat(rootHasMfa().failed(lost, "AccessDenied").verdicts(check)).isEqualTo(expected);
  }

  @Test
  void one_source_is_enough_to_fail() {
    Given bare = snapshot();
    Given report = bare.report(root().with("mfa_active", "false").key(1, "N/A", "N/A"));
    Given summary = bare.answer(GET_ACCOUNT_SUMMARY, summary("0", "1"));
    String device = "{'SerialNumber': 'x', 'User': {'Arn': 'arn:aws:iam::111122223333:root'}}";
    Given devices =
        bare.answer(LIST_VIRTUAL_MFA_DEVICES, "{'VirtualMFADevices': [" + device + "]}");

    assertThat(report.verdicts("iam-root-no-access-key")).isEqualTo("FAIL access_key_1");
    assertThat(summary.verdicts("iam-root-no-access-key")).isEqualTo("FAIL account-summary");
    assertThat(report.verdicts("iam-root-mfa")).isEqualTo("FAIL root-row");
    assertThat(summary.verdicts("iam-root-mfa")).isEqualTo("FAIL account-summary");
    assertThat(devices.verdicts("iam-root-hardware-mfa")).isEqualTo("FAIL virtual-device-owner");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "iam-root-usage",
        "iam-root-no-access-key",
        "iam-root-mfa",
        "iam-root-hardware-mfa"
      })
  void a_report_without_a_row_of_root_is_unknown(String check) {
    Given given = rootHasMfa().report(user("ana").with("mfa_active", "true"));

    assertThat(given.verdicts(check)).isEqualTo("UNKNOWN root-row");
  }

  @ParameterizedTest(name = "{0} in {1}")
  @CsvSource({
    "iam-root-mfa,           aws,        FAIL",
    "iam-root-mfa,           aws-cn,     FAIL",
    "iam-root-mfa,           aws-us-gov, NOT_APPLICABLE",
    "iam-root-hardware-mfa,  aws-us-gov, NOT_APPLICABLE",
    "iam-root-no-access-key, aws-us-gov, FAIL",
    "iam-root-usage,         aws-us-gov, FAIL"
  })
  void root_cannot_sign_in_to_govcloud_so_its_mfa_is_no_question_there(
      String check, String partition, ControlStatus expected) {
    ReportRow row =
        root()
            .with("arn", "arn:" + partition + ":iam::" + Given.ACCOUNT + ":root")
            .with("mfa_active", "false")
            .key(1, "2024-05-30T00:00:00Z", "2024-05-30T00:00:00Z");

    assertThat(snapshot().inPartition(partition).report(row).control(check)).isEqualTo(expected);
  }

  @Test
  void a_cause_tells_where_it_was_read() {
    Given given =
        snapshot()
            .report(user("ana"), root().with("mfa_active", "FALSE"))
            .answer(GET_ACCOUNT_SUMMARY, summary("1", "0"));
    Source cell = Source.line(Given.REPORT, 3).column("mfa_active");
    Source counter = Source.json(SUMMARY, "/SummaryMap/AccountMFAEnabled");
    Cause[] expected = {
      Cause.of(
          "root-row",
          false,
          "the credential report says that root has no MFA",
          new Reading(cell, "false")),
      Cause.of(
          "account-summary",
          true,
          "the account summary says that root has MFA",
          new Reading(counter, "1")),
      Cause.of(
          "contradiction",
          false,
          "the credential report and the account summary contradict each other",
          new Reading(cell, "false"),
          new Reading(counter, "1"))
    };

    assertThat(given.finding("iam-root-mfa").causes()).containsExactly(expected);
  }

  @Test
  void the_summary_says_no_as_well_as_yes() {
    Given given = snapshot().answer(GET_ACCOUNT_SUMMARY, summary("0", "2"));

    assertThat(given.finding("iam-root-mfa").deciding())
        .extracting(Cause::message)
        .containsExactly("the account summary says that root has no MFA");
    assertThat(given.finding("iam-root-no-access-key").deciding())
        .extracting(Cause::message)
        .containsExactly("the account summary counts 2 root access keys");
  }

  /** Root as it should be, seen by all three calls. */
  private static Given rootHasMfa() {
    return snapshot()
        .report(root())
        .answer(GET_ACCOUNT_SUMMARY, summary("1", "0"))
        .answer(LIST_VIRTUAL_MFA_DEVICES, NO_DEVICES);
  }

  private static String summary(String mfaEnabled, String accessKeys) {
    String text =
        "{'SummaryMap': {'AccountMFAEnabled': %s, 'AccountAccessKeysPresent': %s, 'Users': 0}}";
    return text.formatted(mfaEnabled, accessKeys)
        .replace("'AccountMFAEnabled': -,", "")
        .replace("'AccountAccessKeysPresent': -,", "");
  }
}
