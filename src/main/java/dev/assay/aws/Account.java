package dev.assay.aws;

import java.time.Instant;
import java.util.List;

/**
 * Everything that checks may read of one account.
 *
 * @param asOf the moment that ages are measured to
 * @param observedAt the snapshot's own time, for questions of recency
 */
public record Account(
    Identity identity,
    Instant asOf,
    Instant observedAt,
    Evidence<CredentialReport> credentialReport,
    Evidence<PasswordPolicy> passwordPolicy,
    Evidence<AccountSummary> summary,
    Evidence<List<VirtualMfaDevice>> virtualMfaDevices,
    Evidence<AuthorizationDetails> authorizationDetails,
    Evidence<PolicyEntities> supportPolicyEntities,
    Evidence<List<ServerCertificate>> serverCertificates) {

  /** The account itself as the resource of a finding. */
  public Resource resource() {
    return identity.resource();
  }

  /**
   * What a call brought.
   *
   * @throws IllegalArgumentException for a call that only tells whose snapshot it is
   */
  public Evidence<?> evidence(Call call) {
    return switch (call) {
      case GET_CREDENTIAL_REPORT -> credentialReport;
      case GET_ACCOUNT_PASSWORD_POLICY -> passwordPolicy;
      case GET_ACCOUNT_SUMMARY -> summary;
      case LIST_VIRTUAL_MFA_DEVICES -> virtualMfaDevices;
      case GET_ACCOUNT_AUTHORIZATION_DETAILS -> authorizationDetails;
      case LIST_ENTITIES_FOR_SUPPORT_POLICY -> supportPolicyEntities;
      case LIST_SERVER_CERTIFICATES -> serverCertificates;
      case GET_CALLER_IDENTITY -> throw new IllegalArgumentException("not evidence: " + call);
    };
  }
}
