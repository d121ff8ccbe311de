package dev.assay.filter;

import dev.assay.filter.FilterPattern.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The events that a control wants watched, as the filter patterns that CIS prescribes: facts of CIS
 * AWS Foundations v1.1.0 section 3 and of the later versions named.
 *
 * @param title what the alarm is about
 * @param forms the patterns that are accepted, the plainest first
 * @param slips patterns that CIS prints by mistake; a filter that sees no more than that has a gap,
 *     and the form's note
 * @param sources the event sources that its events come from; empty for all of them
 * @param theory the records it is about: those of its service
 */
public record Reference(
    String title, List<Form> forms, List<Form> slips, List<String> sources, Theory theory) {

  /**
   * One accepted pattern.
   *
   * @param pattern its text
   * @param later whether only benchmark versions after v1.2.0 have it
   * @param note what is odd about it; empty when nothing
   */
  public record Form(String pattern, boolean later, String note, Condition condition) {}

  public static final Reference UNAUTHORIZED_API =
      anySource(
          "refused API calls",
          form(
              "{ ($.errorCode = \"*UnauthorizedOperation\") || ($.errorCode = \"AccessDenied*\") }"),
          later(
              "{ ($.errorCode = \"*UnauthorizedOperation\") || ($.errorCode = \"AccessDenied*\") &&"
                  + " ($.sourceIPAddress != \"delivery.logs.amazonaws.com\") && ($.eventName !="
                  + " \"HeadBucket\") }",
              "accepted as v2.0.0 writes it: its exclusions bind to AccessDenied only"));

  public static final Reference CONSOLE_WITHOUT_MFA =
      signIn(
              "console sign-in without MFA",
              form(
                  "{ ($.eventName = \"ConsoleLogin\") && ($.additionalEventData.MFAUsed != \"Yes\") }"),
              later(
                  "{ ($.eventName = \"ConsoleLogin\") && ($.additionalEventData.MFAUsed != \"Yes\") &&"
                      + " ($.userIdentity.type = \"IAMUser\") && ($.responseElements.ConsoleLogin ="
                      + " \"Success\") }",
                  "accepted in the form for single sign-on, which leaves federated users out"))
          .slip(
              "inverted: a note in v1.1.0 prints \"No\" where the control says \"Yes\"",
              "{ $.eventName = \"ConsoleLogin\" && $.additionalEventData.MFAUsed != \"No\" }");

  public static final Reference ROOT_USAGE =
      anySource(
          "root activity",
          form(
              "{ $.userIdentity.type = \"Root\" && $.userIdentity.invokedBy NOT EXISTS &&"
                  + " $.eventType != \"AwsServiceEvent\" }"));

  public static final Reference IAM_POLICY =
      service(
          "IAM policy changes",
          "iam",
          events(
              "DeleteGroupPolicy",
              "DeleteRolePolicy",
              "DeleteUserPolicy",
              "PutGroupPolicy",
              "PutRolePolicy",
              "PutUserPolicy",
              "CreatePolicy",
              "DeletePolicy",
              "CreatePolicyVersion",
              "DeletePolicyVersion",
              "AttachRolePolicy",
              "DetachRolePolicy",
              "AttachUserPolicy",
              "DetachUserPolicy",
              "AttachGroupPolicy",
              "DetachGroupPolicy"));

  public static final Reference CLOUDTRAIL =
      service(
          "CloudTrail changes",
          "cloudtrail",
          events("CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging"));

  public static final Reference CONSOLE_FAILURE =
      signIn(
          "failed console sign-in",
          form("{ ($.eventName = ConsoleLogin) && ($.errorMessage = \"Failed authentication\") }"));

  public static final Reference KMS_KEYS =
      service(
          "KMS keys disabled or due for deletion",
          "kms",
          eventsOf("kms.amazonaws.com", "DisableKey", "ScheduleKeyDeletion"));

  public static final Reference S3_POLICY =
      service(
          "bucket rule changes",
          "s3",
          eventsOf(
              "s3.amazonaws.com",
              "PutBucketAcl",
              "PutBucketPolicy",
              "PutBucketCors",
              "PutBucketLifecycle",
              "PutBucketReplication",
              "DeleteBucketPolicy",
              "DeleteBucketCors",
              "DeleteBucketLifecycle",
              "DeleteBucketReplication"));

  public static final Reference CONFIG =
      service(
          "AWS Config changes",
          "config",
          eventsOf(
              "config.amazonaws.com",
              "StopConfigurationRecorder",
              "DeleteDeliveryChannel",
              "PutDeliveryChannel",
              "PutConfigurationRecorder"));

  public static final Reference SECURITY_GROUP =
      service(
          "security group changes",
          "ec2",
          events(
              "AuthorizeSecurityGroupIngress",
              "AuthorizeSecurityGroupEgress",
              "RevokeSecurityGroupIngress",
              "RevokeSecurityGroupEgress",
              "CreateSecurityGroup",
              "DeleteSecurityGroup"));

  public static final Reference NETWORK_ACL =
      service(
              "network ACL changes",
              "ec2",
              events(
                  "CreateNetworkAcl",
                  "CreateNetworkAclEntry",
                  "DeleteNetworkAcl",
                  "DeleteNetworkAclEntry",
                  "ReplaceNetworkAclEntry",
                  "ReplaceNetworkAclAssociation"))
          .slip(
              "only ReplaceNetworkAclEntry is missing: v1.1.0's audit text leaves it out, its"
                  + " remediation does not",
              "{ "
                  + anyOf(
                      "CreateNetworkAcl",
                      "CreateNetworkAclEntry",
                      "DeleteNetworkAcl",
                      "DeleteNetworkAclEntry",
                      "ReplaceNetworkAclAssociation")
                  + " }");

  public static final Reference GATEWAY =
      service(
          "gateway changes",
          "ec2",
          events(
              "CreateCustomerGateway",
              "DeleteCustomerGateway",
              "AttachInternetGateway",
              "CreateInternetGateway",
              "DeleteInternetGateway",
              "DetachInternetGateway"));

  public static final Reference ROUTE_TABLE =
      service(
          "route table changes",
          "ec2",
          events(
              "CreateRoute",
              "CreateRouteTable",
              "ReplaceRoute",
              "ReplaceRouteTableAssociation",
              "DeleteRouteTable",
              "DeleteRoute",
              "DisassociateRouteTable"));

  public static final Reference VPC =
      service(
          "VPC changes",
          "ec2",
          events(
              "CreateVpc",
              "DeleteVpc",
              "ModifyVpcAttribute",
              "AcceptVpcPeeringConnection",
              "CreateVpcPeeringConnection",
              "DeleteVpcPeeringConnection",
              "RejectVpcPeeringConnection",
              "AttachClassicLinkVpc",
              "DetachClassicLinkVpc",
              "DisableVpcClassicLink",
              "EnableVpcClassicLink"));

  public static final Reference ORGANIZATIONS =
      service(
          "AWS Organizations changes",
          "organizations",
          eventsOf(
              "organizations.amazonaws.com",
              "AcceptHandshake",
              "AttachPolicy",
              "CreateAccount",
              "CreateOrganizationalUnit",
              "CreatePolicy",
              "DeclineHandshake",
              "DeleteOrganization",
              "DeleteOrganizationalUnit",
              "DeletePolicy",
              "DetachPolicy",
              "DisablePolicyType",
              "EnablePolicyType",
              "InviteAccountToOrganization",
              "LeaveOrganization",
              "MoveAccount",
              "RemoveAccountFromOrganization",
              "UpdatePolicy",
              "UpdateOrganizationalUnit"));

  private static Reference anySource(String title, Form... forms) {
    return new Reference(title, List.of(forms), List.of(), List.of(), Theory.anyRecord());
  }

  private static Reference service(String title, String service, Form... forms) {
    String source = service + ".amazonaws.com";
    return new Reference(
        title,
        List.of(forms),
        List.of(),
        List.of(source),
        Theory.anyRecord().with("eventSource", source));
  }

  /**
   * A ConsoleLogin record is always of this type (CloudTrail User Guide, "Console sign-in events").
   */
  private static Reference signIn(String title, Form... forms) {
    Reference plain = service(title, "signin", forms);
    return new Reference(
        title,
        plain.forms(),
        plain.slips(),
        plain.sources(),
        plain.theory().with("eventType", "AwsConsoleSignIn"));
  }

  private Reference slip(String note, String pattern) {
    List<Form> more = new ArrayList<>(slips);
    more.add(new Form(pattern, false, note, parsed(pattern)));
    return new Reference(title, forms, List.copyOf(more), sources, theory);
  }

  private static Form events(String... names) {
    return form("{ " + anyOf(names) + " }");
  }

  private static Form eventsOf(String source, String... names) {
    return form("{ ($.eventSource = " + source + ") && (" + anyOf(names) + ") }");
  }

  private static String anyOf(String... names) {
    return Stream.of(names)
        .map(name -> "($.eventName = " + name + ")")
        .collect(Collectors.joining(" || "));
  }

  private static Form form(String pattern) {
    return new Form(pattern, false, "", parsed(pattern));
  }

  private static Form later(String pattern, String note) {
    return new Form(pattern, true, note, parsed(pattern));
  }

  private static Condition parsed(String pattern) {
    try {
      return FilterPattern.parse(pattern).condition();
    } catch (PatternSyntaxException e) {
      throw new IllegalStateException(pattern, e);
    }
  }
}
