package dev.assay.evaluate;

import dev.assay.check.Cause;
import dev.assay.check.Finding;
import dev.assay.check.Status;
import dev.assay.spec.Attestation;
import dev.assay.spec.Attestation.Verdict;
import dev.assay.spec.Spec.Control;
import java.util.ArrayList;
import java.util.List;

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
   */
  public record Answer(Attestation attestation, List<Finding> findings) {

    public Answer {
      findings = List.copyOf(findings);
    }

    /** Whether it answers the control itself, and not only findings. */
    boolean isOf(Control control) {
      return control.manual() && attestation.isOfWholeControl();
    }

    boolean says(Verdict verdict) {
      return attestation.verdict() == verdict;
    }
  }

  /**
   * What one check of a control found.
   *
   * @param use the check and its parameters
   * @param applicable whether the question arises in the account's partition
   * @param findings in a fixed order; empty when there is nothing to judge
   */
  public record CheckResult(Plan.Use use, boolean applicable, List<Finding> findings) {

    public CheckResult {
      findings = List.copyOf(findings);
    }
  }

  /** All findings of all checks. */
  public List<Finding> findings() {
    return checks.stream().flatMap(check -> check.findings().stream()).toList();
  }

  /** The number of failed findings, Trivy's "Issues"; 1 when a person failed the control itself. */
  public int failures() {
    int failed = (int) findings().stream().filter(f -> f.status() == Status.FAIL).count();
    boolean attested = answers.stream().anyMatch(a -> a.isOf(control) && a.says(Verdict.FAIL));
    return failed == 0 && attested ? 1 : failed;
  }

  /** Who settled it. */
  public DecidedBy decidedBy() {
    if (status == ControlStatus.UNKNOWN || status == ControlStatus.MANUAL) {
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

  private static List<Cause> unknownCauses(CheckResult check) {
    return check.findings().stream()
        .filter(finding -> finding.status() == Status.UNKNOWN)
        .flatMap(finding -> finding.deciding().stream())
        .toList();
  }
}
