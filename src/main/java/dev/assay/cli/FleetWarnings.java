package dev.assay.cli;

import dev.assay.Problem;
import dev.assay.cli.Scoring.Judged;
import dev.assay.cli.Scoring.Rules;
import dev.assay.evaluate.ControlResult;
import dev.assay.evaluate.Evaluation;
import dev.assay.spec.Attestation;
import dev.assay.spec.Waiver;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the user should know of many snapshots, once each: what all of them say, what each says of
 * its own integrity, and the attestations and waivers that none of them needs. Threads may share
 * it; what it comes to does not depend on their order.
 */
final class FleetWarnings {

  private static final Comparator<Problem> BY_PLACE =
      Comparator.comparing(Problem::where)
          .thenComparing(Problem::what)
          .thenComparing(Problem::help);

  /**
   * Who says something.
   *
   * @param first by name
   */
  private record Who(int snapshots, String first) {

    Who and(Who other) {
      boolean before = first.compareTo(other.first) <= 0;
      return new Who(snapshots + other.snapshots, before ? first : other.first);
    }
  }

  private final Map<Problem, Who> said = new TreeMap<>(BY_PLACE);
  private final Set<String> applied = new HashSet<>();
  private final Set<String> accounts = new HashSet<>();
  private int snapshots;

  /** Takes down what a snapshot has to say. */
  synchronized void add(String name, Judged judged) {
    Evaluation evaluation = judged.judgement().evaluation();
    snapshots++;
    accounts.add(judged.judgement().snapshot().identity().accountId());
    judged.warnings().forEach(warning -> said.merge(warning, new Who(1, name), Who::and));
    evaluation.warnings().forEach(warning -> said.merge(warning, new Who(1, name), Who::and));
    for (ControlResult result : evaluation.controls()) {
      result.answers().forEach(answer -> applied.add(answer.attestation().place()));
      result.waived().forEach(waived -> applied.add(waived.waiver().place()));
    }
  }

  /** All of it, by place. */
  synchronized List<Problem> all(Rules rules) {
    Set<String> entries = new HashSet<>();
    rules.attestations().forEach(each -> entries.add(each.place()));
    rules.waivers().forEach(each -> entries.add(each.place()));
    List<Problem> all = new ArrayList<>();
    Set<String> told = new HashSet<>(applied);
    said.forEach(
        (warning, who) -> {
          if (who.snapshots() == snapshots) {
            told.add(warning.where());
            all.add(warning);
          } else if (!entries.contains(warning.where())) {
            all.add(of(warning, who));
          } else if (told.add(warning.where())) {
            all.add(warning); // applied nowhere: the first reason will do
          }
        });
    for (Attestation each : rules.attestations()) {
      missed(
          each.place(), each.account(), "the attestation of control `" + each.control() + "`", all);
    }
    for (Waiver each : rules.waivers()) {
      missed(each.place(), each.account(), "the waiver of " + each.subject(), all);
    }
    all.sort(BY_PLACE);
    return all;
  }

  private void missed(String place, String account, String what, List<Problem> all) {
    if (!account.isEmpty() && !accounts.contains(account)) {
      all.add(
          new Problem(place, what + " is not applied: no snapshot is of account " + account, ""));
    }
  }

  private static Problem of(Problem warning, Who who) {
    String more = who.snapshots() == 1 ? "" : " and " + (who.snapshots() - 1) + " more";
    return new Problem(who.first() + more + ": " + warning.where(), warning.what(), warning.help());
  }
}
