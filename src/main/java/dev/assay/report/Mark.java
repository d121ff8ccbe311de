package dev.assay.report;

import dev.assay.check.Status;
import dev.assay.evaluate.ControlStatus;

/**
 * A status for the eye. The word says all; colour and symbol only help to find it.
 *
 * @param kind class of the style sheet
 */
public record Mark(String kind, String symbol, String word) {

  /** Of a control. */
  public static Mark of(ControlStatus status) {
    return switch (status) {
      case PASS -> new Mark("pass", "✓", status.label());
      case FAIL -> new Mark("fail", "✗", status.label());
      case UNKNOWN -> new Mark("unknown", "?", status.label());
      case MANUAL -> new Mark("manual", "✎", status.label());
      case WAIVED -> new Mark("waived", "≈", status.label());
      case NOT_APPLICABLE -> new Mark("none", "–", status.label());
    };
  }

  /** Of a finding or a cause. */
  public static Mark of(Status status) {
    return switch (status) {
      case PASS -> of(ControlStatus.PASS);
      case FAIL -> of(ControlStatus.FAIL);
      case UNKNOWN -> of(ControlStatus.UNKNOWN);
      case MANUAL -> of(ControlStatus.MANUAL);
      case NOT_COUNTED -> new Mark("none", "–", "not counted");
    };
  }
}
