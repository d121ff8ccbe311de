package dev.assay.cli;

import dev.assay.report.Format;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes a report in other formats. */
@Command(
    name = "convert",
    header = "Writes a native report in other formats, without its snapshot.",
    customSynopsis = "assay convert REPORT [OPTION]...",
    description = {
      "  assay evaluate SNAPSHOT --compliance awscis1.2 -f native -o report.json",
      "  assay convert report.json --report summary",
      "  assay convert report.json --format json --output trivy.json"
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0   done, whatever the report says",
      "  2   wrong command line, or no report of this format",
      "  70  a fault of assay",
      "  74  a report could not be written"
    })
final class ConvertCommand implements Callable<Integer> {

  @Parameters(paramLabel = "REPORT", description = "file that `evaluate --format native` wrote")
  private Path file;

  @Mixin private OutputOptions output;

  private final Cli cli;

  ConvertCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() throws IOException {
    Outputs<Format> outputs = output.outputs();
    outputs.write(output.write(ReportFile.read(file), cli), cli);
    return ExitCode.DONE;
  }
}
