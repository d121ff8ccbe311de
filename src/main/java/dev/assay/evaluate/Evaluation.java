package dev.assay.evaluate;

import dev.assay.Problem;
import dev.assay.aws.Account;
import dev.assay.aws.Call;
import dev.assay.aws.Evidence;
import dev.assay.aws.Gap;
import dev.assay.aws.Request;
import dev.assay.check.Cause;
import dev.assay.check.Check;
import dev.assay.check.Finding;
import dev.assay.check.Status;
import dev.assay.evaluate.ControlResult.Answer;
import dev.assay.evaluate.ControlResult.CheckResult;
import dev.assay.evaluate.Plan.Bound;
import dev.assay.evaluate.Plan.Use;
import dev.assay.spec.Attestation;
import dev.assay.spec.Attestation.Verdict;
import dev.assay.spec.Spec;
import dev.assay.spec.Spec.Control;
import dev.assay.spec.Waiver;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a spec's controls come to for one account.
 *
 * @param level 1 or 2 when controls above it are left out; 0 for all
 * @param asOf the moment that ages were measured to
 * @param controls in spec order
 * @param coverage what the calls that the spec needs came to
 * @param warnings what the user should know of the spec, the attestations and waivers that were not
 *     applied, with the reason, and the waivers that are too broad
 */
public record Evaluation(
    Spec spec,
    int level,
    Instant asOf,
    List<ControlResult> controls,
    Coverage coverage,
    List<Problem> warnings) {

  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::status)
          .thenComparing(finding -> finding.resource().type())
          .thenComparing(finding -> finding.resource().id())
          .thenComparing(finding -> finding.resource().part());

  public Evaluation {
    controls = List.copyOf(controls);
    warnings = List.copyOf(warnings);
  }

  /**
   * The calls that the spec needs, made for each region, bucket, trail, ..., and what each brought:
   * an answer, the fact that nothing is configured, or a gap.
   */
  public record Coverage(Map<Request, Evidence<Boolean>> calls) {

    public Coverage {
      calls = Collections.unmodifiableMap(new LinkedHashMap<>(calls));
    }
  }

  /**
   * Runs the plan, lets persons answer what it leaves open, and accept what fails.
   *
   * @throws dev.assay.InputException when two attestations answer one thing differently
   */
  public static Evaluation of(
      Account account, Plan plan, List<Attestation> attestations, List<Waiver> waivers) {
    Attesting attesting = new Attesting(account, attestations);
    Waiving waiving = new Waiving(account, waivers);
    List<ControlResult> open =
        plan.controls().stream().map(bound -> evaluate(account, bound)).toList();
    attesting.agree(open);
    List<ControlResult> controls =
        open.stream()
            .map(result -> answered(result, attesting))
            .map(result -> waived(result, waiving))
            .toList();
    return new Evaluation(
        plan.spec(),
        plan.level(),
        account.asOf(),
        controls,
        coverage(account, plan),
        Stream.of(
                plan.warnings(),
                attesting.notApplied(plan.spec(), controls),
                waiving.warnings(plan.spec(), controls))
            .flatMap(List::stream)
            .toList());
  }

  private static ControlResult evaluate(Account account, Bound bound) {
    List<CheckResult> checks = bound.uses().stream().map(use -> run(account, use)).toList();
    return result(bound.control(), checks, List.of());
  }

  private static ControlResult answered(ControlResult open, Attesting attesting) {
    Control control = open.control();
    if (!attesting.isAbout(control)) {
      return open;
    }
    List<CheckResult> checks =
        open.checks().stream().map(check -> attesting.answer(control, check)).toList();
    return result(control, checks, attesting.answers(control, open.checks()));
  }

  private static ControlResult waived(ControlResult answered, Waiving waiving) {
    Control control = answered.control();
    if (!waiving.isAbout(control)) {
      return answered;
    }
    return result(
        control,
        answered.checks().stream().map(check -> waiving.waive(control, check)).toList(),
        answered.answers().stream().map(answer -> waiving.waive(control, answer)).toList());
  }

  private static ControlResult result(
      Control control, List<CheckResult> checks, List<Answer> answers) {
    List<CheckResult> sorted =
        checks.stream().map(check -> check.findings().size() < 2 ? check : sorted(check)).toList();
    return new ControlResult(control, status(control, checks, answers), sorted, answers);
  }

  private static CheckResult sorted(CheckResult check) {
    return new CheckResult(
        check.use(),
        check.applicable(),
        check.findings().stream().sorted(ORDER).toList(),
        check.waivers());
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
                    unmet.stream().map(gap -> Cause.lost("evidence", gap)).toList()));
    return new CheckResult(use, true, findings);
  }

  /**
   * The gaps that stand before the check: any of the calls it needs all of, or all alternatives.
   */
  private static List<Gap> unmet(Account account, Check check) {
    List<Gap> gaps = gaps(account, check.needsAll());
    List<Gap> alternatives = gaps(account, check.needsAny());
    boolean noAlternative =
        !check.needsAny().isEmpty() && alternatives.size() == check.needsAny().size();
    return noAlternative ? Stream.concat(gaps.stream(), alternatives.stream()).toList() : gaps;
  }

  private static List<Gap> gaps(Account account, List<Call> calls) {
    return calls.stream().map(account::evidence).flatMap(Evidence::gaps).toList();
  }

  /** The first that holds: FAIL, UNKNOWN, MANUAL, WAIVED, PASS. */
  private static ControlStatus status(
      Control control, List<CheckResult> checks, List<Answer> answers) {
    Optional<Answer> own = answers.stream().filter(answer -> answer.isOf(control)).findFirst();
    if (control.manual() && own.isEmpty()) {
      return ControlStatus.MANUAL;
    }
    List<Status> found =
        checks.stream().flatMap(c -> c.unwaived().stream()).map(Finding::status).toList();
    Optional<Answer> failedAlone = own.filter(answer -> answer.failsAlone(control));
    if (found.contains(Status.FAIL) || failedAlone.filter(a -> a.waivers().isEmpty()).isPresent()) {
      return ControlStatus.FAIL;
    }
    boolean unknownCheck = checks.stream().anyMatch(check -> check.use().check().isEmpty());
    if (unknownCheck || found.contains(Status.UNKNOWN)) {
      return ControlStatus.UNKNOWN;
    }
    if (found.contains(Status.MANUAL)) {
      return ControlStatus.MANUAL;
    }
    // A waived finding keeps the control from PASS, whatever it is: nobody has shown that it holds.
    boolean waived = checks.stream().anyMatch(check -> !check.waivers().isEmpty());
    if (waived || failedAlone.isPresent()) {
      return ControlStatus.WAIVED;
    }
    if (own.isPresent()) {
      return own.get().says(Verdict.PASS) ? ControlStatus.PASS : ControlStatus.NOT_APPLICABLE;
    }
    boolean nothingLeft = !answers.isEmpty() && !found.contains(Status.PASS);
    return nothingLeft || checks.stream().noneMatch(CheckResult::applicable)
        ? ControlStatus.NOT_APPLICABLE
        : ControlStatus.PASS;
  }

  private static Coverage coverage(Account account, Plan plan) {
    Set<Call> needed = plan.calls();
    Map<Request, Evidence<Boolean>> made = new LinkedHashMap<>();
    account
        .calls()
        .forEach(
            (request, outcome) -> {
              if (needed.contains(request.call())) {
                made.put(request, outcome);
              }
            });
    return new Coverage(made);
  }
}
