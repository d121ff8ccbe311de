package dev.assay.fleet;

import dev.assay.Problem;
import dev.assay.api.Evaluator;
import dev.assay.api.Evaluator.Judgement;
import dev.assay.evaluate.Plan;
import dev.assay.fleet.Row.Reason;
import dev.assay.fleet.Row.Rejected;
import dev.assay.fleet.Row.Scored;
import dev.assay.report.NativeReport;
import dev.assay.report.Report;
import dev.assay.snapshot.Snapshot;
import dev.assay.spec.SpecReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Roll-ups of the samples, and their stored reports. */
final class Fleets {

  private static final String SPEC = "cis-aws-1.1";

  static final Fleet.Rules RULES = Fleet.Rules.of("1.0", Plan.of(SpecReader.read(SPEC), 0, false));

  private static final Evaluator EVALUATOR = Evaluator.by(SPEC);
  private static final Map<String, Scored> ROWS = new ConcurrentHashMap<>();

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
    return ROWS.computeIfAbsent(sample, Fleets::evaluated);
  }

  private static Scored evaluated(String sample) {
    Judgement judgement = EVALUATOR.judge(Snapshot.open(Path.of("samples", sample)));
    return Row.of("org/" + sample, judgement.snapshot(), judgement.evaluation(), List.of());
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
