package dev.assay.cli;

import dev.assay.InputException;
import dev.assay.report.NativeReport;
import dev.assay.report.Report;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A report that was written to a file. */
final class ReportFile {

  private static final int MEGABYTE = 1024 * 1024;
  private static final int LARGEST = 256 * MEGABYTE;

  private ReportFile() {}

  /**
   * Reads it.
   *
   * @throws InputException when there is none, or with everything that is wrong with it
   */
  static Report read(Path file) {
    String help = "give a file that `assay evaluate --format native` wrote";
    if (!Files.isRegularFile(file)) {
      String what = Files.exists(file) ? "`" + file + "` is no file" : "there is no `" + file + "`";
      throw InputException.usage("", what, help);
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LARGEST + 1);
    } catch (IOException e) {
      throw InputException.usage("", "cannot read `" + file + "`", "check its permissions");
    }
    if (bytes.length > LARGEST) {
      throw InputException.usage(
          file.toString(), "is larger than " + LARGEST / MEGABYTE + " MiB", help);
    }
    return NativeReport.read(file.toString(), bytes);
  }
}
