package dev.assay.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.assay.InputException;
import dev.assay.diff.Diff.Allowed;
import dev.assay.report.Report;
import dev.assay.testing.Faults;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Base is as {@link Told} has it; head says what is different. */
class ComparabilityTest {

  private static final Allowed NOTHING = new Allowed(false, false);
  private static final Allowed ALL = new Allowed(true, true);
  private static final String FAILS = "user/a FAIL mfa=no";

  private static final String SAME_RULES =
      "score both by one spec and one version of assay, or pass --allow-rule-changes to have that"
          + " told apart";
  private static final String SAME_ACCOUNT =
      "compare snapshots of one account, or pass --allow-other-account";

  private static Diff diff(String base, String head, Allowed allowed) {
    return Diff.of(told(base), told(head), allowed, Optional.empty());
  }

  private static Report told(String text) {
    return Told.report(Told.MARCH, text);
  }

  private static String refusal(Report base, Report head, Allowed allowed, String spec) {
    InputException refused =
        catchThrowableOfType(
            InputException.class, () -> Diff.of(base, head, allowed, Optional.ofNullable(spec)));
    return refused == null ? "" : refused.kind() + "\n" + Faults.lines(refused.problems());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nothing                   | limit 90             | ''
          another account           | account 444455556666 | base is of account 111122223333 (aws), head of account 444455556666 (aws) -> ACCOUNT
          an account without a name | account -            | base is of account 111122223333 (aws), head of an account without a name (aws) -> ACCOUNT
          another spec              | sum abcdefabcdefab   | base was scored by `x` (sha256 5bec), head by `x` (sha256 abcdefabcdef) -> RULES
          another level             | level 1              | base has all controls, head the controls up to level 1 -> RULES
          both                      | sum 7; level 2       | base was scored by `x` (sha256 5bec), head by `x` (sha256 7) -> ;base has all controls, head the controls up to level 2 -> RULES
          an account and a spec     | account -; sum 7     | base is of account 111122223333 (aws), head of an account without a name (aws) -> ACCOUNT;base was scored by `x` (sha256 5bec), head by `x` (sha256 7) -> RULES
          another control           | control 1.3          | base and head have other controls, though their spec is the same -> RULES
          another check             | check iam-y          | control `1.2` asks [iam-x] in base, [iam-y] in head -> RULES
          no check                  | no check             | control `1.2` asks [iam-x] in base, [] in head -> RULES
          another limit             | limit 45             | control `1.2`: `limit` of iam-x is `90` in base, `45` in head -> RULES
          """)
  void a_difference_that_would_pass_for_one_of_the_account_is_refused(
      String name, String head, String expected) {
    String said =
        expected
            .replace("ACCOUNT", SAME_ACCOUNT)
            .replace("RULES", SAME_RULES)
            .replace(" -> ;", " -> \n")
            .replace(";", "\n");

    assertThat(refusal(told(""), told(head), NOTHING, null))
        .isEqualTo(said.isEmpty() ? "" : "NOT_COMPARABLE\n" + said + "\n");
    assertThat(refusal(told(""), told(head), ALL, null)).isEmpty();
  }

  @Test
  void one_permission_does_not_stand_for_the_other() {
    assertThat(refusal(told(""), told("account -"), new Allowed(true, false), null)).isNotEmpty();
    assertThat(refusal(told(""), told("account -"), new Allowed(false, true), null)).isEmpty();
    assertThat(refusal(told(""), told("sum 7"), new Allowed(false, true), null)).isNotEmpty();
    assertThat(refusal(told(""), told("sum 7"), new Allowed(true, false), null)).isEmpty();
  }

  @Test
  void a_spec_that_is_named_is_the_one_of_both() {
    String base =
        "NOT_COMPARABLE\n"
            + "base was scored by `x` (sha256 7), not by the spec that --compliance names ->"
            + " leave --compliance out, or name that spec\n";

    assertThat(refusal(told(""), told(""), NOTHING, "5bec")).isEmpty();
    assertThat(refusal(told("sum 7"), told(""), NOTHING, "5bec")).isEqualTo(base);
    assertThat(refusal(told(""), told("sum 7"), NOTHING, "5bec"))
        .isEqualTo(base.replace("base was", "head was"));
    assertThat(refusal(told("sum 7"), told("sum 7"), NOTHING, "5bec").lines()).hasSize(3);
    assertThat(refusal(told("sum 7"), told("sum 7"), ALL, "5bec")).isEmpty();
  }

  @Test
  void what_differs_in_the_rules_is_told_where_it_was_allowed() {
    Diff diff = diff("", "limit 45", ALL);
    String rule = "control `1.2`: `limit` of iam-x is `90` in base, `45` in head";

    assertThat(diff.rules()).containsExactly(rule);
    assertThat(DiffFormat.TABLE.write(diff)).contains("\nRules   " + rule + "\n");
    assertThat(DiffFormat.JSON.write(diff)).contains("\"rules\": [\n    \"" + rule + "\"\n  ]");
    assertThat(diff("", "", NOTHING).rules()).isEmpty();
  }

  @ParameterizedTest(name = "{0} then {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          user/a PASS mfa=yes         | user/a FAIL mfa=no                              | REGRESSED    | true
          user/a PASS mfa=yes         | user/a FAIL mfa=no                              | FIXED        | false
          user/a PASS mfa=yes         | user/a FAIL mfa=no until 2026-12-31             | REGRESSED    | false
          user/a FAIL mfa=no          | user/a FAIL mfa=no until 2026-12-31             | WAIVER_ADDED | true
          user/a PASS n=1             | limit 45; user/a FAIL n=1                       | REGRESSED    | false
          user/a PASS n=1             | limit 45; user/a FAIL n=2                       | REGRESSED    | true
          user/a PASS n=1             | user/a PASS n=1                                 | REGRESSED    | false
          """)
  void a_gate_stops_at_what_the_account_did_and_nobody_waived(
      String base, String head, Category category, boolean trips) {
    assertThat(diff(base, head, ALL).trips(EnumSet.of(category))).isEqualTo(trips);
    assertThat(diff(base, head, ALL).trips(Set.of())).isFalse();
  }

  @Test
  void base_may_be_the_later_one() {
    Report march = Told.report(Told.MARCH, FAILS);
    Report june = Told.report(Told.JUNE, FAILS);

    assertThat(Diff.of(march, june, NOTHING, Optional.empty()).isReversed()).isFalse();
    assertThat(Diff.of(june, march, NOTHING, Optional.empty()).isReversed()).isTrue();
    assertThat(Diff.of(june, june, NOTHING, Optional.empty()).isReversed()).isFalse();
    assertThat(DiffFormat.TABLE.write(Diff.of(june, march, NOTHING, Optional.empty())))
        .contains("\nBeware  BASE IS LATER THAN HEAD\n");
  }

  /** Between accounts a resource is the same one if only the account in its ARN differs. */
  @ParameterizedTest(name = "{0} and {1}")
  @CsvSource({
    "arn:aws:iam::111122223333:user/a, arn:aws:iam::444455556666:user/a, 0",
    "arn:aws:iam::111122223333:user/a, arn:aws:iam::444455556666:user/b, 2",
    "arn:aws:s3:::logs, arn:aws:s3:::logs, 0"
  })
  void things_of_two_accounts_go_by_their_names(String one, String other, int changes) {
    String base = one + " FAIL mfa=no; " + one + " FAIL mfa=no";
    String head = "account 444455556666; " + other + " FAIL mfa=no; " + other + " FAIL mfa=no";

    assertThat(diff(base, head, ALL).changes()).hasSize(2 * changes);
  }

  @Test
  void twins_of_two_accounts_go_by_their_order() {
    String base = "sg/1 FAIL a=1; sg/1 FAIL b=1; sg/1 FAIL c=1";
    String head = "account 444455556666; sg/1 FAIL a=1; sg/1 FAIL b=1; sg/1 PASS c=2";

    assertThat(diff(base, head, ALL).changes())
        .extracting(Change::category)
        .containsExactly(Category.FIXED);
  }

  @Test
  void keys_that_name_the_account_are_alike_between_accounts_and_whole_within_one() {
    String base = "user/a FAIL policy:111122223333:x=1";

    assertThat(diff(base, "account 444455556666; user/a FAIL policy:444455556666:x=1", ALL))
        .satisfies(diff -> assertThat(diff.changes()).isEmpty());
    assertThat(diff(base, "user/a FAIL policy:111122223333:x=2", ALL).changes().get(0).evidence())
        .extracting(Change.Evidence::key)
        .containsExactly("policy:111122223333:x");
  }

  @Test
  void what_is_not_of_aws_is_said() {
    assertThat(DiffFormat.TABLE.write(diff("", "from http://localhost:5000; account -", ALL)))
        .contains("account 111122223333 (aws), snapshot sha256:")
        .contains("account not named (aws), snapshot sha256:")
        .contains("; NOT AWS, collected from http://localhost:5000\n");
  }
}
