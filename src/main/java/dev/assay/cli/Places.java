package dev.assay.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Where paths lead to, links followed. */
final class Places {

  private Places() {}

  /** The place that a path leads to, whether something is there or not. */
  static Path real(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    try {
      return absolute.toRealPath();
    } catch (IOException e) {
      Path parent = absolute.getParent();
      return parent == null ? absolute : real(parent).resolve(absolute.getFileName());
    }
  }

  /** Whether a path leads to one of some directories, or something below it. */
  static boolean isInside(List<Path> directories, Path path) {
    Path real = real(path);
    return directories.stream().anyMatch(directory -> real.startsWith(real(directory)));
  }
}
