package dev.assay.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Says of bytes that they are no JSON object in UTF-8 (RFC 8259), or that one of their objects has
 * a name twice: by the letter of the grammar, and with none of the code under test.
 */
public final class SlowJson {

  private static final int DEEPEST = 500;

  private final String text;
  private int at;
  private int depth;

  private SlowJson(String text) {
    this.text = text;
  }

  public static boolean isObject(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    if (!Arrays.equals(text.getBytes(UTF_8), bytes)) {
      return false;
    }
    SlowJson json = new SlowJson(text.startsWith("\uFEFF") ? text.substring(1) : text);
    try {
      json.blanks();
      boolean object = json.object();
      json.blanks();
      return object && json.at == json.text.length();
    } catch (StringIndexOutOfBoundsException end) {
      return false;
    }
  }

  private boolean value() {
    blanks();
    boolean good =
        switch (text.charAt(at)) {
          case '{' -> object();
          case '[' -> array();
          case '"' -> string() != null;
          case 't' -> word("true");
          case 'f' -> word("false");
          case 'n' -> word("null");
          default -> number();
        };
    blanks();
    return good;
  }

  private boolean object() {
    Set<String> names = new HashSet<>();
    if (++depth > DEEPEST || text.charAt(at++) != '{') {
      return false;
    }
    blanks();
    if (text.charAt(at) == '}') {
      return end();
    }
    while (true) {
      blanks();
      String name = text.charAt(at) == '"' ? string() : null;
      blanks();
      if (name == null || !names.add(name) || text.charAt(at++) != ':' || !value()) {
        return false;
      }
      if (text.charAt(at) == '}') {
        return end();
      }
      if (text.charAt(at++) != ',') {
        return false;
      }
    }
  }

  private boolean array() {
    if (++depth > DEEPEST) {
      return false;
    }
    at++;
    blanks();
    if (text.charAt(at) == ']') {
      return end();
    }
    while (value()) {
      if (text.charAt(at) == ']') {
        return end();
      }
      if (text.charAt(at++) != ',') {
        return false;
      }
    }
    return false;
  }

  private boolean end() {
    at++;
    depth--;
    return true;
  }

  /** The text between the quotes, its escapes undone; null when there is none. */
  private String string() {
    StringBuilder out = new StringBuilder();
    for (at++; text.charAt(at) != '"'; at++) {
      char c = text.charAt(at);
      if (c < ' ') {
        return null;
      }
      if (c == '\\') {
        c = text.charAt(++at);
        int simple = "\"\\/bfnrt".indexOf(c);
        if (simple >= 0) {
          c = "\"\\/\b\f\n\r\t".charAt(simple);
        } else if (c == 'u' && text.substring(at + 1, at + 5).matches("[0-9A-Fa-f]{4}")) {
          c = (char) Integer.parseInt(text.substring(at + 1, at + 5), 16);
          at += 4;
        } else {
          return null;
        }
      }
      out.append(c);
    }
    at++;
    return out.toString();
  }

  private boolean number() {
    int start = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return text.substring(start, at).matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");
  }

  private boolean word(String word) {
    boolean there = text.startsWith(word, at);
    at += word.length();
    return there;
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }
}
