package dev.assay.cli;

import dev.assay.InputException;
import dev.assay.evaluate.Plan;
import dev.assay.spec.SpecReader;
import picocli.CommandLine.Option;

/** How a spec is bound to checks. */
final class BindingOptions {

  @Option(
      names = "--level",
      paramLabel = "1|2",
      description = "only controls up to this level; 2 includes 1")
  private int level;

  @Option(
      names = "--strict-spec",
      description = "a check that this version does not know is an error, not UNKNOWN")
  private boolean strict;

  /** A spec by its name or file, bound to checks. */
  Plan plan(String compliance) {
    if (level < 0 || level > 2) {
      throw InputException.usage("", "--level is " + level, "write 1 or 2");
    }
    return Plan.of(SpecReader.read(compliance), level, strict);
  }
}
