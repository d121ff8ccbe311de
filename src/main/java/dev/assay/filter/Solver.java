package dev.assay.filter;

import dev.assay.filter.FilterPattern.All;
import dev.assay.filter.FilterPattern.Any;
import dev.assay.filter.FilterPattern.Condition;
import dev.assay.filter.FilterPattern.Test;
import dev.assay.filter.FilterPattern.Undecidable;
import dev.assay.filter.Values.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for an event that makes some conditions hold and others not. Every field keeps the set of
 * values it may still have; a test narrows it, a choice between parts is put off until it is
 * forced. The search is complete: no event is left out, but for the bound on its work.
 */
final class Solver {

  /** The search has become too large. */
  static final class TooMuch extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /**
   * What is wanted of a condition.
   *
   * @param holds whether it is to hold
   * @param ifUndocumented what a test comes to where nobody has written down what it does
   */
  record Goal(Condition condition, boolean holds, boolean ifUndocumented) {}

  /** A goal in terms of values. */
  private sealed interface Wish {}

  /** A field is to have one of these values; if it can have none of the others, it is settled. */
  private record One(List<String> path, Values wanted, Values others) implements Wish {}

  private record Every(List<Wish> parts) implements Wish {}

  /** At least one of them. */
  private record Some(List<Wish> parts) implements Wish {}

  private enum State {
    SETTLED,
    IMPOSSIBLE,
    OPEN
  }

  /** Pairs of states that one intersection may have to look at. */
  private static final long MOST_PAIRS = 20_000;

  private static final long STEPS_A_PAIR = 4;

  private final Theory theory;
  private final Meanings meanings;

  /** Whether it is all the same which of several words a field has. */
  private final boolean anyWord;

  private final Map<List<String>, List<List<String>>> above = new HashMap<>();
  private final Map<List<String>, List<List<String>>> below = new HashMap<>();

  private Solver(Theory theory, Meanings meanings, boolean anyWord) {
    this.theory = theory;
    this.meanings = meanings;
    this.anyWord = anyWord;
  }

  /** Whether there is an event that fulfils all the goals; cheaper than to say which. */
  static boolean exists(Theory theory, Meanings meanings, List<Goal> goals) throws TooMuch {
    return new Solver(theory, meanings, true).solve(goals).isPresent();
  }

  /**
   * The values that the tested fields may have; any of them will do, as long as a field that may be
   * missing is, where what it lies in is not there.
   *
   * @return empty when there is no such event
   */
  static Optional<Map<List<String>, Values>> solve(
      Theory theory, Meanings meanings, List<Goal> goals) throws TooMuch {
    return new Solver(theory, meanings, false).solve(goals);
  }

  private Optional<Map<List<String>, Values>> solve(List<Goal> goals) throws TooMuch {
    List<Wish> wishes = new ArrayList<>();
    for (Goal goal : goals) {
      wishes.add(wish(goal.condition(), goal.holds(), goal.ifUndocumented()));
    }
    return search(new HashMap<>(), wishes);
  }

  private Wish wish(Condition condition, boolean holds, boolean ifUndocumented) {
    if (condition instanceof Test test) {
      return one(test.selector().path(), meanings.of(test, holds, ifUndocumented));
    }
    if (condition instanceof Undecidable) {
      return holds == ifUndocumented ? new Every(List.of()) : new Some(List.of());
    }
    boolean all = condition instanceof All;
    List<Condition> parts = all ? ((All) condition).parts() : ((Any) condition).parts();
    List<Wish> wishes = new ArrayList<>();
    Map<List<String>, Set<String>> words = new HashMap<>();
    for (Condition part : parts) {
      if (anyWord && !all && part instanceof Test test && Values.isWord(test)) {
        List<String> path = test.selector().path();
        words.computeIfAbsent(path, none -> new HashSet<>()).add(test.operand().text());
      } else {
        wishes.add(wish(part, holds, ifUndocumented));
      }
    }
    // Most filters name a dozen events: that is one set, and no choice.
    for (Map.Entry<List<String>, Set<String>> field : words.entrySet()) {
      Values holding = Values.words(field.getValue(), ifUndocumented);
      wishes.add(one(field.getKey(), Meanings.split(holding, holds)));
    }
    return all == holds ? new Every(wishes) : new Some(wishes);
  }

  private One one(List<String> path, Meanings.Split split) {
    register(path);
    return new One(path, split.wanted(), split.others());
  }

  /** Notes which of the fields lie in which. */
  private void register(List<String> path) {
    if (above.containsKey(path)) {
      return;
    }
    above.put(path, new ArrayList<>());
    below.put(path, new ArrayList<>());
    for (List<String> other : above.keySet()) {
      boolean longer = other.size() > path.size();
      List<String> outer = longer ? path : other;
      List<String> inner = longer ? other : path;
      if (outer.size() < inner.size() && inner.subList(0, outer.size()).equals(outer)) {
        above.get(inner).add(outer);
        below.get(outer).add(inner);
      }
    }
  }

  private Optional<Map<List<String>, Values>> search(
      Map<List<String>, Values> fields, List<Wish> wishes) throws TooMuch {
    List<Some> choices = new ArrayList<>();
    Deque<Wish> pending = new ArrayDeque<>(wishes);
    while (true) {
      if (!narrow(fields, pending, choices)) {
        return Optional.empty();
      }
      List<Some> open = new ArrayList<>();
      List<Wish> smallest = List.of();
      int next = 0;
      for (Some choice : choices) {
        List<Wish> options = new ArrayList<>();
        State state = weigh(fields, choice, options);
        if (state == State.IMPOSSIBLE) {
          return Optional.empty();
        }
        if (state == State.OPEN) {
          if (options.size() == 1) {
            pending.add(options.get(0));
            continue;
          }
          open.add(choice);
          if (smallest.isEmpty() || options.size() < smallest.size()) {
            smallest = options;
            next = open.size() - 1;
          }
        }
      }
      choices = open;
      if (pending.isEmpty()) {
        if (choices.isEmpty()) {
          return Optional.of(fields);
        }
        choices.remove(next);
        return branch(fields, choices, smallest);
      }
    }
  }

  private Optional<Map<List<String>, Values>> branch(
      Map<List<String>, Values> fields, List<Some> others, List<Wish> options) throws TooMuch {
    for (Wish option : options) {
      List<Wish> wishes = new ArrayList<>(others);
      wishes.add(option);
      Optional<Map<List<String>, Values>> found = search(new HashMap<>(fields), wishes);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Applies what is certain; collects choices. False when nothing is left. */
  private boolean narrow(Map<List<String>, Values> fields, Deque<Wish> pending, List<Some> choices)
      throws TooMuch {
    while (!pending.isEmpty()) {
      Wish wish = pending.poll();
      if (wish instanceof One one) {
        if (!narrow(fields, one.path(), one.wanted()) || !nest(fields, one.path())) {
          return false;
        }
      } else if (wish instanceof Every every) {
        pending.addAll(every.parts());
      } else {
        choices.add((Some) wish);
      }
    }
    return true;
  }

  private boolean narrow(Map<List<String>, Values> fields, List<String> path, Values wanted)
      throws TooMuch {
    Values left = meet(fields, path, wanted);
    fields.put(path, left);
    return !left.isEmpty();
  }

  /** What a field lies in is a structure if the field is there, and the other way round. */
  private boolean nest(Map<List<String>, Values> fields, List<String> path) throws TooMuch {
    if (!fields.get(path).mayBe(Kind.MISSING)) {
      for (List<String> outer : above.get(path)) {
        if (!narrow(fields, outer, Values.STRUCTURE)) {
          return false;
        }
      }
    }
    if (!fields.get(path).mayBe(Kind.STRUCTURE)) {
      for (List<String> inner : below.get(path)) {
        if (!narrow(fields, inner, Values.MISSING)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether a choice is settled already, cannot be made any more, or still open. */
  private State weigh(Map<List<String>, Values> fields, Some choice, List<Wish> open)
      throws TooMuch {
    for (Wish option : choice.parts()) {
      State state = state(fields, option);
      if (state == State.SETTLED) {
        return State.SETTLED;
      }
      if (state == State.OPEN) {
        open.add(option);
      }
    }
    return open.isEmpty() ? State.IMPOSSIBLE : State.OPEN;
  }

  private State state(Map<List<String>, Values> fields, Wish wish) throws TooMuch {
    if (wish instanceof One one) {
      if (meet(fields, one.path(), one.wanted()).isEmpty()) {
        return State.IMPOSSIBLE;
      }
      boolean settled = meet(fields, one.path(), one.others()).isEmpty();
      return settled ? State.SETTLED : State.OPEN;
    }
    if (wish instanceof Some some) {
      return weigh(fields, some, new ArrayList<>());
    }
    State worst = State.SETTLED;
    for (Wish part : ((Every) wish).parts()) {
      State state = state(fields, part);
      if (state == State.IMPOSSIBLE) {
        return State.IMPOSSIBLE;
      }
      worst = state == State.OPEN ? State.OPEN : worst;
    }
    return worst;
  }

  private Values meet(Map<List<String>, Values> fields, List<String> path, Values wanted)
      throws TooMuch {
    Values now = fields.get(path);
    if (now == null) {
      now = theory.of(path);
    }
    long cost = now.texts().cost(wanted.texts());
    if (cost > MOST_PAIRS) {
      throw new TooMuch();
    }
    meanings.spend(cost == 1 ? 1 : STEPS_A_PAIR * cost);
    return now.and(wanted);
  }
}
