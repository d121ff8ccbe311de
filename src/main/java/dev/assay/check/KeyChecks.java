package dev.assay.check;

import dev.assay.aws.Account;
import dev.assay.aws.Evidence;
import dev.assay.aws.Region;
import dev.assay.aws.Region.KeyDescription;
import dev.assay.aws.Region.KmsKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** KMS keys. */
final class KeyChecks {

  private KeyChecks() {}

  /**
   * CIS v1.1.0, 2.8: one finding per key that its owner can rotate: customer-managed, symmetric,
   * enabled, with material made by KMS. It is renewed every year. The others are listed as not
   * counted.
   */
  static List<Finding> rotated(Account account, Parameters none) {
    return Regional.items(account, Region::keys, KeyChecks::rotated);
  }

  private static Finding rotated(KmsKey key) {
    return key.description()
        .fold(
            (description, source) -> Finding.of(key.resource(), judge(key, description)),
            (code, source) ->
                Finding.of(
                    key.resource(),
                    Cause.notCounted(
                        "the key is gone since it was listed", new Reading(source, code))),
            gap -> Finding.of(key.resource(), Cause.unknown("description", gap)));
  }

  private static Cause judge(KmsKey key, KeyDescription description) {
    return Stream.of(
            unless("manager", description.manager(), "CUSTOMER"),
            unless("spec", description.spec(), "SYMMETRIC_DEFAULT"),
            unless("state", description.state(), "Enabled"),
            unless("origin", description.origin(), "AWS_KMS"))
        .flatMap(Optional::stream)
        .min((one, other) -> other.status().compareTo(one.status()))
        .orElseGet(
            () ->
                Cause.stated(
                    "rotation",
                    key.rotation(),
                    on -> on,
                    on -> "the key is " + (on ? "renewed every year" : "never renewed")));
  }

  /** Why the key is not counted, or cannot be judged; empty when this property is as wanted. */
  private static Optional<Cause> unless(String what, Evidence<String> read, String wanted) {
    return read.fold(
        (value, source) ->
            value.equals(wanted)
                ? Optional.empty()
                : Optional.of(
                    Cause.notCounted(
                        "its " + what + " is " + value + ", not " + wanted,
                        new Reading(source, value))),
        (code, source) -> Optional.empty(),
        gap -> Optional.of(Cause.unknown(what, gap)));
  }
}
