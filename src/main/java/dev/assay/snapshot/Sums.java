package dev.assay.snapshot;

import dev.assay.InputException;
import dev.assay.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code SHA256SUMS}: the digest of every other file, in the format of {@code sha256sum}.
 *
 * @param digests lower-case hex by path
 */
record Sums(SortedMap<String, String> digests) {

  static final String FILE = "SHA256SUMS";
  static final String SIGNATURE = "SHA256SUMS.sig";

  private static final Pattern LINE = Pattern.compile("([0-9A-Fa-f]+)( [ *])(?:\\./)?(.+)");
  private static final int HEX_DIGITS = 64;

  /**
   * Reads the list.
   *
   * @throws InputException with every faulty line
   */
  static Sums parse(String text) {
    List<Problem> problems = new ArrayList<>();
    SortedMap<String, String> digests = new TreeMap<>();
    String[] lines = text.split("\r?\n", -1);
    for (int i = 0; i < lines.length; i++) {
      if (!lines[i].isEmpty()) {
        read(FILE + " line " + (i + 1), lines[i], digests, problems);
      }
    }
    if (digests.isEmpty() && problems.isEmpty()) {
      problems.add(new Problem(FILE, "lists no file", "collect again, or leave the file out"));
    }
    if (!problems.isEmpty()) {
      throw new InputException(InputException.Kind.REJECTED, problems);
    }
    return new Sums(digests);
  }

  private static void read(
      String where, String line, Map<String, String> digests, List<Problem> problems) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches() || matcher.group(1).length() != HEX_DIGITS) {
      problems.add(
          new Problem(where, "is not a SHA-256 digest and a path", "write it with `sha256sum`"));
      return;
    }
    String path = matcher.group(3);
    if (path.startsWith("/") || List.of(path.split("/", -1)).contains("..")) {
      problems.add(
          new Problem(where, "`" + path + "` points outside the snapshot", "collect again"));
      return;
    }
    String digest = matcher.group(1).toLowerCase(Locale.ROOT);
    String before = digests.put(path, digest);
    if (before != null && !before.equals(digest)) {
      problems.add(
          new Problem(
              where, "`" + path + "` is listed with two different digests", "collect again"));
    }
  }

  boolean lists(String path) {
    return digests.containsKey(path);
  }
}
