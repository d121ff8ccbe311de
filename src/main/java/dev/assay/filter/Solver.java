package dev.assay.filter;

import dev.assay.filter.FilterPattern.All;
import dev.assay.filter.FilterPattern.Any;
import dev.assay.filter.FilterPattern.Condition;
import dev.assay.filter.FilterPattern.Test;
import dev.assay.filter.FilterPattern.Undecidable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
  record Goal(Condition condition, boolean holds, boolean ifUndocumented) {

    /** The parts that must all be as wanted; empty when one of them is enough. */
    Optional<List<Goal>> conjunction() {
      if (condition instanceof All all && holds) {
        return Optional.of(each(all.parts()));
      }
      if (condition instanceof Any any && !holds) {
        return Optional.of(each(any.parts()));
      }
      return Optional.empty();
    }

    List<Goal> options() {
      return each(condition instanceof All all ? all.parts() : ((Any) condition).parts());
    }

    private List<Goal> each(List<Condition> parts) {
      return parts.stream().map(part -> new Goal(part, holds, ifUndocumented)).toList();
    }
  }

  private enum State {
    SETTLED,
    IMPOSSIBLE,
    OPEN
  }

  /** Narrowings of one field; each costs microseconds. */
  private static final int MOST_WORK = 60_000;

  private record Meaning(Test test, boolean holds, boolean ifUndocumented) {}

  private final Theory theory;
  private final Map<Meaning, Values> meanings = new HashMap<>();
  private int work;

  Solver(Theory theory) {
    this.theory = theory;
  }

  /**
   * The values that the tested fields may have; any of them will do.
   *
   * @return empty when there is no such event
   */
  Optional<Map<List<String>, Values>> solve(List<Goal> goals) throws TooMuch {
    return search(new HashMap<>(), goals);
  }

  private Optional<Map<List<String>, Values>> search(
      Map<List<String>, Values> fields, List<Goal> goals) throws TooMuch {
    List<Goal> choices = new ArrayList<>();
    Deque<Goal> pending = new ArrayDeque<>(goals);
    while (true) {
      if (!narrow(fields, pending, choices)) {
        return Optional.empty();
      }
      List<Goal> open = new ArrayList<>();
      List<Goal> smallest = List.of();
      for (Goal choice : choices) {
        List<Goal> options = new ArrayList<>();
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
          }
        }
      }
      choices = open;
      if (pending.isEmpty()) {
        return choices.isEmpty() ? Optional.of(fields) : branch(fields, choices, smallest);
      }
    }
  }

  private Optional<Map<List<String>, Values>> branch(
      Map<List<String>, Values> fields, List<Goal> choices, List<Goal> options) throws TooMuch {
    for (Goal option : options) {
      List<Goal> next = new ArrayList<>(choices);
      next.add(option);
      Optional<Map<List<String>, Values>> found = search(new HashMap<>(fields), next);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Applies what is certain; collects choices. False when nothing is left. */
  private boolean narrow(Map<List<String>, Values> fields, Deque<Goal> pending, List<Goal> choices)
      throws TooMuch {
    while (!pending.isEmpty()) {
      Goal goal = pending.poll();
      if (goal.condition() instanceof Test test) {
        Values left = meet(fields, test, meaning(test, goal));
        if (left.isEmpty()) {
          return false;
        }
        fields.put(test.selector().path(), left);
      } else if (goal.condition() instanceof Undecidable) {
        if (goal.holds() != goal.ifUndocumented()) {
          return false;
        }
      } else if (goal.conjunction().isPresent()) {
        pending.addAll(goal.conjunction().get());
      } else {
        choices.add(goal);
      }
    }
    return true;
  }

  /** Whether a choice is settled already, cannot be made any more, or still open. */
  private State weigh(Map<List<String>, Values> fields, Goal choice, List<Goal> open)
      throws TooMuch {
    for (Goal option : choice.options()) {
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

  private State state(Map<List<String>, Values> fields, Goal goal) throws TooMuch {
    if (goal.condition() instanceof Test test) {
      Goal opposite = new Goal(test, !goal.holds(), goal.ifUndocumented());
      if (meet(fields, test, meaning(test, goal)).isEmpty()) {
        return State.IMPOSSIBLE;
      }
      return meet(fields, test, meaning(test, opposite)).isEmpty() ? State.SETTLED : State.OPEN;
    }
    if (goal.condition() instanceof Undecidable) {
      return goal.holds() == goal.ifUndocumented() ? State.SETTLED : State.IMPOSSIBLE;
    }
    Optional<List<Goal>> all = goal.conjunction();
    if (all.isEmpty()) {
      return weigh(fields, goal, new ArrayList<>());
    }
    State worst = State.SETTLED;
    for (Goal part : all.get()) {
      State state = state(fields, part);
      if (state == State.IMPOSSIBLE) {
        return State.IMPOSSIBLE;
      }
      worst = state == State.OPEN ? State.OPEN : worst;
    }
    return worst;
  }

  private Values meet(Map<List<String>, Values> fields, Test test, Values meaning) throws TooMuch {
    if (++work > MOST_WORK) {
      throw new TooMuch();
    }
    List<String> path = test.selector().path();
    Values now = fields.get(path);
    return (now == null ? theory.of(path) : now).and(meaning);
  }

  private Values meaning(Test test, Goal goal) {
    return meanings.computeIfAbsent(
        new Meaning(test, goal.holds(), goal.ifUndocumented()),
        m -> {
          Values holding = m.ifUndocumented() ? Values.possibly(m.test()) : Values.surely(m.test());
          return m.holds() ? holding : holding.complement();
        });
  }
}
