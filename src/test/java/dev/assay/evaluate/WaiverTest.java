package dev.assay.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.aws.Account;
import dev.assay.aws.Resource;
import dev.assay.check.Catalogue;
import dev.assay.check.Cause;
import dev.assay.check.Check;
import dev.assay.check.Finding;
import dev.assay.check.Parameters;
import dev.assay.check.Status;
import dev.assay.evaluate.ControlResult.CheckResult;
import dev.assay.snapshot.Snapshot;
import dev.assay.spec.Attestation;
import dev.assay.spec.Attestation.Verdict;
import dev.assay.spec.Spec;
import dev.assay.spec.Spec.Control;
import dev.assay.spec.SpecText;
import dev.assay.spec.Waiver;
import dev.assay.spec.WaiverText;
import dev.assay.testing.Faults;
import dev.assay.testing.Given;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The account is 111122223333, as of 2024-05-31T00:00:00Z. */
class WaiverTest {

  private static final Account ACCOUNT = Given.snapshot().account();

  private static final String ROOT = "arn:aws:iam::111122223333:root";

  /** What the checks of control 1.15 are called, in order. */
  private static final List<String> CHECKS = List.of("iam-root-mfa", "iam-user-mfa-console");

  /**
   * Findings are {@code resource:STATUS}, those of two checks split by a plus; the waivers' other
   * keys are the same for all. What is waived reads {@code resource:STATUS}.
   */
  @ParameterizedTest(name = "{0} - {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          a:FAIL                | -                              | FAIL    | 1 | -                | data
          a:FAIL                | control: 1.15                  | WAIVED  | 0 | a:FAIL           | data
          a:FAIL                | check: iam-root-mfa            | WAIVED  | 0 | a:FAIL           | data
          a:FAIL                | check: IAM-root-mfa            | WAIVED  | 0 | a:FAIL           | data
          a:FAIL                | check: AVD-AWS-0142            | WAIVED  | 0 | a:FAIL           | data
          a:FAIL                | check: aws-0142                | WAIVED  | 0 | a:FAIL           | data
          a:FAIL                | check: iam-root-mfa, control: 1.15 | WAIVED | 0 | a:FAIL        | data
          a:FAIL                | check: iam-root-mfa, control: 1.1  | FAIL   | 1 | -             | data
          a:FAIL                | check: iam-user-mfa-console, control: 1.15 | FAIL | 1 | -       | data
          a:FAIL                | control: 1.1                   | FAIL    | 1 | -                | data
          a:FAIL                | control: 1.15*                 | FAIL    | 1 | -                | data
          a:FAIL                | control: 1.15, resource: a     | WAIVED  | 0 | a:FAIL           | data
          a:FAIL                | control: 1.15, resource: A     | FAIL    | 1 | -                | data
          a:FAIL                | control: 1.15, resource: b     | FAIL    | 1 | -                | data
          a:FAIL                | control: 1.15, account: 111122223333 | WAIVED | 0 | a:FAIL      | data
          a:FAIL                | control: 1.15, account: 444455556666 | FAIL   | 1 | -           | data
          ab:FAIL               | control: 1.15, resource: a     | FAIL    | 1 | -                | data
          ab:FAIL               | control: 1.15, resource: b     | FAIL    | 1 | -                | data
          ab:FAIL               | control: 1.15, resource: 'a?'  | WAIVED  | 0 | ab:FAIL          | data
          ab:FAIL c:FAIL        | control: 1.15, resource: '*'   | WAIVED  | 0 | ab:FAIL c:FAIL   | data
          a:FAIL b:FAIL         | control: 1.15, resource: a     | FAIL    | 1 | a:FAIL           | data
          a:FAIL b:FAIL         | control: 1.15, resource: a ; control: 1.15, resource: b | WAIVED | 0 | a:FAIL b:FAIL | data
          a:FAIL b:PASS         | control: 1.15                  | WAIVED  | 0 | a:FAIL           | data
          a:FAIL b:PASS         | control: 1.15, resource: b     | FAIL    | 1 | -                | data
          a:FAIL b:NOT_COUNTED  | control: 1.15                  | WAIVED  | 0 | a:FAIL           | data
          a:FAIL b:MANUAL       | control: 1.15                  | MANUAL  | 0 | a:FAIL           | nobody
          a:FAIL b:UNKNOWN      | control: 1.15, resource: a     | UNKNOWN | 0 | a:FAIL           | nobody
          a:FAIL b:UNKNOWN      | control: 1.15, resource: b     | FAIL    | 1 | b:UNKNOWN        | data
          a:FAIL b:UNKNOWN      | control: 1.15                  | WAIVED  | 0 | a:FAIL b:UNKNOWN | data
          a:UNKNOWN             | control: 1.15                  | WAIVED  | 0 | a:UNKNOWN        | nobody
          a:UNKNOWN b:PASS      | control: 1.15, resource: a     | WAIVED  | 0 | a:UNKNOWN        | nobody
          a:UNKNOWN b:UNKNOWN   | control: 1.15, resource: a     | UNKNOWN | 0 | a:UNKNOWN        | nobody
          a:UNKNOWN b:MANUAL    | control: 1.15                  | MANUAL  | 0 | a:UNKNOWN        | nobody
          a:MANUAL              | control: 1.15                  | MANUAL  | 0 | -                | nobody
          a:PASS                | control: 1.15                  | PASS    | 0 | -                | data
          -                     | control: 1.15                  | PASS    | 0 | -                | data
          a:FAIL + a:FAIL       | check: iam-root-mfa            | FAIL    | 1 | a:FAIL           | data
          a:FAIL + a:UNKNOWN    | check: iam-root-mfa            | UNKNOWN | 0 | a:FAIL           | nobody
          a:UNKNOWN + a:UNKNOWN | check: iam-root-mfa            | UNKNOWN | 0 | a:UNKNOWN        | nobody
          a:FAIL + a:PASS       | check: iam-root-mfa            | WAIVED  | 0 | a:FAIL           | data
          a:FAIL + b:FAIL       | control: 1.15                  | WAIVED  | 0 | a:FAIL b:FAIL    | data
          a:FAIL + no-such      | control: 1.15                  | UNKNOWN | 0 | a:FAIL           | nobody
          """)
  void a_control_is_as_bad_as_what_is_not_waived(
      String findings, String waivers, String status, int issues, String waived, String by) {
    Plan plan = plan(false, findings);
    ControlResult before = evaluate(plan, List.of());
    ControlResult result = evaluate(plan, waivers(waivers));

    assertThat(result.status().name()).isEqualTo(status);
    assertThat(result.failures()).isEqualTo(issues);
    assertThat(waived(result)).isEqualTo(waived == null ? "" : waived);
    assertThat(result.findings()).isEqualTo(before.findings());
    assertThat(result.decidedBy().word()).isEqualTo(by);
  }

  /** {@code *} is an attestation of the whole control. */
  @ParameterizedTest(name = "{0} {1} - {2} -> {3}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          -                 | *=FAIL           | -                             | FAIL           | 1 | attestation | -
          -                 | *=FAIL           | control: 1.15                 | WAIVED         | 0 | attestation | the control
          -                 | *=FAIL           | control: 1.15, resource: ROOT | WAIVED         | 0 | attestation | the control
          -                 | *=FAIL           | control: 1.15, resource: a    | FAIL           | 1 | attestation | -
          -                 | *=FAIL           | control: 1.1                  | FAIL           | 1 | attestation | -
          -                 | *=FAIL           | check: iam-root-mfa           | FAIL           | 1 | attestation | -
          -                 | *=PASS           | control: 1.15                 | PASS           | 0 | attestation | -
          -                 | *=NOT_APPLICABLE | control: 1.15                 | NOT_APPLICABLE | 0 | attestation | -
          -                 | -                | control: 1.15                 | MANUAL         | 0 | nobody      | -
          a:MANUAL          | *=FAIL           | check: iam-root-mfa           | WAIVED         | 0 | attestation | a:FAIL
          a:MANUAL b:MANUAL | *=FAIL           | control: 1.15, resource: a    | FAIL           | 1 | attestation | a:FAIL
          a:MANUAL          | a=FAIL           | control: 1.15                 | MANUAL         | 0 | nobody      | a:FAIL
          a:FAIL            | -                | control: 1.15                 | MANUAL         | 0 | nobody      | a:FAIL
          a:FAIL            | *=PASS           | control: 1.15                 | WAIVED         | 0 | both        | a:FAIL
          a:FAIL            | *=NOT_APPLICABLE | control: 1.15                 | WAIVED         | 0 | both        | a:FAIL
          a:FAIL            | *=FAIL           | check: iam-root-mfa           | FAIL           | 1 | both        | a:FAIL
          a:PASS            | *=FAIL           | control: 1.15                 | WAIVED         | 0 | both        | the control
          a:UNKNOWN         | *=PASS           | control: 1.15                 | WAIVED         | 0 | nobody      | a:UNKNOWN
          """)
  void what_a_person_fails_may_be_waived_and_no_answer_outweighs_a_waiver(
      String findings,
      String answer,
      String waivers,
      String status,
      int issues,
      String by,
      String waived) {
    List<Attestation> attestations = answer == null ? List.of() : List.of(attestation(answer));
    List<Waiver> given = waivers(waivers == null ? null : waivers.replace("ROOT", ROOT));
    ControlResult result =
        Evaluation.of(ACCOUNT, plan(true, findings), attestations, given).controls().get(0);

    assertThat(result.status().name()).isEqualTo(status);
    assertThat(result.failures()).isEqualTo(issues);
    assertThat(result.decidedBy().word()).isEqualTo(by);
    assertThat(result.waived())
        .extracting(w -> w.findings().isEmpty() ? "the control" : words(w.findings()))
        .isEqualTo(waived == null ? List.of() : List.of(waived));
  }

  @Test
  void a_manual_finding_that_a_person_fails_may_be_waived() {
    Evaluation evaluation =
        Evaluation.of(
            ACCOUNT,
            plan(false, "a:MANUAL b:PASS"),
            List.of(attestation("a=FAIL")),
            waivers("control: 1.15, resource: a, account: 111122223333"));

    assertThat(evaluation.controls().get(0).status()).isEqualTo(ControlStatus.WAIVED);
    assertThat(waived(evaluation.controls().get(0))).isEqualTo("a:FAIL");
    assertThat(evaluation.warnings()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          arn:aws:iam::111122223333:user/ana              | access_key_1 access_key_2
          arn:aws:iam::111122223333:user/ana access_key_1 | access_key_1
          arn:aws:iam::111122223333:user/ana access_key_? | access_key_1 access_key_2
          '*/ana *_2'                                     | access_key_2
          arn:aws:iam::111122223333:user/an               | ''
          access_key_1                                    | ''
          """)
  void an_arn_is_about_all_pieces_of_its_resource(String pattern, String covered) {
    String ana = "arn:aws:iam::111122223333:user/ana";
    List<Finding> findings =
        List.of(
            finding(Status.FAIL, new Resource("access-key", ana, "access_key_1")),
            finding(Status.FAIL, new Resource("access-key", ana, "access_key_2")));
    ControlResult result =
        evaluate(
            plan(control(false), List.of(use(CHECKS.get(0), findings))),
            waivers("control: 1.15, resource: '" + pattern + "'"));

    assertThat(
            result.waived().stream()
                .flatMap(applied -> applied.findings().stream())
                .map(finding -> finding.resource().part())
                .collect(Collectors.joining(" ")))
        .isEqualTo(covered);
  }

  @ParameterizedTest(name = "{0} asked with {1} days")
  @CsvSource({
    "iam-unused-credentials, 90, WAIVED",
    "iam-unused-credentials, 7,  WAIVED",
    "AVD-AWS-0144,           90, WAIVED",
    "AVD-AWS-0144,           45, FAIL",
    "aws-0166,               45, WAIVED",
    "my-name,                45, FAIL"
  })
  void an_alias_is_about_the_parameters_that_it_stands_for(
      String check, int days, ControlStatus expected) {
    Plan.Use plain = use("iam-unused-credentials", List.of(finding(Status.FAIL, resource("a"))));
    Plan.Use use =
        new Plan.Use(
            plain.name(),
            plain.check(),
            new Parameters(new TreeMap<>(Map.of("maxUnusedDays", days))));

    assertThat(evaluate(plan(control(false), List.of(use)), waivers("check: " + check)).status())
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "as of {0}: {1} {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          2024-05-31T00:00:00Z         | -          | 2024-05-31 | -
          2024-05-31T23:59:59.999Z     | -          | 2024-05-31 | -
          2024-06-01T00:00:00Z         | -          | 2024-05-31 | it expired at the end of 2024-05-31, the report is as of 2024-06-01T00:00:00Z -> delete it, or let `Jo Example` decide anew
          2024-06-01T01:00:00+02:00    | -          | 2024-05-31 | -
          2024-05-31T22:00:00-02:00    | -          | 2024-05-31 | it expired at the end of 2024-05-31, the report is as of 2024-06-01T00:00:00Z -> delete it, or let `Jo Example` decide anew
          2024-06-01T00:00:00Z         | 2024-06-01 | 2024-06-01 | -
          2024-06-01T23:59:59Z         | 2024-06-02 | 2024-06-30 | it counts from 2024-06-02 on, the report is as of 2024-06-01T23:59:59Z ->
          2024-06-02T00:00:00Z         | 2024-06-02 | 2024-06-30 | -
          """)
  void it_counts_through_its_last_day_in_utc(String asOf, String from, String expires, String why) {
    Account account =
        Snapshot.of(Given.snapshot().files())
            .account(Optional.of(OffsetDateTime.parse(asOf).toInstant()));
    String entry =
        "control: 1.15, resource: a, account: 111122223333, expires: "
            + expires
            + (from == null ? "" : ", from: " + from);
    Evaluation evaluation =
        Evaluation.of(account, plan(false, "a:FAIL"), List.of(), waivers(entry));

    assertThat(evaluation.controls().get(0).status())
        .isEqualTo(why == null ? ControlStatus.WAIVED : ControlStatus.FAIL);
    assertThat(Faults.lines(evaluation.warnings()).stripTrailing())
        .isEqualTo(
            why == null
                ? ""
                : "waivers.yaml line 2: the waiver of control `1.15` is not applied: " + why);
  }

  private static final String SPEC =
      """
      spec:
        id: mine
        controls:
        - {id: "1.1", checks: [{id: iam-password-min-length}], level: 1}
        - {id: "1.2", checks: [{id: iam-unused-credentials}], level: 2}
        - {id: "1.3", checks: null, level: 1}
      """;

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          control: 1.4   | 444455556666 | control `1.4`  | it is for account 444455556666, not 111122223333 ->
          control: 1.4   | 111122223333 | control `1.4`  | the spec has no such control -> the nearest is `1.1`
          control: 1.22  | 111122223333 | control `1.22` | the spec has no such control -> the nearest is `1.2`
          control: 1.2   | 111122223333 | control `1.2`  | the control is above the level that was asked for ->
          control: 1.3   | 111122223333 | control `1.3`  | no finding is about `a` ->  write the resource as reports print it
          control: 1.1   | 111122223333 | control `1.1`  | no finding is about `a` ->  write the resource as reports print it
          check: iam-rot-mfa | 111122223333 | check `iam-rot-mfa` | there is no such check -> the nearest is `iam-root-mfa`
          check: AVD-AWS-142 | 111122223333 | check `AVD-AWS-142` | there is no such check -> the nearest is `AVD-AWS-0142`
          check: iam-root-mfa | 111122223333 | check `iam-root-mfa` | no control that was evaluated asks that check so ->
          check: iam-unused-credentials | 111122223333 | check `iam-unused-credentials` | no control that was evaluated asks that check so ->
          check: iam-root-mfa, control: 1.1 | 111122223333 | check `iam-root-mfa` in control `1.1` | no control that was evaluated asks that check so ->
          """)
  void what_is_not_applied_is_said_with_the_reason(
      String entry, String account, String subject, String why) {
    Evaluation evaluation =
        Evaluation.of(
            Given.snapshot().account(),
            Plan.of(SpecText.spec(SPEC), 1, false),
            List.of(),
            waivers(entry + ", resource: a, account: " + account));

    assertThat(Faults.lines(evaluation.warnings()).strip())
        .isEqualTo(
            ("waivers.yaml line 2: the waiver of " + subject + " is not applied: " + why)
                .replace("->  ", "-> "));
  }

  @Test
  void every_wrong_name_of_an_entry_is_told() {
    Evaluation evaluation =
        Evaluation.of(
            ACCOUNT,
            plan(false, "a:FAIL"),
            List.of(),
            waivers("check: iam-root-mfaa, control: 1.16, resource: a, account: 111122223333"));

    assertThat(Faults.lines(evaluation.warnings()))
        .isEqualTo(
            """
            waivers.yaml line 2: the waiver of check `iam-root-mfaa` in control `1.16` is not applied: the spec has no such control -> the nearest is `1.15`
            waivers.yaml line 2: the waiver of check `iam-root-mfaa` in control `1.16` is not applied: there is no such check -> the nearest is `iam-root-mfa`
            """);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          resource: a, account: 111122223333   | -                                  | -
          resource: a*, account: 111122223333  | -                                  | -
          account: 111122223333                | every resource                     | name the resource that
          resource: '*', account: 111122223333 | every resource                     | name the resource that
          resource: '?*', account: 111122223333 | every resource                    | name the resource that
          resource: a                          | every account                      | name the account that
          resource: '**'                       | every resource and every account   | name the resource and the account that
          ticket: T1                           | every resource and every account   | name the resource and the account that
          """)
  void what_is_too_broad_is_applied_and_warned_of(String keys, String covers, String help) {
    Evaluation evaluation =
        Evaluation.of(
            ACCOUNT, plan(false, "aa:FAIL a:FAIL"), List.of(), waivers("control: 1.15, " + keys));

    assertThat(evaluation.controls().get(0).waived()).hasSize(1);
    assertThat(Faults.lines(evaluation.warnings()))
        .isEqualTo(
            covers == null
                ? ""
                : "waivers.yaml line 2: the waiver of control `1.15` is too broad: it covers "
                    + covers
                    + " -> "
                    + help
                    + " it is meant for\n");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"a:PASS", "a:MANUAL", "a:NOT_COUNTED"})
  void what_covers_nothing_that_fails_is_warned_of(String findings) {
    Evaluation evaluation =
        Evaluation.of(
            ACCOUNT,
            plan(false, findings),
            List.of(),
            waivers("control: 1.15, resource: a, account: 111122223333"));

    assertThat(Faults.lines(evaluation.warnings()))
        .isEqualTo(
            "waivers.yaml line 2: the waiver of control `1.15` is not applied: nothing there fails"
                + " or is UNKNOWN -> delete it if that is mended\n");
  }

  @Test
  void warnings_are_in_the_order_of_the_file() {
    Evaluation evaluation =
        Evaluation.of(
            ACCOUNT,
            plan(false, "a:FAIL"),
            List.of(),
            waivers(
                "control: 1.15 ; control: 1.15, resource: b, account: 111122223333 ;"
                    + " control: 1.15, resource: a, expires: 2024-01-01"));

    assertThat(evaluation.warnings())
        .extracting(problem -> problem.line().replaceAll(".*line (.).*(applied|broad).*", "$1 $2"))
        .containsExactly("2 broad", "3 applied", "4 applied", "4 broad");
  }

  @Test
  void a_snapshot_that_names_no_account_takes_no_waiver_of_an_account() {
    Account nobodys =
        Snapshot.of(
                Given.snapshot()
                    .without("snapshot.json")
                    .with("global/iam/get-account-summary.json", "{}")
                    .files())
            .account(Optional.of(ACCOUNT.asOf()));
    Evaluation evaluation =
        Evaluation.of(
            nobodys,
            plan(false, "a:FAIL"),
            List.of(),
            waivers("control: 1.15, resource: a, account: 111122223333"));

    assertThat(evaluation.controls().get(0).status()).isEqualTo(ControlStatus.FAIL);
    assertThat(Faults.lines(evaluation.warnings()))
        .isEqualTo(
            "waivers.yaml line 2: the waiver of control `1.15` is not applied: it is for account"
                + " 111122223333, the snapshot does not name its account -> \n");
  }

  @Test
  void all_waivers_that_cover_a_finding_are_listed_with_it() {
    ControlResult result =
        evaluate(
            plan(false, "a:FAIL b:FAIL c:FAIL"),
            waivers("control: 1.15, resource: a ; control: 1.15, resource: '?'"));

    assertThat(
            result.waived().stream()
                .map(applied -> applied.waiver().line() + " " + words(applied.findings())))
        .containsExactly("2 a:FAIL", "3 a:FAIL b:FAIL c:FAIL");
  }

  @Test
  void waivers_are_listed_in_the_order_of_their_file() {
    ControlResult result =
        evaluate(
            plan(false, "a:FAIL + b:FAIL"),
            waivers("check: " + CHECKS.get(1) + " ; check: " + CHECKS.get(0)));

    assertThat(result.waived())
        .extracting(applied -> applied.waiver().line() + " " + words(applied.findings()))
        .containsExactly("2 b:FAIL", "3 a:FAIL");
  }

  @Test
  void two_waivers_of_one_line_are_two() {
    Waiver first = waivers("control: 1.15, resource: a").get(0);
    Waiver second =
        new Waiver(
            "",
            "1.15",
            "b",
            "",
            first.reason(),
            first.owner(),
            "",
            first.from(),
            first.expires(),
            first.source(),
            first.line());

    assertThat(evaluate(plan(false, "a:FAIL b:FAIL"), List.of(first, second)).waived())
        .extracting(applied -> words(applied.findings()))
        .containsExactly("a:FAIL", "b:FAIL");
  }

  @Test
  void a_waived_gap_no_longer_asks_to_be_cured() {
    Plan plan =
        Plan.of(
            SpecText.spec("spec: {id: x, controls: [{id: 1, checks: [{id: iam-root-mfa}]}]}"),
            0,
            false);

    assertThat(evaluate(plan, List.of()).unknownBecause()).isNotEmpty();
    assertThat(evaluate(plan, waivers("control: 1")).unknownBecause()).isEmpty();
  }

  @Test
  void a_waived_control_stays_in_the_score_and_does_not_pass() {
    Evaluation evaluation =
        Evaluation.of(ACCOUNT, plan(false, "a:FAIL"), List.of(), waivers("control: 1.15"));

    assertThat(Score.of(evaluation.controls())).isEqualTo(new Score(0, 0, 0, 0, 1));
  }

  private static ControlResult evaluate(Plan plan, List<Waiver> waivers) {
    return Evaluation.of(ACCOUNT, plan, List.of(), waivers).controls().get(0);
  }

  /** What is waived, check by check. */
  private static String waived(ControlResult result) {
    List<Finding> waived = new ArrayList<>();
    for (CheckResult check : result.checks()) {
      check.findings().stream().filter(f -> !check.waivers(f).isEmpty()).forEach(waived::add);
    }
    return words(waived);
  }

  private static String words(List<Finding> findings) {
    return findings.stream()
        .map(finding -> finding.resource() + ":" + finding.status())
        .collect(Collectors.joining(" "));
  }

  private static List<Waiver> waivers(String entries) {
    return entries == null ? List.of() : WaiverText.waivers(List.of(entries.split(" ; ?")));
  }

  private static Plan plan(boolean manual, String checks) {
    List<String> each = checks == null ? List.of("") : List.of(checks.split(" \\+ "));
    List<Plan.Use> uses = new ArrayList<>();
    for (int i = 0; i < each.size(); i++) {
      uses.add(
          use(each.get(i).equals("no-such") ? "no-such" : CHECKS.get(i), findings(each.get(i))));
    }
    return plan(control(manual), uses);
  }

  private static Plan plan(Control control, List<Plan.Use> uses) {
    Spec spec = new Spec("test", false, "", "test", "test", "", "", List.of(), List.of(control));
    return new Plan(spec, 0, List.of(new Plan.Bound(control, uses)), List.of());
  }

  private static Control control(boolean manual) {
    return new Control("1.15", "questions", "", "LOW", "", 0, true, "", List.of(), manual, 1);
  }

  /** A check of the catalogue that finds this. */
  private static Plan.Use use(String id, List<Finding> findings) {
    Optional<Check> check =
        Catalogue.find(id)
            .map(
                known ->
                    new Check(
                        id,
                        "",
                        "",
                        "",
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        "",
                        List.of(),
                        List.of(),
                        (account, none) -> findings));
    return new Plan.Use(id, check, new Parameters(new TreeMap<>()));
  }

  private static List<Finding> findings(String words) {
    return Arrays.stream(words.split(" "))
        .filter(word -> word.contains(":"))
        .map(word -> word.split(":"))
        .map(word -> finding(Status.valueOf(word[1]), resource(word[0])))
        .toList();
  }

  private static Resource resource(String id) {
    return new Resource("thing", id);
  }

  private static Finding finding(Status status, Resource resource) {
    return Finding.of(resource, new Cause("key", status, "says " + status, List.of(), List.of()));
  }

  private static Attestation attestation(String words) {
    String[] parts = words.split("=");
    return new Attestation(
        "1.15",
        parts[0].equals("*") ? "" : parts[0],
        Given.ACCOUNT,
        Verdict.valueOf(parts[1]),
        "I looked.",
        List.of(),
        "Jo Example",
        "Auditor",
        Instant.parse("2024-05-01T00:00:00Z"),
        Instant.parse("2025-05-01T00:00:00Z"),
        "said.yaml",
        1);
  }
}
