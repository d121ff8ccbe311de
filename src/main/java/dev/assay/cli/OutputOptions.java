package dev.assay.cli;

import dev.assay.report.Format;
import dev.assay.report.Report;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What to print, and where. */
final class OutputOptions {

  /** The formats that there are, by the words that their enum gives them. */
  private static final class FormatWord extends Words<Format> {
    FormatWord() {
      super(Format.values());
    }
  }

  /** The two details. */
  private static final class DetailWord extends Words<Format.Detail> {
    DetailWord() {
      super(Format.Detail.values());
    }
  }

  @Option(
      names = "--report",
      paramLabel = "summary|all",
      converter = DetailWord.class,
      description = "one line a control, or every finding; default: ${DEFAULT-VALUE}")
  private Format.Detail detail = Format.Detail.ALL;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      converter = FormatWord.class,
      completionCandidates = FormatWord.class,
      description =
          "${COMPLETION-CANDIDATES}; may be repeated, each with its own --output; default: table")
  private List<Format> formats = List.of();

  @Mixin private FileOptions files;

  /** Whether anything is said about what to print. */
  boolean isGiven() {
    return !formats.isEmpty() || files.isGiven();
  }

  /**
   * Where the reports will go, found out early.
   *
   * @param snapshots which none may be written into
   * @throws dev.assay.InputException with everything that speaks against it
   */
  Outputs<Format> outputs(Path... snapshots) {
    return files.outputs(formats, Format.TABLE, List.of(snapshots));
  }

  /** A report in a format, with the detail that was asked for. */
  Function<Format, String> write(Report report) {
    return format -> format.write(report, detail);
  }
}
