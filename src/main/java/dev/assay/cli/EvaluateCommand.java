package dev.assay.cli;

import dev.assay.InputException;
import dev.assay.diff.Expectation;
import dev.assay.report.Format;
import dev.assay.report.Report;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Scores a snapshot. */
@Command(
    name = "evaluate",
    aliases = "aws",
    header = "Scores a snapshot by a compliance spec.",
    customSynopsis = "assay evaluate SNAPSHOT --compliance NAME|@FILE [OPTION]...",
    description = {
      "  # one line a control",
      "  assay evaluate SNAPSHOT --compliance awscis1.2 --report summary",
      "",
      "  # every failure, with what was read where",
      "  assay evaluate SNAPSHOT --compliance cis-aws-1.1 --level 1",
      "",
      "  # several reports in one run; the last goes to standard output",
      "  assay evaluate SNAPSHOT --compliance awscis1.4 \\",
      "    --format native --output report.json --format table",
      "",
      "  # in CI: end with exit code 1 when a control fails",
      "  assay evaluate SNAPSHOT --compliance awscis1.2 --fail-on fail",
      "",
      "  # as Trivy is called",
      "  assay aws --compliance=awscis1.2 --report=summary --format=json SNAPSHOT"
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0   done",
      "  1   --fail-on has tripped, or --expect finds a difference",
      "  2   wrong command line, spec, attestations or waivers",
      "  3   done, but a control is UNKNOWN (--allow-unknown makes it 0)",
      "  4   the snapshot must not be scored",
      "  5   --expect: the account or the rules differ",
      "  70  a fault of assay",
      "  74  the report could not be written"
    })
final class EvaluateCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "SNAPSHOT",
      description = "directory, .zip, .tar.gz or .tar of a snapshot")
  private Path path;

  @Mixin private RuleOptions rules;
  @Mixin private DecisionOptions decisions;
  @Mixin private SnapshotOptions snapshots;
  @Mixin private OutputOptions output;
  @Mixin private GateOptions gate;

  @Option(
      names = "--expect",
      paramLabel = "REPORT",
      description =
          "print what differs from this native report, in place of a report; nothing is exit code"
              + " 0, anything 1")
  private Path expect;

  @Option(
      names = {"-q", "--quiet"},
      description = "no warnings, no progress")
  private boolean quiet;

  private final Cli cli;

  EvaluateCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() throws Exception {
    gate.check();
    Optional<Outputs<Format>> outputs = outputs();
    Optional<Report> expected = Optional.ofNullable(expect).map(ReportFile::read);
    Scoring scoring = new Scoring(cli, quiet, snapshots, decisions);
    Report report =
        scoring.report(path, rules.plan(), rules.asOf(), expect != null || output.showsPlaces());
    if (outputs.isPresent()) {
      scoring.at("writing the report");
      outputs.get().write(output.write(report, cli), cli);
    }
    if (expected.isPresent()) {
      String differences = Expectation.differences(expected.get(), report);
      cli.write(differences);
      return differences.isEmpty() ? ExitCode.DONE : ExitCode.GATE;
    }
    return gate.exitCode(report);
  }

  /** With an expectation, the report itself is of interest only where it is asked for. */
  private Optional<Outputs<Format>> outputs() {
    if (expect != null && !output.isGiven()) {
      return Optional.empty();
    }
    Outputs<Format> outputs = output.outputs(path);
    if (expect != null && outputs.isShown()) {
      throw InputException.usage(
          "",
          "with --expect, what differs goes to standard output, and so would the report",
          "give each --format an --output");
    }
    return Optional.of(outputs);
  }
}
