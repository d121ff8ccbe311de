package dev.assay.filter;

import dev.assay.filter.FilterPattern.All;
import dev.assay.filter.FilterPattern.Any;
import dev.assay.filter.FilterPattern.Condition;
import dev.assay.filter.FilterPattern.Operand;
import dev.assay.filter.FilterPattern.Operator;
import dev.assay.filter.FilterPattern.Test;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a condition comes to for one event, by the plainest means and nothing of the code under
 * test: a test is {@link #NO}, {@link #MAYBE} or {@link #YES}.
 */
final class Slow {

  static final int NO = 0;
  static final int MAYBE = 1;
  static final int YES = 2;

  /** The value of a field that an event does not have. */
  static final Object MISSING = "(missing)".toCharArray();

  private Slow() {}

  /**
   * @param event members by name: texts, truth values, null, or maps of the same
   */
  static int sees(Condition condition, Map<String, Object> event) {
    if (condition instanceof All all) {
      return all.parts().stream().mapToInt(part -> sees(part, event)).min().orElse(YES);
    }
    if (condition instanceof Any any) {
      return any.parts().stream().mapToInt(part -> sees(part, event)).max().orElse(NO);
    }
    if (!(condition instanceof Test test)) {
      return MAYBE;
    }
    if (!test.selector().plain()) {
      return onElements(test, event);
    }
    return holds(test.operator(), test.operand(), value(event, test.selector().path()));
  }

  /** The value of a field, or {@link #MISSING}. */
  static Object value(Map<String, Object> event, List<String> path) {
    Object value = event;
    for (String name : path) {
      boolean there = value instanceof Map<?, ?> map && map.containsKey(name);
      value = there ? ((Map<?, ?>) value).get(name) : MISSING;
    }
    return value;
  }

  /** Nobody says what a test of several elements means; what is not there has none. */
  private static int onElements(Test test, Map<String, Object> event) {
    if (test.operator() == Operator.NOT_EXISTS) {
      return MAYBE;
    }
    List<String> names =
        test.selector().path().stream().takeWhile(n -> !n.matches("\\*|\\[.*")).toList();
    return !names.isEmpty() && value(event, names) == MISSING ? NO : MAYBE;
  }

  /** What a test comes to for one value. */
  static int holds(Operator operator, Operand operand, Object value) {
    if (operator == Operator.NOT_EXISTS) {
      return value == MISSING ? YES : NO;
    }
    if (value == MISSING) {
      return NO;
    }
    switch (operator) {
      case IS_NULL:
        return value == null ? YES : NO;
      case IS_TRUE:
        return Boolean.TRUE.equals(value) ? YES : NO;
      case IS_FALSE:
        return Boolean.FALSE.equals(value) ? YES : NO;
      default:
        boolean equality = operator == Operator.EQUAL;
        if (value == null || value instanceof Map) {
          return equality && isStars(operand) ? MAYBE : NO;
        }
        if (value instanceof Boolean || !equality && operator != Operator.NOT_EQUAL) {
          return MAYBE;
        }
        int equal = equal(operand, (String) value);
        return equality ? equal : operand.kind() == Operand.Kind.TEXT ? YES - equal : MAYBE;
    }
  }

  private static int equal(Operand operand, String value) {
    String text = operand.text();
    return switch (operand.kind()) {
      case TEXT -> {
        boolean wide = anyStar(text, value);
        boolean narrow = endStars(text, value) && !(isStars(operand) && value.isEmpty());
        yield wide && narrow ? YES : wide || narrow ? MAYBE : NO;
      }
      case NUMBER -> sameNumber(text, value) ? MAYBE : NO;
      case BOOLEAN -> value.equalsIgnoreCase(text) ? MAYBE : NO;
      default -> MAYBE;
    };
  }

  private static boolean isStars(Operand operand) {
    return operand.kind() == Operand.Kind.TEXT && operand.text().matches("\\*+");
  }

  private static boolean sameNumber(String one, String other) {
    if (!other.matches("[+-]?(\\d+\\.?|\\d*\\.\\d+)([eE][+-]?\\d+)?")) {
      return false;
    }
    boolean huge = (one + other).toLowerCase(Locale.ROOT).contains("e");
    return huge || new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
  }

  /** Each star stands for anything: which beginnings of the value each beginning of it can be. */
  private static boolean anyStar(String text, String value) {
    boolean[] can = new boolean[value.length() + 1];
    can[0] = true;
    for (char c : text.toCharArray()) {
      boolean[] next = new boolean[can.length];
      for (int i = 0; i < can.length; i++) {
        next[i] =
            c == '*'
                ? can[i] || i > 0 && next[i - 1]
                : i > 0 && can[i - 1] && value.charAt(i - 1) == c;
      }
      can = next;
    }
    return can[value.length()];
  }

  /** Only the stars at the ends do, others are themselves. */
  private static boolean endStars(String text, String value) {
    int from = 0;
    int to = text.length();
    while (from < to && text.charAt(from) == '*') {
      from++;
    }
    while (from < to && text.charAt(to - 1) == '*') {
      to--;
    }
    String core = text.substring(from, to);
    if (text.startsWith("*") && text.endsWith("*")) {
      return value.contains(core);
    }
    return text.startsWith("*")
        ? value.endsWith(core)
        : text.endsWith("*") ? value.startsWith(core) : value.equals(core);
  }
}
