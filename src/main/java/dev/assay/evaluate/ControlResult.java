package dev.assay.evaluate;

import dev.assay.aws.Gap;
import dev.assay.check.Cause;
import dev.assay.check.Finding;
import dev.assay.check.Status;
import dev.assay.spec.Spec.Control;
import java.util.ArrayList;
import java.util.List;

/**
 * A control and what was found.
 *
 * @param checks what each of its checks found, in spec order
 */
public record ControlResult(Control control, ControlStatus status, List<CheckResult> checks) {

  public ControlResult {
    checks = List.copyOf(checks);
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

  /** The number of failed findings: Trivy's "Issues". */
  public int failures() {
    return (int) findings().stream().filter(f -> f.status() == Status.FAIL).count();
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

  /** The calls to repeat so that the control can be decided. */
  public List<Gap> gaps() {
    return checks.stream()
        .flatMap(check -> unknownCauses(check).stream())
        .flatMap(cause -> cause.gaps().stream())
        .distinct()
        .toList();
  }

  private static List<Cause> unknownCauses(CheckResult check) {
    return check.findings().stream()
        .filter(finding -> finding.status() == Status.UNKNOWN)
        .flatMap(finding -> finding.deciding().stream())
        .toList();
  }
}
