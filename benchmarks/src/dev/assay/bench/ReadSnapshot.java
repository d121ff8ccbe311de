package dev.assay.bench;

import dev.assay.aws.Account;
import dev.assay.aws.Call;
import dev.assay.evaluate.Evaluation;
import dev.assay.evaluate.Plan;
import dev.assay.report.Report;
import dev.assay.snapshot.Snapshot;
import dev.assay.spec.SpecReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

/**
 * How long it takes to open, hash and read the snapshot of a large account, and to read and judge
 * it; beside it, how long to hash and walk over the same bytes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx1g"})
@Warmup(iterations = 2)
@Measurement(iterations = 5)
public class ReadSnapshot {

  /** What the account has many of. */
  public enum Large {
    /** 10,000 users. */
    CREDENTIAL_REPORT(
        new LargeSnapshot(10_000, 1, 1, 1),
        LargeSnapshot.REPORT,
        List.of(),
        Call.GET_CREDENTIAL_REPORT,
        "awscis1.2"),

    /** 5,000 users, 5,000 roles and 1,500 policies. */
    AUTHORIZATION_DETAILS(
        LargeSnapshot.OF_200_MB,
        LargeSnapshot.DETAILS,
        List.of(),
        Call.GET_ACCOUNT_AUTHORIZATION_DETAILS,
        "awscis1.4"),

    /** 20,000 groups with 200,000 rules. */
    SECURITY_GROUPS(
        new LargeSnapshot(1, 1, 20_000, 200_000),
        LargeSnapshot.SECURITY_GROUPS,
        List.of(LargeSnapshot.REGIONS),
        Call.DESCRIBE_SECURITY_GROUPS,
        "awscis1.2");

    private final LargeSnapshot account;
    private final String file;
    private final List<String> besides;
    private final Call call;
    private final String spec;

    Large(LargeSnapshot account, String file, List<String> besides, Call call, String spec) {
      this.account = account;
      this.file = file;
      this.besides = besides;
      this.call = call;
      this.spec = spec;
    }
  }

  @Param private Large large;

  private Path directory;
  private Plan plan;

  /** Writes the files, if no run before this one has. */
  @Setup
  public void write() throws IOException {
    directory = Path.of("target/bench/large", large.name());
    plan = Plan.of(SpecReader.read(large.spec), 0, true);
    if (!Files.exists(directory)) {
      large.account.writeByHand(directory, large.file, large.besides);
    }
    if (read().calls().values().stream().filter(call -> !call.isLost()).count() == 0) {
      throw new IllegalStateException("nothing could be read");
    }
  }

  /** Open, hash, read. */
  @Benchmark
  public Account read() {
    return Snapshot.open(directory).account(Optional.empty(), Set.of(large.call));
  }

  /** Open, hash, read what a whole spec needs, judge, make the report. */
  @Benchmark
  public Report evaluate() {
    Snapshot snapshot = Snapshot.open(directory);
    Account account = snapshot.account(Optional.empty(), plan.calls());
    Evaluation evaluation = Evaluation.of(account, plan, List.of(), List.of());
    return Report.of("benchmark", snapshot.info(account), evaluation, places -> Map.of());
  }

  /** The yardstick: hash and, if it is JSON, walk over the tokens. */
  @Benchmark
  public String yardstick() throws IOException {
    try (InputStream in = Files.newInputStream(directory.resolve(large.file))) {
      return large.file.endsWith(".json") ? TokenScan.both(in) : TokenScan.hash(in);
    }
  }
}
