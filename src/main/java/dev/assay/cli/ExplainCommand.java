package dev.assay.cli;

import dev.assay.InputException;
import dev.assay.Nearest;
import dev.assay.check.Catalogue;
import dev.assay.check.Check;
import dev.assay.evaluate.Plan;
import dev.assay.evaluate.Plan.Bound;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tells what a control or a check is about. */
@Command(
    name = "explain",
    header = "Tells what a control or a check reads, how it judges, and what cures a failure.",
    customSynopsis = "assay explain CONTROL|CHECK [--compliance NAME|@FILE]",
    description = {
      "  # a control of a spec",
      "  assay explain 2.3 --compliance cis-aws-1.1",
      "",
      "  # a check, by its id or an alias",
      "  assay explain iam-root-mfa",
      "  assay explain AVD-AWS-0142"
    },
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

  /** For completion; the aliases are left out. */
  private static final class CheckIds implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Catalogue.ALL.stream().map(Check::id).iterator();
    }
  }

  @Parameters(
      paramLabel = "CONTROL|CHECK",
      completionCandidates = CheckIds.class,
      description = "a control of the spec, a check, or a check's alias")
  private String name;

  @Mixin private SpecOption spec;

  private final Cli cli;

  ExplainCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() throws Exception {
    Optional<Plan> plan = spec.plan();
    List<Bound> controls = plan.map(this::named).orElse(List.of());
    cli.write(
        controls.isEmpty()
            ? Explanation.check(name, Catalogue.find(name).orElseThrow(() -> unknown(plan)), plan)
            : controls.stream()
                .map(control -> Explanation.control(plan.get().spec(), control))
                .collect(Collectors.joining("\n")));
    return ExitCode.DONE;
  }

  /** Every control of this id: a spec may have several. */
  private List<Bound> named(Plan plan) {
    return plan.controls().stream().filter(bound -> bound.control().id().equals(name)).toList();
  }

  private InputException unknown(Optional<Plan> plan) {
    if (plan.isEmpty()) {
      return InputException.usage(
          "",
          "there is no check `" + name + "`",
          Nearest.help(
              name,
              Catalogue.names(),
              "`assay list checks` has them all; for a control, name its spec with --compliance"));
    }
    String source = plan.get().spec().source();
    Stream<String> controls = plan.get().controls().stream().map(bound -> bound.control().id());
    return InputException.usage(
        "",
        "`" + name + "` is no control of `" + source + "`, and no check",
        Nearest.help(
            name,
            Stream.concat(controls, Catalogue.names().stream()).toList(),
            "`assay list controls` and `assay list checks` have them all"));
  }
}
