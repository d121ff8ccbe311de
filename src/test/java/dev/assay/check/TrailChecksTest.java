package dev.assay.check;

import static dev.assay.check.Regions.AWAY;
import static dev.assay.check.Regions.HOME;
import static dev.assay.check.Regions.denied;
import static dev.assay.check.Regions.enabled;
import static dev.assay.check.Regions.err;
import static dev.assay.check.Regions.error;
import static dev.assay.check.Regions.in;
import static dev.assay.check.Trails.ACCOUNT_BLOCK;
import static dev.assay.check.Trails.BUCKETS;
import static dev.assay.check.Trails.LISTING;
import static dev.assay.check.Trails.SELECTORS;
import static dev.assay.check.Trails.STATUS;
import static dev.assay.check.Trails.about;
import static dev.assay.check.Trails.acl;
import static dev.assay.check.Trails.advanced;
import static dev.assay.check.Trails.advancedSelector;
import static dev.assay.check.Trails.basic;
import static dev.assay.check.Trails.basicSelector;
import static dev.assay.check.Trails.block;
import static dev.assay.check.Trails.listing;
import static dev.assay.check.Trails.oneTrail;
import static dev.assay.check.Trails.policy;
import static dev.assay.check.Trails.status;
import static dev.assay.check.Trails.trail;
import static dev.assay.check.Trails.withBucket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.assay.testing.Given;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TrailChecksTest {

  private static final String ALL_REGIONS = "cloudtrail-multi-region";
  private static final String NOT_PUBLIC = "cloudtrail-bucket-not-public";
  private static final String BUCKET_LOGGING = "cloudtrail-bucket-logging";
  private static final String DELIVERY = "cloudtrail-cloudwatch-logs";

  private static final String AWAY_LISTING = in(AWAY, "cloudtrail/describe-trails");

  // --- a logging trail watches all regions

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          logs in every region                  | true  | {'IsLogging': true}  | PASS
          watches its own region only           | false | {'IsLogging': true}  | FAIL
          is switched off                       | true  | {'IsLogging': false} | FAIL
          logging not said                      | true  | {}                   | UNKNOWN
          logging neither true nor false        | true  | {'IsLogging': 'on'}  | UNKNOWN
          regions not said                      | gone  | {'IsLogging': true}  | UNKNOWN
          own region only, logging not said     | false | {}                   | FAIL
          """)
  void a_trail_must_watch_all_regions_and_log(
      String name, String multiRegion, String status, String expected) {
    Given snapshot = oneTrail("IsMultiRegionTrail", multiRegion).with(STATUS, status);

    assertThat(snapshot.statuses(ALL_REGIONS)).isEqualTo(expected);
  }

  static Stream<Arguments> selectors() {
    String management = "eventCategory Equals Management";
    String data = advancedSelector("eventCategory Equals Data", "resources.type Equals X");
    String kmsExcluded =
        basicSelector("All", true).replace("Sources': []", "Sources': ['kms.amazonaws.com']");
    return Stream.of(
        arguments("reads and writes", basic(basicSelector("All", true)), "PASS"),
        arguments("reads only", basic(basicSelector("ReadOnly", true)), "FAIL"),
        arguments("writes only", basic(basicSelector("WriteOnly", true)), "FAIL"),
        arguments(
            "reads and writes in two selectors",
            basic(basicSelector("ReadOnly", true), basicSelector("WriteOnly", true)),
            "PASS"),
        arguments(
            "reads of management, writes of data only",
            basic(basicSelector("ReadOnly", true), basicSelector("WriteOnly", false)),
            "FAIL"),
        arguments("no management events", basic(basicSelector("All", false)), "FAIL"),
        arguments("an empty list", basic(), "FAIL"),
        arguments("without KMS events", basic(kmsExcluded), "PASS"),
        arguments("neither list", "{'TrailARN': 'x'}", "UNKNOWN"),
        arguments("an empty object for a selector", basic("{}"), "UNKNOWN"),
        arguments("all, in advanced words", advanced(advancedSelector(management)), "PASS"),
        arguments(
            "advanced reads",
            advanced(advancedSelector(management, "readOnly Equals true")),
            "FAIL"),
        arguments(
            "advanced writes",
            advanced(advancedSelector(management, "readOnly Equals false")),
            "FAIL"),
        arguments(
            "advanced reads and writes in two selectors",
            advanced(
                advancedSelector(management, "readOnly Equals true"),
                advancedSelector(management, "readOnly Equals false")),
            "PASS"),
        arguments(
            "readOnly by another operator",
            advanced(advancedSelector(management, "readOnly NotEquals true")),
            "FAIL"),
        arguments(
            "advanced without KMS events",
            advanced(advancedSelector(management, "eventSource NotEquals kms.amazonaws.com")),
            "PASS"),
        arguments(
            "events of one source",
            advanced(advancedSelector(management, "eventSource Equals iam.amazonaws.com")),
            "FAIL"),
        arguments(
            "narrowed by another field",
            advanced(advancedSelector(management, "eventName Equals CreateUser")),
            "FAIL"),
        arguments("advanced data events only", advanced(data), "FAIL"),
        arguments(
            "an empty advanced list beside basic selectors",
            "{'AdvancedEventSelectors': [], 'EventSelectors': [%s]}"
                .formatted(basicSelector("All", true)),
            "PASS"),
        arguments(
            "advanced selectors replace basic ones",
            "{'AdvancedEventSelectors': [%s], 'EventSelectors': [%s]}"
                .formatted(data, basicSelector("All", true)),
            "FAIL"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("selectors")
  void management_events_are_read_from_selectors(String name, String selectors, String expected) {
    Given snapshot = oneTrail().with(SELECTORS, selectors);

    assertThat(snapshot.statuses(ALL_REGIONS)).isEqualTo(expected);
    assertThat(snapshot.statuses(ALL_REGIONS, Map.of("managementEvents", false))).isEqualTo("PASS");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          another trail does it all | true  | PASS
          no trail does it all      | false | FAIL
          """)
  void one_trail_is_enough_but_must_do_it_all_itself(
      String name, boolean secondIsMultiRegion, String expected) {
    Given snapshot =
        oneTrail()
            .with(STATUS, "{'IsLogging': false}")
            .with(
                LISTING,
                listing(
                    trail("main", HOME),
                    trail("more", HOME, "IsMultiRegionTrail", "" + secondIsMultiRegion)))
            .with(in(HOME, "cloudtrail/get-trail-status/more"), "{'IsLogging': true}")
            .with(
                in(HOME, "cloudtrail/get-event-selectors/more"), basic(basicSelector("All", true)));

    assertThat(snapshot.statuses(ALL_REGIONS)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          a region was not collected              | regions  | true  | PASS
          a region that may hide a better trail   | regions  | false | UNKNOWN
          nobody knows which regions are enabled  | universe | true  | PASS
          regions nobody knows may hide one       | universe | false | UNKNOWN
          """)
  void a_region_gap_cannot_take_a_trail_away(
      String name, String gap, boolean multiRegion, String expected) {
    Given one = oneTrail("IsMultiRegionTrail", "" + multiRegion);
    Given snapshot =
        gap.equals("universe")
            ? one.without(Regions.LISTING)
            : one.with(
                Regions.LISTING,
                "{'Regions': [{'RegionName': 'us-east-1'}, {'RegionName': 'eu-west-1'}]}");

    assertThat(snapshot.statuses(ALL_REGIONS)).isEqualTo(expected);
  }

  @Test
  void an_organization_trail_of_another_account_is_read_by_its_encoded_arn() {
    String arn = "arn:aws:cloudtrail:us-east-1:999988887777:trail/org";
    String file = "arn%3Aaws%3Acloudtrail%3Aus-east-1%3A999988887777%3Atrail%2Forg";
    Given snapshot =
        enabled(HOME)
            .with(LISTING, listing(trail("org", HOME, "TrailARN", "'" + arn + "'")))
            .with(in(HOME, "cloudtrail/get-trail-status/" + file), "{'IsLogging': true}")
            .with(
                in(HOME, "cloudtrail/get-event-selectors/" + file),
                basic(basicSelector("All", true)));

    assertThat(snapshot.statuses(ALL_REGIONS)).isEqualTo("PASS");
    assertThat(snapshot.findings("cloudtrail-kms", Map.of()).get(0).resource().id()).isEqualTo(arn);
  }

  // --- evidence about a trail that is not there

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "cloudtrail-multi-region,    get-trail-status",
    "cloudtrail-multi-region,    get-event-selectors",
    "cloudtrail-cloudwatch-logs, get-trail-status"
  })
  void what_is_not_known_of_a_trail_is_unknown(String check, String operation) {
    String path = in(HOME, "cloudtrail/" + operation + "/main");
    Given missing = oneTrail().without(path);

    assertThat(oneTrail().statuses(check)).isEqualTo("PASS");
    assertThat(missing.statuses(check)).as("not collected").isEqualTo("UNKNOWN");
    assertThat(denied(missing, path).statuses(check)).as("denied").isEqualTo("UNKNOWN");
    assertThat(missing.with(path, "{'IsLogging': ").statuses(check)).as("cut").isEqualTo("UNKNOWN");
  }

  @ParameterizedTest
  @CsvSource({"get-trail-status, GetTrailStatus", "get-event-selectors, GetEventSelectors"})
  void a_listed_trail_that_is_not_found_is_unknown(String operation, String api) {
    String path = in(HOME, "cloudtrail/" + operation + "/main");
    Given gone = oneTrail().without(path).with(err(path), error("TrailNotFoundException", api));

    assertThat(gone.statuses(ALL_REGIONS)).isEqualTo("UNKNOWN");
  }

  @Test
  void whether_a_trail_that_is_not_found_delivers_is_unknown() {
    String path = in(HOME, "cloudtrail/get-trail-status/main");
    Given gone =
        oneTrail().without(path).with(err(path), error("TrailNotFoundException", "GetTrailStatus"));

    assertThat(gone.finding(DELIVERY).deciding())
        .extracting(Cause::message)
        .containsExactly("the status of main was not found");
  }

  @ParameterizedTest
  @CsvSource({
    "cloudtrail-multi-region",
    "cloudtrail-log-validation",
    "cloudtrail-kms",
    "cloudtrail-cloudwatch-logs",
    "cloudtrail-bucket-not-public",
    "cloudtrail-bucket-logging"
  })
  void no_trail_fails_everything(String check) {
    Given none = oneTrail().without(STATUS).without(SELECTORS).with(LISTING, listing());

    assertThat(none.statuses(check)).isEqualTo("FAIL");
  }

  @ParameterizedTest
  @CsvSource({
    "cloudtrail-log-validation",
    "cloudtrail-kms",
    "cloudtrail-cloudwatch-logs",
    "cloudtrail-bucket-not-public",
    "cloudtrail-bucket-logging"
  })
  void trails_that_a_region_may_hide_are_one_unknown_besides(String check) {
    Given both = withBucket(oneTrail()).with(Regions.LISTING, twoRegions());

    assertThat(denied(both, AWAY_LISTING).statuses(check)).isEqualTo("UNKNOWN PASS");
    assertThat(both.with(AWAY_LISTING, "{}").statuses(check)).isEqualTo("UNKNOWN PASS");
    assertThat(both.with(AWAY_LISTING, "").statuses(check)).isEqualTo("UNKNOWN PASS");
    assertThat(both.with(LISTING, listing()).statuses(check)).isEqualTo("UNKNOWN");
    assertThat(withBucket(oneTrail()).without(Regions.LISTING).statuses(check))
        .isEqualTo("UNKNOWN PASS");
  }

  private static String twoRegions() {
    return "{'Regions': [{'RegionName': 'us-east-1'}, {'RegionName': 'eu-west-1'}]}";
  }

  @Test
  void a_trail_that_two_regions_list_is_counted_once_and_read_at_home() {
    Given snapshot =
        oneTrail()
            .with(Regions.LISTING, twoRegions())
            .with(AWAY_LISTING, listing(trail("main", HOME)));

    List<Finding> findings = snapshot.findings("cloudtrail-log-validation", Map.of());

    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).causes().get(0).readings().get(0).source())
        .hasToString(LISTING + "#/trailList/0/LogFileValidationEnabled");
  }

  // --- log validation, encryption, delivery

  @ParameterizedTest(name = "{0}: {1} is {2}")
  @CsvSource({
    "cloudtrail-log-validation,  LogFileValidationEnabled,  true,  PASS",
    "cloudtrail-log-validation,  LogFileValidationEnabled,  false, FAIL",
    "cloudtrail-log-validation,  LogFileValidationEnabled,  gone,  FAIL",
    "cloudtrail-log-validation,  LogFileValidationEnabled,  null,  FAIL",
    "cloudtrail-log-validation,  LogFileValidationEnabled,  1,     UNKNOWN",
    "cloudtrail-kms,             KmsKeyId,                  gone,  FAIL",
    "cloudtrail-kms,             KmsKeyId,                  7,     UNKNOWN",
    "cloudtrail-cloudwatch-logs, CloudWatchLogsLogGroupArn, gone,  FAIL",
    "cloudtrail-cloudwatch-logs, CloudWatchLogsLogGroupArn, \"\",    FAIL",
    "cloudtrail-cloudwatch-logs, CloudWatchLogsLogGroupArn, [],    UNKNOWN"
  })
  void a_member_of_the_listing_decides(String check, String member, String value, String expected) {
    assertThat(oneTrail(member, value).statuses(check)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"cloudtrail-log-validation", "cloudtrail-kms", "cloudtrail-cloudwatch-logs"})
  void each_trail_is_judged_for_itself(String check) {
    Given snapshot =
        oneTrail()
            .with(
                LISTING,
                listing(
                    trail("main", HOME),
                    trail(
                        "bare",
                        HOME,
                        "KmsKeyId",
                        "gone",
                        "LogFileValidationEnabled",
                        "false",
                        "CloudWatchLogsLogGroupArn",
                        "gone")));

    assertThat(snapshot.statuses(check)).isEqualTo("FAIL PASS");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          exactly 24 hours before the snapshot | '2024-05-30T00:00:00+00:00'    | PASS
          one second earlier                   | '2024-05-29T23:59:59+00:00'    | FAIL
          a fraction of a second earlier       | '2024-05-29T23:59:59.999999Z'  | FAIL
          24 hours, in another offset          | '2024-05-29T20:00:00-04:00'    | PASS
          24 hours, in seconds since 1970      | 1717027200                     | PASS
          one second earlier, in seconds       | 1717027199                     | FAIL
          a little later, with a fraction      | 1717027200.25                  | PASS
          a little earlier, with a fraction    | 1717027199.75                  | FAIL
          after the snapshot, by another clock | '2024-06-01T00:00:00Z'         | PASS
          more than a day after the snapshot   | '2024-06-01T00:00:01Z'         | UNKNOWN
          never                                | null                           | FAIL
          an empty text                        | ''                             | UNKNOWN
          a local time without an offset       | '2024-05-30T12:00:00'          | UNKNOWN
          """)
  void a_delivery_is_at_most_a_day_old(String name, String time, String expected) {
    assertThat(oneTrail().with(STATUS, status(time)).statuses(DELIVERY)).isEqualTo(expected);
  }

  @Test
  void delivery_is_measured_to_the_snapshots_own_time_and_its_limit_can_be_set() {
    Given twoDaysBefore = oneTrail().with(STATUS, status("'2024-05-29T00:00:00Z'"));

    assertThat(twoDaysBefore.statuses(DELIVERY, Map.of("withinHours", 48))).isEqualTo("PASS");
    assertThat(twoDaysBefore.statuses(DELIVERY, Map.of("withinHours", 47))).isEqualTo("FAIL");
    assertThat(twoDaysBefore.takenAt("2024-05-30T00:00:00Z").statuses(DELIVERY)).isEqualTo("PASS");
  }

  @Test
  void a_trail_without_a_log_group_fails_whatever_its_status_says() {
    Given bare = oneTrail("CloudWatchLogsLogGroupArn", "gone");

    assertThat(bare.statuses(DELIVERY)).isEqualTo("FAIL");
    assertThat(bare.without(STATUS).statuses(DELIVERY)).isEqualTo("FAIL");
  }

  // --- the bucket is not public

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          another account     | 'Type': 'CanonicalUser', 'ID': 'xyz'                                                | PASS
          everybody           | 'Type': 'Group', 'URI': 'http://acs.amazonaws.com/groups/global/AllUsers'           | FAIL
          any AWS customer    | 'Type': 'Group', 'URI': 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers' | FAIL
          S3's log delivery   | 'Type': 'Group', 'URI': 'http://acs.amazonaws.com/groups/s3/LogDelivery'            | PASS
          a group without URI | 'Type': 'Group', 'URI': 7                                                           | UNKNOWN
          """)
  void a_grant_to_everybody_is_public(String name, String grantee, String expected) {
    Given snapshot = withBucket(oneTrail()).with(about("get-bucket-acl"), acl(grantee));

    assertThat(snapshot.statuses(NOT_PUBLIC)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          everybody                  | 'Effect': 'Allow', 'Principal': '*'                                     | FAIL
          everybody as an AWS id     | 'Effect': 'Allow', 'Principal': {'AWS': '*'}                            | FAIL
          everybody in a list        | 'Effect': 'Allow', 'Principal': {'AWS': ['111122223333', '*']}          | FAIL
          everybody but one          | 'Effect': 'Allow', 'NotPrincipal': {'AWS': '111122223333'}              | FAIL
          an account                 | 'Effect': 'Allow', 'Principal': {'AWS': 'arn:aws:iam::1:root'}          | PASS
          a service                  | 'Effect': 'Allow', 'Principal': {'Service': 'cloudtrail.amazonaws.com'} | PASS
          a refusal to everybody     | 'Effect': 'Deny', 'Principal': '*'                                      | PASS
          everybody of one account   | 'Effect': 'Allow', 'Principal': '*', 'Condition': {'StringEquals': {'aws:SourceAccount': '1'}} | PASS
          everybody, over TLS        | 'Effect': 'Allow', 'Principal': '*', 'Condition': {'Bool': {'aws:SecureTransport': 'true'}}    | FAIL
          an effect that AWS has not | 'Effect': 'Permit', 'Principal': '*'                                    | UNKNOWN
          """)
  void a_policy_for_everybody_is_public(String name, String statement, String expected) {
    String whole = "{'Action': 's3:GetObject', 'Resource': 'arn:aws:s3:::logs/*', " + statement;
    Given snapshot =
        withBucket(oneTrail())
            .without(err(about("get-bucket-policy")))
            .with(about("get-bucket-policy"), policy(whole + "}"));

    assertThat(snapshot.statuses(NOT_PUBLIC)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          ACL, no block                   | acl    | none       | none       | FAIL
          ACL, the bucket ignores it      | acl    | acl        | none       | PASS
          ACL, the account ignores it     | acl    | none       | acl        | PASS
          ACL, only policies are blocked  | acl    | policy     | policy     | FAIL
          ACL, bucket's block denied      | acl    | denied     | none       | UNKNOWN
          ACL, account's block denied     | acl    | none       | denied     | UNKNOWN
          ACL, ignored by one, one denied | acl    | denied     | acl        | PASS
          policy, no block                | policy | none       | none       | FAIL
          policy, the bucket blocks it    | policy | policy     | none       | PASS
          policy, the account blocks it   | policy | none       | policy     | PASS
          policy, only ACLs are ignored   | policy | acl        | acl        | FAIL
          policy, account's block denied  | policy | none       | denied     | UNKNOWN
          nothing public, blocks denied   | none   | denied     | denied     | PASS
          """)
  void a_block_silences_what_is_public(
      String name, String open, String bucketBlock, String accountBlock, String expected) {
    Given snapshot = withBucket(oneTrail());
    if (open.equals("acl")) {
      snapshot = snapshot.with(about("get-bucket-acl"), acl(EVERYBODY));
    } else if (open.equals("policy")) {
      snapshot = publicPolicy(snapshot);
    }
    snapshot = blocked(snapshot, about("get-public-access-block"), bucketBlock);

    assertThat(blocked(snapshot, ACCOUNT_BLOCK, accountBlock).statuses(NOT_PUBLIC))
        .isEqualTo(expected);
  }

  private static final String EVERYBODY =
      "'Type': 'Group', 'URI': 'http://acs.amazonaws.com/groups/global/AllUsers'";

  private static Given publicPolicy(Given snapshot) {
    String path = about("get-bucket-policy");
    return snapshot
        .without(err(path))
        .with(
            path,
            policy("{'Effect': 'Allow', 'Principal': '*', 'Action': 's3:*', 'Resource': '*'}"));
  }

  private static Given blocked(Given snapshot, String path, String kind) {
    return switch (kind) {
      case "none" -> snapshot;
      case "denied" -> denied(snapshot, path);
      default ->
          snapshot.without(err(path)).with(path, block(kind.equals("acl"), kind.equals("policy")));
    };
  }

  @Test
  void both_ways_of_being_public_are_told() {
    Given snapshot =
        publicPolicy(withBucket(oneTrail())).with(about("get-bucket-acl"), acl(EVERYBODY));

    Finding finding = snapshot.findings(NOT_PUBLIC, Map.of()).get(0);

    assertThat(finding.resource().id()).isEqualTo("arn:aws:s3:::logs");
    assertThat(finding.deciding()).extracting(Cause::key).containsExactly("acl", "policy");
  }

  // --- evidence about a bucket

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "cloudtrail-bucket-not-public, get-bucket-acl",
    "cloudtrail-bucket-not-public, get-bucket-policy",
    "cloudtrail-bucket-logging,    get-bucket-logging"
  })
  void what_is_not_known_of_a_bucket_is_unknown(String check, String operation) {
    String path = about(operation);
    Given missing = withBucket(oneTrail()).without(path).without(err(path));

    assertThat(withBucket(oneTrail()).statuses(check)).isEqualTo("PASS");
    assertThat(missing.statuses(check)).as("not collected").isEqualTo("UNKNOWN");
    assertThat(denied(missing, path).statuses(check)).as("denied").isEqualTo("UNKNOWN");
    assertThat(missing.with(path, "[]").statuses(check)).as("malformed").isEqualTo("UNKNOWN");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          to a bucket         | {'LoggingEnabled': {'TargetBucket': 'a', 'TargetPrefix': ''}} | PASS
          to an empty name    | {'LoggingEnabled': {'TargetBucket': '', 'TargetPrefix': ''}}  | FAIL
          nothing at all      | ""                                                            | FAIL
          an empty object     | {}                                                            | FAIL
          null                | {'LoggingEnabled': null}                                      | FAIL
          to no named bucket  | {'LoggingEnabled': {'TargetPrefix': 'x'}}                     | UNKNOWN
          """)
  void access_to_the_bucket_is_logged(String name, String answer, String expected) {
    Given snapshot = withBucket(oneTrail()).with(about("get-bucket-logging"), answer);

    assertThat(snapshot.statuses(BUCKET_LOGGING)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"cloudtrail-bucket-not-public", "cloudtrail-bucket-logging"})
  void a_bucket_of_another_account_is_unknown_whatever_is_known_of_it(String check) {
    Given foreign = withBucket(oneTrail()).with(BUCKETS, "{'Buckets': [{'Name': 'mine'}]}");
    Given open =
        foreign
            .with(about("get-bucket-acl"), acl(EVERYBODY))
            .with(about("get-bucket-logging"), "{}");

    assertThat(open.statuses(check)).isEqualTo("UNKNOWN");
    assertThat(foreign.findings(check, Map.of()).get(0).causes().get(0).message())
        .contains("evidence is in another account");
  }

  @ParameterizedTest
  @CsvSource({"cloudtrail-bucket-not-public", "cloudtrail-bucket-logging"})
  void without_the_list_of_buckets_nothing_passes_but_failures_stay(String check) {
    Given unlisted = withBucket(oneTrail()).without(BUCKETS);
    Given bad =
        unlisted
            .with(about("get-bucket-acl"), acl(EVERYBODY))
            .with(about("get-bucket-logging"), "{}");

    assertThat(unlisted.statuses(check)).isEqualTo("UNKNOWN");
    assertThat(denied(unlisted, BUCKETS).statuses(check)).isEqualTo("UNKNOWN");
    assertThat(bad.statuses(check)).isEqualTo("FAIL");
  }

  @ParameterizedTest
  @CsvSource({"cloudtrail-bucket-not-public", "cloudtrail-bucket-logging"})
  void a_bucket_of_two_trails_is_counted_once(String check) {
    Given snapshot =
        withBucket(oneTrail()).with(LISTING, listing(trail("main", HOME), trail("more", HOME)));

    assertThat(snapshot.statuses(check)).isEqualTo("PASS");
  }

  @Test
  void a_trail_that_names_no_bucket_is_unknown() {
    assertThat(withBucket(oneTrail("S3BucketName", "gone")).statuses(BUCKET_LOGGING))
        .isEqualTo("UNKNOWN");
  }
}
