package dev.assay.check;

import static dev.assay.aws.Call.GET_ACCOUNT_AUTHORIZATION_DETAILS;
import static dev.assay.aws.Call.GET_ACCOUNT_PASSWORD_POLICY;
import static dev.assay.aws.Call.GET_ACCOUNT_SUMMARY;
import static dev.assay.aws.Call.GET_CREDENTIAL_REPORT;
import static dev.assay.aws.Call.LIST_ENTITIES_FOR_SUPPORT_POLICY;
import static dev.assay.aws.Call.LIST_SERVER_CERTIFICATES;
import static dev.assay.aws.Call.LIST_VIRTUAL_MFA_DEVICES;
import static dev.assay.testing.Details.details;
import static dev.assay.testing.Given.snapshot;
import static dev.assay.testing.ReportRow.root;
import static dev.assay.testing.ReportRow.user;

import dev.assay.aws.Call;
import dev.assay.testing.Details;
import dev.assay.testing.Given;
import dev.assay.testing.ReportRow;
import java.util.List;

/**
 * For each check of the catalogue, in its order: the least evidence with which it passes, the same
 * with a failure in it, and the calls that all of this rests on.
 */
final class CheckCases {

  private static final String LONG_AGO = "2020-01-01T00:00:00Z";
  private static final String LATELY = "2024-05-30T00:00:00Z";

  private static final String OWN = "arn:aws:iam::" + Given.ACCOUNT + ":policy/own";
  private static final String SUPPORT = "arn:aws:iam::aws:policy/AWSSupportAccess";

  static final List<CheckCase> ALL =
      List.of(
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
          all(
              "iam-root-no-access-key",
              rootWithMfa(),
              rootWithMfa().report(root().key(1, LONG_AGO, "N/A")),
              GET_CREDENTIAL_REPORT,
              GET_ACCOUNT_SUMMARY),
          all(
              "iam-root-mfa",
              rootWithMfa(),
              rootWithMfa().report(root().with("mfa_active", "false")),
              GET_CREDENTIAL_REPORT,
              GET_ACCOUNT_SUMMARY),
          all(
              "iam-root-hardware-mfa",
              rootWithMfa().answer(LIST_VIRTUAL_MFA_DEVICES, devices("user/ana")),
              rootWithMfa().answer(LIST_VIRTUAL_MFA_DEVICES, devices("root")),
              GET_CREDENTIAL_REPORT,
              GET_ACCOUNT_SUMMARY,
              LIST_VIRTUAL_MFA_DEVICES),
          listing("iam-user-no-direct-policies", details().user("ana"), details().user("ana", OWN)),
          anyOne(
              "iam-support-role",
              supporters(details().role("helper", SUPPORT), "{'RoleName': 'helper'}"),
              supporters(details().role("helper", OWN), ""),
              GET_ACCOUNT_AUTHORIZATION_DETAILS,
              LIST_ENTITIES_FOR_SUPPORT_POLICY),
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
          all(
              "iam-expired-certificates",
              certificate("2034-01-01T00:00:00Z"),
              certificate(LONG_AGO),
              LIST_SERVER_CERTIFICATES));

  private CheckCases() {}

  /**
   * One row.
   *
   * @param calls what the evidence consists of, and nothing else
   * @param anyOneDecides whether any one of the calls is enough for either verdict; else each of
   *     them is needed to pass
   */
  record CheckCase(
      String check, Given passing, Given failing, List<Call> calls, boolean anyOneDecides) {

    @Override
    public String toString() {
      return check;
    }
  }

  private static CheckCase all(String check, Given passing, Given failing, Call... calls) {
    return new CheckCase(check, passing, failing, List.of(calls), false);
  }

  private static CheckCase anyOne(String check, Given passing, Given failing, Call... calls) {
    return new CheckCase(check, passing, failing, List.of(calls), true);
  }

  private static CheckCase report(String check, ReportRow good, ReportRow bad) {
    return all(check, withRoot(good), withRoot(bad), GET_CREDENTIAL_REPORT);
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
    String member = bad.substring(0, bad.indexOf(':'));
    return all(
        check,
        snapshot().answer(GET_ACCOUNT_PASSWORD_POLICY, good),
        snapshot().answer(GET_ACCOUNT_PASSWORD_POLICY, good.replaceAll(member + ": \\w+", bad)),
        GET_ACCOUNT_PASSWORD_POLICY);
  }

  private static Given rootWithMfa() {
    String counters = "{'AccountMFAEnabled': 1, 'AccountAccessKeysPresent': 0, 'Users': 0}";
    return snapshot()
        .report(root())
        .answer(GET_ACCOUNT_SUMMARY, "{'SummaryMap': " + counters + "}");
  }

  private static String devices(String owner) {
    String user = "{'Arn': 'arn:aws:iam::" + Given.ACCOUNT + ":" + owner + "'}";
    return "{'VirtualMFADevices': [{'SerialNumber': 'x', 'User': " + user + "}]}";
  }

  private static CheckCase listing(String check, Details good, Details bad) {
    return all(
        check,
        snapshot().answer(GET_ACCOUNT_AUTHORIZATION_DETAILS, good.json()),
        snapshot().answer(GET_ACCOUNT_AUTHORIZATION_DETAILS, bad.json()),
        GET_ACCOUNT_AUTHORIZATION_DETAILS);
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

  private static Given certificate(String expiration) {
    String certificate = "{'Arn': 'x', 'Expiration': '" + expiration + "'}";
    return snapshot()
        .answer(
            LIST_SERVER_CERTIFICATES, "{'ServerCertificateMetadataList': [" + certificate + "]}");
  }
}
