package dev.assay.filter;

import dev.assay.filter.FilterPattern.All;
import dev.assay.filter.FilterPattern.Any;
import dev.assay.filter.FilterPattern.Columns;
import dev.assay.filter.FilterPattern.Condition;
import dev.assay.filter.FilterPattern.Everything;
import dev.assay.filter.FilterPattern.Json;
import dev.assay.filter.FilterPattern.Operand;
import dev.assay.filter.FilterPattern.Operator;
import dev.assay.filter.FilterPattern.Regex;
import dev.assay.filter.FilterPattern.Selector;
import dev.assay.filter.FilterPattern.Terms;
import dev.assay.filter.FilterPattern.Test;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recursive descent over the pattern's text, one character of look-ahead, bounded depth. */
final class PatternParser {

  /** What the API takes (CloudWatch Logs API, FilterPattern). */
  static final int LONGEST = 1024;

  private static final int DEEPEST = 64;
  private static final String NAME_CHARS = "_-";

  /** What ends a bare value; AWS documents letters, digits and underscore, and itself uses more. */
  private static final String BARE_ENDS = "(){}[]=<>!&|\"'%,";

  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");

  private static final Map<String, Operator> IS =
      Map.of("NULL", Operator.IS_NULL, "TRUE", Operator.IS_TRUE, "FALSE", Operator.IS_FALSE);

  private final String text;
  private int at;
  private int depth;

  PatternParser(String text) {
    this.text = text;
  }

  FilterPattern parse() throws PatternSyntaxException {
    if (text.codePointCount(0, text.length()) > LONGEST) {
      throw new PatternSyntaxException(LONGEST + 1, "a pattern has at most 1024 characters");
    }
    skipBlanks();
    if (atEnd()) {
      return new Everything();
    }
    return switch (peek()) {
      case '{' -> json();
      case '[' -> columns();
      default -> terms();
    };
  }

  private FilterPattern json() throws PatternSyntaxException {
    at++;
    Condition condition = or();
    expect('}');
    skipBlanks();
    if (!atEnd()) {
      throw fault("nothing may follow the closing brace");
    }
    return new Json(condition);
  }

  private Condition or() throws PatternSyntaxException {
    List<Condition> parts = new ArrayList<>();
    do {
      parts.add(and());
    } while (accept("||"));
    return parts.size() == 1 ? parts.get(0) : new Any(parts);
  }

  private Condition and() throws PatternSyntaxException {
    List<Condition> parts = new ArrayList<>();
    do {
      parts.add(unary());
    } while (accept("&&"));
    return parts.size() == 1 ? parts.get(0) : new All(parts);
  }

  private Condition unary() throws PatternSyntaxException {
    skipBlanks();
    if (!atEnd() && peek() == '(') {
      if (++depth > DEEPEST) {
        throw fault("parentheses nest deeper than " + DEEPEST + " levels");
      }
      at++;
      Condition inside = or();
      expect(')');
      depth--;
      return inside;
    }
    return test();
  }

  private Condition test() throws PatternSyntaxException {
    Selector selector = selector();
    if (acceptWord("NOT")) {
      requireWord("EXISTS");
      return new Test(selector, Operator.NOT_EXISTS, new Operand(Operand.Kind.NONE, ""));
    }
    if (acceptWord("IS")) {
      for (Map.Entry<String, Operator> each : IS.entrySet()) {
        if (acceptWord(each.getKey())) {
          return new Test(selector, each.getValue(), new Operand(Operand.Kind.NONE, ""));
        }
      }
      throw fault("expected NULL, TRUE or FALSE after IS");
    }
    return new Test(selector, operator(), operand());
  }

  private Operator operator() throws PatternSyntaxException {
    if (accept("!=")) {
      return Operator.NOT_EQUAL;
    }
    if (accept("<=")) {
      return Operator.LESS_OR_EQUAL;
    }
    if (accept(">=")) {
      return Operator.GREATER_OR_EQUAL;
    }
    if (accept("<")) {
      return Operator.LESS;
    }
    if (accept(">")) {
      return Operator.GREATER;
    }
    if (accept("=")) {
      return Operator.EQUAL;
    }
    throw fault("expected an operator: = != < > <= >= IS, or NOT EXISTS");
  }

  private Selector selector() throws PatternSyntaxException {
    if (atEnd() || peek() != '$') {
      throw fault("expected a field, which starts with `$.`");
    }
    at++;
    List<String> path = new ArrayList<>();
    boolean plain = true;
    while (!atEnd() && (peek() == '.' || peek() == '[')) {
      boolean dot = peek() == '.';
      if (dot) {
        at++;
      }
      if (!atEnd() && peek() == '[') {
        plain &= bracket(path);
      } else if (dot && !atEnd() && peek() == '*') {
        at++;
        path.add("*");
        plain = false;
      } else {
        path.add(name());
      }
    }
    if (path.isEmpty()) {
      throw fault("expected `.` and a name after `$`");
    }
    return new Selector(path, plain);
  }

  private boolean bracket(List<String> path) throws PatternSyntaxException {
    at++;
    skipBlanks();
    boolean quoted = !atEnd() && (peek() == '\'' || peek() == '"');
    if (quoted) {
      char quote = peek();
      int end = text.indexOf(quote, at + 1);
      if (end == -1) {
        throw fault("the quoted name is not closed");
      }
      String name = text.substring(at + 1, end);
      if (name.equals("*") || name.startsWith("[")) {
        throw fault("a quoted name may not look like an index or a wildcard");
      }
      path.add(name);
      at = end + 1;
    } else {
      int end = text.indexOf(']', at);
      String index = end == -1 ? "" : text.substring(at, end).strip();
      if (!index.equals("*") && !index.matches("\\d{1,9}")) {
        throw fault("expected an index, `*` or a quoted name in brackets");
      }
      path.add("[" + index + "]");
      at = end;
    }
    expect(']');
    return quoted;
  }

  private String name() throws PatternSyntaxException {
    int start = at;
    while (!atEnd() && (isAlphanumeric(peek()) || NAME_CHARS.indexOf(peek()) >= 0)) {
      at++;
    }
    if (at == start) {
      throw fault("expected a field's name");
    }
    return text.substring(start, at);
  }

  private Operand operand() throws PatternSyntaxException {
    skipBlanks();
    if (atEnd()) {
      throw fault("expected a value");
    }
    if (peek() == '"') {
      return quoted();
    }
    if (peek() == '%') {
      int end = text.indexOf('%', at + 1);
      if (end == -1) {
        throw fault("the regular expression is not closed by `%`");
      }
      String expression = text.substring(at + 1, end);
      at = end + 1;
      return new Operand(Operand.Kind.REGEX, expression);
    }
    int start = at;
    while (!atEnd() && !Character.isWhitespace(peek()) && BARE_ENDS.indexOf(peek()) < 0) {
      at++;
    }
    if (at == start) {
      throw fault("expected a value");
    }
    String bare = text.substring(start, at);
    if (NUMBER.matcher(bare).matches()) {
      return new Operand(Operand.Kind.NUMBER, bare);
    }
    boolean truth = bare.equalsIgnoreCase("true") || bare.equalsIgnoreCase("false");
    return new Operand(truth ? Operand.Kind.BOOLEAN : Operand.Kind.TEXT, bare);
  }

  private Operand quoted() throws PatternSyntaxException {
    StringBuilder value = new StringBuilder();
    boolean escaped = false;
    int open = at++;
    while (!atEnd() && peek() != '"') {
      if (peek() == '\\') {
        escaped = true;
        value.append(text.charAt(at++));
        if (atEnd()) {
          break;
        }
      }
      value.append(text.charAt(at++));
    }
    if (atEnd()) {
      at = open;
      throw fault("the quoted value is not closed");
    }
    at++;
    return new Operand(escaped ? Operand.Kind.ESCAPED : Operand.Kind.TEXT, value.toString());
  }

  private FilterPattern columns() throws PatternSyntaxException {
    int end = text.stripTrailing().length() - 1;
    if (text.charAt(end) != ']') {
      throw new PatternSyntaxException(end + 1, "expected `]` at the end");
    }
    List<String> columns = new ArrayList<>();
    for (String column : text.substring(at + 1, end).split(",", -1)) {
      columns.add(column.strip());
    }
    return new Columns(columns);
  }

  private FilterPattern terms() throws PatternSyntaxException {
    String all = text.strip();
    if (all.startsWith("%") && all.indexOf('%', 1) == all.length() - 1) {
      return new Regex(all.substring(1, all.length() - 1));
    }
    Matcher matcher = Pattern.compile("[?-]?(\"[^\"]*\"|%[^%]*%|[^\\s\"%]+)").matcher(all);
    List<String> terms = new ArrayList<>();
    int end = 0;
    while (matcher.find()) {
      if (!all.substring(end, matcher.start()).isBlank()) {
        break;
      }
      terms.add(matcher.group());
      end = matcher.end();
    }
    if (end != all.length()) {
      at += end;
      throw fault("a quoted term or regular expression is not closed");
    }
    return new Terms(terms);
  }

  private void expect(char c) throws PatternSyntaxException {
    skipBlanks();
    if (atEnd() || peek() != c) {
      throw fault("expected `" + c + "`");
    }
    at++;
  }

  private boolean accept(String token) {
    skipBlanks();
    if (text.startsWith(token, at)) {
      at += token.length();
      return true;
    }
    return false;
  }

  /** AWS shows keywords in capitals only; other cases are taken to mean the same. */
  private boolean acceptWord(String word) {
    skipBlanks();
    int end = at + word.length();
    boolean there = text.regionMatches(true, at, word, 0, word.length());
    if (there && (end == text.length() || !isAlphanumeric(text.charAt(end)))) {
      at = end;
      return true;
    }
    return false;
  }

  private void requireWord(String word) throws PatternSyntaxException {
    if (!acceptWord(word)) {
      throw fault("expected " + word);
    }
  }

  private static boolean isAlphanumeric(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
  }

  private void skipBlanks() {
    while (!atEnd() && Character.isWhitespace(peek())) {
      at++;
    }
  }

  private boolean atEnd() {
    return at >= text.length();
  }

  private char peek() {
    return text.charAt(at);
  }

  private PatternSyntaxException fault(String expected) {
    return new PatternSyntaxException(at + 1, expected);
  }
}
