package dev.assay.check;

import dev.assay.aws.Account;
import dev.assay.aws.Evidence;
import dev.assay.aws.PasswordPolicy;
import java.util.List;
import java.util.function.Function;

/** The account's password policy (CIS v1.1.0, 1.5 to 1.11). No policy fails them all. */
final class PasswordPolicyChecks {

  private PasswordPolicyChecks() {}

  /** The policy demands a kind of character. */
  static Check.Rule demands(
      String key, String kind, Function<PasswordPolicy, Evidence<Boolean>> field) {
    return (account, given) ->
        one(
            account,
            Cause.judge(
                key,
                account.iam().passwordPolicy().then(field),
                demanded -> demanded,
                demanded -> "passwords need " + (demanded ? "" : "not have ") + kind,
                noPolicy("passwords need not have " + kind)));
  }

  /** CIS v1.1.0, 1.9: at least this long. */
  static List<Finding> length(Account account, Parameters given) {
    int wanted = given.number("minLength");
    return one(
        account,
        Cause.judge(
            "minimum-length",
            account.iam().passwordPolicy().then(PasswordPolicy::minimumLength),
            length -> length >= wanted,
            length -> "passwords need " + length + " characters, " + wanted + " wanted",
            noPolicy("no minimum length")));
  }

  /** CIS v1.1.0, 1.10: AWS remembers 24 at most, so "24" and "24 or more" are the same. */
  static List<Finding> reuse(Account account, Parameters given) {
    int wanted = given.number("minRemembered");
    return one(
        account,
        Cause.judge(
            "reuse",
            account.iam().passwordPolicy().then(PasswordPolicy::remembered),
            remembered -> remembered >= wanted,
            remembered ->
                "the last " + remembered + " passwords are refused, " + wanted + " wanted",
            noPolicy("old passwords may be used again")));
  }

  /** CIS v1.1.0, 1.11: passwords expire, after this many days at most. */
  static List<Finding> maxAge(Account account, Parameters given) {
    int most = given.number("maxAgeDays");
    String never = noPolicy("passwords never expire");
    Evidence<PasswordPolicy> policy = account.iam().passwordPolicy();
    return one(
        account,
        Cause.judge(
            "expires",
            policy.then(PasswordPolicy::expires),
            on -> on,
            on -> on ? "passwords expire" : "passwords never expire",
            never),
        Cause.judge(
            "maximum-age",
            policy.then(PasswordPolicy::maxAgeDays),
            days -> days >= 1 && days <= most,
            days -> "passwords expire after " + days + " days, " + most + " at most wanted",
            never));
  }

  private static String noPolicy(String otherwise) {
    return otherwise + ": the password policy does not say";
  }

  private static List<Finding> one(Account account, Cause... causes) {
    return List.of(Finding.of(account.resource(), causes));
  }
}
