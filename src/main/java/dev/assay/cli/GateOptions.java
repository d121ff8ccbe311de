package dev.assay.cli;

import dev.assay.InputException;
import dev.assay.evaluate.ControlStatus;
import dev.assay.fleet.Fleet;
import dev.assay.fleet.Row.Reason;
import dev.assay.fleet.Row.Rejected;
import dev.assay.report.Report;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which results make the run end with another exit code than 0. */
final class GateOptions {

  private enum Trip {
    fail(ControlStatus.FAIL),
    unknown(ControlStatus.UNKNOWN),
    manual(ControlStatus.MANUAL),
    waived(ControlStatus.WAIVED);

    private final ControlStatus status;

    Trip(ControlStatus status) {
      this.status = status;
    }
  }

  /** Shells keep the codes above for themselves. */
  private static final int LARGEST_CODE = 125;

  @Option(
      names = "--fail-on",
      split = ",",
      paramLabel = "STATUS",
      hideParamSyntax = true,
      description =
          "${COMPLETION-CANDIDATES}; end with exit code 1 when a control has one of these; comma"
              + " separated")
  private List<Trip> failOn = List.of();

  @Option(
      names = "--exit-code",
      paramLabel = "N",
      description = "the code of --fail-on in place of 1; alone, --fail-on fail")
  private Integer exitCode;

  @Option(names = "--allow-unknown", description = "UNKNOWN controls do not make the exit code 3")
  private boolean allowUnknown;

  /** Refuses a code that a process cannot end with: 256 would read as success. */
  void check() {
    if (exitCode != null && (exitCode < 0 || exitCode > LARGEST_CODE)) {
      throw InputException.usage(
          "", "--exit-code is " + exitCode, "write a number from 0 to " + LARGEST_CODE);
    }
  }

  /** How a run ends that came to this report. */
  int exitCode(Report report) {
    return exitCode(status -> !report.with(status).isEmpty());
  }

  /**
   * How a run ends that came to this roll-up; a snapshot that was not scored goes before a gate.
   */
  int exitCode(Fleet fleet) {
    Set<Reason> reasons =
        fleet.rejected().stream().map(Rejected::reason).collect(Collectors.toSet());
    if (reasons.contains(Reason.FAULT)) {
      return ExitCode.BUG;
    }
    if (reasons.contains(Reason.USAGE)) {
      return ExitCode.USAGE;
    }
    return reasons.isEmpty() ? exitCode(fleet::has) : ExitCode.REJECTED;
  }

  private int exitCode(Predicate<ControlStatus> any) {
    List<Trip> trips = failOn.isEmpty() && exitCode != null ? List.of(Trip.fail) : failOn;
    boolean tripped = trips.stream().anyMatch(trip -> any.test(trip.status));
    int gate = exitCode == null ? ExitCode.GATE : exitCode;
    if (tripped && gate != ExitCode.DONE) {
      return gate;
    }
    boolean unknown = any.test(ControlStatus.UNKNOWN);
    return unknown && !allowUnknown ? ExitCode.UNKNOWN : ExitCode.DONE;
  }
}
