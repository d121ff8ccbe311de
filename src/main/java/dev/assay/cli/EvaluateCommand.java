package dev.assay.cli;

import dev.assay.aws.Account;
import dev.assay.evaluate.Evaluation;
import dev.assay.evaluate.Plan;
import dev.assay.report.Report;
import dev.assay.snapshot.Snapshot;
import dev.assay.spec.Attestation;
import dev.assay.spec.Waiver;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Scores a snapshot. */
@Command(
    name = "evaluate",
    aliases = "aws",
    description = "Scores a snapshot by a compliance spec.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0   done",
      "  1   --fail-on has tripped",
      "  2   wrong command line, spec, attestations or waivers",
      "  3   done, but a control is UNKNOWN (--allow-unknown makes it 0)",
      "  4   the snapshot must not be scored",
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
      names = {"-q", "--quiet"},
      description = "no warnings")
  private boolean quiet;

  private final Cli cli;

  EvaluateCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() throws Exception {
    gate.check();
    Outputs outputs = output.outputs(path);
    Plan plan = rules.plan();
    List<Attestation> attestations = decisions.attestations(path);
    List<Waiver> waivers = decisions.waivers(path);
    Snapshot snapshot = Snapshot.open(path, snapshots.opening(path));
    Account account = snapshot.account(rules.asOf());
    Evaluation evaluation = Evaluation.of(account, plan, attestations, waivers);
    Report report = Report.of(Cli.Version.text(), snapshot.info(account), evaluation);
    if (!quiet) {
      cli.print("warning", snapshot.integrity().warnings());
      cli.print("warning", report.warnings());
    }
    outputs.write(report, cli);
    return gate.exitCode(report);
  }
}
