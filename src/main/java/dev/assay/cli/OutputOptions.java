package dev.assay.cli;

import dev.assay.InputException;
import dev.assay.report.JsonReport;
import dev.assay.report.Report;
import dev.assay.report.TableReport;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import picocli.CommandLine.Option;

/** What to print, and where. */
final class OutputOptions {

  private enum Detail {
    summary,
    all
  }

  private enum Format {
    table,
    json
  }

  @Option(
      names = "--report",
      paramLabel = "summary|all",
      description = "one line a control, or every finding; default: ${DEFAULT-VALUE}")
  private Detail detail = Detail.all;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "table|json",
      description = "text for people, or Trivy's JSON; default: ${DEFAULT-VALUE}")
  private Format format = Format.table;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "write there instead of to standard output")
  private Path output;

  @Option(names = "--force", description = "replace the output file if it is there")
  private boolean force;

  @Option(
      names = {"-q", "--quiet"},
      description = "no warnings")
  boolean quiet;

  /** Finds out early that the output cannot be written. */
  void check(Path snapshot) {
    if (output == null) {
      return;
    }
    Path target = output.toAbsolutePath().normalize();
    if (target.startsWith(snapshot.toAbsolutePath().normalize())) {
      throw InputException.usage(
          "", "`" + output + "` is inside the snapshot", "write the report somewhere else");
    }
    if (Files.isDirectory(target)) {
      throw InputException.usage("", "`" + output + "` is a directory", "name a file");
    }
    if (Files.exists(target) && !force) {
      throw InputException.usage(
          "", "`" + output + "` is there already", "pass --force to replace it");
    }
  }

  /**
   * Writes the report.
   *
   * @throws IOException when that fails; a file is then as it was
   */
  void write(Report report, Cli cli) throws IOException {
    String text = render(report);
    if (output == null) {
      cli.write(text);
      return;
    }
    Path target = output.toAbsolutePath();
    Path part = null;
    try {
      part = Files.createTempFile(target.getParent(), ".assay", ".part");
      Files.writeString(part, text);
      move(part, target);
    } catch (IOException e) {
      if (part != null) {
        Files.deleteIfExists(part);
      }
      throw new IOException("cannot write `" + output + "`", e);
    }
  }

  private static void move(Path part, Path target) throws IOException {
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private String render(Report report) {
    if (format == Format.json) {
      return detail == Detail.summary ? JsonReport.summary(report) : JsonReport.all(report);
    }
    return detail == Detail.summary ? TableReport.summary(report) : TableReport.all(report);
  }
}
