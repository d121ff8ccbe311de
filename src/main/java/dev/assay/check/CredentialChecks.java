package dev.assay.check;

import dev.assay.aws.Account;
import dev.assay.aws.CredentialReport;
import dev.assay.aws.CredentialReport.AccessKey;
import dev.assay.aws.CredentialReport.Row;
import dev.assay.aws.Evidence;
import dev.assay.aws.Resource;
import dev.assay.aws.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Passwords and access keys of users, by the credential report. */
final class CredentialChecks {

  /** What the report says where it keeps no record; no proof of disuse, unlike {@code N/A}. */
  private static final String NOT_SUPPORTED = "not_supported";

  private CredentialChecks() {}

  /** CIS v1.1.0, 1.2: one finding per user with a console password; each has MFA. */
  static List<Finding> consoleUsersHaveMfa(Account account, Parameters none) {
    return users(account)
        .flatMap(row -> ifOn(row.passwordEnabled(), row.resource(), () -> List.of(mfa(row))))
        .toList();
  }

  private static Cause mfa(Row row) {
    return Cause.stated(
        "mfa",
        row.mfaActive(),
        on -> on,
        on -> row.name() + " has a console password and " + (on ? "MFA" : "no MFA"));
  }

  /**
   * CIS v1.1.0, 1.3 and v1.4.0, 1.12: one finding per password or active key of a user; it was used
   * less than N x 24 h before as-of. What was never used ages from when it was last changed, as
   * v1.2.0's audit text has it.
   */
  static List<Finding> usedLately(Account account, Parameters given) {
    Duration limit = given.days("maxUnusedDays");
    return users(account)
        .flatMap(
            row ->
                Stream.concat(
                    ifOn(
                        row.passwordEnabled(),
                        row.password(),
                        () -> List.of(passwordUsed(account, row, limit))),
                    perActiveKey(row, key -> List.of(keyUsed(account, row, key, limit)))))
        .toList();
  }

  private static Cause passwordUsed(Account account, Row row, Duration limit) {
    Evidence<Instant> set = row.passwordLastChanged().orIfAbsent(row.created());
    return used(account, "password of " + row.name(), row.passwordLastUsed(), set, limit);
  }

  private static Cause keyUsed(Account account, Row row, AccessKey key, Duration limit) {
    Evidence<Instant> set = key.lastRotated().orIfAbsent(row.created());
    return used(account, words(key, row), key.lastUsed(), set, limit);
  }

  private static Cause used(
      Account account,
      String what,
      Evidence<Instant> lastUsed,
      Evidence<Instant> set,
      Duration limit) {
    String allowed = "; fewer than " + limit.toDays() + " days wanted";
    return lastUsed.fold(
        (at, source) ->
            Cause.of(
                "unused",
                Age.at(account.asOf(), at).compareTo(limit) < 0,
                what + " was last used " + Age.words(account.asOf(), at) + allowed,
                new Reading(source, at.toString())),
        (code, source) ->
            code.equals(NOT_SUPPORTED)
                ? noRecord("unused", what, source)
                : Cause.stated(
                    "unused",
                    set,
                    at -> Age.at(account.asOf(), at).compareTo(limit) < 0,
                    at -> what + " was never used; set " + Age.words(account.asOf(), at) + allowed),
        gap -> Cause.unknown("unused", gap));
  }

  private static Cause noRecord(String key, String what, Source source) {
    return Cause.undecided(
        key,
        "the report keeps no record of the use of " + what,
        new Reading(source, NOT_SUPPORTED));
  }

  /**
   * CIS v1.1.0, 1.4: one finding per active key, root's too; it was made or renewed at most N x 24
   * h before as-of. v1.1.0 alone also wants it used since.
   */
  static List<Finding> keysRotated(Account account, Parameters given) {
    CredentialReport report = account.iam().credentialReport().value();
    Stream<Finding> root =
        report
            .root()
            .fold(
                (row, source) -> rotation(account, row, given),
                (code, source) -> Stream.empty(),
                gap -> Stream.of(Finding.of(account.resource(), Cause.unknown("root-row", gap))));
    return Stream.concat(root, users(account).flatMap(row -> rotation(account, row, given)))
        .toList();
  }

  private static Stream<Finding> rotation(Account account, Row row, Parameters given) {
    Duration limit = given.days("maxAgeDays");
    return perActiveKey(
        row,
        key -> {
          Cause rotated = rotated(account, key, row, limit);
          return given.isOn("usedSinceRotation")
              ? List.of(rotated, usedSince(key, row))
              : List.of(rotated);
        });
  }

  private static Cause rotated(Account account, AccessKey key, Row row, Duration limit) {
    return Cause.stated(
        "rotated",
        key.lastRotated(),
        at -> Age.at(account.asOf(), at).compareTo(limit) <= 0,
        at ->
            words(key, row)
                + " was last rotated "
                + Age.words(account.asOf(), at)
                + "; at most "
                + limit.toDays()
                + " days wanted");
  }

  private static Cause usedSince(AccessKey key, Row row) {
    String what = words(key, row);
    return key.lastUsed()
        .fold(
            (used, source) ->
                Cause.stated(
                    "used-since-rotation",
                    key.lastRotated(),
                    rotated -> !used.isBefore(rotated),
                    rotated -> what + " was last used " + used + " and rotated " + rotated),
            (code, source) ->
                code.equals(NOT_SUPPORTED)
                    ? noRecord("used-since-rotation", what, source)
                    : Cause.of(
                        "used-since-rotation",
                        false,
                        what + " was not used since it was rotated",
                        new Reading(source, code)),
            gap -> Cause.unknown("used-since-rotation", gap));
  }

  /** CIS v1.4.0, 1.13: one finding per user; at most one of the two keys is active. */
  static List<Finding> oneActiveKey(Account account, Parameters none) {
    return users(account)
        .map(
            row ->
                Finding.of(
                    row.resource(),
                    Cause.stated(
                        "active-keys",
                        Evidence.both(row.keys().get(0).active(), row.keys().get(1).active()),
                        both -> !both,
                        both ->
                            row.name()
                                + " has "
                                + (both ? "two" : "at most one")
                                + " active access keys")))
        .toList();
  }

  /**
   * CIS v1.1.0, 1.23: one finding per active key of a user with a console password; it was used at
   * least once, else it was made at set-up and forgotten. Root's row has no such key.
   */
  static List<Finding> noForgottenInitialKey(Account account, Parameters none) {
    return users(account)
        .flatMap(
            row ->
                row.keys().stream()
                    .flatMap(
                        key ->
                            ifOn(
                                Evidence.both(row.passwordEnabled(), key.active()),
                                row.key(key),
                                () -> List.of(everUsed(key, row)))))
        .toList();
  }

  private static Cause everUsed(AccessKey key, Row row) {
    String what = words(key, row);
    return key.lastUsed()
        .fold(
            (at, source) ->
                Cause.of("used", true, what + " was used", new Reading(source, at.toString())),
            (code, source) ->
                code.equals(NOT_SUPPORTED)
                    ? noRecord("used", what, source)
                    : Cause.of(
                        "used",
                        false,
                        what + " is active beside a console password and was never used",
                        new Reading(source, code)),
            gap -> Cause.unknown("used", gap));
  }

  private static Stream<Finding> perActiveKey(Row row, Function<AccessKey, List<Cause>> rule) {
    return row.keys().stream()
        .flatMap(key -> ifOn(key.active(), row.key(key), () -> rule.apply(key)));
  }

  /**
   * The finding on something that counts only while it is switched on: none when it is off, UNKNOWN
   * when that cannot be told.
   */
  private static Stream<Finding> ifOn(
      Evidence<Boolean> on, Resource resource, Supplier<List<Cause>> rule) {
    Cause state = Cause.stated("enabled", on, is -> is, is -> "");
    return switch (state.status()) {
      case PASS -> Stream.of(Finding.of(resource, rule.get()));
      case FAIL -> Stream.empty();
      default -> Stream.of(Finding.of(resource, state));
    };
  }

  private static String words(AccessKey key, Row row) {
    return key.slot().replace('_', ' ') + " of " + row.name();
  }

  private static Stream<Row> users(Account account) {
    return account.iam().credentialReport().value().users().stream();
  }
}
