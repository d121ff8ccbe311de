package dev.assay.cli;

import dev.assay.InputException;
import dev.assay.aws.Account;
import dev.assay.diff.Expectation;
import dev.assay.evaluate.Evaluation;
import dev.assay.evaluate.Plan;
import dev.assay.report.Format;
import dev.assay.report.Report;
import dev.assay.snapshot.Snapshot;
import dev.assay.spec.Attestation;
import dev.assay.spec.Waiver;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
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

  @Parameters(paramLabel = "SNAPSHOT", description = "directory of a snapshot")
  private Path path;

  @Mixin private RuleOptions rules;
  @Mixin private DecisionOptions decisions;
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
    Report report = report(path, rules.plan(), rules.asOf(), decisions, this::at);
    if (!quiet) {
      cli.print("warning", report.warnings());
    }
    if (outputs.isPresent()) {
      at("writing the report");
      outputs.get().write(output.write(report, cli), cli);
    }
    if (expected.isPresent()) {
      String differences = Expectation.differences(expected.get(), report);
      cli.write(differences);
      return differences.isEmpty() ? ExitCode.DONE : ExitCode.GATE;
    }
    return gate.exitCode(report);
  }

  private void at(String step) {
    if (!quiet) {
      cli.progress().at(step);
    }
  }

  /**
   * What a plan says of a snapshot.
   *
   * @param step is told what is done next
   */
  static Report report(
      Path path,
      Plan plan,
      Optional<Instant> asOf,
      DecisionOptions decisions,
      Consumer<String> step) {
    List<Attestation> attestations = decisions.attestations(path);
    List<Waiver> waivers = decisions.waivers(path);
    step.accept("reading the snapshot");
    Snapshot snapshot = Snapshot.open(path);
    Account account = snapshot.account(asOf);
    step.accept("judging");
    Evaluation evaluation = Evaluation.of(account, plan, attestations, waivers);
    return Report.of(Cli.Version.text(), snapshot.info(account), evaluation, snapshot::located);
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
