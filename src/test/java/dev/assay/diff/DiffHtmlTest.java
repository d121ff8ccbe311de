package dev.assay.diff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.diff.Category.Way;
import dev.assay.diff.Diff.Allowed;
import dev.assay.report.EachText;
import dev.assay.report.Escape;
import dev.assay.report.Format;
import dev.assay.report.NativeReport;
import dev.assay.report.Report;
import dev.assay.testing.Page;
import dev.assay.testing.Run;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DiffHtmlTest {

  private static final Allowed ALL = new Allowed(true, true);

  private static Report base;
  private static Report head;

  /** Of another account, by the same rules. */
  private static Report other;

  @BeforeAll
  static void evaluate() {
    base = sample("quarter-1", "--waivers=samples/quarter-waivers.yaml");
    head = sample("quarter-2", "--waivers=samples/quarter-waivers.yaml");
    other = sample("partial");
  }

  private static Report sample(String name, String... more) {
    List<String> args =
        List.of("evaluate", "samples/" + name, "--compliance=cis-aws-1.1", "--format=native");
    Run run =
        Run.assay(
            Stream.of(args.stream(), Stream.of("--allow-unknown", "--quiet"), Stream.of(more))
                .flatMap(each -> each)
                .toArray(String[]::new));
    assertThat(run.exitCode()).as(run.stderr()).isZero();
    return NativeReport.read(name, run.stdout().getBytes(UTF_8));
  }

  /** A quarter, the same the wrong way round, nothing at all, and two accounts. */
  static List<Diff> diffs() {
    return List.of(diff(base, head), diff(head, base), diff(head, head), diff(base, other));
  }

  private static Diff diff(Report base, Report head) {
    return Diff.of(base, head, ALL, Optional.empty());
  }

  private static Document page(Diff diff) {
    return Page.parsed(DiffFormat.HTML.write(diff));
  }

  @ParameterizedTest
  @MethodSource("diffs")
  void the_page_is_well_formed_closed_and_can_be_read_aloud(Diff diff) throws Exception {
    Document page = page(diff);

    Page.assertReadableAloud(page);
    Page.assertClosed(page);
    Page.assertPolicyMatches(page);
    assertThat(page.title())
        .isEqualTo(
            "What changed: CIS AWS Foundations Benchmark v1.1.0: account "
                + diff.head().snapshot().identity().accountId());
  }

  @Test
  void the_frame_is_that_of_the_report() {
    Document report = Page.parsed(Format.HTML.write(head, Format.Detail.ALL));

    for (String part : List.of("style", "script", "meta[http-equiv]")) {
      assertThat(page(diff(base, head)).select(part).outerHtml())
          .isEqualTo(report.select(part).outerHtml());
    }
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("dev.assay.testing.Page#hostile")
  void no_text_is_more_than_text(String hostile) {
    for (Diff diff : diffs()) {
      String written = DiffFormat.HTML.write(each(diff, text -> text + hostile));
      Document page = Page.parsed(written);

      assertThat(Page.skeleton(page))
          .isEqualTo(Page.skeleton(page(each(diff, text -> text + "x"))));
      assertThat(page.select("h1").text())
          .isEqualTo(
              "What changed: " + diff.head().spec().title() + Escape.terminal(hostile).strip());
      assertThat(written.replace("\n", ""))
          .matches(text -> Escape.terminal(text).equals(text), "has no invisible character");
    }
  }

  /** The names alone; what they look like must not decide what has changed. */
  private static Diff each(Diff diff, UnaryOperator<String> change) {
    return new Diff(
        EachText.of(diff.base(), change),
        EachText.of(diff.head(), change),
        EachText.of(diff.rules(), change),
        EachText.of(diff.controls(), change),
        EachText.of(diff.changes(), change),
        diff.unchanged());
  }

  @Test
  void every_text_that_comes_from_outside_is_isolated_from_the_direction_of_its_neighbours() {
    for (Diff diff : diffs()) {
      Document page = page(each(diff, text -> text + "‡"));
      page.select("bdi, title, pre, meta").remove();

      assertThat(page.body().text()).doesNotContain("‡");
    }
  }

  /** Counted from the diff: nothing is lost between it and the page. */
  @ParameterizedTest
  @MethodSource("diffs")
  void every_change_is_there_and_is_counted(Diff diff) {
    Document page = page(diff);

    assertThat(page.select("li.finding")).hasSize(diff.changes().size());
    assertThat(page.select("li.finding .pair"))
        .hasSize(diff.changes().stream().mapToInt(c -> c.evidence().size()).sum());
    assertThat(page.select("#summary li > p > b").eachText())
        .containsExactlyInAnyOrderElementsOf(
            Facts.summary(diff).entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey().word())
                .toList());
    assertThat(page.select("#summary h3").eachText())
        .containsExactly(
            "▼ worse " + count(diff, Way.WORSE),
            "▲ better " + count(diff, Way.BETTER),
            "● neither " + count(diff, Way.NEITHER));
    assertThat(page.select("#controls details.control")).hasSize(diff.sections().size());
    assertThat(page.select("#unchanged .rows > li"))
        .hasSize(diff.controls().size() - diff.sections().size());
    assertThat(
            page.select("#unchanged ul.key li").eachText().stream()
                .mapToInt(text -> Integer.parseInt(text.replaceAll(".* ", "")))
                .sum())
        .isEqualTo(diff.unchanged().values().stream().mapToInt(Integer::intValue).sum());
  }

  private static String count(Diff diff, Way way) {
    long count = diff.changes().stream().filter(c -> c.category().way() == way).count();
    return count + (count == 1 ? " change" : " changes");
  }

  @Test
  void the_score_stands_with_what_it_is_of() {
    Document page = page(diff(base, head));

    assertThat(page.select("header.top ul.key").text())
        .isEqualTo(
            "▼ worse 8 ▲ better 2 ● neither 5 scored controls that pass: 42 of 47 → 38 of 47"
                + " UNKNOWN: 1 → 1");
    assertThat(page.select("#score .bar").eachText())
        .containsExactly(
            "Base, as of 2026-03-31T12:00:00Z42 of 47 passed (89.4 %), 1 unknown",
            "Head, as of 2026-06-30T12:00:00Z38 of 47 passed (80.9 %), 1 unknown");
    assertThat(page.select("#score .rows li").first().text())
        .isEqualTo("✗ FAIL → ✓ PASS controls 1.2 1.10");
  }

  @Test
  void a_change_shows_both_sides_and_where_each_stands() {
    Element control = page(diff(base, head)).getElementById("control-1.10");

    assertThat(control.select("summary").text())
        .isEqualTo("✗ FAIL → ✓ PASS 1.10 Old passwords cannot come back MEDIUM 1 fixed");
    assertThat(control.select("h5").text()).isEqualTo("▲ better 1 fixed: failed, and does no more");
    assertThat(control.select("li.finding > .moves").text())
        .isEqualTo("✗ FAIL → ✓ PASS cause: account, the account changed; check iam-password-reuse");
    assertThat(control.select(".side").eachText())
        .containsExactly(
            "Before ✗ FAIL the last 5 passwords are refused, 24 wanted 5 at"
                + " global/iam/get-account-password-policy.json#/PasswordPolicy/PasswordReusePrevention"
                + " line 11",
            "Now ✓ PASS the last 24 passwords are refused, 24 wanted 24 at"
                + " global/iam/get-account-password-policy.json#/PasswordPolicy/PasswordReusePrevention"
                + " line 11");
  }

  @Test
  void the_event_that_slipped_in_is_named_and_shown() {
    Element control = page(diff(base, head)).getElementById("control-3.12");

    assertThat(control.select(".slot").eachText())
        .containsExactly("metric-filter an event slips through now", "alarm");
    assertThat(control.select(".side:nth-child(2) pre").text()).contains("AttachInternetGateway");
    assertThat(page(diff(head, base)).select(".slot b")).isEmpty();
  }

  @Test
  void a_waiver_that_expired_is_shown_on_the_side_that_has_it() {
    Document page = page(diff(base, head));

    assertThat(page.getElementById("control-2.6").select(".moves + p").text())
        .isEqualTo("before: accepted by waiver W1, not counted, not passed");
    assertThat(page.select("#waivers h3").eachText()).containsExactly("Base");
    assertThat(page.select("#waivers .note").text()).startsWith("Waiver W1, owner ");
  }

  @Test
  void what_persons_have_said_of_a_change_is_shown_on_their_side() {
    String before = "user/a MANUAL q=x; user/b FAIL q=x said FAIL 2026-12-31";
    String now = "user/c PASS n=1 said PASS 2026-12-31; user/a PASS q=x said PASS 2026-12-31";
    Diff diff =
        diff(
            Told.report(Told.MARCH, before + "; user/c PASS n=1 said PASS 2026-12-31"),
            Told.report(Told.JUNE, now + "; user/b PASS q=x said PASS 2026-12-31"));
    Document page = page(diff);

    assertThat(page.select("nav a[href=#attestations]")).hasSize(1);
    assertThat(page.select("#attestations h3, #attestations .note b:first-child").eachText())
        .containsExactly("Base", "Attestation A1", "Head", "Attestation A2", "Attestation A3");
    assertThat(page(diff(base, head)).select("#attestations, a[href=#attestations]")).isEmpty();
  }

  @Test
  void what_to_beware_of_stands_at_the_top() {
    assertThat(banners(diff(base, head))).isEmpty();
    assertThat(banners(diff(head, base))).containsExactly("Base is later than head.");
    assertThat(banners(diff(base, other))).contains("Two accounts.");
    Report elsewhere = EachText.of(head, text -> text.startsWith("verified") ? "none" : text);
    assertThat(banners(diff(base, elsewhere))).containsExactly("Head: Integrity is not verified.");
    assertThat(banners(diff(EachText.of(base, t -> t.equals("cis-aws-1.1") ? "y" : t), head)))
        .isEmpty();
    Report otherRules =
        EachText.of(head, text -> text.equals(head.spec().sha256()) ? "ab".repeat(32) : text);
    assertThat(banners(diff(base, otherRules))).containsExactly("The rules differ.");
  }

  private static List<String> banners(Diff diff) {
    return page(diff).select("header .banner b").eachText();
  }

  @Test
  void a_long_list_folds_with_its_count() {
    String failing =
        IntStream.range(0, 12).mapToObj(i -> "user/" + i + " FAIL mfa=no").collect(joining("; "));
    Diff diff = diff(Told.report(Told.MARCH, ""), Told.report(Told.JUNE, failing));
    Element group = page(diff).selectFirst(".group");

    assertThat(group.select("> h5").text()).isEqualTo("▼ worse 12 new-failure: new, and fails");
    assertThat(group.select("> .findings > li")).hasSize(5);
    assertThat(group.select("> details > .findings > li")).hasSize(7);
    assertThat(group.select("> details > summary").text()).isEqualTo("7 more new-failure");
  }
}
