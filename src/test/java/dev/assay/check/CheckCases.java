package dev.assay.check;

import static dev.assay.aws.Call.DESCRIBE_REGIONS;
import static dev.assay.aws.Call.DESCRIBE_REPORT_DEFINITIONS;
import static dev.assay.aws.Call.GET_ACCOUNT_AUTHORIZATION_DETAILS;
import static dev.assay.aws.Call.GET_ACCOUNT_PASSWORD_POLICY;
import static dev.assay.aws.Call.GET_ACCOUNT_PUBLIC_ACCESS_BLOCK;
import static dev.assay.aws.Call.GET_ACCOUNT_SUMMARY;
import static dev.assay.aws.Call.GET_CONTACT_INFORMATION;
import static dev.assay.aws.Call.GET_SECURITY_CONTACT;
import static dev.assay.aws.Call.LIST_BUCKETS;
import static dev.assay.aws.Call.LIST_ENTITIES_FOR_SUPPORT_POLICY;
import static dev.assay.aws.Call.LIST_EXPORTS;
import static dev.assay.aws.Call.LIST_SERVER_CERTIFICATES;
import static dev.assay.aws.Call.LIST_VIRTUAL_MFA_DEVICES;
import static dev.assay.testing.Details.details;
import static dev.assay.testing.Given.ACCOUNT;
import static dev.assay.testing.Given.snapshot;
import static dev.assay.testing.ReportRow.root;
import static dev.assay.testing.ReportRow.user;

import dev.assay.aws.Call;
import dev.assay.aws.Request;
import dev.assay.filter.Reference;
import dev.assay.testing.Details;
import dev.assay.testing.Given;
import dev.assay.testing.ReportRow;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * For each check of the catalogue, in its order: the least evidence with which it passes, and the
 * same with a failure in it. A check that a person has to answer in the end is MANUAL in place of
 * one of the two, or has nothing to judge.
 */
final class CheckCases {

  private static final String LONG_AGO = "2020-01-01T00:00:00Z";
  private static final String LATELY = "2024-05-30T00:00:00Z";

  private static final String OWN = "arn:aws:iam::" + ACCOUNT + ":policy/own";
  private static final String SUPPORT = "arn:aws:iam::aws:policy/AWSSupportAccess";

  /** The region of everything that is in one. */
  private static final String HOME = "eu-west-1";

  private static final String TRAIL = "arn:aws:cloudtrail:" + HOME + ":" + ACCOUNT + ":trail/main";
  private static final String TOPIC = "arn:aws:sns:" + HOME + ":" + ACCOUNT + ":alarms";

  private static final String REGIONS = Request.of(DESCRIBE_REGIONS).path();

  static final List<CheckCase> ALL =
      Stream.of(iam(), accountAndStorage(), trails(), alarms(), network())
          .flatMap(List::stream)
          .toList();

  private CheckCases() {}

  /**
   * One row.
   *
   * @param best what the check says of {@code good}: PASS unless it never says so
   * @param worst what it says of {@code bad}: FAIL unless it never says so
   * @param spare files of {@code good} that it can do without, each alone
   */
  record CheckCase(
      String check, Given good, String best, Given bad, String worst, Set<String> spare) {

    CheckCase orNone() {
      return new CheckCase(check, good, "none", bad, worst, spare);
    }

    CheckCase orManual() {
      return new CheckCase(check, good, best, bad, "MANUAL", spare);
    }

    CheckCase atBestManual() {
      return new CheckCase(check, good, "MANUAL", bad, worst, spare);
    }

    /** Any one of its files decides. */
    CheckCase anyOneDecides() {
      return new CheckCase(check, good, best, bad, worst, good.evidence());
    }

    /** What one region holds is enough, whatever others there are. */
    CheckCase oneRegionDecides() {
      return new CheckCase(check, good, best, bad, worst, Set.of(REGIONS));
    }

    @Override
    public String toString() {
      return check;
    }
  }

  private static CheckCase row(String check, Given good, Given bad) {
    return new CheckCase(check, good, "PASS", bad, "FAIL", Set.of());
  }

  private static CheckCase row(String check, Call call, String good, String bad) {
    return row(check, snapshot().answer(call, good), snapshot().answer(call, bad));
  }

  private static List<CheckCase> iam() {
    return List.of(
        report("iam-root-usage", root(), root().with("password_last_used", LATELY)),
        report("iam-user-mfa-console", console().with("mfa_active", "true"), console()),
        report("iam-unused-credentials", console(), user("ana").password(LONG_AGO)),
        report("iam-access-key-rotation", key(LATELY), key(LONG_AGO)),
        passwordPolicy("iam-password-uppercase", "'RequireUppercaseCharacters': false"),
        passwordPolicy("iam-password-lowercase", "'RequireLowercaseCharacters': false"),
        passwordPolicy("iam-password-symbol", "'RequireSymbols': false"),
        passwordPolicy("iam-password-number", "'RequireNumbers': false"),
        passwordPolicy("iam-password-min-length", "'MinimumPasswordLength': 8"),
        passwordPolicy("iam-password-reuse", "'PasswordReusePrevention': 5"),
        passwordPolicy("iam-password-max-age", "'MaxPasswordAge': 365"),
        row(
            "iam-root-no-access-key",
            rootWithMfa(),
            rootWithMfa().report(root().key(1, LONG_AGO, "N/A"))),
        row(
            "iam-root-mfa",
            rootWithMfa(),
            rootWithMfa().report(root().with("mfa_active", "false"))),
        row(
            "iam-root-hardware-mfa",
            rootWithMfa().answer(LIST_VIRTUAL_MFA_DEVICES, devices("user/ana")),
            rootWithMfa().answer(LIST_VIRTUAL_MFA_DEVICES, devices("root"))),
        listing("iam-user-no-direct-policies", details().user("ana"), details().user("ana", OWN)),
        row(
            "iam-master-manager-roles",
            RoleSeparationChecksTest.separated(),
            RoleSeparationChecksTest.unseparated()),
        row(
                "iam-support-role",
                supporters(details().role("helper", SUPPORT), "{'RoleName': 'helper'}"),
                supporters(details().role("helper", OWN), ""))
            .anyOneDecides(),
        report(
            "iam-initial-access-key",
            console().key(1, LONG_AGO, LATELY),
            console().key(1, LONG_AGO, "N/A")),
        listing("iam-no-full-admin-policy", granting("s3:Get*"), granting("*")),
        listing("iam-no-wildcard-policy", granting("s3:Get*"), granting("s3:*")),
        report(
            "iam-single-active-key",
            console().key(1, LATELY, LATELY),
            console().key(1, LATELY, LATELY).key(2, LATELY, LATELY)),
        row(
            "iam-expired-certificates",
            LIST_SERVER_CERTIFICATES,
            "{'ServerCertificateMetadataList': [{'Arn': 'x', 'Expiration': '2034-01-01T00:00:00Z'}]}",
            "{'ServerCertificateMetadataList': [{'Arn': 'x', 'Expiration': '2014-01-01T00:00:00Z'}]}"));
  }

  private static List<CheckCase> accountAndStorage() {
    return List.of(
        regional(
            "access-analyzer-enabled",
            "accessanalyzer/list-analyzers",
            "{'analyzers': [{'type': 'ACCOUNT', 'status': 'ACTIVE'}]}",
            "{'analyzers': [{'type': 'ACCOUNT_UNUSED_ACCESS', 'status': 'ACTIVE'}]}"),
        row(
                "billing-detailed-report",
                billing("{'ReportName': 'r', 'ExportName': 'r'}"),
                billing(""))
            .orManual()
            .anyOneDecides(),
        row(
                "account-contact-details",
                GET_CONTACT_INFORMATION,
                """
                {'ContactInformation': {
                   'FullName': 'A', 'AddressLine1': 'B', 'City': 'C', 'PostalCode': 'D',
                   'CountryCode': 'E', 'PhoneNumber': 'F'}}""",
                "{'ContactInformation': {'FullName': 'A'}}")
            .atBestManual(),
        row(
            "account-security-contact",
            GET_SECURITY_CONTACT,
            """
            {'AlternateContact': {
               'Name': 'A', 'Title': 'B', 'EmailAddress': 'C', 'PhoneNumber': 'D'}}""",
            "{'AlternateContact': {'Name': 'A'}}"),
        regional(
                "ec2-instance-roles",
                "ec2/describe-instances",
                instance(", 'IamInstanceProfile': {'Arn': 'p'}"),
                instance(""))
            .orManual(),
        row("s3-mfa-delete", versioned("Enabled"), versioned("Disabled")));
  }

  private static List<CheckCase> trails() {
    return List.of(
        row("cloudtrail-multi-region", recording(trail(), "All"), recording(trail(), "ReadOnly"))
            .oneRegionDecides(),
        trail("cloudtrail-log-validation", "'LogFileValidationEnabled': false"),
        row("cloudtrail-bucket-not-public", bucket("own"), unblocked(bucket("AllUsers"))),
        row("cloudtrail-cloudwatch-logs", delivering(LATELY), delivering(LONG_AGO)),
        row("config-all-regions", recorder("SUCCESS"), recorder("FAILURE")),
        row(
            "cloudtrail-bucket-logging",
            logged("'LoggingEnabled': {'TargetBucket': 'b'}"),
            logged("")),
        trail("cloudtrail-kms", "'KmsKeyId': ''"),
        row("kms-cmk-rotation", kmsKey("true"), kmsKey("false")),
        row("vpc-flow-logs", flowLog("REJECT"), flowLog("ACCEPT")),
        row("s3-object-logging-write", objects("All"), objects("ReadOnly")).oneRegionDecides(),
        row("s3-object-logging-read", objects("All"), objects("WriteOnly")).oneRegionDecides());
  }

  /** A chain that sees what the check wants, and the same without a subscriber. */
  private static List<CheckCase> alarms() {
    return Catalogue.ALL.stream()
        .flatMap(
            check ->
                Catalogue.events(check).stream()
                    .map(
                        events ->
                            row(
                                    check.id(),
                                    chain(events, TOPIC + ":1"),
                                    chain(events, "PendingConfirmation"))
                                .oneRegionDecides()))
        .toList();
  }

  private static List<CheckCase> network() {
    return List.of(
        row(
                "sns-topic-subscribers",
                region().with(in("sns/list-topics"), "{'Topics': []}"),
                region()
                    .with(in("sns/list-topics"), "{'Topics': [{'TopicArn': '" + TOPIC + "'}]}")
                    .with(in("sns/list-subscriptions-by-topic/alarms"), "{'Subscriptions': []}"))
            .orNone()
            .orManual(),
        groups("sg-no-public-ssh", group("app", 22, "10.0.0.0/8"), group("app", 22, "0.0.0.0/0")),
        groups("sg-no-public-rdp", group("app", 22, "0.0.0.0/0"), group("app", 3389, "0.0.0.0/0")),
        groups(
            "sg-no-public-ingress", group("app", 80, "10.0.0.0/8"), group("app", 80, "0.0.0.0/0")),
        regional("nacl-no-public-admin", "ec2/describe-network-acls", acl("443"), acl("22")),
        groups(
            "vpc-default-sg-closed",
            "{'GroupId': 'g', 'GroupName': 'default', 'IpPermissions': [], 'IpPermissionsEgress': []}",
            group("default", 22, "10.0.0.0/8")),
        regional(
                "vpc-peering-least-access",
                "ec2/describe-route-tables",
                routes("'GatewayId': 'local'"),
                routes("'VpcPeeringConnectionId': 'pcx-1'"))
            .orNone());
  }

  private static CheckCase report(String check, ReportRow good, ReportRow bad) {
    return row(check, withRoot(good), withRoot(bad));
  }

  private static Given withRoot(ReportRow row) {
    return row.isRoot() ? snapshot().report(row) : snapshot().report(root(), row);
  }

  private static ReportRow console() {
    return user("ana").password(LATELY);
  }

  private static ReportRow key(String rotated) {
    return user("ana").key(1, rotated, LATELY);
  }

  private static CheckCase passwordPolicy(String check, String bad) {
    String good =
        """
        {'PasswordPolicy': {
           'RequireUppercaseCharacters': true, 'RequireLowercaseCharacters': true,
           'RequireSymbols': true, 'RequireNumbers': true, 'MinimumPasswordLength': 14,
           'PasswordReusePrevention': 24, 'ExpirePasswords': true, 'MaxPasswordAge': 90}}""";
    return row(check, GET_ACCOUNT_PASSWORD_POLICY, good, changed(good, bad));
  }

  /** With one member, which must be there, of another value. */
  private static String changed(String answer, String member) {
    String name = member.substring(0, member.indexOf(':'));
    return answer.replaceAll(name + ": ('[^']*'|\\w+)", member);
  }

  private static Given rootWithMfa() {
    String counters = "{'AccountMFAEnabled': 1, 'AccountAccessKeysPresent': 0, 'Users': 0}";
    return snapshot()
        .report(root())
        .answer(GET_ACCOUNT_SUMMARY, "{'SummaryMap': " + counters + "}");
  }

  private static String devices(String owner) {
    String user = "{'Arn': 'arn:aws:iam::" + ACCOUNT + ":" + owner + "'}";
    return "{'VirtualMFADevices': [{'SerialNumber': 'x', 'User': " + user + "}]}";
  }

  private static CheckCase listing(String check, Details good, Details bad) {
    return row(check, GET_ACCOUNT_AUTHORIZATION_DETAILS, good.json(), bad.json());
  }

  private static Details granting(String action) {
    String statement = "{'Effect': 'Allow', 'Action': '" + action + "', 'Resource': '*'}";
    return details().policy(OWN, "1", "{'Statement': " + statement + "}");
  }

  private static Given supporters(Details details, String roles) {
    String entities = "{'PolicyUsers': [], 'PolicyGroups': [], 'PolicyRoles': [" + roles + "]}";
    return snapshot()
        .answer(GET_ACCOUNT_AUTHORIZATION_DETAILS, details.json())
        .answer(LIST_ENTITIES_FOR_SUPPORT_POLICY, entities);
  }

  private static Given billing(String definition) {
    return snapshot()
        .answer(DESCRIBE_REPORT_DEFINITIONS, "{'ReportDefinitions': [" + definition + "]}")
        .answer(LIST_EXPORTS, "{'Exports': [" + definition + "]}");
  }

  /** A snapshot of an account with one region. */
  private static Given region() {
    return snapshot().with(REGIONS, "{'Regions': [{'RegionName': '" + HOME + "'}]}");
  }

  private static String in(String call) {
    return "regions/" + HOME + "/" + call + ".json";
  }

  private static CheckCase regional(String check, String call, String good, String bad) {
    return row(check, region().with(in(call), good), region().with(in(call), bad));
  }

  private static String instance(String profile) {
    String instance = "{'InstanceId': 'i', 'State': {'Name': 'running'}" + profile + "}";
    return "{'Reservations': [{'Instances': [" + instance + "]}]}";
  }

  private static Given versioned(String mfaDelete) {
    return snapshot()
        .answer(LIST_BUCKETS, "{'Buckets': [{'Name': 'logs'}]}")
        .with(
            "global/s3api/get-bucket-versioning/logs.json",
            "{'Status': 'Enabled', 'MFADelete': '" + mfaDelete + "'}");
  }

  private static String trail() {
    return """
        {'trailList': [{
           'Name': 'main', 'TrailARN': '%s', 'HomeRegion': '%s', 'S3BucketName': 'logs',
           'IsMultiRegionTrail': true, 'LogFileValidationEnabled': true, 'KmsKeyId': 'k',
           'CloudWatchLogsLogGroupArn': 'arn:aws:logs:%s:%s:log-group:group:*'}]}"""
        .formatted(TRAIL, HOME, HOME, ACCOUNT);
  }

  private static Given trails(String answer) {
    return region().with(in("cloudtrail/describe-trails"), answer);
  }

  private static CheckCase trail(String check, String bad) {
    return row(check, trails(trail()), trails(changed(trail(), bad)));
  }

  private static Given delivering(String at) {
    return trails(trail())
        .with(
            in("cloudtrail/get-trail-status/main"),
            "{'IsLogging': true, 'LatestCloudWatchLogsDeliveryTime': '" + at + "'}");
  }

  /** A trail that is logging management events, and those of objects in all buckets. */
  private static Given recording(String trail, String events) {
    String objects = "{'Type': 'AWS::S3::Object', 'Values': ['arn:aws:s3']}";
    return trails(trail)
        .with(in("cloudtrail/get-trail-status/main"), "{'IsLogging': true}")
        .with(
            in("cloudtrail/get-event-selectors/main"),
            """
            {'EventSelectors': [{
               'ReadWriteType': '%s', 'IncludeManagementEvents': true, 'DataResources': [%s]}]}"""
                .formatted(events, objects));
  }

  private static Given objects(String events) {
    return recording(trail(), events).answer(LIST_BUCKETS, "{'Buckets': [{'Name': 'logs'}]}");
  }

  private static Given bucketOfTrail() {
    return trails(trail()).answer(LIST_BUCKETS, "{'Buckets': [{'Name': 'logs'}]}");
  }

  private static Given bucket(String grantee) {
    String group = "http://acs.amazonaws.com/groups/global/" + grantee;
    return bucketOfTrail()
        .with(
            "global/s3api/get-bucket-acl/logs.json",
            "{'Grants': [{'Grantee': {'URI': '" + group + "'}, 'Permission': 'READ'}]}")
        .with("global/s3api/get-bucket-policy/logs.json", "{'Policy': '{\\'Statement\\': []}'}");
  }

  /** Nothing silences what is public; where nothing is, nobody asks. */
  private static Given unblocked(Given bucket) {
    String off =
        """
        {'PublicAccessBlockConfiguration': {
           'IgnorePublicAcls': false, 'RestrictPublicBuckets': false}}""";
    return bucket
        .with("global/s3api/get-public-access-block/logs.json", off)
        .answer(GET_ACCOUNT_PUBLIC_ACCESS_BLOCK, off);
  }

  private static Given logged(String target) {
    return bucketOfTrail().with("global/s3api/get-bucket-logging/logs.json", "{" + target + "}");
  }

  private static Given recorder(String lastStatus) {
    String group = "{'allSupported': true, 'includeGlobalResourceTypes': true}";
    return region()
        .with(
            in("configservice/describe-configuration-recorders"),
            "{'ConfigurationRecorders': [{'name': 'default', 'recordingGroup': " + group + "}]}")
        .with(
            in("configservice/describe-configuration-recorder-status"),
            """
            {'ConfigurationRecordersStatus': [
               {'name': 'default', 'recording': true, 'lastStatus': '%s'}]}"""
                .formatted(lastStatus))
        .with(
            in("configservice/describe-delivery-channels"),
            "{'DeliveryChannels': [{'s3BucketName': 'b', 'snsTopicARN': 't'}]}");
  }

  private static Given kmsKey(String rotation) {
    return region()
        .with(
            in("kms/list-keys"),
            "{'Keys': [{'KeyId': 'k', 'KeyArn': 'arn:aws:kms:eu-west-1:111122223333:key/k'}]}")
        .with(
            in("kms/describe-key/k"),
            """
            {'KeyMetadata': {
               'KeyManager': 'CUSTOMER', 'KeySpec': 'SYMMETRIC_DEFAULT', 'KeyState': 'Enabled',
               'Origin': 'AWS_KMS'}}""")
        .with(in("kms/get-key-rotation-status/k"), "{'KeyRotationEnabled': " + rotation + "}");
  }

  private static Given flowLog(String traffic) {
    return region()
        .with(in("ec2/describe-vpcs"), "{'Vpcs': [{'VpcId': 'v', 'OwnerId': '" + ACCOUNT + "'}]}")
        .with(
            in("ec2/describe-flow-logs"),
            """
            {'FlowLogs': [
               {'ResourceId': 'v', 'FlowLogStatus': 'ACTIVE', 'TrafficType': '%s'}]}"""
                .formatted(traffic));
  }

  private static Given chain(Reference events, String subscription) {
    String pattern = events.forms().get(0).pattern().replace("\"", "\\\"");
    return recording(trail(), "All")
        .with(
            in("logs/describe-metric-filters"),
            """
            {'metricFilters': [{
               'filterName': 'f', 'logGroupName': 'group', 'filterPattern': '%s',
               'metricTransformations': [
                 {'metricNamespace': 'n', 'metricName': 'm', 'metricValue': '1'}]}]}"""
                .formatted(pattern))
        .with(
            in("cloudwatch/describe-alarms"),
            """
            {'MetricAlarms': [{
               'AlarmName': 'a', 'AlarmArn': 'a', 'ActionsEnabled': true, 'AlarmActions': ['%s'],
               'Namespace': 'n', 'MetricName': 'm', 'Statistic': 'Sum',
               'ComparisonOperator': 'GreaterThanOrEqualToThreshold'}],
             'CompositeAlarms': []}"""
                .formatted(TOPIC))
        .with(
            in("sns/list-subscriptions-by-topic/alarms"),
            """
            {'Subscriptions': [
               {'SubscriptionArn': '%s', 'Protocol': 'email', 'Endpoint': 'e'}]}"""
                .formatted(subscription));
  }

  private static CheckCase groups(String check, String good, String bad) {
    return regional(
        check,
        "ec2/describe-security-groups",
        "{'SecurityGroups': [" + good + "]}",
        "{'SecurityGroups': [" + bad + "]}");
  }

  private static String group(String name, int port, String from) {
    return """
        {'GroupId': 'g', 'GroupName': '%s', 'IpPermissionsEgress': [], 'IpPermissions': [{
           'IpProtocol': 'tcp', 'FromPort': %d, 'ToPort': %d, 'IpRanges': [{'CidrIp': '%s'}],
           'Ipv6Ranges': [], 'PrefixListIds': []}]}"""
        .formatted(name, port, port, from);
  }

  private static String acl(String port) {
    return """
        {'NetworkAcls': [{'NetworkAclId': 'n', 'Entries': [{
           'RuleNumber': 100, 'Egress': false, 'Protocol': '6', 'RuleAction': 'allow',
           'CidrBlock': '0.0.0.0/0', 'PortRange': {'From': %1$s, 'To': %1$s}}]}]}"""
        .formatted(port);
  }

  private static String routes(String target) {
    return """
        {'RouteTables': [{'RouteTableId': 't', 'VpcId': 'v', 'Routes': [
           {'DestinationCidrBlock': '0.0.0.0/0', %s}]}]}"""
        .formatted(target);
  }
}
