package dev.assay.cli;

import static dev.assay.testing.Run.assay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.Archives;
import dev.assay.testing.Run;
import dev.assay.testing.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two quarters of one account, as snapshots and as reports. */
class DiffCommandTest {

  @TempDir private static Path temp;

  /**
   * Options in which {@code @} stands for the directory with reports, {@code Q} for the samples of
   * the quarters.
   */
  private static Run run(String options) {
    List<String> args = new ArrayList<>();
    Arrays.stream(options.split(" +"))
        .map(option -> option.replace("@", temp + "/").replace("Q", "samples/quarter-"))
        .forEach(args::add);
    return assay(args.toArray(String[]::new));
  }

  @BeforeAll
  static void reports() throws Exception {
    for (String quarter : List.of("1", "2")) {
      Path stored = Path.of("samples/expected/quarter-" + quarter, "cis-aws-1.1.native.json");
      Files.copy(stored, temp.resolve("q" + quarter));
    }
    String text = Files.readString(temp.resolve("q2"));
    Files.writeString(
        temp.resolve("other-limit"),
        text.replaceFirst("(?s)(iam-unused-credentials.{0,900}\"maxUnusedDays\": )90", "$145"));
    Files.writeString(temp.resolve("next-version"), text.replace("(not packaged)", "9.9"));
    Files.writeString(
        temp.resolve("hostile"),
        Files.readString(temp.resolve("q1")).replace("user/dan", "user/d\\u001b[2Jan|`<b>"));
    assertThat(run("evaluate Q1 --compliance=awscis1.4 -f native -q --allow-unknown -o @q1-1.4"))
        .isEqualTo(new Run("", "", 0));
    run("evaluate Q1 --compliance=cis-aws-1.1 --level=1 -f native -q -o @q1-level-1");
  }

  @ParameterizedTest
  @CsvSource({
    "Q1 Q2 --compliance=cis-aws-1.1",
    "Q1 @q2 --compliance=cis-aws-1.1",
    "@q1 Q2 --compliance=cis-aws-1.1",
    "@q1 @q2 --compliance=cis-aws-1.1",
    "@q1 @next-version"
  })
  void snapshots_and_reports_of_them_say_the_same(String sides) {
    for (String format : List.of("table", "json", "markdown", "html")) {
      Run reports = run("diff @q1 @q2 --format=" + format);

      assertThat(reports.exitCode()).isZero();
      assertThat(reports.stderr()).isEmpty();
      assertThat(run("diff " + sides + " --format=" + format)).isEqualTo(reports);
    }
  }

  @Test
  void packed_snapshots_say_the_same_as_folders() throws Exception {
    for (String side : List.of("1", "2")) {
      Sample sample =
          Sample.all().filter(s -> s.name().equals("quarter-" + side)).findFirst().orElseThrow();
      Files.write(temp.resolve("z" + side), Archives.zip("in-a-folder/", sample.files()));
    }

    assertThat(run("diff @z1 @z2 --compliance=cis-aws-1.1"))
        .isEqualTo(run("diff Q1 Q2 --compliance=cis-aws-1.1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                       | 0
          --fail-on=new                            | 1
          --fail-on=regressed                      | 1
          --fail-on=unknown                        | 1
          --fail-on=waiver-expired                 | 0
          --fail-on=new-failure,waiver-expired     | 0
          --fail-on=worsened                       | 0
          --fail-on=waiver-expired,aged            | 1
          """)
  void a_gate_stops_at_its_categories(String options, int code) {
    assertThat(run("diff @q1 @q2 " + options).exitCode()).isEqualTo(code);
  }

  @Test
  void an_expired_waiver_stops_a_gate() {
    String waived = "Q1 Q2 --compliance=cis-aws-1.1 --waivers=samples/quarter-waivers.yaml";
    Run run = run("diff " + waived + " --fail-on=waiver-expired");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.stdout()).contains("waiver-expired       1  ");
    assertThat(run.stderr())
        .isEqualTo(
            """
            warning: samples/quarter-waivers.yaml line 3: the waiver of control `2.6` is not applied: it expired at the end of 2026-05-31, the report is as of 2026-06-30T12:00:00Z
            help: delete it, or let `eva@example.com` decide anew
            """);
    assertThat(run("diff " + waived + " --quiet").stderr()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Q1 samples/quiet --compliance=cis-aws-1.1 | error: base is of account 222233334444 (aws), head of account 111122223333 (aws); help: compare snapshots of one account, or pass --allow-other-account
          @q1-1.4 @q2                     | error: base was scored by `awscis1.4` (sha256 902763756215), head by `cis-aws-1.1` (sha256 8fbf2db04de5); help: score both by one spec and one version of assay, or pass --allow-rule-changes to have that told apart
          @q1-level-1 @q2                 | error: base has the controls up to level 1, head all controls; help: score both by one spec and one version of assay, or pass --allow-rule-changes to have that told apart
          @q1 @other-limit                | error: control `1.3`: `maxUnusedDays` of iam-unused-credentials is `90` in base, `45` in head; help: score both by one spec and one version of assay, or pass --allow-rule-changes to have that told apart
          @q1-1.4 Q2 --compliance=cis-aws-1.1 | error: base was scored by `awscis1.4` (sha256 902763756215), not by the spec that --compliance names; help: leave --compliance out, or name that spec
          """)
  void what_is_not_comparable_is_not_compared(String sides, String expected) {
    assertThat(run("diff " + sides)).isEqualTo(new Run("", lines(expected), 5));
  }

  private static String lines(String joined) {
    return joined.replace("; help: ", "\nhelp: ") + "\n";
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Q1 @q2                          | error: `samples/quarter-1` is a snapshot, and no spec is named; help: name one with --compliance, such as cis-aws-1.1
          @q1 @q2 --waivers=w.yaml        | error: both sides are reports, which are judged already; help: leave --waivers and --attestations out, or compare the snapshots
          Q1 Q2 --compliance=cis-aws-1.1 --output=Q1/diff.txt | error: `samples/quarter-1/diff.txt` is inside the snapshot; help: write the report somewhere else
          @q1 @q2 -f json -f table        | error: json and table cannot both go to standard output; help: give all formats but one an --output
          @q1                             | error: missing required parameter: `HEAD`; help: run `assay diff --help`
          """)
  void a_wrong_command_line_is_told_its_cure(String sides, String expected) {
    assertThat(run("diff " + sides)).isEqualTo(new Run("", lines(expected), 2));
  }

  @Test
  void other_rules_are_told_apart_when_asked() {
    Run run = run("diff @q1 @other-limit --allow-rule-changes --fail-on=regressed");

    assertThat(run.stdout())
        .contains(
            "\nRules   control `1.3`: `maxUnusedDays` of iam-unused-credentials is `90` in base")
        .contains(
            "\n  regressed (rules): arn:aws:iam::222233334444:user/eva password: PASS -> FAIL\n")
        .contains("\n  aged (time): arn:aws:iam::222233334444:user/ci-deploy access_key_1: ")
        .contains("\n  regressed (account): arn:aws:ec2:");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void what_other_rules_did_stops_no_gate() {
    String rules = "diff @q1-1.4 @q1 --allow-rule-changes";

    assertThat(run(rules).stdout()).contains("became-unknown (rules)").doesNotContain("(account)");
    assertThat(run(rules + " --fail-on=regressed,new,unknown,resolved").exitCode()).isZero();
  }

  @Test
  void a_control_that_only_shares_its_number_is_another() {
    assertThat(run("diff @q1-1.4 @q2 --allow-rule-changes").stdout())
        .contains("\n1.13 limit-user-access-keys: PASS -> not there\n")
        .contains("\n1.13 Root has MFA: not there -> PASS\n");
  }

  @Test
  void two_accounts_are_compared_when_asked() {
    Run run = run("diff @q1 samples/quiet --compliance=cis-aws-1.1 --allow-other-account");

    assertThat(run.exitCode()).isZero();
    assertThat(run.stdout())
        .contains("fixed (account): arn:aws:iam::111122223333:user/eva: FAIL -> PASS")
        .doesNotContain("recreated");
  }

  @Test
  void the_wrong_way_round_is_noticed() {
    assertThat(run("diff @q2 @q1").stdout()).contains("\nBeware  BASE IS LATER THAN HEAD\n");
  }

  @Test
  void several_formats_go_to_files_of_their_own() throws Exception {
    Run run = run("diff @q1 @q2 -f markdown -o @diff.md -f json -o @diff.json -f table");

    assertThat(run).isEqualTo(run("diff @q1 @q2"));
    assertThat(temp.resolve("diff.md")).hasContent(run("diff @q1 @q2 -f markdown").stdout());
    assertThat(temp.resolve("diff.json")).hasContent(run("diff @q1 @q2 -f json").stdout());
  }

  @Test
  void a_hostile_name_is_harmless_and_visible() {
    assertThat(run("diff @hostile @q2").stdout())
        .contains("user/d\\u{1b}[2Jan|`<b>: FAIL -> absent")
        .doesNotContain("\u001b");
    assertThat(run("diff @hostile @q2 -f markdown").stdout())
        .contains("``arn:aws:iam::222233334444:user/d\\u{1b}[2Jan\\u{7c}`<b>``")
        .doesNotContain("\u001b");
  }

  @Test
  void a_sample_as_stored_is_silence() {
    assertThat(run("evaluate Q2 --compliance=cis-aws-1.1 --expect=@next-version"))
        .isEqualTo(new Run("", "", 0));
  }

  @Test
  void a_sample_that_differs_shows_how() throws Exception {
    Run run = run("evaluate Q2 --compliance=cis-aws-1.1 --expect=@q1 -f native -o @now --force");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.stdout())
        .startsWith(run("diff @q1 @q2").stdout())
        .endsWith("  as of 2026-03-31T12:00:00Z -> 2026-06-30T12:00:00Z\n")
        .contains("  regions/us-east-1/ec2/describe-flow-logs.json: present -> denied\n");
    assertThat(temp.resolve("now")).hasContent(Files.readString(temp.resolve("q2")));
  }

  /** The verdict is as it was, and what it rests on is not. */
  @Test
  void other_evidence_is_not_as_stored() throws Exception {
    String stored = Files.readString(temp.resolve("q2"));
    Files.writeString(
        temp.resolve("moved"), stored.replace("/MinimumPasswordLength\"", "/Elsewhere\""));
    Run run = run("evaluate Q2 --compliance=cis-aws-1.1 --expect=@moved");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.stdout())
        .contains(
            """

            no finding has changed
            """)
        .endsWith(
            """

            Not as expected, too:
              1.9 Passwords have 14 characters or more: arn:aws:iam::222233334444:root
                minimum-length: PASS
                  - passwords need 14 characters, 14 wanted
                  - read 14 at global/iam/get-account-password-policy.json#/PasswordPolicy/Elsewhere line 3
                  + passwords need 14 characters, 14 wanted
                  + read 14 at global/iam/get-account-password-policy.json#/PasswordPolicy/MinimumPasswordLength line 3
            """);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --compliance=cis-aws-1.1 --expect=@q2 -f json | 2 | error: with --expect, what differs goes to standard output, and so would the report; help: give each --format an --output
          --compliance=awscis1.4 --expect=@q2 | 5 | error: base was scored by `cis-aws-1.1` (sha256 8fbf2db04de5), head by `awscis1.4` (sha256 902763756215); help: base is the stored report: score by what it was scored by, or store it anew with `--format native`
          """)
  void an_expectation_that_cannot_be_met_says_why(String options, int code, String expected) {
    assertThat(run("evaluate Q2 " + options)).isEqualTo(new Run("", lines(expected), code));
  }
}
