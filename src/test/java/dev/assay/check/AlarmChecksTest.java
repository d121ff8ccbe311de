package dev.assay.check;

import static dev.assay.check.Regions.error;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.snapshot.Snapshot;
import dev.assay.testing.Sample;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One link of a whole chain changed at a time: the sample {@code quiet}, by hand. */
class AlarmChecksTest {

  private static final Sample QUIET = Sample.named("quiet").without("SHA256SUMS", "calls.tsv");

  private static final String HOME = "regions/eu-west-1/";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          nothing changed             | cloudtrail/get-trail-status/main.json        | 'IsLogging': true                         | 'IsLogging': true                     | PASS    | notifies
          the trail is off            | cloudtrail/get-trail-status/main.json        | 'IsLogging': true                         | 'IsLogging': false                    | FAIL    | main is switched off
          one region only             | cloudtrail/describe-trails.json              | 'IsMultiRegionTrail': true                | 'IsMultiRegionTrail': false           | FAIL    | main watches one region only
          the log group is elsewhere  | cloudtrail/describe-trails.json              | logs:eu-west-1:111122223333:log-group     | logs:eu-west-1:444455556666:log-group | UNKNOWN | evidence is in another account
          another region's log group  | cloudtrail/describe-trails.json              | logs:eu-west-1:111122223333:log-group     | logs:us-east-1:111122223333:log-group | FAIL    | no metric filter on the log group sees any of CloudTrail changes
          one event is missing        | logs/describe-metric-filters.json            | ($.eventName = \\'CreateTrail\\')          | ($.eventName = X)                     | FAIL    | 'eventName': 'CreateTrail'
          a longer list still covers  | logs/describe-metric-filters.json            | ($.eventName = \\'CreateTrail\\')          | ($.eventName = Create*)               | PASS    | notifies
          a regular expression        | logs/describe-metric-filters.json            | ($.eventName = \\'CreateTrail\\')          | ($.eventName = %Create%)              | UNKNOWN | a regular expression on $.eventName is not decided
          no pattern at all           | logs/describe-metric-filters.json            | ($.eventName = \\'CreateTrail\\')          | ($.eventName == CreateTrail)          | UNKNOWN | the pattern of filter cloudtrail-changes is not understood
          a metric of another name    | cloudwatch/describe-alarms.json              | 'MetricName': 'CloudTrailChanges'         | 'MetricName': 'Other'                 | FAIL    | no alarm watches metric
          alarms with a dimension     | cloudwatch/describe-alarms.json              | 'Dimensions': []                          | 'Dimensions': [{'Name': 'a', 'Value': 'b'}] | FAIL | no alarm watches metric
          no composite alarms listed  | cloudwatch/describe-alarms.json              | 'CompositeAlarms'                         | 'Others'                              | PASS    | notifies
          a subscription is pending   | sns/list-subscriptions-by-topic/security-alarms.json | 'SubscriptionArn': 'arn:          | 'SubscriptionArn': 'Pending:          | FAIL    | which has no confirmed subscriber
          the topic is unreadable     | sns/list-subscriptions-by-topic/security-alarms.json | {                                 | [                                     | UNKNOWN | security-alarms.json
          filters are unreadable      | logs/describe-metric-filters.json            | 'metricFilters'                           | 'other'                               | UNKNOWN | describe-metric-filters.json
          alarms are unreadable       | cloudwatch/describe-alarms.json              | 'MetricAlarms'                            | 'other'                               | UNKNOWN | describe-alarms.json
          writes are left out         | cloudtrail/get-event-selectors/main.json     | 'Management'                              | 'Data'                                | FAIL    | main does not record all management events
          no log group                | cloudtrail/describe-trails.json              | 'CloudWatchLogsLogGroupArn'               | 'Other'                               | FAIL    | main writes to no log group
          the log group, without star | cloudtrail/describe-trails.json              | log-group:CloudTrail/main:*               | log-group:CloudTrail/main             | PASS    | notifies
          half an ARN                 | cloudtrail/describe-trails.json              | :log-group:CloudTrail/main:*              | :log-group                            | UNKNOWN | `arn:aws:logs:eu-west-1:111122223333:log-group` is no log group
          a region that is not there  | cloudtrail/describe-trails.json              | logs:eu-west-1:111122223333:log-group     | logs:mars-1:111122223333:log-group    | UNKNOWN | region mars-1 of the log group is not among the enabled regions
          a field every record has    | logs/describe-metric-filters.json            | ($.eventName = \\'CreateTrail\\')          | ($.eventName = \\'CreateTrail\\' && $.eventVersion = \\'*\\') | PASS | (a gap is formal only: it takes a record that CloudTrail does not write)
          a filter of zeros           | logs/describe-metric-filters.json            | 'metricValue': '1'                        | 'metricValue': '0'                    | PASS    | security-alarms (but its filter counts nothing: metricValue is 0)
          a filter without a metric   | logs/describe-metric-filters.json            | 'metricTransformations'                   | 'other'                               | UNKNOWN | metricTransformations
          a filter that counts nowhere | logs/describe-metric-filters.json           | 'metricTransformations': [                | 'metricTransformations': [], 'other': [ | FAIL  | filter cloudtrail-changes counts in no metric
          filters without a pattern   | logs/describe-metric-filters.json            | 'filterPattern'                           | 'other'                               | UNKNOWN | filterPattern
          an average                  | cloudwatch/describe-alarms.json              | 'Statistic': 'Sum'                        | 'Statistic': 'Average'                | PASS    | security-alarms (but the statistic Average may hide single events)
          a minimum                   | cloudwatch/describe-alarms.json              | 'Statistic': 'Sum'                        | 'Statistic': 'Minimum'                | PASS    | security-alarms (but the statistic Minimum may hide single events)
          an alarm on few             | cloudwatch/describe-alarms.json              | 'GreaterThanOrEqualToThreshold'           | 'LessThanThreshold'                   | PASS    | security-alarms (but it goes off when events are few)
          a formula on the metric     | cloudwatch/describe-alarms.json              | 'MetricName': 'CloudTrailChanges',        | 'Metrics': [{'MetricStat': {'Metric': {'Namespace': 'CISBenchmark', 'MetricName': 'CloudTrailChanges'}}}], | PASS | security-alarms (by metric math: review the expression)
          a formula on another        | cloudwatch/describe-alarms.json              | 'MetricName': 'CloudTrailChanges',        | 'Metrics': [{'MetricStat': {'Metric': {'Namespace': 'CISBenchmark', 'MetricName': 'Other'}}}], | FAIL | no alarm watches metric CISBenchmark/CloudTrailChanges of filter cloudtrail-changes
          an unreadable formula       | cloudwatch/describe-alarms.json              | 'MetricName': 'CloudTrailChanges',        | 'Metrics': 7,                         | UNKNOWN | Metrics
          an unreadable metric        | cloudwatch/describe-alarms.json              | 'MetricName': 'CloudTrailChanges'         | 'MetricName': 7                       | UNKNOWN | MetricName
          another namespace           | cloudwatch/describe-alarms.json              | 'Namespace': 'CISBenchmark'               | 'Namespace': 'Other'                  | FAIL    | no alarm watches metric CISBenchmark/CloudTrailChanges of filter cloudtrail-changes
          actions are off             | cloudwatch/describe-alarms.json              | 'ActionsEnabled': true                    | 'ActionsEnabled': false               | FAIL    | alarm cloudtrail-changes has its actions switched off
          actions are unreadable      | cloudwatch/describe-alarms.json              | 'ActionsEnabled': true                    | 'ActionsEnabled': 7                   | UNKNOWN | ActionsEnabled
          no actions are listed       | cloudwatch/describe-alarms.json              | 'AlarmActions'                            | 'Other'                               | UNKNOWN | AlarmActions is not there
          the topics are unreadable   | cloudwatch/describe-alarms.json              | 'AlarmActions': [                         | 'AlarmActions': 7, 'Other': [         | UNKNOWN | AlarmActions
          another kind of action      | cloudwatch/describe-alarms.json              | arn:aws:sns:eu-west-1:111122223333:security-alarms | arn:aws:automate:eu-west-1:ec2:stop | FAIL | alarm cloudtrail-changes notifies no SNS topic
          a topic that is not there   | cloudwatch/describe-alarms.json              | arn:aws:sns:eu-west-1:111122223333:security-alarms | arn:aws:sns:eu-west-1:111122223333:nobody | UNKNOWN | nobody
          subscribers are unreadable  | sns/list-subscriptions-by-topic/security-alarms.json | 'SubscriptionArn': '              | 'SubscriptionArn': 7, 'Other': '      | UNKNOWN | the subscribers of arn:aws:sns:eu-west-1:111122223333:security-alarms cannot be read
          """)
  void a_chain_is_as_good_as_its_links(
      String name, String file, String was, String is, String status, String said) {
    Finding finding = judged("monitor-cloudtrail-config", changed(HOME + file, was, is));

    assertThat(finding.status().name()).as("%s", finding.causes()).isEqualTo(status);
    assertThat(finding.deciding())
        .extracting(Cause::message)
        .anySatisfy(message -> assertThat(message).contains(said.replace('\'', '"')));
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cloudtrail/get-event-selectors/main             | GetEventSelectors        | TrailNotFoundException | UNKNOWN | the event selectors of main were not found
          sns/list-subscriptions-by-topic/security-alarms | ListSubscriptionsByTopic | NotFound               | FAIL    | alarm cloudtrail-changes notifies arn:aws:sns:eu-west-1:111122223333:security-alarms, which does not exist
          """)
  void what_aws_says_is_not_there_is_a_broken_link_or_an_open_one(
      String call, String operation, String code, String status, String said) {
    Finding finding =
        judged(
            "monitor-cloudtrail-config",
            QUIET
                .without(HOME + call + ".json")
                .with(HOME + call + ".err", error(code, operation).getBytes(UTF_8)));

    assertThat(finding.status().name()).isEqualTo(status);
    assertThat(finding.deciding())
        .extracting(Cause::message)
        .singleElement()
        .asString()
        .startsWith(said);
  }

  @Test
  void a_log_group_may_be_anybodys_where_the_account_has_no_name() {
    Sample anonymous =
        QUIET.without(
            "snapshot.json",
            "global/sts/get-caller-identity.json",
            "global/iam/credential-report.csv",
            "global/iam/get-credential-report.json");

    Finding finding =
        judged("monitor-cloudtrail-config", anonymous, Instant.parse("2026-06-30T12:00:00Z"));

    assertThat(finding.status()).isEqualTo(Status.UNKNOWN);
    assertThat(finding.deciding())
        .extracting(Cause::message)
        .containsExactly(
            "global/sts/get-caller-identity.json was not collected: whether the log group of main"
                + " is of this account is open");
  }

  @Test
  void an_alarm_without_actions_is_saved_by_a_composite_one_that_has_them() {
    String alarms = HOME + "cloudwatch/describe-alarms.json";
    String off =
        text(QUIET, alarms).replace("\"ActionsEnabled\": true", "\"ActionsEnabled\": false");
    String composite =
        """
        "CompositeAlarms": [{"AlarmName": "any", "ActionsEnabled": true, "AlarmRule": "%s",
          "AlarmActions": ["arn:aws:sns:eu-west-1:111122223333:security-alarms"]}]"""
            .replace("\n", " ");

    assertThat(status(off)).isEqualTo("FAIL");
    assertThat(status(with(off, composite, "ALARM(cloudtrail-changes) OR ALARM(b)")))
        .isEqualTo("PASS");
    assertThat(status(with(off, composite, "ALARM(cloudtrail-changes) AND ALARM(b)")))
        .isEqualTo("UNKNOWN");
    assertThat(status(with(off, composite, "NOT ALARM(cloudtrail-changes)"))).isEqualTo("UNKNOWN");
    assertThat(status(with(off, composite, "ALARM(other)"))).isEqualTo("FAIL");
    assertThat(said(with(off, composite.replace("true", "false"), "ALARM(cloudtrail-changes)")))
        .as("both are off")
        .isEqualTo(said(off))
        .startsWith("alarm cloudtrail-changes has its actions switched off");
    assertThat(status(off.replace("CompositeAlarms", "Others"))).isEqualTo("UNKNOWN");
  }

  /** Which of them it watches is not known, nor whether the others are watched. */
  @Test
  void an_alarm_on_one_dimension_of_a_metric_settles_nothing() {
    String filters = HOME + "logs/describe-metric-filters.json";
    String alarms = HOME + "cloudwatch/describe-alarms.json";
    Sample parted =
        changed(filters, "'metricValue': '1'", "'metricValue': '1', 'dimensions': {'user': '$.u'}")
            .with(
                alarms,
                text(QUIET, alarms)
                    .replace(
                        "\"Dimensions\": []",
                        "\"Dimensions\": [{\"Name\": \"user\", \"Value\": \"ana\"}]")
                    .getBytes(UTF_8));

    Finding finding = judged("monitor-cloudtrail-config", parted);

    assertThat(finding.deciding())
        .extracting(Cause::message)
        .contains(
            "alarm cloudtrail-changes watches one of several dimensions of metric"
                + " CloudTrailChanges");
  }

  /** By name, the other trail comes first. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          one whole chain is enough          | true  | Management | 'IsLogging': false | PASS    | main watches all regions
          of two that fail the further       | false | Management | 'IsLogging': false | FAIL    | alarm cloudtrail-changes has its actions switched off
          what is not known may be the whole | true  | Data       | 'IsLogging': 7     | UNKNOWN | IsLogging
          """)
  void of_several_trails_the_best_is_told(
      String name, boolean on, String events, String status, String expected, String said) {
    String trails = "cloudtrail/describe-trails.json";
    String alarms = HOME + "cloudwatch/describe-alarms.json";
    String away = "regions/us-east-1/";
    Sample two =
        QUIET
            .with(HOME + trails, withAside(text(QUIET, HOME + trails)).getBytes(UTF_8))
            .with(away + trails, withAside(text(QUIET, away + trails)).getBytes(UTF_8))
            .with(
                alarms,
                text(QUIET, alarms)
                    .replace("\"ActionsEnabled\": true", "\"ActionsEnabled\": " + on)
                    .getBytes(UTF_8))
            .with(
                HOME + "cloudtrail/get-event-selectors/main.json",
                text(QUIET, HOME + "cloudtrail/get-event-selectors/main.json")
                    .replace("\"Management\"", "\"" + events + "\"")
                    .getBytes(UTF_8))
            .with(
                HOME + "cloudtrail/get-trail-status/aside.json",
                ("{" + status.replace('\'', '"') + "}").getBytes(UTF_8))
            .with(
                HOME + "cloudtrail/get-event-selectors/aside.json",
                text(QUIET, HOME + "cloudtrail/get-event-selectors/main.json").getBytes(UTF_8));
    Finding finding = judged("monitor-cloudtrail-config", two);

    assertThat(finding.status().name()).as("%s", finding.causes()).isEqualTo(expected);
    assertThat(finding.deciding()).extracting(Cause::message).first().asString().contains(said);
  }

  /** A listing of one trail, with another that is like it. */
  private static String withAside(String listed) {
    String main =
        listed.substring(
            listed.indexOf('{', 1), listed.lastIndexOf('}', listed.lastIndexOf(']')) + 1);
    String aside =
        main.replace("\"Name\": \"main\"", "\"Name\": \"aside\"")
            .replace("trail/main", "trail/aside");
    return listed.replace(main, main + "," + aside);
  }

  @Test
  void of_filters_that_see_it_together_the_one_with_the_fault_is_told() {
    String alarms = HOME + "cloudwatch/describe-alarms.json";
    String off =
        text(QUIET, alarms)
            .replaceFirst(
                "(?s)(\"AlarmName\": \"cloudtrail-changes\".*?\"ActionsEnabled\": )true",
                "$1false");

    assertThat(said(off)).isEqualTo("alarm cloudtrail-changes has its actions switched off");
  }

  @Test
  void what_was_looked_at_is_cited() {
    Finding none =
        judged(
            "monitor-cloudtrail-config",
            changed(
                HOME + "cloudtrail/describe-trails.json",
                "logs:eu-west-1:111122223333:log-group",
                "logs:us-east-1:111122223333:log-group"));
    Finding some =
        judged(
            "monitor-cloudtrail-config",
            changed(
                HOME + "logs/describe-metric-filters.json",
                "($.eventName = \\'CreateTrail\\')",
                "($.eventName = X)"));
    Finding open =
        judged(
            "monitor-cloudtrail-config",
            changed(
                HOME + "logs/describe-metric-filters.json",
                "($.eventName = \\'CreateTrail\\')",
                "($.eventName = %Create%)"));

    assertThat(none.deciding().get(0).readings())
        .extracting(Reading::value)
        .singleElement()
        .asString()
        .endsWith(" metric filters, none about this");
    assertThat(some.deciding().get(0).readings())
        .extracting(Reading::value)
        .singleElement()
        .asString()
        .contains("($.eventName = X)");
    assertThat(some.deciding().get(0).message()).doesNotContain("no event at all can match");
    assertThat(open.causes()).extracting(Cause::key).endsWith("metric-filter");
  }

  @Test
  void a_filter_that_no_event_can_match_is_named() {
    String filters = HOME + "logs/describe-metric-filters.json";
    String joined = text(QUIET, filters).replace(") || (", ") && (");

    assertThat(
            judged("monitor-cloudtrail-config", QUIET.with(filters, joined.getBytes(UTF_8)))
                .deciding())
        .extracting(Cause::message)
        .singleElement()
        .asString()
        .contains("; no event at all can match: cloudtrail-changes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          "filterName": "cloudtrail-changes",                           | $0 "fieldSelectionCriteria": "x", | also selects by system fields
          ("cloudtrail-changes"(?s:.*?)"applyOnTransformedLogs": )false | $1true                          | looks at transformed events
          """)
  void what_narrows_a_filter_out_of_sight_makes_it_undecided(
      String place, String change, String why) {
    String filters = HOME + "logs/describe-metric-filters.json";
    String narrowed = text(QUIET, filters).replaceFirst(place, change);

    Finding finding =
        judged("monitor-cloudtrail-config", QUIET.with(filters, narrowed.getBytes(UTF_8)));

    assertThat(finding.status()).isEqualTo(Status.UNKNOWN);
    assertThat(finding.deciding())
        .extracting(Cause::message)
        .anySatisfy(message -> assertThat(message).contains(why));
  }

  @Test
  void a_filter_whose_log_group_is_unreadable_may_be_on_another_one() {
    String filters = HOME + "logs/describe-metric-filters.json";
    String group = "\"logGroupName\": \"[^\"]*\"";

    for (String instead : new String[] {"\"logGroupName\": 7", "\"other\": 7"}) {
      Sample unreadable =
          QUIET.with(filters, text(QUIET, filters).replaceAll(group, instead).getBytes(UTF_8));
      Finding finding = judged("monitor-cloudtrail-config", unreadable);
      assertThat(finding.status()).isEqualTo(Status.UNKNOWN);
      assertThat(finding.deciding())
          .extracting(Cause::message)
          .anySatisfy(message -> assertThat(message).contains("logGroupName"));
    }
  }

  @Test
  void leaving_out_a_watched_source_breaks_only_the_controls_that_watch_it() {
    String selectors = HOME + "cloudtrail/get-event-selectors/main.json";
    Sample without =
        QUIET.with(
            selectors,
            """
            {"EventSelectors": [{"ReadWriteType": "All", "IncludeManagementEvents": true,
              "DataResources": [], "ExcludeManagementEventSources": ["kms.amazonaws.com"]}]}
            """
                .getBytes(UTF_8));

    assertThat(judged("monitor-cmk-disable-delete", without).status()).isEqualTo(Status.FAIL);
    assertThat(judged("monitor-root-usage", without).status()).isEqualTo(Status.FAIL);
    assertThat(judged("monitor-cloudtrail-config", without).status()).isEqualTo(Status.PASS);
  }

  private static String status(String alarms) {
    return judgedBy(alarms).status().name();
  }

  private static String said(String alarms) {
    return judgedBy(alarms).deciding().get(0).message();
  }

  private static Finding judgedBy(String alarms) {
    return judged(
        "monitor-cloudtrail-config",
        QUIET.with(HOME + "cloudwatch/describe-alarms.json", alarms.getBytes(UTF_8)));
  }

  private static String with(String alarms, String composite, String rule) {
    return alarms.replaceFirst(
        "\"CompositeAlarms\": \\[\\]",
        java.util.regex.Matcher.quoteReplacement(composite.replace("%s", rule)));
  }

  private static Sample changed(String file, String was, String is) {
    String text = text(QUIET, file);
    String from = was.strip().replace("\\'", "\\\"").replace('\'', '"');
    assertThat(text).contains(from);
    String to = is.strip().replace('\'', '"');
    Sample changed = QUIET.with(file, text.replace(from, to).getBytes(UTF_8));
    if (!file.endsWith("describe-trails.json")) {
      return changed;
    }
    String away = file.replace(HOME, "regions/us-east-1/");
    String elsewhere =
        to.contains("\"IsMultiRegionTrail\": false")
            ? "{\"trailList\": []}"
            : text(QUIET, away).replace(from, to);
    return changed.with(away, elsewhere.getBytes(UTF_8));
  }

  private static String text(Sample sample, String file) {
    return new String(sample.files().get(file), UTF_8);
  }

  private static Finding judged(String check, Sample sample, Instant... asOf) {
    Catalogue.Entry entry = Catalogue.find(check).orElseThrow();
    SortedMap<String, Object> values = new TreeMap<>(entry.parameters());
    return entry
        .check()
        .rule()
        .judge(
            Snapshot.of(sample.files()).account(Stream.of(asOf).findFirst()),
            new Parameters(values))
        .get(0);
  }
}
