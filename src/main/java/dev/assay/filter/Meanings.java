package dev.assay.filter;

import dev.assay.filter.FilterPattern.Test;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * What tests mean, each worked out once for all the questions about the same filters; and how much
 * work those questions may still take.
 */
final class Meanings {

  /** A step is a field narrowed by words: a microsecond or so. */
  private static final long MOST_WORK = 400_000;

  private long work;

  void spend(long steps) throws Solver.TooMuch {
    work += steps;
    if (work > MOST_WORK) {
      throw new Solver.TooMuch();
    }
  }

  /** The values for which a test comes out as wanted, and the others. */
  record Split(Values wanted, Values others) {
    Split swapped() {
      return new Split(others, wanted);
    }
  }

  // By identity: the same conditions come again and again, and hashing a test costs more than most
  // of what it means.
  private final Map<Test, Split> sure = new IdentityHashMap<>();
  private final Map<Test, Split> possible = new IdentityHashMap<>();

  /**
   * The values for which a test holds or does not.
   *
   * @param ifUndocumented whether it holds where nobody has written down what it does
   */
  Split of(Test test, boolean holds, boolean ifUndocumented) {
    Split split =
        ifUndocumented
            ? possible.computeIfAbsent(test, this::possibly)
            : sure.computeIfAbsent(test, t -> split(Values.surely(t)));
    return holds ? split : split.swapped();
  }

  /** For most tests the texts are the same ones; automata are dear. */
  private Split possibly(Test test) {
    if (!Values.sureOfTexts(test)) {
      return split(Values.possibly(test));
    }
    Split surely = of(test, true, false);
    return new Split(surely.wanted().with(Values.TRUTHS), surely.others().without(Values.TRUTHS));
  }

  private static Split split(Values holding) {
    return new Split(holding, holding.complement());
  }

  /** The same for tests that hold for these values. */
  static Split split(Values holding, boolean holds) {
    return holds ? split(holding) : split(holding).swapped();
  }
}
