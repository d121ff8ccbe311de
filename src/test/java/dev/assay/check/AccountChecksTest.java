package dev.assay.check;

import static dev.assay.check.Regions.HOME;
import static dev.assay.check.Regions.denied;
import static dev.assay.check.Regions.err;
import static dev.assay.check.Regions.error;
import static dev.assay.check.Regions.home;
import static dev.assay.check.Regions.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.Given;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountChecksTest {

  private static final String BILLING = "billing-detailed-report";
  private static final String CONTACT = "account-contact-details";
  private static final String SECURITY = "account-security-contact";
  private static final String INSTANCES = "ec2-instance-roles";
  private static final String TOPICS = "sns-topic-subscribers";
  private static final String ANALYZERS = "access-analyzer-enabled";

  // --- billing

  private static final String REPORTS = "global/cur/describe-report-definitions.json";
  private static final String EXPORTS = "global/bcm-data-exports/list-exports.json";

  @ParameterizedTest(name = "{0} and {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {'ReportDefinitions': [{'ReportName': 'r'}]} | {'Exports': []}                    | PASS
          {'ReportDefinitions': []}                    | {'Exports': [{'ExportName': 'e'}]} | PASS
          {'ReportDefinitions': []}                    | {'Exports': []}                    | MANUAL
          {'ReportDefinitions': [{'ReportName': 'r'}]} | none                               | PASS
          none                                         | {'Exports': [{'ExportName': 'e'}]} | PASS
          {'ReportDefinitions': []}                    | none                               | UNKNOWN
          none                                         | {'Exports': []}                    | UNKNOWN
          none                                         | none                               | UNKNOWN
          {}                                           | {'Exports': []}                    | UNKNOWN
          {'ReportDefinitions': []}                    | ""                                 | UNKNOWN
          """)
  void a_report_or_an_export_is_substitute_evidence(
      String reports, String exports, String expected) {
    Given snapshot = Given.snapshot().with(REPORTS, reports).with(EXPORTS, exports);
    snapshot = reports.equals("none") ? denied(snapshot, REPORTS) : snapshot;
    snapshot = exports.equals("none") ? denied(snapshot, EXPORTS) : snapshot;

    assertThat(snapshot.statuses(BILLING)).isEqualTo(expected);
  }

  @Test
  void substitute_evidence_is_called_so() {
    Given snapshot = Given.snapshot().with(EXPORTS, "{'Exports': [{'ExportName': 'e'}]}");

    assertThat(snapshot.findings(BILLING, Map.of()).get(0).causes().get(0).message())
        .isEqualTo("substitute evidence: 1 data export definitions");
  }

  // --- contacts

  private static final String PRIMARY = "global/account/get-contact-information.json";
  private static final String ALTERNATE = "global/account/get-alternate-contact/SECURITY.json";

  private static final String PERSON =
      """
      {'ContactInformation': {'FullName': 'A', 'AddressLine1': 'B', 'City': 'C',
        'PostalCode': 'D', 'CountryCode': 'DE', 'PhoneNumber': '+49'}}
      """;

  private static final String OFFICER =
      """
      {'AlternateContact': {'AlternateContactType': 'SECURITY', 'Name': 'A', 'Title': 'B',
        'EmailAddress': 'c@example.com', 'PhoneNumber': '+49'}}
      """;

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'City': 'C'                  | 'City': 'C'        | MANUAL
          'City': 'C',                 | ""                 | FAIL
          'FullName': 'A'              | 'FullName': ' '    | FAIL
          'PhoneNumber': '+49'         | 'PhoneNumber': null | FAIL
          'PostalCode': 'D'            | 'PostalCode': 7    | UNKNOWN
          'ContactInformation'         | 'contact'          | UNKNOWN
          """)
  void a_contact_is_complete_and_then_a_person_says_whether_it_is_current(
      String good, String bad, String expected) {
    assertThat(PERSON).contains(good);

    assertThat(Given.snapshot().with(PRIMARY, PERSON.replace(good, bad)).statuses(CONTACT))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'Title': 'B'                           | 'Title': 'B'          | PASS
          'AlternateContactType': 'SECURITY',    | ""                    | PASS
          'Title': 'B',                          | ""                    | FAIL
          'EmailAddress': 'c@example.com'        | 'EmailAddress': ''    | FAIL
          'Name': 'A'                            | 'Name': ['A']         | UNKNOWN
          'AlternateContact':                    | 'Contact':            | UNKNOWN
          """)
  void a_security_contact_is_complete(String good, String bad, String expected) {
    assertThat(OFFICER).contains(good);

    assertThat(Given.snapshot().with(ALTERNATE, OFFICER.replace(good, bad)).statuses(SECURITY))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource({
    "account-contact-details,  global/account/get-contact-information.json,        GetContactInformation",
    "account-security-contact, global/account/get-alternate-contact/SECURITY.json, GetAlternateContact"
  })
  void no_contact_fails_and_an_unknown_one_is_unknown(String check, String path, String operation) {
    Given nothing = Given.snapshot();
    Given absent = nothing.with(err(path), error("ResourceNotFoundException", operation));

    assertThat(absent.statuses(check)).isEqualTo("FAIL");
    assertThat(nothing.statuses(check)).as("not collected").isEqualTo("UNKNOWN");
    assertThat(denied(nothing, path).statuses(check)).as("denied").isEqualTo("UNKNOWN");
    assertThat(nothing.with(path, "").statuses(check)).as("zero bytes").isEqualTo("UNKNOWN");
    assertThat(
            nothing.with(err(path), error("TooManyRequestsException", operation)).statuses(check))
        .as("throttled")
        .isEqualTo("UNKNOWN");
  }

  // --- instances

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          with a profile                  | 'State': {'Name': 'running'}, 'IamInstanceProfile': {'Arn': 'a'} | PASS
          without a profile               | 'State': {'Name': 'running'}                                     | MANUAL
          profile is null                 | 'State': {'Name': 'running'}, 'IamInstanceProfile': null         | MANUAL
          stopped without a profile       | 'State': {'Name': 'stopped'}                                     | none
          terminated without a profile    | 'State': {'Name': 'terminated'}                                  | none
          a profile without a name        | 'State': {'Name': 'running'}, 'IamInstanceProfile': {}           | UNKNOWN
          a state without a name          | 'State': {}, 'IamInstanceProfile': {'Arn': 'a'}                  | UNKNOWN
          no state                        | 'IamInstanceProfile': {'Arn': 'a'}                               | UNKNOWN
          """)
  void a_running_instance_has_a_profile(String name, String members, String expected) {
    String answer = "{'Reservations': [{'Instances': [{'InstanceId': 'i-1', " + members + "}]}]}";

    assertThat(home("ec2/describe-instances", answer).statuses(INSTANCES)).isEqualTo(expected);
  }

  @Test
  void every_instance_of_every_reservation_is_judged() {
    String answer =
        """
        {'Reservations': [
          {'Instances': [{'InstanceId': 'i-1', 'State': {'Name': 'running'}},
            {'InstanceId': 'i-2', 'State': {'Name': 'running'}}]},
          {'Instances': [{'InstanceId': 'i-3', 'State': {'Name': 'running'},
            'IamInstanceProfile': {'Arn': 'a'}}]}]}
        """;

    assertThat(home("ec2/describe-instances", answer).statuses(INSTANCES))
        .isEqualTo("MANUAL MANUAL PASS");
    assertThat(home("ec2/describe-instances", "{'Reservations': [{}]}").statuses(INSTANCES))
        .isEqualTo("UNKNOWN");
  }

  // --- topics

  private static final String SUBSCRIPTIONS = in(HOME, "sns/list-subscriptions-by-topic/alerts");

  private static Given topic(String subscriptions) {
    return home(
            "sns/list-topics",
            "{'Topics': [{'TopicArn': 'arn:aws:sns:us-east-1:111122223333:alerts'}]}")
        .with(SUBSCRIPTIONS, "{'Subscriptions': [" + subscriptions + "]}");
  }

  @Test
  void who_listens_to_a_topic_a_person_has_to_approve() {
    Given snapshot =
        topic(
            """
            {'SubscriptionArn': 'arn:aws:sns:us-east-1:111122223333:alerts:1',
              'Protocol': 'email', 'Endpoint': 'a@example.com'},
            {'SubscriptionArn': 'PendingConfirmation', 'Protocol': 'email',
              'Endpoint': 'b@example.com'},
            {'SubscriptionArn': 'PendingConfirmation', 'Protocol': 'email'},
            {'SubscriptionArn': 'PendingConfirmation', 'Protocol': 'email', 'Endpoint': 7}
            """);

    Finding finding = snapshot.findings(TOPICS, Map.of()).get(0);

    assertThat(finding.status()).isEqualTo(Status.MANUAL);
    assertThat(finding.causes().get(0).message())
        .isEqualTo("are these 4 subscribers appropriate? 3 not confirmed");
    assertThat(finding.causes().get(0).readings())
        .extracting(Reading::value)
        .containsExactly(
            "confirmed a@example.com",
            "not confirmed b@example.com",
            "not confirmed not set",
            "not confirmed");
  }

  @Test
  void a_topic_whose_subscribers_are_not_known_is_unknown() {
    Given missing = topic("").without(SUBSCRIPTIONS);

    assertThat(topic("").statuses(TOPICS)).as("nobody listens").isEqualTo("MANUAL");
    assertThat(missing.statuses(TOPICS)).as("not collected").isEqualTo("UNKNOWN");
    assertThat(denied(missing, SUBSCRIPTIONS).statuses(TOPICS)).as("denied").isEqualTo("UNKNOWN");
    assertThat(missing.with(SUBSCRIPTIONS, "{}").statuses(TOPICS)).as("{}").isEqualTo("UNKNOWN");
    assertThat(
            missing
                .with(err(SUBSCRIPTIONS), error("NotFound", "ListSubscriptionsByTopic"))
                .statuses(TOPICS))
        .as("gone since it was listed")
        .isEqualTo("UNKNOWN");
  }

  // --- analyzers

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          none                     | ""                                                            | FAIL
          of the account           | {'type': 'ACCOUNT', 'status': 'ACTIVE'}                       | PASS
          of the organization      | {'type': 'ORGANIZATION', 'status': 'ACTIVE'}                  | PASS
          of unused access         | {'type': 'ACCOUNT_UNUSED_ACCESS', 'status': 'ACTIVE'}         | FAIL
          of internal access       | {'type': 'ORGANIZATION_INTERNAL_ACCESS', 'status': 'ACTIVE'}  | FAIL
          being created            | {'type': 'ACCOUNT', 'status': 'CREATING'}                     | FAIL
          disabled                 | {'type': 'ACCOUNT', 'status': 'DISABLED'}                     | FAIL
          failed                   | {'type': 'ACCOUNT', 'status': 'FAILED'}                       | FAIL
          one bad and one good     | {'type': 'ACCOUNT', 'status': 'FAILED'}, {'type': 'ACCOUNT', 'status': 'ACTIVE'} | PASS
          halves in two            | {'type': 'ACCOUNT', 'status': 'FAILED'}, {'type': 'ACCOUNT_UNUSED_ACCESS', 'status': 'ACTIVE'} | FAIL
          status not said          | {'type': 'ACCOUNT'}                                           | UNKNOWN
          type not said            | {'status': 'ACTIVE'}                                          | UNKNOWN
          type not said, disabled  | {'status': 'DISABLED'}                                        | FAIL
          one unreadable, one good | {'type': 1, 'status': 'ACTIVE'}, {'type': 'ACCOUNT', 'status': 'ACTIVE'} | PASS
          """)
  void an_external_access_analyzer_is_active_in_the_region(
      String name, String analyzers, String expected) {
    Given snapshot = home("accessanalyzer/list-analyzers", "{'analyzers': [" + analyzers + "]}");

    assertThat(snapshot.statuses(ANALYZERS)).isEqualTo(expected);
  }
}
