package dev.assay.filter;

import dev.assay.filter.FilterPattern.All;
import dev.assay.filter.FilterPattern.Any;
import dev.assay.filter.FilterPattern.Condition;
import dev.assay.filter.FilterPattern.Operand;
import dev.assay.filter.FilterPattern.Test;
import dev.assay.filter.FilterPattern.Undecidable;
import dev.assay.filter.Interpreter.Truth;
import dev.assay.filter.Solver.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether filters together see every event that a reference sees, decided by meaning over the
 * records that CloudTrail can write.
 *
 * @param note what else there is to say, one line; empty when nothing
 * @param witness an event that the reference sees and none of the filters; only for a gap
 */
public record Coverage(Verdict verdict, Relation relation, String note, Optional<Event> witness) {

  /** The answer. */
  public enum Verdict {
    /** Every event is seen. */
    COVERS,
    /** Some event is not. */
    GAP,
    /** Neither is proved. */
    UNDECIDED,
    /** A text that is no pattern. */
    INVALID
  }

  /** How what the filters see stands to what the reference sees. */
  public enum Relation {
    EQUAL,
    BROADER,
    NARROWER,
    OVERLAPPING,
    DISJOINT,
    /** No event at all is seen. */
    UNSATISFIABLE,
    UNDECIDED
  }

  /** A yes or no, or neither. */
  private enum Answer {
    YES,
    NO,
    UNKNOWN
  }

  /**
   * Judges filters against a reference, and the alternatives to it that are accepted: one that is
   * covered is enough.
   *
   * @param filters the texts; what they see together counts
   * @param later whether forms of later benchmark versions are accepted
   */
  public static Coverage of(Reference reference, List<String> filters, boolean later) {
    List<Condition> conditions = new ArrayList<>();
    for (String filter : filters) {
      try {
        conditions.add(FilterPattern.parse(filter).condition());
      } catch (PatternSyntaxException e) {
        return new Coverage(
            Verdict.INVALID,
            Relation.UNDECIDED,
            "not a filter pattern: " + e.getMessage(),
            Optional.empty());
      }
    }
    return of(reference, new Any(conditions), later);
  }

  /** The same for conditions that are parsed already. */
  public static Coverage of(Reference reference, Condition filters, boolean later) {
    Coverage best = null;
    for (Reference.Form form : reference.forms()) {
      if (form.later() && !later) {
        continue;
      }
      Coverage one = judge(reference, form, filters);
      if (best == null
          || one.verdict().compareTo(best.verdict()) == 0 && closer(one, best)
          || rank(one) < rank(best)) {
        best = one;
      }
    }
    return best;
  }

  private static boolean closer(Coverage one, Coverage best) {
    return one.verdict() == Verdict.COVERS && one.relation().compareTo(best.relation()) < 0;
  }

  /** A cover settles it; while one form is undecided, a gap in another does not. */
  private static int rank(Coverage coverage) {
    return switch (coverage.verdict()) {
      case COVERS -> 0;
      case UNDECIDED -> 1;
      default -> 2;
    };
  }

  private static Coverage judge(Reference reference, Reference.Form form, Condition filters) {
    Theory theory = reference.theory();
    Condition wanted = form.condition();
    try {
      Optional<Event> witness = escape(theory, wanted, filters);
      if (witness.isPresent()) {
        Relation relation = relation(theory, wanted, filters, Answer.NO);
        return new Coverage(Verdict.GAP, relation, gapNote(relation), witness);
      }
      Answer covers = covered(theory, wanted, filters);
      Relation relation = relation(theory, wanted, filters, covers);
      if (covers == Answer.YES) {
        return new Coverage(
            Verdict.COVERS, relation, coverNote(form, wanted, filters), Optional.empty());
      }
      return new Coverage(Verdict.UNDECIDED, relation, reason(filters), Optional.empty());
    } catch (Solver.TooMuch e) {
      return new Coverage(
          Verdict.UNDECIDED,
          Relation.UNDECIDED,
          "too many combinations to decide",
          Optional.empty());
    }
  }

  /**
   * An event that slips through whatever undocumented behaviour may be, confirmed by a second way.
   */
  private static Optional<Event> escape(Theory theory, Condition wanted, Condition filters)
      throws Solver.TooMuch {
    for (Condition part : alternatives(wanted)) {
      Optional<Event> event =
          new Solver(theory)
              .solve(List.of(new Goal(part, true, false), new Goal(filters, false, true)))
              .flatMap(new WitnessMaker(theory)::make)
              .filter(e -> Interpreter.sees(wanted, e) == Truth.YES)
              .filter(e -> Interpreter.sees(filters, e) == Truth.NO);
      if (event.isPresent()) {
        return event;
      }
    }
    return Optional.empty();
  }

  /** YES when even the most unfavourable behaviour leaves nothing unseen. */
  private static Answer covered(Theory theory, Condition wanted, Condition filters)
      throws Solver.TooMuch {
    boolean exists = exists(theory, new Goal(wanted, true, true), new Goal(filters, false, false));
    return exists ? Answer.UNKNOWN : Answer.YES;
  }

  /**
   * Whether filters may see any of the events at all; those that do not need not be looked at.
   *
   * @param later whether forms of later benchmark versions are accepted
   */
  public static boolean meets(Reference reference, Condition filters, boolean later) {
    try {
      for (Reference.Form form : reference.forms()) {
        boolean asked = later || !form.later();
        if (asked
            && exists(
                reference.theory(),
                new Goal(form.condition(), true, true),
                new Goal(filters, true, true))) {
          return true;
        }
      }
      return false;
    } catch (Solver.TooMuch e) {
      return true;
    }
  }

  private static Relation relation(
      Theory theory, Condition wanted, Condition filters, Answer covers) throws Solver.TooMuch {
    Theory any = Theory.anyRecord();
    boolean mayBeSeen = exists(any, new Goal(filters, true, true));
    if (!mayBeSeen) {
      return Relation.UNSATISFIABLE;
    }
    Answer within =
        both(
            exists(any, new Goal(filters, true, true), new Goal(wanted, false, false)),
            exists(any, new Goal(filters, true, false), new Goal(wanted, false, true)));
    Answer meets =
        both(
            exists(theory, new Goal(filters, true, true), new Goal(wanted, true, true)),
            exists(theory, new Goal(filters, true, false), new Goal(wanted, true, false)));
    if (covers == Answer.UNKNOWN || within == Answer.UNKNOWN || meets == Answer.UNKNOWN) {
      return Relation.UNDECIDED;
    }
    boolean noMore = within == Answer.NO;
    if (covers == Answer.YES) {
      return noMore ? Relation.EQUAL : Relation.BROADER;
    }
    if (meets == Answer.NO) {
      return Relation.DISJOINT;
    }
    return noMore ? Relation.NARROWER : Relation.OVERLAPPING;
  }

  /** An event exists in the best and in the worst case, in neither, or in one of them. */
  private static Answer both(boolean atBest, boolean atWorst) {
    if (atBest != atWorst) {
      return Answer.UNKNOWN;
    }
    return atBest ? Answer.YES : Answer.NO;
  }

  /**
   * Whether an event exists. The first goal's alternatives are tried one by one: each pins a field
   * or two, which makes all the rest cheap.
   */
  private static boolean exists(Theory theory, Goal first, Goal... others) throws Solver.TooMuch {
    for (Condition part : alternatives(first.condition())) {
      List<Goal> goals = new ArrayList<>();
      goals.add(new Goal(part, true, first.ifUndocumented()));
      goals.addAll(List.of(others));
      if (new Solver(theory).solve(goals).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static List<Condition> alternatives(Condition condition) {
    return condition instanceof Any any
        ? any.parts().stream().flatMap(part -> alternatives(part).stream()).toList()
        : List.of(condition);
  }

  private static String gapNote(Relation relation) {
    return relation == Relation.UNSATISFIABLE ? "no event can match these filters at all" : "";
  }

  private static String coverNote(Reference.Form form, Condition wanted, Condition filters)
      throws Solver.TooMuch {
    boolean formally = escape(Theory.anyEvent(), wanted, filters).isPresent();
    if (formally) {
      return "a gap is formal only: it takes a record that CloudTrail does not write";
    }
    return form.note();
  }

  /** Why the filters cannot be decided: the first part of them that is not documented. */
  private static String reason(Condition condition) {
    return doubtful(condition).orElse("it depends on behaviour that is not documented");
  }

  private static Optional<String> doubtful(Condition condition) {
    if (condition instanceof All all) {
      return all.parts().stream().map(Coverage::doubtful).flatMap(Optional::stream).findFirst();
    }
    if (condition instanceof Any any) {
      return any.parts().stream().map(Coverage::doubtful).flatMap(Optional::stream).findFirst();
    }
    if (condition instanceof Undecidable part) {
      return Optional.of(part.reason());
    }
    Test test = (Test) condition;
    String field = test.selector().toString();
    if (!test.selector().plain()) {
      return Optional.of("what " + field + " means for several elements is not documented");
    }
    Operand operand = test.operand();
    return switch (operand.kind()) {
      case REGEX -> Optional.of("a regular expression on " + field + " is not decided");
      case ESCAPED -> Optional.of("a backslash in the value for " + field + " is not documented");
      case NUMBER -> Optional.of("a number compared with " + field + " is not decided");
      case BOOLEAN -> Optional.of("comparing " + field + " with true or false is not documented");
      default ->
          operand.text().replaceAll("^\\*+|\\*+$", "").contains("*")
              ? Optional.of("a star inside the value for " + field + " has two readings")
              : Optional.empty();
    };
  }
}
