package dev.assay.check;

import static dev.assay.check.Regions.AWAY;
import static dev.assay.check.Regions.HOME;
import static dev.assay.check.Regions.denied;
import static dev.assay.check.Regions.enabled;
import static dev.assay.check.Regions.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.Given;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigChecksTest {

  private static final String CHECK = "config-all-regions";

  private static final String RECORDERS = "configservice/describe-configuration-recorders";
  private static final String STATUSES = "configservice/describe-configuration-recorder-status";
  private static final String CHANNELS = "configservice/describe-delivery-channels";

  /** A region where everything is recorded; global types too, or not. */
  private static Given recording(Given snapshot, String region, boolean globalTypes) {
    return snapshot
        .with(in(region, RECORDERS), recorders("true", "" + globalTypes))
        .with(in(region, STATUSES), statuses("true", "'SUCCESS'"))
        .with(in(region, CHANNELS), channels("'config'", "'arn:aws:sns:us-east-1:1:config'"));
  }

  private static Given recording() {
    return recording(enabled(HOME), HOME, true);
  }

  private static String recorders(String all, String global) {
    return """
        {'ConfigurationRecorders': [{'name': 'default', 'roleARN': 'r', 'recordingGroup':
          {'allSupported': %s, 'includeGlobalResourceTypes': %s, 'resourceTypes': []}}]}
        """
        .formatted(all, global);
  }

  private static String statuses(String recording, String last) {
    return """
        {'ConfigurationRecordersStatus': [{'name': 'default', 'recording': %s, 'lastStatus': %s}]}
        """
        .formatted(recording, last);
  }

  private static String channels(String bucket, String topic) {
    return """
        {'DeliveryChannels': [{'name': 'default', 's3BucketName': %s, 'snsTopicARN': %s}]}
        """
        .formatted(bucket, topic);
  }

  @ParameterizedTest(name = "all {0}, global {1}, recording {2}, last {3}, topic {4}: {5}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          true  | true  | true  | 'SUCCESS' | 'arn' | PASS
          true  | true  | true  | 'Success' | 'arn' | PASS
          false | true  | true  | 'SUCCESS' | 'arn' | FAIL
          null  | true  | true  | 'SUCCESS' | 'arn' | FAIL
          true  | true  | true  | 'PENDING' | 'arn' | FAIL
          true  | true  | true  | 'FAILURE' | 'arn' | FAIL
          true  | true  | true  | null      | 'arn' | FAIL
          true  | true  | true  | 'SUCCESS' | null  | FAIL
          true  | true  | false | 'SUCCESS' | 'arn' | FAIL FAIL
          true  | false | true  | 'SUCCESS' | 'arn' | FAIL PASS
          true  | null  | true  | 'SUCCESS' | 'arn' | FAIL PASS
          'yes' | true  | true  | 'SUCCESS' | 'arn' | UNKNOWN
          true  | 'yes' | true  | 'SUCCESS' | 'arn' | UNKNOWN PASS
          true  | true  | null  | 'SUCCESS' | 'arn' | UNKNOWN UNKNOWN
          true  | true  | true  | 7         | 'arn' | UNKNOWN
          """)
  void a_region_is_recorded_whole_and_delivered(
      String all, String global, String recording, String last, String topic, String expected) {
    Given snapshot =
        recording()
            .with(in(HOME, RECORDERS), recorders(all, global))
            .with(in(HOME, STATUSES), statuses(recording, last))
            .with(in(HOME, CHANNELS), channels("'config'", topic));

    assertThat(snapshot.statuses(CHECK)).isEqualTo(expected);
  }

  @Test
  void global_types_are_wanted_once() {
    Given both = enabled(HOME, AWAY);

    assertThat(recording(recording(both, HOME, true), AWAY, false).statuses(CHECK))
        .isEqualTo("PASS PASS");
    assertThat(recording(recording(both, HOME, false), AWAY, false).statuses(CHECK))
        .isEqualTo("FAIL PASS PASS");
    assertThat(recording(both, HOME, true).statuses(CHECK))
        .as("a region that was not collected takes nothing away")
        .isEqualTo("UNKNOWN PASS");
    assertThat(recording(both, HOME, false).statuses(CHECK))
        .as("a region that was not collected may record them")
        .isEqualTo("UNKNOWN UNKNOWN PASS");
    assertThat(recording(both, HOME, false).without(Regions.LISTING).statuses(CHECK))
        .as("so may one that nobody knows of: once for the regions, once for the types")
        .isEqualTo("UNKNOWN UNKNOWN PASS");
  }

  @Test
  void where_nobody_records_global_types_every_recorder_is_cited() {
    Given both = enabled(HOME, AWAY);
    Given neither = recording(recording(both, HOME, false), AWAY, false);

    assertThat(neither.findings(CHECK, Map.of()).get(0).deciding())
        .singleElement()
        .satisfies(
            cause -> {
              assertThat(cause.message()).isEqualTo("no region records global types of resources");
              assertThat(cause.readings())
                  .extracting(Reading::value)
                  .containsExactly("false", "false");
            });
  }

  @Test
  void recorders_of_one_name_are_told_apart_by_region() {
    Given snapshot =
        recording(recording(enabled(HOME, AWAY), HOME, true), AWAY, false)
            .with(in(AWAY, STATUSES), statuses("false", "'SUCCESS'"));

    List<Finding> findings = snapshot.findings(CHECK, Map.of());

    assertThat(findings)
        .extracting(f -> f.status() + " " + f.resource().id())
        .containsExactly("FAIL eu-west-1", "PASS us-east-1");
    assertThat(findings.get(0).deciding()).extracting(Cause::key).containsExactly("recording");
    assertThat(findings.get(0).deciding().get(0).readings().get(0).source())
        .hasToString(in(AWAY, STATUSES) + "#/ConfigurationRecordersStatus/0/recording");
  }

  @ParameterizedTest(name = "{0} empty")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          configservice/describe-configuration-recorders | {'ConfigurationRecorders': []} | FAIL FAIL
          configservice/describe-delivery-channels       | {'DeliveryChannels': []}       | FAIL
          """)
  void a_region_without_recorder_or_channel_fails(String call, String answer, String expected) {
    assertThat(recording().with(in(HOME, call), answer).statuses(CHECK)).isEqualTo(expected);
  }

  @Test
  void one_recorder_that_does_it_all_is_enough() {
    String two =
        """
        {'ConfigurationRecorders': [
          {'name': 'part', 'recordingGroup': {'allSupported': false}},
          {'name': 'default', 'recordingGroup':
            {'allSupported': true, 'includeGlobalResourceTypes': true}}]}
        """;
    String status =
        """
        {'ConfigurationRecordersStatus': [
          {'name': 'part', 'recording': true, 'lastStatus': 'SUCCESS'},
          {'name': 'default', 'recording': true, 'lastStatus': 'SUCCESS'}]}
        """;

    assertThat(
            recording()
                .with(in(HOME, RECORDERS), two)
                .with(in(HOME, STATUSES), status)
                .statuses(CHECK))
        .isEqualTo("PASS");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "configservice/describe-configuration-recorder-status, UNKNOWN UNKNOWN",
    "configservice/describe-delivery-channels,             UNKNOWN"
  })
  void a_part_that_is_not_known_is_unknown(String call, String expected) {
    Given missing = recording().without(in(HOME, call));

    assertThat(missing.statuses(CHECK)).as("not collected").isEqualTo(expected);
    assertThat(denied(missing, in(HOME, call)).statuses(CHECK)).as("denied").isEqualTo(expected);
    assertThat(missing.with(in(HOME, call), "{}").statuses(CHECK)).as("{}").isEqualTo(expected);
  }

  @Test
  void a_recorder_without_a_status_of_its_name_is_unknown() {
    String other = statuses("true", "'SUCCESS'").replace("default", "other");

    assertThat(recording().with(in(HOME, STATUSES), other).statuses(CHECK))
        .isEqualTo("UNKNOWN UNKNOWN");
  }
}
