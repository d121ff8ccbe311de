package dev.assay.cli;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;

/** A file that comes to its place whole or not at all: it is written beside it, then moved. */
final class WholeFile {

  private final Path part;
  private final Path target;

  private WholeFile(Path part, Path target) {
    this.part = part;
    this.target = target;
  }

  /**
   * Makes a place for a file's content. What replaces a file is shown to nobody who could not read
   * that; else the user's umask says who may read it.
   *
   * @param target where it will come to
   */
  static WholeFile beside(Path target) throws IOException {
    WholeFile file = new WholeFile(part(target), target);
    try {
      PosixFileAttributeView old = Files.getFileAttributeView(target, PosixFileAttributeView.class);
      if (old != null && Files.exists(target)) {
        Files.setPosixFilePermissions(file.part, old.readAttributes().permissions());
      }
      return file;
    } catch (IOException e) {
      file.discard();
      throw e;
    }
  }

  /** All of it in one go. */
  static void write(Path target, String text, boolean force) throws IOException {
    WholeFile file = beside(target);
    try {
      file.fill(text);
      file.place(force);
    } catch (IOException e) {
      file.discard();
      throw e;
    }
  }

  private static Path part(Path target) throws IOException {
    for (int n = 0; ; n++) {
      try {
        return Files.createFile(target.resolveSibling(".assay" + n + ".part"));
      } catch (FileAlreadyExistsException e) {
        continue; // of another run
      }
    }
  }

  void fill(String text) throws IOException {
    Files.writeString(part, text);
  }

  /**
   * Moves it to its place.
   *
   * @param force whether it may replace what is there
   */
  void place(boolean force) throws IOException {
    if (!force) {
      Files.move(part, target); // refuses what has come there since it was looked at
      return;
    }
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Leaves nothing behind. */
  void discard() throws IOException {
    Files.deleteIfExists(part);
  }
}
