package dev.assay.filter;

import dev.assay.filter.FilterPattern.Operand;
import dev.assay.filter.FilterPattern.Operator;
import dev.assay.filter.FilterPattern.Test;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a field may be: some of the kinds without content, and some texts. Immutable.
 *
 * @param kinds which of the others it may be
 * @param texts which texts it may be
 */
record Values(Set<Kind> kinds, Texts texts) {

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

  private static final Set<Kind> NO_KIND = EnumSet.noneOf(Kind.class);
  static final Set<Kind> TRUTHS = EnumSet.of(Kind.TRUE, Kind.FALSE);
  private static final Set<Kind> PRESENT = EnumSet.complementOf(EnumSet.of(Kind.MISSING));

  static final Values NONE = new Values(NO_KIND, Texts.NONE);
  static final Values MISSING = of(Kind.MISSING);
  static final Values STRUCTURE = of(Kind.STRUCTURE);

  private static final String EXPONENT = "[eE][+\\-]?[0-9]+";

  /** With more stars inside, a text is taken to be possible rather than looked at. */
  private static final int MOST_PARTS = 8;

  /** Anything at all. */
  static Values anything() {
    return new Values(EnumSet.allOf(Kind.class), Texts.ANY);
  }

  /** A text, or nothing. */
  static Values optionalText() {
    return new Values(MISSING.kinds(), Texts.NOT_EMPTY);
  }

  /** A text that is always there. */
  static Values text() {
    return new Values(NO_KIND, Texts.NOT_EMPTY);
  }

  /** Exactly this text. */
  static Values text(String only) {
    return new Values(NO_KIND, Texts.only(only));
  }

  /** One of these, and no text. */
  static Values of(Kind first, Kind... others) {
    return new Values(EnumSet.of(first, others), Texts.NONE);
  }

  boolean isEmpty() {
    return kinds.isEmpty() && texts.isEmpty();
  }

  boolean mayBe(Kind kind) {
    return kinds.contains(kind);
  }

  Values and(Values other) {
    Set<Kind> both = EnumSet.noneOf(Kind.class);
    both.addAll(kinds);
    both.retainAll(other.kinds);
    return new Values(both, texts.and(other.texts));
  }

  Values with(Set<Kind> more) {
    Set<Kind> all = EnumSet.copyOf(more);
    all.addAll(kinds);
    return new Values(all, texts);
  }

  Values without(Set<Kind> less) {
    Set<Kind> rest = EnumSet.allOf(Kind.class);
    rest.retainAll(kinds);
    rest.removeAll(less);
    return new Values(rest, texts);
  }

  /** Everything else. */
  Values complement() {
    Set<Kind> others = EnumSet.allOf(Kind.class);
    others.removeAll(kinds);
    return new Values(others, texts.complement());
  }

  /** The values for which a test holds for sure. */
  static Values surely(Test test) {
    if (test.operator() == Operator.NOT_EXISTS) {
      return MISSING;
    }
    if (!test.selector().plain()) {
      return NONE;
    }
    return switch (test.operator()) {
      case IS_NULL -> of(Kind.NULL);
      case IS_TRUE -> of(Kind.TRUE);
      case IS_FALSE -> of(Kind.FALSE);
      case EQUAL -> new Values(NO_KIND, surelyEqual(test.operand()));
      case NOT_EQUAL -> new Values(NO_KIND, surelyDifferent(test.operand()));
      default -> NONE;
    };
  }

  /** The values for which a test may hold: those, and those that nobody has documented. */
  static Values possibly(Test test) {
    if (test.operator() == Operator.NOT_EXISTS) {
      return MISSING;
    }
    if (!test.selector().plain()) {
      // An element among many; what is not there has no elements.
      return new Values(PRESENT, Texts.ANY);
    }
    return switch (test.operator()) {
      case IS_NULL, IS_TRUE, IS_FALSE -> surely(test);
      case EQUAL ->
          // Whether a value that is no text counts as one that is there is not documented.
          new Values(onlyStars(test.operand()) ? PRESENT : TRUTHS, possiblyEqual(test.operand()));
      case NOT_EQUAL -> new Values(TRUTHS, surelyEqual(test.operand()).complement());
      default -> new Values(TRUTHS, Texts.ANY);
    };
  }

  private static Texts surelyEqual(Operand operand) {
    return operand.kind() == Operand.Kind.TEXT ? wildcard(operand.text(), false) : Texts.NONE;
  }

  private static Texts possiblyEqual(Operand operand) {
    return switch (operand.kind()) {
      case TEXT -> wildcard(operand.text(), true);
      case NUMBER -> number(operand.text());
      case BOOLEAN -> caseless(operand.text());
      default -> Texts.ANY;
    };
  }

  /** A text compared with a number or a truth may be different, or of the wrong format. */
  private static Texts surelyDifferent(Operand operand) {
    return operand.kind() == Operand.Kind.TEXT ? possiblyEqual(operand).complement() : Texts.NONE;
  }

  /** Whether a test holds for exactly one text. */
  static boolean isWord(Test test) {
    Operand operand = test.operand();
    return test.operator() == Operator.EQUAL
        && test.selector().plain()
        && operand.kind() == Operand.Kind.TEXT
        && operand.text().indexOf('*') < 0;
  }

  /** The values for which one of such tests holds. */
  static Values words(Set<String> words, boolean ifUndocumented) {
    return new Values(ifUndocumented ? TRUTHS : NO_KIND, new Texts.Words(words));
  }

  /** Whether a test is a comparison that is only open for values other than texts. */
  static boolean sureOfTexts(Test test) {
    Operand operand = test.operand();
    return (test.operator() == Operator.EQUAL || test.operator() == Operator.NOT_EQUAL)
        && test.selector().plain()
        && operand.kind() == Operand.Kind.TEXT
        && !onlyStars(operand)
        && !core(operand.text()).contains("*");
  }

  private static String core(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && text.charAt(start) == '*') {
      start++;
    }
    while (end > start && text.charAt(end - 1) == '*') {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean onlyStars(Operand operand) {
    return operand.kind() == Operand.Kind.TEXT
        && !operand.text().isEmpty()
        && core(operand.text()).isEmpty();
  }

  /**
   * A star at either end is a wildcard; one in between is a plain star in one edition of the
   * documentation and a wildcard in others.
   */
  private static Texts wildcard(String text, boolean innerToo) {
    if (text.indexOf('*') < 0) {
      return Texts.only(text);
    }
    String core = core(text);
    if (core.isEmpty()) {
      // Only stars. Whether the empty text counts as one is not documented.
      return innerToo ? Texts.ANY : Texts.NOT_EMPTY;
    }
    List<String> parts = innerToo ? Arrays.asList(core.split("\\*+")) : List.of(core);
    if (parts.size() > MOST_PARTS) {
      return Texts.ANY;
    }
    boolean openStart = text.startsWith("*");
    boolean openEnd = text.endsWith("*");
    return parts.size() == 1 && !openStart && !openEnd
        ? Texts.only(core)
        : Texts.of(Texts.Language.of(openStart, parts, openEnd));
  }

  /** The texts that a number may be taken to equal: the ways to write it. */
  private static Texts number(String text) {
    String anything = "[+\\-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)";
    if (text.matches(".*[eE].*")) {
      return Texts.of(Texts.Language.of(anything + "(" + EXPONENT + ")?"));
    }
    BigDecimal number = new BigDecimal(text);
    String[] digits = number.abs().stripTrailingZeros().toPlainString().split("\\.");
    String sign = number.signum() < 0 ? "\\-" : number.signum() > 0 ? "\\+?" : "[+\\-]?";
    String whole = digits[0].equals("0") ? "0*" : "0*" + digits[0];
    String fraction = digits.length > 1 ? "\\." + digits[1] + "0*" : "(\\.0*)?";
    String same = number.signum() == 0 ? "(0+(\\.0*)?|\\.0+)" : whole + fraction;
    return Texts.of(Texts.Language.of("(" + sign + same + ")|(" + anything + EXPONENT + ")"));
  }

  private static Texts caseless(String text) {
    StringBuilder expression = new StringBuilder();
    for (char c : text.toLowerCase(Locale.ROOT).toCharArray()) {
      expression.append('[').append(c).append(Character.toUpperCase(c)).append(']');
    }
    return Texts.of(Texts.Language.of(expression.toString()));
  }
}
