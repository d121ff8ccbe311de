package dev.assay.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.assay.aws.Account;
import dev.assay.aws.Resource;
import dev.assay.check.Cause;
import dev.assay.check.Check;
import dev.assay.check.Finding;
import dev.assay.check.Parameters;
import dev.assay.check.Status;
import dev.assay.snapshot.Snapshot;
import dev.assay.spec.Attestation;
import dev.assay.spec.Attestation.Verdict;
import dev.assay.spec.Spec;
import dev.assay.spec.Spec.Control;
import dev.assay.spec.SpecText;
import dev.assay.testing.Faults;
import dev.assay.testing.Given;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The account is 111122223333, as of 2024-05-31T00:00:00Z. */
class AttestationTest {

  private static final Account ACCOUNT = Given.snapshot().account();

  /**
   * Findings are {@code resource:STATUS}, attestations {@code resource=verdict}, and {@code *}
   * stands for the whole control.
   */
  @ParameterizedTest(name = "{0} + {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          a:MANUAL                   | -                          | MANUAL         | a:MANUAL                   | 0 | nobody
          a:MANUAL                   | *=pass                     | PASS           | a:PASS                     | 0 | attestation
          a:MANUAL                   | *=fail                     | FAIL           | a:FAIL                     | 1 | attestation
          a:MANUAL                   | *=not_applicable           | NOT_APPLICABLE | a:NOT_COUNTED              | 0 | attestation
          a:MANUAL                   | a=pass                     | PASS           | a:PASS                     | 0 | attestation
          a:MANUAL b:MANUAL          | *=fail                     | FAIL           | a:FAIL b:FAIL              | 2 | attestation
          a:MANUAL b:MANUAL          | a=pass                     | MANUAL         | b:MANUAL a:PASS            | 0 | nobody
          a:MANUAL b:MANUAL          | a=fail                     | FAIL           | a:FAIL b:MANUAL            | 1 | both
          a:MANUAL b:MANUAL          | b=fail a=pass              | FAIL           | b:FAIL a:PASS              | 1 | attestation
          a:MANUAL b:MANUAL          | a=pass b=not_applicable    | PASS           | a:PASS b:NOT_COUNTED       | 0 | attestation
          a:MANUAL b:MANUAL          | a=not_applicable           | MANUAL         | b:MANUAL a:NOT_COUNTED     | 0 | nobody
          a:MANUAL b:MANUAL          | a=not_applicable b=not_applicable | NOT_APPLICABLE | a:NOT_COUNTED b:NOT_COUNTED | 0 | attestation
          a:MANUAL b:MANUAL          | *=pass a=pass              | PASS           | a:PASS b:PASS              | 0 | attestation
          a:MANUAL b:PASS            | *=pass                     | PASS           | a:PASS b:PASS              | 0 | both
          a:MANUAL b:PASS            | *=not_applicable           | PASS           | b:PASS a:NOT_COUNTED       | 0 | both
          a:MANUAL b:NOT_COUNTED     | *=not_applicable           | NOT_APPLICABLE | a:NOT_COUNTED b:NOT_COUNTED | 0 | attestation
          a:MANUAL b:NOT_COUNTED     | *=pass                     | PASS           | a:PASS b:NOT_COUNTED       | 0 | attestation
          a:MANUAL b:FAIL            | *=pass                     | FAIL           | b:FAIL a:PASS              | 1 | both
          a:MANUAL b:FAIL            | *=not_applicable           | FAIL           | b:FAIL a:NOT_COUNTED       | 1 | both
          a:MANUAL b:UNKNOWN         | *=pass                     | UNKNOWN        | b:UNKNOWN a:PASS           | 0 | nobody
          a:MANUAL b:UNKNOWN         | *=not_applicable           | UNKNOWN        | b:UNKNOWN a:NOT_COUNTED    | 0 | nobody
          a:MANUAL b:UNKNOWN         | *=fail                     | FAIL           | a:FAIL b:UNKNOWN           | 1 | both
          a:FAIL                     | *=pass a=pass              | FAIL           | a:FAIL                     | 1 | data
          a:FAIL                     | a=not_applicable           | FAIL           | a:FAIL                     | 1 | data
          a:UNKNOWN                  | *=pass                     | UNKNOWN        | a:UNKNOWN                  | 0 | nobody
          a:UNKNOWN                  | a=not_applicable           | UNKNOWN        | a:UNKNOWN                  | 0 | nobody
          a:PASS                     | *=fail a=fail              | PASS           | a:PASS                     | 0 | data
          a:PASS                     | *=not_applicable           | PASS           | a:PASS                     | 0 | data
          -                          | *=not_applicable           | PASS           | -                          | 0 | data
          """)
  void a_person_answers_only_what_data_does_not(
      String findings, String attestations, String status, String after, int issues, String by) {
    ControlResult result = evaluate(plan(false, findings(findings)), attestations(attestations));

    assertThat(result.status().name()).isEqualTo(status);
    assertThat(words(result.findings())).isEqualTo(after == null ? "" : after);
    assertThat(result.failures()).isEqualTo(issues);
    assertThat(result.decidedBy().word()).isEqualTo(by);
  }

  @ParameterizedTest(name = "{0} + {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          -                 | -                | MANUAL         | 0 | nobody
          -                 | *=pass           | PASS           | 0 | attestation
          -                 | *=fail           | FAIL           | 1 | attestation
          -                 | *=not_applicable | NOT_APPLICABLE | 0 | attestation
          -                 | a=pass           | MANUAL         | 0 | nobody
          a:MANUAL          | a=pass           | MANUAL         | 0 | nobody
          a:MANUAL          | *=pass           | PASS           | 0 | attestation
          a:MANUAL b:MANUAL | *=fail           | FAIL           | 2 | attestation
          a:PASS            | *=pass           | PASS           | 0 | both
          a:PASS            | *=fail           | FAIL           | 1 | both
          a:PASS            | *=not_applicable | NOT_APPLICABLE | 0 | both
          a:FAIL            | -                | MANUAL         | 1 | nobody
          a:FAIL            | *=pass           | FAIL           | 1 | both
          a:FAIL            | *=not_applicable | FAIL           | 1 | both
          a:UNKNOWN         | *=pass           | UNKNOWN        | 0 | nobody
          a:UNKNOWN         | *=not_applicable | UNKNOWN        | 0 | nobody
          """)
  void a_control_that_is_manual_by_its_spec_is_answered_as_a_whole(
      String findings, String attestations, String status, int issues, String by) {
    ControlResult result = evaluate(plan(true, findings(findings)), attestations(attestations));

    assertThat(result.status().name()).isEqualTo(status);
    assertThat(result.failures()).isEqualTo(issues);
    assertThat(result.decidedBy().word()).isEqualTo(by);
  }

  @Test
  void an_answered_finding_says_who_answered_it_and_keeps_what_was_read() {
    Finding open =
        Finding.of(
            new Resource("topic", "a"),
            Cause.of("there", true, "it is there"),
            Cause.manual("who", "are they meant?"));
    ControlResult result = evaluate(plan(false, List.of(open)), attestations("a=fail"));

    assertThat(result.findings().get(0).causes())
        .extracting(Cause::key, Cause::status, Cause::message)
        .containsExactly(
            tuple("there", Status.PASS, "it is there"),
            tuple("who", Status.FAIL, "are they meant?; attested by Jo Example: fail"));
    assertThat(result.answers())
        .containsExactly(
            new ControlResult.Answer(attestations("a=fail").get(0), result.findings()));
  }

  @Test
  void a_resource_is_named_as_reports_print_it() {
    Finding key =
        Finding.of(
            new Resource("access-key", "arn:aws:iam::111122223333:user/ana", "access_key_1"),
            Cause.manual("why", "what is it for?"));
    Plan plan = plan(false, List.of(key));

    assertThat(evaluate(plan, List.of(about("arn:aws:iam::111122223333:user/ana"))).status())
        .isEqualTo(ControlStatus.MANUAL);
    assertThat(
            evaluate(plan, List.of(about("arn:aws:iam::111122223333:user/ana access_key_1")))
                .status())
        .isEqualTo(ControlStatus.PASS);
  }

  @Test
  void every_control_with_the_id_is_answered() {
    Control control = control(true);
    Spec spec = spec(control, control);
    Plan plan =
        new Plan(
            spec,
            0,
            List.of(new Plan.Bound(control, List.of()), new Plan.Bound(control, List.of())),
            List.of());

    assertThat(Evaluation.of(ACCOUNT, plan, attestations("*=pass"), List.of()).controls())
        .extracting(ControlResult::status)
        .containsExactly(ControlStatus.PASS, ControlStatus.PASS);
  }

  @Test
  void an_unknown_check_stays_unknown() {
    Plan.Use use = new Plan.Use("no-such", Optional.empty(), new Parameters(new TreeMap<>()));
    Control control = control(true);
    Plan plan =
        new Plan(spec(control), 0, List.of(new Plan.Bound(control, List.of(use))), List.of());

    assertThat(evaluate(plan, attestations("*=pass")).status()).isEqualTo(ControlStatus.UNKNOWN);
  }

  @Test
  void a_control_that_does_not_apply_leaves_the_score() {
    Evaluation evaluation =
        Evaluation.of(ACCOUNT, plan(true, List.of()), attestations("*=not_applicable"), List.of());

    assertThat(Score.of(evaluation.controls())).isEqualTo(new Score(0, 0, 0, 0, 0));
  }

  @ParameterizedTest(name = "{0} to {1}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          2024-05-31T00:00:00Z | 2024-06-01T00:00:00Z | -
          2024-01-01T00:00:00Z | 2024-05-31T00:00:01Z | -
          2024-01-01T00:00:00Z | 2024-05-31T00:00:00Z | it expired at 2024-05-31T00:00:00Z, the report is as of 2024-05-31T00:00:00Z
          2024-05-31T00:00:01Z | 2025-01-01T00:00:00Z | it counts from 2024-05-31T00:00:01Z on, the report is as of 2024-05-31T00:00:00Z
          """)
  void it_counts_from_its_date_until_it_expires(Instant date, Instant expires, String why) {
    Attestation given = given(7, "1.15", "", Given.ACCOUNT, Verdict.PASS, date, expires);
    Evaluation evaluation =
        Evaluation.of(ACCOUNT, plan(true, List.of()), List.of(given), List.of());

    assertThat(evaluation.controls().get(0).status())
        .isEqualTo(why == null ? ControlStatus.PASS : ControlStatus.MANUAL);
    assertThat(Faults.lines(evaluation.warnings()))
        .isEqualTo(
            why == null
                ? ""
                : "said.yaml line 7: the attestation of control `1.15` is not applied: "
                    + why
                    + " -> \n");
  }

  private static final String SPEC =
      """
      spec:
        id: mine
        controls:
        - {id: "1.1", checks: [{id: iam-root-mfa}], level: 1}
        - {id: "1.15", checks: null, level: 1}
        - {id: "1.16", checks: null, level: 2}
      """;

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1.15 | ''   | 444455556666 | it is for account 444455556666, not 111122223333
          9.9  | ''   | 444455556666 | it is for account 444455556666, not 111122223333
          9.9  | ''   | 111122223333 | the spec has no such control
          1.16 | ''   | 111122223333 | the control is above the level that was asked for
          1.15 | a    | 111122223333 | no finding is about `a`
          1.1  | a    | 111122223333 | no finding is about `a`
          1.1  | arn:aws:iam::111122223333:root | 111122223333 | nothing there is for a person to answer
          1.1  | ''   | 111122223333 | nothing there is for a person to answer
          """)
  void what_is_not_applied_is_said_with_the_reason(
      String control, String resource, String account, String why) {
    Attestation given = given(3, control, resource, account, Verdict.PASS);
    Plan plan = Plan.of(SpecText.spec(SPEC), 1, false);
    Evaluation evaluation = Evaluation.of(ACCOUNT, plan, List.of(given), List.of());

    assertThat(Faults.lines(evaluation.warnings()))
        .isEqualTo(
            "said.yaml line 3: the attestation of control `"
                + control
                + "` is not applied: "
                + why
                + " -> \n");
    assertThat(evaluation.controls())
        .extracting(ControlResult::status)
        .containsExactly(ControlStatus.UNKNOWN, ControlStatus.MANUAL);
  }

  @Test
  void a_snapshot_that_names_no_account_takes_no_attestation() {
    Account nobodys =
        Snapshot.of(
                Given.snapshot()
                    .without("snapshot.json")
                    .with("global/iam/get-account-summary.json", "{}")
                    .files())
            .account(Optional.of(ACCOUNT.asOf()));
    Evaluation evaluation =
        Evaluation.of(nobodys, plan(true, List.of()), attestations("*=pass"), List.of());

    assertThat(Faults.lines(evaluation.warnings()))
        .isEqualTo(
            "said.yaml line 1: the attestation of control `1.15` is not applied: it is for account"
                + " 111122223333, the snapshot does not name its account -> \n");
  }

  @Test
  void what_is_applied_is_not_warned_of() {
    assertThat(
            Evaluation.of(
                    ACCOUNT,
                    plan(false, findings("a:MANUAL")),
                    attestations("*=pass a=pass"),
                    List.of())
                .warnings())
        .isEmpty();
  }

  @Test
  void two_that_answer_one_thing_differently_are_an_error() {
    List<Attestation> given = attestations("*=pass a=fail b=pass c=fail *=not_applicable");

    assertThat(
            Faults.usage(
                () ->
                    Evaluation.of(
                        ACCOUNT, plan(false, findings("a:MANUAL b:MANUAL")), given, List.of())))
        .isEqualTo(
            """
            said.yaml line 2: control `1.15` is said to be `fail`, but `pass` in line 1 -> keep the one that holds
            said.yaml line 5: control `1.15` is said to be `not_applicable`, but `pass` in line 1 -> keep the one that holds
            """);
  }

  @Test
  void two_that_answer_a_control_differently_are_an_error() {
    assertThat(
            Faults.usage(
                () ->
                    Evaluation.of(
                        ACCOUNT, plan(true, List.of()), attestations("*=pass *=fail"), List.of())))
        .isEqualTo(
            "said.yaml line 2: control `1.15` is said to be `fail`, but `pass` in line 1"
                + " -> keep the one that holds\n");
  }

  @Test
  void two_that_differ_and_do_not_meet_are_no_error() {
    List<Attestation> given = new ArrayList<>(attestations("a=pass b=fail"));
    given.add(given(3, "1.15", "a", "444455556666", Verdict.FAIL));
    given.add(
        given(
            4,
            "1.15",
            "a",
            Given.ACCOUNT,
            Verdict.FAIL,
            Instant.parse("2023-01-01T00:00:00Z"),
            Instant.parse("2024-01-01T00:00:00Z")));
    Evaluation evaluation =
        Evaluation.of(ACCOUNT, plan(false, findings("a:MANUAL b:MANUAL c:FAIL")), given, List.of());

    assertThat(words(evaluation.controls().get(0).findings())).isEqualTo("b:FAIL c:FAIL a:PASS");
    assertThat(evaluation.warnings()).hasSize(2);
  }

  private static ControlResult evaluate(Plan plan, List<Attestation> attestations) {
    return Evaluation.of(ACCOUNT, plan, attestations, List.of()).controls().get(0);
  }

  /**
   * A plan of one control, 1.15, whose one check finds this; without findings it may be no check.
   */
  private static Plan plan(boolean manual, List<Finding> findings) {
    Check check =
        new Check(
            "stub",
            "all is well",
            "it would be bad",
            "topic",
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            "mend it",
            List.of(),
            List.of(),
            (account, none) -> findings);
    Plan.Use use = new Plan.Use("stub", Optional.of(check), new Parameters(new TreeMap<>()));
    Control control = control(manual);
    List<Plan.Use> uses = manual && findings.isEmpty() ? List.of() : List.of(use);
    return new Plan(spec(control), 0, List.of(new Plan.Bound(control, uses)), List.of());
  }

  private static Control control(boolean manual) {
    return new Control("1.15", "questions", "", "LOW", "", 0, true, "", List.of(), manual, 1);
  }

  private static Spec spec(Control... controls) {
    return new Spec("test", false, "", "test", "test", "", "", List.of(), List.of(controls));
  }

  private static List<Finding> findings(String words) {
    return split(words).stream()
        .map(word -> word.split(":"))
        .map(
            word ->
                Finding.of(
                    new Resource("topic", word[0]),
                    new Cause(
                        "who", Status.valueOf(word[1]), "who listens?", List.of(), List.of())))
        .toList();
  }

  private static String words(List<Finding> findings) {
    return findings.stream()
        .map(finding -> finding.resource() + ":" + finding.status())
        .collect(Collectors.joining(" "));
  }

  /** Each in a line of its own, from line 1 on. */
  private static List<Attestation> attestations(String words) {
    List<Attestation> attestations = new ArrayList<>();
    for (String word : split(words)) {
      String[] parts = word.split("=");
      Verdict verdict = Verdict.valueOf(parts[1].toUpperCase(Locale.ROOT));
      String resource = parts[0].equals("*") ? "" : parts[0];
      attestations.add(given(attestations.size() + 1, "1.15", resource, Given.ACCOUNT, verdict));
    }
    return attestations;
  }

  private static List<String> split(String words) {
    return words == null ? List.of() : Arrays.asList(words.split(" "));
  }

  private static Attestation about(String resource) {
    return given(1, "1.15", resource, Given.ACCOUNT, Verdict.PASS);
  }

  private static Attestation given(
      int line, String control, String resource, String account, Verdict verdict) {
    return given(
        line,
        control,
        resource,
        account,
        verdict,
        Instant.parse("2024-05-01T00:00:00Z"),
        Instant.parse("2025-05-01T00:00:00Z"));
  }

  private static Attestation given(
      int line,
      String control,
      String resource,
      String account,
      Verdict verdict,
      Instant date,
      Instant expires) {
    return new Attestation(
        control,
        resource,
        account,
        verdict,
        "I looked.",
        List.of(),
        "Jo Example",
        "Auditor",
        date,
        expires,
        "said.yaml",
        line);
  }
}
