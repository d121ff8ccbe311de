package dev.assay;

import static dev.assay.evaluate.ControlStatus.FAIL;
import static dev.assay.evaluate.ControlStatus.PASS;
import static dev.assay.evaluate.ControlStatus.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.aws.Account;
import dev.assay.aws.Call;
import dev.assay.aws.Request;
import dev.assay.evaluate.ControlResult;
import dev.assay.evaluate.ControlStatus;
import dev.assay.testing.Damage;
import dev.assay.testing.Refusal;
import dev.assay.testing.Sample;
import dev.assay.testing.Verdicts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The promise of the whole program: what is damaged, lost or withheld makes verdicts UNKNOWN, or
 * the snapshot refused. It never decides one.
 */
class DamageTest {

  private static final String REPORT = Request.of(Call.GET_CREDENTIAL_REPORT).path();
  private static final String CSV_REPORT = "global/iam/credential-report.csv";
  private static final Set<String> NO_EVIDENCE =
      Set.of("README.md", "SHA256SUMS", "calls.tsv", "snapshot.json");

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
  void damage_to_evidence_never_decides(Sample sample) {
    Set<String> evidence = new TreeSet<>(sample.files().keySet());
    evidence.removeAll(NO_EVIDENCE);

    assertThat(decidedByDamage(sample, evidence)).isEmpty();
  }

  /** One form of the credential report guards the other; here each is alone. */
  @ParameterizedTest
  @MethodSource("handMade")
  void damage_to_the_only_credential_report_never_decides(Sample sample) {
    assertThat(decidedByDamage(sample.without(REPORT), Set.of(CSV_REPORT))).isEmpty();
    assertThat(decidedByDamage(sample.without(CSV_REPORT), Set.of(REPORT))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("logged")
  void damage_to_the_log_never_decides(Sample sample) {
    assertThat(decidedByDamage(sample, Set.of("calls.tsv"))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("sealed")
  void damage_to_the_sums_never_decides(Sample sample) {
    assertThat(decidedByDamage(sample, Set.of("SHA256SUMS"))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("sealed")
  void a_changed_byte_of_a_sealed_file_is_rejected_by_name(Sample sample) {
    for (String path : sample.without("SHA256SUMS").files().keySet()) {
      for (Damage change : Damage.changed(path, sample.files().get(path))) {
        assertThat(Refusal.of(() -> Verdicts.account(change.in(sample))))
            .as("%s: %s", sample, change)
            .startsWith("REJECTED: ")
            .contains(path);
      }
    }
  }

  @ParameterizedTest
  @MethodSource({"handMade", "logged", "sealed"})
  void what_needs_a_removed_file_is_unknown_and_names_it(Sample sample) {
    List<ControlResult> whole = Verdicts.of(sample);
    Sample oneReport = sample.without(CSV_REPORT);
    for (Call call : calls(sample)) {
      String path = Request.of(call).path();
      assertLost(call, path, whole, Damage.removed(path).in(oneReport));
    }
  }

  @ParameterizedTest
  @MethodSource({"handMade", "logged"})
  void what_needs_an_emptied_denied_or_paged_file_is_unknown_and_names_it(Sample sample) {
    List<ControlResult> whole = Verdicts.of(sample);
    for (Call call : calls(sample)) {
      String path = Request.of(call).path();
      assertLost(call, path, whole, Damage.emptied(path).in(sample));
      assertLost(call, path, whole, Damage.denied(path).in(sample));
      assertLost(call, path, whole, Damage.paged(path, sample.files().get(path)).in(sample));
    }
    Call report = Call.GET_CREDENTIAL_REPORT;
    assertLost(report, CSV_REPORT, whole, Damage.emptied(CSV_REPORT).in(sample));
    assertLost(report, CSV_REPORT, whole, Damage.denied(CSV_REPORT).in(sample));
  }

  @ParameterizedTest
  @MethodSource("handMade")
  void either_form_of_the_credential_report_is_enough(Sample sample) {
    List<ControlStatus> both = statuses(Verdicts.account(sample));

    assertThat(statuses(Verdicts.account(sample.without(REPORT)))).isEqualTo(both);
    assertThat(statuses(Verdicts.account(sample.without(CSV_REPORT)))).isEqualTo(both);
  }

  /** The calls whose one answer the sample has, and that decide something in it. */
  private static List<Call> calls(Sample sample) {
    List<ControlResult> results = Verdicts.of(sample);
    return Stream.of(Call.values())
        .filter(call -> call.scope() == Call.Scope.GLOBAL)
        .filter(call -> sample.files().containsKey(Request.of(call).path()))
        .filter(call -> results.stream().anyMatch(result -> decidedBy(result, call)))
        .toList();
  }

  private static boolean decidedBy(ControlResult result, Call call) {
    return Set.of(PASS, FAIL).contains(result.status())
        && result.checks().stream()
            .flatMap(check -> check.use().check().stream())
            .anyMatch(check -> check.needsAll().contains(call));
  }

  private static void assertLost(Call call, String named, List<ControlResult> whole, Sample left) {
    List<ControlResult> now = Verdicts.of(left);
    for (int i = 0; i < whole.size(); i++) {
      if (decidedBy(whole.get(i), call)) {
        ControlResult result = now.get(i);
        assertThat(result.status()).as("%s: %s", left, result.control()).isEqualTo(UNKNOWN);
        assertThat(result.unknownBecause())
            .as("%s: %s", left, result.control())
            .anySatisfy(cause -> assertThat(cause).contains(named));
      }
    }
    assertThat(decidedAnew(whole, statuses(now))).as("%s", left).isEmpty();
  }

  /** Every verdict of a damaged sample that is neither UNKNOWN nor what it was. */
  private static List<String> decidedByDamage(Sample sample, Set<String> paths) {
    List<ControlResult> whole = Verdicts.of(sample);
    Map<String, List<ControlStatus>> judged = new HashMap<>();
    List<String> decided = new ArrayList<>();
    int tried = 0;
    for (String path : paths) {
      for (Damage damage : Damage.all(path, sample.files().get(path))) {
        if (damage.isAnAnswer()) {
          continue;
        }
        tried++;
        try {
          Account account = Verdicts.account(damage.in(sample));
          decidedAnew(whole, judged.computeIfAbsent(seen(account, path), a -> statuses(account)))
              .forEach(verdict -> decided.add(damage + " makes it " + verdict));
        } catch (InputException refused) {
          // nothing is decided
        }
      }
    }
    System.out.printf("%s: %d damages, %d judged apart%n", sample, tried, judged.size());
    return decided;
  }

  /**
   * All that a check can see. Where the damaged call brought nothing, how exactly it was damaged
   * makes no difference, so thousands of damages need few evaluations.
   */
  private static String seen(Account account, String path) {
    return account.gaps().entrySet().stream()
        .filter(call -> call.getKey().path().equals(path))
        .flatMap(call -> call.getValue().stream())
        .map(gap -> path + " " + gap.kind())
        .findFirst()
        .orElseGet(account::toString);
  }

  private static List<String> decidedAnew(List<ControlResult> was, List<ControlStatus> is) {
    return IntStream.range(0, was.size())
        .filter(i -> is.get(i) != UNKNOWN && is.get(i) != was.get(i).status())
        .mapToObj(i -> was.get(i).control().name() + " " + is.get(i))
        .toList();
  }

  private static List<ControlStatus> statuses(Account account) {
    return statuses(Verdicts.of(account));
  }

  private static List<ControlStatus> statuses(List<ControlResult> results) {
    return results.stream().map(ControlResult::status).toList();
  }
}
