package dev.assay.check;

import dev.assay.aws.Account;
import dev.assay.aws.AccountSummary;
import dev.assay.aws.CredentialReport;
import dev.assay.aws.CredentialReport.AccessKey;
import dev.assay.aws.CredentialReport.Row;
import dev.assay.aws.Evidence;
import dev.assay.aws.Source;
import dev.assay.aws.VirtualMfaDevice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The root identity. The credential report's root row and the account summary are both read: either
 * can fail alone, both are needed to pass, and where they contradict each other that is said.
 */
final class RootChecks {

  private static final String NOT_SUPPORTED = "not_supported";

  private RootChecks() {}

  /**
   * CIS v1.1.0, 1.1: neither root's password nor a key of root was used within N days before the
   * snapshot's own time. CIS names no number; exactly N x 24 h ago passes.
   */
  static List<Finding> notUsed(Account account, Parameters given) {
    Instant limit = account.observedAt().minus(given.days("withinDays"));
    Evidence<Row> root = account.iam().credentialReport().then(CredentialReport::root);
    List<Cause> causes =
        root.fold(
            (row, source) -> {
              List<Cause> all = new ArrayList<>();
              all.add(unused("password", row.passwordLastUsed(), limit));
              row.keys().forEach(key -> all.add(unused(key.slot(), key.lastUsed(), limit)));
              return all;
            },
            (code, source) -> List.of(),
            gap -> List.of(Cause.unknown("root-row", gap)));
    return List.of(Finding.of(account.resource(), causes));
  }

  private static Cause unused(String credential, Evidence<Instant> lastUsed, Instant limit) {
    String words = credential.replace('_', ' ');
    return lastUsed.fold(
        (at, source) ->
            Cause.of(
                credential,
                !at.isAfter(limit),
                "root's " + words + " was last used " + at,
                new Reading(source, at.toString())),
        (code, source) ->
            code.equals(NOT_SUPPORTED)
                ? Cause.undecided(
                    credential,
                    "the report does not tell when root's " + words + " was last used",
                    new Reading(source, code))
                : Cause.of(
                    credential,
                    true,
                    "root's " + words + " has no recorded use",
                    new Reading(source, code)),
        gap -> Cause.unknown(credential, gap));
  }

  /** CIS v1.1.0, 1.12: root has no active access key. */
  static List<Finding> noAccessKey(Account account, Parameters none) {
    List<Cause> causes = new ArrayList<>();
    Evidence<Row> root = account.iam().credentialReport().then(CredentialReport::root);
    causes.addAll(
        root.fold(
            (row, source) -> row.keys().stream().map(RootChecks::inactive).toList(),
            (code, source) -> List.of(),
            gap -> List.of(Cause.unknown("root-row", gap))));
    causes.add(
        Cause.judge(
            "account-summary",
            account.iam().summary().then(AccountSummary::rootAccessKeys),
            keys -> keys == 0,
            keys -> "the account summary counts " + keys + " root access keys",
            "the account summary does not count root access keys"));
    return List.of(Finding.of(account.resource(), withContradiction(causes)));
  }

  private static Cause inactive(AccessKey key) {
    return Cause.stated(
        key.slot(),
        key.active(),
        active -> !active,
        active ->
            "root's " + key.slot().replace('_', ' ') + (active ? " is active" : " is not active"));
  }

  /** CIS v1.1.0, 1.13: root has MFA. */
  static List<Finding> mfa(Account account, Parameters none) {
    return List.of(Finding.of(account.resource(), mfaCauses(account)));
  }

  private static List<Cause> mfaCauses(Account account) {
    List<Cause> causes = new ArrayList<>();
    causes.add(
        Cause.stated(
            "root-row",
            account.iam().credentialReport().then(CredentialReport::root).then(Row::mfaActive),
            on -> on,
            on -> "the credential report says that root has " + (on ? "MFA" : "no MFA")));
    causes.add(
        Cause.judge(
            "account-summary",
            account.iam().summary().then(AccountSummary::rootMfaEnabled),
            enabled -> enabled > 0,
            enabled -> "the account summary says that root has " + (enabled > 0 ? "MFA" : "no MFA"),
            "the account summary does not tell whether root has MFA"));
    return withContradiction(causes);
  }

  /**
   * CIS v1.1.0, 1.14: root has MFA and none of its devices is virtual. A virtual device of root is
   * told by its user, or by the serial number that the console gives it.
   */
  static List<Finding> hardwareMfa(Account account, Parameters none) {
    List<Cause> causes = new ArrayList<>(mfaCauses(account));
    causes.addAll(
        account
            .iam()
            .virtualMfaDevices()
            .fold(
                (devices, source) -> virtual(devices).orElseGet(() -> noneVirtual(source, devices)),
                (code, source) -> List.of(),
                gap -> List.of(Cause.unknown("virtual-devices", gap))));
    return List.of(Finding.of(account.resource(), causes));
  }

  private static Optional<List<Cause>> virtual(List<VirtualMfaDevice> devices) {
    List<Cause> causes = new ArrayList<>();
    for (VirtualMfaDevice device : devices) {
      Cause bySerial =
          notRoot(
              device.serial(), "serial", serial -> serial.endsWith(":mfa/root-account-mfa-device"));
      Cause byOwner = notRoot(device.userArn(), "owner", arn -> arn.endsWith(":root"));
      if (bySerial.status() == Status.FAIL) {
        causes.add(bySerial);
      } else if (byOwner.status() != Status.PASS) {
        causes.add(byOwner);
      } else if (bySerial.status() == Status.UNKNOWN) {
        causes.add(bySerial);
      }
    }
    return causes.isEmpty() ? Optional.empty() : Optional.of(causes);
  }

  private static Cause notRoot(Evidence<String> read, String key, Predicate<String> isRoot) {
    return read.fold(
        (text, source) ->
            Cause.of(
                "virtual-device-" + key,
                !isRoot.test(text),
                "virtual MFA device of " + text,
                new Reading(source, text)),
        (code, source) ->
            Cause.of("virtual-device-" + key, true, "unassigned", new Reading(source, code)),
        gap -> Cause.unknown("virtual-device-" + key, gap));
  }

  private static List<Cause> noneVirtual(Source source, List<VirtualMfaDevice> devices) {
    String message = "none of the " + devices.size() + " virtual MFA devices is root's";
    return List.of(
        Cause.of(
            "virtual-devices", true, message, new Reading(source, devices.size() + " devices")));
  }

  private static List<Cause> withContradiction(List<Cause> causes) {
    boolean reportHolds =
        causes.stream()
            .filter(cause -> !cause.key().equals("account-summary"))
            .allMatch(cause -> cause.status() == Status.PASS);
    Cause summary =
        causes.stream().filter(c -> c.key().equals("account-summary")).findFirst().orElseThrow();
    boolean reportFails = causes.stream().anyMatch(c -> c != summary && c.status() == Status.FAIL);
    if (reportHolds && summary.status() == Status.FAIL
        || reportFails && summary.status() == Status.PASS) {
      List<Cause> all = new ArrayList<>(causes);
      all.add(
          new Cause(
              "contradiction",
              Status.FAIL,
              "the credential report and the account summary contradict each other",
              causes.stream().flatMap(cause -> cause.readings().stream()).toList(),
              List.of()));
      return all;
    }
    return causes;
  }
}
