package dev.assay.cli;

import dev.assay.InputException;
import dev.assay.evaluate.Plan;
import dev.assay.spec.SpecReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
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

  @Option(
      names = "--level",
      paramLabel = "1|2",
      description = "only controls up to this level; 2 includes 1")
  private int level;

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      description =
          "2026-01-31T12:00:00Z, for example; measure ages to it; default: the snapshot's own time")
  private String asOf;

  @Option(
      names = "--strict-spec",
      description = "a check that this version does not know is an error, not UNKNOWN")
  private boolean strict;

  /** The spec, bound to checks. */
  Plan plan() {
    if (level < 0 || level > 2) {
      throw InputException.usage("", "--level is " + level, "write 1 or 2");
    }
    return Plan.of(SpecReader.read(compliance), level, strict);
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
