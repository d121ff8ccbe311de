package dev.assay.filter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An event as nested maps of texts, {@code true}, {@code false} and null.
 *
 * @param fields by member name, in the order that CloudTrail writes them
 */
public record Event(Map<String, Object> fields) {

  /** What stands for a member that is there and null. */
  private static final Object NULL = new Object();

  /** With a member set; structures on the way are made. Empty when a text stands in the way. */
  Optional<Event> with(List<String> path, Object value) {
    Map<String, Object> copy = new LinkedHashMap<>(fields);
    String name = path.get(0);
    if (path.size() == 1) {
      copy.put(name, value == null ? NULL : value);
      return Optional.of(new Event(copy));
    }
    Object below = copy.getOrDefault(name, new Event(Map.of()));
    if (!(below instanceof Event event)) {
      return Optional.empty();
    }
    return event
        .with(path.subList(1, path.size()), value)
        .map(
            inner -> {
              copy.put(name, inner);
              return new Event(copy);
            });
  }

  /** Whether the member is there, null or not. */
  boolean has(List<String> path) {
    return find(path) != null;
  }

  /** Whether the member is there and null. */
  boolean isNull(List<String> path) {
    return find(path) == NULL;
  }

  /** A member's value: a text, a truth value, or an event; null when it is not there or null. */
  Object get(List<String> path) {
    Object found = find(path);
    return found == NULL ? null : found;
  }

  private Object find(List<String> path) {
    Object below = fields.get(path.get(0));
    if (path.size() == 1 || below == null) {
      return path.size() == 1 ? below : null;
    }
    return below instanceof Event event ? event.find(path.subList(1, path.size())) : null;
  }

  /** As one line of JSON, ready to paste into {@code aws logs test-metric-filter}. */
  public String json() {
    StringBuilder out = new StringBuilder("{");
    String separator = "";
    for (Map.Entry<String, Object> entry : fields.entrySet()) {
      out.append(separator).append(quoted(entry.getKey())).append(": ");
      Object value = entry.getValue();
      if (value instanceof Event event) {
        out.append(event.json());
      } else if (value instanceof Boolean) {
        out.append(value);
      } else {
        out.append(value == NULL ? "null" : quoted(value.toString()));
      }
      separator = ", ";
    }
    return out.append('}').toString();
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  /** The same as plain maps, with null for null. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    fields.forEach(
        (name, value) ->
            map.put(name, value instanceof Event e ? e.toMap() : value == NULL ? null : value));
    return map;
  }
}
