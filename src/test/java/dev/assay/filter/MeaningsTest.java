package dev.assay.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.filter.FilterPattern.Operand;
import dev.assay.filter.FilterPattern.Operator;
import dev.assay.filter.FilterPattern.Selector;
import dev.assay.filter.FilterPattern.Test;
import dev.assay.filter.Interpreter.Truth;
import dev.assay.filter.Values.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One test of one field, on one value: the sets of values that the solver works with, the
 * interpreter that confirms its witnesses, and the slow way say the same.
 */
class MeaningsTest {

  private static final List<Operand> OPERANDS =
      Stream.of(
              of(Operand.Kind.TEXT, "", "a", "ab", "*", "**", "a*", "*a", "*a*", "**ab**", "b**"),
              of(Operand.Kind.TEXT, "a*b", "a**b", "*a*b", "a*b*", "*a*a*", "1", "true", "{*}"),
              of(Operand.Kind.NUMBER, "1", "+1", "-1", "0", "-0", "0.0", "1.5", "-1.5", "100"),
              of(Operand.Kind.NUMBER, "0.05", "10.50", "1e3", "+1.5E-2"),
              of(Operand.Kind.BOOLEAN, "true", "False"),
              of(Operand.Kind.ESCAPED, "\\a"),
              of(Operand.Kind.REGEX, "a+"),
              of(Operand.Kind.NONE, ""))
          .flatMap(List::stream)
          .toList();

  private static final List<Object> VALUES = new ArrayList<>();

  static {
    VALUES.addAll(Arrays.asList(Slow.MISSING, null, Map.of(), true, false));
    VALUES.addAll(List.of("", "a", "b", "ab", "ba", "aa", "aab", "axb", "bab", "a\nb", "*", "A"));
    VALUES.addAll(List.of("a*b", "a**b", "xa*bx", "{}", "{x}", "true", "TRUE", "false", "truest"));
    VALUES.addAll(List.of("1", "+1", "-1", "01", "1.", "1.0", "1.00", "10", "11", "1x", " 1"));
    VALUES.addAll(List.of("0", "-0", "+0", "00", "0.", "0.0", ".0", ".", "-", "-.0", "000.00"));
    VALUES.addAll(List.of("1.5", "01.50", "1.05", "-1.5", "+1.5", "-01.50", "1.5.0", "15", "1,5"));
    VALUES.addAll(List.of("100", "+100.0", "1000", "0.05", ".05", ".050", ".5", "10.5", "10.05"));
    VALUES.addAll(List.of("1e0", "1E+0", "1.e-0", ".1e1", "1e", "e1", "1e1.5", "x1e1", "0.015"));
  }

  private static List<Operand> of(Operand.Kind kind, String... texts) {
    return Stream.of(texts).map(text -> new Operand(kind, text)).toList();
  }

  @ParameterizedTest
  @EnumSource
  void a_test_of_a_field(Operator operator) {
    for (Operand operand : OPERANDS) {
      assertSame(new Test(new Selector(List.of("a"), true), operator, operand));
    }
  }

  /** What is not there has no elements; nobody says more. */
  @ParameterizedTest
  @EnumSource
  void a_test_of_an_element_among_many(Operator operator) {
    Meanings meanings = new Meanings();
    boolean missing = operator == Operator.NOT_EXISTS;
    for (Operand operand : OPERANDS) {
      Test test = new Test(new Selector(List.of("a", "[0]"), false), operator, operand);
      for (Object value : VALUES) {
        boolean there = value != Slow.MISSING;
        assertThat(has(meanings.of(test, true, false).wanted(), value))
            .isEqualTo(missing && !there);
        assertThat(has(meanings.of(test, true, true).wanted(), value))
            .isNotEqualTo(missing == there);
      }
    }
  }

  /** However many stars a text has, it takes bounded time. */
  @ParameterizedTest
  @CsvSource({
    "a*b*c*d*e*f*g*h,     abcdefgh,  true",
    "a*b*c*d*e*f*g*h,     x,         false",
    "a*b*c*d*e*f*g*h*i,   abcdefghi, true",
    "a*b*c*d*e*f*g*h*i,   x,         true",
    "**a*b*c*d*e*f*g**h*, x,         false"
  })
  void with_more_than_eight_parts_a_text_with_stars_may_equal_anything(
      String text, String value, boolean possible) {
    Operand operand = new Operand(Operand.Kind.TEXT, text);
    Test test = new Test(new Selector(List.of("a"), true), Operator.EQUAL, operand);

    assertThat(has(new Meanings().of(test, true, true).wanted(), value)).isEqualTo(possible);
  }

  @org.junit.jupiter.api.Test
  void the_work_for_all_questions_together_is_bounded() {
    Meanings meanings = new Meanings();

    assertThatThrownBy(
            () -> {
              for (int step = 0; step < 1_000_000; step++) {
                meanings.spend(1);
              }
            })
        .isInstanceOf(Solver.TooMuch.class);
  }

  private static void assertSame(Test test) {
    Meanings meanings = new Meanings();
    Meanings.Split sure = meanings.of(test, true, false);
    Meanings.Split possible = meanings.of(test, true, true);
    for (Object value : VALUES) {
      Truth truth = Truth.values()[Slow.holds(test.operator(), test.operand(), value)];
      String about = test + " on " + (value == Slow.MISSING ? "nothing" : value);

      assertThat(Interpreter.sees(test, event(value))).as(about).isEqualTo(truth);
      assertThat(has(sure.wanted(), value)).as(about).isEqualTo(truth == Truth.YES);
      assertThat(has(sure.others(), value)).as(about).isEqualTo(truth != Truth.YES);
      assertThat(has(possible.wanted(), value)).as(about).isEqualTo(truth != Truth.NO);
      assertThat(has(possible.others(), value)).as(about).isEqualTo(truth == Truth.NO);
    }
  }

  private static Event event(Object value) {
    Map<String, Object> event = new HashMap<>(Map.of("z", "z"));
    return value == Slow.MISSING
        ? new Event(event)
        : new Event(event)
            .with(List.of("a"), value instanceof Map ? new Event(Map.of()) : value)
            .orElseThrow();
  }

  private static boolean has(Values values, Object value) {
    if (value instanceof String text) {
      return values.texts().has(text);
    }
    if (value == Slow.MISSING || value == null) {
      return values.mayBe(value == null ? Kind.NULL : Kind.MISSING);
    }
    return values.mayBe(
        value instanceof Map ? Kind.STRUCTURE : (Boolean) value ? Kind.TRUE : Kind.FALSE);
  }
}
