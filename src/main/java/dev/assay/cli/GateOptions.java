package dev.assay.cli;

import dev.assay.InputException;
import dev.assay.evaluate.ControlStatus;
import java.util.List;
import java.util.function.Predicate;
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

  /**
   * How the run ends.
   *
   * @param any whether any control has a status
   */
  int exitCode(Predicate<ControlStatus> any) {
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
