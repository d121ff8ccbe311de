package dev.assay.diff;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What became of a finding. Each finding of either report is in one category at most; what is in
 * none is unchanged: the same verdict for the same reason, and if it fails, by the same values.
 *
 * <p>Verdicts are those beneath a waiver; only the three categories about waivers look at those.
 * <em>Gone</em> means that the finding is in one report alone, and that the other has read what
 * would show it. Where it has not, or where the other rules do not ask, the finding is as good as
 * UNKNOWN there. What is not counted is neither gone nor a failure.
 */
public enum Category {
  /** PASS, MANUAL or not counted → FAIL. */
  REGRESSED(Way.WORSE, "fails, and did not before"),
  /** Gone → FAIL. */
  NEW_FAILURE(Way.WORSE, "new, and fails"),
  /** FAIL → FAIL, by a key that did not fail before, and perhaps by others. */
  NEW_EVIDENCE(Way.WORSE, "failed before, and now for one more reason"),
  /** FAIL → FAIL of a higher severity; PASS, gone or not counted → MANUAL. */
  WORSENED(Way.WORSE, "is worse in another way: more severe, or for a person to answer"),
  /**
   * FAIL → FAIL by fewer keys, none of them lost, or of a lower severity; FAIL → MANUAL; MANUAL →
   * PASS, gone or not counted.
   */
  IMPROVED(Way.BETTER, "is better in another way: fewer reasons, less severe, or answered"),
  /** FAIL → FAIL by the same keys and other values; or some keys can be seen no more. */
  STILL_FAILING(Way.NEITHER, "fails as before, by other values"),
  /** FAIL → PASS or not counted. */
  FIXED(Way.BETTER, "failed, and does no more"),
  /** FAIL → gone. */
  FIXED_BY_REMOVAL(Way.BETTER, "failed, and is not there any more"),
  /** Any verdict, or gone → UNKNOWN. */
  BECAME_UNKNOWN(Way.WORSE, "cannot be told any more"),
  /** UNKNOWN → any verdict, or gone; a FAIL among them need not be new. */
  RESOLVED(Way.NEITHER, "could not be told before"),
  /** Gone or not counted → PASS. */
  NEW_PASS(Way.NEITHER, "new, and passes"),
  /** PASS → gone or not counted. */
  VANISHED_PASS(Way.NEITHER, "passed, and is not there any more"),
  /** FAIL or UNKNOWN → the same, waived. */
  WAIVER_ADDED(Way.NEITHER, "as before, and waived now"),
  /** FAIL or UNKNOWN, waived → the same, not waived, though no waiver's time is over. */
  WAIVER_REMOVED(Way.WORSE, "as before, and waived no more"),
  /** FAIL or UNKNOWN, waived → the same, not waived: the last day of every waiver is over. */
  WAIVER_EXPIRED(Way.WORSE, "as before, and its waiver has expired"),
  /** PASS → FAIL by the same values, dates among them: only time has passed. */
  AGED(Way.WORSE, "fails now because time has passed, nothing else"),
  /** Gone, and the same verdict by the same keys for a new thing of the same name. */
  RECREATED(Way.NEITHER, "the same name and verdict, another id");

  /** Whether the account is the better for it. */
  public enum Way {
    /** Something needs attention that did not before. */
    WORSE,
    /** Something needs it less than before, for a reason that the evidence shows. */
    BETTER,
    /** To know, not to mend: what was not there before, or is as bad as it was. */
    NEITHER
  }

  private final Way way;
  private final String what;

  Category(Way way, String what) {
    this.way = way;
    this.what = what;
  }

  /** As reports and command lines have it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it is worse. */
  public Way way() {
    return way;
  }

  /** One line about it, for people. */
  public String what() {
    return what;
  }

  /** What it can be when base and head change places; the unchanged stay so. */
  public Set<Category> mirrors() {
    return switch (this) {
      case REGRESSED -> EnumSet.of(FIXED, IMPROVED);
      case NEW_FAILURE -> EnumSet.of(FIXED_BY_REMOVAL);
      case NEW_EVIDENCE -> EnumSet.of(IMPROVED, NEW_EVIDENCE, STILL_FAILING);
      case WORSENED -> EnumSet.of(IMPROVED);
      case IMPROVED -> EnumSet.of(REGRESSED, NEW_EVIDENCE, WORSENED);
      case STILL_FAILING -> EnumSet.of(STILL_FAILING, NEW_EVIDENCE);
      case FIXED -> EnumSet.of(REGRESSED, AGED);
      case FIXED_BY_REMOVAL -> EnumSet.of(NEW_FAILURE);
      case BECAME_UNKNOWN -> EnumSet.of(RESOLVED);
      case RESOLVED -> EnumSet.of(BECAME_UNKNOWN);
      case NEW_PASS -> EnumSet.of(VANISHED_PASS);
      case VANISHED_PASS -> EnumSet.of(NEW_PASS);
      case WAIVER_ADDED -> EnumSet.of(WAIVER_REMOVED, WAIVER_EXPIRED);
      case WAIVER_REMOVED, WAIVER_EXPIRED -> EnumSet.of(WAIVER_ADDED);
      case AGED -> EnumSet.of(FIXED);
      case RECREATED -> EnumSet.of(RECREATED);
    };
  }
}
