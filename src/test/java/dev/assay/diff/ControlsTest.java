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
          three of one id            | control 1 & control 1 & control 1        | control 1 & control 1 & control 1; user/a FAIL m=no | 1: PASS, 1: PASS, 1: PASS -> FAIL
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
          it is gone where its check went | control 1; named a; user/a FAIL m=no | control 2; named b                       | 1 fixed-by-removal account user/a
          it moved and is the same    | control 1; named a; user/a FAIL m=no     | control 2; named b; user/a FAIL m=no    | -
          one of two has moved        | control 1; user/a FAIL m=no & control 2; user/a PASS m=yes | control 2; user/a PASS m=yes & control 3; user/a PASS m=yes | 3 fixed account user/a
          one became two              | control 1; user/a FAIL m=no              | control 1; user/a FAIL m=no & control 2; user/a FAIL m=no | 2 resolved rules user/a
          its control is gone         | control 1 & control 2; check iam-b; user/a FAIL m=no | control 1                   | 2 became-unknown rules user/a
          its control is new          | control 1                                | control 2; check iam-b; user/a FAIL m=no & control 1 | 2 resolved rules user/a
          """)
  void a_finding_is_found_again_in_its_control_or_where_its_check_went(
      String name, String base, String head, String expected) {
    assertThat(changes(diff(base, head))).isEqualTo(expected == null ? "" : expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          nobody has            | -                   | -                                    | -
          somebody has now      | -                   | said PASS 2026-12-31                 | 1 improved rules
          it does not arise     | -                   | said NOT_APPLICABLE 2026-12-31       | 1 improved rules
          it arises no more     | said PASS 2026-12-31 | said NOT_APPLICABLE 2026-12-31      | 1 vanished-pass rules
          that has run out      | said PASS 2026-05-31 | -                                   | 1 worsened time
          no, it fails          | said PASS 2026-12-31 | said FAIL 2026-12-31                | 1 regressed rules
          it fails still        | said FAIL 2026-12-31 | said FAIL 2026-12-31                | -
          that is waived        | said FAIL 2026-12-31 | said FAIL 2026-12-31 until 2026-12-31 | 1 waiver-added rules
          something else is     | said FAIL 2026-12-31; user/a FAIL m=no | said FAIL 2026-12-31; user/a FAIL m=no until 2026-12-31 | 1 waiver-added rules user/a
          of something in it    | user/a MANUAL q=x   | user/a PASS q=x said PASS 2026-12-31 | 1 improved rules user/a
          of another control    | - & control 2; by hand | - & control 2; by hand; said PASS 2026-12-31 | 2 improved rules
          """)
  void what_a_person_says_of_a_control_is_compared_as_a_finding_is(
      String name, String base, String head, String expected) {
    assertThat(changes(diff(byHand(base), byHand(head))))
        .isEqualTo(expected == null ? "" : expected);
  }

  private static String byHand(String said) {
    return "control 1; by hand; " + (said == null ? "" : said.replace("- &", "&"));
  }

  private static String changes(Diff diff) {
    return diff.changes().stream()
        .map(change -> change(diff, change))
        .collect(Collectors.joining(", "));
  }

  private static String change(Diff diff, Change change) {
    return String.join(
            " ",
            diff.controls().get(change.control()).any().id(),
            change.category().word(),
            change.origin().word(),
            change.check().isEmpty() ? "" : change.resource().id())
        .strip();
  }

  private static Diff diff(String base, String head) {
    return Diff.of(
        Told.report(Told.MARCH, base.split(" & ")),
        Told.report(Told.JUNE, head.split(" & ")),
        RULES,
        Optional.empty());
  }
}
