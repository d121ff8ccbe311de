package dev.assay.aws;

/**
 * The counters of IAM GetAccountSummary that are about root, and the numbers of things that other
 * calls list.
 *
 * @param rootMfaEnabled {@code AccountMFAEnabled}: 1 when root has MFA
 * @param rootAccessKeys {@code AccountAccessKeysPresent}: 0 when root has no access key
 * @param users {@code Users}
 * @param groups {@code Groups}
 * @param roles {@code Roles}
 * @param policies {@code Policies}: the account's own, without those of AWS
 * @param serverCertificates {@code ServerCertificates}
 */
public record AccountSummary(
    Evidence<Integer> rootMfaEnabled,
    Evidence<Integer> rootAccessKeys,
    Evidence<Integer> users,
    Evidence<Integer> groups,
    Evidence<Integer> roles,
    Evidence<Integer> policies,
    Evidence<Integer> serverCertificates) {}
