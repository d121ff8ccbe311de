package dev.assay.policy;

import dk.brics.automaton.Automaton;
import dk.brics.automaton.BasicAutomata;
import dk.brics.automaton.BasicOperations;
import java.util.ArrayList;
import java.util.List;

/**
 * IAM's wildcards as string languages: {@code *} is any text, {@code ?} any one character (IAM User
 * Guide, "IAM JSON policy elements: Resource").
 */
final class Wildcard {

  private Wildcard() {}

  /** The strings that a pattern matches. */
  static Automaton language(String pattern) {
    List<Automaton> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    for (char c : pattern.toCharArray()) {
      if (c == '*' || c == '?') {
        parts.add(BasicAutomata.makeString(literal.toString()));
        parts.add(c == '*' ? BasicAutomata.makeAnyString() : BasicAutomata.makeAnyChar());
        literal.setLength(0);
      } else {
        literal.append(c);
      }
    }
    parts.add(BasicAutomata.makeString(literal.toString()));
    return BasicOperations.concatenate(parts);
  }

  /** The strings that any of the patterns matches. */
  static Automaton union(List<String> patterns) {
    return sum(patterns.stream().map(Wildcard::language).toList());
  }

  /**
   * The strings of any of the languages. Taken one by one and kept small: made deterministic all at
   * once, a dozen patterns in AWS's own style would take minutes.
   */
  static Automaton sum(List<Automaton> languages) {
    Automaton all = BasicAutomata.makeEmpty();
    for (Automaton each : languages) {
      all = all.union(each);
      all.minimize();
    }
    return all;
  }
}
