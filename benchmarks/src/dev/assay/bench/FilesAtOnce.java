package dev.assay.bench;

import dev.assay.aws.Account;
import dev.assay.aws.Call;
import dev.assay.snapshot.Limits;
import dev.assay.snapshot.Opening;
import dev.assay.snapshot.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
 * How long it takes to open, hash and read four large regions, some of them at once: 20,000
 * security groups with 200,000 rules in all. Without warming up ({@code -wi 0 -i 1 -f 9}) it is
 * what a process pays.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx1g", "-XX:+UseSerialGC"})
@Warmup(iterations = 5)
@Measurement(iterations = 10)
public class FilesAtOnce {

  private static final List<String> REGIONS =
      List.of("us-east-1", "us-east-2", "us-west-1", "us-west-2");

  @Param({"1", "2", "4"})
  private int filesAtOnce;

  private final Path directory = Path.of("target/bench/large/REGIONS");

  /** Writes the files, if no run before this one has. */
  @Setup
  public void write() throws IOException {
    if (!Files.exists(directory)) {
      new LargeSnapshot(1, 1, 5_000, 50_000).writeRegions(directory, REGIONS);
    }
  }

  /** Open, hash, read. */
  @Benchmark
  public Account read() {
    Opening opening = new Opening(Limits.DEFAULT, Optional.empty(), false, filesAtOnce);
    return Snapshot.open(directory, opening)
        .account(Optional.empty(), Set.of(Call.DESCRIBE_SECURITY_GROUPS));
  }
}
