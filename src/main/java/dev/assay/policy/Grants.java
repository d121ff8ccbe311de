package dev.assay.policy;

import dev.assay.policy.PolicyDocument.Statement;
import dk.brics.automaton.Automaton;
import dk.brics.automaton.BasicAutomata;
import dk.brics.automaton.BasicOperations;
import dk.brics.automaton.RegExp;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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

  private static final Automaton EVERY_NAME = new RegExp("[a-z0-9]+", RegExp.NONE).toAutomaton();

  /** Stands for all services that no pattern names: they cannot be told apart. */
  private static final String UNNAMED = "some-other-service";

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
    return Optional.of(new Grants(patterns, BasicOperations.union(each)));
  }

  /** Single-character wildcards, and runs between two stars of a pattern with a literal end. */
  private static int costly(String pattern) {
    int stars = (int) pattern.chars().filter(c -> c == '*').count();
    int marks = (int) pattern.chars().filter(c -> c == '?').count();
    boolean openEnd = pattern.endsWith("*");
    return marks + (stars > 1 && !openEnd ? 1 : 0);
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
    for (String service : services()) {
      Automaton itsActions =
          BasicOperations.concatenate(BasicAutomata.makeString(service + ":"), EVERY_NAME);
      if (BasicOperations.subsetOf(itsActions, granted)) {
        return Optional.of(service.equals(UNNAMED) ? "*" : service);
      }
    }
    return Optional.empty();
  }

  /** Named services come after the unnamed one, so that {@code *} is reported as such. */
  private List<String> services() {
    Set<String> named = new TreeSet<>();
    for (String pattern : patterns) {
      String service = pattern.split(":", 2)[0].replace("*", "").replace('?', 'x');
      if (service.matches("[a-z0-9-]+")) {
        named.add(service);
      }
    }
    List<String> all = new ArrayList<>();
    all.add(UNNAMED);
    all.addAll(named);
    return all;
  }

  private static List<String> lower(List<String> patterns) {
    return patterns.stream().map(p -> p.toLowerCase(Locale.ROOT)).toList();
  }
}
