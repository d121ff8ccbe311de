package dev.assay.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.filter.Interpreter.Truth;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Single tests of a field are in {@link MeaningsTest}. */
class InterpreterTest {

  private static final Event EVENT =
      new Event(Map.of("a", new Event(Map.of("b", "x")), "c", "y", "d", true));

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\0',
      textBlock =
          """
          { $.c = y && $.a.b = x }              ; YES
          { $.c = y && $.a.b = y }              ; NO
          { $.c = x && $.a.b = x }              ; NO
          { $.c = y && $.c = %y% }              ; UNDECIDED
          { $.c = %y% && $.c = y }              ; UNDECIDED
          { $.c = %y% && $.c = x }              ; NO
          { $.c = x || $.a.b = x }              ; YES
          { $.c = y || $.a.b = y }              ; YES
          { $.c = x || $.a.b = y }              ; NO
          { $.c = x || $.c = %y% }              ; UNDECIDED
          { $.c = %y% || $.c = x }              ; UNDECIDED
          { $.c = %y% || $.c = y }              ; YES
          ERROR                                 ; UNDECIDED
          { $.c.b NOT EXISTS }                  ; YES
          { $.d.b = * }                         ; NO
          { $.z[0] NOT EXISTS }                 ; YES
          { $.z[0] = * }                        ; NO
          { $.z[0] != x }                       ; NO
          { $.a[0] NOT EXISTS }                 ; UNDECIDED
          { $.a[0] != x }                       ; UNDECIDED
          { $.a.z[*] NOT EXISTS }               ; YES
          { $.a.z[*].b = * }                    ; NO
          { $.a.b[*].b = * }                    ; UNDECIDED
          { $.a.* = x }                         ; UNDECIDED
          { $.z.* NOT EXISTS }                  ; YES
          { $.* = x }                           ; UNDECIDED
          { $.*.z NOT EXISTS }                  ; UNDECIDED
          """)
  void a_condition_on_an_event(String pattern, Truth truth) throws PatternSyntaxException {
    assertThat(Interpreter.sees(FilterPattern.parse(pattern).condition(), EVENT)).isEqualTo(truth);
  }
}
