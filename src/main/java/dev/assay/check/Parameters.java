package dev.assay.check;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The values in force for one use of a check: the spec's, else the alias's, else the defaults. Two
 * are equal when their values are.
 */
public final class Parameters {

  private final SortedMap<String, Object> values;
  private final Memo memo = new Memo();

  /**
   * @param values by parameter name; see {@link Parameter#preset()} for their types
   */
  public Parameters(SortedMap<String, Object> values) {
    this.values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /** All of them, by name. */
  public SortedMap<String, Object> values() {
    return values;
  }

  /** What this use of the check has worked out already, whatever account it was asked of. */
  Memo memo() {
    return memo;
  }

  public int number(String name) {
    return (Integer) values.get(name);
  }

  /** A number of days of 24 hours. */
  public Duration days(String name) {
    return Duration.ofDays(number(name));
  }

  public boolean isOn(String name) {
    return (Boolean) values.get(name);
  }

  public String choice(String name) {
    return (String) values.get(name);
  }

  /** A text; empty when nobody set it. */
  public String text(String name) {
    return (String) values.get(name);
  }

  @SuppressWarnings("unchecked")
  public List<String> choices(String name) {
    return (List<String>) values.get(name);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Parameters those && values.equals(those.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
