package dev.assay.spec;

import java.util.List;
import java.util.Map;

/**
 * A compliance spec.
 *
 * @param source the file, or the built-in's name, for messages
 * @param builtIn whether it ships with assay
 * @param sha256 of its bytes, in lower-case hex
 * @param controls in the file's order, which is the report's; ids may repeat
 */
public record Spec(
    String source,
    boolean builtIn,
    String sha256,
    String id,
    String title,
    String description,
    String version,
    List<String> relatedResources,
    List<Control> controls) {

  public Spec {
    relatedResources = List.copyOf(relatedResources);
    controls = List.copyOf(controls);
  }

  /** Whether any control has a level. */
  public boolean hasLevels() {
    return controls.stream().anyMatch(control -> control.level() > 0);
  }

  /**
   * One control.
   *
   * @param severity upper case as written; empty when the spec gives none
   * @param defaultStatus as written; only echoed
   * @param level 1 or 2; 0 when the spec has none
   * @param scored whether it counts for the score; true unless the spec says otherwise
   * @param section heading under which it is reported; empty when the spec has none
   * @param manual whether a person must answer: no checks, or a name with "Manual"
   * @param line in the spec's file, from 1
   */
  public record Control(
      String id,
      String name,
      String description,
      String severity,
      String defaultStatus,
      int level,
      boolean scored,
      String section,
      List<CheckRef> checks,
      boolean manual,
      int line) {

    public Control {
      checks = List.copyOf(checks);
    }
  }

  /**
   * A control's use of a check.
   *
   * @param id as written: an id of ours or of another tool
   * @param parameters by name, in the file's order
   */
  public record CheckRef(String id, Map<String, Value> parameters, int line) {}

  /**
   * A parameter's value as written.
   *
   * @param texts the scalar, or the list's elements
   * @param list whether it was a list
   */
  public record Value(List<String> texts, boolean list, int line) {

    public Value {
      texts = List.copyOf(texts);
    }

    @Override
    public String toString() {
      return list ? texts.toString() : texts.get(0);
    }
  }
}
