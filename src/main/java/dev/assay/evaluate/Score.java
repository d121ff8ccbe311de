package dev.assay.evaluate;

import java.util.List;

/**
 * How many scored controls pass, of those that apply (CIS v1.1.0, "Scoring Information"). UNKNOWN,
 * MANUAL and WAIVED controls apply and do not pass.
 */
public record Score(int passed, int applicable) {

  /** The score of some controls. */
  public static Score of(List<ControlResult> controls) {
    List<ControlResult> applicable =
        controls.stream()
            .filter(result -> result.control().scored())
            .filter(result -> result.status() != ControlStatus.NOT_APPLICABLE)
            .toList();
    long passed =
        applicable.stream().filter(result -> result.status() == ControlStatus.PASS).count();
    return new Score(Math.toIntExact(passed), applicable.size());
  }
}
