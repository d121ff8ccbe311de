package dev.assay;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Which known name was meant by one that is not known. */
public final class Nearest {

  private Nearest() {}

  /**
   * The known name that differs least; empty when there is none.
   *
   * @param key makes one of names that are the same
   */
  public static Optional<String> of(
      String name, Collection<String> known, UnaryOperator<String> key) {
    String wanted = key.apply(name);
    return known.stream().min(Comparator.comparingInt(other -> distance(wanted, key.apply(other))));
  }

  /** The one that was probably meant: the name is its beginning, or few slips away. */
  static Optional<String> meant(String name, Collection<String> known) {
    return known.stream()
        .filter(other -> name.length() > 1 && key(other).startsWith(key(name)))
        .findFirst()
        .or(() -> of(name, known, Nearest::key).filter(other -> isNear(key(name), key(other))));
  }

  /** The line of help that asks whether it was meant; otherwise, another one. */
  public static String help(String name, Collection<String> known, String otherwise) {
    return meant(name, known).map(other -> "did you mean `" + other + "`?").orElse(otherwise);
  }

  private static boolean isNear(String name, String other) {
    return distance(name, other) <= Math.max(1, Math.min(name.length(), other.length()) / 3);
  }

  private static String key(String name) {
    return name.toUpperCase(Locale.ROOT);
  }

  /** Levenshtein: single-character edits. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int substitute = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitute, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
