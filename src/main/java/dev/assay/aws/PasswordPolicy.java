package dev.assay.aws;

/**
 * The account's password policy (IAM GetAccountPasswordPolicy).
 *
 * @param minimumLength characters
 * @param expires whether passwords expire at all
 * @param maxAgeDays days; absent when passwords do not expire
 * @param remembered how many old passwords may not be used again; absent when none
 */
public record PasswordPolicy(
    Evidence<Boolean> uppercase,
    Evidence<Boolean> lowercase,
    Evidence<Boolean> symbols,
    Evidence<Boolean> numbers,
    Evidence<Integer> minimumLength,
    Evidence<Boolean> expires,
    Evidence<Integer> maxAgeDays,
    Evidence<Integer> remembered) {}
