package dev.assay.testing;

import dev.assay.aws.Account;
import dev.assay.evaluate.ControlResult;
import dev.assay.evaluate.Evaluation;
import dev.assay.evaluate.Plan;
import dev.assay.snapshot.Snapshot;
import dev.assay.spec.SpecReader;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the specs that ship say: one result a control, always in the same order. */
public final class Verdicts {

  private static final List<Plan> PLANS =
      Stream.of("awscis1.2", "awscis1.4", "cis-aws-1.1")
          .map(name -> Plan.of(SpecReader.read(name), 0, false))
          .toList();

  private Verdicts() {}

  public static List<ControlResult> of(Account account) {
    return PLANS.stream()
        .flatMap(plan -> Evaluation.of(account, plan, List.of()).controls().stream())
        .toList();
  }

  public static List<ControlResult> of(Sample sample) {
    return of(account(sample));
  }

  public static Account account(Sample sample) {
    return Snapshot.of(sample.files()).account(Optional.empty());
  }
}
