package dev.assay.cli;

import java.io.IOException;
import java.nio.file.Path;

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

  /** Whether a path leads to a directory or something below it. */
  static boolean isInside(Path directory, Path path) {
    return real(path).startsWith(real(directory));
  }
}
