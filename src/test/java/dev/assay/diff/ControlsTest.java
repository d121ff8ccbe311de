package dev.assay.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.diff.Diff.Allowed;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reports of several controls, parted by ampersands, by two versions of a spec. */
class ControlsTest {

  private static final Allowed RULES = new Allowed(true, false);

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          both are there             | control 1 & control 2                    | control 1 & control 2                    | 1: PASS, 2: PASS
          base has one more          | control 1 & control 2                    | control 1                                | 1: PASS, 2: PASS -> not there
          head has one more          | control 1                                | control 1 & control 2                    | 1: PASS, 2: not there -> PASS
          each has one of its own    | control 2 & control 9                    | control 1 & control 2                    | 1: not there -> PASS, 2: PASS, 9: PASS -> not there
          they are in another order  | control 1 & control 2; user/a FAIL m=no  | control 2; user/a FAIL m=no & control 1  | 2: FAIL, 1: PASS
          one id, another question   | control 1; named a; check iam-a          | control 1; named b; check iam-b          | 1: not there -> PASS, 1: PASS -> not there
          one id, another name       | control 1; named a                       | control 1; named b                       | 1: PASS
          one id, another check      | control 1; check iam-a                   | control 1; check iam-b                   | 1: PASS
          two of one id              | control 1 & control 1; user/a FAIL m=no  | control 1 & control 1; user/a PASS m=yes | 1: PASS, 1: FAIL -> PASS
          """)
  void a_control_is_the_same_by_its_id_if_it_asks_the_same(
      String name, String base, String head, String expected) {
    assertThat(
            diff(base, head).controls().stream()
                .map(control -> control.any().id() + ": " + Facts.status(control))
                .collect(Collectors.joining(", ")))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          in its control              | control 1 & control 2; user/a PASS m=yes | control 1 & control 2; user/a FAIL m=no | 2 regressed account user/a
          another has the number now  | control 2; user/a PASS m=yes             | control 1 & control 2; user/a FAIL m=no | 2 regressed account user/a
          in its control before others | control 1; user/a FAIL m=no & control 2; user/a PASS m=yes | control 2; user/a PASS m=yes & control 1; user/a FAIL m=no | -
          it has moved with its check | control 1; named a; user/a PASS m=yes    | control 2; named b; user/a FAIL m=no    | 2 regressed account user/a
          it moved and is the same    | control 1; named a; user/a FAIL m=no     | control 2; named b; user/a FAIL m=no    | -
          one of two has moved        | control 1; user/a FAIL m=no & control 2; user/a PASS m=yes | control 2; user/a PASS m=yes & control 3; user/a PASS m=yes | 3 fixed account user/a
          one became two              | control 1; user/a FAIL m=no              | control 1; user/a FAIL m=no & control 2; user/a FAIL m=no | 2 resolved rules user/a
          its control is gone         | control 1 & control 2; check iam-b; user/a FAIL m=no | control 1                   | 2 became-unknown rules user/a
          its control is new          | control 1                                | control 2; check iam-b; user/a FAIL m=no & control 1 | 2 resolved rules user/a
          """)
  void a_finding_is_found_again_in_its_control_or_where_its_check_went(
      String name, String base, String head, String expected) {
    Diff diff = diff(base, head);

    assertThat(
            diff.changes().stream()
                .map(
                    change ->
                        String.join(
                            " ",
                            diff.controls().get(change.control()).any().id(),
                            change.category().word(),
                            change.origin().word(),
                            change.resource().id()))
                .collect(Collectors.joining(", ")))
        .isEqualTo(expected == null ? "" : expected);
  }

  private static Diff diff(String base, String head) {
    return Diff.of(
        Told.report(Told.MARCH, base.split(" & ")),
        Told.report(Told.JUNE, head.split(" & ")),
        RULES,
        Optional.empty());
  }
}
