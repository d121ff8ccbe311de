package dev.assay.evaluate;

import dev.assay.spec.Spec.Control;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many scored controls pass, of those that apply (CIS v1.1.0, "Scoring Information"). UNKNOWN,
 * MANUAL and WAIVED controls apply and do not pass.
 *
 * @param unknown how many of those that apply are UNKNOWN
 */
public record Score(int passed, int applicable, int unknown) {

  /** The score of some controls. */
  public static Score of(List<ControlResult> controls) {
    List<ControlStatus> applicable =
        controls.stream()
            .filter(result -> result.control().scored())
            .map(ControlResult::status)
            .filter(status -> status != ControlStatus.NOT_APPLICABLE)
            .toList();
    return new Score(
        Collections.frequency(applicable, ControlStatus.PASS),
        applicable.size(),
        Collections.frequency(applicable, ControlStatus.UNKNOWN));
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
