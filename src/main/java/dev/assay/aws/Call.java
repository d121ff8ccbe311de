package dev.assay.aws;

import java.util.List;

/**
 * The AWS calls whose answers the evaluator reads: the CLI's words, the permission, and the error
 * codes by which AWS says "not configured".
 *
 * <p>Source: the service's API reference on docs.aws.amazon.com, page of the same operation.
 */
public enum Call {
  GET_CALLER_IDENTITY("sts", "get-caller-identity", "sts:GetCallerIdentity"),
  GET_CREDENTIAL_REPORT("iam", "get-credential-report", "iam:GetCredentialReport"),
  GET_ACCOUNT_PASSWORD_POLICY(
      "iam", "get-account-password-policy", "iam:GetAccountPasswordPolicy", "NoSuchEntity"),
  GET_ACCOUNT_SUMMARY("iam", "get-account-summary", "iam:GetAccountSummary"),
  LIST_VIRTUAL_MFA_DEVICES("iam", "list-virtual-mfa-devices", "iam:ListVirtualMFADevices"),
  GET_ACCOUNT_AUTHORIZATION_DETAILS(
      "iam", "get-account-authorization-details", "iam:GetAccountAuthorizationDetails"),
  LIST_ENTITIES_FOR_SUPPORT_POLICY(
      "iam",
      "list-entities-for-policy",
      "iam:ListEntitiesForPolicy",
      "AWSSupportAccess",
      "--policy-arn arn:aws:iam::aws:policy/AWSSupportAccess",
      List.of("NoSuchEntity")),
  LIST_SERVER_CERTIFICATES("iam", "list-server-certificates", "iam:ListServerCertificates");

  private final String service;
  private final String operation;
  private final String action;
  private final String parent;
  private final String arguments;
  private final List<String> absentCodes;

  Call(String service, String operation, String action, String... absentCodes) {
    this(service, operation, action, "", "", List.of(absentCodes));
  }

  Call(
      String service,
      String operation,
      String action,
      String parent,
      String arguments,
      List<String> absentCodes) {
    this.service = service;
    this.operation = operation;
    this.action = action;
    this.parent = parent;
    this.arguments = arguments;
    this.absentCodes = absentCodes;
  }

  /** The CLI's word for the service, e.g. {@code s3api}. */
  public String service() {
    return service;
  }

  /** The CLI's word for the operation, e.g. {@code list-buckets}. */
  public String operation() {
    return operation;
  }

  /** The IAM action that allows the call. */
  public String action() {
    return action;
  }

  /** The fixed parent of a call that is made for one known policy; empty for the others. */
  public String parent() {
    return parent;
  }

  /** The CLI arguments that the call always carries; empty when there are none. */
  public String arguments() {
    return arguments;
  }

  /** The error codes that mean "not configured" for this call; everything else proves nothing. */
  public List<String> absentCodes() {
    return absentCodes;
  }
}
