package dev.assay.cli;

import dev.assay.InputException;
import dev.assay.report.Format;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What there is to say of several snapshots at once. */
final class FleetOptions {

  private static final int MOST_JOBS = 256;

  @Option(
      names = "--output-dir",
      paramLabel = "DIR",
      description =
          "write a report on each snapshot into this directory, which must be new or empty; its"
              + " name there begins with the account and the snapshot's own time")
  private Path directory;

  @Option(
      names = "--report-format",
      paramLabel = "FORMAT",
      converter = OutputOptions.FormatWord.class,
      completionCandidates = OutputOptions.FormatWord.class,
      hideParamSyntax = true,
      description = "of these reports, a word of --format; may be repeated; default: native")
  private List<Format> formats = List.of();

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "how many snapshots to score at once; default: as many as there are processors")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(names = "--fleet", description = "roll up, even if there is one snapshot only")
  private boolean always;

  /** Whether a roll-up is asked for, however many snapshots there are. */
  boolean isAsked() {
    return always || directory != null;
  }

  /** How many snapshots to score at once. */
  int jobs() {
    return jobs;
  }

  /**
   * Refuses what goes with nothing else that is said.
   *
   * @throws InputException (usage)
   */
  void check() {
    if (jobs < 1 || jobs > MOST_JOBS) {
      throw InputException.usage(
          "", "--jobs is " + jobs, "write a whole number from 1 to " + MOST_JOBS);
    }
    if (directory == null && !formats.isEmpty()) {
      throw InputException.usage(
          "",
          "--report-format is of the reports in --output-dir, and there is none",
          "name a directory for them, or a --format for what is printed");
    }
  }

  /**
   * Where the reports on single snapshots go, if anywhere.
   *
   * @param snapshots which it must not be inside of
   * @throws InputException when it cannot be meant (usage)
   */
  Optional<ReportFolder> folder(OutputOptions output, List<Path> snapshots) {
    List<Format> wanted = formats.isEmpty() ? List.of(Format.NATIVE) : formats;
    return Optional.ofNullable(directory)
        .map(dir -> output.folder(dir, wanted.stream().distinct().toList(), snapshots));
  }
}
