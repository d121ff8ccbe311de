package dev.assay.report;

import static dev.assay.check.Status.FAIL;
import static dev.assay.report.Made.failure;
import static dev.assay.report.Made.report;
import static dev.assay.report.Made.result;
import static dev.assay.spec.SpecText.spec;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.aws.Call;
import dev.assay.aws.Gap;
import dev.assay.aws.Identity;
import dev.assay.aws.Request;
import dev.assay.aws.Resource;
import dev.assay.aws.Source;
import dev.assay.check.Cause;
import dev.assay.check.Finding;
import dev.assay.check.Reading;
import dev.assay.evaluate.ControlResult;
import dev.assay.evaluate.ControlStatus;
import dev.assay.snapshot.SnapshotInfo;
import dev.assay.spec.Spec;
import dev.assay.spec.Spec.Control;
import dev.assay.spec.SpecReader;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableReportTest {

  @Test
  void the_summary_is_trivys_to_the_byte() throws Exception {
    Map<String, Integer> failures = Map.of("1.16", 5, "1.3", 2, "1.4", 7, "1.9", 1);
    Spec spec = SpecReader.read("awscis1.2");
    List<ControlResult> results =
        spec.controls().stream()
            .map(
                control -> {
                  int failed = failures.getOrDefault(control.id(), 0);
                  ControlStatus status = failed > 0 ? ControlStatus.FAIL : ControlStatus.PASS;
                  return result(control, status, failed);
                })
            .toList();

    try (InputStream in = getClass().getResourceAsStream("seed-table.txt")) {
      String expected = "\n" + new String(in.readAllBytes(), UTF_8);

      assertThat(TableReport.summary(report(spec, results))).startsWith(expected + "\nScore ");
    }
  }

  @Test
  void issues_are_a_number_only_where_there_is_a_verdict() {
    List<ControlResult> results = new ArrayList<>();
    for (ControlStatus status : ControlStatus.values()) {
      results.add(result(control("1." + results.size(), "x"), status, results.size()));
    }

    assertThat(TableReport.table(report(FIVE, results).controls(), Style.PLAIN))
        .isEqualTo(
            """
            ┌─────┬──────────┬──────────────┬─────────┬────────┐
            │ ID  │ Severity │ Control Name │ Status  │ Issues │
            ├─────┼──────────┼──────────────┼─────────┼────────┤
            │ 1.0 │ LOW      │      x       │  PASS   │   0    │
            │ 1.1 │ LOW      │      x       │  FAIL   │   1    │
            │ 1.2 │ LOW      │      x       │ UNKNOWN │   -    │
            │ 1.3 │ LOW      │      x       │ MANUAL  │   -    │
            │ 1.4 │ LOW      │      x       │ WAIVED  │   -    │
            │ 1.5 │ LOW      │      x       │   N/A   │   -    │
            └─────┴──────────┴──────────────┴─────────┴────────┘
            """);
  }

  @Test
  void a_cell_of_more_than_60_characters_goes_on_in_the_next_line() {
    String sixty = "123456789 ".repeat(6).strip() + "0";
    List<ControlResult> results =
        List.of(
            result(control("1", sixty), ControlStatus.PASS, 0),
            result(control("2", sixty + " x"), ControlStatus.PASS, 0),
            result(control("3", sixty + "1"), ControlStatus.PASS, 0),
            result(control("4", "𝔘".repeat(61)), ControlStatus.PASS, 0));

    assertThat(TableReport.table(report(FIVE, results).controls(), Style.PLAIN))
        .isEqualTo(
            """
            ┌────┬──────────┬──────────────────────────────────────────────────────────────┬────────┬────────┐
            │ ID │ Severity │                         Control Name                         │ Status │ Issues │
            ├────┼──────────┼──────────────────────────────────────────────────────────────┼────────┼────────┤
            │ 1  │ LOW      │ 123456789 123456789 123456789 123456789 123456789 1234567890 │  PASS  │   0    │
            │ 2  │ LOW      │ 123456789 123456789 123456789 123456789 123456789 1234567890 │  PASS  │   0    │
            │    │          │                              x                               │        │        │
            │ 3  │ LOW      │      123456789 123456789 123456789 123456789 123456789       │  PASS  │   0    │
            │    │          │                         12345678901                          │        │        │
            │ 4  │ LOW      │ 𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘𝔘 │  PASS  │   0    │
            │    │          │                              𝔘                               │        │        │
            └────┴──────────┴──────────────────────────────────────────────────────────────┴────────┴────────┘
            """);
  }

  private static final String HOSTILE = "a\u001b[2J\nb\u202ec\u009b";
  private static final String HARMLESS = "a\\u{1b}[2J\\u{a}b\\u{202e}c\\u{9b}";

  @Test
  void no_text_of_a_spec_or_snapshot_reaches_the_terminal_as_it_is() {
    Control control =
        new Control(HOSTILE, HOSTILE, HOSTILE, HOSTILE, "", 0, true, "", List.of(), false, 1);
    Spec spec = new Spec("x", false, "", "x", HOSTILE, "", "", List.of(), List.of(control));
    Gap gap =
        new Gap(
            Gap.Kind.MISSING,
            Request.about(Call.GET_BUCKET_ACL, HOSTILE, HOSTILE, HOSTILE),
            Source.json(HOSTILE, ""),
            HOSTILE);
    Finding unknown = Finding.of(new Resource("user", HOSTILE), Cause.unknown("x", gap));
    List<ControlResult> results =
        List.of(
            result(control, ControlStatus.FAIL, HOSTILE, List.of(hostileFailure())),
            result(control, ControlStatus.UNKNOWN, HOSTILE, List.of(unknown)),
            result(control, ControlStatus.MANUAL, 0));
    SnapshotInfo info =
        new SnapshotInfo(new Identity(HOSTILE, HOSTILE), Made.TAKEN, "d1", HOSTILE, HOSTILE);
    Report report = report(info, Made.TAKEN, spec, results);

    assertThat(TableReport.summary(report))
        .contains("compliance: " + HARMLESS + "\n", "│ " + HARMLESS + " │")
        .satisfies(TableReportTest::isHarmless);
    assertThat(TableReport.all(report))
        .contains(
            "\n" + HARMLESS + " " + HARMLESS + " (cloud)\n",
            "\n" + HARMLESS + ": " + HARMLESS + " " + HARMLESS + "\n═",
            "═\n" + HARMLESS + "\n",
            "\n  read " + HARMLESS + " at " + HARMLESS + "#" + HARMLESS + "\n",
            "\nUNKNOWN: " + HARMLESS + " " + HARMLESS + "\n  " + HARMLESS + "\n",
            "\nMANUAL: " + HARMLESS + " " + HARMLESS + "\n",
            "\n  " + HARMLESS + ": " + HARMLESS + "\n    run `")
        .satisfies(TableReportTest::isHarmless);
  }

  private static Finding hostileFailure() {
    return Finding.of(
        new Resource("user", HOSTILE, HOSTILE),
        Cause.of("x", false, HOSTILE, new Reading(Source.json(HOSTILE, HOSTILE), HOSTILE)));
  }

  private static void isHarmless(String text) {
    assertThat(text.replace("\n", "")).isEqualTo(Escape.terminal(text.replace("\n", "")));
  }

  @Test
  void each_failure_is_a_block_with_its_evidence() {
    Control control = control("1.2", "x");
    Control bare = new Control("1.3", "y", "", "", "", 0, true, "", List.of(), false, 1);
    List<ControlResult> results =
        List.of(
            result(
                control,
                ControlStatus.FAIL,
                "AVD-AWS-0001",
                List.of(failure("ana", "has no MFA", "false"))),
            result(bare, ControlStatus.FAIL, 1));

    assertThat(TableReport.all(report(spec("spec: {id: x, controls: [{id: 1}]}"), results)))
        .startsWith(
            """

            ana (cloud)

            Tests: 1 (SUCCESSES: 0, FAILURES: 1, EXCEPTIONS: 0)

            LOW: 1.2 x
            ════════════════════════════════════════════════════════════════════════════════
            has no MFA
              read false at report.csv line 2 column mfa

            Wanted: all is well
            Remedy: mend it
            ────────────────────────────────────────────────────────────────────────────────

            user0 (cloud)

            Tests: 1 (SUCCESSES: 0, FAILURES: 1, EXCEPTIONS: 0)

            UNKNOWN: 1.3 y
            ════════════════════════════════════════════════════════════════════════════════
            """);
  }

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 | 0  | no scored control applies
          0 | 7  | 0 of 7 scored controls passed (0.0 %), 0 UNKNOWN
          1 | 3  | 1 of 3 scored controls passed (33.3 %), 0 UNKNOWN
          2 | 3  | 2 of 3 scored controls passed (66.7 %), 0 UNKNOWN
          1 | 8  | 1 of 8 scored controls passed (12.5 %), 0 UNKNOWN
          1 | 16 | 1 of 16 scored controls passed (6.3 %), 0 UNKNOWN
          1 | 17 | 1 of 17 scored controls passed (5.9 %), 0 UNKNOWN
          7 | 7  | 7 of 7 scored controls passed (100.0 %), 0 UNKNOWN
          """)
  void the_score_has_one_decimal(int passed, int scored, String expected) {
    List<ControlResult> results =
        IntStream.range(0, scored)
            .mapToObj(n -> n < passed ? ControlStatus.PASS : ControlStatus.FAIL)
            .map(status -> result(control("1", "x"), status, 0))
            .toList();

    assertThat(TableReport.summary(report(spec("spec: {id: x, controls: [{id: 1}]}"), results)))
        .contains("\nScore     " + expected + "\n");
  }

  private static final Spec FIVE =
      spec("spec: {id: x, controls: [{id: 1}, {id: 2}, {id: 3}, {id: 4}, {id: 5}]}");

  @Test
  void the_footer_says_what_the_report_rests_on() {
    assertThat(footer(report(FIVE, Made.all(FIVE, ControlStatus.PASS))))
        .isEqualTo(
            """
            Score     5 of 5 scored controls passed (100.0 %), 0 UNKNOWN
            Decided   5 of 5 controls; 0 UNKNOWN, 0 MANUAL
            Coverage  3 of 6 needed calls; 2 denied, 1 missing
            As of     2024-05-31T00:00:00Z, the snapshot's own time
            Account   111122223333 (aws)
            Snapshot  sha256:d1
            Integrity verified
            """);
  }

  @Test
  void the_footer_warns_of_a_later_time_of_an_emulator_and_of_a_nameless_account() {
    SnapshotInfo info =
        new SnapshotInfo(
            new Identity("", "aws-cn"), Made.TAKEN, "d1", "verified", "http://localhost:4566");
    Instant later = Made.TAKEN.plus(Duration.ofDays(1));

    assertThat(footer(report(info, later, FIVE, Made.all(FIVE, ControlStatus.MANUAL))))
        .isEqualTo(
            """
            Score     0 of 5 scored controls passed (0.0 %), 0 UNKNOWN
            Decided   0 of 5 controls; 0 UNKNOWN, 5 MANUAL
            Coverage  3 of 6 needed calls; 2 denied, 1 missing
            As of     2024-06-01T00:00:00Z; LATER THAN THE SNAPSHOT, which was taken 2024-05-31T00:00:00Z
            Account   not named by the snapshot (aws-cn); NOT AWS, collected from http://localhost:4566
            Snapshot  sha256:d1
            Integrity verified
            """);
  }

  @Test
  void the_footer_ends_with_the_cures_that_decide_most_controls_first() {
    List<ControlResult> results =
        List.of(
            unknown(0, Call.GET_ACCOUNT_SUMMARY),
            unknown(1, Call.GET_ACCOUNT_PASSWORD_POLICY),
            unknown(2, Call.GET_CREDENTIAL_REPORT, Call.GET_ACCOUNT_PASSWORD_POLICY),
            result(FIVE.controls().get(3), ControlStatus.PASS, 0));

    assertThat(footer(report(FIVE, results)))
        .endsWith(
            """
            Integrity verified

            UNKNOWN for lack of evidence:
              2 3: GET_ACCOUNT_PASSWORD_POLICY is missing
                run `aws iam get-account-password-policy --output json` (needs iam:GetAccountPasswordPolicy)
              1: GET_ACCOUNT_SUMMARY is missing
                run `aws iam get-account-summary --output json` (needs iam:GetAccountSummary)
              3: GET_CREDENTIAL_REPORT is missing
                run `aws iam get-credential-report --output json` (needs iam:GetCredentialReport)
            """);
  }

  private static ControlResult unknown(int index, Call... calls) {
    List<Finding> findings =
        Arrays.stream(calls)
            .map(
                call ->
                    new Gap(
                        Gap.Kind.MISSING,
                        Request.of(call),
                        Source.json("x", ""),
                        call + " is missing"))
            .map(gap -> Finding.of(new Resource("a", "1"), Cause.unknown("x", gap)))
            .toList();
    return result(FIVE.controls().get(index), ControlStatus.UNKNOWN, "x", findings);
  }

  private static String footer(Report report) {
    String text = TableReport.summary(report);
    return text.substring(text.indexOf("\nScore ") + 1);
  }

  private static Control control(String id, String name) {
    return new Control(id, name, "", "LOW", "", 0, true, "", List.of(), false, 1);
  }

  @Test
  void each_part_of_a_score_has_its_denominator_and_what_is_unknown() {
    Spec spec =
        spec(
            """
            spec:
              id: x
              controls:
              - {id: 1, level: 1, section: "1 People"}
              - {id: 2, level: 2, section: "1 People"}
              - {id: 3, level: 2, section: "2 Logs"}
              - {id: 4, level: 2, section: "3 Rest", scored: false}
            """);
    List<ControlResult> results =
        List.of(
            result(spec.controls().get(0), ControlStatus.PASS, 0),
            result(spec.controls().get(1), ControlStatus.FAIL, 1),
            result(spec.controls().get(2), ControlStatus.UNKNOWN, 0),
            result(spec.controls().get(3), ControlStatus.PASS, 0));

    assertThat(footer(report(spec, results)))
        .startsWith(
            """
            Score     1 of 3 scored controls passed (33.3 %), 1 UNKNOWN
            By level  1: 1 of 1, 0 UNKNOWN
                      2: 1 of 3, 1 UNKNOWN
            Sections  1 People: 1 of 2, 0 UNKNOWN
                      2 Logs: 0 of 1, 1 UNKNOWN
                      3 Rest: 0 of 0, 0 UNKNOWN
            Decided   3 of 4 controls; 1 UNKNOWN, 0 MANUAL
            """);
  }

  private static final String NO_MORE = "; see them all with --limit all\n";

  @ParameterizedTest(name = "{0} failures, limit {1}")
  @CsvSource({"10, 10, 0", "11, 10, 1", "5000, 10, '4,990'", "3, 1, 2", "3, 2147483647, 0"})
  void a_long_list_of_failures_says_how_many_more_there_are(int all, int limit, String more) {
    List<ControlResult> results = List.of(result(control("1.2", "x"), ControlStatus.FAIL, all));
    Report report = report(FIVE, results);

    String text = TableReport.all(report, new Style(limit, false));

    int shown = Math.min(all, limit);
    assertThat(text.lines().filter(line -> line.endsWith(" (cloud)")))
        .containsExactlyElementsOf(
            IntStream.range(0, all).mapToObj(n -> "user" + n + " (cloud)").limit(shown).toList());
    assertThat(text.lines().filter(line -> line.startsWith("…")).map(line -> line + "\n"))
        .isEqualTo(
            more.equals("0") ? List.of() : List.of("… " + more + " more of control 1.2" + NO_MORE));
  }

  @Test
  void every_long_list_ends_with_a_count() {
    List<Reading> readings =
        IntStream.range(0, 3).mapToObj(n -> new Reading(Source.line("f", n + 1), "v")).toList();
    List<Cause> causes =
        IntStream.range(0, 4)
            .mapToObj(n -> new Cause("c" + n, FAIL, "reason " + n, readings, List.of()))
            .toList();
    List<Finding> asked =
        IntStream.range(0, 5)
            .mapToObj(n -> Finding.of(new Resource("a", "m" + n), Cause.manual("m", "is it?")))
            .toList();
    List<ControlResult> results =
        List.of(
            result(
                FIVE.controls().get(0),
                ControlStatus.FAIL,
                "x",
                List.of(Finding.of(new Resource("a", "r"), causes))),
            result(FIVE.controls().get(1), ControlStatus.MANUAL, "x", asked),
            unknown(
                2,
                Call.GET_ACCOUNT_SUMMARY,
                Call.GET_ACCOUNT_PASSWORD_POLICY,
                Call.GET_CREDENTIAL_REPORT));

    assertThat(TableReport.all(report(FIVE, results), new Style(2, false)))
        .contains(
            """
            ═
            reason 0
              read v at f line 1
              read v at f line 2
              … 1 more; see them all with --limit all
            reason 1
              read v at f line 1
              read v at f line 2
              … 1 more; see them all with --limit all
            … 2 more; see them all with --limit all
            """,
            "\n  GET_ACCOUNT_SUMMARY is missing\n  GET_ACCOUNT_PASSWORD_POLICY is missing\n  … 1 more;",
            "\n  m0: is it?\n  m1: is it?\n  … 3 more; see them all with --limit all\n")
        .endsWith("(needs iam:GetAccountPasswordPolicy)\n  … 1 more" + NO_MORE);
  }

  @Test
  void colours_are_of_status_words_and_move_nothing() {
    List<ControlResult> results = new ArrayList<>();
    for (ControlStatus status : ControlStatus.values()) {
      results.add(result(control("1." + results.size(), "PASS"), status, 1));
    }
    Report report = report(FIVE, results);
    Style colored = new Style(10, true);

    assertThat(TableReport.table(report.controls(), colored))
        .contains(
            "│ 1.0 │ LOW      │     PASS     │  \u001b[32mPASS\u001b[0m   │   1    │\n",
            "│ 1.1 │ LOW      │     PASS     │  \u001b[1;31mFAIL\u001b[0m   │   1    │\n",
            "│ 1.2 │ LOW      │     PASS     │ \u001b[1;33mUNKNOWN\u001b[0m │   -    │\n");
    for (String plain : List.of(TableReport.summary(report), TableReport.all(report))) {
      boolean all = plain.startsWith("\nuser0");
      String shown = all ? TableReport.all(report, colored) : TableReport.summary(report, colored);
      assertThat(shown).isNotEqualTo(plain);
      assertThat(shown.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain);
    }
  }
}
