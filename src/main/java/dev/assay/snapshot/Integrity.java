package dev.assay.snapshot;

import dev.assay.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a snapshot's being what was collected. A changed file is not among it: it makes
 * the snapshot rejected.
 *
 * @param isListed whether there is a {@code SHA256SUMS}, so that anything is known
 * @param missing listed, but not there
 * @param unreadable listed and there, but the system does not let it be read
 * @param unlisted there, but not listed, and so not read
 * @param signing empty when there is no signature and nobody asked for one
 * @param strays answers that were collected before or after the run that the snapshot says it is of
 * @param contradictions places that cannot both be true; what depends on them counts as missing
 * @param staleReport when the credential report was made, if that is more than four hours before
 *     the run: AWS would have made a new one
 */
public record Integrity(
    boolean isListed,
    List<String> missing,
    List<String> unreadable,
    List<String> unlisted,
    Optional<Signing> signing,
    List<String> strays,
    List<Problem> contradictions,
    Optional<Instant> staleReport) {

  public Integrity {
    missing = List.copyOf(missing);
    unreadable = List.copyOf(unreadable);
    unlisted = List.copyOf(unlisted);
    strays = List.copyOf(strays);
    contradictions = List.copyOf(contradictions);
  }

  /** All of it on one line, for reports. */
  public String line() {
    List<String> parts = new ArrayList<>();
    parts.add(
        isListed ? "verified against " + Sums.FILE : "not verifiable, there is no " + Sums.FILE);
    counted(parts, missing, "listed but missing");
    counted(parts, unreadable, "listed but not readable");
    counted(parts, unlisted, "not listed and not read");
    counted(parts, strays, "collected outside of the run and not read");
    counted(parts, contradictions, contradictions.size() == 1 ? "contradiction" : "contradictions");
    staleReport.ifPresent(at -> parts.add("credential report stale, of " + at));
    signing.ifPresent(by -> parts.add(by.line()));
    return String.join(", ", parts);
  }

  private static void counted(List<String> parts, List<?> found, String what) {
    if (!found.isEmpty()) {
      parts.add(found.size() + " " + what);
    }
  }

  /** What somebody should look into, though the snapshot may be scored. */
  public List<Problem> warnings() {
    List<Problem> warnings = new ArrayList<>();
    signing.filter(by -> !by.isTrusted()).map(Signing::problem).ifPresent(warnings::add);
    if (!strays.isEmpty()) {
      warnings.add(
          new Problem(
              CallLog.FILE,
              "has "
                  + strays.size()
                  + " calls from outside of the snapshot's run, the first `"
                  + strays.get(0)
                  + "`",
              "do not mix the files of two runs; collect again"));
    }
    warnings.addAll(contradictions);
    staleReport.ifPresent(
        at ->
            warnings.add(
                new Problem(
                    "credential report",
                    "was made at " + at + ", more than four hours before the run",
                    "collect again; AWS then makes a new one")));
    return warnings;
  }

  /** Whether all that was collected is there and fits together. */
  public boolean isWhole() {
    return missing.isEmpty()
        && unreadable.isEmpty()
        && strays.isEmpty()
        && contradictions.isEmpty();
  }
}
