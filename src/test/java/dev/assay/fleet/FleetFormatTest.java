package dev.assay.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.evaluate.ControlStatus;
import dev.assay.fleet.Fleet.Question;
import dev.assay.report.EachText;
import dev.assay.report.Format.Detail;
import dev.assay.report.Style;
import dev.assay.testing.Page;
import dev.assay.testing.Schema;
import java.io.StringReader;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What each format makes of a roll-up. */
class FleetFormatTest {

  private static final Schema SCHEMA = Schema.of("/dev/assay/fleet/fleet.schema.json");

  /** All samples; only what was not scored; many; nothing out of the ordinary. */
  static List<Fleet> fleets() {
    return List.of(
        Fleets.of(Fleets.rows()),
        Fleets.of(List.of(Fleets.CHANGED)),
        Fleets.of(Collections.nCopies(30, Fleets.row("partial"))),
        Fleets.of(List.of(Fleets.row("quiet"))));
  }

  private static String write(Fleet fleet, FleetFormat format) {
    return format.write(fleet, Detail.ALL, Style.PLAIN);
  }

  @ParameterizedTest
  @MethodSource("fleets")
  void the_json_is_of_the_schema(Fleet fleet) {
    assertThat(SCHEMA.faults(write(fleet, FleetFormat.JSON))).isEmpty();
  }

  @Test
  void the_schema_can_fail() {
    String json = write(Fleets.of(Fleets.rows()), FleetFormat.JSON);

    assertThat(SCHEMA.faults(json.replace("assay-fleet/1", "assay-fleet/2"))).isNotEmpty();
    assertThat(SCHEMA.faults(json.replace("\"PASS\",", "\"GOOD\","))).isNotEmpty();
    assertThat(SCHEMA.faults(json.replace("\"leftOut\"", "\"left\""))).isNotEmpty();
  }

  @Test
  void the_json_loses_nothing_of_a_row() {
    Row.Scored row = Fleets.row("partial");
    JsonNode written =
        new JsonMapper().readTree(write(Fleets.of(List.of(row)), FleetFormat.JSON)).at("/scored/0");

    assertThat(texts(written.get("statuses")))
        .isEqualTo(row.statuses().stream().map(ControlStatus::name).toList());
    assertThat(texts(written.get("issues")))
        .isEqualTo(row.issues().stream().map(Object::toString).toList());
    assertThat(written.get("unknown")).hasSameSizeAs(row.unknown());
    for (int i = 0; i < row.unknown().size(); i++) {
      JsonNode unknown = written.get("unknown").get(i);
      assertThat(
              new Row.Unknown(
                  unknown.get("control").intValue(),
                  unknown.get("because").stringValue(),
                  unknown.get("more").intValue()))
          .isEqualTo(row.unknown().get(i));
    }
    assertThat(written.get("lacks")).hasSameSizeAs(row.lacks());
    assertThat(written.get("digest").stringValue()).isEqualTo(row.snapshot().digest());
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.asString()));
    return texts;
  }

  @ParameterizedTest
  @MethodSource("fleets")
  void the_csv_has_a_row_a_snapshot_and_a_column_a_control(Fleet fleet) throws Exception {
    String csv = write(fleet, FleetFormat.CSV);
    List<CSVRecord> rows =
        CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(new StringReader(csv.substring(1)))
            .getRecords();

    assertThat(csv).startsWith("\uFEFFFramework,");
    assertThat(rows)
        .hasSize(fleet.snapshots())
        .allSatisfy(row -> assertThat(row.isConsistent()).isTrue());
    List<Question> controls = fleet.rules().controls();
    for (int i = 0; i < fleet.scored().size(); i++) {
      for (int at = 0; at < controls.size(); at++) {
        assertThat(rows.get(i).get(controls.get(at).id() + " " + controls.get(at).name()))
            .isEqualTo(fleet.scored().get(i).statuses().get(at).name());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("fleets")
  void the_page_is_well_formed_closed_and_can_be_read_aloud(Fleet fleet) throws Exception {
    Document page = Page.parsed(write(fleet, FleetFormat.HTML));

    Page.assertReadableAloud(page);
    Page.assertClosed(page);
    Page.assertPolicyMatches(page);
    assertThat(page.select(".matrix tbody tr")).hasSize(fleet.scored().size());
    assertThat(page.select(".matrix tbody td.fail"))
        .hasSize(fleet.scored().stream().mapToInt(row -> row.count(ControlStatus.FAIL)).sum());
  }

  @Test
  void a_page_shows_a_thousand_and_says_so() {
    Fleet fleet = Fleets.of(Collections.nCopies(1003, Fleets.row("quiet")));
    Document page = Page.parsed(write(fleet, FleetFormat.HTML));

    assertThat(page.select(".matrix tbody tr")).hasSize(1000);
    assertThat(page.select("#matrix").text()).contains("3 more are left out of this page");
    assertThat(write(fleet, FleetFormat.CSV).lines()).hasSize(1004);
  }

  @Test
  void two_snapshots_of_one_account_are_told_apart() {
    Document page = Page.parsed(write(Fleets.of(Fleets.rows()), FleetFormat.HTML));

    assertThat(page.select(".matrix tbody th").eachText())
        .containsExactly(
            "444455556666",
            "222233334444, 2026-06-30T12:00:00Z",
            "999900001111",
            "777788889999",
            "222233334444, 2026-03-31T12:00:00Z",
            "111122223333");
  }

  static Stream<String> hostile() {
    return Stream.of(Page.hostile());
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void no_text_changes_the_page(String hostile) {
    Fleet fleet = Fleets.of(Fleets.rows());
    Document page = Page.parsed(write(fleet, FleetFormat.HTML));
    Document changed = Page.parsed(write(EachText.of(fleet, t -> t + hostile), FleetFormat.HTML));

    // A severity that is none is drawn plainly, and not counted as one.
    changed.select(".severity").removeClass("low").removeClass("high");
    page.select(".severity").removeClass("low").removeClass("high");
    page.select("#accounts td br, #accounts td .quiet").remove();
    changed.select("#accounts td br, #accounts td .quiet").remove();
    assertThat(Page.skeleton(changed)).isEqualTo(Page.skeleton(page));
  }

  @ParameterizedTest
  @EnumSource(FleetFormat.class)
  void nothing_hidden_leaves_and_no_line_begins_as_a_command(FleetFormat format) throws Exception {
    for (String hostile :
        List.of("\u202e\u001b[2J\u2028\n::error::x", "::error::x", "##[error]x", "half\ud800")) {
      Fleet fleet = EachText.of(Fleets.of(Fleets.rows()), text -> hostile + text);
      String written = write(fleet, format);

      assertThat(UTF_8.newEncoder().encode(CharBuffer.wrap(written)).hasRemaining()).isTrue();
      assertThat(written.codePoints().skip(1))
          .noneMatch(p -> Set.of(0x202e, 0x1b, 0x2028).contains(p));
      assertThat(written.lines().map(String::strip))
          .noneMatch(
              line ->
                  format != FleetFormat.TABLE && (line.startsWith("::") || line.startsWith("##[")));
    }
  }

  @Test
  void no_cell_calculates() throws Exception {
    Fleet fleet = EachText.of(Fleets.of(Fleets.rows()), text -> "=1+1," + text);
    String csv = write(fleet, FleetFormat.CSV);

    for (CSVRecord row : CSVFormat.RFC4180.parse(new StringReader(csv.substring(1)))) {
      for (String cell : row) {
        assertThat(cell.lines()).noneMatch(line -> line.startsWith("="));
      }
    }
  }

  @Test
  void a_table_shows_the_worst_and_counts_the_rest() {
    Fleet fleet = Fleets.of(Collections.nCopies(12, Fleets.row("partial")));
    String plain = FleetFormat.TABLE.write(fleet, Detail.SUMMARY, Style.PLAIN);
    String all = FleetFormat.TABLE.write(fleet, Detail.SUMMARY, new Style(Style.ALL, false));

    assertThat(plain.lines().filter(line -> line.contains("777788889999"))).hasSize(10);
    assertThat(plain).contains("… 2 more; see them all with --limit all\n");
    assertThat(all.lines().filter(line -> line.contains("777788889999"))).hasSize(12);
    assertThat(all).doesNotContain("--limit all");
  }

  @Test
  void the_detail_of_a_table_is_what_fails_where_and_why_it_is_unknown() {
    Fleet fleet = Fleets.of(Fleets.rows());
    String summary = FleetFormat.TABLE.write(fleet, Detail.SUMMARY, Style.PLAIN);
    String all = FleetFormat.TABLE.write(fleet, Detail.ALL, Style.PLAIN);

    assertThat(summary)
        .contains("\nREJECTED: org/changed\n  calls.tsv: was changed after it was collected\n")
        .doesNotContain("  UNKNOWN: ");
    assertThat(all)
        .contains(
            """
            777788889999, taken 2026-06-30T12:00:00Z: org/partial
              FAIL: \
            """)
        .contains("global/iam/get-account-password-policy.json was denied (AccessDenied)");
  }
}
