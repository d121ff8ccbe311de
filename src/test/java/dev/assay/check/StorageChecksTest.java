package dev.assay.check;

import static dev.assay.check.Regions.AWAY;
import static dev.assay.check.Regions.denied;
import static dev.assay.check.Regions.in;
import static dev.assay.check.Trails.BUCKETS;
import static dev.assay.check.Trails.LISTING;
import static dev.assay.check.Trails.SELECTORS;
import static dev.assay.check.Trails.STATUS;
import static dev.assay.check.Trails.about;
import static dev.assay.check.Trails.advanced;
import static dev.assay.check.Trails.advancedSelector;
import static dev.assay.check.Trails.basic;
import static dev.assay.check.Trails.basicSelector;
import static dev.assay.check.Trails.listing;
import static dev.assay.check.Trails.oneTrail;
import static dev.assay.check.Trails.trail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.assay.testing.Given;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StorageChecksTest {

  private static final String MFA_DELETE = "s3-mfa-delete";
  private static final String WRITES = "s3-object-logging-write";
  private static final String READS = "s3-object-logging-read";

  private static final String EVERY_OBJECT = basic(basicSelector("All", true, "arn:aws:s3"));

  /** The account's one bucket is {@code logs}, in the first region. */
  private static Given bucket(Given snapshot) {
    return snapshot
        .with(BUCKETS, "{'Buckets': [{'Name': 'logs'}]}")
        .with(about("get-bucket-location"), "{'LocationConstraint': null}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {'Status': 'Enabled', 'MFADelete': 'Enabled'}    | PASS
          {'Status': 'Enabled', 'MFADelete': 'Disabled'}   | FAIL
          {'Status': 'Enabled'}                            | FAIL
          {'Status': 'Suspended', 'MFADelete': 'Enabled'}  | FAIL
          {'MFADelete': 'Enabled'}                         | FAIL
          {}                                               | FAIL
          ""                                               | FAIL
          {'Status': 'Enabled', 'MFADelete': true}         | UNKNOWN
          {'Status': 'Enabled'                             | UNKNOWN
          An error occurred (AccessDenied) when calling the GetBucketVersioning operation | UNKNOWN
          """)
  void versions_are_kept_and_deleting_one_takes_mfa(String answer, String expected) {
    Given snapshot = bucket(Given.snapshot()).with(about("get-bucket-versioning"), answer);

    assertThat(snapshot.statuses(MFA_DELETE)).isEqualTo(expected);
  }

  @Test
  void a_bucket_whose_versioning_is_not_known_is_unknown_and_hides_no_other() {
    Given two =
        Given.snapshot()
            .with(BUCKETS, "{'Buckets': [{'Name': 'a'}, {'Name': 'logs'}]}")
            .with(
                "global/s3api/get-bucket-versioning/a.json",
                "{'Status': 'Enabled', 'MFADelete': 'Enabled'}");

    assertThat(two.statuses(MFA_DELETE)).isEqualTo("UNKNOWN PASS");
    assertThat(denied(two, about("get-bucket-versioning")).statuses(MFA_DELETE))
        .isEqualTo("UNKNOWN PASS");
  }

  @ParameterizedTest
  @CsvSource({"s3-mfa-delete", "s3-object-logging-write", "s3-object-logging-read"})
  void without_the_list_of_buckets_nothing_is_known(String check) {
    Given all = oneTrail().with(SELECTORS, EVERY_OBJECT);

    assertThat(all.statuses(check)).as("not collected").isEqualTo("UNKNOWN");
    assertThat(denied(all, BUCKETS).statuses(check)).as("denied").isEqualTo("UNKNOWN");
    assertThat(all.with(BUCKETS, "").statuses(check)).as("zero bytes").isEqualTo("UNKNOWN");
    assertThat(all.with(BUCKETS, "{'Buckets': []}").statuses(check)).as("none").isEqualTo("none");
  }

  static Stream<Arguments> selectors() {
    String data = "eventCategory Equals Data";
    String objects = "resources.type Equals AWS::S3::Object";
    String arn = "resources.ARN ";
    return Stream.of(
        arguments("all buckets, short", EVERY_OBJECT, "PASS", "PASS"),
        arguments("all buckets", objects("All", "arn:aws:s3:::"), "PASS", "PASS"),
        arguments("this bucket", objects("All", "arn:aws:s3:::logs/"), "PASS", "PASS"),
        arguments("another bucket", objects("All", "arn:aws:s3:::other/"), "FAIL", "FAIL"),
        arguments(
            "a bucket whose name goes on", objects("All", "arn:aws:s3:::logs2/"), "FAIL", "FAIL"),
        arguments("a folder of it", objects("All", "arn:aws:s3:::logs/a"), "FAIL", "FAIL"),
        arguments(
            "one of several",
            objects("All", "arn:aws:s3:::other/", "arn:aws:s3:::logs/"),
            "PASS",
            "PASS"),
        arguments("reads only", objects("ReadOnly", "arn:aws:s3"), "FAIL", "PASS"),
        arguments("writes only", objects("WriteOnly", "arn:aws:s3"), "PASS", "FAIL"),
        arguments(
            "functions only",
            basic(
                basicSelector("All", true, "arn:aws:lambda")
                    .replace("S3::Object", "Lambda::Function")),
            "FAIL",
            "FAIL"),
        arguments("management events only", basic(basicSelector("All", true)), "FAIL", "FAIL"),
        arguments("an empty list", basic(), "FAIL", "FAIL"),
        arguments(
            "a selector without a type", basic("{'DataResources': []}"), "UNKNOWN", "UNKNOWN"),
        arguments("all objects", advanced(advancedSelector(data, objects)), "PASS", "PASS"),
        arguments(
            "advanced reads",
            advanced(advancedSelector(data, objects, "readOnly Equals true")),
            "FAIL",
            "PASS"),
        arguments(
            "advanced writes",
            advanced(advancedSelector(data, objects, "readOnly Equals false")),
            "PASS",
            "FAIL"),
        arguments(
            "advanced, this bucket",
            advanced(advancedSelector(data, objects, arn + "StartsWith arn:aws:s3:::logs/")),
            "PASS",
            "PASS"),
        arguments(
            "advanced, this bucket among others",
            advanced(
                advancedSelector(
                    data, objects, arn + "StartsWith arn:aws:s3:::x/ arn:aws:s3:::logs/")),
            "PASS",
            "PASS"),
        arguments(
            "advanced, another bucket",
            advanced(advancedSelector(data, objects, arn + "StartsWith arn:aws:s3:::other/")),
            "FAIL",
            "FAIL"),
        arguments(
            "advanced, a folder",
            advanced(advancedSelector(data, objects, arn + "StartsWith arn:aws:s3:::logs/a")),
            "FAIL",
            "FAIL"),
        arguments(
            "advanced, one object",
            advanced(advancedSelector(data, objects, arn + "Equals arn:aws:s3:::logs/a")),
            "FAIL",
            "FAIL"),
        arguments(
            "advanced, not another bucket",
            advanced(advancedSelector(data, objects, arn + "NotStartsWith arn:aws:s3:::other/")),
            "PASS",
            "PASS"),
        arguments(
            "advanced, not this bucket",
            advanced(advancedSelector(data, objects, arn + "NotStartsWith arn:aws:s3:::logs/")),
            "FAIL",
            "FAIL"),
        arguments(
            "advanced, not a folder of it",
            advanced(advancedSelector(data, objects, arn + "NotStartsWith arn:aws:s3:::logs/a")),
            "FAIL",
            "FAIL"),
        arguments(
            "advanced, no bucket at all",
            advanced(advancedSelector(data, objects, arn + "NotStartsWith arn:aws:s3:::")),
            "FAIL",
            "FAIL"),
        arguments(
            "advanced, not one object of another bucket",
            advanced(advancedSelector(data, objects, arn + "NotEquals arn:aws:s3:::other/a")),
            "PASS",
            "PASS"),
        arguments(
            "advanced, not one object of it",
            advanced(advancedSelector(data, objects, arn + "NotEquals arn:aws:s3:::logs/a")),
            "FAIL",
            "FAIL"),
        arguments(
            "narrowed by event name",
            advanced(advancedSelector(data, objects, "eventName Equals PutObject")),
            "FAIL",
            "FAIL"),
        arguments(
            "functions, in advanced words",
            advanced(advancedSelector(data, "resources.type Equals AWS::Lambda::Function")),
            "FAIL",
            "FAIL"));
  }

  private static String objects(String readWrite, String... arns) {
    return basic(basicSelector(readWrite, false, arns));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("selectors")
  void object_events_are_read_from_selectors(
      String name, String selectors, String writes, String reads) {
    Given snapshot = bucket(oneTrail().with(SELECTORS, selectors));

    assertThat(snapshot.statuses(WRITES)).as("writes").isEqualTo(writes);
    assertThat(snapshot.statuses(READS)).as("reads").isEqualTo(reads);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          every region sees a bucket anywhere         | true  | {'LocationConstraint': 'eu-west-1'} | PASS
          every region, bucket's region not known     | true  | {}                                  | PASS
          one region sees a bucket of the first       | false | {'LocationConstraint': null}        | PASS
          the same region by its name                 | false | {'LocationConstraint': 'us-east-1'} | PASS
          another region                              | false | {'LocationConstraint': 'eu-west-1'} | FAIL
          another region by its old name              | false | {'LocationConstraint': 'EU'}        | FAIL
          one region, bucket's region not known       | false | {}                                  | UNKNOWN
          regions of the trail not known              | gone  | {'LocationConstraint': null}        | UNKNOWN
          """)
  void a_trail_must_see_the_buckets_region(
      String name, String multiRegion, String location, String expected) {
    Given snapshot =
        bucket(oneTrail("IsMultiRegionTrail", multiRegion).with(SELECTORS, EVERY_OBJECT))
            .with(about("get-bucket-location"), location);

    assertThat(snapshot.statuses(WRITES)).isEqualTo(expected);
  }

  @Test
  void the_old_name_of_a_region_is_that_region() {
    Given snapshot =
        bucket(Regions.enabled(AWAY))
            .with(about("get-bucket-location"), "{'LocationConstraint': 'EU'}")
            .with(
                in(AWAY, "cloudtrail/describe-trails"),
                listing(trail("away", AWAY, "IsMultiRegionTrail", "false")))
            .with(in(AWAY, "cloudtrail/get-trail-status/away"), "{'IsLogging': true}")
            .with(in(AWAY, "cloudtrail/get-event-selectors/away"), EVERY_OBJECT);

    assertThat(snapshot.statuses(READS)).isEqualTo("PASS");
  }

  @Test
  void what_keeps_a_trail_from_counting_keeps_the_bucket_from_passing() {
    Given good = bucket(oneTrail().with(SELECTORS, EVERY_OBJECT));

    assertThat(good.with(STATUS, "{'IsLogging': false}").statuses(WRITES)).isEqualTo("FAIL");
    assertThat(good.without(STATUS).statuses(WRITES)).isEqualTo("UNKNOWN");
    assertThat(denied(good, SELECTORS).statuses(WRITES)).isEqualTo("UNKNOWN");
    assertThat(good.without(STATUS).without(SELECTORS).with(LISTING, listing()).statuses(WRITES))
        .isEqualTo("FAIL");
    assertThat(good.without(LISTING).statuses(WRITES)).isEqualTo("UNKNOWN");
  }

  @Test
  void a_region_gap_cannot_take_a_trail_away_but_may_hide_one() {
    Given good = bucket(oneTrail().with(SELECTORS, EVERY_OBJECT));
    Given bad = bucket(oneTrail());

    assertThat(good.without(Regions.LISTING).statuses(READS)).isEqualTo("PASS");
    assertThat(bad.statuses(READS)).isEqualTo("FAIL");
    assertThat(bad.without(Regions.LISTING).statuses(READS)).isEqualTo("UNKNOWN");
    assertThat(
            bad.with(
                    Regions.LISTING,
                    "{'Regions': [{'RegionName': 'us-east-1'}, {'RegionName': 'eu-west-1'}]}")
                .statuses(READS))
        .isEqualTo("UNKNOWN");
  }
}
