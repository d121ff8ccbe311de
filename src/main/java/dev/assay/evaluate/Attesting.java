package dev.assay.evaluate;

import dev.assay.InputException;
import dev.assay.Problem;
import dev.assay.aws.Account;
import dev.assay.check.Cause;
import dev.assay.check.Finding;
import dev.assay.check.Status;
import dev.assay.evaluate.ControlResult.Answer;
import dev.assay.evaluate.ControlResult.CheckResult;
import dev.assay.spec.Attestation;
import dev.assay.spec.Spec;
import dev.assay.spec.Spec.Control;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Persons' answers where data has none: a MANUAL finding, and a control that is manual by its spec.
 * What data decides, or leaves UNKNOWN, no attestation touches.
 */
final class Attesting {

  private final Account account;
  private final List<Attestation> all;
  private final List<Attestation> valid;

  Attesting(Account account, List<Attestation> all) {
    this.account = account;
    this.all = all;
    this.valid = all.stream().filter(given -> invalid(given).isEmpty()).toList();
  }

  /** Whether anything was said of a control. */
  boolean isAbout(Control control) {
    return of(control).findAny().isPresent();
  }

  /** The answers to what a control's checks leave open; each carries its answered findings. */
  List<Answer> answers(Control control, List<CheckResult> checks) {
    return of(control)
        .map(given -> new Answer(given, answered(given, checks)))
        .filter(answer -> !answer.findings().isEmpty() || answer.isOf(control))
        .toList();
  }

  /** What a check found, its open findings answered. */
  CheckResult answer(Control control, CheckResult check) {
    List<Finding> findings =
        check.findings().stream()
            .map(
                finding ->
                    of(control)
                        .filter(concerns(finding))
                        .findFirst()
                        .map(given -> answered(given, finding))
                        .orElse(finding))
            .toList();
    return new CheckResult(check.use(), check.applicable(), findings);
  }

  private Stream<Attestation> of(Control control) {
    return valid.stream().filter(given -> given.control().equals(control.id()));
  }

  private static Predicate<Attestation> concerns(Finding finding) {
    return given ->
        finding.status() == Status.MANUAL
            && (given.isOfWholeControl() || given.resource().equals(finding.resource().toString()));
  }

  private static List<Finding> answered(Attestation given, List<CheckResult> checks) {
    return checks.stream()
        .flatMap(check -> check.findings().stream())
        .filter(finding -> concerns(finding).test(given))
        .map(finding -> answered(given, finding))
        .toList();
  }

  private static Finding answered(Attestation given, Finding finding) {
    Status status =
        switch (given.verdict()) {
          case PASS -> Status.PASS;
          case FAIL -> Status.FAIL;
          case NOT_APPLICABLE -> Status.NOT_COUNTED;
        };
    String says = "; attested by " + given.by() + ": " + given.verdict().word();
    List<Cause> causes =
        finding.causes().stream()
            .map(
                cause ->
                    cause.status() == Status.MANUAL
                        ? cause.with(status, cause.message() + says)
                        : cause)
            .toList();
    return new Finding(finding.resource(), status, causes);
  }

  /**
   * Makes sure that no two attestations answer one thing differently.
   *
   * @param open the controls before they were answered
   * @throws InputException naming the lines of all that do
   */
  void agree(List<ControlResult> open) {
    List<Problem> problems = new ArrayList<>();
    for (ControlResult result : open) {
      Control control = result.control();
      if (!isAbout(control)) {
        continue;
      }
      if (control.manual()) {
        agree(of(control).filter(Attestation::isOfWholeControl).toList(), problems);
      }
      for (Finding finding : result.findings()) {
        agree(of(control).filter(concerns(finding)).toList(), problems);
      }
    }
    if (!problems.isEmpty()) {
      throw new InputException(InputException.Kind.USAGE, problems.stream().distinct().toList());
    }
  }

  private static void agree(List<Attestation> answers, List<Problem> problems) {
    for (Attestation other : answers) {
      Attestation first = answers.get(0);
      if (other.verdict() != first.verdict()) {
        problems.add(
            new Problem(
                other.place(),
                "control `"
                    + other.control()
                    + "` is said to be `"
                    + other.verdict().word()
                    + "`, but `"
                    + first.verdict().word()
                    + "` in line "
                    + first.line(),
                "keep the one that holds"));
      }
    }
  }

  /**
   * The attestations that answered nothing, with the reason.
   *
   * @param answered the controls that were evaluated
   */
  List<Problem> notApplied(Spec spec, List<ControlResult> answered) {
    List<Attestation> applied =
        answered.stream()
            .flatMap(result -> result.answers().stream())
            .map(Answer::attestation)
            .toList();
    return all.stream()
        .filter(given -> !applied.contains(given))
        .map(
            given ->
                new Problem(
                    given.place(),
                    "the attestation of control `"
                        + given.control()
                        + "` is not applied: "
                        + invalid(given).orElseGet(() -> pointless(given, spec, answered)),
                    ""))
        .toList();
  }

  private Optional<String> invalid(Attestation given) {
    String id = account.identity().accountId();
    if (!given.account().equals(id)) {
      return Optional.of(
          "it is for account "
              + given.account()
              + ", "
              + (id.isEmpty() ? "the snapshot does not name its account" : "not " + id));
    }
    if (account.asOf().isBefore(given.date())) {
      return Optional.of(
          "it counts from " + given.date() + " on, the report is as of " + account.asOf());
    }
    return account.asOf().isBefore(given.expires())
        ? Optional.empty()
        : Optional.of(
            "it expired at " + given.expires() + ", the report is as of " + account.asOf());
  }

  /** Why a valid attestation answers nothing. */
  private static String pointless(Attestation given, Spec spec, List<ControlResult> answered) {
    Predicate<Control> named = control -> control.id().equals(given.control());
    if (spec.controls().stream().noneMatch(named)) {
      return "the spec has no such control";
    }
    List<ControlResult> meant =
        answered.stream().filter(result -> named.test(result.control())).toList();
    if (meant.isEmpty()) {
      return "the control is above the level that was asked for";
    }
    boolean found =
        meant.stream()
            .flatMap(result -> result.findings().stream())
            .anyMatch(finding -> finding.resource().toString().equals(given.resource()));
    return given.isOfWholeControl() || found
        ? "nothing there is for a person to answer"
        : "no finding is about `" + given.resource() + "`";
  }
}
