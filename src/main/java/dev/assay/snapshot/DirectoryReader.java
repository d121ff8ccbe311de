package dev.assay.snapshot;

import dev.assay.text.UnreadableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The regular files below a directory, which may itself be named by a link. Links and devices
 * inside are refused: what they point at is not part of what was handed over.
 */
final class DirectoryReader extends SimpleFileVisitor<Path> {

  private final Path root;
  private final Limits limits;
  private final Entries entries;

  private DirectoryReader(Path root, Limits limits, Entries entries) {
    this.root = root;
    this.limits = limits;
    this.entries = entries;
  }

  /** Lists a directory; its files are read when they are asked for. */
  static Tree read(Path directory, Limits limits) {
    Entries entries = new Entries("", limits);
    try {
      Path real = directory.toRealPath();
      Files.walkFileTree(real, new DirectoryReader(real, limits, entries));
    } catch (IOException e) {
      throw entries.stop("cannot list `" + directory + "`", "check its permissions");
    }
    return entries.tree();
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    if (folder.equals(root)) {
      return FileVisitResult.CONTINUE;
    }
    entries.folder(name(folder));
    boolean tooDeep = root.relativize(folder).getNameCount() > limits.depth();
    return tooDeep ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (attributes.isRegularFile()) {
      entries.file(name(file), attributes.size(), () -> open(file));
    } else {
      String kind = attributes.isSymbolicLink() ? "a symbolic link" : "neither file nor directory";
      entries.refuse(name(file), "is " + kind, "put a copy of the file itself into the snapshot");
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) {
    entries.refuse(name(file), "cannot be read", "check its permissions");
    return FileVisitResult.CONTINUE;
  }

  private InputStream open(Path file) throws IOException {
    SeekableByteChannel channel =
        Files.newByteChannel(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    if (channel.size() > limits.fileSize()) {
      channel.close();
      throw new UnreadableException("has grown over " + limits.fileSize() + " bytes");
    }
    return new Piece(channel, 0, channel.size());
  }

  private String name(Path path) {
    return root.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
  }
}
