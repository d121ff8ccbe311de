package dev.assay.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.Problem;
import dev.assay.aws.Call;
import dev.assay.aws.Request;
import dev.assay.evaluate.ControlResult;
import dev.assay.evaluate.ControlStatus;
import dev.assay.testing.LogText;
import dev.assay.testing.Refusal;
import dev.assay.testing.Sample;
import dev.assay.testing.Verdicts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Edits that sums made anew do not show, and mixtures: the answers themselves tell. */
class ConsistencyTest {

  /** Everything in it is in order; one form of the credential report is enough to edit. */
  private static final Sample QUIET =
      Sample.named("quiet")
          .without("SHA256SUMS", "calls.tsv", "global/iam/get-credential-report.json");

  private static final List<ControlResult> WHOLE = Verdicts.of(Verdicts.account(QUIET));

  private static final Map<String, String> SHORT =
      Map.of(
          "DETAILS", "global/iam/get-account-authorization-details.json",
          "SUMMARY", "global/iam/get-account-summary.json",
          "REPORT", "global/iam/credential-report.csv",
          "EU", "regions/eu-west-1",
          "US", "regions/us-east-1");

  static Stream<Sample> samples() {
    return Sample.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void no_sample_contradicts_itself(Sample sample) {
    assertThat(contradictions(sample)).isEmpty();
  }

  /** What asks for the edited answer is UNKNOWN then; {@code -} where a warning is enough. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      nullValues = "-",
      textBlock =
          """
          fewer roles than counted    | SUMMARY                           | "Roles": 5                      | "Roles": 6             | -                        | DETAILS: has 1 fewer than the account summary counts at SUMMARY#/SummaryMap/Roles
          fewer groups than counted   | SUMMARY                           | "Groups": 2                     | "Groups": 4            | -                        | DETAILS: has 2 fewer than the account summary counts at SUMMARY#/SummaryMap/Groups
          fewer policies than counted | SUMMARY                           | "Policies": 6                   | "Policies": 7          | iam-no-full-admin-policy | DETAILS: has 1 fewer than the account summary counts at SUMMARY#/SummaryMap/Policies
          fewer certificates          | SUMMARY                           | "ServerCertificates": 1         | "ServerCertificates": 2 | iam-expired-certificates | global/iam/list-server-certificates.json: has 1 fewer than the account summary counts at SUMMARY#/SummaryMap/ServerCertificates
          a user of another account   | REPORT                            | ana,arn:aws:iam::111122223333:user/ana | ana,arn:aws:iam::111122223333:user/x/ana | iam-user-mfa-console | REPORT line 3: `ana` has the ARN `arn:aws:iam::111122223333:user/x/ana`, but `arn:aws:iam::111122223333:user/ana` by DETAILS#/UserDetailList/0
          a user born twice           | DETAILS                           | 2023-02-14T10:02:11             | 2022-02-14T10:02:11    | iam-unused-credentials   | REPORT line 3: `ana` was made at 2023-02-14T10:02:11Z, but at 2022-02-14T10:02:11Z by DETAILS#/UserDetailList/0
          a region is struck out      | global/ec2/describe-regions.json  | "opt-in-not-required"           | "not-opted-in"         | vpc-flow-logs            | global/ec2/describe-regions.json: does not list `eu-west-1` as enabled, but it gave EU/cloudtrail/describe-trails.json
          a key of another region     | US/kms/list-keys.json             | arn:aws:kms:us-east-1           | arn:aws:kms:eu-west-1  | kms-cmk-rotation         | US/kms/list-keys.json: is of `us-east-1`, but lists `arn:aws:kms:eu-west-1:111122223333:key/57d13039-3536-41ee-aedd-856efbe347e8` of another region
          an alarm of another region  | EU/cloudwatch/describe-alarms.json | arn:aws:cloudwatch:eu-west-1   | arn:aws:cloudwatch:us-east-1 | monitor-root-usage | EU/cloudwatch/describe-alarms.json: is of `eu-west-1`, but lists `arn:aws:cloudwatch:us-east-1:111122223333:alarm:bucket-rule-changes` of another region
          an analyzer of another      | EU/accessanalyzer/list-analyzers.json | access-analyzer:eu-west-1   | access-analyzer:us-east-1 | access-analyzer-enabled | EU/accessanalyzer/list-analyzers.json: is of `eu-west-1`, but lists `arn:aws:access-analyzer:us-east-1:111122223333:analyzer/external-access` of another region
          a trail that only one lists | US/cloudtrail/describe-trails.json | (?s)"trailList".*              | "trailList": []}       | cloudtrail-multi-region  | EU/cloudtrail/describe-trails.json#/trailList/0/IsMultiRegionTrail: is true, but US/cloudtrail/describe-trails.json does not list the trail
          a trail validated in one    | EU/cloudtrail/describe-trails.json | "LogFileValidationEnabled": true | "LogFileValidationEnabled": false | cloudtrail-log-validation | EU/cloudtrail/describe-trails.json#/trailList/0/LogFileValidationEnabled: is not what US/cloudtrail/describe-trails.json#/trailList/0/LogFileValidationEnabled says of the same trail
          a bucket struck out         | global/s3api/list-buckets.json    | "quiet-app-config"              | "quiet-logs"           | s3-object-logging-write  | global/s3api/list-buckets.json: does not list what global/s3api/get-bucket-location/quiet-app-config.json is about
          a topic struck out          | EU/sns/list-topics.json           | :config-changes"                | :security-alarms"      | sns-topic-subscribers    | EU/sns/list-topics.json: does not list what EU/sns/list-subscriptions-by-topic/config-changes.json is about
          """)
  void an_edit_shows(String name, String file, String was, String is, String check, String said) {
    Sample edited = edited(QUIET, file, was, is);

    assertThat(contradictions(edited)).contains(full(said));
    assertNothingPasses(edited, check);
  }

  /** Of another thing than its name says, an answer is none. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          a key's           | EU/kms/describe-key/2876553a-3520-41dc-ae75-2d72993112bd.json | "KeyId": "2876 | "KeyId": "3876 | kms-cmk-rotation
          a trail's         | EU/cloudtrail/get-event-selectors/main.json         | trail/main | trail/other              | monitor-root-usage
          a topic's         | EU/sns/list-subscriptions-by-topic/security-alarms.json | "TopicArn": "arn:aws:sns:eu-west-1 | "TopicArn": "arn:aws:sns:us-east-1 | monitor-root-usage
          """)
  void an_answer_about_another_is_none(
      String name, String file, String was, String is, String check) {
    assertNothingPasses(edited(QUIET, file, was, is), check);
  }

  @Test
  void a_user_may_be_born_within_a_second() {
    Sample precise = edited(QUIET, "DETAILS", "T10:02:11", "T10:02:11.25");

    assertThat(contradictions(precise)).isEmpty();
  }

  @Test
  void a_region_in_anothers_folder_is_found_by_its_ids() {
    String vpcs = "/ec2/describe-vpcs.json";
    Sample copied = QUIET.with(full("US" + vpcs), QUIET.files().get(full("EU" + vpcs)));

    assertThat(contradictions(copied))
        .anySatisfy(said -> assertThat(said).startsWith(full("EU" + vpcs + ": lists `vpc-")));
    assertNothingPasses(copied, "vpc-flow-logs");
  }

  @Test
  void a_trail_struck_out_of_every_listing_leaves_its_answers_behind() {
    String listing = "/cloudtrail/describe-trails.json";
    Sample struck = QUIET;
    for (String region : List.of("EU", "US")) {
      struck = edited(struck, region + listing, "(?s)\"trailList\".*", "\"trailList\": []}");
    }

    assertThat(contradictions(struck))
        .contains(
            full(
                "EU"
                    + listing
                    + ": does not list what EU/cloudtrail/get-trail-status/main.json is about"));
    assertNothingPasses(struck, "cloudtrail-multi-region");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          DETAILS                            | 111122223333:role/ | DETAILS: lists `arn:aws:iam::444455556666:role/
          global/iam/list-server-certificates.json | 111122223333 | global/iam/list-server-certificates.json: lists `arn:aws:iam::444455556666:server-certificate/www-2026`
          EU/kms/list-keys.json              | 111122223333       | EU/kms/list-keys.json: lists `arn:aws:kms:eu-west-1:444455556666:key/
          EU/sns/list-topics.json            | 111122223333       | EU/sns/list-topics.json: lists `arn:aws:sns:eu-west-1:444455556666:config-changes`
          EU/cloudwatch/describe-alarms.json | 111122223333:alarm | EU/cloudwatch/describe-alarms.json: lists `arn:aws:cloudwatch:eu-west-1:444455556666:alarm:
          EU/accessanalyzer/list-analyzers.json | 111122223333    | EU/accessanalyzer/list-analyzers.json: lists `arn:aws:access-analyzer:eu-west-1:444455556666:analyzer/
          snapshot.json                      | sts::111122223333  | snapshot.json: belongs to account `111122223333`
          """)
  void two_accounts_are_no_snapshot(String file, String was, String said) {
    Sample mixed = edited(QUIET, file, was, was.replace("111122223333", "444455556666"));

    assertThat(Refusal.of(() -> Verdicts.account(mixed)))
        .startsWith("REJECTED: snapshot")
        .contains(full(said))
        .contains("`111122223333`")
        .contains("`444455556666`");
  }

  @Test
  void without_a_name_of_its_own_a_snapshot_is_still_of_one_account() {
    Sample anonymous =
        QUIET.without("snapshot.json", "global/sts/get-caller-identity.json", full("REPORT"));
    Snapshot whole = Snapshot.of(anonymous.files());
    Sample mixed = edited(anonymous, "EU/kms/list-keys.json", "111122223333", "444455556666");

    assertThat(whole.account(Optional.of(Instant.EPOCH)).identity().accountId()).isEmpty();
    assertThat(Refusal.of(() -> Snapshot.of(mixed.files()).account(Optional.of(Instant.EPOCH))))
        .startsWith("REJECTED: ");
  }

  @Test
  void a_report_that_was_made_after_the_run_is_told() {
    Sample late =
        edited(
            Sample.named("quiet").without("SHA256SUMS", "calls.tsv"),
            "snapshot.json",
            "T11:57:20Z(?s)(.*)T12:00:00Z",
            "T11:40:20Z$1T11:50:00Z");

    assertThat(contradictions(late))
        .containsExactly(
            "credential report: was made at 2026-06-30T11:59:18Z, but the run ended at"
                + " 2026-06-30T11:50:00Z");
  }

  /** The log names the call of each file. */
  @ParameterizedTest
  @CsvSource({
    "us-east-1, kms, list-keys",
    "eu-west-1, sns, list-keys",
    "eu-west-1, kms, list-topics",
  })
  void a_row_that_is_about_another_call_proves_nothing(
      String region, String service, String operation) {
    String path = full("EU/kms/list-keys.json");
    int bytes = QUIET.files().get(path).length;
    String row =
        String.join(" ", path, region, service, operation, "- 0 ok - - 1", "" + bytes, "-");
    Calls calls =
        new Calls(
            Tree.of(QUIET.files()), Optional.of(CallLog.parse(LogText.of(row))), Optional.empty());

    assertThat(calls.answer(Request.in(Call.LIST_KEYS, "eu-west-1")).toString())
        .contains("calls.tsv line 2 says that it is of another call or region");
  }

  private static void assertNothingPasses(Sample edited, String check) {
    List<ControlResult> now = Verdicts.of(Verdicts.account(edited));
    IntStream.range(0, now.size())
        .forEach(
            i -> {
              ControlStatus status = now.get(i).status();
              String control = now.get(i).control().name();
              if (WHOLE.get(i).status() != ControlStatus.PASS) {
                assertThat(status).as(control).isNotEqualTo(ControlStatus.PASS);
              }
              if (check != null && uses(now.get(i), check)) {
                assertThat(status).as(control).isEqualTo(ControlStatus.UNKNOWN);
              }
            });
    assertThat(check == null || now.stream().anyMatch(result -> uses(result, check)))
        .as("a control uses %s", check)
        .isTrue();
  }

  private static boolean uses(ControlResult result, String check) {
    return result.checks().stream()
        .flatMap(each -> each.use().check().stream())
        .anyMatch(each -> each.id().equals(check));
  }

  /** With the first place that a regular expression finds replaced. */
  private static Sample edited(Sample sample, String file, String was, String is) {
    String text = new String(sample.files().get(full(file)), UTF_8);
    String edited = text.replaceFirst(was, is);
    assertThat(edited).isNotEqualTo(text);
    return sample.with(full(file), edited.getBytes(UTF_8));
  }

  private static String full(String text) {
    String full = text;
    for (Map.Entry<String, String> each : SHORT.entrySet()) {
      full = full.replaceAll("\\b" + each.getKey() + "\\b", each.getValue());
    }
    return full;
  }

  private static List<String> contradictions(Sample sample) {
    Snapshot snapshot = Snapshot.of(sample.files());
    snapshot.account(Optional.empty());
    return snapshot.integrity().contradictions().stream().map(Problem::line).toList();
  }
}
