package dev.assay.snapshot;

import dev.assay.aws.AccountSummary;
import dev.assay.aws.AuthorizationDetails;
import dev.assay.aws.AuthorizationDetails.InlinePolicy;
import dev.assay.aws.AuthorizationDetails.ManagedPolicy;
import dev.assay.aws.AuthorizationDetails.Named;
import dev.assay.aws.AuthorizationDetails.Principal;
import dev.assay.aws.Call;
import dev.assay.aws.Evidence;
import dev.assay.aws.PasswordPolicy;
import dev.assay.aws.PolicyEntities;
import dev.assay.aws.Request;
import dev.assay.aws.Resource;
import dev.assay.aws.ServerCertificate;
import dev.assay.aws.VirtualMfaDevice;
import dev.assay.policy.PolicyDocument;
import java.util.List;
import java.util.function.Function;

/** Answers of the IAM API as records (docs.aws.amazon.com/IAM/latest/APIReference). */
final class IamReader {

  private IamReader() {}

  static Evidence<PasswordPolicy> passwordPolicy(Json answer) {
    Json policy = answer.need("PasswordPolicy");
    if (!policy.isThere()) {
      return policy.gone();
    }
    return Evidence.present(
        new PasswordPolicy(
            policy.need("RequireUppercaseCharacters").flag(),
            policy.need("RequireLowercaseCharacters").flag(),
            policy.need("RequireSymbols").flag(),
            policy.need("RequireNumbers").flag(),
            policy.need("MinimumPasswordLength").count(),
            policy.need("ExpirePasswords").flag(),
            policy.at("MaxPasswordAge").count(),
            policy.at("PasswordReusePrevention").count()),
        policy.source());
  }

  static Evidence<AccountSummary> accountSummary(Json answer) {
    Json map = answer.need("SummaryMap");
    if (!map.isThere()) {
      return map.gone();
    }
    return Evidence.present(
        new AccountSummary(
            map.need("AccountMFAEnabled").count(),
            map.need("AccountAccessKeysPresent").count(),
            map.need("Users").count(),
            map.at("Groups").count(),
            map.at("Roles").count(),
            map.at("Policies").count(),
            map.at("ServerCertificates").count()),
        map.source());
  }

  static Evidence<List<VirtualMfaDevice>> virtualMfaDevices(Json answer) {
    return answer
        .need("VirtualMFADevices")
        .list(
            device ->
                new VirtualMfaDevice(device.need("SerialNumber").text(), owner(device.at("User"))));
  }

  private static Evidence<String> owner(Json user) {
    return user.isThere() ? user.need("Arn").text() : Evidence.absent(Json.NOT_SET, user.source());
  }

  static Evidence<List<ServerCertificate>> serverCertificates(Json answer) {
    return answer
        .need("ServerCertificateMetadataList")
        .list(
            certificate ->
                new ServerCertificate(
                    new Resource("certificate", certificate.need("Arn").label()),
                    certificate.need("Expiration").instant()));
  }

  static Evidence<PolicyEntities> policyEntities(Json answer) {
    return Evidence.present(
        new PolicyEntities(
            answer.need("PolicyUsers").texts("UserName"),
            answer.need("PolicyGroups").texts("GroupName"),
            answer.need("PolicyRoles").texts("RoleName")),
        answer.source());
  }

  static Evidence<AuthorizationDetails> authorizationDetails(Calls calls) {
    Elements<Principal> users = new Elements<>("UserDetailList", p -> principal(p, "user", "User"));
    Elements<Principal> groups =
        new Elements<>("GroupDetailList", p -> principal(p, "group", "Group"));
    Elements<Principal> roles = new Elements<>("RoleDetailList", p -> principal(p, "role", "Role"));
    Elements<ManagedPolicy> policies = new Elements<>("Policies", IamReader::managedPolicy);
    return calls
        .answer(Request.of(Call.GET_ACCOUNT_AUTHORIZATION_DETAILS), users, groups, roles, policies)
        .map(
            answer ->
                new AuthorizationDetails(
                    users.in(answer), groups.in(answer), roles.in(answer), policies.in(answer)));
  }

  private static Principal principal(Json detail, String kind, String word) {
    return new Principal(
        kind,
        detail.need(word + "Name").label(),
        detail.need("Arn").label(),
        detail.source(),
        detail.need("CreateDate").instant(),
        identified(detail, word)
            .then(known -> orEmpty(detail.at("AttachedManagedPolicies"), IamReader::attached)),
        identified(detail, word)
            .then(
                known ->
                    orEmpty(detail.at(word + "PolicyList"), l -> l.list(IamReader::inlinePolicy))),
        orEmpty(detail.at("GroupList"), Json::texts),
        trust(detail, kind));
  }

  /** IAM leaves an empty nested list out, so a missing one is empty. */
  private static <T> Evidence<List<T>> orEmpty(Json list, Function<Json, Evidence<List<T>>> read) {
    return read.apply(list).orIfAbsent(Evidence.present(List.of(), list.source()));
  }

  /** What an element that does not even name itself carries, nobody can tell. */
  private static Evidence<String> identified(Json detail, String word) {
    return detail.need(word + "Name").text().then(name -> detail.need("Arn").text());
  }

  private static Evidence<List<Named>> attached(Json list) {
    return list.texts("PolicyArn")
        .then(arns -> list.list(p -> new Named(p.need("PolicyArn").label(), p.source())));
  }

  private static InlinePolicy inlinePolicy(Json policy) {
    return new InlinePolicy(
        policy.need("PolicyName").label(),
        policy.source(),
        PolicyReader.read(policy.need("PolicyDocument")));
  }

  private static Evidence<PolicyDocument> trust(Json detail, String kind) {
    return kind.equals("role")
        ? PolicyReader.trust(detail.need("AssumeRolePolicyDocument"))
        : Evidence.absent(Json.NOT_SET, detail.source());
  }

  private static ManagedPolicy managedPolicy(Json policy) {
    return new ManagedPolicy(
        policy.need("Arn").label(),
        policy.source(),
        policy.need("AttachmentCount").count(),
        policy
            .need("Arn")
            .text()
            .then(arn -> policy.need("PolicyVersionList").list())
            .then(versions -> document(policy, versions)));
  }

  private static Evidence<PolicyDocument> document(Json policy, List<Json> versions) {
    for (Json version : versions) {
      Evidence<Boolean> inForce = version.need("IsDefaultVersion").flag();
      if (inForce.isLost()) {
        return inForce.map(none -> null);
      }
      if (inForce.value()) {
        return PolicyReader.read(version.need("Document"));
      }
    }
    return policy.lost("has no default version");
  }
}
