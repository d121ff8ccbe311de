package dev.assay.snapshot;

import dev.assay.InputException;
import dev.assay.Problem;
import dev.assay.Sha256;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The files of a snapshot by their path inside it. A file's SHA-256 is that of the bytes handed
 * out: one that is another at a second reading is refused.
 */
final class Tree {

  /** How to get a file's bytes. */
  interface Content {
    byte[] bytes() throws IOException;
  }

  private final Map<String, Content> files;
  private final Map<String, String> digests = new TreeMap<>();

  private Tree(Map<String, Content> files) {
    this.files = files;
  }

  /** Files held in memory. */
  static Tree of(Map<String, byte[]> files) {
    Map<String, Content> contents = new TreeMap<>();
    files.forEach((path, bytes) -> contents.put(path, () -> bytes));
    return new Tree(contents);
  }

  /**
   * The regular files below a directory, which may itself be named by a link. Links and devices
   * inside are refused: what they point at is not part of what was handed over.
   *
   * @throws InputException when it is not a directory, cannot be listed or holds anything else than
   *     files and directories
   */
  static Tree ofDirectory(Path root) {
    if (!Files.isDirectory(root)) {
      String what =
          Files.exists(root) ? "`" + root + "` is not a directory" : "there is no `" + root + "`";
      throw InputException.usage("", what, "give the directory of a snapshot");
    }
    Map<String, Content> contents = new TreeMap<>();
    List<Problem> problems = new ArrayList<>();
    try {
      Path real = root.toRealPath();
      Files.walkFileTree(real, new Collector(real, contents, problems));
    } catch (IOException e) {
      problems.add(new Problem("", "cannot list `" + root + "`", "check its permissions"));
    }
    problems.sort(Comparator.comparing(Problem::where));
    if (!problems.isEmpty()) {
      throw new InputException(InputException.Kind.REJECTED, problems);
    }
    return new Tree(contents);
  }

  /** All paths, sorted by code unit, {@code /} separated. */
  SortedSet<String> paths() {
    return new TreeSet<>(files.keySet());
  }

  boolean has(String path) {
    return files.containsKey(path);
  }

  /**
   * The bytes of a file that is there.
   *
   * @throws IOException when it cannot be read
   * @throws InputException when it has changed since it was read before
   */
  byte[] read(String path) throws IOException {
    byte[] bytes = files.get(path).bytes();
    String digest = Sha256.hex(bytes);
    String before = digests.putIfAbsent(path, digest);
    if (before != null && !before.equals(digest)) {
      throw InputException.rejected(
          path, "has changed while it was read", "evaluate a copy that nobody writes to");
    }
    return bytes;
  }

  /**
   * The SHA-256 of a file that is there, of the bytes that were read if they were, in lower-case
   * hex.
   *
   * @throws IOException when it cannot be read
   */
  String digest(String path) throws IOException {
    if (!digests.containsKey(path)) {
      read(path);
    }
    return digests.get(path);
  }

  private static final class Collector extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Map<String, Content> contents;
    private final List<Problem> problems;

    Collector(Path root, Map<String, Content> contents, List<Problem> problems) {
      this.root = root;
      this.contents = contents;
      this.problems = problems;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String path =
          root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
      if (attributes.isRegularFile()) {
        contents.put(
            path, () -> Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS).readAllBytes());
      } else {
        String kind =
            attributes.isSymbolicLink() ? "a symbolic link" : "neither file nor directory";
        problems.add(
            new Problem(path, "is " + kind, "put a copy of the file itself into the snapshot"));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      problems.add(
          new Problem(root.relativize(file).toString(), "cannot be read", "check its permissions"));
      return FileVisitResult.CONTINUE;
    }
  }
}
