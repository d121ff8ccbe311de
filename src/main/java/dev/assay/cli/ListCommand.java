package dev.assay.cli;

import dev.assay.InputException;
import dev.assay.check.Catalogue;
import dev.assay.check.Check;
import dev.assay.evaluate.Plan;
import dev.assay.spec.Spec;
import dev.assay.spec.SpecReader;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists what assay knows. */
@Command(
    name = "list",
    header = "Lists the specs, the checks, the formats, or the controls of a spec.",
    customSynopsis = "assay list specs|checks|controls|formats [--compliance NAME|@FILE]",
    description = {
      "  assay list specs",
      "  assay list controls --compliance awscis1.4",
      "  assay list checks --compliance @my-spec.yaml"
    },
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

  private enum What {
    specs,
    checks,
    controls,
    formats
  }

  @Parameters(
      paramLabel = "WHAT",
      description =
          "${COMPLETION-CANDIDATES}; with --compliance: that spec, the checks it uses, its controls")
  private What what;

  @Mixin private SpecOption spec;

  private final Cli cli;

  ListCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() throws Exception {
    Optional<Plan> plan = spec.plan();
    cli.write(
        switch (what) {
          case specs -> Listing.specs(specs(plan));
          case checks -> Listing.checks(checks(plan));
          case formats -> Listing.formats();
          case controls -> Listing.controls(plan.orElseThrow(ListCommand::noSpec));
        });
    return ExitCode.DONE;
  }

  private static List<Spec> specs(Optional<Plan> plan) {
    return plan.map(given -> List.of(given.spec()))
        .orElseGet(() -> SpecReader.builtIns().stream().map(SpecReader::read).toList());
  }

  private static List<Check> checks(Optional<Plan> plan) {
    Stream<Check> all = Catalogue.ALL.stream();
    return plan.map(given -> all.filter(check -> Listing.uses(given, check)).toList())
        .orElse(Catalogue.ALL);
  }

  private static InputException noSpec() {
    return InputException.usage(
        "",
        "`list controls` needs a spec",
        "pass --compliance with one of "
            + String.join(", ", SpecReader.builtIns())
            + ", or with `@path/to/spec.yaml`");
  }
}
