package dev.assay.diff;

import dev.assay.aws.Resource;
import dev.assay.check.Reading;
import dev.assay.check.Status;
import dev.assay.report.Report.Cause;
import dev.assay.report.Report.Finding;
import java.util.List;
import java.util.Optional;

/**
 * What became of one finding.
 *
 * @param control its number in {@link Diff#controls}
 * @param check as the report names it; empty for what a person has to say of the control itself
 * @param region empty for what belongs to no region
 * @param resource as in head, else as in base
 * @param before empty when base has no such finding
 * @param after empty when head has no such finding
 * @param evidence what differs, key by key; where nothing does, what decides
 */
public record Change(
    Category category,
    Origin origin,
    int control,
    String check,
    String region,
    Resource resource,
    Optional<Finding> before,
    Optional<Finding> after,
    List<Evidence> evidence) {

  public Change {
    evidence = List.copyOf(evidence);
  }

  /**
   * One thing that was looked at.
   *
   * @param key which rule, key slot, field, port or policy
   * @param before empty when base did not look at it
   * @param after empty when head did not look at it
   */
  public record Evidence(String key, Optional<Cause> before, Optional<Cause> after) {}

  /** What a finding counts as: its status, and whether that is waived; absent without one. */
  static String word(Optional<Finding> finding) {
    return finding.map(Change::word).orElse("absent");
  }

  static String word(Finding finding) {
    return word(finding.status(), finding.isWaived());
  }

  static String word(Status status, boolean waived) {
    return status.name() + (waived ? "_WAIVED" : "");
  }

  /** Whether it counts as a failure or as UNKNOWN in head. */
  boolean isWaivedNow() {
    return after.filter(Finding::isWaived).isPresent();
  }

  /** What a cause rests on; the values alone, since files and lines move. */
  static List<String> values(Cause cause) {
    return cause.evidence().stream().map(Reading::value).sorted().toList();
  }

  /** Whether two causes say the same for the same values. */
  static boolean same(Cause one, Cause other) {
    return one.status() == other.status()
        && one.witness().equals(other.witness())
        && values(one).equals(values(other));
  }
}
