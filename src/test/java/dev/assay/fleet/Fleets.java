package dev.assay.fleet;

import dev.assay.Problem;
import dev.assay.evaluate.Plan;
import dev.assay.fleet.Row.Reason;
import dev.assay.fleet.Row.Rejected;
import dev.assay.fleet.Row.Scored;
import dev.assay.report.NativeReport;
import dev.assay.report.Report;
import dev.assay.spec.SpecReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Roll-ups of the samples' stored reports. */
final class Fleets {

  private static final String SPEC = "cis-aws-1.1";

  static final Fleet.Rules RULES = Fleet.Rules.of("1.0", Plan.of(SpecReader.read(SPEC), 0, false));

  static final Rejected CHANGED =
      Rejected.of(
          "org/changed",
          Reason.REJECTED,
          List.of(
              new Problem("calls.tsv", "was changed after it was collected", "get it again"),
              new Problem("global/a.json", "was changed after it was collected", "get it again")));

  private Fleets() {}

  static Report report(String sample) {
    Path file = Path.of("samples/expected", sample, SPEC + ".native.json");
    try {
      return NativeReport.read(file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Scored row(String sample) {
    return Row.of("org/" + sample, report(sample), List.of());
  }

  /** All samples, and one that was not scored. */
  static List<Row> rows() {
    Stream<Row> scored =
        Stream.of("quiet", "messy", "partial", "seed-table", "quarter-1", "quarter-2")
            .map(Fleets::row);
    return Stream.concat(scored, Stream.of(CHANGED)).toList();
  }

  static Fleet of(List<? extends Row> rows) {
    return Fleet.of(RULES, Optional.empty(), rows, List.of("org/notes.txt"));
  }
}
