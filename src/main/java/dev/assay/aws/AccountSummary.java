package dev.assay.aws;

/**
 * The counters of IAM GetAccountSummary that are about root, and the number of users.
 *
 * @param rootMfaEnabled {@code AccountMFAEnabled}: 1 when root has MFA
 * @param rootAccessKeys {@code AccountAccessKeysPresent}: 0 when root has no access key
 * @param users {@code Users}
 */
public record AccountSummary(
    Evidence<Integer> rootMfaEnabled, Evidence<Integer> rootAccessKeys, Evidence<Integer> users) {}
