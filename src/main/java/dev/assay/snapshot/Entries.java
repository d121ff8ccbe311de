package dev.assay.snapshot;

import dev.assay.InputException;
import dev.assay.Problem;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a directory or an archive holds, entry by entry: refuses names that could mean another file
 * on another system, and what is over a limit.
 */
final class Entries {

  private static final int LONGEST_NAME = 1024;
  private static final int MOST_PROBLEMS = 100;
  private static final int SHOWN_OF_A_NAME = 200;
  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);
  private static final String RENAME = "pack the snapshot again as it was collected";

  /**
   * One spelling of a path.
   *
   * @param asFile whether a file has it; else a folder
   */
  private record Spelling(String path, boolean asFile) {}

  private final String container;
  private final Limits limits;
  private final SortedMap<String, Tree.Content> files = new TreeMap<>();
  private final Map<String, Spelling> spellings = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private int unshown;
  private int count;
  private long size;

  /**
   * @param container the directory or archive as messages name it
   */
  Entries(String container, Limits limits) {
    this.container = container;
    this.limits = limits;
  }

  /**
   * A folder; a directory's own name, and one that several entries imply, need not be told.
   *
   * @throws InputException when there are too many entries
   */
  void folder(String name) {
    count();
    String path = withoutDots(name.endsWith("/") ? name.substring(0, name.length() - 1) : name);
    if (!path.isEmpty() && !path.equals(".")) {
      named(path, false);
    }
  }

  /**
   * A file.
   *
   * @param size in bytes
   * @throws InputException when there are too many entries, or too many bytes
   */
  void file(String name, long size, Tree.Content content) {
    count();
    if (size > limits.fileSize()) {
      refuse(
          name,
          "has " + size + " bytes, the limit for a file is " + limits.fileSize(),
          "if you trust it, pass --max-file-size " + size);
    }
    this.size += size;
    if (this.size > limits.size()) {
      throw stop(
          "holds more than " + limits.size() + " bytes",
          "if you trust it, pass a larger --max-size");
    }
    String path = withoutDots(name);
    if (named(path, true)) {
      files.put(path, content);
    }
  }

  /** Something that a snapshot must not hold. */
  void refuse(String name, String what, String help) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(new Problem(shown(name), what, help));
    } else {
      unshown++;
    }
  }

  /** What makes it pointless to look further, with all that was refused so far. */
  InputException stop(String what, String help) {
    return stop(container, what, help);
  }

  /** The same of one entry. */
  InputException stop(String name, String what, String help) {
    problems.add(new Problem(shown(name), what, help));
    return refusal();
  }

  /**
   * The files, without the one folder that all of them may be in.
   *
   * @throws InputException with everything that was refused
   */
  Tree tree() {
    if (!problems.isEmpty()) {
      throw refusal();
    }
    return Tree.ofContents(Litter.withoutTopFolder(files));
  }

  private InputException refusal() {
    problems.sort(Comparator.comparing(Problem::where));
    if (unshown > 0) {
      problems.add(new Problem(container, "has " + unshown + " more problems like these", ""));
    }
    return new InputException(InputException.Kind.REJECTED, problems);
  }

  private void count() {
    count++;
    if (count > limits.files()) {
      throw stop(
          "holds more than " + limits.files() + " entries",
          "if you trust it, pass a larger --max-files");
    }
  }

  /** {@code tar} writes {@code ./} before every name when it is told to pack the directory. */
  private static String withoutDots(String name) {
    String path = name;
    while (path.startsWith("./")) {
      path = path.substring(2);
    }
    return path;
  }

  private boolean named(String path, boolean asFile) {
    String fault = fault(path);
    if (!fault.isEmpty()) {
      refuse(path, fault, RENAME);
      return false;
    }
    int depth = path.length() - path.replace("/", "").length() + 1;
    if (depth > limits.depth()) {
      refuse(
          path,
          "is " + depth + " names deep, the limit is " + limits.depth(),
          "if you trust it, pass --max-depth " + depth);
      return false;
    }
    for (int end = path.indexOf('/'); end > 0; end = path.indexOf('/', end + 1)) {
      if (!spelt(path.substring(0, end), false, path)) {
        return false;
      }
    }
    return spelt(path, asFile, path);
  }

  /** Whether nothing else has this path, or would have it on a system that mixes up letters. */
  private boolean spelt(String part, boolean asFile, String whole) {
    String folded =
        Normalizer.normalize(part, Normalizer.Form.NFC)
            .toUpperCase(Locale.ROOT)
            .toLowerCase(Locale.ROOT);
    Spelling before = spellings.putIfAbsent(folded, new Spelling(part, asFile));
    if (before == null || !asFile && !before.asFile() && before.path().equals(part)) {
      return true;
    }
    String what =
        before.path().equals(part)
            ? before.asFile() && asFile
                ? "is there twice"
                : "is a file, and `" + shown(part) + "` is a folder too"
            : "is the same as `"
                + shown(before.path())
                + "` on systems that take upper and lower case, or two ways to write a letter, for"
                + " one";
    refuse(whole, what, "leave one of them out; only whoever packed it can say which is true");
    return false;
  }

  /** What is wrong with a name; empty when nothing is. */
  private static String fault(String path) {
    if (path.startsWith("/")) {
      return "is an absolute path";
    }
    if (DRIVE.matcher(path).matches()) {
      return "starts with a drive letter";
    }
    if (path.indexOf('\\') >= 0) {
      return "has a backslash in its name";
    }
    for (String name : path.split("/", -1)) {
      if (name.equals("..")) {
        return "points outside the snapshot";
      }
      if (name.isEmpty() || name.equals(".")) {
        return "has an empty name or `.` in its path";
      }
    }
    if (path.codePoints().anyMatch(Entries::isHidden)) {
      return "has invisible or control characters in its name, or is not UTF-8";
    }
    int length = path.getBytes(StandardCharsets.UTF_8).length;
    return length > LONGEST_NAME
        ? "has a path of " + length + " bytes, the limit is " + LONGEST_NAME
        : "";
  }

  private static boolean isHidden(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> point == '\uFFFD'; // in place of bytes that are not UTF-8
    };
  }

  private static String shown(String name) {
    return name.length() <= SHOWN_OF_A_NAME ? name : name.substring(0, SHOWN_OF_A_NAME) + "...";
  }
}
