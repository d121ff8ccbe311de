package dev.assay.cli;

import dev.assay.aws.Account;
import dev.assay.check.Cause;
import dev.assay.check.Finding;
import dev.assay.evaluate.ControlResult;
import dev.assay.evaluate.Evaluation;
import dev.assay.evaluate.Plan;
import dev.assay.snapshot.Snapshot;
import dev.assay.spec.Spec;
import dev.assay.spec.SpecReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether a copy of a snapshot says what the snapshot says. */
final class SameVerdicts {

  /** Any moment does, as long as it is the same for both. */
  private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");

  private SameVerdicts() {}

  /**
   * The controls, as {@code SPEC:ID}, of all built-in specs whose status, number of failures or
   * findings are not the same for both.
   */
  static List<String> differing(Snapshot snapshot, Snapshot copy) {
    Account one = account(snapshot);
    Account other = account(copy);
    List<String> differing = new ArrayList<>();
    Set<String> judged = new HashSet<>();
    for (String name : SpecReader.builtIns()) {
      Spec spec = SpecReader.read(name);
      if (!judged.add(spec.sha256())) {
        continue; // another name of one that was
      }
      Plan plan = Plan.of(spec, 0, false);
      List<ControlResult> before = judged(one, plan);
      List<ControlResult> after = judged(other, plan);
      for (int i = 0; i < before.size(); i++) {
        if (!verdict(before.get(i)).equals(verdict(after.get(i)))) {
          differing.add(name + ":" + before.get(i).control().id());
        }
      }
    }
    return differing;
  }

  private static Account account(Snapshot snapshot) {
    return snapshot.account(Optional.of(LATER).filter(at -> !snapshot.knowsItsTime()));
  }

  private static List<ControlResult> judged(Account account, Plan plan) {
    return Evaluation.of(account, plan, List.of(), List.of()).controls();
  }

  /** All but names, and in no order: pseudonyms sort in another one. */
  private static List<Object> verdict(ControlResult control) {
    return List.of(
        control.status(),
        control.failures(),
        control.findings().stream().map(SameVerdicts::verdict).sorted().toList());
  }

  private static String verdict(Finding finding) {
    List<String> causes = finding.causes().stream().map(SameVerdicts::verdict).sorted().toList();
    return finding.status() + " " + finding.resource().type() + " " + causes;
  }

  private static String verdict(Cause cause) {
    return cause.status() + " " + cause.link() + " " + cause.gaps().size();
  }
}
