package dev.assay.testing;

import dev.assay.aws.Evidence;
import java.util.Locale;

/** Evidence on one line, to compare and to read. */
public final class Outcome {

  private Outcome() {}

  /**
   * {@code present VALUE at PLACE}, {@code absent CODE at PLACE}, {@code denied: CAUSE} or {@code
   * missing: CAUSE}.
   */
  public static String of(Evidence<?> evidence) {
    return evidence.fold(
        (value, source) -> "present " + value + " at " + source,
        (code, source) -> "absent " + code + " at " + source,
        gap -> gap.kind().name().toLowerCase(Locale.ROOT) + ": " + gap.cause());
  }

  /** The same without places, for values that are read from different ones. */
  public static String value(Evidence<?> evidence) {
    return evidence.fold(
        (value, source) -> value.toString(), (code, source) -> code, gap -> "? " + gap.cause());
  }
}
