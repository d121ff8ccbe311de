package dev.assay.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A snapshot of {@code samples/}, held in memory.
 *
 * @param files by path inside the snapshot
 */
public record Sample(String name, SortedMap<String, byte[]> files) {

  private static final Path FOLDER = Path.of(System.getProperty("assay.basedir"), "samples");

  /** Every sample, by name. */
  public static Stream<Sample> all() {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("snapshot.json")))
          .sorted()
          .map(Sample::read)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One sample. */
  public static Sample named(String name) {
    return read(FOLDER.resolve(name));
  }

  private static Sample read(Path folder) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Sample(folder.getFileName().toString(), files);
  }

  public Sample without(String... paths) {
    SortedMap<String, byte[]> kept = new TreeMap<>(files);
    List.of(paths).forEach(kept::remove);
    return new Sample(name + " without " + String.join(" and ", paths), kept);
  }

  /** With one file new or changed. */
  public Sample with(String path, byte[] bytes) {
    SortedMap<String, byte[]> changed = new TreeMap<>(files);
    changed.put(path, bytes);
    return new Sample(name, changed);
  }

  @Override
  public String toString() {
    return name;
  }
}
