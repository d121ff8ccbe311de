package dev.assay.cli;

import dev.assay.InputException;
import dev.assay.check.Catalogue;
import dev.assay.evaluate.Plan;
import dev.assay.evaluate.Plan.Bound;
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
    description = "Tells what a control or a check reads, how it judges, and what cures a failure.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "CONTROL|CHECK",
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
          "the nearest is `"
              + Catalogue.nearest(name)
              + "`; for a control, name its spec with --compliance");
    }
    Stream<String> controls = plan.get().controls().stream().map(bound -> bound.control().id());
    return InputException.usage(
        "",
        "`" + name + "` is no control of `" + plan.get().spec().source() + "`, and no check",
        "the nearest is `"
            + Catalogue.nearest(name, Stream.concat(controls, Catalogue.names().stream()).toList())
            + "`");
  }
}
