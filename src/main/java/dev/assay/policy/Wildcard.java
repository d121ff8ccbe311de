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

  /** Whether a pattern matches one string, in time that is at worst quadratic. */
  static boolean matches(String pattern, String text, boolean ignoreCase) {
    int at = 0;
    int afterStar = -1;
    int retry = 0;
    int i = 0;
    while (i < text.length()) {
      if (at < pattern.length() && pattern.charAt(at) == '*') {
        afterStar = ++at;
        retry = i;
      } else if (at < pattern.length() && same(pattern.charAt(at), text.charAt(i), ignoreCase)) {
        at++;
        i++;
      } else if (afterStar >= 0) {
        at = afterStar;
        i = ++retry;
      } else {
        return false;
      }
    }
    return pattern.substring(at).chars().allMatch(c -> c == '*');
  }

  private static boolean same(char wanted, char c, boolean ignoreCase) {
    return wanted == '?'
        || wanted == c
        || ignoreCase && Character.toLowerCase(wanted) == Character.toLowerCase(c);
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
