package dev.assay.filter;

import dev.assay.filter.FilterPattern.All;
import dev.assay.filter.FilterPattern.Any;
import dev.assay.filter.FilterPattern.Condition;
import dev.assay.filter.FilterPattern.Operand;
import dev.assay.filter.FilterPattern.Operator;
import dev.assay.filter.FilterPattern.Test;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;

/**
 * Runs a condition on one event, by plain text comparison: a second opinion on what the solver
 * found, which shares nothing with it but the parsed tree.
 */
final class Interpreter {

  /** In this order, "and" is the least and "or" the greatest. */
  enum Truth {
    NO,
    UNDECIDED,
    YES
  }

  private Interpreter() {}

  static Truth sees(Condition condition, Event event) {
    if (condition instanceof All all) {
      return all.parts().stream()
          .map(part -> sees(part, event))
          .min(Comparator.naturalOrder())
          .orElse(Truth.YES);
    }
    if (condition instanceof Any any) {
      return any.parts().stream()
          .map(part -> sees(part, event))
          .max(Comparator.naturalOrder())
          .orElse(Truth.NO);
    }
    return condition instanceof Test test ? holds(test, event) : Truth.UNDECIDED;
  }

  private static Truth holds(Test test, Event event) {
    if (!test.selector().plain()) {
      // Only an array's elements are meant, and events made here have no arrays.
      return onArray(test, event);
    }
    boolean there = event.has(test.selector().path());
    if (test.operator() == Operator.NOT_EXISTS) {
      return of(!there);
    }
    if (!there) {
      return Truth.NO;
    }
    boolean isNull = event.isNull(test.selector().path());
    Object value = event.get(test.selector().path());
    return switch (test.operator()) {
      case IS_NULL -> of(isNull);
      case IS_TRUE -> of(Boolean.TRUE.equals(value));
      case IS_FALSE -> of(Boolean.FALSE.equals(value));
      default -> isNull || value instanceof Event ? valueless(test) : compare(test, value);
    };
  }

  private static Truth onArray(Test test, Event event) {
    List<String> names =
        test.selector().path().stream().takeWhile(name -> !name.matches("\\*|\\[.*\\]")).toList();
    if (names.isEmpty() || event.has(names)) {
      return Truth.UNDECIDED;
    }
    return of(test.operator() == Operator.NOT_EXISTS);
  }

  /** Null or a structure: no comparison holds, but nobody says whether a lone star does. */
  private static Truth valueless(Test test) {
    boolean lone =
        test.operator() == Operator.EQUAL
            && test.operand().kind() == Operand.Kind.TEXT
            && test.operand().text().matches("\\*+");
    return lone ? Truth.UNDECIDED : Truth.NO;
  }

  private static Truth compare(Test test, Object value) {
    boolean equality = test.operator() == Operator.EQUAL || test.operator() == Operator.NOT_EQUAL;
    if (value instanceof Boolean || !equality) {
      return Truth.UNDECIDED;
    }
    Truth equal = equal(test.operand(), (String) value);
    if (test.operator() == Operator.EQUAL || equal == Truth.UNDECIDED) {
      return equal;
    }
    if (test.operand().kind() != Operand.Kind.TEXT) {
      return Truth.UNDECIDED;
    }
    return equal == Truth.YES ? Truth.NO : Truth.YES;
  }

  private static Truth equal(Operand operand, String value) {
    String pattern = operand.text();
    return switch (operand.kind()) {
      case TEXT -> {
        boolean wild = glob(pattern, 0, value, 0);
        boolean sure = wild && endsOnly(pattern, value);
        yield wild == sure ? of(wild) : Truth.UNDECIDED;
      }
      case NUMBER -> sameNumber(pattern, value) ? Truth.UNDECIDED : Truth.NO;
      case BOOLEAN -> pattern.equalsIgnoreCase(value) ? Truth.UNDECIDED : Truth.NO;
      default -> Truth.UNDECIDED;
    };
  }

  /**
   * A huge exponent would take a huge number to compare; those that have one are not told apart.
   */
  private static boolean sameNumber(String one, String other) {
    boolean exponent = (one + other).matches(".*[eE].*");
    boolean number = other.matches("[+-]?(\\d+\\.?|\\d*\\.\\d+)([eE][+-]?\\d+)?");
    return number && (exponent || new BigDecimal(one).compareTo(new BigDecimal(other)) == 0);
  }

  /** The reading in which only stars at the ends are wildcards. */
  private static boolean endsOnly(String pattern, String value) {
    String core = pattern.replaceAll("^\\*+", "").replaceAll("\\*+$", "");
    boolean before = pattern.startsWith("*");
    boolean after = pattern.endsWith("*");
    if (core.isEmpty() && before) {
      return !value.isEmpty();
    }
    if (before && after) {
      return value.contains(core);
    }
    if (before) {
      return value.endsWith(core);
    }
    return after ? value.startsWith(core) : value.equals(core);
  }

  private static boolean glob(String pattern, int p, String value, int v) {
    int star = -1;
    int retry = 0;
    while (v < value.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        retry = v;
      } else if (p < pattern.length() && pattern.charAt(p) == value.charAt(v)) {
        p++;
        v++;
      } else if (star >= 0) {
        p = star + 1;
        v = ++retry;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  private static Truth of(boolean holds) {
    return holds ? Truth.YES : Truth.NO;
  }
}
