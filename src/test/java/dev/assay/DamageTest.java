package dev.assay;

import static dev.assay.evaluate.ControlStatus.FAIL;
import static dev.assay.evaluate.ControlStatus.PASS;
import static dev.assay.evaluate.ControlStatus.UNKNOWN;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.aws.Account;
import dev.assay.aws.Call;
import dev.assay.aws.Request;
import dev.assay.check.Catalogue;
import dev.assay.check.Check;
import dev.assay.evaluate.ControlResult;
import dev.assay.evaluate.ControlResult.CheckResult;
import dev.assay.evaluate.ControlStatus;
import dev.assay.evaluate.Plan.Bound;
import dev.assay.evaluate.Plan.Use;
import dev.assay.testing.Damage;
import dev.assay.testing.Refusal;
import dev.assay.testing.Sample;
import dev.assay.testing.Verdicts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The promise of the whole program: what is damaged, lost or withheld makes verdicts UNKNOWN, or
 * the snapshot refused. It never decides one. That a damaged file is always as good as lost is
 * tried in {@code DamagedAnswerTest}.
 */
class DamageTest {

  private static final String REPORT = Request.of(Call.GET_CREDENTIAL_REPORT).path();
  private static final String CSV_REPORT = "global/iam/credential-report.csv";

  /** The samples as a collector hands them over. */
  static Stream<Sample> sealed() {
    return Sample.all();
  }

  /** Without sums, so that the log has to find the damage. */
  static Stream<Sample> logged() {
    return Sample.all().map(sample -> sample.without("SHA256SUMS"));
  }

  /** With neither. */
  static Stream<Sample> handMade() {
    return Sample.all().map(sample -> sample.without("SHA256SUMS", "calls.tsv"));
  }

  @ParameterizedTest
  @MethodSource("handMade")
  void a_lost_file_never_decides(Sample sample) {
    Account account = Verdicts.account(sample);
    List<String> decided = new ArrayList<>();
    answered(sample)
        .forEach(
            (call, paths) -> {
              List<ControlResult> whole = Verdicts.of(account, naming(call));
              for (String path : paths) {
                Account left = Verdicts.account(Damage.removed(path).in(sample));
                decided.addAll(decidedAnew(path, whole, Verdicts.of(left, naming(call))));
              }
            });

    assertThat(decided).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("handMade")
  void a_lost_region_never_decides(Sample sample) {
    List<ControlResult> whole = Verdicts.of(Verdicts.account(sample));
    Map<String, List<String>> regions =
        sample.files().keySet().stream()
            .filter(path -> path.startsWith("regions/"))
            .collect(groupingBy(path -> path.split("/")[1]));
    regions.forEach(
        (region, paths) -> {
          Account left = Verdicts.account(sample.without(paths.toArray(String[]::new)));
          assertThat(decidedAnew("without " + region, whole, Verdicts.of(left))).isEmpty();
        });
    assertThat(regions).isNotEmpty();
  }

  /** So it is enough to ask those who name a call what its loss does. */
  @ParameterizedTest
  @MethodSource("handMade")
  void a_check_needs_nothing_but_the_calls_that_it_names(Sample sample) {
    List<ControlResult> whole = Verdicts.of(Verdicts.account(sample));
    Map<Call, List<String>> answered = answered(sample);
    for (Set<Call> named : whole.stream().map(DamageTest::named).distinct().toList()) {
      String[] others =
          answered.entrySet().stream()
              .filter(answer -> !named.contains(answer.getKey()))
              .flatMap(answer -> answer.getValue().stream())
              .toArray(String[]::new);
      Account left = Verdicts.account(sample.without(others));

      assertThat(Verdicts.of(left, bound -> named(bound.uses().stream()).equals(named)))
          .as("with %s alone", named)
          .isNotEmpty()
          .isSubsetOf(whole);
    }
  }

  /** The other form of the report would find the damage. */
  @ParameterizedTest
  @MethodSource("handMade")
  void damage_to_a_lone_csv_report_never_decides(Sample sample) {
    Sample lone = sample.without(REPORT);
    List<ControlResult> whole =
        Verdicts.of(Verdicts.account(lone), naming(Call.GET_CREDENTIAL_REPORT));
    List<String> decided = new ArrayList<>();
    for (Damage damage : Damage.all(CSV_REPORT, lone.files().get(CSV_REPORT))) {
      try {
        Account account = Verdicts.account(damage.in(lone));
        decided.addAll(
            decidedAnew(damage, whole, Verdicts.of(account, naming(Call.GET_CREDENTIAL_REPORT))));
      } catch (InputException refused) {
        // nothing is decided
      }
    }

    assertThat(decided).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("handMade")
  void either_form_of_the_credential_report_is_enough(Sample sample) {
    List<ControlStatus> both = statuses(sample, naming(Call.GET_CREDENTIAL_REPORT));

    assertThat(statuses(sample.without(REPORT), naming(Call.GET_CREDENTIAL_REPORT)))
        .isEqualTo(both);
    assertThat(statuses(sample.without(CSV_REPORT), naming(Call.GET_CREDENTIAL_REPORT)))
        .isEqualTo(both);
  }

  @ParameterizedTest
  @MethodSource("sealed")
  void a_changed_byte_of_a_sealed_file_is_rejected_by_name(Sample sample) {
    for (String path : filled(sample.without("SHA256SUMS"))) {
      Damage change = Damage.changed(path, sample.files().get(path));
      assertThat(Refusal.of(() -> Verdicts.account(change.in(sample))))
          .as("%s: %s", sample, change)
          .startsWith("REJECTED: ")
          .contains(path);
    }
  }

  @ParameterizedTest
  @MethodSource({"handMade", "logged", "sealed"})
  void what_needs_a_removed_file_is_unknown_and_names_it(Sample sample) {
    for (Call call : calls(sample)) {
      String path = Request.of(call).path();
      assertLost(call, path, sample, Damage.removed(path).in(sample.without(CSV_REPORT)));
    }
  }

  @ParameterizedTest
  @MethodSource({"handMade", "logged"})
  void what_needs_an_emptied_denied_or_paged_file_is_unknown_and_names_it(Sample sample) {
    for (Call call : calls(sample)) {
      String path = Request.of(call).path();
      assertLost(call, path, sample, Damage.emptied(path).in(sample));
      assertLost(call, path, sample, Damage.denied(path).in(sample));
      assertLost(call, path, sample, Damage.paged(path, sample.files().get(path)).in(sample));
    }
    Call report = Call.GET_CREDENTIAL_REPORT;
    assertLost(report, CSV_REPORT, sample, Damage.emptied(CSV_REPORT).in(sample));
    assertLost(report, CSV_REPORT, sample, Damage.denied(CSV_REPORT).in(sample));
  }

  private static List<String> filled(Sample sample) {
    return sample.files().keySet().stream().filter(p -> sample.files().get(p).length > 0).toList();
  }

  /** The files of each call that the program looks for and finds. */
  private static Map<Call, List<String>> answered(Sample sample) {
    return Verdicts.account(sample).calls().keySet().stream()
        .flatMap(
            request ->
                Stream.of(request.path(), request.path().replace(".json", ".err"))
                    .filter(path -> sample.files().containsKey(path))
                    .map(path -> Map.entry(request.call(), path)))
        .collect(
            groupingBy(Map.Entry::getKey, TreeMap::new, mapping(Map.Entry::getValue, toList())));
  }

  /** The calls that some check cannot do without, and whose answer the sample has. */
  private static List<Call> calls(Sample sample) {
    return Stream.of(Call.values())
        .filter(call -> Catalogue.ALL.stream().anyMatch(check -> check.needsAll().contains(call)))
        .filter(call -> sample.files().containsKey(Request.of(call).path()))
        .toList();
  }

  private static List<ControlStatus> statuses(Sample sample, Predicate<Bound> chosen) {
    return Verdicts.of(Verdicts.account(sample), chosen).stream()
        .map(ControlResult::status)
        .toList();
  }

  private static Set<Call> named(ControlResult result) {
    return named(result.checks().stream().map(CheckResult::use));
  }

  private static Set<Call> named(Stream<Use> uses) {
    return uses.flatMap(use -> use.check().stream())
        .flatMap(check -> check.calls().stream())
        .collect(toSet());
  }

  private static Predicate<Bound> naming(Call call) {
    return asking(check -> check.calls().contains(call));
  }

  private static Predicate<Bound> asking(Predicate<Check> question) {
    return bound -> bound.uses().stream().flatMap(use -> use.check().stream()).anyMatch(question);
  }

  private static void assertLost(Call call, String named, Sample whole, Sample left) {
    Predicate<Bound> needing = asking(check -> check.needsAll().contains(call));
    List<ControlResult> before = Verdicts.of(Verdicts.account(whole), needing);
    List<ControlResult> after = Verdicts.of(Verdicts.account(left), needing);
    for (int i = 0; i < before.size(); i++) {
      if (Set.of(PASS, FAIL).contains(before.get(i).status())) {
        ControlResult result = after.get(i);
        assertThat(result.status()).as("%s: %s", left, result.control()).isEqualTo(UNKNOWN);
        assertThat(result.unknownBecause())
            .as("%s: %s", left, result.control())
            .anySatisfy(cause -> assertThat(cause).contains(named));
      }
    }
  }

  /** Verdicts that are neither UNKNOWN nor what they were. */
  private static List<String> decidedAnew(
      Object damage, List<ControlResult> was, List<ControlResult> is) {
    return IntStream.range(0, was.size())
        .filter(i -> is.get(i).status() != UNKNOWN && is.get(i).status() != was.get(i).status())
        .mapToObj(i -> damage + ": " + is.get(i).status() + ": " + is.get(i).control().name())
        .toList();
  }
}
