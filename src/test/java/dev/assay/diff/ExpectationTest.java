package dev.assay.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.report.Report;
import org.junit.jupiter.api.Test;

class ExpectationTest {

  private static String differences(String expected, String actual) {
    return Expectation.differences(
        Told.report(Told.MARCH, expected), Told.report(Told.MARCH, actual));
  }

  /** What stands behind the diff itself. */
  private static String besides(String expected, String actual) {
    return differences(expected, actual).replaceFirst("(?s).*\nNot as expected, too:\n", "");
  }

  @Test
  void the_same_is_silence() {
    assertThat(differences("user/a FAIL mfa=no", "user/a FAIL mfa=no")).isEmpty();
    assertThat(differences("answered x.json", "answered x.json")).isEmpty();
  }

  @Test
  void another_verdict_is_a_difference() {
    assertThat(differences("user/a FAIL mfa=no", "user/a PASS mfa=yes"))
        .contains("\nfixed                1  ")
        .doesNotContain("Not as expected, too");
  }

  @Test
  void the_same_verdict_by_other_values_is_one() {
    assertThat(differences("user/a PASS used=1", "user/a PASS used=2"))
        .contains("\nno finding has changed\n")
        .endsWith(
            """

            Not as expected, too:
              1.2 Users have MFA: user/a
                used: PASS
                  - used is 1
                  - read 1 at global/iam/list-users.json#/Users/0
                  + used is 2
                  + read 2 at global/iam/list-users.json#/Users/0
            """);
  }

  @Test
  void what_both_have_read_is_left_out() {
    assertThat(besides("user/a PASS used=1,2,3", "user/a PASS used=1,4,3,3"))
        .contains("- used is 1,2,3\n      - read 2 at global/")
        .contains("+ used is 1,4,3,3\n      + read 4 at global/")
        .contains("#/Users/0\n      + read 3 at global/")
        .doesNotContain("read 1 at", "- read 3 at");
  }

  /** No gate asks after what does not count, but it is not what was stored. */
  @Test
  void what_does_not_count_is_missed_too() {
    assertThat(besides("user/a NOT_COUNTED on=no", ""))
        .isEqualTo(
            """
              1.2 Users have MFA: user/a
                on: NOT COUNTED -> absent
                  - on is no
                  - read no at global/iam/list-users.json#/Users/0
            """);
  }

  @Test
  void calls_that_came_to_something_else_are_some() {
    assertThat(besides("answered a.json; answered b.json", "lost a.json; answered c.json"))
        .isEqualTo(
            """
              a.json: present -> denied
              b.json: present -> not needed
              c.json: not needed -> present
            """);
    assertThat(besides("answered a.json", "answered a.json; answered a.json"))
        .isEqualTo("  a.json: present -> present, present\n");
  }

  @Test
  void another_time_is_one() {
    Report march = Told.report(Told.MARCH, "user/a PASS mfa=yes");
    Report june = Told.report(Told.JUNE, "user/a PASS mfa=yes");

    assertThat(Expectation.differences(march, june))
        .endsWith(
            "\nNot as expected, too:\n  as of 2026-03-31T12:00:00Z -> 2026-06-30T12:00:00Z\n");
  }

  @Test
  void what_is_not_harmless_is_escaped() {
    assertThat(besides("user/a\u001b PASS used=1", "user/a\u001b PASS used=2"))
        .contains("user/a\\u{1b}")
        .doesNotContain("\u001b");
  }
}
