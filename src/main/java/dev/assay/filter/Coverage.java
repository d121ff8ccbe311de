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
    Meanings meanings = new Meanings();
    Coverage best = null;
    for (Reference.Form form : reference.forms()) {
      if (form.later() && !later) {
        continue;
      }
      Coverage one = judge(reference, form, new Question(form.condition(), filters, meanings));
      if (best == null || rank(one) < rank(best)) {
        best = one;
      }
    }
    return best;
  }

  /**
   * Whether it is proved that filters see every event together: then what there is to note, as in
   * {@link #of}. Most accounts have the filter that CIS prescribes, which takes no proof.
   *
   * @param later whether forms of later benchmark versions are accepted
   * @return empty when it is not proved
   */
  public static Optional<String> covers(
      Reference reference, List<Condition> filters, boolean later) {
    Reference.Form plainest = reference.forms().get(0);
    if (filters.contains(plainest.condition())) {
      return Optional.of(plainest.note());
    }
    return Optional.of(of(reference, new Any(filters), later))
        .filter(coverage -> coverage.verdict() == Verdict.COVERS)
        .map(Coverage::note);
  }

  /**
   * Whether filters may see any of the events at all; those that do not need not be looked at.
   *
   * @param later whether forms of later benchmark versions are accepted
   */
  public static boolean meets(Reference reference, Condition filters, boolean later) {
    Meanings meanings = new Meanings();
    return reference.forms().stream()
        .filter(form -> later || !form.later())
        .map(form -> new Question(form.condition(), filters, meanings))
        .anyMatch(question -> question.meets(reference.theory()));
  }

  /** Whether filters can see any record at all that CloudTrail writes. */
  public static boolean possible(Condition filters) {
    return new Question(new All(List.of()), filters, new Meanings()).meets(Theory.anyRecord());
  }

  /** A cover settles it; while one form is undecided, a gap in another does not. */
  private static int rank(Coverage coverage) {
    return switch (coverage.verdict()) {
      case COVERS -> 0;
      case UNDECIDED -> 1;
      default -> 2;
    };
  }

  private static Coverage judge(Reference reference, Reference.Form form, Question question) {
    Theory theory = reference.theory();
    try {
      Optional<Event> witness = question.escape(theory);
      if (witness.isPresent()) {
        Relation relation = question.relation(theory, Answer.NO);
        return new Coverage(Verdict.GAP, relation, gapNote(reference, relation, question), witness);
      }
      Answer covers = question.covered(theory);
      Relation relation = question.relation(theory, covers);
      return covers == Answer.YES
          ? new Coverage(Verdict.COVERS, relation, coverNote(form, question), Optional.empty())
          : undecided(relation, reason(question.filters()));
    } catch (Solver.TooMuch e) {
      return undecided(Relation.UNDECIDED, "too many combinations to decide");
    }
  }

  private static Coverage undecided(Relation relation, String reason) {
    return new Coverage(Verdict.UNDECIDED, relation, reason, Optional.empty());
  }

  private static String gapNote(Reference reference, Relation relation, Question question) {
    if (relation == Relation.UNSATISFIABLE) {
      return "no event can match these filters at all";
    }
    for (Reference.Form slip : reference.slips()) {
      if (question.about(slip).covers(reference.theory())) {
        return slip.note();
      }
    }
    return "";
  }

  private static String coverNote(Reference.Form form, Question question) {
    try {
      return question.escape(Theory.anyEvent()).isPresent()
          ? "a gap is formal only: it takes a record that CloudTrail does not write"
          : form.note();
    } catch (Solver.TooMuch e) {
      return form.note();
    }
  }

  /** What is asked of the events that are wanted and those that the filters see. */
  private record Question(Condition wanted, Condition filters, Meanings meanings) {

    /**
     * An event that slips through whatever undocumented behaviour may be, confirmed by a second
     * way.
     */
    Optional<Event> escape(Theory theory) throws Solver.TooMuch {
      List<Goal> goals = List.of(new Goal(wanted, true, false), new Goal(filters, false, true));
      return Solver.solve(theory, meanings, goals)
          .flatMap(new WitnessMaker(theory)::make)
          .filter(event -> Interpreter.sees(wanted, event) == Truth.YES)
          .filter(event -> Interpreter.sees(filters, event) == Truth.NO);
    }

    Question about(Reference.Form form) {
      return new Question(form.condition(), filters, meanings);
    }

    /** Whether an event that is wanted may be seen. */
    boolean meets(Theory theory) {
      try {
        return exists(theory, new Goal(wanted, true, true), new Goal(filters, true, true));
      } catch (Solver.TooMuch e) {
        return true;
      }
    }

    boolean covers(Theory theory) {
      try {
        return covered(theory) == Answer.YES;
      } catch (Solver.TooMuch e) {
        return false;
      }
    }

    /** YES when even the most unfavourable behaviour leaves nothing unseen. */
    Answer covered(Theory theory) throws Solver.TooMuch {
      boolean unseen =
          exists(theory, new Goal(wanted, true, true), new Goal(filters, false, false));
      return unseen ? Answer.UNKNOWN : Answer.YES;
    }

    Relation relation(Theory theory, Answer covers) {
      try {
        return relate(theory, covers);
      } catch (Solver.TooMuch e) {
        return Relation.UNDECIDED;
      }
    }

    private Relation relate(Theory theory, Answer covers) throws Solver.TooMuch {
      Theory any = Theory.anyRecord();
      if (!exists(any, new Goal(filters, true, true))) {
        return Relation.UNSATISFIABLE;
      }
      Answer more =
          both(
              exists(any, new Goal(filters, true, true), new Goal(wanted, false, false)),
              exists(any, new Goal(filters, true, false), new Goal(wanted, false, true)));
      Answer meets =
          both(
              exists(theory, new Goal(filters, true, true), new Goal(wanted, true, true)),
              exists(theory, new Goal(filters, true, false), new Goal(wanted, true, false)));
      if (covers == Answer.UNKNOWN || more == Answer.UNKNOWN || meets == Answer.UNKNOWN) {
        return Relation.UNDECIDED;
      }
      if (covers == Answer.YES) {
        return more == Answer.YES ? Relation.BROADER : Relation.EQUAL;
      }
      if (meets == Answer.NO) {
        return Relation.DISJOINT;
      }
      return more == Answer.YES ? Relation.OVERLAPPING : Relation.NARROWER;
    }

    private boolean exists(Theory theory, Goal... goals) throws Solver.TooMuch {
      return Solver.exists(theory, meanings, List.of(goals));
    }

    /** An event exists in the best and in the worst case, in neither, or in one of them. */
    private static Answer both(boolean atBest, boolean atWorst) {
      if (atBest != atWorst) {
        return Answer.UNKNOWN;
      }
      return atBest ? Answer.YES : Answer.NO;
    }
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
