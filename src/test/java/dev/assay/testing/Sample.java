package dev.assay.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
          .map(Sample::of)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One of them. */
  public static Sample named(String name) {
    return of(FOLDER.resolve(name));
  }

  /** A directory of files. */
  public static Sample of(Path folder) {
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

  /** With these files alone. */
  public Sample only(String... paths) {
    SortedMap<String, byte[]> kept = new TreeMap<>(files);
    kept.keySet().retainAll(List.of(paths));
    return new Sample(name, kept);
  }

  /** Writes the files into a directory, which need not be there. */
  public Path write(Path directory) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = directory.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    return directory;
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
