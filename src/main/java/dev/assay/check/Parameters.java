package dev.assay.check;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The values in force for one use of a check: the spec's, else the alias's, else the defaults.
 *
 * @param values by parameter name; see {@link Parameter#preset()} for their types
 */
public record Parameters(SortedMap<String, Object> values) {

  public Parameters {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
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
}
