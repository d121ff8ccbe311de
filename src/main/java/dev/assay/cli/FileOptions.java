package dev.assay.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Where to write. */
final class FileOptions {

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "write there; the first --output is for the first --format, and so on; `-`, or none, is"
              + " standard output")
  private List<Path> files = List.of();

  @Option(names = "--force", description = "replace output files that are there")
  private boolean force;

  boolean isGiven() {
    return !files.isEmpty();
  }

  /** Whether files that are there may be replaced. */
  boolean isForced() {
    return force;
  }

  /**
   * Where the results will go, found out early.
   *
   * @param snapshots which none may be written into
   * @throws dev.assay.InputException with everything that speaks against it
   */
  <F> Outputs<F> outputs(List<F> formats, F otherwise, List<Path> snapshots) {
    return Outputs.of(formats, otherwise, files, force, snapshots);
  }
}
