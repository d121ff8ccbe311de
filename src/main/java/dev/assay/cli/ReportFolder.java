package dev.assay.cli;

import dev.assay.InputException;
import dev.assay.report.Format;
import dev.assay.report.Format.Detail;
import dev.assay.report.Report;
import dev.assay.report.Style;
import dev.assay.snapshot.SnapshotInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A directory with a report on each snapshot of a fleet. A report's name is made of the account,
 * the snapshot's own time and the start of its digest, so that it depends on no other snapshot, and
 * two snapshots of one account do not meet. Threads may share it.
 */
final class ReportFolder {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final int DIGITS = 12;

  private final Path directory;
  private final List<Format> formats;
  private final Detail detail;
  private final Style style;
  private final boolean force;
  private final Map<String, String> digests = new ConcurrentHashMap<>();

  private ReportFolder(
      Path directory, List<Format> formats, Detail detail, Style style, boolean force) {
    this.directory = directory;
    this.formats = formats;
    this.detail = detail;
    this.style = style;
    this.force = force;
  }

  /**
   * Looks at the directory; nothing is written yet.
   *
   * @param force whether reports that are there may be replaced
   * @param snapshots which it must not be inside of
   * @throws InputException when it cannot be meant (usage)
   */
  static ReportFolder of(
      Path directory,
      List<Format> formats,
      Detail detail,
      Style style,
      boolean force,
      List<Path> snapshots) {
    if (Places.isInside(snapshots, directory)) {
      throw InputException.usage(
          "", "`" + directory + "` is inside a snapshot", "write the reports somewhere else");
    }
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw InputException.usage("", "`" + directory + "` is no directory", "name a directory");
    }
    if (!force && !isEmpty(directory)) {
      throw InputException.usage(
          "",
          "`" + directory + "` is not empty",
          "name a new directory, or pass --force to write into it and replace reports");
    }
    return new ReportFolder(directory, formats, detail, style, force);
  }

  private static boolean isEmpty(Path directory) {
    if (!Files.exists(directory)) {
      return true;
    }
    try (Stream<Path> all = Files.list(directory)) {
      return all.findAny().isEmpty();
    } catch (IOException e) {
      throw InputException.usage("", "cannot list `" + directory + "`", "check its permissions");
    }
  }

  /** Whether any report shows the places where values were read. */
  boolean showsPlaces() {
    return formats.stream().anyMatch(format -> format.showsPlaces(detail));
  }

  /**
   * Writes a report in every format, each file whole or not at all; once, if the same snapshot is
   * there twice.
   *
   * @return the files
   * @throws IOException naming the place that failed
   */
  List<String> write(Report report) throws IOException {
    String name = name(report.snapshot());
    String digest = report.snapshot().digest();
    String before = digests.putIfAbsent(name, digest);
    List<String> files = new ArrayList<>();
    for (Format format : formats) {
      Path file = directory.resolve(name + "." + format.extension());
      files.add(file.toString());
      if (before == null) {
        write(file, format.write(report, detail, style));
      } else if (!before.equals(digest)) {
        throw new IOException("cannot write `" + file + "`: it is of another snapshot");
      }
    }
    return files;
  }

  private void write(Path file, String text) throws IOException {
    try {
      Files.createDirectories(directory);
      WholeFile.write(file, text, force);
    } catch (IOException e) {
      throw new IOException("cannot write `" + file + "`", e);
    }
  }

  /** An account that no account can have stays out of the name: it may hold anything. */
  private static String name(SnapshotInfo snapshot) {
    String id = snapshot.identity().accountId();
    return (id.matches("[0-9]{12}") ? id : "unnamed")
        + "-"
        + TIME.format(snapshot.observedAt())
        + "-"
        + snapshot.digest().substring(0, DIGITS);
  }
}
