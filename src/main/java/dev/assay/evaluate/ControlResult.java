package dev.assay.evaluate;

import dev.assay.aws.Gap;
import dev.assay.check.Cause;
import dev.assay.check.Finding;
import dev.assay.check.Status;
import dev.assay.spec.Attestation;
import dev.assay.spec.Attestation.Verdict;
import dev.assay.spec.Spec.Control;
import dev.assay.spec.Waiver;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A control and what was found.
 *
 * @param checks what each of its checks found, in spec order
 * @param answers what persons said where data decides nothing, in their file's order
 */
public record ControlResult(
    Control control, ControlStatus status, List<CheckResult> checks, List<Answer> answers) {

  public ControlResult {
    checks = List.copyOf(checks);
    answers = List.copyOf(answers);
  }

  /**
   * An attestation that was applied.
   *
   * @param findings those it answered, as they are with the answer: MANUAL before, and now what the
   *     attestation says
   * @param waivers those that cover the failure of the control itself, where it states one
   */
  public record Answer(Attestation attestation, List<Finding> findings, List<Waiver> waivers) {

    public Answer {
      findings = List.copyOf(findings);
      waivers = List.copyOf(waivers);
    }

    public Answer(Attestation attestation, List<Finding> findings) {
      this(attestation, findings, List.of());
    }

    /** Whether it answers the control itself, and not only findings. */
    boolean isOf(Control control) {
      return control.manual() && attestation.isOfWholeControl();
    }

    boolean says(Verdict verdict) {
      return attestation.verdict() == verdict;
    }

    /** Whether it fails the control itself, with no finding that says so. */
    boolean failsAlone(Control control) {
      return isOf(control) && says(Verdict.FAIL) && findings.isEmpty();
    }
  }

  /**
   * A waiver that was applied.
   *
   * @param findings those it covers, FAIL or UNKNOWN as ever; empty when it covers the failure of
   *     the control itself, by attestation
   */
  public record Waived(Waiver waiver, List<Finding> findings) {

    public Waived {
      findings = List.copyOf(findings);
    }
  }

  /**
   * What one check of a control found.
   *
   * @param use the check and its parameters
   * @param applicable whether the question arises in the account's partition
   * @param findings in a fixed order; empty when there is nothing to judge
   * @param waivers those that cover a finding, in their file's order; only for covered findings
   */
  public record CheckResult(
      Plan.Use use,
      boolean applicable,
      List<Finding> findings,
      Map<Finding, List<Waiver>> waivers) {

    public CheckResult {
      findings = List.copyOf(findings);
      waivers = Map.copyOf(waivers);
    }

    public CheckResult(Plan.Use use, boolean applicable, List<Finding> findings) {
      this(use, applicable, findings, Map.of());
    }

    /** The waivers that cover a finding of this check; none when it counts. */
    public List<Waiver> waivers(Finding finding) {
      return waivers.getOrDefault(finding, List.of());
    }

    /** The findings that no waiver covers. */
    public List<Finding> unwaived() {
      return waivers.isEmpty()
          ? findings
          : findings.stream().filter(finding -> !waivers.containsKey(finding)).toList();
    }
  }

  /** All findings of all checks. */
  public List<Finding> findings() {
    return checks.stream().flatMap(check -> check.findings().stream()).toList();
  }

  /**
   * The number of failed findings that no waiver covers, Trivy's "Issues"; 1 when a person failed
   * the control itself.
   */
  public int failures() {
    int failed = (int) unwaived().stream().filter(f -> f.status() == Status.FAIL).count();
    return failed == 0 && isFailedByAnswer() ? 1 : failed;
  }

  /** Whether a person failed the control itself, and nobody has waived that. */
  private boolean isFailedByAnswer() {
    return answers.stream().anyMatch(a -> a.failsAlone(control) && a.waivers().isEmpty());
  }

  /** All findings that no waiver covers. */
  public List<Finding> unwaived() {
    return checks.stream().flatMap(check -> check.unwaived().stream()).toList();
  }

  /** Each waiver that was applied, with all that it covers, in the order of their file. */
  public List<Waived> waived() {
    Map<Waiver, List<Finding>> covered = new LinkedHashMap<>();
    for (CheckResult check : checks) {
      for (Finding finding : check.findings()) {
        for (Waiver waiver : check.waivers(finding)) {
          covered.computeIfAbsent(waiver, none -> new ArrayList<>()).add(finding);
        }
      }
    }
    answers.stream()
        .flatMap(answer -> answer.waivers().stream())
        .forEach(waiver -> covered.putIfAbsent(waiver, List.of()));
    return covered.entrySet().stream()
        .map(entry -> new Waived(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparing(applied -> applied.waiver().line()))
        .toList();
  }

  /** Who settled it; of a WAIVED control, who settled that it fails. */
  public DecidedBy decidedBy() {
    boolean open = status == ControlStatus.UNKNOWN || status == ControlStatus.MANUAL;
    if (open || status == ControlStatus.WAIVED && !fails()) {
      return DecidedBy.NOBODY;
    }
    if (answers.isEmpty()) {
      return DecidedBy.DATA;
    }
    List<Finding> answered = answers.stream().flatMap(a -> a.findings().stream()).toList();
    boolean data =
        findings().stream()
            .filter(finding -> finding.status() != Status.NOT_COUNTED)
            .anyMatch(finding -> !answered.contains(finding));
    return data ? DecidedBy.BOTH : DecidedBy.ATTESTATION;
  }

  /** Whether anything fails, waived or not. */
  private boolean fails() {
    return answers.stream().anyMatch(answer -> answer.failsAlone(control))
        || findings().stream().anyMatch(finding -> finding.status() == Status.FAIL);
  }

  /** Why the control is UNKNOWN, each reason once; empty for another status. */
  public List<String> unknownBecause() {
    List<String> reasons = new ArrayList<>();
    if (status == ControlStatus.UNKNOWN) {
      for (CheckResult check : checks) {
        if (check.use().check().isEmpty()) {
          reasons.add("this version of assay does not know the check `" + check.use().name() + "`");
        }
        unknownCauses(check).stream().map(Cause::message).forEach(reasons::add);
      }
    }
    return reasons.stream().distinct().toList();
  }

  /** The calls to repeat so that what is UNKNOWN can be decided. */
  public List<Gap> gaps() {
    return checks.stream()
        .flatMap(check -> unknownCauses(check).stream())
        .flatMap(cause -> cause.gaps().stream())
        .distinct()
        .toList();
  }

  private static List<Cause> unknownCauses(CheckResult check) {
    return check.unwaived().stream()
        .filter(finding -> finding.status() == Status.UNKNOWN)
        .flatMap(finding -> finding.deciding().stream())
        .toList();
  }
}
