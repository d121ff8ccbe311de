package dev.assay.cli;

import dev.assay.InputException;
import dev.assay.diff.Expectation;
import dev.assay.fleet.Fleet;
import dev.assay.fleet.FleetFormat;
import dev.assay.report.Format;
import dev.assay.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Scores a snapshot, or many and rolls them up. */
@Command(
    name = "evaluate",
    aliases = "aws",
    header = "Scores snapshots by a compliance spec.",
    customSynopsis = "assay evaluate SNAPSHOT... --compliance NAME|@FILE [OPTION]...",
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
      "  # many accounts: a roll-up of a directory of snapshots, and a page on each account",
      "  assay evaluate DIR --compliance cis-aws-1.1 --format html --output fleet.html \\",
      "    --output-dir reports --report-format html",
      "",
      "  # as Trivy is called",
      "  assay aws --compliance=awscis1.2 --report=summary --format=json SNAPSHOT"
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0   done",
      "  1   --fail-on has tripped, or --expect finds a difference",
      "  2   wrong command line, spec, attestations or waivers; or a snapshot is none",
      "  3   done, but a control is UNKNOWN (--allow-unknown makes it 0)",
      "  4   a snapshot must not be scored; the others of a fleet are",
      "  5   --expect: the account or the rules differ",
      "  70  a fault of assay",
      "  74  the report could not be written"
    })
final class EvaluateCommand implements Callable<Integer> {

  @Parameters(
      arity = "1..*",
      paramLabel = "SNAPSHOT",
      hideParamSyntax = true,
      description =
          "directory, .zip, .tar.gz or .tar of a snapshot; several, or a directory of snapshots,"
              + " are rolled up")
  private List<Path> paths;

  @Mixin private RuleOptions rules;
  @Mixin private DecisionOptions decisions;
  @Mixin private SnapshotOptions snapshots;
  @Mixin private OutputOptions output;
  @Mixin private GateOptions gate;
  @Mixin private FleetOptions fleet;

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
    fleet.check();
    Targets targets = Targets.of(paths);
    Scoring scoring = new Scoring(cli, quiet, snapshots, decisions);
    return targets.areMany() || fleet.isAsked()
        ? many(targets, scoring)
        : one(paths.get(0), scoring);
  }

  private int one(Path path, Scoring scoring) throws IOException {
    Optional<Outputs<Format>> outputs = outputs(path);
    Optional<Report> expected = Optional.ofNullable(expect).map(ReportFile::read);
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

  private int many(Targets targets, Scoring scoring) throws IOException {
    refuseExpectation();
    targets.check();
    Outputs<FleetFormat> outputs = output.rollUps(targets.paths());
    Optional<ReportFolder> folder = fleet.folder(output, targets.paths());
    Scoring.Rules by = scoring.rules(targets.paths(), rules, folder);
    FleetRun run = new FleetRun(scoring, by, folder);
    Fleet rolledUp = run.fleet(targets, fleet.jobs());
    outputs.write(output.write(rolledUp, cli), cli);
    run.tell(rolledUp);
    return gate.exitCode(rolledUp);
  }

  private void refuseExpectation() {
    if (expect != null) {
      throw InputException.usage(
          "",
          "--expect is for one snapshot, and there are several",
          "run it once for each, with the report that was stored for it");
    }
  }

  /** With an expectation, the report itself is of interest only where it is asked for. */
  private Optional<Outputs<Format>> outputs(Path path) {
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
