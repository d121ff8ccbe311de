package dev.assay.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.check.Parameter.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterTest {

  private static final Map<String, Parameter> OF_KIND =
      Map.of(
          "number", new Parameter("n", Kind.WHOLE_NUMBER, 1, List.of(), "a number"),
          "switch", new Parameter("s", Kind.SWITCH, true, List.of(), "a switch"),
          "choice", new Parameter("c", Kind.CHOICE, "x", List.of("x", "y"), "a choice"),
          "choices", new Parameter("l", Kind.CHOICES, List.of("x"), List.of("x", "y"), "choices"),
          "text", new Parameter("t", Kind.TEXT, "", List.of(), "a text"));

  /** What a spec wrote; a list has brackets. A refused value has nothing behind the bar. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    number  | 0          | 0
    number  | 90         | 90
    number  | 007        | 7
    number  | 100000     | 100000
    number  | 100001     |
    number  | 1000000000 |
    number  | -1         |
    number  | 1.5        |
    number  | fourteen   |
    number  | ''         |
    number  | [90]       |
    switch  | true       | true
    switch  | false      | false
    switch  | True       |
    switch  | yes        |
    switch  | [true]     |
    choice  | x          | x
    choice  | y          | y
    choice  | X          |
    choice  | z          |
    choice  | [x]        |
    choices | [x]        | [x]
    choices | [y x]      | [y, x]
    choices | x          | [x]
    choices | [x z]      |
    choices | []         |
    text    | iam-master | iam-master
    text    | ''         | ''
    text    | [x]        |
    """)
  void a_value_is_read_or_refused(String kind, String written, String value) {
    boolean list = written.startsWith("[");
    String inside = list ? written.substring(1, written.length() - 1) : written;
    List<String> texts = list && inside.isEmpty() ? List.of() : List.of(inside.split(" ", -1));

    assertThat(OF_KIND.get(kind).parse(texts, list).map(Object::toString).orElse(null))
        .isEqualTo(value);
  }

  @Test
  void a_text_may_be_as_long_as_a_name_in_iam() {
    assertThat(OF_KIND.get("text").parse(List.of("x".repeat(128)), false)).isPresent();
    assertThat(OF_KIND.get("text").parse(List.of("x".repeat(129)), false)).isEmpty();
  }

  @Test
  void a_refused_value_comes_with_help() {
    assertThat(OF_KIND.get("number").help()).isEqualTo("write a whole number from 0 to 100000");
    assertThat(OF_KIND.get("switch").help()).isEqualTo("write true or false");
    assertThat(OF_KIND.get("choice").help()).isEqualTo("write one of: x, y");
    assertThat(OF_KIND.get("choices").help()).isEqualTo("write a list of: x, y");
    assertThat(OF_KIND.get("text").help())
        .isEqualTo("write a text of 128 characters at most; an empty one is the same as none");
  }
}
