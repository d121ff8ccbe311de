package dev.assay.cli;

import dev.assay.InputException;
import dev.assay.spec.Attestation;
import dev.assay.spec.AttestationReader;
import dev.assay.spec.Waiver;
import dev.assay.spec.WaiverReader;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** What persons have decided. */
final class DecisionOptions {

  @Option(
      names = "--attestations",
      paramLabel = "FILE",
      description = "persons' answers to what is MANUAL; never inside the snapshot")
  private Path attestations;

  @Option(
      names = "--waivers",
      paramLabel = "FILE",
      description = "failures whose risk persons have accepted; never inside the snapshot")
  private Path waivers;

  /** Whether any are given. */
  boolean isGiven() {
    return attestations != null || waivers != null;
  }

  /** The attestations; none when no file is named. */
  List<Attestation> attestations(List<Path> snapshots) {
    return read(snapshots, attestations, "attestations", AttestationReader::read);
  }

  /** The waivers; none when no file is named. */
  List<Waiver> waivers(List<Path> snapshots) {
    return read(snapshots, waivers, "waivers", WaiverReader::read);
  }

  private static <T> List<T> read(
      List<Path> snapshots, Path file, String what, Function<Path, List<T>> reader) {
    if (file == null) {
      return List.of();
    }
    if (Places.isInside(snapshots, file)) {
      throw InputException.usage(
          "",
          "`" + file + "` is inside the snapshot",
          "keep " + what + " beside the snapshot, which must stay as it was handed over");
    }
    return reader.apply(file);
  }
}
