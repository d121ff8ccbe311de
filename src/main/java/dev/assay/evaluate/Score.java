package dev.assay.evaluate;

import dev.assay.spec.Spec.Control;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

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
    long perMille = (passed * 2000L + applicable()) / (2L * applicable());
    return perMille / 10 + "." + perMille % 10 + " %";
  }

  /**
   * The score of each level that any of the controls has; 2 includes 1, as {@code --level} does.
   */
  public static SortedMap<Integer, Score> byLevel(List<ControlResult> controls) {
    SortedMap<Integer, Score> scores = new TreeMap<>();
    controls.stream()
        .map(result -> result.control().level())
        .filter(level -> level > 0)
        .distinct()
        .forEach(
            level ->
                scores.put(
                    level,
                    of(controls.stream().filter(r -> r.control().level() <= level).toList())));
    return Collections.unmodifiableSortedMap(scores);
  }

  /** The score of each section, in report order; controls without a section are in none. */
  public static Map<String, Score> bySection(List<ControlResult> controls) {
    Map<String, Score> scores = new LinkedHashMap<>();
    controls.stream()
        .map(ControlResult::control)
        .map(Control::section)
        .filter(section -> !section.isEmpty())
        .distinct()
        .forEach(
            section ->
                scores.put(
                    section,
                    of(
                        controls.stream()
                            .filter(r -> r.control().section().equals(section))
                            .toList())));
    return Collections.unmodifiableMap(scores);
  }
}
