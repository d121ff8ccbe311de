package dev.assay.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.filter.Solver.Goal;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is solved is in {@link BruteForceTest}; here, theories that say more of fields in fields.
 */
class SolverTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          a text has no member           ; x    ; ?    ; { $.a.c = y && ($.a.c = y || $.a = q) }         ; false
          a member, and no text          ; ?    ; ?    ; { $.a.c = y && ($.a.c = y || $.a = q) }         ; false
          a member of anything           ; any  ; ?    ; { $.a.c = y && ($.a.c = y || $.a = q) }         ; true
          a text has none that has to be ; any  ; y    ; { $.a = q && ($.a = q || $.a.c = y) }           ; false
          nor one that may be            ; any  ; ?    ; { $.a = q && ($.a = q || $.a.c = y) }           ; true
          neither of which is there      ; ?    ; ?    ; { $.a NOT EXISTS && $.a.c NOT EXISTS }          ; true
          there is no other              ; x    ; any  ; { $.a != x }                                    ; false
          impossible within and in or    ; any  ; any  ; { $.a = q && ($.a = x || $.a = q && ($.a = x && $.b = y)) } ; false
          """)
  void a_field_in_a_field(String name, String a, String c, String pattern, boolean solved)
      throws Exception {
    Theory theory = with(with(Theory.anyEvent(), "a", a), "a.c", c);
    Goal goal = new Goal(FilterPattern.parse(pattern).condition(), true, false);

    assertThat(Solver.solve(theory, new Meanings(), List.of(goal)).isPresent()).isEqualTo(solved);
    assertThat(Solver.exists(theory, new Meanings(), List.of(goal))).isEqualTo(solved);
  }

  /** A text or nothing, anything, or only this text. */
  private static Theory with(Theory theory, String field, String may) {
    return switch (may) {
      case "?" -> theory.with(field, Values.optionalText());
      case "any" -> theory.with(field, Values.anything());
      default -> theory.with(field, may);
    };
  }
}
