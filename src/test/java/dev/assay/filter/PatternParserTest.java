package dev.assay.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.assay.filter.FilterPattern.All;
import dev.assay.filter.FilterPattern.Any;
import dev.assay.filter.FilterPattern.Columns;
import dev.assay.filter.FilterPattern.Condition;
import dev.assay.filter.FilterPattern.Everything;
import dev.assay.filter.FilterPattern.Json;
import dev.assay.filter.FilterPattern.Regex;
import dev.assay.filter.FilterPattern.Terms;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternParserTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '\t',
      quoteCharacter = '\0',
      textBlock =
          """
          { $.a = x }	a EQUAL x:TEXT
          { $.a = "x" }	a EQUAL x:TEXT
          {$.a=x}	a EQUAL x:TEXT
          { $.a != x }	a NOT_EQUAL x:TEXT
          { $.a!="x y" }	a NOT_EQUAL x y:TEXT
          { $.a < 5 }	a LESS 5:NUMBER
          { $.a > 5 }	a GREATER 5:NUMBER
          { $.a <= -5.25 }	a LESS_OR_EQUAL -5.25:NUMBER
          { $.a >= 1e3 }	a GREATER_OR_EQUAL 1e3:NUMBER
          { $.a = +1.5E-2 }	a EQUAL +1.5E-2:NUMBER
          { $.a = "5" }	a EQUAL 5:TEXT
          { $.a = 4* }	a EQUAL 4*:TEXT
          { $.a = 10.0.0.1 }	a EQUAL 10.0.0.1:TEXT
          { $.a = true }	a EQUAL true:BOOLEAN
          { $.a = False }	a EQUAL False:BOOLEAN
          { $.a = "true" }	a EQUAL true:TEXT
          { $.a = truest }	a EQUAL truest:TEXT
          { $.a IS NULL }	a IS_NULL :NONE
          { $.a is null }	a IS_NULL :NONE
          { $.a IS TRUE }	a IS_TRUE :NONE
          { $.a Is False }	a IS_FALSE :NONE
          { $.a NOT EXISTS }	a NOT_EXISTS :NONE
          { $.a not   exists }	a NOT_EXISTS :NONE
          { $.a Not Exists&&$.b=c }	(a NOT_EXISTS :NONE and b EQUAL c:TEXT)
          { $.a = * }	a EQUAL *:TEXT
          { $.a = "*" }	a EQUAL *:TEXT
          { $.a = *Trail }	a EQUAL *Trail:TEXT
          { $.a = "AccessDenied*" }	a EQUAL AccessDenied*:TEXT
          { $.a = Ev*ent }	a EQUAL Ev*ent:TEXT
          { $.a = "" }	a EQUAL :TEXT
          { $.a = " x" }	a EQUAL  x:TEXT
          { $.a = kms.amazonaws.com }	a EQUAL kms.amazonaws.com:TEXT
          { $.a = arn:aws:iam::1:user/x-y_z@w }	a EQUAL arn:aws:iam::1:user/x-y_z@w:TEXT
          { $.a = "(x) || {y} && $.z" }	a EQUAL (x) || {y} && $.z:TEXT
          { $.a = "it's" }	a EQUAL it's:TEXT
          { $.a = "x\\"y" }	a EQUAL x\\"y:ESCAPED
          { $.a = %x|y[0-9]+% }	a EQUAL x|y[0-9]+:REGEX
          { $.a != %^x$% }	a NOT_EQUAL ^x$:REGEX
          { $.a.b.c = x }	a.b.c EQUAL x:TEXT
          { $.a-b_c = x }	a-b_c EQUAL x:TEXT
          { $.azAZ09 = x }	azAZ09 EQUAL x:TEXT
          { $['a'] = x }	a EQUAL x:TEXT
          { $[ 'a' ] = x }	a EQUAL x:TEXT
          { $.['a'] = x }	a EQUAL x:TEXT
          { $["a b"].c = x }	a b.c EQUAL x:TEXT
          { $.a['b.c'] = x }	a.b.c EQUAL x:TEXT
          { $.a[0] = x }	a.[0]? EQUAL x:TEXT
          { $.a[ 12 ].b = x }	a.[12].b? EQUAL x:TEXT
          { $.a[*] = x }	a.[*]? EQUAL x:TEXT
          { $.a.* = x }	a.*? EQUAL x:TEXT
          { $.a = x && $.b = y }	(a EQUAL x:TEXT and b EQUAL y:TEXT)
          { $.a = x || $.b = y }	(a EQUAL x:TEXT or b EQUAL y:TEXT)
          { $.a = x || $.b = y && $.c = z }	(a EQUAL x:TEXT or (b EQUAL y:TEXT and c EQUAL z:TEXT))
          { $.a = x && $.b = y || $.c = z }	((a EQUAL x:TEXT and b EQUAL y:TEXT) or c EQUAL z:TEXT)
          { ($.a = x || $.b = y) && $.c = z }	((a EQUAL x:TEXT or b EQUAL y:TEXT) and c EQUAL z:TEXT)
          { $.a = x || $.b = y || $.c = z }	(a EQUAL x:TEXT or b EQUAL y:TEXT or c EQUAL z:TEXT)
          { (($.a = x)) }	a EQUAL x:TEXT
          {($.a=x)&&($.b=y)}	(a EQUAL x:TEXT and b EQUAL y:TEXT)
          """)
  void a_json_pattern_means(String pattern, String meaning) throws PatternSyntaxException {
    assertThat(shown(((Json) FilterPattern.parse(pattern)).condition())).isEqualTo(meaning);
  }

  @Test
  void white_space_is_free_everywhere() throws PatternSyntaxException {
    String folded = "\n {\t(\r\n $.a\n=\n x ) \n&&\n ( $.b\tNOT\n EXISTS )\n}\n ";

    assertThat(FilterPattern.parse(folded))
        .isEqualTo(FilterPattern.parse("{($.a=x)&&($.b NOT EXISTS)}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\t "})
  void an_empty_pattern_is_every_event(String pattern) throws PatternSyntaxException {
    assertThat(FilterPattern.parse(pattern)).isEqualTo(new Everything());
  }

  @Test
  void other_kinds_of_pattern_are_told_apart() throws PatternSyntaxException {
    assertThat(FilterPattern.parse(" ConsoleLogin \"two words\" ?A -B %re% ?\"x y\""))
        .isEqualTo(
            new Terms(List.of("ConsoleLogin", "\"two words\"", "?A", "-B", "%re%", "?\"x y\"")));
    assertThat(FilterPattern.parse("$.eventName")).isEqualTo(new Terms(List.of("$.eventName")));
    assertThat(FilterPattern.parse(" [ip, user = \"x\", ..., status=4*] "))
        .isEqualTo(new Columns(List.of("ip", "user = \"x\"", "...", "status=4*")));
    assertThat(FilterPattern.parse("%Access.*Denied%")).isEqualTo(new Regex("Access.*Denied"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '\t',
      quoteCharacter = '\0',
      textBlock =
          """
          { $.a == x }	8	expected a value
          { $a = x }	4	expected `.` and a name after `$`
          { a = x }	3	expected a field, which starts with `$.`
          { $.a = 'x' }	9	expected a value
          { $.a IS NOT NULL }	10	expected NULL, TRUE or FALSE after IS
          { $.a IS }	10	expected NULL, TRUE or FALSE after IS
          { $.a ISNULL }	7	expected an operator: = != < > <= >= IS, or NOT EXISTS
          { $.a IS NULLx }	10	expected NULL, TRUE or FALSE after IS
          { $.a NOT EXISTSx }	11	expected EXISTS
          { $.a NOT EXISTS	17	expected `}`
          { $.a EXISTS }	7	expected an operator: = != < > <= >= IS, or NOT EXISTS
          { $.a NOT NULL }	11	expected EXISTS
          { $.aNOT EXISTS }	10	expected an operator: = != < > <= >= IS, or NOT EXISTS
          { $.a }	7	expected an operator: = != < > <= >= IS, or NOT EXISTS
          { $.a = }	9	expected a value
          { $.a =	8	expected a value
          { $.a = x	10	expected `}`
          { ($.a = x }	12	expected `)`
          { $.a = x) }	10	expected `}`
          { $.a = "x }	9	the quoted value is not closed
          { $.a = "x\\	9	the quoted value is not closed
          { $.a = %x }	9	the regular expression is not closed by `%`
          { $.a[0 = x }	7	expected an index, `*` or a quoted name in brackets
          { $.a[-1] = x }	7	expected an index, `*` or a quoted name in brackets
          { $.a['b] = x }	7	the quoted name is not closed
          { $.a['b' = x }	11	expected `]`
          { $.a['*'] = x }	7	a quoted name may not look like an index or a wildcard
          { $.a['[0]'] = x }	7	a quoted name may not look like an index or a wildcard
          { $. = x }	5	expected a field's name
          { $.a = x } y	13	nothing may follow the closing brace
          { $.a = x }}	12	nothing may follow the closing brace
          { $.a = x && && $.b = y }	14	expected a field, which starts with `$.`
          { $.a = x & $.b = y }	11	expected `}`
          { $.a = x || }	14	expected a field, which starts with `$.`
          { $.a = x y }	11	expected `}`
          { $.a = x(y) }	10	expected `}`
          { !($.a = x) }	3	expected a field, which starts with `$.`
          { }	3	expected a field, which starts with `$.`
          {	2	expected a field, which starts with `$.`
          [a, b	5	expected `]` at the end
          %	1	a quoted term or regular expression is not closed
          "x	1	a quoted term or regular expression is not closed
          ab "x	3	a quoted term or regular expression is not closed
          """)
  void a_fault_has_its_column(String pattern, int column, String expected) {
    assertFault(pattern, column, expected);
  }

  @Test
  void parentheses_nest_64_levels_deep() throws PatternSyntaxException {
    String inside = "$.a = x";

    assertThat(FilterPattern.parse("{" + "(".repeat(64) + inside + ")".repeat(64) + "}"))
        .isEqualTo(FilterPattern.parse("{" + inside + "}"));
    assertThat(FilterPattern.parse("{" + "($.a = x) && ".repeat(70) + inside + "}")).isNotNull();
    assertFault(
        "{" + "(".repeat(65) + inside + ")".repeat(65) + "}",
        66,
        "parentheses nest deeper than 64 levels");
    assertFault("{" + "(".repeat(1000), 66, "parentheses nest deeper than 64 levels");
  }

  @Test
  void a_pattern_has_at_most_1024_characters() throws PatternSyntaxException {
    String longest = "{ $.a = \"" + "x".repeat(1024 - 12) + "\" }";

    assertThat(longest).hasSize(1024);
    assertThat(FilterPattern.parse(longest)).isInstanceOf(Json.class);
    assertFault(longest + " ", 1025, "a pattern has at most 1024 characters");
    assertFault("(".repeat(10_000), 1025, "a pattern has at most 1024 characters");
    assertThat(FilterPattern.parse("\uD83D\uDE00".repeat(1024))).isInstanceOf(Terms.class);
  }

  private static void assertFault(String pattern, int column, String expected) {
    PatternSyntaxException fault =
        catchThrowableOfType(PatternSyntaxException.class, () -> FilterPattern.parse(pattern));

    assertThat(fault).as(pattern).hasMessage("column " + column + ": " + expected);
    assertThat(fault.column()).isEqualTo(column);
  }

  /** A question mark marks a field that is one among many. */
  private static String shown(Condition condition) {
    if (condition instanceof All all) {
      return shown(all.parts(), " and ");
    }
    if (condition instanceof Any any) {
      return shown(any.parts(), " or ");
    }
    FilterPattern.Test test = (FilterPattern.Test) condition;
    return test.selector().toString().substring(2)
        + (test.selector().plain() ? " " : "? ")
        + test.operator()
        + " "
        + test.operand().text()
        + ":"
        + test.operand().kind();
  }

  private static String shown(List<Condition> parts, String between) {
    return parts.stream()
        .map(PatternParserTest::shown)
        .collect(Collectors.joining(between, "(", ")"));
  }
}
