package dev.assay.diff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.InputException;
import dev.assay.check.Status;
import dev.assay.diff.Comparability.Cures;
import dev.assay.diff.Diff.Allowed;
import dev.assay.diff.Diff.Comparison;
import dev.assay.diff.RandomPairs.Pair;
import dev.assay.report.NativeReport;
import dev.assay.report.Report;
import dev.assay.report.Report.Attested;
import dev.assay.report.Report.Call;
import dev.assay.report.Report.Control;
import dev.assay.report.Report.Coverage;
import dev.assay.report.Report.Finding;
import dev.assay.testing.Damage;
import dev.assay.testing.Sample;
import dev.assay.testing.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of any two reports; the accounts are samples, edited as a seed decides. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiffPropertiesTest {

  private static final int EACH = 4;
  private static final int PATHS = 5;
  private static final Allowed NOTHING = new Allowed(false, false);

  private final List<Pair> pairs = RandomPairs.pairs(EACH).toList();
  private final Schema schema = Schema.of("/dev/assay/diff/diff.schema.json");

  Stream<Pair> pairs() {
    return pairs.stream();
  }

  /** Else the properties would hold of next to nothing. */
  @Test
  void the_pairs_are_varied() {
    Map<Category, Integer> seen = new EnumMap<>(Category.class);
    for (Pair pair : pairs) {
      diff(pair.base(), pair.head())
          .summary()
          .forEach((category, count) -> seen.merge(category, count, Integer::sum));
    }
    seen.values().removeIf(count -> count == 0);

    assertThat(seen.keySet()).as("%s", seen).hasSizeGreaterThan(14);
  }

  private static Diff diff(Report base, Report head) {
    return Diff.of(base, head, NOTHING, Optional.empty());
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void nothing_differs_from_itself(Pair pair) {
    for (Report report : List.of(pair.base(), pair.head())) {
      Diff diff = diff(report, report);
      assertThat(diff.changes()).isEmpty();
      assertThat(diff.unchanged().values().stream().mapToInt(Integer::intValue).sum())
          .isEqualTo(count(report));
      assertThat(Expectation.differences(report, report)).isEmpty();
    }
  }

  /** Findings, and what persons have to say of controls. */
  private static int count(Report report) {
    int findings = report.controls().stream().mapToInt(c -> c.findings().size()).sum();
    return findings + (int) report.controls().stream().filter(Control::manual).count();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void every_finding_is_in_one_category_or_unchanged(Pair pair) {
    Comparison comparison = new Comparison(pair.base(), pair.head(), NOTHING, new Cures("", ""));
    Diff diff = comparison.diff();
    List<Matching.Pair> matched = comparison.pairs();

    assertThat(matched.stream().filter(p -> p.base().isPresent())).hasSize(count(pair.base()));
    assertThat(matched.stream().filter(p -> p.head().isPresent())).hasSize(count(pair.head()));
    int unchanged = diff.unchanged().values().stream().mapToInt(Integer::intValue).sum();
    int recreated = diff.summary().get(Category.RECREATED);
    assertThat(diff.changes().size() + unchanged).isEqualTo(matched.size() - recreated);
    Set<List<Object>> seen = new HashSet<>();
    for (Change change : diff.changes()) {
      change.before().ifPresent(f -> assertThat(seen.add(name("base", change, f))).isTrue());
      change.after().ifPresent(f -> assertThat(seen.add(name("head", change, f))).isTrue());
    }
  }

  private static List<Object> name(String side, Change change, Finding finding) {
    return List.of(side, change.control(), finding.check(), finding.fingerprint());
  }

  /** Counted from the reports alone: what failed is accounted for, and what fails. */
  @ParameterizedTest
  @MethodSource("pairs")
  void failures_reconcile(Pair pair) {
    Diff diff = diff(pair.base(), pair.head());
    long unchanged =
        diff.unchanged().entrySet().stream()
            .filter(entry -> entry.getKey().startsWith("FAIL"))
            .mapToInt(Map.Entry::getValue)
            .sum();
    assertThat(failed(diff.changes().stream().map(Change::before)) + unchanged)
        .isEqualTo(failures(pair.base()));
    assertThat(failed(diff.changes().stream().map(Change::after)) + unchanged)
        .isEqualTo(failures(pair.head()));
  }

  private static long failed(Stream<Optional<Finding>> sides) {
    return sides.flatMap(Optional::stream).filter(f -> f.status() == Status.FAIL).count();
  }

  private static long failures(Report report) {
    return report.controls().stream()
        .flatMap(control -> control.findings().stream())
        .filter(finding -> finding.status() == Status.FAIL)
        .count();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void from_the_other_side_it_is_a_mirror(Pair pair) {
    Mirror.assertMirrored(diff(pair.base(), pair.head()), diff(pair.head(), pair.base()));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void the_order_of_findings_calls_and_waivers_does_not_matter(Pair pair) {
    Random random = new Random(pair.seed());
    Diff diff = diff(pair.base(), pair.head());
    Diff shuffled = diff(shuffled(pair.base(), random), shuffled(pair.head(), random));

    for (DiffFormat format : DiffFormat.values()) {
      assertThat(format.write(shuffled)).isEqualTo(format.write(diff));
    }
  }

  private static Report shuffled(Report report, Random random) {
    List<Control> controls =
        report.controls().stream()
            .map(
                c ->
                    new Control(
                        c.id(),
                        c.name(),
                        c.description(),
                        c.section(),
                        c.level(),
                        c.scored(),
                        c.severity(),
                        c.defaultStatus(),
                        c.manual(),
                        c.status(),
                        c.decidedBy(),
                        c.unknownBecause(),
                        c.issues(),
                        c.checks(),
                        shuffled(c.findings(), random),
                        c.attestations(),
                        c.waivers()))
            .toList();
    List<Call> calls = shuffled(report.coverage().calls(), random);
    List<Attested> attestations = shuffled(report.attestations(), random);
    return new Report(
        report.tool(),
        report.snapshot(),
        report.asOf(),
        report.spec(),
        report.level(),
        report.score(),
        new Coverage(calls),
        controls,
        attestations,
        report.waivers(),
        report.warnings());
  }

  private static <T> List<T> shuffled(List<T> list, Random random) {
    List<T> shuffled = new ArrayList<>(list);
    Collections.shuffle(shuffled, random);
    return shuffled;
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void stored_reports_tell_the_same(Pair pair) {
    Diff diff = diff(pair.base(), pair.head());
    Diff stored = diff(stored(pair.base()), stored(pair.head()));

    for (DiffFormat format : DiffFormat.values()) {
      assertThat(format.write(stored)).isEqualTo(format.write(diff));
    }
    assertThat(schema.faults(DiffFormat.JSON.write(diff))).isEmpty();
  }

  private static Report stored(Report report) {
    return NativeReport.read("a.json", NativeReport.write(report).getBytes(UTF_8));
  }

  static Stream<Sample> samples() {
    return Sample.all().map(sample -> sample.without("SHA256SUMS", "calls.tsv"));
  }

  /** One file less, or refused: some things cannot be told any more, and that is all. */
  @ParameterizedTest
  @MethodSource("samples")
  void lost_evidence_is_never_fixed(Sample sample) {
    Report whole = RandomPairs.report(sample, 0, List.of());
    Random random = new Random(sample.name().hashCode());
    List<String> paths =
        shuffled(
                sample.files().keySet().stream()
                    .filter(p -> p.matches("(global|regions)/.*"))
                    .toList(),
                random)
            .subList(0, PATHS);
    int unknown = 0;
    for (String path : paths) {
      for (Damage damage : List.of(Damage.removed(path), Damage.denied(path))) {
        try {
          Diff diff = diff(whole, RandomPairs.report(damage.in(sample), 0, List.of()));
          assertThat(diff.changes())
              .as("%s: %s", sample, damage)
              .allSatisfy(
                  change ->
                      assertThat(change.category())
                          .isIn(EnumSet.of(Category.BECAME_UNKNOWN, Category.STILL_FAILING)));
          unknown += diff.summary().get(Category.BECAME_UNKNOWN);
        } catch (InputException refused) {
          // nothing is told of it
        }
      }
    }

    assertThat(unknown).isPositive();
  }
}
