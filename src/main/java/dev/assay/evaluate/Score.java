package dev.assay.evaluate;

import java.util.List;

/**
 * How the scored controls that apply have come out (CIS v1.1.0, "Scoring Information"): those that
 * pass count, of all of them. UNKNOWN, MANUAL and WAIVED controls apply and do not pass.
 */
public record Score(int passed, int failed, int unknown, int manual, int waived) {

  /** The score of some controls. */
  public static Score of(List<ControlResult> controls) {
    return new Score(
        count(controls, ControlStatus.PASS),
        count(controls, ControlStatus.FAIL),
        count(controls, ControlStatus.UNKNOWN),
        count(controls, ControlStatus.MANUAL),
        count(controls, ControlStatus.WAIVED));
  }

  private static int count(List<ControlResult> controls, ControlStatus status) {
    return (int)
        controls.stream()
            .filter(result -> result.control().scored() && result.status() == status)
            .count();
  }

  /** How many apply: the number that a score is a part of. */
  public int applicable() {
    return passed + failed + unknown + manual + waived;
  }

  /**
   * The passed ones in percent of those that apply, to one decimal, half up: {@code 66.7 %}. It
   * means nothing without {@link #applicable}, which must not be 0.
   */
  public String percent() {
    int perMille = (passed * 2000 + applicable()) / (2 * applicable());
    return perMille / 10 + "." + perMille % 10 + " %";
  }
}
