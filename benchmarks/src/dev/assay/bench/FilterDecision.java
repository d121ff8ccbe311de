package dev.assay.bench;

import dev.assay.filter.Coverage;
import dev.assay.filter.Coverage.Verdict;
import dev.assay.filter.Reference;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long it takes to judge filters against a reference, from their texts to the verdict. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FilterDecision {

  /** What is judged. The numbers are those of CIS AWS Foundations v1.1.0. */
  public enum Filters {
    /** 3.4 as CIS writes it: sixteen events. */
    EXACT(Reference.IAM_POLICY, Set.of(Verdict.COVERS), List.of(anyOf(IAM_EVENTS))),

    /** 3.5 in another order, its values quoted. */
    REORDERED(
        Reference.CLOUDTRAIL,
        Set.of(Verdict.COVERS),
        List.of(
            anyOf(
                List.of(
                    "\"StopLogging\"",
                    "\"StartLogging\"",
                    "\"DeleteTrail\"",
                    "\"UpdateTrail\"",
                    "\"CreateTrail\"")))),

    /** 3.5 by the ends of the events' names, which sees more. */
    WILDCARD(
        Reference.CLOUDTRAIL,
        Set.of(Verdict.COVERS),
        List.of(anyOf(List.of("*Trail", "*Logging")))),

    /** 3.1 with a star at both ends of both values, where the reference has one star each. */
    BOTH_ENDS(
        Reference.UNAUTHORIZED_API,
        Set.of(Verdict.COVERS),
        List.of("{($.errorCode=\"*UnauthorizedOperation*\")||($.errorCode=\"*AccessDenied*\")}")),

    /** 3.4 without its last event: a witness has to be made. */
    GAP(Reference.IAM_POLICY, Set.of(Verdict.GAP), List.of(anyOf(IAM_EVENTS.subList(0, 15)))),

    /** 3.4 as sixteen filters of one event each. */
    UNION(
        Reference.IAM_POLICY,
        Set.of(Verdict.COVERS),
        IAM_EVENTS.stream().map(event -> anyOf(List.of(event))).toList()),

    /** 3.5 as a regular expression, which is not decided. */
    REGEX(
        Reference.CLOUDTRAIL,
        Set.of(Verdict.UNDECIDED),
        List.of("{($.eventName=%Trail|Logging%)}")),

    /**
     * The longest text that a pattern can be, and a hard one: twelve values have to be in eleven
     * fields. To see that it matches nothing takes all the ways to try that; giving up is allowed.
     */
    ADVERSARIAL(
        Reference.IAM_POLICY, Set.of(Verdict.GAP, Verdict.UNDECIDED), List.of(pigeonholes()));

    private final Reference reference;
    private final Set<Verdict> expected;
    private final List<String> texts;

    Filters(Reference reference, Set<Verdict> expected, List<String> texts) {
      this.reference = reference;
      this.expected = expected;
      this.texts = texts;
    }
  }

  private static final List<String> IAM_EVENTS =
      List.of(
          "DeleteGroupPolicy",
          "DeleteRolePolicy",
          "DeleteUserPolicy",
          "PutGroupPolicy",
          "PutRolePolicy",
          "PutUserPolicy",
          "CreatePolicy",
          "DeletePolicy",
          "CreatePolicyVersion",
          "DeletePolicyVersion",
          "AttachRolePolicy",
          "DetachRolePolicy",
          "AttachUserPolicy",
          "DetachUserPolicy",
          "AttachGroupPolicy",
          "DetachGroupPolicy");

  @Param public Filters filters;

  /** A figure for a wrong answer would be worth nothing. */
  @Setup
  public void check() {
    Verdict verdict = decide().verdict();
    if (!filters.expected.contains(verdict)) {
      throw new IllegalStateException(filters + " is " + verdict + ", not " + filters.expected);
    }
  }

  @Benchmark
  public Coverage decide() {
    return Coverage.of(filters.reference, filters.texts, false);
  }

  private static String anyOf(List<String> names) {
    return names.stream()
        .map(name -> "($.eventName=" + name + ")")
        .collect(Collectors.joining("||", "{", "}"));
  }

  private static String pigeonholes() {
    String text =
        letters('A', 12)
            .map(value -> letters('a', 11).map(field -> "$." + field + "=" + value))
            .map(tests -> tests.collect(Collectors.joining("||", "(", ")")))
            .collect(Collectors.joining("&&", "{", "}"));
    return text + " ".repeat(1024 - text.length());
  }

  private static Stream<String> letters(char first, int count) {
    return IntStream.range(first, first + count).mapToObj(Character::toString);
  }
}
