package dev.assay.report;

import static dev.assay.report.Made.report;
import static dev.assay.report.Made.result;
import static dev.assay.spec.SpecText.spec;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.aws.Identity;
import dev.assay.evaluate.ControlResult;
import dev.assay.evaluate.ControlStatus;
import dev.assay.evaluate.DecidedBy;
import dev.assay.report.Report.Control;
import dev.assay.snapshot.SnapshotInfo;
import dev.assay.spec.Spec;
import dev.assay.testing.Page;
import dev.assay.testing.Run;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlReportTest {

  /** One report with everything that the page can show; the other is of a broken collection. */
  private static Report full;

  private static Report partial;

  private static final String WAIVERS =
      """
      waivers:
      - control: "1.2"
        resource: arn:aws:iam::444455556666:user/*
        account: "444455556666"
        reason: |
          They leave.
          All of them.
        owner: Jo Example
        ticket: SEC-12
        from: 2026-05-01
        expires: 2026-12-31
      - check: iam-user-mfa-console
        resource: "*/ben"
        account: "444455556666"
        reason: he leaves
        owner: Ann Other
        expires: 2026-12-31
      """;

  private static final String ATTESTATIONS =
      """
      attestations:
      - control: "1.15"
        account: "444455556666"
        status: fail
        statement: |
          Nobody knows the answers.
          Nobody ever has.
        by: Jo Example
        role: Auditor
        date: 2026-06-29
        expires: 2027-06-29
        evidence: [{path: minutes.pdf, sha256: "%s"}]
      """
          .replace("%s", "ab".repeat(32));

  @BeforeAll
  static void evaluate(@TempDir Path temp) throws Exception {
    Path waivers = Files.writeString(temp.resolve("waived.yaml"), WAIVERS);
    Path attestations = Files.writeString(temp.resolve("said.yaml"), ATTESTATIONS);
    full = sample("messy", "--waivers=" + waivers, "--attestations=" + attestations);
    partial = sample("partial");
  }

  static List<Report> reports() {
    return List.of(full, partial);
  }

  private static Report sample(String name, String... more) {
    List<String> args =
        List.of(
            "evaluate",
            "samples/" + name,
            "--compliance=cis-aws-1.1",
            "--format=native",
            "--allow-unknown",
            "--quiet");
    Run run = Run.assay(Stream.concat(args.stream(), Stream.of(more)).toArray(String[]::new));
    assertThat(run.exitCode()).as(run.stderr()).isZero();
    return NativeReport.read(name, run.stdout().getBytes(UTF_8));
  }

  private static Document page(Report report) {
    return Page.parsed(HtmlReport.write(report));
  }

  @ParameterizedTest
  @MethodSource("reports")
  void the_page_is_well_formed_and_can_be_read_aloud(Report report) {
    Document page = page(report);

    Page.assertReadableAloud(page);
    assertThat(page.title())
        .isEqualTo(
            "CIS AWS Foundations Benchmark v1.1.0: account "
                + report.snapshot().identity().accountId());
  }

  @ParameterizedTest
  @MethodSource("reports")
  void nothing_on_the_page_points_or_asks_elsewhere(Report report) {
    Page.assertClosed(page(report));
  }

  @Test
  void the_policy_allows_the_one_style_and_script_and_nothing_else() throws Exception {
    Page.assertPolicyMatches(page(full));
  }

  @ParameterizedTest
  @MethodSource("dev.assay.testing.Page#hostile")
  void no_text_is_more_than_text(String hostile) {
    for (Report report : reports()) {
      Document page = page(EachText.of(report, text -> text + hostile));

      assertThat(Page.skeleton(page))
          .isEqualTo(Page.skeleton(page(EachText.of(report, text -> text + "x"))));
      String shown = Escape.terminal(hostile);
      assertThat(page.select("h1").text()).isEqualTo(report.spec().title() + shown);
      assertThat(page.select("bdi").eachText()).contains("1.1" + shown);
      assertThat(HtmlReport.write(EachText.of(report, text -> text + hostile)).replace("\n", ""))
          .matches(text -> Escape.terminal(text).equals(text), "has no invisible character");
    }
  }

  @Test
  void every_text_that_comes_from_outside_is_isolated_from_the_direction_of_its_neighbours() {
    Document page = page(EachText.of(full, text -> text + "‡"));
    page.select("bdi, title, option, pre, meta").remove();

    assertThat(page.body().text()).doesNotContain("‡");
  }

  @Test
  void every_control_and_finding_is_there_and_findings_show_what_was_read_where() {
    Document page = page(full);

    assertThat(page.select("details.control > summary h4 b").eachText())
        .isEqualTo(full.controls().stream().map(Control::id).toList());
    assertThat(page.select("#checklist tbody th").eachText())
        .isEqualTo(full.controls().stream().map(Control::id).toList());
    assertThat(page.select("li.finding"))
        .hasSize(full.controls().stream().mapToInt(c -> c.findings().size()).sum());
    assertThat(page.getElementById("control-1.12").select("li.finding").text())
        .isEqualTo(
            "✗ FAIL arn:aws:iam::444455556666:root root's access key 1 is active"
                + " true at global/iam/credential-report.csv line 2 column access_key_1_active"
                + " the account summary counts 1 root access keys"
                + " 1 at global/iam/get-account-summary.json#/SummaryMap/AccountAccessKeysPresent line 34"
                + " 1 more looked at root's access key 2 is not active"
                + " false at global/iam/credential-report.csv line 2 column access_key_2_active");
  }

  @Test
  void a_waived_finding_keeps_its_status_in_view_and_names_its_waivers() {
    Document page = page(full);
    Element control = page.getElementById("control-1.2");
    String waiver =
        "Waiver W1, owner Jo Example, ticket SEC-12; counts from 2026-05-01, expires at the end of"
            + " 2026-12-31; accepts 2 findings of control 1.2 resources"
            + " arn:aws:iam::444455556666:user/* They leave. All of them. from ";

    assertThat(control.select("summary .mark").first().text()).isEqualTo("≈ WAIVED");
    assertThat(control.select("h5").eachText()).containsExactly("2 waived");
    assertThat(control.select("li.finding.fail .resource").eachText())
        .containsExactly(
            "✗ FAIL ≈ WAIVED arn:aws:iam::444455556666:user/ben",
            "✗ FAIL ≈ WAIVED arn:aws:iam::444455556666:user/dan,ops");
    assertThat(control.select("li.finding.fail .resource + p").eachText())
        .containsExactly(
            "accepted by waiver W1, waiver W2, not counted, not passed",
            "accepted by waiver W1, not counted, not passed");
    assertThat(control.select(".note").first().text()).startsWith(waiver);
    assertThat(page.select("#waivers .note").eachText()).hasSize(2);
    assertThat(page.select("#waivers .note").first().text()).startsWith(waiver);
  }

  @Test
  void an_attestation_is_shown_where_it_counts_and_in_full() {
    Document page = page(full);
    String expected =
        "Attestation A1 on control 1.15: fail, by Jo Example, Auditor; counts from"
            + " 2026-06-29T00:00:00Z until 2027-06-29T00:00:00Z Nobody knows the answers. Nobody"
            + " ever has. document minutes.pdf sha256:"
            + "ab".repeat(32)
            + " from ";

    assertThat(page.select("#control-1\\.15 .note").text()).startsWith(expected);
    assertThat(page.select("#attestations .note").text()).startsWith(expected);
  }

  @Test
  void the_broken_link_of_an_alarm_chain_is_marked_and_the_lost_event_is_shown() {
    Element control = page(full).getElementById("control-3.1");

    assertThat(control.select(".chain li").eachText())
        .containsExactly(
            "trail ✓ holds",
            "log group ✓ holds",
            "metric filter ✗ broken here",
            "metric – not reached",
            "alarm – not reached",
            "topic – not reached",
            "subscription – not reached");
    assertThat(control.select(".cause p").first().text())
        .isEqualTo(
            "metric filters do not see all refused API calls; this event slips through: the one"
                + " below");
    assertThat(control.select("pre").first().wholeText())
        .startsWith("{\n  \"eventVersion\": \"1.08\",\n  \"userIdentity\": {\n")
        .endsWith("\n}\n");
  }

  @Test
  void what_is_unknown_comes_with_the_commands_that_cure_it() {
    Document page = page(partial);

    assertThat(page.select("#cures .command").eachText())
        .hasSize(partial.blocking().size())
        .startsWith("aws cloudtrail describe-trails --region us-east-1 --output json");
    assertThat(page.select("#attention .command").eachText())
        .isEqualTo(page.select("#cures .command").eachText().subList(0, 3));
    assertThat(page.select("#coverage > p").text())
        .isEqualTo("27 of 55 needed calls; 11 denied, 17 missing");
    assertThat(page.select("#coverage > .scroll tbody tr")).hasSize(28);
    assertThat(page.select("#coverage > .scroll tbody tr").first().text())
        .isEqualTo(
            "denied global/account/get-contact-information.json was denied (AccessDeniedException)");
    assertThat(page.select("#coverage details tbody tr")).hasSize(27);
    assertThat(page.select("#control-1\\.12 .cause").first().text())
        .isEqualTo(
            "global/iam/get-account-summary.json was not collected"
                + " aws iam get-account-summary --output json needs iam:GetAccountSummary; missing,"
                + " see global/iam/get-account-summary.json");
  }

  private static final Spec FIVE =
      spec("spec: {id: x, title: T, controls: [{id: 1}, {id: 1}, {id: a b}, {id: a_b}, {id: 5}]}");

  private static Document five(ControlStatus... statuses) {
    List<ControlResult> results = new ArrayList<>();
    for (ControlStatus status : statuses) {
      results.add(
          new ControlResult(FIVE.controls().get(results.size()), status, List.of(), List.of()));
    }
    return page(report(FIVE, results));
  }

  @Test
  void each_control_has_an_address_of_its_own() {
    assertThat(
            five(
                    ControlStatus.PASS,
                    ControlStatus.PASS,
                    ControlStatus.PASS,
                    ControlStatus.PASS,
                    ControlStatus.PASS)
                .select("details.control")
                .eachAttr("id"))
        .containsExactly("control-1", "control-1~2", "control-a_b", "control-a_b~2", "control-5");
  }

  @Test
  void the_score_is_a_picture_and_a_sentence_and_has_its_denominator_and_the_unknown_beside_it() {
    Document page =
        five(
            ControlStatus.PASS,
            ControlStatus.FAIL,
            ControlStatus.UNKNOWN,
            ControlStatus.WAIVED,
            ControlStatus.NOT_APPLICABLE);

    assertThat(page.select(".donut > div > p").text())
        .isEqualTo("1 of 4 scored controls passed (25.0 %); 1 UNKNOWN.");
    assertThat(page.select(".donut title").text())
        .isEqualTo("1 of 4 scored controls passed: 1 failed, 1 unknown, 0 manual, 1 waived");
    assertThat(page.select(".donut circle").eachAttr("class"))
        .containsExactly("slice pass", "slice fail", "slice unknown", "slice waived");
    assertThat(page.select(".donut circle").eachAttr("stroke-dasharray"))
        .containsExactly("246 754", "246 754", "246 754", "246 754");
    assertThat(page.select(".donut circle").eachAttr("stroke-dashoffset"))
        .containsExactly("0", "-250", "-500", "-750");
  }

  @Test
  void no_percentage_stands_alone() {
    for (Report report : reports()) {
      for (Element element : page(report).select("p, span")) {
        if (element.ownText().contains("%") || element.text().contains(" %)")) {
          assertThat(element.text())
              .matches(".*\\d+ of \\d+ .*\\(\\d+\\.\\d %\\).*(unknown|UNKNOWN).*");
        }
      }
    }
  }

  @Test
  void a_report_in_which_nothing_counts_has_no_picture() {
    Document page =
        five(
            ControlStatus.NOT_APPLICABLE,
            ControlStatus.NOT_APPLICABLE,
            ControlStatus.NOT_APPLICABLE,
            ControlStatus.NOT_APPLICABLE,
            ControlStatus.NOT_APPLICABLE);

    assertThat(page.select("svg")).isEmpty();
    assertThat(page.select(".donut p").first().text()).isEqualTo("No scored control applies.");
  }

  @ParameterizedTest(name = "{0} by {1}")
  @CsvSource({
    "PASS, DATA, yes",
    "FAIL, DATA, no",
    "WAIVED, DATA, no",
    "WAIVED, NOBODY, unknown",
    "UNKNOWN, NOBODY, unknown",
    "MANUAL, NOBODY, unknown",
    "NOT_APPLICABLE, ATTESTATION, does not apply"
  })
  void the_checklist_says_yes_only_of_what_passes(
      ControlStatus status, DecidedBy by, String expected) {
    Control control =
        new Control(
            "1", "", "", "", 0, true, "", "", false, status, by, List.of(), 0, List.of(), List.of(),
            List.of(), List.of());

    assertThat(HtmlReport.setCorrectly(control)).isEqualTo(expected);
  }

  @Test
  void the_checklist_has_every_control() {
    assertThat(page(full).select("#checklist tbody tr").eachText())
        .hasSize(full.controls().size())
        .startsWith("1.1 Root is not used for everyday work no ✗ FAIL");
  }

  @ParameterizedTest(name = "{0} failures")
  @CsvSource({"1, 1, 0", "5, 5, 0", "6, 5, 1", "1000, 5, 995"})
  void a_long_list_folds_with_its_count(int failures, int shown, int folded) {
    Spec spec = spec("spec: {id: x, controls: [{id: 1}]}");
    Document page =
        page(report(spec, List.of(result(spec.controls().get(0), ControlStatus.FAIL, failures))));
    Element group = page.selectFirst(".group");

    assertThat(group.select("h5").text()).isEqualTo(failures + " failed");
    assertThat(group.select("> .findings > li")).hasSize(shown);
    assertThat(group.select("> details > .findings > li")).hasSize(folded);
    assertThat(group.select("> details > summary").text())
        .isEqualTo(folded == 0 ? "" : folded + " more failed");
  }

  @Test
  void what_is_not_an_account_at_aws_of_that_time_says_so_at_the_top() {
    SnapshotInfo info =
        new SnapshotInfo(
            new Identity("", "aws-cn"),
            Made.TAKEN,
            "d1",
            "not verifiable, there is no SHA256SUMS",
            "http://localhost:4566");
    Instant later = Made.TAKEN.plus(Duration.ofDays(1));
    Document page = page(report(info, later, FIVE, Made.all(FIVE, ControlStatus.PASS)));

    assertThat(page.select("header .lead").text())
        .isEqualTo("Account not named (aws-cn), as of 2024-06-01T00:00:00Z");
    assertThat(page.select("header .banner").eachText())
        .containsExactly(
            "Not AWS. The snapshot was collected from http://localhost:4566. It says nothing about"
                + " an account at AWS.",
            "As of a later time than the snapshot. It was taken at 2024-05-31T00:00:00Z; ages are"
                + " measured to 2024-06-01T00:00:00Z.",
            "Integrity is not verified. Nothing shows that the files are those that were"
                + " collected.");
    assertThat(page(full).select(".banner")).isEmpty();
  }

  @Test
  void without_a_script_nothing_is_missing_but_the_filters() {
    Document page = page(full);

    assertThat(page.select("[hidden]").eachAttr("id")).containsExactly("filters");
    assertThat(page.select("#filters input[name=status]").eachAttr("value"))
        .containsExactlyInAnyOrderElementsOf(
            Set.copyOf(page.select("details.control").eachAttr("data-status")));
  }

  /** WCAG 2.1, 1.4.3: 4.5 to 1 for text; each theme's colours, as the style sheet pairs them. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {0, 1})
  void text_stands_out_from_its_ground(int theme) throws Exception {
    String css;
    try (InputStream in = HtmlReport.class.getResourceAsStream("html.css")) {
      css = new String(in.readAllBytes(), UTF_8);
    }
    Map<String, Double> light = new TreeMap<>();
    Matcher colour =
        Pattern.compile("--([a-z-]+): #([0-9a-f]{3}|[0-9a-f]{6});")
            .matcher(css.split(":root \\{")[theme + 1]);
    while (colour.find()) {
      light.put(colour.group(1), luminance(colour.group(2)));
    }

    assertThat(light).hasSize(7 + 18);
    for (String ground : List.of("page", "card", "code")) {
      for (String text : List.of("text", "quiet", "link")) {
        assertThat(contrast(light, text, ground)).as(text + " on " + ground).isGreaterThan(4.5);
      }
    }
    for (String kind : List.of("pass", "fail", "unknown", "manual", "waived", "none")) {
      assertThat(contrast(light, kind, kind + "-back")).as(kind).isGreaterThan(4.5);
    }
  }

  private static double contrast(Map<String, Double> light, String one, String other) {
    double bright = Math.max(light.get(one), light.get(other));
    double dark = Math.min(light.get(one), light.get(other));
    return (bright + 0.05) / (dark + 0.05);
  }

  private static double luminance(String hex) {
    UnaryOperator<String> full = h -> h.length() == 3 ? h.replaceAll("(.)", "$1$1") : h;
    int rgb = Integer.parseInt(full.apply(hex), 16);
    return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
  }

  private static double linear(int channel) {
    double c = (channel & 0xff) / 255.0;
    return c <= 0.03928 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }
}
