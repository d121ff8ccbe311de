package dev.assay.cli;

import static dev.assay.testing.Run.assay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.Given;
import dev.assay.testing.ReportRow;
import dev.assay.testing.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The option {@code --waivers}, and what reports make of it; users Ana and Ben lack MFA. */
class WaiversTest {

  private static final String ANA =
      """
      waivers:
      - check: iam-user-mfa-console
        resource: arn:aws:iam::111122223333:user/ana
        account: "111122223333"
        reason: "Her token is on its way;\\nit is \\e[31mlate."
        owner: Jo Example
        ticket: SEC-12
        from: 2024-05-01
        expires: 2024-05-31
      """;

  private static final String BEN_AND_GAPS =
      """
      - control: "1.2"
        resource: "*/ben"
        account: "111122223333"
        reason: he leaves
        owner: Ann Other
        expires: 2024-12-31
      - control: "1.10"
        resource: arn:aws:iam::111122223333:root
        account: "111122223333"
        reason: nobody may read it
        owner: Ann Other
        expires: 2024-12-31
      """;

  private final Locale locale = Locale.getDefault();
  private final TimeZone zone = TimeZone.getDefault();

  @TempDir private Path temp;
  private Path snapshot;
  private Path spec;

  @BeforeEach
  void hand_over() throws Exception {
    snapshot = temp.resolve("snap");
    Given.snapshot()
        .with(
            "global/iam/credential-report.csv",
            ReportRow.csv(
                ReportRow.root(),
                ReportRow.user("ana").password("2024-05-30T00:00:00+00:00"),
                ReportRow.user("ben").password("2024-05-30T00:00:00+00:00"),
                ReportRow.user("eve")))
        .write(snapshot);
    spec =
        Files.writeString(
            temp.resolve("spec.yaml"),
            """
            spec:
              id: mine
              controls:
              - {id: 1.2, name: mfa, checks: [{id: iam-user-mfa-console}], severity: LOW, level: 1}
              - {id: 1.10, name: reuse, checks: [{id: iam-password-reuse}], severity: LOW, level: 2}
            """);
  }

  @AfterEach
  void restore_defaults() {
    Locale.setDefault(locale);
    TimeZone.setDefault(zone);
  }

  @Test
  void a_waived_failure_hides_none_that_counts() throws Exception {
    String text = evaluate(ANA, "--limit", "1").stdout();

    assertThat(text.lines().filter(line -> line.endsWith(" (cloud)") || line.startsWith("…")))
        .containsExactly(
            "arn:aws:iam::111122223333:user/ben (cloud)",
            "… 1 more of control 1.2, 1 waived; see them all with --limit all");
    assertThat(text).contains("\n    covers FAIL arn:aws:iam::111122223333:user/ana: ");
  }

  @Test
  void a_summary_counts_what_is_left_and_its_footer_names_the_waived() throws Exception {
    Run run = evaluate(ANA, "--report", "summary");

    assertThat(run.stdout())
        .startsWith(
            """

            Summary Report for compliance: mine
            ┌──────┬──────────┬──────────────┬─────────┬────────┐
            │  ID  │ Severity │ Control Name │ Status  │ Issues │
            ├──────┼──────────┼──────────────┼─────────┼────────┤
            │ 1.2  │ LOW      │     mfa      │  FAIL   │   1    │
            │ 1.10 │ LOW      │    reuse     │ UNKNOWN │   -    │
            └──────┴──────────┴──────────────┴─────────┴────────┘

            Score     0 of 2 scored controls passed (0.0 %), 1 UNKNOWN
            By level  1: 0 of 1, 0 UNKNOWN
                      2: 0 of 2, 1 UNKNOWN
            Decided   1 of 2 controls; 1 UNKNOWN, 0 MANUAL
            Waived    1 control with waived findings: 1.2
            """);
    assertThat(run.stderr()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(3);
  }

  @Test
  void a_control_without_other_failures_or_gaps_is_waived() throws Exception {
    Run run = evaluate(ANA + BEN_AND_GAPS, "--report", "summary");

    assertThat(run.stdout())
        .contains(
            """
            │ 1.2  │ LOW      │     mfa      │ WAIVED │   -    │
            │ 1.10 │ LOW      │    reuse     │ WAIVED │   -    │
            └──────┴──────────┴──────────────┴────────┴────────┘

            Score     0 of 2 scored controls passed (0.0 %), 0 UNKNOWN
            By level  1: 0 of 1, 0 UNKNOWN
                      2: 0 of 2, 0 UNKNOWN
            Decided   0 of 2 controls; 0 UNKNOWN, 0 MANUAL, 2 WAIVED
            Waived    2 controls with waived findings: 1.2 1.10
            """)
        .doesNotContain("for lack of evidence");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void the_whole_report_shows_what_is_waived_and_by_whom() throws Exception {
    Run run = evaluate(ANA + BEN_AND_GAPS, "--report", "all");

    assertThat(run.stdout())
        .contains(
            """
            arn:aws:iam::111122223333:user/ana (cloud)

            Tests: 1 (SUCCESSES: 0, FAILURES: 0, EXCEPTIONS: 1)

            LOW: 1.2 mfa
            """)
        .contains(
            """

            WAIVED: 1.2 mfa
              by Jo Example, SEC-12
                counts from 2024-05-01
                expires at the end of 2024-05-31
                Her token is on its way;
                it is \\u{1b}[31mlate.
                covers FAIL arn:aws:iam::111122223333:user/ana: ana has a console password and no MFA
              by Ann Other
                expires at the end of 2024-12-31
                he leaves
                covers FAIL arn:aws:iam::111122223333:user/ben: ben has a console password and no MFA

            WAIVED: 1.10 reuse
              by Ann Other
                expires at the end of 2024-12-31
                nobody may read it
                covers UNKNOWN arn:aws:iam::111122223333:root: global/iam/get-account-password-policy.json was not collected

            Score""")
        .doesNotContain("FAILURES: 1", "\nUNKNOWN");
  }

  @Test
  void json_counts_what_is_left() throws Exception {
    String[] json = {"--report", "summary", "--format", "json"};

    assertThat(evaluate(ANA, json).stdout())
        .contains(
            """
                  "TotalFail": 1,
                  "Status": "FAIL"
            """);
    assertThat(evaluate(ANA + BEN_AND_GAPS, json).stdout())
        .isEqualTo(
            """
            {
              "ID": "mine",
              "Title": "mine",
              "SummaryControls": [
                {
                  "ID": "1.2",
                  "Name": "mfa",
                  "Severity": "LOW",
                  "Status": "WAIVED"
                },
                {
                  "ID": "1.10",
                  "Name": "reuse",
                  "Severity": "LOW",
                  "Status": "WAIVED"
                }
              ]
            }
            """);
  }

  @Test
  void the_long_json_keeps_a_waived_failure_as_an_exception() throws Exception {
    Run run = evaluate(ANA.replace("\\e[31m", "") + BEN_AND_GAPS, "--format", "json");

    assertThat(run.stdout())
        .contains("\"Status\": \"WAIVED\"")
        .contains(
            """
                      "MisconfSummary": {
                        "Successes": 0,
                        "Failures": 0,
                        "Exceptions": 1
                      },
            """)
        .contains(
            """
                          "Status": "FAIL",
                          "Waivers": [
                            {
                              "Reason": "Her token is on its way;\\nit is late.",
                              "Owner": "Jo Example",
                              "Expires": "2024-05-31",
                              "Ticket": "SEC-12"
                            }
                          ],
            """)
        .doesNotContain("\"Failures\": 1");
  }

  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource({
    "fail,              1, 0",
    "unknown,           1, 0",
    "waived,            3, 1",
    "'fail,waived',     1, 1"
  })
  void a_gate_may_ask_for_waivers_too(String statuses, int some, int all) throws Exception {
    assertThat(evaluate(ANA, "--fail-on", statuses).exitCode()).isEqualTo(some);
    assertThat(evaluate(ANA + BEN_AND_GAPS, "--fail-on", statuses).exitCode()).isEqualTo(all);
  }

  @Test
  void an_expired_waiver_counts_no_more_and_says_so() throws Exception {
    Run last = evaluate(ANA, "--report", "summary", "--as-of", "2024-05-31T23:59:59Z");
    Run later = evaluate(ANA, "--report", "summary", "--as-of", "2024-06-01T00:00:00Z");

    assertThat(last.stdout()).contains("│  FAIL   │   1    │", "Waived ");
    assertThat(last.stderr()).isEmpty();
    assertThat(later.stdout()).contains("│  FAIL   │   2    │").doesNotContain("Waived ");
    assertThat(later.stderr())
        .isEqualTo(
            "warning: "
                + temp.resolve("waivers.yaml")
                + " line 2: the waiver of check `iam-user-mfa-console` is not applied: it expired"
                + " at the end of 2024-05-31, the report is as of 2024-06-01T00:00:00Z\n"
                + "help: delete it, or let `Jo Example` decide anew\n");
  }

  /** Languages with their own digits, letters, calendar or decimal comma. */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "tr-TR, Asia/Kolkata",
    "ar-EG-u-nu-arab, Asia/Kolkata",
    "th-TH-u-ca-buddhist-nu-thai, America/St_Johns"
  })
  void a_run_is_the_same_everywhere(String language, String where) throws Exception {
    String waivers = ANA.replace("iam-user", "IAM-user") + BEN_AND_GAPS.replace("1.10", "1.11");
    Run table = evaluate(waivers);
    Run json = evaluate(waivers, "--format", "json");
    Locale.setDefault(Locale.forLanguageTag(language));
    TimeZone.setDefault(TimeZone.getTimeZone(where));

    assertThat(evaluate(waivers)).isEqualTo(table);
    assertThat(evaluate(waivers, "--format", "json")).isEqualTo(json);
    assertThat(table.stderr()).contains("help: the nearest is `1.10`");
  }

  @Test
  void a_malformed_file_ends_the_run_with_all_that_is_wrong() throws Exception {
    Run run = evaluate(ANA.replace("expires: 2024-05-31", "until: 2024-05-31"));

    assertThat(run.stdout()).isEmpty();
    assertThat(run.stderr())
        .isEqualTo(
            """
            error: FILE line 2: a waiver has no `expires`
            help: write a date like 2026-01-31, the last day on which it counts
            error: FILE line 9: a waiver has no key `until`
            help: the keys are `check`, `control`, `resource`, `account`, `reason`, `owner`, `ticket`, `from`, `expires`
            """
                .replace("FILE", temp.resolve("waivers.yaml").toString()));
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void a_file_inside_the_snapshot_is_refused() throws Exception {
    Path inside = Files.writeString(snapshot.resolve("waivers.yaml"), ANA);
    Run run = run(inside);

    assertThat(run.stderr())
        .isEqualTo(
            "error: `"
                + inside
                + "` is inside the snapshot\n"
                + "help: keep waivers beside the snapshot, which must stay as it was handed"
                + " over\n");
    assertThat(run.exitCode()).isEqualTo(2);
  }

  private Run evaluate(String waivers, String... more) throws Exception {
    return run(Files.writeString(temp.resolve("waivers.yaml"), waivers), more);
  }

  private Run run(Path waivers, String... more) {
    String[] fixed = {
      "evaluate", snapshot.toString(), "--compliance", "@" + spec, "--waivers", waivers.toString()
    };
    return assay(Stream.of(fixed, more).flatMap(Arrays::stream).toArray(String[]::new));
  }
}
