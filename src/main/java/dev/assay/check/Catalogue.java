package dev.assay.check;

import static dev.assay.aws.Call.DESCRIBE_ALARMS;
import static dev.assay.aws.Call.DESCRIBE_CONFIGURATION_RECORDERS;
import static dev.assay.aws.Call.DESCRIBE_CONFIGURATION_RECORDER_STATUS;
import static dev.assay.aws.Call.DESCRIBE_DELIVERY_CHANNELS;
import static dev.assay.aws.Call.DESCRIBE_FLOW_LOGS;
import static dev.assay.aws.Call.DESCRIBE_INSTANCES;
import static dev.assay.aws.Call.DESCRIBE_KEY;
import static dev.assay.aws.Call.DESCRIBE_METRIC_FILTERS;
import static dev.assay.aws.Call.DESCRIBE_NETWORK_ACLS;
import static dev.assay.aws.Call.DESCRIBE_REGIONS;
import static dev.assay.aws.Call.DESCRIBE_REPORT_DEFINITIONS;
import static dev.assay.aws.Call.DESCRIBE_ROUTE_TABLES;
import static dev.assay.aws.Call.DESCRIBE_SECURITY_GROUPS;
import static dev.assay.aws.Call.DESCRIBE_TRAILS;
import static dev.assay.aws.Call.DESCRIBE_VPCS;
import static dev.assay.aws.Call.DESCRIBE_VPC_PEERING_CONNECTIONS;
import static dev.assay.aws.Call.GET_ACCOUNT_AUTHORIZATION_DETAILS;
import static dev.assay.aws.Call.GET_ACCOUNT_PASSWORD_POLICY;
import static dev.assay.aws.Call.GET_ACCOUNT_PUBLIC_ACCESS_BLOCK;
import static dev.assay.aws.Call.GET_ACCOUNT_SUMMARY;
import static dev.assay.aws.Call.GET_BUCKET_ACL;
import static dev.assay.aws.Call.GET_BUCKET_LOCATION;
import static dev.assay.aws.Call.GET_BUCKET_LOGGING;
import static dev.assay.aws.Call.GET_BUCKET_POLICY;
import static dev.assay.aws.Call.GET_BUCKET_PUBLIC_ACCESS_BLOCK;
import static dev.assay.aws.Call.GET_BUCKET_VERSIONING;
import static dev.assay.aws.Call.GET_CONTACT_INFORMATION;
import static dev.assay.aws.Call.GET_CREDENTIAL_REPORT;
import static dev.assay.aws.Call.GET_EVENT_SELECTORS;
import static dev.assay.aws.Call.GET_KEY_ROTATION_STATUS;
import static dev.assay.aws.Call.GET_MANAGED_PREFIX_LIST_ENTRIES;
import static dev.assay.aws.Call.GET_SECURITY_CONTACT;
import static dev.assay.aws.Call.GET_TRAIL_STATUS;
import static dev.assay.aws.Call.LIST_ANALYZERS;
import static dev.assay.aws.Call.LIST_BUCKETS;
import static dev.assay.aws.Call.LIST_ENTITIES_FOR_SUPPORT_POLICY;
import static dev.assay.aws.Call.LIST_EXPORTS;
import static dev.assay.aws.Call.LIST_KEYS;
import static dev.assay.aws.Call.LIST_OPEN_ID_CONNECT_PROVIDERS;
import static dev.assay.aws.Call.LIST_SAML_PROVIDERS;
import static dev.assay.aws.Call.LIST_SERVER_CERTIFICATES;
import static dev.assay.aws.Call.LIST_SUBSCRIPTIONS_BY_TOPIC;
import static dev.assay.aws.Call.LIST_TOPICS;
import static dev.assay.aws.Call.LIST_VIRTUAL_MFA_DEVICES;
import static dev.assay.check.Check.check;

import dev.assay.Nearest;
import dev.assay.aws.Evidence;
import dev.assay.aws.PasswordPolicy;
import dev.assay.filter.Reference;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** The one index of all checks, in the order of the benchmark's sections. */
public final class Catalogue {

  private static final String GOVCLOUD = "aws-us-gov";

  /** Every check. */
  public static final List<Check> ALL =
      List.of(
          check("iam-root-usage", "root is not used for everyday work")
              .why("nothing limits what root can do, and nobody can tell who used it")
              .perEach("account")
              .needs(GET_CREDENTIAL_REPORT)
              .number("withinDays", 90, "days before the snapshot in which root must not be used")
              .remedy("work with roles; keep root's password for the few tasks that need root")
              .alias("AVD-AWS-0140", Map.of("withinDays", 1))
              .by(RootChecks::notUsed),
          check("iam-user-mfa-console", "every user with a console password has MFA")
              .why("a password alone can be guessed, phished or found")
              .perEach("user with a console password")
              .needs(GET_CREDENTIAL_REPORT)
              .remedy(
                  "assign an MFA device with `aws iam enable-mfa-device`, or remove the password "
                      + "with `aws iam delete-login-profile --user-name USER`")
              .alias("AVD-AWS-0145")
              .by(CredentialChecks::consoleUsersHaveMfa),
          check("iam-unused-credentials", "passwords and access keys that nobody uses are disabled")
              .why("what its owner has forgotten, nobody misses when it is stolen")
              .perEach("password or active access key of a user")
              .needs(GET_CREDENTIAL_REPORT)
              .number("maxUnusedDays", 90, "days without use after which a credential fails")
              .remedy(
                  "remove the password with `aws iam delete-login-profile --user-name USER`, or "
                      + "deactivate the key with `aws iam update-access-key --user-name USER "
                      + "--access-key-id KEY --status Inactive`")
              .alias("AVD-AWS-0144", Map.of("maxUnusedDays", 90))
              .alias("AVD-AWS-0166", Map.of("maxUnusedDays", 45))
              .by(CredentialChecks::usedLately),
          check("iam-access-key-rotation", "active access keys are renewed in time")
              .why("an old key serves whoever copied it")
              .perEach("active access key")
              .needs(GET_CREDENTIAL_REPORT)
              .number("maxAgeDays", 90, "days after which an active key fails")
              .onOff(
                  "usedSinceRotation", false, "whether a key must also be used since it was made")
              .remedy(
                  "make a new key with `aws iam create-access-key --user-name USER`, switch over "
                      + "to it, then `aws iam delete-access-key --user-name USER --access-key-id OLD`")
              .alias("AVD-AWS-0146")
              .by(CredentialChecks::keysRotated),
          demands(
              "uppercase",
              "--require-uppercase-characters",
              "an upper-case letter",
              PasswordPolicy::uppercase,
              "AVD-AWS-0061"),
          demands(
              "lowercase",
              "--require-lowercase-characters",
              "a lower-case letter",
              PasswordPolicy::lowercase,
              "AVD-AWS-0058"),
          demands(
              "symbol", "--require-symbols", "a symbol", PasswordPolicy::symbols, "AVD-AWS-0060"),
          demands(
              "number", "--require-numbers", "a digit", PasswordPolicy::numbers, "AVD-AWS-0059"),
          check("iam-password-min-length", "the password policy demands long passwords")
              .why("short passwords are found by trying")
              .perEach("account")
              .needs(GET_ACCOUNT_PASSWORD_POLICY)
              .number("minLength", 14, "characters a password must have at least")
              .remedy(setPasswordPolicy("--minimum-password-length 14"))
              .alias("AVD-AWS-0063")
              .by(PasswordPolicyChecks::length),
          check("iam-password-reuse", "the password policy refuses old passwords")
              .why("a password that leaked once would come back")
              .perEach("account")
              .needs(GET_ACCOUNT_PASSWORD_POLICY)
              .number("minRemembered", 24, "old passwords that must be refused at least")
              .remedy(setPasswordPolicy("--password-reuse-prevention 24"))
              .alias("AVD-AWS-0056")
              .by(PasswordPolicyChecks::reuse),
          check("iam-password-max-age", "the password policy lets passwords expire in time")
              .why("a password that leaked unnoticed stays good for ever")
              .perEach("account")
              .needs(GET_ACCOUNT_PASSWORD_POLICY)
              .number("maxAgeDays", 90, "days after which a password must expire at the latest")
              .remedy(setPasswordPolicy("--max-password-age 90"))
              .alias("AVD-AWS-0062")
              .by(PasswordPolicyChecks::maxAge),
          check("iam-root-no-access-key", "root has no active access key")
              .why("such a key opens everything, without MFA, from anywhere")
              .perEach("account")
              .needsAny(GET_CREDENTIAL_REPORT, GET_ACCOUNT_SUMMARY)
              .remedy("sign in as root and delete its access keys")
              .alias("AVD-AWS-0141")
              .by(RootChecks::noAccessKey),
          check("iam-root-mfa", "root has MFA")
              .why("root's password alone would open everything")
              .perEach("account")
              .needsAny(GET_CREDENTIAL_REPORT, GET_ACCOUNT_SUMMARY)
              .remedy("sign in as root and assign an MFA device")
              .alias("AVD-AWS-0142")
              .notIn(GOVCLOUD)
              .by(RootChecks::mfa),
          check("iam-root-hardware-mfa", "root's MFA device is hardware")
              .why("a virtual device can be copied with the phone that it is on")
              .perEach("account")
              .needsAny(GET_CREDENTIAL_REPORT, GET_ACCOUNT_SUMMARY, LIST_VIRTUAL_MFA_DEVICES)
              .remedy("sign in as root and replace the virtual MFA device by a hardware one")
              .alias("AVD-AWS-0165")
              .notIn(GOVCLOUD)
              .by(RootChecks::hardwareMfa),
          check(
                  "iam-user-no-direct-policies",
                  "users get their permissions through groups or roles")
              .why("permissions given to single persons are forgotten when they change places")
              .perEach("user")
              .needs(GET_ACCOUNT_AUTHORIZATION_DETAILS)
              .remedy(
                  "give the policy to a group with `aws iam attach-group-policy --group-name "
                      + "GROUP --policy-arn ARN`, then take it from the user with `aws iam "
                      + "detach-user-policy`, or `aws iam delete-user-policy` if it is inline")
              .alias("AVD-AWS-0143")
              .by(PolicyChecks::noDirectPolicies),
          check("iam-master-manager-roles", "IAM administration takes two roles, two persons")
              .why("whoever can both make a role and hand it out can become anything, alone")
              .perEach("account")
              .needs(GET_ACCOUNT_AUTHORIZATION_DETAILS)
              .reads(LIST_SAML_PROVIDERS, LIST_OPEN_ID_CONNECT_PROVIDERS)
              .text("masterRole", "the role that makes identities and policies; else any may be")
              .text("managerRole", "the role that assigns them; else any may be")
              .remedy("allow each role its part with MFA, deny it the other's, trust other people")
              .by(RoleSeparationChecks::separated),
          check("iam-support-role", "someone may manage cases with AWS Support")
              .why("in an incident nobody but root could call for help")
              .perEach("account")
              .needsAny(GET_ACCOUNT_AUTHORIZATION_DETAILS, LIST_ENTITIES_FOR_SUPPORT_POLICY)
              .choices(
                  "principals",
                  List.of("role"),
                  List.of("user", "group", "role"),
                  "who may carry the policy AWSSupportAccess")
              .remedy(
                  "run `aws iam attach-role-policy --role-name ROLE --policy-arn "
                      + "arn:aws:iam::aws:policy/AWSSupportAccess`")
              .alias("AVD-AWS-0169", Map.of("principals", List.of("role")))
              .by(PolicyChecks::supportRole),
          check("iam-initial-access-key", "no access key was made at set-up and forgotten")
              .why("a key that its owner never asked for is a key that nobody watches")
              .perEach("active access key of a user with a console password")
              .needs(GET_CREDENTIAL_REPORT)
              .remedy(
                  "run `aws iam delete-access-key --user-name USER --access-key-id KEY`; make "
                      + "one when it is asked for")
              .by(CredentialChecks::noForgottenInitialKey),
          check("iam-no-full-admin-policy", "no policy grants everything on everything")
              .why("whoever carries it can do what root can")
              .perEach("managed policy in scope")
              .needs(GET_ACCOUNT_AUTHORIZATION_DETAILS)
              .choice(
                  "scope",
                  "attached",
                  List.of("attached", "customer-managed"),
                  "attached managed policies, or all customer-managed ones")
              .remedy(
                  "attach a policy that grants what is needed, then take this one away with `aws "
                      + "iam detach-role-policy`, `aws iam detach-group-policy` or `aws iam "
                      + "detach-user-policy`; change one of your own with `aws iam "
                      + "create-policy-version --set-as-default`")
              .by(PolicyChecks::noFullAdmin),
          check("iam-no-wildcard-policy", "no own policy grants a whole service on everything")
              .why("such a grant grows with every action that AWS adds")
              .perEach("customer-managed policy")
              .needs(GET_ACCOUNT_AUTHORIZATION_DETAILS)
              .remedy(
                  "name the actions, or the resources, and run `aws iam create-policy-version "
                      + "--policy-arn ARN --policy-document file://POLICY.json --set-as-default`")
              .alias("AVD-AWS-0057")
              .by(PolicyChecks::noServiceWildcard),
          check("iam-single-active-key", "no user has two active access keys")
              .why("each key more is one more to lose and to rotate")
              .perEach("user")
              .needs(GET_CREDENTIAL_REPORT)
              .remedy(
                  "run `aws iam update-access-key --user-name USER --access-key-id KEY --status "
                      + "Inactive` on the one of the two that is not needed, later `aws iam "
                      + "delete-access-key`")
              .alias("AVD-AWS-0167")
              .by(CredentialChecks::oneActiveKey),
          check("iam-expired-certificates", "no expired server certificate is left in IAM")
              .why("an expired certificate can be put to use by mistake")
              .perEach("server certificate")
              .needs(LIST_SERVER_CERTIFICATES)
              .remedy("run `aws iam delete-server-certificate --server-certificate-name NAME`")
              .alias("AVD-AWS-0168")
              .by(CertificateChecks::notExpired),
          check("access-analyzer-enabled", "Access Analyzer watches external access everywhere")
              .why("what is shared with strangers stays unseen in a region without it")
              .perEach("enabled region")
              .reads(DESCRIBE_REGIONS, LIST_ANALYZERS)
              .remedy(
                  "run `aws accessanalyzer create-analyzer --analyzer-name NAME --type ACCOUNT "
                      + "--region REGION`, or have one of type ORGANIZATION there")
              .alias("AVD-AWS-0175")
              .by(AccountChecks::analyzers),
          check("billing-detailed-report", "detailed billing data is delivered")
              .why("a bill is often the first sign of misuse")
              .perEach("account")
              .needsAny(DESCRIBE_REPORT_DEFINITIONS, LIST_EXPORTS)
              .remedy(
                  "define a report with `aws cur put-report-definition --report-definition "
                      + "file://REPORT.json --region us-east-1`, or an export with `aws "
                      + "bcm-data-exports create-export`")
              .by(AccountChecks::billingReported),
          check("account-contact-details", "the account's contact details are current")
              .why("AWS writes there when it sees abuse")
              .perEach("account")
              .needs(GET_CONTACT_INFORMATION)
              .remedy(
                  "run `aws account put-contact-information --contact-information "
                      + "file://CONTACT.json`")
              .by(AccountChecks::contactDetails),
          check("account-security-contact", "AWS knows whom to tell of security matters")
              .why("a warning that reaches nobody in charge is lost")
              .perEach("account")
              .needs(GET_SECURITY_CONTACT)
              .remedy(
                  "run `aws account put-alternate-contact --alternate-contact-type SECURITY "
                      + "--name NAME --title TITLE --email-address EMAIL --phone-number NUMBER`")
              .by(AccountChecks::securityContact),
          check("ec2-instance-roles", "instances reach AWS through an instance role")
              .why("keys laid down on an instance leak with its disk, and are seldom renewed")
              .perEach("running instance")
              .reads(DESCRIBE_REGIONS, DESCRIBE_INSTANCES)
              .remedy(
                  "run `aws ec2 associate-iam-instance-profile --instance-id INSTANCE "
                      + "--iam-instance-profile Name=PROFILE` with the role that the instance needs")
              .by(AccountChecks::instanceProfiles),
          check("s3-mfa-delete", "deleting versions in buckets takes MFA")
              .why("whoever steals one key could destroy every version")
              .perEach("bucket")
              .needs(LIST_BUCKETS)
              .reads(GET_BUCKET_VERSIONING)
              .remedy(
                  "as root, run `aws s3api put-bucket-versioning --bucket BUCKET "
                      + "--versioning-configuration Status=Enabled,MFADelete=Enabled --mfa 'SERIAL "
                      + "CODE'`")
              .alias("AVD-AWS-0170")
              .by(StorageChecks::mfaDelete),
          check("cloudtrail-multi-region", "a logging trail watches all regions")
              .why("what happens in a region that nobody uses would go unseen")
              .perEach("account")
              .reads(DESCRIBE_REGIONS, DESCRIBE_TRAILS, GET_TRAIL_STATUS, GET_EVENT_SELECTORS)
              .onOff("managementEvents", true, "whether it must record all management events too")
              .remedy(
                  "run `aws cloudtrail create-trail --name TRAIL --s3-bucket-name BUCKET "
                      + "--is-multi-region-trail`, then `aws cloudtrail start-logging --name TRAIL`; "
                      + "what an existing trail records is set with `aws cloudtrail "
                      + "put-event-selectors`")
              .alias("AVD-AWS-0014")
              .by(TrailChecks::multiRegion),
          check("cloudtrail-log-validation", "trails sign their log files")
              .why("nobody could tell whether a log file was changed or removed")
              .perEach("trail")
              .reads(DESCRIBE_REGIONS, DESCRIBE_TRAILS)
              .remedy("run `aws cloudtrail update-trail --name TRAIL --enable-log-file-validation`")
              .alias("AVD-AWS-0016")
              .by(TrailChecks::validated),
          check("cloudtrail-bucket-not-public", "buckets of trails are not public")
              .why("the log tells a stranger who does what, and where")
              .perEach("bucket of a trail")
              .reads(
                  DESCRIBE_REGIONS,
                  DESCRIBE_TRAILS,
                  LIST_BUCKETS,
                  GET_BUCKET_ACL,
                  GET_BUCKET_POLICY,
                  GET_BUCKET_PUBLIC_ACCESS_BLOCK,
                  GET_ACCOUNT_PUBLIC_ACCESS_BLOCK)
              .remedy(
                  "take the public grant away; `aws s3api put-public-access-block --bucket "
                      + "BUCKET --public-access-block-configuration "
                      + "BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true` "
                      + "keeps new ones out")
              .alias("AVD-AWS-0161")
              .by(TrailChecks::bucketNotPublic),
          check("cloudtrail-cloudwatch-logs", "trails write to CloudWatch Logs")
              .why("without it nothing can raise an alarm in time")
              .perEach("trail")
              .reads(DESCRIBE_REGIONS, DESCRIBE_TRAILS, GET_TRAIL_STATUS)
              .number("withinHours", 24, "hours before the snapshot in which it must have written")
              .remedy(
                  "run `aws cloudtrail update-trail --name TRAIL "
                      + "--cloud-watch-logs-log-group-arn GROUP --cloud-watch-logs-role-arn ROLE`, "
                      + "with a role that may write to the group")
              .alias("AVD-AWS-0162")
              .by(TrailChecks::delivered),
          check("config-all-regions", "AWS Config records every region")
              .why("changes of resources could not be traced back")
              .perEach("enabled region, and the account for global types")
              .reads(
                  DESCRIBE_REGIONS,
                  DESCRIBE_CONFIGURATION_RECORDERS,
                  DESCRIBE_CONFIGURATION_RECORDER_STATUS,
                  DESCRIBE_DELIVERY_CHANNELS)
              .remedy(
                  "in the region, run `aws configservice put-configuration-recorder "
                      + "--configuration-recorder name=default,roleARN=ROLE --recording-group "
                      + "allSupported=true,includeGlobalResourceTypes=true`, `aws configservice "
                      + "put-delivery-channel --delivery-channel "
                      + "name=default,s3BucketName=BUCKET,snsTopicARN=TOPIC` and `aws configservice "
                      + "start-configuration-recorder --configuration-recorder-name default`")
              .by(ConfigChecks::recordsEverywhere),
          check("cloudtrail-bucket-logging", "access to buckets of trails is logged")
              .why("nobody could tell who read or removed log files")
              .perEach("bucket of a trail")
              .reads(DESCRIBE_REGIONS, DESCRIBE_TRAILS, LIST_BUCKETS, GET_BUCKET_LOGGING)
              .remedy(
                  "run `aws s3api put-bucket-logging --bucket BUCKET --bucket-logging-status "
                      + "file://LOGGING.json`, with another bucket as target")
              .alias("AVD-AWS-0163")
              .by(TrailChecks::bucketLogged),
          check("cloudtrail-kms", "trails encrypt their log files with a KMS key")
              .why("reading the bucket would be enough to read the log")
              .perEach("trail")
              .reads(DESCRIBE_REGIONS, DESCRIBE_TRAILS)
              .remedy("run `aws cloudtrail update-trail --name TRAIL --kms-key-id KEY`")
              .alias("AVD-AWS-0015")
              .by(TrailChecks::encrypted),
          check("kms-cmk-rotation", "customer-managed keys are renewed every year")
              .why("the longer a key serves, the more it opens when it leaks")
              .perEach("enabled symmetric customer-managed key with KMS material")
              .reads(DESCRIBE_REGIONS, LIST_KEYS, DESCRIBE_KEY, GET_KEY_ROTATION_STATUS)
              .remedy("run `aws kms enable-key-rotation --key-id KEY`")
              .alias("AVD-AWS-0065")
              .by(KeyChecks::rotated),
          check("vpc-flow-logs", "traffic of every VPC is logged")
              .why("an attack leaves no trace on the network")
              .perEach("VPC")
              .reads(DESCRIBE_REGIONS, DESCRIBE_VPCS, DESCRIBE_FLOW_LOGS)
              .remedy(
                  "run `aws ec2 create-flow-logs --resource-type VPC --resource-ids VPC "
                      + "--traffic-type REJECT --log-group-name GROUP --deliver-logs-permission-arn "
                      + "ROLE`; traffic type ALL will do too")
              .alias("AVD-AWS-0178")
              .by(NetworkChecks::flowLogs),
          objectLogging(
                  "s3-object-logging-write", "a trail records every write to objects in buckets")
              .why("nobody could tell who changed or removed an object")
              .alias("AVD-AWS-0171")
              .by(StorageChecks::writesLogged),
          objectLogging(
                  "s3-object-logging-read", "a trail records every read of objects in buckets")
              .why("nobody could tell who copied an object")
              .alias("AVD-AWS-0172")
              .by(StorageChecks::readsLogged),
          alarmInForms("monitor-unauthorized-api", "AVD-AWS-0147", Reference.UNAUTHORIZED_API),
          alarmInForms("monitor-console-no-mfa", "AVD-AWS-0148", Reference.CONSOLE_WITHOUT_MFA),
          alarm("monitor-root-usage", "AVD-AWS-0149", Reference.ROOT_USAGE),
          alarm("monitor-iam-policy", "AVD-AWS-0150", Reference.IAM_POLICY),
          alarm("monitor-cloudtrail-config", "AVD-AWS-0151", Reference.CLOUDTRAIL),
          alarm("monitor-console-auth-failure", "AVD-AWS-0152", Reference.CONSOLE_FAILURE),
          alarm("monitor-cmk-disable-delete", "AVD-AWS-0153", Reference.KMS_KEYS),
          alarm("monitor-s3-policy", "AVD-AWS-0154", Reference.S3_POLICY),
          alarm("monitor-config-changes", "AVD-AWS-0155", Reference.CONFIG),
          alarm("monitor-security-group", "AVD-AWS-0156", Reference.SECURITY_GROUP),
          alarm("monitor-nacl", "AVD-AWS-0157", Reference.NETWORK_ACL),
          alarm("monitor-network-gateway", "AVD-AWS-0158", Reference.GATEWAY),
          alarm("monitor-route-table", "AVD-AWS-0159", Reference.ROUTE_TABLE),
          alarm("monitor-vpc", "AVD-AWS-0160", Reference.VPC),
          alarm("monitor-organizations", "AVD-AWS-0174", Reference.ORGANIZATIONS),
          check("sns-topic-subscribers", "only those who should listen to topics")
              .why("alarms tell a listener what is being watched, and what is not")
              .perEach("topic")
              .reads(DESCRIBE_REGIONS, LIST_TOPICS, LIST_SUBSCRIPTIONS_BY_TOPIC)
              .remedy(
                  "review the subscriptions; remove those that nobody can explain with `aws sns "
                      + "unsubscribe --subscription-arn ARN`")
              .by(AccountChecks::subscribers),
          groupClosed("sg-no-public-ssh", "SSH", 22),
          groupClosed("sg-no-public-rdp", "Remote Desktop", 3389),
          check("sg-no-public-ingress", "no security group opens a port to the internet")
              .why("whatever listens there can be attacked from everywhere")
              .perEach("security group")
              .reads(DESCRIBE_REGIONS, DESCRIBE_SECURITY_GROUPS, GET_MANAGED_PREFIX_LIST_ENTRIES)
              .remedy(
                  "let in the addresses that need it; remove the rule with `aws ec2 "
                      + "revoke-security-group-ingress --group-id GROUP --security-group-rule-ids "
                      + "RULE`")
              .alias("AVD-AWS-0107")
              .by(SecurityGroupChecks::allClosed),
          check("nacl-no-public-admin", "no network ACL lets everybody at admin ports")
              .why("a slip in a security group would open the port at once")
              .perEach("network ACL")
              .reads(DESCRIBE_REGIONS, DESCRIBE_NETWORK_ACLS)
              .remedy(
                  "put a denial before everything is allowed, for port 22 and for 3389: `aws ec2 "
                      + "create-network-acl-entry --network-acl-id ACL --ingress --rule-number N "
                      + "--protocol tcp --port-range From=22,To=22 --cidr-block 0.0.0.0/0 "
                      + "--rule-action deny`")
              .alias("AVD-AWS-0105")
              .by(NetworkAclChecks::adminPortsClosed),
          check("vpc-default-sg-closed", "default security groups have no rules")
              .why("what is launched without a thought ends up in that group")
              .perEach("security group named default")
              .reads(DESCRIBE_REGIONS, DESCRIBE_SECURITY_GROUPS)
              .remedy(
                  "move what uses it to a group of its own, then delete all its rules with `aws "
                      + "ec2 revoke-security-group-ingress` and `aws ec2 revoke-security-group-egress`")
              .alias("AVD-AWS-0173")
              .by(NetworkChecks::defaultGroupsClosed),
          check("vpc-peering-least-access", "peering routes are narrow")
              .why("one VPC that falls would open all of the other")
              .perEach("route to a peering connection")
              .reads(
                  DESCRIBE_REGIONS,
                  DESCRIBE_ROUTE_TABLES,
                  DESCRIBE_VPC_PEERING_CONNECTIONS,
                  GET_MANAGED_PREFIX_LIST_ENTRIES)
              .remedy(
                  "route to the subnets or hosts that are needed with `aws ec2 create-route "
                      + "--route-table-id TABLE --destination-cidr-block BLOCK "
                      + "--vpc-peering-connection-id PEERING`, then `aws ec2 delete-route "
                      + "--route-table-id TABLE --destination-cidr-block WIDE`")
              .by(NetworkChecks::peeringRoutes));

  /**
   * A check by one of its names.
   *
   * @param parameters the values in force when no spec sets any
   * @param fixed those of them that the name stands for; none for a check's own id
   */
  public record Entry(
      Check check, SortedMap<String, Object> parameters, Map<String, Object> fixed) {}

  private static final Map<String, Entry> BY_NAME = index();

  private Catalogue() {}

  private static Check demands(
      String word,
      String option,
      String kind,
      Function<PasswordPolicy, Evidence<Boolean>> field,
      String alias) {
    return check("iam-password-" + word, "the password policy demands " + kind)
        .why("passwords of few kinds of characters are found by trying")
        .perEach("account")
        .needs(GET_ACCOUNT_PASSWORD_POLICY)
        .remedy(setPasswordPolicy(option))
        .alias(alias)
        .by(PasswordPolicyChecks.demands(word, kind, field));
  }

  private static Check alarm(String id, String alias, Reference events) {
    return watching(id, events).alias(alias).by(new AlarmChecks.Watching(events));
  }

  /** Two alarms have other patterns in later benchmark versions. */
  private static Check alarmInForms(String id, String alias, Reference events) {
    return watching(id, events)
        .onOff(
            AlarmChecks.LATER_FORMS,
            true,
            "whether patterns of later benchmark versions are accepted")
        .alias(alias)
        .by(new AlarmChecks.Watching(events));
  }

  private static Check.Row objectLogging(String id, String title) {
    return check(id, title)
        .perEach("bucket")
        .needs(LIST_BUCKETS)
        .reads(
            GET_BUCKET_LOCATION,
            DESCRIBE_REGIONS,
            DESCRIBE_TRAILS,
            GET_TRAIL_STATUS,
            GET_EVENT_SELECTORS)
        .remedy(
            "add data events of all buckets (`AWS::S3::Object`, `arn:aws:s3`) to a "
                + "multi-region trail with `aws cloudtrail put-event-selectors --trail-name "
                + "TRAIL --event-selectors file://SELECTORS.json`, which replaces all selectors "
                + "of the trail");
  }

  private static Check.Row watching(String id, Reference events) {
    return check(id, "somebody is told of " + events.title())
        .why("what nobody hears of, nobody stops")
        .perEach("account")
        .reads(
            DESCRIBE_REGIONS,
            DESCRIBE_TRAILS,
            GET_TRAIL_STATUS,
            GET_EVENT_SELECTORS,
            DESCRIBE_METRIC_FILTERS,
            DESCRIBE_ALARMS,
            LIST_SUBSCRIPTIONS_BY_TOPIC)
        .onOff("multiRegion", true, "whether the trail must watch all regions")
        .remedy(
            "put a metric filter for "
                + events.title()
                + " on the trail's log group, an alarm on its metric, and a subscriber on its topic");
  }

  /** The call resets every setting that it is not given. */
  private static String setPasswordPolicy(String option) {
    return "run `aws iam update-account-password-policy "
        + option
        + "`, with all other settings of the policy too: what is left out is reset";
  }

  private static Check groupClosed(String id, String service, int port) {
    return check(id, "no security group opens " + service + " to the internet")
        .why("everybody could try passwords and weaknesses there")
        .perEach("security group")
        .reads(DESCRIBE_REGIONS, DESCRIBE_SECURITY_GROUPS, GET_MANAGED_PREFIX_LIST_ENTRIES)
        .onOff("ipv6", false, "whether ::/0 fails too, besides 0.0.0.0/0")
        .remedy(
            "let port "
                + port
                + " in from the addresses that need it; remove the rule with `aws ec2"
                + " revoke-security-group-ingress --group-id GROUP --security-group-rule-ids RULE`")
        .by(SecurityGroupChecks.closed(port));
  }

  private static Map<String, Entry> index() {
    Map<String, Entry> names = new HashMap<>();
    for (Check check : ALL) {
      names.put(key(check.id()), new Entry(check, check.presets(), Map.of()));
      for (Check.Alias alias : check.aliases()) {
        SortedMap<String, Object> values = new TreeMap<>(check.presets());
        values.putAll(alias.parameters());
        names.put(key(alias.id()), new Entry(check, values, alias.parameters()));
      }
    }
    return Map.copyOf(names);
  }

  /** {@code AVD-AWS-0142}, {@code aws-0142}: the same, in any case. */
  private static String key(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return upper.startsWith("AVD-AWS-") ? upper.substring("AVD-".length()) : upper;
  }

  /** Finds a check by its id or an alias. */
  public static Optional<Entry> find(String name) {
    return Optional.ofNullable(BY_NAME.get(key(name)));
  }

  /** The events that a check on alarms wants watched; empty for the other checks. */
  public static Optional<Reference> events(Check check) {
    return check.rule() instanceof AlarmChecks.Watching watching
        ? Optional.of(watching.events())
        : Optional.empty();
  }

  /** Whether patterns of later benchmark versions are accepted with these parameters. */
  public static boolean acceptsLaterForms(Parameters given) {
    return given.values().containsKey(AlarmChecks.LATER_FORMS)
        && given.isOn(AlarmChecks.LATER_FORMS);
  }

  /** The known id or alias that differs least from a name that is not known. */
  public static String nearest(String name) {
    return nearest(name, names());
  }

  /** Every id and alias, check by check. */
  public static List<String> names() {
    return ALL.stream()
        .flatMap(c -> Stream.concat(Stream.of(c.id()), c.aliases().stream().map(Check.Alias::id)))
        .toList();
  }

  /** Which of some known names differs least from one that is not known. */
  public static String nearest(String name, List<String> known) {
    return Nearest.of(name, known, Catalogue::key).orElse("");
  }
}
