package dev.assay.evaluate;

import dev.assay.Glob;
import dev.assay.Problem;
import dev.assay.aws.Account;
import dev.assay.aws.Resource;
import dev.assay.check.Catalogue;
import dev.assay.check.Finding;
import dev.assay.check.Status;
import dev.assay.evaluate.ControlResult.Answer;
import dev.assay.evaluate.ControlResult.CheckResult;
import dev.assay.evaluate.ControlResult.Waived;
import dev.assay.evaluate.Plan.Use;
import dev.assay.spec.Spec;
import dev.assay.spec.Spec.Control;
import dev.assay.spec.Waiver;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Risks that persons have accepted. A waiver covers findings that fail or are UNKNOWN, and changes
 * none of them: they are only counted no more. All that cover a finding are applied, so their order
 * does not matter. What a person has to answer takes an attestation instead.
 */
final class Waiving {

  private final Account account;
  private final List<Waiver> all;
  private final List<Waiver> inForce;

  Waiving(Account account, List<Waiver> all) {
    this.account = account;
    this.all = all;
    this.inForce = all.stream().filter(given -> outOfForce(given).isEmpty()).toList();
  }

  /** Whether any waiver in force may cover something of a control. */
  boolean isAbout(Control control) {
    return inForce.stream().anyMatch(given -> isAbout(given, control));
  }

  /** What a check found, with the waivers that cover it. */
  CheckResult waive(Control control, CheckResult check) {
    List<Waiver> asked =
        inForce.stream()
            .filter(given -> isAbout(given, control) && isAbout(given, check.use()))
            .toList();
    Map<Finding, List<Waiver>> waivers = new HashMap<>();
    for (Finding finding : check.findings()) {
      List<Waiver> covering =
          asked.stream().filter(given -> isAbout(given, finding.resource())).toList();
      if (isWaivable(finding) && !covering.isEmpty()) {
        waivers.put(finding, covering);
      }
    }
    return new CheckResult(check.use(), check.applicable(), check.findings(), waivers);
  }

  /**
   * A person's answer, with the waivers that cover the failure of the control itself: those that
   * name the control and no check. Its resource is the account.
   */
  Answer waive(Control control, Answer answer) {
    List<Waiver> waivers =
        inForce.stream()
            .filter(given -> answer.failsAlone(control))
            .filter(given -> given.check().isEmpty() && isAbout(given, control))
            .filter(given -> isAbout(given, account.resource()))
            .toList();
    return new Answer(answer.attestation(), answer.findings(), waivers);
  }

  private static boolean isWaivable(Finding finding) {
    return finding.status() == Status.FAIL || finding.status() == Status.UNKNOWN;
  }

  private static boolean isAbout(Waiver given, Control control) {
    return given.control().isEmpty() || given.control().equals(control.id());
  }

  /** An alias that fixes parameters is about the check with those only. */
  private static boolean isAbout(Waiver given, Use use) {
    return given.check().isEmpty()
        || given.check().equalsIgnoreCase(use.name())
        || Catalogue.find(given.check())
            .filter(named -> use.check().filter(c -> c.id().equals(named.check().id())).isPresent())
            .filter(named -> contains(use.parameters().values(), named.fixed()))
            .isPresent();
  }

  private static boolean contains(Map<String, Object> values, Map<String, Object> fixed) {
    return values.entrySet().containsAll(fixed.entrySet());
  }

  /** An ARN is about all pieces of its resource; what reports print is about the one. */
  private static boolean isAbout(Waiver given, Resource resource) {
    return given.resource().isEmpty()
        || Glob.matches(given.resource(), resource.id(), false)
        || Glob.matches(given.resource(), resource.toString(), false);
  }

  /**
   * What is wrong with the waivers, in the order of their file: those that were not applied, with
   * the reason, and those that cover more than anybody can have looked at.
   *
   * @param evaluated the controls, with the waivers applied
   */
  List<Problem> warnings(Spec spec, List<ControlResult> evaluated) {
    Set<Waiver> applied = new HashSet<>();
    evaluated.stream()
        .flatMap(result -> result.waived().stream())
        .map(Waived::waiver)
        .forEach(applied::add);
    List<Problem> warnings = new ArrayList<>();
    for (Waiver given : all) {
      if (!applied.contains(given)) {
        warnings.addAll(
            outOfForce(given).map(List::of).orElseGet(() -> unused(given, spec, evaluated)));
      }
      tooBroad(given).ifPresent(warnings::add);
    }
    return warnings;
  }

  private Optional<Problem> outOfForce(Waiver given) {
    String id = account.identity().accountId();
    if (!given.isOfEveryAccount() && !given.account().equals(id)) {
      return Optional.of(
          notApplied(
              given,
              "it is for account "
                  + given.account()
                  + ", "
                  + (id.isEmpty() ? "the snapshot does not name its account" : "not " + id),
              ""));
    }
    LocalDate day = LocalDate.ofInstant(account.asOf(), ZoneOffset.UTC);
    String asOf = ", the report is as of " + account.asOf();
    if (given.from().filter(day::isBefore).isPresent()) {
      return Optional.of(
          notApplied(given, "it counts from " + given.from().get() + " on" + asOf, ""));
    }
    return day.isAfter(given.expires())
        ? Optional.of(
            notApplied(
                given,
                "it expired at the end of " + given.expires() + asOf,
                "delete it, or let `" + given.owner() + "` decide anew"))
        : Optional.empty();
  }

  /** Why a waiver that is in force covers nothing. */
  private static List<Problem> unused(Waiver given, Spec spec, List<ControlResult> evaluated) {
    List<Problem> misnamed = misnamed(given, spec);
    if (!misnamed.isEmpty()) {
      return misnamed;
    }
    List<ControlResult> controls =
        evaluated.stream().filter(result -> isAbout(given, result.control())).toList();
    if (controls.isEmpty()) {
      return List.of(notApplied(given, "the control is above the level that was asked for", ""));
    }
    List<CheckResult> checks =
        controls.stream()
            .map(ControlResult::checks)
            .flatMap(Collection::stream)
            .filter(check -> isAbout(given, check.use()))
            .toList();
    if (checks.isEmpty() && !given.check().isEmpty()) {
      return List.of(notApplied(given, "no control that was evaluated asks that check so", ""));
    }
    boolean found =
        checks.stream()
            .flatMap(check -> check.findings().stream())
            .anyMatch(finding -> isAbout(given, finding.resource()));
    return List.of(
        given.resource().isEmpty() || found
            ? notApplied(given, "nothing there fails or is UNKNOWN", "delete it if that is mended")
            : notApplied(
                given,
                "no finding is about `" + given.resource() + "`",
                "write the resource as reports print it"));
  }

  private static List<Problem> misnamed(Waiver given, Spec spec) {
    List<Problem> problems = new ArrayList<>();
    List<String> ids = spec.controls().stream().map(Control::id).toList();
    if (!given.control().isEmpty() && !ids.contains(given.control())) {
      problems.add(
          notApplied(
              given,
              "the spec has no such control",
              "the nearest is `" + Catalogue.nearest(given.control(), ids) + "`"));
    }
    if (!given.check().isEmpty() && Catalogue.find(given.check()).isEmpty()) {
      problems.add(
          notApplied(
              given,
              "there is no such check",
              "the nearest is `" + Catalogue.nearest(given.check()) + "`"));
    }
    return problems;
  }

  private static Problem notApplied(Waiver given, String why, String help) {
    return new Problem(
        given.place(), "the waiver of " + given.subject() + " is not applied: " + why, help);
  }

  private static Optional<Problem> tooBroad(Waiver given) {
    List<String> missing = new ArrayList<>();
    if (given.isOfEveryResource()) {
      missing.add("resource");
    }
    if (given.isOfEveryAccount()) {
      missing.add("account");
    }
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Problem(
                given.place(),
                "the waiver of "
                    + given.subject()
                    + " is too broad: it covers every "
                    + String.join(" and every ", missing),
                "name the " + String.join(" and the ", missing) + " that it is meant for"));
  }
}
