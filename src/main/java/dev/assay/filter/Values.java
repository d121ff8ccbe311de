package dev.assay.filter;

import dev.assay.filter.FilterPattern.Operand;
import dev.assay.filter.FilterPattern.Operator;
import dev.assay.filter.FilterPattern.Test;
import dk.brics.automaton.Automaton;
import dk.brics.automaton.BasicAutomata;
import dk.brics.automaton.BasicOperations;
import dk.brics.automaton.RegExp;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a field may be: some of the kinds without content, and a language of texts. Immutable.
 *
 * @param kinds which of the others it may be
 * @param texts which texts it may be
 */
record Values(Set<Kind> kinds, Automaton texts) {

  /** What a field can be other than a text. Numbers are taken as the texts they print as. */
  enum Kind {
    /** The event does not have the field. */
    MISSING,
    NULL,
    /** An object or a list: no test of a value holds for it. */
    STRUCTURE,
    TRUE,
    FALSE
  }

  /** Texts of printable characters; a pattern that tells others apart is not to be had. */
  private static final Automaton ANY_TEXT = new RegExp("[ -~]*", RegExp.NONE).toAutomaton();

  private static final Automaton SOME_TEXT = new RegExp("[ -~]+", RegExp.NONE).toAutomaton();
  private static final Automaton NO_TEXT = BasicAutomata.makeEmpty();

  /** Anything at all. */
  static Values anything() {
    return new Values(EnumSet.allOf(Kind.class), ANY_TEXT);
  }

  /** A text, or nothing. */
  static Values optionalText() {
    return new Values(EnumSet.of(Kind.MISSING), SOME_TEXT);
  }

  /** A text that is always there. */
  static Values text() {
    return new Values(EnumSet.noneOf(Kind.class), SOME_TEXT);
  }

  /** Exactly this text. */
  static Values text(String only) {
    return new Values(EnumSet.noneOf(Kind.class), BasicAutomata.makeString(only));
  }

  /** An object. */
  static Values structure() {
    return new Values(EnumSet.of(Kind.STRUCTURE), NO_TEXT);
  }

  boolean isEmpty() {
    return kinds.isEmpty() && texts.isEmpty();
  }

  Values and(Values other) {
    Set<Kind> both = EnumSet.noneOf(Kind.class);
    both.addAll(kinds);
    both.retainAll(other.kinds);
    if (texts.isEmpty() || other.texts.isEmpty()) {
      return new Values(both, NO_TEXT);
    }
    String one = texts.getSingleton();
    if (one != null) {
      return new Values(both, other.texts.run(one) ? texts : NO_TEXT);
    }
    String another = other.texts.getSingleton();
    if (another != null) {
      return new Values(both, texts.run(another) ? other.texts : NO_TEXT);
    }
    return new Values(both, texts.intersection(other.texts));
  }

  /** The values for which a test holds for sure. */
  static Values surely(Test test) {
    return holding(test, false);
  }

  /** The values for which a test may hold: those, and those that nobody has documented. */
  static Values possibly(Test test) {
    return holding(test, true);
  }

  /** Everything else. */
  Values complement() {
    Set<Kind> others = EnumSet.complementOf(EnumSet.copyOf(withAll(kinds)));
    return new Values(others, ANY_TEXT.minus(texts));
  }

  private static Set<Kind> withAll(Set<Kind> kinds) {
    Set<Kind> copy = EnumSet.noneOf(Kind.class);
    copy.addAll(kinds);
    return copy;
  }

  private static Values holding(Test test, boolean ifUndocumented) {
    if (test.operator() == Operator.NOT_EXISTS) {
      return new Values(EnumSet.of(Kind.MISSING), NO_TEXT);
    }
    if (!test.selector().plain()) {
      // An element among many; what is not there has no elements.
      Set<Kind> present = EnumSet.complementOf(EnumSet.of(Kind.MISSING));
      return ifUndocumented ? new Values(present, ANY_TEXT) : none();
    }
    return switch (test.operator()) {
      case IS_NULL -> new Values(EnumSet.of(Kind.NULL), NO_TEXT);
      case IS_TRUE -> new Values(EnumSet.of(Kind.TRUE), NO_TEXT);
      case IS_FALSE -> new Values(EnumSet.of(Kind.FALSE), NO_TEXT);
      case EQUAL -> new Values(truths(ifUndocumented), equal(test.operand(), ifUndocumented));
      case NOT_EQUAL ->
          new Values(
              truths(ifUndocumented), ANY_TEXT.minus(equal(test.operand(), !ifUndocumented)));
      default -> ifUndocumented ? new Values(Set.of(), ANY_TEXT) : none();
    };
  }

  private static Values none() {
    return new Values(Set.of(), NO_TEXT);
  }

  /** Whether a comparison holds for a truth value is nowhere written. */
  private static Set<Kind> truths(boolean ifUndocumented) {
    return ifUndocumented ? EnumSet.of(Kind.TRUE, Kind.FALSE) : EnumSet.noneOf(Kind.class);
  }

  private static Automaton equal(Operand operand, boolean ifUndocumented) {
    return switch (operand.kind()) {
      case TEXT, BOOLEAN -> wildcard(operand.text(), ifUndocumented);
      case NUMBER -> ifUndocumented ? wildcard(operand.text(), true) : NO_TEXT;
      default -> ifUndocumented ? ANY_TEXT : NO_TEXT;
    };
  }

  /**
   * A star at either end is a wildcard; one in between is a plain star in one edition of the
   * documentation and a wildcard in others.
   */
  private static Automaton wildcard(String text, boolean innerToo) {
    if (text.indexOf('*') < 0) {
      return BasicAutomata.makeString(text);
    }
    int start = 0;
    int end = text.length();
    while (start < end && text.charAt(start) == '*') {
      start++;
    }
    while (end > start && text.charAt(end - 1) == '*') {
      end--;
    }
    if (start == end) {
      // Only stars. Whether the empty text counts as one is not documented.
      return innerToo ? ANY_TEXT : SOME_TEXT;
    }
    String core = text.substring(start, end);
    Automaton middle = innerToo ? inner(core) : BasicAutomata.makeString(core);
    Automaton before = start > 0 ? ANY_TEXT : BasicAutomata.makeEmptyString();
    Automaton after = end < text.length() ? ANY_TEXT : BasicAutomata.makeEmptyString();
    return BasicOperations.concatenate(List.of(before, middle, after));
  }

  private static Automaton inner(String core) {
    Automaton all = BasicAutomata.makeEmptyString();
    boolean first = true;
    for (String part : core.split("\\*+", -1)) {
      if (!first) {
        all = all.concatenate(ANY_TEXT);
      }
      all = all.concatenate(BasicAutomata.makeString(part));
      first = false;
    }
    return all;
  }
}
