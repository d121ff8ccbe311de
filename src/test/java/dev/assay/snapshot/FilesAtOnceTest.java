package dev.assay.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.aws.Account;
import dev.assay.testing.Archives.Kind;
import dev.assay.testing.Damage;
import dev.assay.testing.Refusal;
import dev.assay.testing.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read does not depend on how many files are read at once. */
class FilesAtOnceTest {

  private static final List<Integer> SOME = List.of(2, 8);
  private static final Instant LATE = Instant.parse("2030-01-01T00:00:00Z");
  private static final long SEEDS = 40;
  private static final int DAMAGES = 12;

  @TempDir private Path directory;

  static Stream<Sample> samples() {
    return Sample.all();
  }

  /** All that a snapshot tells, in the order in which it is told. */
  private record Told(Account account, String calls, Verification verification, String about) {}

  private static Told told(Path path, int filesAtOnce) {
    Opening opening = new Opening(Limits.DEFAULT, Optional.empty(), false, filesAtOnce);
    Snapshot snapshot = Snapshot.open(path, opening);
    Account account = snapshot.account(Optional.of(LATE));
    String about = snapshot.info(account) + " " + snapshot.secrets() + " " + snapshot.integrity();
    return new Told(
        account, account.calls().toString(), Snapshot.open(path, opening).verification(), about);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_directory_and_each_archive_of_it(Sample sample) throws IOException {
    List<Path> forms = new ArrayList<>(List.of(sample.write(directory.resolve("plain"))));
    for (Kind kind : Kind.values()) {
      forms.add(Files.write(directory.resolve(kind.name()), kind.pack("a/", sample.files())));
    }
    for (Path form : forms) {
      Told alone = told(form, 1);
      assertThat(SOME)
          .allSatisfy(many -> assertThat(told(form, many)).as("%s", form).isEqualTo(alone));
    }
  }

  /** Damage makes gaps, contradictions, and a second reading without what is in doubt. */
  @ParameterizedTest
  @MethodSource("samples")
  void gaps_and_contradictions(Sample sample) throws IOException {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Sample damaged = damaged(sample.without("SHA256SUMS"), new Random(seed));
      Path form =
          Files.write(directory.resolve("seed-" + seed), Kind.ZIP.pack("", damaged.files()));
      String alone = outcome(form, 1);
      for (int many : SOME) {
        assertThat(outcome(form, many)).as("seed %d", seed).isEqualTo(alone);
      }
    }
  }

  private static Sample damaged(Sample sample, Random random) {
    List<String> paths = sample.files().keySet().stream().filter(p -> p.contains("/")).toList();
    Sample left = sample;
    for (int i = 0; i < DAMAGES; i++) {
      String path = paths.get(random.nextInt(paths.size()));
      byte[] whole = sample.files().get(path);
      Sample before = left;
      if (whole.length > 0) {
        left = Damage.any(path, whole, random).map(damage -> damage.in(before)).orElse(before);
      }
    }
    return left;
  }

  private static String outcome(Path form, int filesAtOnce) {
    List<Told> told = new ArrayList<>();
    String refusal = Refusal.of(() -> told.add(told(form, filesAtOnce)));
    return refusal + " " + told;
  }

  /** Whoever meets a changed file first, all of them are named. */
  @ParameterizedTest
  @MethodSource("samples")
  void every_changed_file_is_named(Sample sample) throws IOException {
    Sample changed = sample;
    for (Map.Entry<String, byte[]> file : sample.files().entrySet()) {
      if (file.getKey().contains("/") && file.getValue().length > 0) {
        changed = Damage.changed(file.getKey(), file.getValue()).in(changed);
      }
    }
    Path form = changed.write(directory.resolve("changed"));
    String alone = outcome(form, 1);

    assertThat(alone).startsWith("REJECTED: ").contains("SHA-256 is");
    for (int many : SOME) {
      for (int again = 0; again < 5; again++) {
        assertThat(outcome(form, many)).isEqualTo(alone);
      }
    }
  }

  @Test
  void by_default_as_many_as_there_are_cores_and_in_a_fleet_one() {
    assertThat(Opening.DEFAULT.filesAtOnce()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(Opening.DEFAULT.oneByOne().filesAtOnce()).isEqualTo(1);
    assertThat(Opening.DEFAULT.oneByOne().limits()).isEqualTo(Limits.DEFAULT);
  }
}
