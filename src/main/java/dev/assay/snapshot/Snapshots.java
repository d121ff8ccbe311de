package dev.assay.snapshot;

import dev.assay.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The snapshots that lie in one directory, packed or not, as a collector of many accounts leaves
 * them. An account must not be lost in silence: what may be a snapshot is one, and if it cannot be
 * read, opening it says why; everything else is named.
 *
 * @param all in the order of their names
 * @param leftOut what is no snapshot, in the same order; without hidden files and the litter of
 *     file managers
 */
public record Snapshots(List<Found> all, List<Path> leftOut) {

  private static final Set<String> MARKS =
      Set.of("global", "regions", Manifest.FILE, CallLog.FILE, Sums.FILE);

  private static final List<String> ARCHIVES = List.of(".zip", ".tar", ".tar.gz", ".tgz");
  private static final String UNFINISHED = ".partial";

  public Snapshots {
    all = List.copyOf(all);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * What may be a snapshot.
   *
   * @param fault why it need not be opened; empty when opening it will tell
   */
  public record Found(Path path, Optional<InputException> fault) {}

  /** What an entry of the directory is. */
  private enum Kind {
    SNAPSHOT,
    UNFINISHED,
    HOLDER,
    LITTER,
    OTHER
  }

  /**
   * The snapshots of a directory; empty when it is one itself, alone or in a folder of its own, and
   * when it is no directory or holds none.
   *
   * @throws InputException when it cannot be listed (rejected)
   */
  public static Optional<Snapshots> in(Path directory) {
    try {
      if (!Files.isDirectory(directory) || isSnapshot(directory)) {
        return Optional.empty();
      }
      List<Found> all = new ArrayList<>();
      List<Path> leftOut = new ArrayList<>();
      for (Path path : sorted(directory)) {
        switch (kind(path)) {
          case SNAPSHOT -> all.add(new Found(path, Optional.empty()));
          case UNFINISHED -> all.add(new Found(path, Optional.of(unfinished())));
          case HOLDER -> all.add(new Found(path, Optional.of(holder())));
          case OTHER -> leftOut.add(path);
          case LITTER -> {}
        }
      }
      return all.isEmpty() ? Optional.empty() : Optional.of(new Snapshots(all, leftOut));
    } catch (IOException e) {
      throw InputException.rejected("", "cannot list `" + directory + "`", "check its permissions");
    }
  }

  private static Kind kind(Path path) {
    String name = path.getFileName().toString();
    if (name.startsWith(".") || isLitter(path)) {
      return Kind.LITTER;
    }
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return name.endsWith(UNFINISHED) ? Kind.UNFINISHED : kindOfDirectory(path);
    }
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return Kind.OTHER; // what a link leads to is not part of what lies here
    }
    boolean packed =
        ARCHIVES.stream().anyMatch(name::endsWith) || !Files.isReadable(path) || Tree.isOne(path);
    return packed ? Kind.SNAPSHOT : Kind.OTHER;
  }

  private static boolean isLitter(Path path) {
    boolean folder = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    return Litter.is(path.getFileName() + (folder ? "/" : ""));
  }

  private static Kind kindOfDirectory(Path path) {
    try {
      List<Path> inside = sorted(path);
      if (inside.isEmpty() || isSnapshot(path)) {
        return Kind.SNAPSHOT;
      }
      for (Path each : inside) {
        boolean one =
            Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)
                ? hasMarks(each)
                : Tree.isOne(each) && !Files.isSymbolicLink(each);
        if (one) {
          return Kind.HOLDER;
        }
      }
      return Kind.OTHER;
    } catch (IOException e) {
      return Kind.SNAPSHOT; // opening it says that it cannot be listed
    }
  }

  /** Whether the evidence begins here, or in the only folder that there is. */
  private static boolean isSnapshot(Path directory) throws IOException {
    if (hasMarks(directory)) {
      return true;
    }
    List<Path> kept = sorted(directory).stream().filter(path -> !isLitter(path)).toList();
    return kept.size() == 1
        && Files.isDirectory(kept.get(0), LinkOption.NOFOLLOW_LINKS)
        && !kept.get(0).toString().endsWith(UNFINISHED)
        && hasMarks(kept.get(0));
  }

  private static boolean hasMarks(Path directory) {
    return MARKS.stream().anyMatch(mark -> Files.exists(directory.resolve(mark)));
  }

  private static List<Path> sorted(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.sorted().toList();
    }
  }

  private static InputException unfinished() {
    return InputException.rejected(
        "", "is a collection that was not finished", "go on with `collect --resume`");
  }

  private static InputException holder() {
    return InputException.usage(
        "", "is no snapshot, but holds some", "name this directory on the command line too");
  }
}
