package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.aws.Account;
import dev.assay.check.Catalogue;
import dev.assay.check.Check;
import dev.assay.check.Status;
import dev.assay.evaluate.ControlResult;
import dev.assay.evaluate.ControlResult.CheckResult;
import dev.assay.evaluate.ControlStatus;
import dev.assay.evaluate.Evaluation;
import dev.assay.evaluate.Plan;
import dev.assay.evaluate.Plan.Bound;
import dev.assay.evaluate.Plan.Use;
import dev.assay.evaluate.Score;
import dev.assay.spec.SpecReader;
import dev.assay.spec.Waiver;
import dev.assay.spec.WaiverText;
import dev.assay.testing.Sample;
import dev.assay.testing.Verdicts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is waived of a sample: nothing gets better, nothing is lost, no order matters. */
class WaivedSamplesTest {

  private static final int SEEDS = 50;
  private static final int ENTRIES = 12;

  static Stream<Arguments> samples() {
    return Sample.all()
        .flatMap(
            sample ->
                Stream.of("awscis1.4", "cis-aws-1.1").map(spec -> Arguments.of(sample, spec)));
  }

  @ParameterizedTest(name = "{0} by {1}")
  @MethodSource("samples")
  void no_waiver_makes_a_control_pass_or_changes_a_finding(Sample sample, String spec) {
    Account account = Verdicts.account(sample);
    Plan plan = judged(account, Plan.of(SpecReader.read(spec), 0, false));
    List<ControlResult> before = evaluate(account, plan, List.of());
    Set<ControlStatus> seen = new HashSet<>();

    for (int seed = 0; seed < SEEDS; seed++) {
      List<Waiver> waivers = any(new Random(seed), before);
      List<ControlResult> after = evaluate(account, plan, waivers);

      for (int i = 0; i < before.size(); i++) {
        ControlResult was = before.get(i);
        ControlResult is = after.get(i);
        seen.add(is.status());
        assertThat(is.findings()).isEqualTo(was.findings());
        assertThat(is.failures()).isEqualTo(was.failures() - coveredFailures(is));
        if (is.waived().isEmpty()) {
          assertThat(is.status()).isEqualTo(was.status());
        } else {
          assertThat(is.status())
              .isNotIn(ControlStatus.PASS, ControlStatus.NOT_APPLICABLE)
              .isGreaterThanOrEqualTo(was.status());
        }
      }
      assertThat(Score.of(after).passed()).isEqualTo(Score.of(before).passed());
      assertThat(Score.of(after).applicable()).isEqualTo(Score.of(before).applicable());
    }
    assertThat(seen.contains(ControlStatus.WAIVED))
        .isEqualTo(before.stream().anyMatch(WaivedSamplesTest::canBeWaived));
  }

  @ParameterizedTest(name = "{0} by {1}")
  @MethodSource("samples")
  void the_order_of_entries_does_not_matter(Sample sample, String spec) {
    Account account = Verdicts.account(sample);
    Plan plan = judged(account, Plan.of(SpecReader.read(spec), 0, false));
    List<ControlResult> before = evaluate(account, plan, List.of());

    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      List<Waiver> waivers = any(random, before);
      List<Waiver> shuffled = new ArrayList<>(waivers);
      Collections.shuffle(shuffled, random);
      Evaluation one = Evaluation.of(account, plan, List.of(), waivers);
      Evaluation other = Evaluation.of(account, plan, List.of(), shuffled);

      for (int i = 0; i < one.controls().size(); i++) {
        assertThat(other.controls().get(i).status()).isEqualTo(one.controls().get(i).status());
        assertThat(other.controls().get(i).waived()).isEqualTo(one.controls().get(i).waived());
      }
      assertThat(other.warnings()).containsExactlyInAnyOrderElementsOf(one.warnings());
    }
  }

  /** The plan with every check's findings put in its place, which need not be found anew. */
  private static Plan judged(Account account, Plan plan) {
    List<Bound> bound =
        evaluate(account, plan, List.of()).stream()
            .map(
                result ->
                    new Bound(
                        result.control(),
                        result.checks().stream().map(WaivedSamplesTest::judged).toList()))
            .toList();
    return new Plan(plan.spec(), plan.level(), bound, List.of());
  }

  private static Use judged(CheckResult found) {
    return new Use(
        found.use().name(),
        found
            .use()
            .check()
            .map(
                check ->
                    new Check(
                        check.id(),
                        check.title(),
                        check.why(),
                        check.counted(),
                        List.of(),
                        List.of(),
                        List.of(),
                        check.parameters(),
                        check.remedy(),
                        check.aliases(),
                        check.notIn(),
                        (account, given) -> found.findings())),
        found.use().parameters());
  }

  private static List<ControlResult> evaluate(Account account, Plan plan, List<Waiver> waivers) {
    return Evaluation.of(account, plan, List.of(), waivers).controls();
  }

  /**
   * Some that name things of the report, exactly or by a pattern, and some that are out of force.
   */
  private static List<Waiver> any(Random random, List<ControlResult> results) {
    List<String> resources =
        results.stream()
            .flatMap(result -> result.findings().stream())
            .map(finding -> finding.resource().toString())
            .distinct()
            .toList();
    List<String> entries = new ArrayList<>();
    for (int i = 0; i < ENTRIES; i++) {
      List<String> keys = new ArrayList<>();
      boolean control = random.nextBoolean();
      if (control) {
        keys.add("control: " + one(random, results).control().id());
      }
      if (!control || random.nextInt(4) == 0) {
        keys.add("check: " + one(random, Catalogue.names()));
      }
      if (random.nextBoolean()) {
        keys.add("resource: '" + pattern(random, one(random, resources)) + "'");
      }
      if (random.nextInt(8) == 0) {
        keys.add("account: 111122223333");
      }
      keys.add("expires: " + (random.nextInt(8) == 0 ? "2001-01-01" : "2099-12-31"));
      entries.add(String.join(", ", keys));
    }
    return WaiverText.waivers(entries);
  }

  private static String pattern(Random random, String resource) {
    int cut = random.nextInt(resource.length());
    return switch (random.nextInt(4)) {
      case 0 -> resource.substring(0, cut) + "*";
      case 1 -> "*" + resource.substring(cut);
      case 2 -> resource.substring(0, cut) + "?" + resource.substring(cut + 1);
      default -> resource;
    };
  }

  private static <T> T one(Random random, List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private static int coveredFailures(ControlResult result) {
    return (int)
        result.checks().stream()
            .flatMap(check -> check.findings().stream().filter(f -> !check.waivers(f).isEmpty()))
            .filter(finding -> finding.status() == Status.FAIL)
            .count();
  }

  private static boolean canBeWaived(ControlResult result) {
    return result.status() == ControlStatus.FAIL || result.status() == ControlStatus.UNKNOWN;
  }
}
