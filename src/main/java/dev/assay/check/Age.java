package dev.assay.check;

import java.time.Duration;
import java.time.Instant;

/** How old something is at the account's as-of; 24 hours are a day. */
final class Age {

  private Age() {}

  /** Never negative: what lies after as-of is new. */
  static Duration at(Instant asOf, Instant event) {
    Duration age = Duration.between(event, asOf);
    return age.isNegative() ? Duration.ZERO : age;
  }

  /** For people, e.g. {@code 2024-01-01T00:00:00Z (151 days ago)}. */
  static String words(Instant asOf, Instant event) {
    long days = at(asOf, event).toDays();
    return event + " (" + days + (days == 1 ? " day" : " days") + " ago)";
  }
}
