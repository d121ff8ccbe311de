package dev.assay.testing;

import dev.assay.aws.Account;
import dev.assay.aws.Call;
import dev.assay.evaluate.ControlResult;
import dev.assay.evaluate.Evaluation;
import dev.assay.evaluate.Plan;
import dev.assay.evaluate.Plan.Bound;
import dev.assay.snapshot.Snapshot;
import dev.assay.spec.Spec;
import dev.assay.spec.SpecReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the specs that ship say of a snapshot. Where two of their controls ask the same, with the
 * same parameters, only the first is judged: there are 122 controls, but half as many questions.
 */
public final class Verdicts {

  private static final List<Spec> SPECS =
      Stream.of("awscis1.2", "awscis1.4", "cis-aws-1.1").map(SpecReader::read).toList();

  private static final List<Bound> QUESTIONS = questions();

  private Verdicts() {}

  private static List<Bound> questions() {
    Map<Object, Bound> questions = new LinkedHashMap<>();
    for (Spec spec : SPECS) {
      for (Bound bound : Plan.of(spec, 0, false).controls()) {
        List<Object> asks =
            List.copyOf(
                bound.uses().stream().map(u -> List.of(u.check(), u.parameters())).toList());
        questions.putIfAbsent(List.of(bound.control().manual(), asks), bound);
      }
    }
    return List.copyOf(questions.values());
  }

  /** The calls that those questions look at to which this one matters. */
  public static Set<Call> askedWith(Call call) {
    return QUESTIONS.stream()
        .map(Verdicts::calls)
        .filter(calls -> calls.contains(call))
        .flatMap(Set::stream)
        .collect(Collectors.toSet());
  }

  /** The calls that a question looks at. */
  public static Set<Call> calls(Bound question) {
    return question.uses().stream()
        .flatMap(use -> use.check().stream())
        .flatMap(check -> check.calls().stream())
        .collect(Collectors.toSet());
  }

  /** Always in the same order. */
  public static List<ControlResult> of(Account account) {
    return of(account, bound -> true);
  }

  /** Those that some of the questions get. */
  public static List<ControlResult> of(Account account, Predicate<Bound> chosen) {
    return evaluation(account, chosen).controls();
  }

  /** All questions, as if one spec asked them. */
  public static Evaluation evaluation(Account account) {
    return evaluation(account, bound -> true);
  }

  private static Evaluation evaluation(Account account, Predicate<Bound> chosen) {
    List<Bound> questions = QUESTIONS.stream().filter(chosen).toList();
    return Evaluation.of(
        account, new Plan(SPECS.get(0), 0, questions, List.of()), List.of(), List.of());
  }

  public static Account account(Sample sample) {
    return Snapshot.of(sample.files()).account(Optional.empty());
  }
}
