package dev.assay.aws;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that checks may read of one account.
 *
 * @param asOf the moment that ages are measured to
 * @param observedAt the snapshot's own time, for questions of recency
 * @param iam users, policies, passwords
 * @param contacts who AWS would write to, and what it bills
 * @param storage buckets
 * @param trails each trail once, by its ARN, sorted; with the gaps of regions that may hide more
 * @param regions the enabled regions, by name; those collected when the enabled ones are not known
 * @param universe which regions are enabled; a gap when nobody knows
 * @param calls every call that was looked for, and what it brought: an answer, the fact that
 *     nothing is configured, or a gap
 */
public record Account(
    Identity identity,
    Instant asOf,
    Instant observedAt,
    Iam iam,
    Contacts contacts,
    Storage storage,
    Trails trails,
    List<Region> regions,
    Evidence<List<String>> universe,
    Map<Request, Evidence<Boolean>> calls) {

  public Account {
    regions = List.copyOf(regions);
    calls = Collections.unmodifiableMap(calls);
  }

  /** What IAM's global calls brought. */
  public record Iam(
      Evidence<CredentialReport> credentialReport,
      Evidence<PasswordPolicy> passwordPolicy,
      Evidence<AccountSummary> summary,
      Evidence<List<VirtualMfaDevice>> virtualMfaDevices,
      Evidence<AuthorizationDetails> authorizationDetails,
      Evidence<PolicyEntities> supportPolicyEntities,
      Evidence<List<ServerCertificate>> serverCertificates,
      Evidence<Integer> samlProviders,
      Evidence<Integer> openIdProviders) {}

  /**
   * Contacts and billing.
   *
   * @param reports number of Cost and Usage Report definitions
   * @param exports number of data exports
   */
  public record Contacts(
      Evidence<Contact> primary,
      Evidence<Contact> security,
      Evidence<Integer> reports,
      Evidence<Integer> exports) {}

  /**
   * Buckets.
   *
   * @param names all buckets of the account
   * @param buckets by name: the account's, and those that trails write to
   * @param block the account's own public access block
   */
  public record Storage(
      Evidence<List<String>> names,
      SortedMap<String, Bucket> buckets,
      Bucket.PublicAccessBlock block) {

    public Storage {
      buckets = Collections.unmodifiableSortedMap(new TreeMap<>(buckets));
    }
  }

  /**
   * Trails.
   *
   * @param gaps regions whose trails could not be listed
   */
  public record Trails(List<Trail> all, List<Gap> gaps) {

    public Trails {
      all = List.copyOf(all);
      gaps = List.copyOf(gaps);
    }
  }

  /** The account itself as the resource of a finding. */
  public Resource resource() {
    return identity.resource();
  }

  /**
   * What a global call brought.
   *
   * @throws IllegalArgumentException for a call that is made for each region or bucket, or that
   *     only tells whose snapshot it is
   */
  public Evidence<?> evidence(Call call) {
    return switch (call) {
      case DESCRIBE_REGIONS -> universe;
      case GET_CREDENTIAL_REPORT -> iam.credentialReport();
      case GET_ACCOUNT_PASSWORD_POLICY -> iam.passwordPolicy();
      case GET_ACCOUNT_SUMMARY -> iam.summary();
      case LIST_VIRTUAL_MFA_DEVICES -> iam.virtualMfaDevices();
      case GET_ACCOUNT_AUTHORIZATION_DETAILS -> iam.authorizationDetails();
      case LIST_ENTITIES_FOR_SUPPORT_POLICY -> iam.supportPolicyEntities();
      case LIST_SERVER_CERTIFICATES -> iam.serverCertificates();
      case LIST_SAML_PROVIDERS -> iam.samlProviders();
      case LIST_OPEN_ID_CONNECT_PROVIDERS -> iam.openIdProviders();
      case GET_CONTACT_INFORMATION -> contacts.primary();
      case GET_SECURITY_CONTACT -> contacts.security();
      case DESCRIBE_REPORT_DEFINITIONS -> contacts.reports();
      case LIST_EXPORTS -> contacts.exports();
      case LIST_BUCKETS -> storage.names();
      case GET_ACCOUNT_PUBLIC_ACCESS_BLOCK -> storage.block().ignoresAcls();
      default -> throw new IllegalArgumentException("not one piece of evidence: " + call);
    };
  }
}
