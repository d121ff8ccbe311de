package dev.assay.bench;

import dev.assay.aws.Account;
import dev.assay.evaluate.Evaluation;
import dev.assay.evaluate.Plan;
import dev.assay.report.Format;
import dev.assay.report.Report;
import dev.assay.snapshot.Snapshot;
import dev.assay.spec.SpecReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long each format takes to write the whole report of an account of 1,000 users. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx1g"})
@Warmup(iterations = 3)
@Measurement(iterations = 5)
public class Writers {

  @Param private Format format;

  private Report report;
  private byte[] json;

  /** Makes the report, and the account if no run before this one has. */
  @Setup
  public void report() throws IOException, InterruptedException {
    Path directory = Path.of("target/bench/large/WRITERS");
    if (!Files.exists(directory)) {
      new LargeSnapshot(1_000, 100, 1_000, 5_000).write(directory);
    }
    Snapshot snapshot = Snapshot.open(directory);
    Plan plan = Plan.of(SpecReader.read("cis-aws-1.1"), 0, true);
    Account account = snapshot.account(Optional.empty(), plan.calls());
    Evaluation evaluation = Evaluation.of(account, plan, List.of(), List.of());
    report = Report.of("benchmark", snapshot.info(account), evaluation, snapshot::located);
    json = Format.NATIVE.write(report, Format.Detail.ALL).getBytes(StandardCharsets.UTF_8);
  }

  /** The format's text. */
  @Benchmark
  public String write() {
    return format.write(report, Format.Detail.ALL);
  }

  /** The yardstick: to walk over the tokens of the native report, and hash it. */
  @Benchmark
  public String yardstick() {
    return TokenScan.both(new ByteArrayInputStream(json));
  }
}
