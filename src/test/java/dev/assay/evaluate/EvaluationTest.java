package dev.assay.evaluate;

import static dev.assay.spec.SpecText.spec;
import static dev.assay.testing.Given.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.aws.Account;
import dev.assay.aws.Call;
import dev.assay.aws.Resource;
import dev.assay.check.Cause;
import dev.assay.check.Check;
import dev.assay.check.Finding;
import dev.assay.check.Parameters;
import dev.assay.check.Status;
import dev.assay.spec.Spec;
import dev.assay.spec.Spec.Control;
import dev.assay.testing.Given;
import dev.assay.testing.Outcome;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationTest {

  private static final String SUMMARY = "global/iam/get-account-summary.json";
  private static final String POLICY = "global/iam/get-account-password-policy.json";
  private static final String NO_POLICY = "global/iam/get-account-password-policy.err";

  private static final String ABSENT =
      "An error occurred (NoSuchEntity) when calling the GetAccountPasswordPolicy operation: no";
  private static final String DENIED =
      "An error occurred (AccessDenied) when calling the GetAccountPasswordPolicy operation: no";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PASS                  | PASS
          PASS,PASS             | PASS
          nothing to judge      | PASS
          FAIL                  | FAIL
          PASS,FAIL             | FAIL
          UNKNOWN,MANUAL,FAIL   | FAIL
          PASS,UNKNOWN,MANUAL   | UNKNOWN
          PASS,MANUAL           | MANUAL
          PASS + FAIL           | FAIL
          UNKNOWN + FAIL        | FAIL
          UNKNOWN + PASS        | UNKNOWN
          MANUAL + PASS         | MANUAL
          no such check         | UNKNOWN
          no such check + PASS  | UNKNOWN
          no such check + FAIL  | FAIL
          not here              | NOT_APPLICABLE
          not here + not here   | NOT_APPLICABLE
          not here + PASS       | PASS
          not here + FAIL       | FAIL
          not here + MANUAL     | MANUAL
          not here + nothing to judge | PASS
          not here + no such check    | UNKNOWN
          """)
  void a_control_is_as_bad_as_its_worst_finding(String checks, ControlStatus expected) {
    List<Plan.Use> uses = Arrays.stream(checks.split(" \\+ ")).map(EvaluationTest::stub).toList();
    ControlResult result = evaluate(snapshot().account(), false, uses);

    assertThat(result.status()).isEqualTo(expected);
    assertThat(result.findings())
        .hasSize((int) Arrays.stream(checks.split("[ ,+]+")).filter(STATUSES::contains).count());
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"nothing to judge", "PASS", "UNKNOWN", "no such check", "not here"})
  void what_a_person_must_answer_no_evidence_answers(String check) {
    assertThat(evaluate(snapshot().account(), true, List.of(stub(check))).status())
        .isEqualTo(ControlStatus.MANUAL);
  }

  @Test
  void issues_are_the_failed_findings_of_all_checks_of_a_control() {
    ControlResult result =
        evaluate(
            snapshot().account(), false, List.of(stub("FAIL,PASS,FAIL"), stub("UNKNOWN,FAIL")));

    assertThat(result.failures()).isEqualTo(3);
    assertThat(result.unknownBecause()).isEmpty();
  }

  @Test
  void findings_are_listed_worst_first_then_by_type_id_and_part() {
    List<Finding> unordered =
        List.of(
            finding(Status.PASS, new Resource("a", "1")),
            finding(Status.FAIL, new Resource("user", "b", "key")),
            finding(Status.FAIL, new Resource("user", "b")),
            finding(Status.FAIL, new Resource("user", "a", "key")),
            finding(Status.FAIL, new Resource("key", "z")),
            finding(Status.UNKNOWN, new Resource("a", "1")));
    Plan.Use use = use(check(List.of(), List.of(), List.of(), unordered));

    assertThat(evaluate(snapshot().account(), false, List.of(use)).findings())
        .extracting(f -> f.status() + " " + f.resource().type() + " " + f.resource())
        .containsExactly(
            "FAIL key z",
            "FAIL user a key",
            "FAIL user b",
            "FAIL user b key",
            "UNKNOWN a 1",
            "PASS a 1");
  }

  @Test
  void reasons_why_a_control_is_unknown_are_told_once() {
    ControlResult result =
        evaluate(
            snapshot().account(),
            false,
            List.of(
                stub("no such check"), stub("UNKNOWN,PASS,MANUAL,UNKNOWN"), stub("no such check")));

    assertThat(result.unknownBecause())
        .containsExactly(
            "this version of assay does not know the check `no such check`", "says UNKNOWN");
  }

  /** A check that passes as soon as it is asked. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          all: policy         | present | PASS
          all: policy         | absent  | PASS
          all: policy         | denied  | UNKNOWN global/iam/get-account-password-policy.json was denied (AccessDenied)
          all: policy         | none    | UNKNOWN global/iam/get-account-password-policy.json was not collected
          all: policy summary | absent  | UNKNOWN global/iam/get-account-summary.json was not collected
          all: policy summary | none    | UNKNOWN global/iam/get-account-password-policy.json was not collected; global/iam/get-account-summary.json was not collected
          any: policy summary | present | PASS
          any: policy summary | absent  | PASS
          any: policy summary | denied  | UNKNOWN global/iam/get-account-password-policy.json was denied (AccessDenied); global/iam/get-account-summary.json was not collected
          """)
  void a_check_is_only_asked_when_its_needs_are_met(String needs, String policy, String expected) {
    List<Call> calls =
        needs.endsWith("summary")
            ? List.of(Call.GET_ACCOUNT_PASSWORD_POLICY, Call.GET_ACCOUNT_SUMMARY)
            : List.of(Call.GET_ACCOUNT_PASSWORD_POLICY);
    boolean all = needs.startsWith("all");
    Plan.Use use =
        use(
            check(
                all ? calls : List.of(),
                all ? List.of() : calls,
                List.of(),
                List.of(finding(Status.PASS, new Resource("a", "1")))));
    ControlResult result = evaluate(withPolicy(policy).account(), false, List.of(use));

    assertThat((result.status() + " " + String.join("; ", result.unknownBecause())).strip())
        .isEqualTo(expected);
  }

  @Test
  void one_need_of_all_and_one_of_any_must_be_met() {
    Check check =
        check(
            List.of(Call.GET_ACCOUNT_SUMMARY),
            List.of(Call.GET_ACCOUNT_PASSWORD_POLICY, Call.LIST_SERVER_CERTIFICATES),
            List.of(),
            List.of());

    ControlResult result = evaluate(withPolicy("present").account(), false, List.of(use(check)));

    assertThat(result.findings().get(0).causes())
        .extracting(Cause::key)
        .containsExactly("evidence:global/iam/get-account-summary.json");
  }

  @ParameterizedTest
  @CsvSource({
    "aws, UNKNOWN UNKNOWN UNKNOWN",
    "aws-us-gov, NOT_APPLICABLE NOT_APPLICABLE UNKNOWN",
    "aws-cn, UNKNOWN UNKNOWN UNKNOWN"
  })
  void roots_mfa_is_no_question_in_govcloud(String partition, String expected) {
    Given given =
        snapshot()
            .with(
                "snapshot.json",
                "{'format': 'assay-snapshot/1', 'accountId': '111122223333',"
                    + " 'finishedAt': '2024-05-31T00:00:00Z', 'partition': '"
                    + partition
                    + "'}");

    assertThat(
            statuses(
                evaluate(
                    given,
                    """
                    spec:
                      id: x
                      controls:
                      - {id: 1, checks: [{id: iam-root-mfa}]}
                      - {id: 2, checks: [{id: AVD-AWS-0165}]}
                      - {id: 3, checks: [{id: iam-root-no-access-key}]}
                    """)))
        .isEqualTo(expected);
  }

  private static final String THREE_CONTROLS =
      """
      spec:
        id: x
        controls:
        - id: a
          checks:
          - id: iam-password-min-length
            parameters: {minLength: 8}
        - id: b
          checks:
          - id: iam-password-min-length
          - id: iam-password-reuse
        - id: c
          checks: [{id: iam-root-mfa}]
        - id: d
        - id: e
          checks: [{id: no-such-check}]
      """;

  @Test
  void one_check_may_decide_two_controls_each_with_its_parameters() {
    Evaluation evaluation =
        evaluate(
            snapshot().with(POLICY, "{'PasswordPolicy': {'MinimumPasswordLength': 10}}"),
            THREE_CONTROLS);

    assertThat(statuses(evaluation)).isEqualTo("PASS FAIL UNKNOWN MANUAL UNKNOWN");
    assertThat(evaluation.controls().get(1).failures()).isEqualTo(2);
    assertThat(evaluation.controls())
        .filteredOn(result -> result.status() == ControlStatus.UNKNOWN)
        .extracting(result -> result.control().id())
        .containsExactly("c", "e");
  }

  @ParameterizedTest(name = "policy {0}")
  @CsvSource({
    "present, 1 present; 0 absent; 0 denied; 2 missing",
    "absent,  0 present; 1 absent; 0 denied; 2 missing",
    "denied,  0 present; 0 absent; 1 denied; 2 missing",
    "none,    0 present; 0 absent; 0 denied; 3 missing"
  })
  void coverage_counts_each_needed_call_once(String policy, String expected) {
    assertThat(coverage(evaluate(withPolicy(policy), THREE_CONTROLS))).isEqualTo(expected);
  }

  private static String coverage(Evaluation evaluation) {
    List<String> outcomes =
        evaluation.coverage().calls().values().stream()
            .map(call -> Outcome.of(call).split("[ :]", 2)[0])
            .toList();
    return Stream.of("present", "absent", "denied", "missing")
        .map(word -> Collections.frequency(outcomes, word) + " " + word)
        .collect(Collectors.joining("; "));
  }

  @Test
  void a_gap_that_no_verdict_waits_for_blocks_nothing() {
    Evaluation evaluation =
        evaluate(
            snapshot().with(SUMMARY, "{'SummaryMap': {'AccountMFAEnabled': 0}}"),
            "spec: {id: x, controls: [{id: 1, checks: [{id: iam-root-mfa}]}]}");

    assertThat(statuses(evaluation)).isEqualTo("FAIL");
    assertThat(evaluation.controls().get(0).unknownBecause()).isEmpty();
    assertThat(coverage(evaluation)).isEqualTo("1 present; 0 absent; 0 denied; 1 missing");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PASS                              | 1 of 1, 0 UNKNOWN
          PASS FAIL                         | 1 of 2, 0 UNKNOWN
          PASS UNKNOWN MANUAL WAIVED        | 1 of 4, 1 UNKNOWN
          PASS NOT_APPLICABLE               | 1 of 1, 0 UNKNOWN
          PASS not-scored:FAIL              | 1 of 1, 0 UNKNOWN
          FAIL not-scored:PASS              | 0 of 1, 0 UNKNOWN
          UNKNOWN UNKNOWN not-scored:UNKNOWN | 0 of 2, 2 UNKNOWN
          not-scored:PASS                   | 0 of 0, 0 UNKNOWN
          NOT_APPLICABLE                    | 0 of 0, 0 UNKNOWN
          """)
  void the_score_counts_scored_controls_that_apply(String statuses, String expected) {
    List<ControlResult> results =
        Arrays.stream(statuses.split(" "))
            .map(
                word ->
                    new ControlResult(
                        control(false, !word.startsWith("not-scored:")),
                        ControlStatus.valueOf(word.replace("not-scored:", "")),
                        List.of(),
                        List.of()))
            .toList();

    assertThat(words(Score.of(results))).isEqualTo(expected);
  }

  /** Words are {@code section/level:STATUS}. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          A/1:PASS B/2:FAIL B/1:UNKNOWN  | 1: 1 of 2, 1 UNKNOWN; 2: 1 of 3, 1 UNKNOWN | A: 1 of 1, 0 UNKNOWN; B: 0 of 2, 1 UNKNOWN
          B/2:PASS A/1:PASS B/2:WAIVED   | 1: 1 of 1, 0 UNKNOWN; 2: 2 of 3, 0 UNKNOWN | B: 1 of 2, 0 UNKNOWN; A: 1 of 1, 0 UNKNOWN
          A/1:PASS A/1:NOT_APPLICABLE    | 1: 1 of 1, 0 UNKNOWN                       | A: 1 of 1, 0 UNKNOWN
          A/2:PASS                       | 2: 1 of 1, 0 UNKNOWN                       | A: 1 of 1, 0 UNKNOWN
          A/1:PASS /0:FAIL               | 1: 1 of 2, 0 UNKNOWN                       | A: 1 of 1, 0 UNKNOWN
          A/0:PASS                       | ''                                         | A: 1 of 1, 0 UNKNOWN
          /0:PASS                        | ''                                         | ''
          """)
  void the_score_is_counted_by_level_and_by_section(
      String statuses, String levels, String sections) {
    List<ControlResult> results =
        Arrays.stream(statuses.split(" "))
            .map(word -> word.split("[/:]"))
            .map(
                word ->
                    new ControlResult(
                        new Control(
                            "1",
                            "",
                            "",
                            "",
                            "",
                            Integer.parseInt(word[1]),
                            true,
                            word[0],
                            List.of(),
                            false,
                            1),
                        ControlStatus.valueOf(word[2]),
                        List.of(),
                        List.of()))
            .toList();

    assertThat(words(Score.byLevel(results))).isEqualTo(levels);
    assertThat(words(Score.bySection(results))).isEqualTo(sections);
  }

  @ParameterizedTest(name = "{0} of {0} and {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0  | 5  | 0.0 %
          5  | 0  | 100.0 %
          1  | 2  | 33.3 %
          2  | 1  | 66.7 %
          1  | 15 | 6.3 %
          29 | 4  | 87.9 %
          """)
  void the_percentage_has_one_decimal_half_up(int passed, int others, String percent) {
    assertThat(new Score(passed, others, 0, 0, 0).percent()).isEqualTo(percent);
    assertThat(new Score(passed, 0, 0, 0, others).percent()).isEqualTo(percent);
  }

  @Test
  void statuses_are_printed_in_capitals() {
    assertThat(ControlStatus.values())
        .extracting(ControlStatus::label)
        .containsExactly("PASS", "FAIL", "UNKNOWN", "MANUAL", "WAIVED", "N/A");
  }

  private static String words(Map<?, Score> scores) {
    return scores.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + words(entry.getValue()))
        .collect(Collectors.joining("; "));
  }

  private static String words(Score score) {
    return score.passed() + " of " + score.applicable() + ", " + score.unknown() + " UNKNOWN";
  }

  private static final List<String> STATUSES =
      Arrays.stream(Status.values()).map(Status::name).toList();

  private static Given withPolicy(String outcome) {
    return switch (outcome) {
      case "present" -> snapshot().with(POLICY, "{'PasswordPolicy': {}}");
      case "absent" -> snapshot().with(NO_POLICY, ABSENT);
      case "denied" -> snapshot().with(NO_POLICY, DENIED);
      default -> snapshot();
    };
  }

  private static String statuses(Evaluation evaluation) {
    return String.join(
        " ", evaluation.controls().stream().map(result -> result.status().name()).toList());
  }

  private static Evaluation evaluate(Given given, String yaml) {
    return Evaluation.of(given.account(), Plan.of(spec(yaml), 0, false), List.of(), List.of());
  }

  private static ControlResult evaluate(Account account, boolean manual, List<Plan.Use> uses) {
    Control control = control(manual, true);
    Spec spec = new Spec("x", false, "", "x", "x", "", "", List.of(), List.of(control));
    Plan plan = new Plan(spec, 0, List.of(new Plan.Bound(control, uses)), List.of());
    return Evaluation.of(account, plan, List.of(), List.of()).controls().get(0);
  }

  private static Control control(boolean manual, boolean scored) {
    return new Control("1", "", "", "", "", 0, scored, "", List.of(), manual, 1);
  }

  /** A check that finds these statuses, does not apply here, or is not known. */
  private static Plan.Use stub(String what) {
    if (what.equals("no such check")) {
      return new Plan.Use(what, Optional.empty(), new Parameters(new TreeMap<>()));
    }
    List<String> notIn = what.equals("not here") ? List.of("aws") : List.of();
    List<Finding> findings =
        Arrays.stream(what.split(","))
            .filter(STATUSES::contains)
            .map(word -> finding(Status.valueOf(word), new Resource("a", "1")))
            .toList();
    return use(check(List.of(), List.of(), notIn, findings));
  }

  private static Finding finding(Status status, Resource resource) {
    return Finding.of(resource, new Cause("key", status, "says " + status, List.of(), List.of()));
  }

  private static Plan.Use use(Check check) {
    return new Plan.Use(check.id(), Optional.of(check), new Parameters(new TreeMap<>()));
  }

  private static Check check(
      List<Call> all, List<Call> any, List<String> notIn, List<Finding> finds) {
    return new Check(
        "stub",
        "",
        "",
        "",
        all,
        any,
        List.of(),
        List.of(),
        "",
        List.of(),
        notIn,
        (account, given) -> finds);
  }
}
