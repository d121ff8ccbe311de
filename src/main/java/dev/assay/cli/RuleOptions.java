package dev.assay.cli;

import dev.assay.InputException;
import dev.assay.evaluate.Plan;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What to judge by. */
final class RuleOptions {

  @Option(
      names = "--compliance",
      required = true,
      paramLabel = "NAME|@FILE",
      completionCandidates = SpecNames.class,
      description = "built-in spec (${COMPLETION-CANDIDATES}), or a file behind an @")
  private String compliance;

  @Mixin private BindingOptions binding;

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      description =
          "2026-01-31T12:00:00Z, for example; measure ages to it; default: the snapshot's own time")
  private String asOf;

  /** The spec, bound to checks. */
  Plan plan() {
    return binding.plan(compliance);
  }

  /** The time that ages are measured to, if it was given. */
  Optional<Instant> asOf() {
    if (asOf == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(asOf).toInstant());
    } catch (DateTimeException e) {
      throw InputException.usage(
          "",
          "--as-of is `" + asOf + "`",
          "write a time with its offset, like 2026-01-31T12:00:00Z");
    }
  }
}
