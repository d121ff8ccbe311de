package dev.assay.filter;

import java.util.List;

/**
 * A parsed filter pattern (CloudWatch Logs User Guide, "Filter pattern syntax").
 *
 * <p>Only JSON patterns are decided. The others look at the text of the log line, and what that
 * text is for an event is nowhere written down.
 */
public sealed interface FilterPattern {

  /** The empty pattern: every event. */
  record Everything() implements FilterPattern {
    @Override
    public Condition condition() {
      return new All(List.of());
    }
  }

  /** {@code { ... }}: conditions on fields. */
  record Json(Condition condition) implements FilterPattern {}

  /** Words that the line must or must not hold. */
  record Terms(List<String> terms) implements FilterPattern {
    @Override
    public Condition condition() {
      return onTheLine("a term");
    }
  }

  /** {@code [a, b=x, ...]}: columns of the line. */
  record Columns(List<String> columns) implements FilterPattern {
    @Override
    public Condition condition() {
      return onTheLine("a space-delimited");
    }
  }

  /** {@code %...%}: a regular expression over the whole line. */
  record Regex(String expression) implements FilterPattern {
    @Override
    public Condition condition() {
      return onTheLine("a regex");
    }
  }

  /** A condition on an event. There is no negation in the language. */
  sealed interface Condition {}

  /** All parts hold; {@code &&} binds tighter than {@code ||}. */
  record All(List<Condition> parts) implements Condition {
    public All {
      parts = List.copyOf(parts);
    }
  }

  /** At least one part holds. */
  record Any(List<Condition> parts) implements Condition {
    public Any {
      parts = List.copyOf(parts);
    }
  }

  /** One test of one field. */
  record Test(Selector selector, Operator operator, Operand operand) implements Condition {}

  /** A part that cannot be decided: it may hold for any event, or for none. */
  record Undecidable(String reason) implements Condition {}

  /**
   * Which field is meant.
   *
   * @param path member names from the top
   * @param plain whether only names were used; an index or wildcard makes it an element among many
   */
  record Selector(List<String> path, boolean plain) {
    public Selector {
      path = List.copyOf(path);
    }

    @Override
    public String toString() {
      return "$." + String.join(".", path);
    }
  }

  /** How a field is tested. */
  enum Operator {
    EQUAL,
    NOT_EQUAL,
    LESS,
    GREATER,
    LESS_OR_EQUAL,
    GREATER_OR_EQUAL,
    IS_NULL,
    IS_TRUE,
    IS_FALSE,
    NOT_EXISTS
  }

  /**
   * What a field is compared with.
   *
   * @param text without quotes or percent signs; empty for operators that compare with nothing
   */
  record Operand(Kind kind, String text) {

    /** How it was written. */
    enum Kind {
      NONE,
      /** Bare or quoted: the same meaning. */
      TEXT,
      /** A quoted text with a backslash: what that means is not documented. */
      ESCAPED,
      /** A bare number. */
      NUMBER,
      /** Bare true or false. */
      BOOLEAN,
      /** A regular expression between percent signs. */
      REGEX
    }
  }

  /**
   * Parses a pattern.
   *
   * @throws PatternSyntaxException with the position of the fault
   */
  static FilterPattern parse(String text) throws PatternSyntaxException {
    return new PatternParser(text).parse();
  }

  /** The pattern as a condition on events, undecidable where it looks at the line's text. */
  Condition condition();

  private static Condition onTheLine(String kind) {
    return new Undecidable(kind + " pattern looks at the text of the line");
  }
}
