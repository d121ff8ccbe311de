package dev.assay.evaluate;

import dev.assay.aws.Account;
import dev.assay.aws.Call;
import dev.assay.aws.Evidence;
import dev.assay.aws.Gap;
import dev.assay.check.Cause;
import dev.assay.check.Check;
import dev.assay.check.Finding;
import dev.assay.check.Status;
import dev.assay.evaluate.ControlResult.CheckResult;
import dev.assay.evaluate.Plan.Bound;
import dev.assay.evaluate.Plan.Use;
import dev.assay.spec.Spec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a spec's controls come to for one account.
 *
 * @param asOf the moment that ages were measured to
 * @param controls in spec order
 * @param coverage how many of the calls that the spec needs came to what
 */
public record Evaluation(Spec spec, Instant asOf, List<ControlResult> controls, Coverage coverage) {

  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::status)
          .thenComparing(finding -> finding.resource().type())
          .thenComparing(finding -> finding.resource().id())
          .thenComparing(finding -> finding.resource().part());

  public Evaluation {
    controls = List.copyOf(controls);
  }

  /**
   * How many of the calls that the spec needs, made for each region, bucket, trail, ... brought
   * evidence.
   *
   * @param present with an answer, or with the fact that nothing is configured
   */
  public record Coverage(int present, int denied, int missing) {

    public int needed() {
      return present + denied + missing;
    }
  }

  /** Runs the plan. */
  public static Evaluation of(Account account, Plan plan) {
    List<ControlResult> controls =
        plan.controls().stream().map(bound -> evaluate(account, bound)).toList();
    return new Evaluation(plan.spec(), account.asOf(), controls, coverage(account, plan));
  }

  /** The controls with a status. */
  public List<ControlResult> with(ControlStatus status) {
    return controls.stream().filter(result -> result.status() == status).toList();
  }

  /** Each gap that keeps controls from being decided, with those controls, in report order. */
  public Map<Gap, List<ControlResult>> blocking() {
    Map<Gap, List<ControlResult>> blocked = new LinkedHashMap<>();
    for (ControlResult result : with(ControlStatus.UNKNOWN)) {
      for (Gap gap : result.gaps()) {
        blocked.computeIfAbsent(gap, none -> new ArrayList<>()).add(result);
      }
    }
    return blocked;
  }

  private static ControlResult evaluate(Account account, Bound bound) {
    List<CheckResult> checks = bound.uses().stream().map(use -> run(account, use)).toList();
    return new ControlResult(bound.control(), status(bound, checks), checks);
  }

  private static CheckResult run(Account account, Use use) {
    if (use.check().isEmpty()) {
      return new CheckResult(use, true, List.of());
    }
    Check check = use.check().get();
    if (check.notIn().contains(account.identity().partition())) {
      return new CheckResult(use, false, List.of());
    }
    List<Gap> unmet = unmet(account, check);
    List<Finding> findings =
        unmet.isEmpty()
            ? check.rule().judge(account, use.parameters())
            : List.of(
                Finding.of(
                    account.resource(),
                    unmet.stream().map(gap -> Cause.unknown("evidence", gap)).toList()));
    return new CheckResult(use, true, findings.stream().sorted(ORDER).toList());
  }

  /**
   * The gaps that stand before the check: any of the calls it needs all of, or all alternatives.
   */
  private static List<Gap> unmet(Account account, Check check) {
    List<Gap> gaps = check.needsAll().stream().flatMap(call -> gap(account, call)).toList();
    List<Gap> alternatives = check.needsAny().stream().flatMap(call -> gap(account, call)).toList();
    boolean noAlternative =
        !check.needsAny().isEmpty() && alternatives.size() == check.needsAny().size();
    return noAlternative ? Stream.concat(gaps.stream(), alternatives.stream()).toList() : gaps;
  }

  private static Stream<Gap> gap(Account account, Call call) {
    Evidence<?> evidence = account.evidence(call);
    return evidence.fold(
        (value, source) -> Stream.empty(), (code, source) -> Stream.empty(), Stream::of);
  }

  private static ControlStatus status(Bound bound, List<CheckResult> checks) {
    if (bound.control().manual()) {
      return ControlStatus.MANUAL;
    }
    List<Status> found =
        checks.stream().flatMap(c -> c.findings().stream()).map(Finding::status).toList();
    if (found.contains(Status.FAIL)) {
      return ControlStatus.FAIL;
    }
    boolean unknownCheck = checks.stream().anyMatch(check -> check.use().check().isEmpty());
    if (unknownCheck || found.contains(Status.UNKNOWN)) {
      return ControlStatus.UNKNOWN;
    }
    if (found.contains(Status.MANUAL)) {
      return ControlStatus.MANUAL;
    }
    return checks.stream().noneMatch(CheckResult::applicable)
        ? ControlStatus.NOT_APPLICABLE
        : ControlStatus.PASS;
  }

  private static Coverage coverage(Account account, Plan plan) {
    Set<Call> needed = new TreeSet<>();
    plan.controls().stream()
        .flatMap(bound -> bound.uses().stream())
        .flatMap(use -> use.check().stream())
        .forEach(check -> needed.addAll(check.calls()));
    List<Optional<Gap>> made =
        account.gaps().entrySet().stream()
            .filter(entry -> needed.contains(entry.getKey().call()))
            .map(Map.Entry::getValue)
            .toList();
    List<Gap> gaps = made.stream().flatMap(Optional::stream).toList();
    int denied = (int) gaps.stream().filter(gap -> gap.kind() == Gap.Kind.DENIED).count();
    return new Coverage(made.size() - gaps.size(), denied, gaps.size() - denied);
  }
}
