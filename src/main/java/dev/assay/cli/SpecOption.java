package dev.assay.cli;

import dev.assay.evaluate.Plan;
import dev.assay.spec.SpecReader;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which spec to tell of. */
final class SpecOption {

  @Option(
      names = "--compliance",
      paramLabel = "NAME|@FILE",
      completionCandidates = SpecNames.class,
      description = "built-in spec, see `list specs`, or a file behind an @")
  private String compliance;

  /** How the spec was named, if it was. */
  Optional<String> name() {
    return Optional.ofNullable(compliance);
  }

  /** The spec, bound to checks, if one was named. */
  Optional<Plan> plan() {
    return name().map(name -> Plan.of(SpecReader.read(name), 0, false));
  }
}
