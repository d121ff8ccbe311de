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
      "  1   --fail-on has tripped",
      "  2   wrong command line, spec, attestations or waivers",
      "  3   done, but a control is UNKNOWN (--allow-unknown makes it 0)",
      "  4   the snapshot must not be scored",
      "  70  a fault of assay",
      "  74  the report could not be written"
    })
final class EvaluateCommand implements Callable<Integer> {

  @Parameters(paramLabel = "SNAPSHOT", description = "directory of a snapshot")
  private Path path;

  @Mixin private RuleOptions rules;
  @Mixin private DecisionOptions decisions;
  @Mixin private OutputOptions output;
  @Mixin private GateOptions gate;

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
    Outputs outputs = output.outputs(path);
    Plan plan = rules.plan();
    List<Attestation> attestations = decisions.attestations(path);
    List<Waiver> waivers = decisions.waivers(path);
    at("reading the snapshot");
    Snapshot snapshot = Snapshot.open(path);
    Account account = snapshot.account(rules.asOf());
    at("judging");
    Evaluation evaluation = Evaluation.of(account, plan, attestations, waivers);
    Report report =
        Report.of(Cli.Version.text(), snapshot.info(account), evaluation, snapshot::located);
    if (!quiet) {
      cli.print("warning", report.warnings());
    }
    at("writing the report");
    outputs.write(report, cli);
    return gate.exitCode(report);
  }

  private void at(String step) {
    if (!quiet) {
      cli.progress().at(step);
    }
  }
}
