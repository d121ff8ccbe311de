package dev.assay.cli;

import dev.assay.InputException;
import dev.assay.spec.Attestation;
import dev.assay.spec.AttestationReader;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** What persons have decided. */
final class DecisionOptions {

  @Option(
      names = "--attestations",
      paramLabel = "FILE",
      description = "persons' answers to what is MANUAL; never inside the snapshot")
  private Path attestations;

  /** The attestations; none when no file is named. */
  List<Attestation> attestations(Path snapshot) {
    if (attestations == null) {
      return List.of();
    }
    if (Places.isInside(snapshot, attestations)) {
      throw InputException.usage(
          "",
          "`" + attestations + "` is inside the snapshot",
          "keep attestations beside the snapshot, which must stay as it was handed over");
    }
    return AttestationReader.read(attestations);
  }
}
