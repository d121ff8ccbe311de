package dev.assay.report;

import dev.assay.InputException;
import dev.assay.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The members of a JSON object, each of which must be there and as expected. A fault is put down
 * with its pointer, and something harmless stands in for the value, so that one reading finds all.
 */
final class Members {

  private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{32}");

  /** What is wrong with a file, the first faults in full. */
  static final class Problems {
    private static final int MOST = 20;

    private final String file;
    private final String help;
    private final List<Problem> all = new ArrayList<>();
    private int more;

    /**
     * @param help the cure for whatever it is
     */
    Problems(String file, String help) {
      this.file = file;
      this.help = help;
    }

    private void add(String pointer, String what) {
      if (all.size() < MOST) {
        all.add(new Problem(file + "#" + pointer, what, help));
      } else {
        more++;
      }
    }

    void throwIfAny() {
      if (more > 0) {
        all.add(new Problem(file, "has " + more + " faults more", help));
      }
      if (!all.isEmpty()) {
        throw new InputException(InputException.Kind.USAGE, all);
      }
    }
  }

  private final Problems problems;
  private final String pointer;
  private final JsonNode node;
  private final Set<String> read = new HashSet<>();

  /**
   * @param node null where there is nothing to read, which has been put down already
   */
  Members(Problems problems, String pointer, JsonNode node) {
    this.problems = problems;
    this.pointer = pointer;
    if (node != null && !node.isObject()) {
      problems.add(pointer, "is not an object");
    }
    this.node = node != null && node.isObject() ? node : null;
  }

  /** The whole object; a member that was not asked for is a fault. */
  <T> T as(Function<Members, T> convert) {
    T value = convert.apply(this);
    if (node != null) {
      for (String name : node.propertyNames()) {
        if (!read.contains(name)) {
          problems.add(below(name), "is no member of format " + NativeReport.FORMAT);
        }
      }
    }
    return value;
  }

  /** Puts down a fault of a member unless something holds. */
  void require(boolean holds, String name, String what) {
    if (!holds) {
      problems.add(below(name), what);
    }
  }

  String text(String name) {
    return get(name, "", "is not text", Members::wellFormed);
  }

  /** A whole number from 0. */
  int number(String name) {
    return get(
        name,
        0,
        "is not a whole number from 0",
        n ->
            n.isIntegralNumber() && n.canConvertToInt() && n.intValue() >= 0 ? n.intValue() : null);
  }

  boolean flag(String name) {
    return get(name, false, "is not true or false", n -> n.isBoolean() ? n.booleanValue() : null);
  }

  Instant instant(String name) {
    return get(
        name,
        Instant.EPOCH,
        "is not a time like 2026-01-31T12:00:00Z",
        n -> {
          try {
            Instant at = n.isString() ? Instant.parse(n.stringValue()) : null;
            return at != null && at.toString().equals(n.stringValue()) ? at : null;
          } catch (DateTimeException e) {
            return null;
          }
        });
  }

  LocalDate day(String name) {
    return get(name, LocalDate.EPOCH, "is not a day like 2026-01-31", Members::toDay);
  }

  /** A day, or an empty text for none. */
  Optional<LocalDate> optionalDay(String name) {
    return get(
        name,
        Optional.empty(),
        "is not a day like 2026-01-31, or empty",
        n -> {
          if (n.isString() && n.stringValue().isEmpty()) {
            return Optional.empty();
          }
          LocalDate day = toDay(n);
          return day == null ? null : Optional.of(day);
        });
  }

  private static LocalDate toDay(JsonNode n) {
    try {
      LocalDate day = n.isString() ? LocalDate.parse(n.stringValue()) : null;
      return day != null && day.toString().equals(n.stringValue()) ? day : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** One of some words. */
  <E> E word(String name, Function<E, String> spelled, List<E> all) {
    List<String> words = all.stream().map(spelled).toList();
    return get(
        name,
        all.get(0),
        "is not one of: " + String.join(", ", words.stream().map(Members::shown).toList()),
        n ->
            n.isString() && words.contains(n.stringValue())
                ? all.get(words.indexOf(n.stringValue()))
                : null);
  }

  private static String shown(String word) {
    return word.isEmpty() ? "\"\"" : word;
  }

  String fingerprint(String name) {
    return get(
        name,
        "",
        "is not 32 hex digits",
        n ->
            n.isString() && FINGERPRINT.matcher(n.stringValue()).matches()
                ? n.stringValue()
                : null);
  }

  /** The id of something that the report has. */
  String reference(String name, Set<String> ids) {
    return get(name, "", "names nothing in this report", n -> known(n, ids));
  }

  /** The same, or empty. */
  String optional(String name, Set<String> ids) {
    return get(
        name,
        "",
        "names nothing in this report",
        n -> n.isString() && n.stringValue().isEmpty() ? "" : known(n, ids));
  }

  private static String known(JsonNode n, Set<String> ids) {
    return n.isString() && ids.contains(n.stringValue()) ? n.stringValue() : null;
  }

  /** The ids of things that the report has. */
  List<String> references(String name, Set<String> ids) {
    List<String> all = texts(name);
    require(ids.containsAll(all), name, "names something that is not in this report");
    return all;
  }

  List<String> texts(String name) {
    return get(name, List.of(), "is not a list of texts", Members::texts);
  }

  /** Parameter values by name: whole numbers, truth values, texts and lists of texts. */
  SortedMap<String, Object> values(String name) {
    return get(
        name,
        new TreeMap<>(),
        "is not an object of numbers, truth values, texts and lists of texts",
        n -> {
          SortedMap<String, Object> values = new TreeMap<>();
          for (String key : n.propertyNames()) {
            Object value = value(n.get(key));
            if (value == null) {
              return null;
            }
            values.put(key, value);
          }
          return n.isObject() ? values : null;
        });
  }

  private static Object value(JsonNode n) {
    if (n.isBoolean()) {
      return n.booleanValue();
    }
    if (n.isIntegralNumber() && n.canConvertToInt()) {
      return n.intValue();
    }
    return n.isArray() ? texts(n) : wellFormed(n);
  }

  private static List<String> texts(JsonNode n) {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : n) {
      String text = wellFormed(item);
      if (text == null) {
        return null;
      }
      texts.add(text);
    }
    return n.isArray() ? texts : null;
  }

  /** A text; null for half of a surrogate pair, which no file can hold. */
  private static String wellFormed(JsonNode n) {
    if (!n.isString()) {
      return null;
    }
    String text = n.stringValue();
    boolean broken =
        text.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE);
    return broken ? null : text;
  }

  /** An object in this one. */
  Members member(String name) {
    return new Members(problems, below(name), get(name, null, "", n -> n));
  }

  /** A list of objects. */
  <T> List<T> list(String name, Function<Members, T> convert) {
    JsonNode items = get(name, null, "is not a list", n -> n.isArray() ? n : null);
    List<T> all = new ArrayList<>();
    for (int i = 0; items != null && i < items.size(); i++) {
      all.add(new Members(problems, below(name) + "/" + i, items.get(i)).as(convert));
    }
    return all;
  }

  private <T> T get(String name, T otherwise, String fault, Function<JsonNode, T> convert) {
    read.add(name);
    if (node == null) {
      return otherwise;
    }
    JsonNode member = node.get(name);
    T value = member == null ? null : convert.apply(member);
    if (value == null) {
      problems.add(below(name), member == null ? "is not there" : fault);
      return otherwise;
    }
    return value;
  }

  private String below(String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }
}
