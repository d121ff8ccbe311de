package dev.assay.report;

import dev.assay.evaluate.ControlStatus;
import dev.assay.evaluate.Score;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a score, as it is drawn.
 *
 * @param before how many controls stand before it
 */
public record Slice(Mark mark, int count, int before, int of) {

  /** The parts of a score that are not empty. */
  public static List<Slice> of(Score score) {
    List<Slice> slices = new ArrayList<>();
    int before = 0;
    before = slice(slices, ControlStatus.PASS, score.passed(), before, score);
    before = slice(slices, ControlStatus.FAIL, score.failed(), before, score);
    before = slice(slices, ControlStatus.UNKNOWN, score.unknown(), before, score);
    before = slice(slices, ControlStatus.MANUAL, score.manual(), before, score);
    slice(slices, ControlStatus.WAIVED, score.waived(), before, score);
    return slices;
  }

  private static int slice(
      List<Slice> to, ControlStatus status, int count, int before, Score score) {
    if (count > 0) {
      to.add(new Slice(Mark.of(status), count, before, score.applicable()));
    }
    return before + count;
  }

  /** Where it starts, in thousandths of the whole. */
  int start() {
    return before * 1000 / of;
  }

  /** How long it is, in thousandths; a hair less, so that neighbours stay apart. */
  int length() {
    int whole = (before + count) * 1000 / of - start();
    return count == of ? whole : Math.max(2, whole - 4);
  }
}
