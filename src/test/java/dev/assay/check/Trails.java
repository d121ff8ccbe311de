package dev.assay.check;

import static dev.assay.check.Regions.HOME;
import static dev.assay.check.Regions.enabled;
import static dev.assay.check.Regions.err;
import static dev.assay.check.Regions.error;
import static dev.assay.check.Regions.in;

import dev.assay.testing.Given;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** CloudTrail's and S3's answers: a trail {@code main} and its bucket, which pass every check. */
final class Trails {

  static final String LISTING = in(HOME, "cloudtrail/describe-trails");
  static final String STATUS = in(HOME, "cloudtrail/get-trail-status/main");
  static final String SELECTORS = in(HOME, "cloudtrail/get-event-selectors/main");

  static final String BUCKETS = "global/s3api/list-buckets.json";
  static final String ACCOUNT_BLOCK = "global/s3control/get-public-access-block.json";

  private static final String NO_BLOCK = "NoSuchPublicAccessBlockConfiguration";

  private Trails() {}

  /** One trail in the one enabled region, with some members of its listing changed. */
  static Given oneTrail(String... changes) {
    return enabled(HOME)
        .with(LISTING, listing(trail("main", HOME, changes)))
        .with(STATUS, status("'2024-05-30T12:00:00+00:00'"))
        .with(SELECTORS, basic(basicSelector("All", true)));
  }

  /** The trail's bucket {@code logs}, which belongs to the account. */
  static Given withBucket(Given snapshot) {
    return snapshot
        .with(BUCKETS, "{'Buckets': [{'Name': 'logs'}], 'Owner': {'ID': 'abc'}}")
        .with(about("get-bucket-acl"), acl("'Type': 'CanonicalUser', 'ID': 'abc'"))
        .with(err(about("get-bucket-policy")), error("NoSuchBucketPolicy", "GetBucketPolicy"))
        .with(about("get-bucket-logging"), "{'LoggingEnabled': {'TargetBucket': 'access'}}")
        .with(err(about("get-public-access-block")), error(NO_BLOCK, "GetPublicAccessBlock"))
        .with(err(ACCOUNT_BLOCK), error(NO_BLOCK, "GetPublicAccessBlock"));
  }

  /** The evidence file of a call about the bucket. */
  static String about(String operation) {
    return "global/s3api/" + operation + "/logs.json";
  }

  static String listing(String... trails) {
    return "{'trailList': [" + String.join(", ", trails) + "]}";
  }

  /** A trail of the account. Changes are a member and its value by turns; "gone" removes it. */
  static String trail(String name, String home, String... changes) {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("Name", "'" + name + "'");
    members.put("S3BucketName", "'logs'");
    members.put("IncludeGlobalServiceEvents", "true");
    members.put("IsMultiRegionTrail", "true");
    members.put("HomeRegion", "'" + home + "'");
    members.put("TrailARN", "'arn:aws:cloudtrail:" + home + ":111122223333:trail/" + name + "'");
    members.put("LogFileValidationEnabled", "true");
    members.put(
        "CloudWatchLogsLogGroupArn", "'arn:aws:logs:" + home + ":111122223333:log-group:trail:*'");
    members.put("KmsKeyId", "'arn:aws:kms:" + home + ":111122223333:key/1'");
    members.put("HasCustomEventSelectors", "false");
    members.put("IsOrganizationTrail", "false");
    for (int i = 0; i < changes.length; i += 2) {
      members.put(changes[i], changes[i + 1]);
    }
    members.values().removeIf("gone"::equals);
    return members.entrySet().stream()
        .map(member -> "'" + member.getKey() + "': " + member.getValue())
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /** A trail that logs. */
  static String status(String lastDelivery) {
    return "{'IsLogging': true, 'LatestCloudWatchLogsDeliveryTime': " + lastDelivery + "}";
  }

  static String basic(String... selectors) {
    return "{'EventSelectors': [" + String.join(", ", selectors) + "]}";
  }

  static String advanced(String... selectors) {
    return "{'AdvancedEventSelectors': [" + String.join(", ", selectors) + "]}";
  }

  /** A basic selector, with data events of some ARNs of S3 objects. */
  static String basicSelector(String readWrite, boolean management, String... objects) {
    String data =
        objects.length == 0
            ? ""
            : "{'Type': 'AWS::S3::Object', 'Values': %s}".formatted(texts(List.of(objects)));
    return """
        {'ReadWriteType': '%s', 'IncludeManagementEvents': %s, 'DataResources': [%s],
          'ExcludeManagementEventSources': []}
        """
        .formatted(readWrite, management, data);
  }

  /** An advanced selector; its fields are written {@code readOnly Equals true}. */
  static String advancedSelector(String... fields) {
    return Arrays.stream(fields)
        .map(field -> field.split(" "))
        .map(
            words ->
                "{'Field': '%s', '%s': %s}"
                    .formatted(
                        words[0], words[1], texts(Arrays.asList(words).subList(2, words.length))))
        .collect(Collectors.joining(", ", "{'Name': 'n', 'FieldSelectors': [", "]}"));
  }

  private static String texts(List<String> all) {
    return all.stream().map(text -> "'" + text + "'").collect(Collectors.joining(", ", "[", "]"));
  }

  /** An access control list that grants something to somebody besides the owner. */
  static String acl(String grantee) {
    return """
        {'Owner': {'ID': 'abc'}, 'Grants': [
          {'Grantee': {'Type': 'CanonicalUser', 'ID': 'abc'}, 'Permission': 'FULL_CONTROL'},
          {'Grantee': {%s}, 'Permission': 'READ'}]}
        """
        .formatted(grantee);
  }

  /** A bucket policy of one statement, as the CLI prints it: JSON inside a string. */
  static String policy(String statement) {
    String document = "{'Version': '2012-10-17', 'Statement': [" + statement + "]}";
    return "{'Policy': '" + document.replace("'", "\\'") + "'}";
  }

  static String block(boolean ignoreAcls, boolean restrictPolicies) {
    return """
        {'PublicAccessBlockConfiguration': {'BlockPublicAcls': false, 'IgnorePublicAcls': %s,
          'BlockPublicPolicy': false, 'RestrictPublicBuckets': %s}}
        """
        .formatted(ignoreAcls, restrictPolicies);
  }
}
