package dev.assay.cli;

import dev.assay.report.VerifyReport;
import dev.assay.snapshot.Snapshot;
import dev.assay.snapshot.Verification;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what a snapshot is, without scoring it. */
@Command(
    name = "verify",
    header = "Says whether a snapshot is what was collected, and what it lacks; scores nothing.",
    customSynopsis = "assay verify SNAPSHOT [OPTION]...",
    description = {
      "  assay verify snapshot.tar.gz",
      "  assay verify snapshot.tar.gz --allowed-signers signers --require-signature"
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0   nothing was changed, and nothing lacks",
      "  2   wrong command line or file of signers",
      "  3   nothing was changed, but files or calls are missing or denied, or contradict each other",
      "  4   the snapshot must not be scored",
      "  70  a fault of assay",
      "  74  the output could not be written"
    })
final class VerifyCommand implements Callable<Integer> {

  private enum Format {
    table,
    json
  }

  @Parameters(
      paramLabel = "SNAPSHOT",
      description = "directory, .zip, .tar.gz or .tar of a snapshot")
  private Path path;

  @Mixin private SnapshotOptions snapshots;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "table|json",
      description = "default: ${DEFAULT-VALUE}")
  private Format format = Format.table;

  private final Cli cli;

  VerifyCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() throws Exception {
    Snapshot snapshot = Snapshot.open(path, snapshots.opening(path));
    Verification verified = snapshot.verification();
    cli.print("warning", snapshot.secrets());
    cli.print("warning", verified.integrity().warnings());
    VerifyReport report = VerifyReport.of(verified);
    cli.write(format == Format.json ? report.json() : report.table());
    return report.isComplete() ? ExitCode.DONE : ExitCode.UNKNOWN;
  }
}
