package dev.assay.aws;

import static dev.assay.aws.Call.Scope.BUCKET;
import static dev.assay.aws.Call.Scope.GLOBAL;
import static dev.assay.aws.Call.Scope.REGION;
import static dev.assay.aws.Call.Scope.REGION_PARENT;
import static dev.assay.aws.Call.Scope.TRAIL_BUCKET;

import java.util.List;

/**
 * The AWS calls whose answers the evaluator reads: the CLI's words, the permission, and the error
 * codes by which AWS says "not configured".
 *
 * <p>Source: the service's API reference on docs.aws.amazon.com, page of the same operation.
 */
public enum Call {
  GET_CALLER_IDENTITY(GLOBAL, "sts get-caller-identity", "sts:GetCallerIdentity"),
  DESCRIBE_REGIONS(GLOBAL, "ec2 describe-regions --all-regions", "ec2:DescribeRegions"),

  GET_CREDENTIAL_REPORT(GLOBAL, "iam get-credential-report", "iam:GetCredentialReport"),
  GET_ACCOUNT_PASSWORD_POLICY(
      GLOBAL, "iam get-account-password-policy", "iam:GetAccountPasswordPolicy", "NoSuchEntity"),
  GET_ACCOUNT_SUMMARY(GLOBAL, "iam get-account-summary", "iam:GetAccountSummary"),
  /** AWS says that seeds are not in the answer; the query makes sure that none is ever stored. */
  LIST_VIRTUAL_MFA_DEVICES(
      GLOBAL,
      "iam list-virtual-mfa-devices --query '{VirtualMFADevices:VirtualMFADevices[]"
          + ".{SerialNumber:SerialNumber,User:User,EnableDate:EnableDate}}'",
      "iam:ListVirtualMFADevices"),
  GET_ACCOUNT_AUTHORIZATION_DETAILS(
      GLOBAL, "iam get-account-authorization-details", "iam:GetAccountAuthorizationDetails"),
  LIST_ENTITIES_FOR_SUPPORT_POLICY(
      GLOBAL,
      "iam list-entities-for-policy --policy-arn arn:aws:iam::aws:policy/AWSSupportAccess",
      "iam:ListEntitiesForPolicy",
      "NoSuchEntity"),
  LIST_SERVER_CERTIFICATES(GLOBAL, "iam list-server-certificates", "iam:ListServerCertificates"),
  LIST_SAML_PROVIDERS(GLOBAL, "iam list-saml-providers", "iam:ListSAMLProviders"),
  LIST_OPEN_ID_CONNECT_PROVIDERS(
      GLOBAL, "iam list-open-id-connect-providers", "iam:ListOpenIDConnectProviders"),

  GET_CONTACT_INFORMATION(
      GLOBAL,
      "account get-contact-information",
      "account:GetContactInformation",
      "ResourceNotFoundException"),
  GET_SECURITY_CONTACT(
      GLOBAL,
      "account get-alternate-contact --alternate-contact-type SECURITY",
      "account:GetAlternateContact",
      "ResourceNotFoundException"),
  DESCRIBE_REPORT_DEFINITIONS(
      GLOBAL,
      "cur describe-report-definitions --region us-east-1",
      "cur:DescribeReportDefinitions"),
  LIST_EXPORTS(
      GLOBAL, "bcm-data-exports list-exports --region us-east-1", "bcm-data-exports:ListExports"),

  LIST_BUCKETS(GLOBAL, "s3api list-buckets", "s3:ListAllMyBuckets"),
  GET_ACCOUNT_PUBLIC_ACCESS_BLOCK(
      GLOBAL,
      "s3control get-public-access-block --account-id <parent>",
      "s3:GetAccountPublicAccessBlock",
      "NoSuchPublicAccessBlockConfiguration"),
  GET_BUCKET_LOCATION(
      BUCKET, "s3api get-bucket-location --bucket <parent>", "s3:GetBucketLocation"),
  GET_BUCKET_ACL(TRAIL_BUCKET, "s3api get-bucket-acl --bucket <parent>", "s3:GetBucketAcl"),
  GET_BUCKET_POLICY(
      TRAIL_BUCKET,
      "s3api get-bucket-policy --bucket <parent>",
      "s3:GetBucketPolicy",
      "NoSuchBucketPolicy"),
  GET_BUCKET_LOGGING(
      TRAIL_BUCKET, "s3api get-bucket-logging --bucket <parent>", "s3:GetBucketLogging"),
  GET_BUCKET_VERSIONING(
      BUCKET, "s3api get-bucket-versioning --bucket <parent>", "s3:GetBucketVersioning"),
  GET_BUCKET_PUBLIC_ACCESS_BLOCK(
      TRAIL_BUCKET,
      "s3api get-public-access-block --bucket <parent>",
      "s3:GetBucketPublicAccessBlock",
      "NoSuchPublicAccessBlockConfiguration"),

  DESCRIBE_TRAILS(REGION, "cloudtrail describe-trails", "cloudtrail:DescribeTrails"),
  GET_TRAIL_STATUS(
      REGION_PARENT,
      "cloudtrail get-trail-status --name <parent>",
      "cloudtrail:GetTrailStatus",
      "TrailNotFoundException"),
  GET_EVENT_SELECTORS(
      REGION_PARENT,
      "cloudtrail get-event-selectors --trail-name <parent>",
      "cloudtrail:GetEventSelectors",
      "TrailNotFoundException"),

  DESCRIBE_CONFIGURATION_RECORDERS(
      REGION,
      "configservice describe-configuration-recorders",
      "config:DescribeConfigurationRecorders"),
  DESCRIBE_CONFIGURATION_RECORDER_STATUS(
      REGION,
      "configservice describe-configuration-recorder-status",
      "config:DescribeConfigurationRecorderStatus"),
  DESCRIBE_DELIVERY_CHANNELS(
      REGION, "configservice describe-delivery-channels", "config:DescribeDeliveryChannels"),

  LIST_KEYS(REGION, "kms list-keys", "kms:ListKeys"),
  DESCRIBE_KEY(
      REGION_PARENT, "kms describe-key --key-id <parent>", "kms:DescribeKey", "NotFoundException"),
  GET_KEY_ROTATION_STATUS(
      REGION_PARENT,
      "kms get-key-rotation-status --key-id <parent>",
      "kms:GetKeyRotationStatus",
      "UnsupportedOperationException",
      "KMSInvalidStateException"),

  DESCRIBE_METRIC_FILTERS(REGION, "logs describe-metric-filters", "logs:DescribeMetricFilters"),
  DESCRIBE_ALARMS(
      REGION,
      "cloudwatch describe-alarms --alarm-types MetricAlarm CompositeAlarm",
      "cloudwatch:DescribeAlarms"),
  LIST_TOPICS(REGION, "sns list-topics", "sns:ListTopics"),
  LIST_SUBSCRIPTIONS_BY_TOPIC(
      REGION_PARENT,
      "sns list-subscriptions-by-topic --topic-arn <parent>",
      "sns:ListSubscriptionsByTopic",
      "NotFound"),

  DESCRIBE_VPCS(REGION, "ec2 describe-vpcs", "ec2:DescribeVpcs"),
  DESCRIBE_FLOW_LOGS(REGION, "ec2 describe-flow-logs", "ec2:DescribeFlowLogs"),
  DESCRIBE_SECURITY_GROUPS(REGION, "ec2 describe-security-groups", "ec2:DescribeSecurityGroups"),
  GET_MANAGED_PREFIX_LIST_ENTRIES(
      REGION_PARENT,
      "ec2 get-managed-prefix-list-entries --prefix-list-id <parent>",
      "ec2:GetManagedPrefixListEntries",
      "InvalidPrefixListID.NotFound"),
  DESCRIBE_NETWORK_ACLS(REGION, "ec2 describe-network-acls", "ec2:DescribeNetworkAcls"),
  DESCRIBE_ROUTE_TABLES(REGION, "ec2 describe-route-tables", "ec2:DescribeRouteTables"),
  DESCRIBE_VPC_PEERING_CONNECTIONS(
      REGION, "ec2 describe-vpc-peering-connections", "ec2:DescribeVpcPeeringConnections"),
  DESCRIBE_INSTANCES(REGION, "ec2 describe-instances", "ec2:DescribeInstances"),
  LIST_ANALYZERS(REGION, "accessanalyzer list-analyzers", "access-analyzer:ListAnalyzers");

  /** How often a call is made. */
  public enum Scope {
    /** Once for the account. */
    GLOBAL,
    /** Once for each bucket. */
    BUCKET,
    /** Once for each bucket that a trail writes to. */
    TRAIL_BUCKET,
    /** Once in each region. */
    REGION,
    /** Once for each trail, key, ... of a region. */
    REGION_PARENT
  }

  private final Scope scope;
  private final String service;
  private final String operation;
  private final String arguments;
  private final String action;
  private final List<String> absentCodes;

  Call(Scope scope, String command, String action, String... absentCodes) {
    String[] words = command.split(" ", 3);
    this.scope = scope;
    this.service = words[0];
    this.operation = words[1];
    this.arguments = words.length > 2 ? words[2] : "";
    this.action = action;
    this.absentCodes = List.of(absentCodes);
  }

  public Scope scope() {
    return scope;
  }

  /** The CLI's word for the service, e.g. {@code s3api}. */
  public String service() {
    return service;
  }

  /** The CLI's word for the operation, e.g. {@code list-buckets}. */
  public String operation() {
    return operation;
  }

  /**
   * The CLI arguments that the call always carries; {@code <parent>} stands for what it is about.
   */
  public String arguments() {
    return arguments;
  }

  /** The IAM action that allows the call. */
  public String action() {
    return action;
  }

  /** The error codes that mean "not configured" for this call; everything else proves nothing. */
  public List<String> absentCodes() {
    return absentCodes;
  }

  /** The fixed parent of a call that is made about one known thing; empty for the others. */
  String fixedParent() {
    return switch (this) {
      case LIST_ENTITIES_FOR_SUPPORT_POLICY -> "AWSSupportAccess";
      case GET_SECURITY_CONTACT -> "SECURITY";
      default -> "";
    };
  }

  /**
   * Whether an answer without a byte is one: the CLI prints nothing for an empty object, and these
   * two say "never configured" in that way.
   */
  public boolean answersWithNothing() {
    return this == GET_BUCKET_LOGGING || this == GET_BUCKET_VERSIONING;
  }
}
