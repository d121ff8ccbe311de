package dev.assay.fleet;

import static dev.assay.fleet.Fleets.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.Problem;
import dev.assay.aws.Identity;
import dev.assay.evaluate.ControlStatus;
import dev.assay.fleet.Fleet.Tally;
import dev.assay.fleet.Row.Reason;
import dev.assay.fleet.Row.Rejected;
import dev.assay.fleet.Row.Scored;
import dev.assay.report.Report;
import dev.assay.report.Report.Control;
import dev.assay.snapshot.SnapshotInfo;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FleetTest {

  @Test
  void the_order_of_rows_does_not_matter() {
    Fleet fleet = Fleets.of(Fleets.rows());
    for (int seed = 0; seed < 20; seed++) {
      List<Row> shuffled = new ArrayList<>(Fleets.rows());
      Collections.shuffle(shuffled, new Random(seed));

      assertThat(Fleets.of(shuffled)).isEqualTo(fleet);
    }
  }

  @Test
  void the_worst_come_first() {
    assertThat(Fleets.of(Fleets.rows()).scored())
        .extracting(Row::name)
        .containsExactly(
            "org/messy",
            "org/quarter-2",
            "org/seed-table",
            "org/partial",
            "org/quarter-1",
            "org/quiet");
  }

  /** Two accounts that differ in one thing; the second is worse. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a CRITICAL failure outweighs all others | 1.3=FAIL 1.4=FAIL 1.24=FAIL | 1.12=FAIL
          then HIGH ones count                    | 1.3=FAIL 1.4=FAIL           | 1.24=FAIL
          two failures are more than one          | 1.3=FAIL                    | 1.3=FAIL 1.2=FAIL
          a failure is more than gaps             | 1.3=UNKNOWN 1.2=UNKNOWN     | 1.4=FAIL
          a gap is more than nothing              | 1.3=MANUAL 1.2=WAIVED       | 1.3=UNKNOWN
          """)
  void what_is_worse(String what, String better, String worse) {
    Scored one = with(row("quiet"), better);
    Scored other = with(row("quiet"), worse);

    assertThat(Fleets.of(List.of(one, other)).scored()).containsExactly(other, one);
    assertThat(Fleets.of(List.of(other, one)).scored()).containsExactly(other, one);
  }

  private static Scored with(Scored row, String statuses) {
    List<ControlStatus> all = new ArrayList<>(Collections.nCopies(row.statuses().size(), PASS));
    for (String each : statuses.split(" +")) {
      String[] parts = each.split("=");
      all.set(place(parts[0]), ControlStatus.valueOf(parts[1]));
    }
    return new Scored(
        row.name(),
        row.snapshot(),
        row.asOf(),
        row.score(),
        all,
        row.issues(),
        row.unknown(),
        row.lacks(),
        row.files());
  }

  private static final ControlStatus PASS = ControlStatus.PASS;

  private static int place(String id) {
    return IntStream.range(0, Fleets.RULES.controls().size())
        .filter(i -> Fleets.RULES.controls().get(i).id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** What is kept of a report is what the report says. */
  @ParameterizedTest
  @CsvSource({"quiet", "messy", "partial", "quarter-2"})
  void a_row_says_what_its_report_says(String sample) {
    Report report = Fleets.report(sample);
    Scored row = row(sample);

    assertThat(row.statuses()).isEqualTo(report.controls().stream().map(Control::status).toList());
    assertThat(row.issues()).isEqualTo(report.controls().stream().map(Control::issues).toList());
    assertThat(row.score()).isEqualTo(report.score().all());
    assertThat(row.snapshot()).isEqualTo(report.snapshot());
    assertThat(row.unknown())
        .hasSameSizeAs(report.with(ControlStatus.UNKNOWN))
        .allSatisfy(
            unknown -> {
              Control control = report.controls().get(unknown.control());
              assertThat(control.unknownBecause())
                  .hasSize(1 + unknown.more())
                  .startsWith(unknown.because());
            });
    assertThat(row.lacks().stream().mapToInt(Row.Lack::calls).sum())
        .isEqualTo(report.blocking().keySet().stream().map(Report.Gap::path).distinct().count());
  }

  @Test
  void controls_are_counted_over_all_accounts() {
    Fleet fleet = Fleets.of(Fleets.rows());
    Tally rootMfa = fleet.tallies().get(place("1.13"));

    assertThat(rootMfa.counts())
        .containsEntry(ControlStatus.PASS, 4)
        .containsEntry(ControlStatus.FAIL, 1)
        .containsEntry(ControlStatus.UNKNOWN, 1)
        .containsEntry(ControlStatus.MANUAL, 0)
        .hasSize(ControlStatus.values().length);
    assertThat(fleet.tallies())
        .hasSize(52)
        .allSatisfy(
            tally ->
                assertThat(tally.counts().values().stream().mapToInt(n -> n).sum()).isEqualTo(6));
    assertThat(fleet.score().passed()).isEqualTo(174);
    assertThat(fleet.score().applicable()).isEqualTo(6 * 47);
    assertThat(fleet.score().unknown()).isEqualTo(37);
    assertThat(fleet.snapshots()).isEqualTo(7);
    assertThat(fleet.accounts()).isEqualTo(5);
  }

  @Test
  void accounts_are_told_apart_by_partition_and_the_unnamed_are_one_each() {
    Scored row = row("quiet");

    assertThat(
            Fleets.of(
                    List.of(
                        of(row, "111122223333", "aws"),
                        of(row, "111122223333", "aws"),
                        of(row, "111122223333", "aws-us-gov"),
                        of(row, "", "aws"),
                        of(row, "", "aws")))
                .accounts())
        .isEqualTo(4);
  }

  private static Scored of(Scored row, String account, String partition) {
    return taken(row, new Identity(account, partition), row.snapshot().observedAt());
  }

  private static Scored taken(Scored row, Identity account, Instant at) {
    SnapshotInfo info = row.snapshot();
    return new Scored(
        row.name(),
        new SnapshotInfo(account, at, info.digest(), info.integrity(), info.endpointOverride()),
        at,
        row.score(),
        row.statuses(),
        row.issues(),
        row.unknown(),
        row.lacks(),
        row.files());
  }

  @ParameterizedTest(name = "{0} days off")
  @CsvSource({
    "2026-06-30T12:00:00Z,  0",
    "2026-07-07T12:00:00Z,  0",
    "2026-07-07T12:00:01Z,  7",
    "2026-06-23T12:00:00Z,  0",
    "2026-06-23T11:59:59Z, -7",
    "2026-03-31T12:00:00Z, -91"
  })
  void what_is_out_of_step(Instant at, long days) {
    Scored middle = row("quiet");
    Scored off = taken(middle, new Identity("111122223333", "aws"), at);
    Fleet fleet = Fleets.of(List.of(middle, off, middle, middle));

    assertThat(fleet.span().orElseThrow().outOfStep(off)).isEqualTo(days);
    assertThat(fleet.span().orElseThrow().outOfStep(middle)).isZero();
    assertThat(fleet.stragglers()).isEqualTo(days == 0 ? 0 : 1);
  }

  @Test
  void what_most_accounts_lack_comes_first() {
    Fleet fleet = Fleets.of(List.of(row("partial"), row("quarter-1"), row("quarter-2")));

    assertThat(fleet.lacking().get(0).action()).isEqualTo("account:GetContactInformation");
    assertThat(fleet.lacking().get(0).snapshots()).isEqualTo(2);
    assertThat(fleet.lacking().get(0).controls()).containsExactly(place("1.19"));
    assertThat(fleet.lacking())
        .extracting(Fleet.Lacking::snapshots)
        .isSortedAccordingTo(Collections.reverseOrder());
  }

  @Test
  void nothing_scored_is_a_roll_up_too() {
    Fleet fleet = Fleets.of(List.of(Fleets.CHANGED));

    assertThat(fleet.span()).isEmpty();
    assertThat(fleet.accounts()).isZero();
    assertThat(fleet.snapshots()).isEqualTo(1);
    assertThat(fleet.stragglers()).isZero();
    assertThat(fleet.has(ControlStatus.FAIL)).isFalse();
  }

  @Test
  void a_row_keeps_the_first_problems_and_counts_the_rest() {
    List<Problem> many =
        IntStream.range(0, 25).mapToObj(i -> new Problem("f" + i, "is wrong", "")).toList();
    Rejected row = Rejected.of("org/a", Reason.REJECTED, many);

    assertThat(row.problems()).isEqualTo(many.subList(0, 20));
    assertThat(row.more()).isEqualTo(5);
    assertThat(Rejected.of("org/a", Reason.USAGE, many.subList(0, 3)).more()).isZero();
  }

  /** What keeps memory flat: no roll-up can hold on to a finding, let alone to a report. */
  @Test
  void a_roll_up_reaches_no_finding() {
    Set<Class<?>> reached = new HashSet<>();
    reach(Fleet.class, reached);

    assertThat(reached)
        .contains(Scored.class, Rejected.class, SnapshotInfo.class)
        .doesNotContain(Report.class, Control.class, Report.Finding.class, Object.class);
  }

  private static void reach(Type type, Set<Class<?>> reached) {
    if (type instanceof ParameterizedType generic) {
      Arrays.stream(generic.getActualTypeArguments()).forEach(each -> reach(each, reached));
    } else if (type instanceof Class<?> known && reached.add(known) && known.isRecord()) {
      for (RecordComponent part : known.getRecordComponents()) {
        reach(part.getGenericType(), reached);
      }
    }
  }
}
