package dev.assay.snapshot;

import dev.assay.InputException;
import dev.assay.Problem;
import dev.assay.snapshot.Hashing.Known;
import dev.assay.text.UnreadableException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The files of a snapshot by their path inside it. A file's SHA-256 is that of the bytes handed
 * out, and nothing comes of a file that is not what it should be: with the first such file, all
 * others are looked at, and every one of that kind is named. Threads may share it, and read
 * different files at once.
 */
final class Tree {

  /** How to get a file's bytes. */
  interface Content {
    /**
     * Opens them. That, or reading them, throws an {@link UnreadableException} when they are not
     * what an archive says they are.
     *
     * @throws IOException when that is not allowed, or the disk fails
     */
    InputStream open() throws IOException;
  }

  /** What somebody makes of a file's bytes while they are read. */
  interface Use<T> {
    /**
     * Reads as much as it wants.
     *
     * @throws IOException of its own, or the one that reading throws
     */
    T of(InputStream bytes) throws IOException;
  }

  private static final int START = 512;
  private static final int END = 22;

  private final NavigableMap<String, Content> files;
  private final Map<String, Known> known;
  private final Expected expected;

  /**
   * What files must be.
   *
   * @param digests SHA-256 in lower-case hex by path
   * @param sizes in bytes by path, as far as they are known
   */
  record Expected(Map<String, String> digests, Map<String, Long> sizes) {}

  private Tree(NavigableMap<String, Content> files, Map<String, Known> known, Expected expected) {
    this.files = files;
    this.known = known;
    this.expected = expected;
  }

  /** Files held in memory. */
  static Tree of(Map<String, byte[]> files) {
    SortedMap<String, Content> contents = new TreeMap<>();
    files.forEach((path, bytes) -> contents.put(path, () -> new ByteArrayInputStream(bytes)));
    return ofContents(contents);
  }

  /** Files that are read when they are asked for. */
  static Tree ofContents(SortedMap<String, Content> files) {
    Expected none = new Expected(Map.of(), Map.of());
    return new Tree(new TreeMap<>(files), new ConcurrentHashMap<>(), none);
  }

  /**
   * The files of a directory, or of an archive, which is known by its content, not by its name.
   *
   * @throws InputException when it is neither (usage), or holds what no snapshot may (rejected)
   */
  static Tree open(Path path, Limits limits) {
    if (Files.isDirectory(path)) {
      return DirectoryReader.read(path, limits);
    }
    String help = "give a directory, or a .zip, .tar.gz or .tar, of a snapshot";
    if (!Files.exists(path)) {
      throw InputException.usage("", "there is no `" + path + "`", help);
    }
    try {
      if (!Files.isRegularFile(path)) {
        throw InputException.usage("", "`" + path + "` is neither file nor directory", help);
      }
      Packing packing = packing(path);
      if (packing == Packing.NONE) {
        throw InputException.usage(
            "", "`" + path + "` is no snapshot, nor an archive of one", help);
      }
      if (Files.size(path) > limits.size()) {
        throw InputException.rejected(
            path.getFileName().toString(),
            "has " + Files.size(path) + " bytes, the limit is " + limits.size(),
            "if you trust it, pass --max-size " + Files.size(path));
      }
      return packing == Packing.ZIP
          ? ZipReader.read(path, limits)
          : TarReader.read(path, packing == Packing.TAR_GZ, limits);
    } catch (IOException e) {
      throw InputException.rejected("", "cannot read `" + path + "`", "check its permissions");
    }
  }

  /** Whether a path can be a snapshot: a directory, or a file that starts as an archive does. */
  static boolean isOne(Path path) {
    try {
      return Files.isDirectory(path) || Files.isRegularFile(path) && packing(path) != Packing.NONE;
    } catch (IOException e) {
      return false;
    }
  }

  private enum Packing {
    ZIP,
    TAR_GZ,
    TAR,
    NONE
  }

  private static Packing packing(Path path) throws IOException {
    byte[] start = piece(path, 0, START);
    byte[] end = piece(path, Math.max(0, Files.size(path) - END), END);
    if (ZipReader.isOne(start, end)) {
      return Packing.ZIP;
    }
    if (TarReader.isGzip(start)) {
      return Packing.TAR_GZ;
    }
    return TarReader.isTar(start) ? Packing.TAR : Packing.NONE;
  }

  private static byte[] piece(Path path, long at, int length) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      in.skipNBytes(at);
      return in.readNBytes(length);
    }
  }

  /** The same files, which must be what is expected of them wherever they are read. */
  Tree expecting(Expected those) {
    return new Tree(files, known, those);
  }

  /** Without some files. */
  Tree without(Predicate<String> some) {
    NavigableMap<String, Content> kept = new TreeMap<>(files);
    kept.keySet().removeIf(some);
    return new Tree(kept, known, expected);
  }

  /** All paths, sorted by code unit, {@code /} separated. */
  SortedSet<String> paths() {
    return Collections.unmodifiableSortedSet(files.navigableKeySet());
  }

  boolean has(String path) {
    return files.containsKey(path);
  }

  /**
   * The bytes of a file that is there.
   *
   * @throws IOException when it cannot be read
   * @throws InputException when it is not what it was before, or should be; with every such file
   */
  byte[] read(String path) throws IOException {
    return read(path, InputStream::readAllBytes);
  }

  /**
   * Reads a file that is there, once and to its end, however much of it is used.
   *
   * @return what was made of it, now that it is known to be the right one
   * @throws IOException when it cannot be read, or as the use throws
   * @throws InputException when it is not what it was before, or should be; with every such file
   */
  <T> T read(String path, Use<T> use) throws IOException {
    T made = null;
    IOException own = null;
    Known now;
    try (Hashing bytes = new Hashing(path, files.get(path).open())) {
      try {
        made = use.of(bytes);
      } catch (IOException e) {
        own = e;
      }
      bytes.toEnd();
      now = bytes.known();
    } catch (UnreadableException e) {
      throw rejected(path);
    }
    Known before = known.putIfAbsent(path, now);
    if (before != null && !before.digest().equals(now.digest())) {
      throw unsteady(path);
    }
    if (!now.digest().equals(expected.digests().getOrDefault(path, now.digest()))) {
      throw rejected(path);
    }
    if (own != null) {
      throw own;
    }
    return made;
  }

  /** The secrets in files that were read, by path and line, unseen. */
  List<Problem> secrets() {
    return new TreeMap<>(known).values().stream().flatMap(file -> file.secrets().stream()).toList();
  }

  private InputException rejected(String path) {
    List<Problem> faults = faults();
    return faults.isEmpty()
        ? unsteady(path)
        : new InputException(InputException.Kind.REJECTED, faults);
  }

  private static InputException unsteady(String path) {
    return InputException.rejected(
        path, "has changed while it was read", "evaluate a copy that nobody writes to");
  }

  /**
   * The SHA-256 of a file, of the bytes that were read if they were, in lower-case hex; empty when
   * it is not there or cannot be read.
   *
   * @throws InputException as {@link #read}
   */
  Optional<String> digest(String path) {
    if (has(path) && !known.containsKey(path)) {
      try {
        read(path, bytes -> true);
      } catch (IOException e) {
        return Optional.empty();
      }
    }
    return Optional.ofNullable(known.get(path)).map(Known::digest);
  }

  /** How many bytes a file has that was read. */
  long size(String path) {
    return known.get(path).size();
  }

  /**
   * Reads every file that is expected to be something and was not read yet.
   *
   * @throws InputException with all that are not
   */
  void verify() {
    expected.digests().keySet().forEach(this::digest);
  }

  private List<Problem> faults() {
    List<Problem> faults = new ArrayList<>();
    files.forEach(
        (path, content) -> {
          Known read = known.get(path);
          String wanted = expected.digests().get(path);
          if (read == null || wanted != null && !wanted.equals(read.digest())) {
            fault(path, content, wanted).ifPresent(faults::add);
          }
        });
    return faults;
  }

  private Optional<Problem> fault(String path, Content content, String wanted) {
    String help = "get the snapshot again from whoever collected it";
    try (Hashing bytes = new Hashing(path, content.open())) {
      bytes.toEnd();
      Known is = bytes.known();
      if (wanted == null || wanted.equals(is.digest())) {
        return Optional.empty();
      }
      long size = expected.sizes().getOrDefault(path, 0L);
      String what =
          is.size() < size
              ? "was cut off or changed after it was collected: it has "
                  + is.size()
                  + " of "
                  + size
                  + " bytes"
              : "was changed after it was collected: SHA-256 is "
                  + is.digest().substring(0, 12)
                  + "..., "
                  + Sums.FILE
                  + " says "
                  + wanted.substring(0, 12)
                  + "...";
      return Optional.of(new Problem(path, what, help));
    } catch (UnreadableException e) {
      return Optional.of(new Problem(path, e.getMessage(), help));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
