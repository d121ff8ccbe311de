package dev.assay.cli;

import dev.assay.report.Format;
import java.nio.file.Path;
import java.util.List;
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

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "write there; the first --output is for the first --format, and so on; `-`, or none, is"
              + " standard output")
  private List<Path> files = List.of();

  @Option(names = "--force", description = "replace output files that are there")
  private boolean force;

  /**
   * Where the reports will go, found out early.
   *
   * @param snapshots which none may be written into
   * @throws dev.assay.InputException with everything that speaks against it
   */
  Outputs outputs(Path... snapshots) {
    return Outputs.of(formats, files, detail, force, List.of(snapshots));
  }
}
