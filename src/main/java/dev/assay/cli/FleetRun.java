package dev.assay.cli;

import dev.assay.InputException;
import dev.assay.Problem;
import dev.assay.api.Evaluator;
import dev.assay.cli.Scoring.Judged;
import dev.assay.cli.Scoring.Rules;
import dev.assay.fleet.Fleet;
import dev.assay.fleet.Row;
import dev.assay.fleet.Row.Reason;
import dev.assay.fleet.Row.Rejected;
import dev.assay.report.Report;
import dev.assay.snapshot.Snapshots.Found;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Scores many snapshots, some at once, each by itself, and keeps a row of each. What breaks one
 * stops no other; only a report that cannot be written stops them all, for the next could not be
 * written either.
 */
final class FleetRun {

  /** Of snapshots that were not scored, and of warnings: the roll-up has all of the former. */
  private static final int MOST_TOLD = 20;

  private final Scoring scoring;
  private final Rules rules;
  private final Optional<ReportFolder> reports;
  private final FleetWarnings warnings = new FleetWarnings();
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicInteger rejected = new AtomicInteger();

  FleetRun(Scoring scoring, Rules rules, Optional<ReportFolder> reports) {
    this.scoring = scoring;
    this.rules = rules;
    this.reports = reports;
  }

  /**
   * Scores all snapshots and rolls them up.
   *
   * @param jobs how many to score at once
   * @throws IOException when a report cannot be written
   */
  Fleet fleet(Targets targets, int jobs) throws IOException {
    List<Row> rows = rows(targets.found(), jobs);
    scoring.at("rolling up");
    Fleet.Rules judgedBy = Fleet.Rules.of(Evaluator.version(), rules.plan());
    return Fleet.of(judgedBy, rules.asOf(), rows, targets.leftOut());
  }

  private List<Row> rows(List<Found> snapshots, int jobs) throws IOException {
    Row[] rows = new Row[snapshots.size()];
    AtomicInteger next = new AtomicInteger();
    Callable<Void> worker =
        () -> {
          try {
            for (int at; (at = next.getAndIncrement()) < rows.length; ) {
              rows[at] = row(snapshots.get(at), rows.length);
            }
          } finally {
            next.set(rows.length); // if this one could not go on, neither need the others
          }
          return null;
        };
    ExecutorService pool = Executors.newFixedThreadPool(jobs);
    try {
      for (Future<Void> ended : pool.invokeAll(Collections.nCopies(jobs, worker))) {
        ended.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException fault) {
        throw fault;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a run", e);
    } finally {
      pool.shutdown();
    }
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] == null) { // too large beside others; alone there is room, or there is none
        rows[i] = alone(snapshots.get(i), rows.length);
      }
    }
    return List.of(rows);
  }

  /** A snapshot's row; null when there is no memory for it now. */
  private Row row(Found found, int all) throws IOException {
    try {
      Row row = score(found);
      done(row, all);
      return row;
    } catch (OutOfMemoryError e) {
      return null;
    }
  }

  private Row alone(Found found, int all) throws IOException {
    Row row = row(found, all);
    return row != null ? row : rejected(found, Reason.REJECTED, List.of(Cli.NO_MEMORY));
  }

  private void done(Row row, int all) {
    if (scoring.quiet()) {
      return;
    }
    int refused = row instanceof Rejected ? rejected.incrementAndGet() : rejected.get();
    String beside = refused == 0 ? "" : String.format(Locale.ROOT, ", %,d not scored", refused);
    scoring.at(
        String.format(
            Locale.ROOT, "scoring snapshots, %,d of %,d%s", done.incrementAndGet(), all, beside));
  }

  private Row score(Found found) throws IOException {
    if (found.fault().isPresent()) {
      return rejected(found, found.fault().get());
    }
    String name = found.path().toString();
    Judged judged;
    Optional<Report> report = Optional.empty();
    try {
      judged = rules.judge(found.path(), step -> {});
      if (reports.isPresent()) {
        report = Optional.of(judged.judgement().report());
      }
    } catch (InputException e) {
      return rejected(found, e);
    } catch (RuntimeException | StackOverflowError e) {
      return rejected(found, Reason.FAULT, List.of(Cli.fault(e)));
    }
    if (!scoring.quiet()) {
      warnings.add(name, judged);
    }
    List<String> files = report.isPresent() ? reports.get().write(report.get()) : List.of();
    return Row.of(name, judged.judgement().snapshot(), judged.judgement().evaluation(), files);
  }

  private static Row rejected(Found found, InputException e) {
    boolean usage = e.kind() == InputException.Kind.USAGE;
    return rejected(found, usage ? Reason.USAGE : Reason.REJECTED, e.problems());
  }

  private static Row rejected(Found found, Reason reason, List<Problem> problems) {
    return Rejected.of(found.path().toString(), reason, problems);
  }

  /** Tells what the user should know, and what was not scored. */
  void tell(Fleet fleet) {
    if (!scoring.quiet()) {
      tell("warning", warnings.all(rules), "warnings");
    }
    List<Problem> errors = new ArrayList<>();
    for (Rejected row : fleet.rejected()) {
      Problem first = row.problems().get(0);
      int more = row.problems().size() - 1 + row.more();
      String where = first.where().isEmpty() ? row.name() : row.name() + ": " + first.where();
      String also = more == 0 ? "" : " (and " + more + " more)";
      errors.add(new Problem(where, first.what() + also, first.help()));
    }
    tell("error", errors, "snapshots not scored");
  }

  private void tell(String kind, List<Problem> all, String what) {
    scoring.cli().print(kind, all.subList(0, Math.min(MOST_TOLD, all.size())));
    int more = all.size() - MOST_TOLD;
    if (more > 0) {
      String help = kind.equals("error") ? "the roll-up says why" : "";
      scoring
          .cli()
          .print(kind, List.of(new Problem("", "there are " + more + " more " + what, help)));
    }
  }
}
