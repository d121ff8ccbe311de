package dev.assay.snapshot;

import dev.assay.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Looks for keys and tokens that no snapshot should hold in the bytes of one file, as they are
 * read. What is found is named by its line and never shown.
 */
final class Secrets {

  private static final int WINDOW = 8192;

  /** As far as a secret is looked at, from its first letter. */
  private static final int REACH = 512;

  /** How secrets begin, in lower case; all of one length. */
  private static final byte[][] BEGINNINGS = beginnings("secret", "sessio", "-----b");

  private static final int LENGTH = BEGINNINGS[0].length;

  /** How far it is to the next place where a beginning can end, by the byte that is there. */
  private static final int[] SKIPS = skips();

  private static final String IS = "[\"'\\\\\\s]*+[:=][\"'\\\\\\s]*+";

  private static final Map<String, Pattern> KINDS =
      Map.of(
          "a private key",
          Pattern.compile("-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY"),
          "a secret access key",
          Pattern.compile("(?i)secret_?access_?key" + IS + "[a-z0-9/+]{40}(?![a-z0-9/+=])"),
          "a session token",
          Pattern.compile("(?i)session_?token" + IS + "[a-z0-9/+=]{100}"));

  private final String path;
  private byte[] window = new byte[0];
  private final List<Problem> found = new ArrayList<>();
  private int filled;
  private int line = 1;

  Secrets(String path) {
    this.path = path;
  }

  /** Takes the next bytes of the file. */
  void update(byte[] bytes, int offset, int length) {
    int taken = 0;
    int wanted = Math.max(2 * REACH, Math.min(filled + length, WINDOW));
    if (window.length < wanted) {
      window = Arrays.copyOf(window, wanted);
    }
    while (taken < length) {
      int count = Math.min(length - taken, window.length - filled);
      System.arraycopy(bytes, offset + taken, window, filled, count);
      filled += count;
      taken += count;
      if (filled == window.length) {
        look(filled - REACH);
      }
    }
  }

  /** What was found in the file, at its end. */
  List<Problem> found() {
    look(filled);
    return List.copyOf(found);
  }

  /** Looks at all that begins before a place, and forgets it. */
  private void look(int end) {
    int counted = 0;
    int at = 0;
    while (at < end && at + LENGTH <= filled) {
      int skip = SKIPS[window[at + LENGTH - 1] & 0xff];
      if (skip == 0 && begins(at)) {
        line += lines(counted, at);
        counted = at;
        name(at);
      }
      at += Math.max(1, skip);
    }
    line += lines(counted, end);
    System.arraycopy(window, end, window, 0, filled - end);
    filled -= end;
  }

  private boolean begins(int at) {
    for (byte[] beginning : BEGINNINGS) {
      int i = 0;
      while (i < LENGTH && lower(window[at + i]) == beginning[i]) {
        i++;
      }
      if (i == LENGTH) {
        return true;
      }
    }
    return false;
  }

  private static int lower(byte b) {
    return b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b;
  }

  private void name(int at) {
    String text = new String(window, at, Math.min(REACH, filled - at), StandardCharsets.ISO_8859_1);
    KINDS.forEach(
        (kind, pattern) -> {
          if (pattern.matcher(text).lookingAt()) {
            found.add(
                new Problem(
                    path + " line " + line,
                    "holds what looks like " + kind,
                    "whoever has the snapshot has it: revoke it, and collect again without it"));
          }
        });
  }

  private int lines(int from, int to) {
    int lines = 0;
    for (int i = from; i < to; i++) {
      lines += window[i] == '\n' ? 1 : 0;
    }
    return lines;
  }

  private static byte[][] beginnings(String... words) {
    return Arrays.stream(words)
        .map(word -> word.getBytes(StandardCharsets.US_ASCII))
        .toArray(byte[][]::new);
  }

  private static int[] skips() {
    int[] skips = new int[256];
    Arrays.fill(skips, LENGTH);
    for (byte[] beginning : BEGINNINGS) {
      for (int i = 0; i < LENGTH; i++) {
        int skip = LENGTH - 1 - i;
        for (int letter : new int[] {beginning[i], Character.toUpperCase(beginning[i])}) {
          skips[letter] = Math.min(skips[letter], skip);
        }
      }
    }
    return skips;
  }
}
