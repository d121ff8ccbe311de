package dev.assay.policy;

import dev.assay.policy.PolicyDocument.Statement;
import dk.brics.automaton.Automaton;
import dk.brics.automaton.BasicOperations;
import dk.brics.automaton.RegExp;
import dk.brics.automaton.SpecialOperations;
import dk.brics.automaton.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The actions that some Allow statements grant together.
 *
 * <p>Conditions and Deny statements are left out of account on purpose: CIS asks whether full
 * privileges are granted, and neither makes a grant good.
 */
public final class Grants {

  /** Action names are case-insensitive, so everything is compared in lower case. */
  private static final Automaton EVERY_ACTION =
      new RegExp("[a-z0-9\\-]+:[a-z0-9]+", RegExp.NONE).toAutomaton();

  private static final Automaton EVERY_SERVICE =
      new RegExp("[a-z0-9\\-]+", RegExp.NONE).toAutomaton();

  /** More wildcards of the costly kinds than this could take exponential space to decide. */
  private static final int MOST_COSTLY = 10;

  private final List<String> patterns;
  private final Automaton granted;

  private Grants(List<String> patterns, Automaton granted) {
    this.patterns = patterns;
    this.granted = granted;
  }

  /**
   * What the statements grant, taken together; empty when their wildcards are too many to decide.
   */
  public static Optional<Grants> of(List<Statement> statements) {
    List<String> patterns = new ArrayList<>();
    List<Automaton> each = new ArrayList<>();
    for (Statement statement : statements) {
      patterns.addAll(lower(statement.actions()));
      patterns.addAll(lower(statement.notActions()));
    }
    if (patterns.stream().mapToInt(Grants::costly).sum() > MOST_COSTLY) {
      return Optional.empty();
    }
    for (Statement statement : statements) {
      each.add(Wildcard.union(lower(statement.actions())));
      if (!statement.notActions().isEmpty()) {
        each.add(EVERY_ACTION.minus(Wildcard.union(lower(statement.notActions()))));
      }
    }
    return Optional.of(new Grants(patterns, Wildcard.sum(each)));
  }

  /**
   * Single-character wildcards, and texts between stars that a match may have passed without being
   * complete: each can double the states to tell apart.
   */
  private static int costly(String pattern) {
    int marks = (int) pattern.chars().filter(c -> c == '?').count();
    int stars = (int) pattern.replaceAll("\\*+", "*").chars().filter(c -> c == '*').count();
    return marks + Math.max(0, stars - (pattern.endsWith("*") ? 2 : 1));
  }

  /** Whether every action of every service is granted. */
  public boolean everything() {
    return BasicOperations.subsetOf(EVERY_ACTION, granted);
  }

  /**
   * A service all of whose actions are granted: its prefix, or {@code *} when that holds for
   * services that no pattern names; empty when there is none.
   */
  public Optional<String> wholeService() {
    Automaton partly = services(EVERY_ACTION.minus(granted));
    if (SpecialOperations.isFinite(partly)) {
      return Optional.of("*");
    }
    Automaton whole = EVERY_SERVICE.minus(partly);
    Stream<String> named = patterns.stream().map(pattern -> pattern.split(":", 2)[0]).sorted();
    return named
        .filter(service -> BasicOperations.run(whole, service))
        .findFirst()
        .or(() -> Optional.ofNullable(BasicOperations.getShortestExample(whole, true)));
  }

  /** The services of some actions: what stands before the colon. */
  private static Automaton services(Automaton actions) {
    Automaton services = actions.clone();
    services.removeDeadTransitions();
    for (State state : services.getStates()) {
      state.setAccept(state.step(':') != null);
    }
    return services.intersection(EVERY_SERVICE);
  }

  private static List<String> lower(List<String> patterns) {
    return patterns.stream().map(p -> p.toLowerCase(Locale.ROOT)).toList();
  }
}
