package dev.assay.check;

import static dev.assay.aws.Call.GET_ACCOUNT_AUTHORIZATION_DETAILS;
import static dev.assay.aws.Call.GET_ACCOUNT_PASSWORD_POLICY;
import static dev.assay.aws.Call.GET_ACCOUNT_SUMMARY;
import static dev.assay.aws.Call.GET_CREDENTIAL_REPORT;
import static dev.assay.aws.Call.LIST_ENTITIES_FOR_SUPPORT_POLICY;
import static dev.assay.aws.Call.LIST_SERVER_CERTIFICATES;
import static dev.assay.aws.Call.LIST_VIRTUAL_MFA_DEVICES;
import static dev.assay.check.Check.check;

import dev.assay.aws.Evidence;
import dev.assay.aws.PasswordPolicy;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The one index of all checks, in the order of the benchmark's sections. */
public final class Catalogue {

  private static final String GOVCLOUD = "aws-us-gov";

  /** Every check. */
  public static final List<Check> ALL =
      List.of(
          check("iam-root-usage", "root is not used for everyday work")
              .why("nothing limits what root can do, and nobody can tell who used it")
              .perEach("account")
              .needs(GET_CREDENTIAL_REPORT)
              .number("withinDays", 90, "days before the snapshot in which root must not be used")
              .remedy("work with roles; keep root's password for the few tasks that need root")
              .alias("AVD-AWS-0140", Map.of("withinDays", 1))
              .by(RootChecks::notUsed),
          check("iam-user-mfa-console", "every user with a console password has MFA")
              .why("a password alone can be guessed, phished or found")
              .perEach("user with a console password")
              .needs(GET_CREDENTIAL_REPORT)
              .remedy("assign an MFA device to the user, or remove the console password")
              .alias("AVD-AWS-0145")
              .by(CredentialChecks::consoleUsersHaveMfa),
          check("iam-unused-credentials", "passwords and access keys that nobody uses are disabled")
              .why("what its owner has forgotten, nobody misses when it is stolen")
              .perEach("password or active access key of a user")
              .needs(GET_CREDENTIAL_REPORT)
              .number("maxUnusedDays", 90, "days without use after which a credential fails")
              .remedy("remove the password, or deactivate and delete the access key")
              .alias("AVD-AWS-0144", Map.of("maxUnusedDays", 90))
              .alias("AVD-AWS-0166", Map.of("maxUnusedDays", 45))
              .by(CredentialChecks::usedLately),
          check("iam-access-key-rotation", "active access keys are renewed in time")
              .why("an old key serves whoever copied it")
              .perEach("active access key")
              .needs(GET_CREDENTIAL_REPORT)
              .number("maxAgeDays", 90, "days after which an active key fails")
              .onOff(
                  "usedSinceRotation", false, "whether a key must also be used since it was made")
              .remedy("make a new key, switch over to it, then delete the old one")
              .alias("AVD-AWS-0146")
              .by(CredentialChecks::keysRotated),
          demands("uppercase", "an upper-case letter", PasswordPolicy::uppercase, "AVD-AWS-0061"),
          demands("lowercase", "a lower-case letter", PasswordPolicy::lowercase, "AVD-AWS-0058"),
          demands("symbol", "a symbol", PasswordPolicy::symbols, "AVD-AWS-0060"),
          demands("number", "a digit", PasswordPolicy::numbers, "AVD-AWS-0059"),
          check("iam-password-min-length", "the password policy demands long passwords")
              .why("short passwords are found by trying")
              .perEach("account")
              .needs(GET_ACCOUNT_PASSWORD_POLICY)
              .number("minLength", 14, "characters a password must have at least")
              .remedy("raise the minimum length in the account's password policy")
              .alias("AVD-AWS-0063")
              .by(PasswordPolicyChecks::length),
          check("iam-password-reuse", "the password policy refuses old passwords")
              .why("a password that leaked once would come back")
              .perEach("account")
              .needs(GET_ACCOUNT_PASSWORD_POLICY)
              .number("minRemembered", 24, "old passwords that must be refused at least")
              .remedy("make the account's password policy remember 24 passwords")
              .alias("AVD-AWS-0056")
              .by(PasswordPolicyChecks::reuse),
          check("iam-password-max-age", "the password policy lets passwords expire in time")
              .why("a password that leaked unnoticed stays good for ever")
              .perEach("account")
              .needs(GET_ACCOUNT_PASSWORD_POLICY)
              .number("maxAgeDays", 90, "days after which a password must expire at the latest")
              .remedy("turn expiry on in the account's password policy")
              .alias("AVD-AWS-0062")
              .by(PasswordPolicyChecks::maxAge),
          check("iam-root-no-access-key", "root has no active access key")
              .why("such a key opens everything, without MFA, from anywhere")
              .perEach("account")
              .needsAny(GET_CREDENTIAL_REPORT, GET_ACCOUNT_SUMMARY)
              .remedy("sign in as root and delete its access keys")
              .alias("AVD-AWS-0141")
              .by(RootChecks::noAccessKey),
          check("iam-root-mfa", "root has MFA")
              .why("root's password alone would open everything")
              .perEach("account")
              .needsAny(GET_CREDENTIAL_REPORT, GET_ACCOUNT_SUMMARY)
              .remedy("sign in as root and assign an MFA device")
              .alias("AVD-AWS-0142")
              .notIn(GOVCLOUD)
              .by(RootChecks::mfa),
          check("iam-root-hardware-mfa", "root's MFA device is hardware")
              .why("a virtual device can be copied with the phone that it is on")
              .perEach("account")
              .needsAny(GET_CREDENTIAL_REPORT, GET_ACCOUNT_SUMMARY, LIST_VIRTUAL_MFA_DEVICES)
              .remedy("sign in as root and replace the virtual MFA device by a hardware one")
              .alias("AVD-AWS-0165")
              .notIn(GOVCLOUD)
              .by(RootChecks::hardwareMfa),
          check(
                  "iam-user-no-direct-policies",
                  "users get their permissions through groups or roles")
              .why("permissions given to single persons are forgotten when they change places")
              .perEach("user")
              .needs(GET_ACCOUNT_AUTHORIZATION_DETAILS)
              .remedy("give the policy to a group or role, then take it from the user")
              .alias("AVD-AWS-0143")
              .by(PolicyChecks::noDirectPolicies),
          check("iam-support-role", "someone may manage cases with AWS Support")
              .why("in an incident nobody but root could call for help")
              .perEach("account")
              .needsAny(GET_ACCOUNT_AUTHORIZATION_DETAILS, LIST_ENTITIES_FOR_SUPPORT_POLICY)
              .choices(
                  "principals",
                  List.of("role"),
                  List.of("user", "group", "role"),
                  "who may carry the policy AWSSupportAccess")
              .remedy("attach the AWS-managed policy AWSSupportAccess to a role")
              .alias("AVD-AWS-0169", Map.of("principals", List.of("role")))
              .by(PolicyChecks::supportRole),
          check("iam-initial-access-key", "no access key was made at set-up and forgotten")
              .why("a key that its owner never asked for is a key that nobody watches")
              .perEach("active access key of a user with a console password")
              .needs(GET_CREDENTIAL_REPORT)
              .remedy("delete the key; make one when it is asked for")
              .by(CredentialChecks::noForgottenInitialKey),
          check("iam-no-full-admin-policy", "no policy grants everything on everything")
              .why("whoever carries it can do what root can")
              .perEach("managed policy in scope")
              .needs(GET_ACCOUNT_AUTHORIZATION_DETAILS)
              .choice(
                  "scope",
                  "attached",
                  List.of("attached", "customer-managed"),
                  "attached managed policies, or all customer-managed ones")
              .remedy("replace the policy by one that grants what is needed")
              .by(PolicyChecks::noFullAdmin),
          check("iam-no-wildcard-policy", "no own policy grants a whole service on everything")
              .why("such a grant grows with every action that AWS adds")
              .perEach("customer-managed policy")
              .needs(GET_ACCOUNT_AUTHORIZATION_DETAILS)
              .remedy("name the actions, or the resources, in the policy")
              .alias("AVD-AWS-0057")
              .by(PolicyChecks::noServiceWildcard),
          check("iam-single-active-key", "no user has two active access keys")
              .why("each key more is one more to lose and to rotate")
              .perEach("user")
              .needs(GET_CREDENTIAL_REPORT)
              .remedy("deactivate and delete one of the two keys")
              .alias("AVD-AWS-0167")
              .by(CredentialChecks::oneActiveKey),
          check("iam-expired-certificates", "no expired server certificate is left in IAM")
              .why("an expired certificate can be put to use by mistake")
              .perEach("server certificate")
              .needs(LIST_SERVER_CERTIFICATES)
              .remedy("delete the certificate with `aws iam delete-server-certificate`")
              .alias("AVD-AWS-0168")
              .by(CertificateChecks::notExpired));

  /** A check by one of its names, with the parameters that the name stands for. */
  public record Entry(Check check, SortedMap<String, Object> parameters) {}

  private static final Map<String, Entry> BY_NAME = index();

  private Catalogue() {}

  private static Check demands(
      String word, String kind, Function<PasswordPolicy, Evidence<Boolean>> field, String alias) {
    return check("iam-password-" + word, "the password policy demands " + kind)
        .why("passwords of few kinds of characters are found by trying")
        .perEach("account")
        .needs(GET_ACCOUNT_PASSWORD_POLICY)
        .remedy("demand " + kind + " in the account's password policy")
        .alias(alias)
        .by(PasswordPolicyChecks.demands(word, kind, field));
  }

  private static Map<String, Entry> index() {
    Map<String, Entry> names = new HashMap<>();
    for (Check check : ALL) {
      names.put(key(check.id()), new Entry(check, check.presets()));
      for (Check.Alias alias : check.aliases()) {
        SortedMap<String, Object> values = new TreeMap<>(check.presets());
        values.putAll(alias.parameters());
        names.put(key(alias.id()), new Entry(check, values));
      }
    }
    return Map.copyOf(names);
  }

  /** {@code AVD-AWS-0142}, {@code aws-0142}: the same, in any case. */
  private static String key(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return upper.startsWith("AVD-AWS-") ? upper.substring("AVD-".length()) : upper;
  }

  /** Finds a check by its id or an alias. */
  public static Optional<Entry> find(String name) {
    return Optional.ofNullable(BY_NAME.get(key(name)));
  }

  /** The known id or alias that differs least from a name that is not known. */
  public static String nearest(String name) {
    String best = "";
    int least = Integer.MAX_VALUE;
    for (Check check : ALL) {
      for (String known : names(check)) {
        int distance = distance(key(name), key(known));
        if (distance < least) {
          least = distance;
          best = known;
        }
      }
    }
    return best;
  }

  private static List<String> names(Check check) {
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of(check.id()), check.aliases().stream().map(Check.Alias::id))
        .toList();
  }

  /** Levenshtein: single-character edits. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int substitute = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitute, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
