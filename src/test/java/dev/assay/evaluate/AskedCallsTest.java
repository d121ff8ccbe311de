package dev.assay.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.aws.Account;
import dev.assay.aws.Call;
import dev.assay.check.Catalogue;
import dev.assay.check.Check;
import dev.assay.check.Parameters;
import dev.assay.evaluate.Plan.Bound;
import dev.assay.evaluate.Plan.Use;
import dev.assay.snapshot.Snapshot;
import dev.assay.spec.Spec;
import dev.assay.spec.SpecReader;
import dev.assay.testing.Sample;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Only the answers that a plan's checks look at are read. */
class AskedCallsTest {

  private static final Spec SPEC = SpecReader.read("awscis1.2");

  static Stream<Sample> samples() {
    return Sample.all().flatMap(AskedCallsTest::incomplete);
  }

  /** The sample, and the sample without all files of one call, for some calls. */
  private static Stream<Sample> incomplete(Sample sample) {
    return Stream.of("", "describe-trails", "list-buckets", "get-account-auth", "describe-regions")
        .filter(call -> call.isEmpty() || sample.name().equals("messy"))
        .map(
            call ->
                sample.without(
                    sample.files().keySet().stream()
                        .filter(path -> !call.isEmpty() && path.contains("/" + call))
                        .toArray(String[]::new)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void a_check_says_the_same_when_nothing_else_is_read(Sample sample) {
    Account whole = account(sample, EnumSet.allOf(Call.class));
    Map<Set<Call>, List<Check>> byCalls =
        Catalogue.ALL.stream()
            .collect(Collectors.groupingBy(check -> new TreeSet<>(check.calls())));
    List<String> differing = new ArrayList<>();
    byCalls.forEach(
        (calls, checks) -> {
          Plan plan = plan(checks);
          Evaluation alone = evaluation(account(sample, calls), plan);
          Evaluation amongAll = evaluation(whole, plan);
          if (!alone.equals(amongAll)) {
            differing.add(checks.get(0).id() + ": " + said(alone) + " / " + said(amongAll));
          }
        });

    assertThat(differing).isEmpty();
  }

  private static String said(Evaluation evaluation) {
    return evaluation.controls().get(0).checks().stream()
            .flatMap(check -> check.findings().stream())
            .flatMap(finding -> finding.causes().stream())
            .map(cause -> cause.status() + " " + cause.message())
            .toList()
        + " from "
        + evaluation.coverage();
  }

  /** What is not read cannot be told from what is not there: no verdict may rest on it. */
  @Test
  void nothing_is_read_that_nobody_asks_for() {
    Sample quiet = Sample.all().filter(sample -> sample.name().equals("quiet")).findAny().get();

    Account account = account(quiet, EnumSet.of(Call.GET_ACCOUNT_PASSWORD_POLICY));

    assertThat(account.calls().keySet())
        .extracting(request -> request.call())
        .containsExactlyInAnyOrder(
            Call.GET_CREDENTIAL_REPORT,
            Call.GET_CALLER_IDENTITY,
            Call.DESCRIBE_REGIONS,
            Call.GET_ACCOUNT_PASSWORD_POLICY);
    assertThat(account.iam().passwordPolicy().isLost()).isFalse();
    Function<Object, String> cause = evidence -> evidence.toString();
    assertThat(account.iam().authorizationDetails())
        .extracting(cause)
        .asString()
        .contains("is not looked at: no control of the spec asks for it");
  }

  private static Account account(Sample sample, Set<Call> asked) {
    return Snapshot.of(sample.files()).account(Optional.empty(), asked);
  }

  private static Plan plan(List<Check> checks) {
    List<Use> uses =
        checks.stream()
            .map(check -> new Use(check.id(), Optional.of(check), new Parameters(check.presets())))
            .toList();
    return new Plan(SPEC, 0, List.of(new Bound(SPEC.controls().get(0), uses)), List.of());
  }

  private static Evaluation evaluation(Account account, Plan plan) {
    return Evaluation.of(account, plan, List.of(), List.of());
  }
}
