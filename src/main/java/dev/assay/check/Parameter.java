package dev.assay.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A number, switch, choice or text that a spec may set.
 *
 * @param name camelCase
 * @param preset the default: an {@code Integer}, a {@code Boolean}, a {@code String} of the choices
 *     or a list of them, or for a text the empty {@code String}
 * @param choices the words it may take; empty for numbers, switches and texts
 * @param meaning one line
 */
public record Parameter(
    String name, Kind kind, Object preset, List<String> choices, String meaning) {

  /** What a value looks like in a spec. */
  public enum Kind {
    WHOLE_NUMBER("write a whole number from 0 to 100000"),
    SWITCH("write true or false"),
    CHOICE("write one of: "),
    CHOICES("write a list of: "),
    TEXT("write a text of 128 characters at most; an empty one is the same as none");

    private final String help;

    Kind(String help) {
      this.help = help;
    }
  }

  private static final int LARGEST = 100_000;
  private static final int LONGEST = 128;

  /** How to write a value of this parameter. */
  public String help() {
    return kind.help + String.join(", ", choices);
  }

  /**
   * Reads a value.
   *
   * @param texts the scalar, or the elements of the list
   * @param list whether it was written as a list
   * @return empty when it is none of this parameter's
   */
  public Optional<Object> parse(List<String> texts, boolean list) {
    if (kind == Kind.CHOICES) {
      boolean known = !texts.isEmpty() && choices.containsAll(texts);
      return known ? Optional.of(List.copyOf(new ArrayList<>(texts))) : Optional.empty();
    }
    if (list) {
      return Optional.empty();
    }
    String text = texts.get(0);
    return switch (kind) {
      case WHOLE_NUMBER -> number(text);
      case SWITCH ->
          text.equals("true") || text.equals("false")
              ? Optional.of(Boolean.valueOf(text))
              : Optional.empty();
      case TEXT -> text.length() > LONGEST ? Optional.empty() : Optional.of(text);
      default -> choices.contains(text) ? Optional.of(text) : Optional.empty();
    };
  }

  private static Optional<Object> number(String text) {
    if (!text.matches("\\d{1,6}") || Integer.parseInt(text) > LARGEST) {
      return Optional.empty();
    }
    return Optional.of(Integer.valueOf(text));
  }
}
