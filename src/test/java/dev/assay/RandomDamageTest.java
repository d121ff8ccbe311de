package dev.assay;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.aws.Account;
import dev.assay.aws.Call;
import dev.assay.aws.Evidence;
import dev.assay.aws.Request;
import dev.assay.testing.Archives;
import dev.assay.testing.Damage;
import dev.assay.testing.Passes;
import dev.assay.testing.Refusal;
import dev.assay.testing.Run;
import dev.assay.testing.Sample;
import dev.assay.testing.Verdicts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The strongest promise, by chance: whatever happens to one, two or three files of a snapshot, and
 * can be told from a whole file, makes nothing pass that did not, no control and no finding.
 *
 * <p>{@code -Dassay.damages=10000} tries more, {@code -Dassay.damages.seed=N} others; a failure
 * names the seed of its snapshot's damage.
 */
class RandomDamageTest {

  private static final int DAMAGES = Integer.getInteger("assay.damages", 240);
  private static final long FIRST_SEED = Long.getLong("assay.damages.seed", 1);

  private static final String SUMS = "SHA256SUMS";
  private static final String LOG = "calls.tsv";
  private static final String CSV_REPORT = "global/iam/credential-report.csv";

  private static final int ONE_OF_TEN = 7;
  private static final int REGION_IN = 30;

  @TempDir private Path directory;

  /** As handed over without sums, and as made by hand. */
  static Stream<Sample> unsealed() {
    return Sample.all().flatMap(s -> Stream.of(s.without(SUMS), s.without(SUMS, LOG)));
  }

  static Stream<Sample> sealed() {
    return Sample.all();
  }

  @ParameterizedTest
  @MethodSource("unsealed")
  void damage_makes_nothing_pass(Sample sample) {
    Whole whole = new Whole(sample);
    long share = DAMAGES / unsealed().count();
    for (long seed = FIRST_SEED; seed < FIRST_SEED + share; seed++) {
      List<Damage> damages = whole.damages(new Random(seed));
      assertThat(whole.gained(damages)).as("%s, seed %d: %s", sample, seed, damages).isEmpty();
    }
    System.out.printf("%s: %d damages, %d evaluated%n", sample, share, whole.evaluated());
  }

  /** A file changed by damage, or by the content of another; each of them is named. */
  @ParameterizedTest
  @MethodSource("sealed")
  void what_is_sealed_is_rejected_by_name(Sample sample) {
    List<String> paths = filled(sample.without(SUMS));
    long share = DAMAGES / sealed().count();
    for (long seed = FIRST_SEED; seed < FIRST_SEED + share; seed++) {
      Random random = new Random(seed);
      Map<String, byte[]> changes = new LinkedHashMap<>();
      String path = some(paths, random);
      String other = some(paths, random);
      if (random.nextInt(4) == 0) {
        changes.put(path, sample.files().get(other));
        changes.put(other, sample.files().get(path));
      } else {
        change(path, sample, random).ifPresent(bytes -> changes.put(path, bytes));
        change(other, sample, random).ifPresent(bytes -> changes.put(other, bytes));
      }
      changes.entrySet().removeIf(c -> Arrays.equals(c.getValue(), sample.files().get(c.getKey())));
      Sample left = sample;
      for (Map.Entry<String, byte[]> change : changes.entrySet()) {
        left = left.with(change.getKey(), change.getValue());
      }
      Sample changed = left;
      if (!changes.isEmpty()) {
        assertThat(Refusal.of(() -> Verdicts.account(changed)))
            .as("%s, seed %d", sample, seed)
            .startsWith("REJECTED: ")
            .contains(changes.keySet());
      }
    }
  }

  private static Optional<byte[]> change(String path, Sample sample, Random random) {
    byte[] whole = sample.files().get(path);
    return random.nextBoolean()
        ? Optional.of(Damage.changed(path, whole, random).bytes())
        : Damage.any(path, whole, random).map(Damage::bytes);
  }

  /** The same at the command line: exit code 4 with the file's name, and 3 where it is gone. */
  @Test
  void the_command_line_tells_changed_from_missing() throws IOException {
    Sample quiet = Sample.all().filter(s -> s.name().equals("quiet")).findFirst().orElseThrow();
    String path = "global/ec2/describe-regions.json";
    Damage change = Damage.changed(path, quiet.files().get(path), new Random(FIRST_SEED));

    Run changed = evaluate(change.in(quiet));
    assertThat(changed.exitCode()).isEqualTo(4);
    assertThat(changed.stdout()).isEmpty();
    assertThat(changed.stderr()).startsWith("error: " + path + ": was changed");

    Run missing = evaluate(quiet.without(path));
    assertThat(missing.exitCode()).isEqualTo(3);
    assertThat(missing.stdout()).contains("UNKNOWN");
  }

  private Run evaluate(Sample sample) throws IOException {
    Path archive = Files.createTempFile(directory, "snapshot", ".zip");
    Files.write(archive, Archives.Kind.ZIP.pack("", sample.files()));
    return Run.assay(
        "evaluate", archive.toString(), "--compliance", "cis-aws-1.1", "--report", "summary");
  }

  private static List<String> filled(Sample sample) {
    return sample.files().keySet().stream().filter(p -> sample.files().get(p).length > 0).toList();
  }

  private static <T> T some(List<T> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }

  /** A whole snapshot, and what is remembered of it and its damages. */
  private static final class Whole {
    private final Sample sample;
    private final Map<String, Request> requests = new HashMap<>();
    private final List<String> paths;
    private final Map<String, List<String>> regions;
    private final Passes passes;
    private final Map<List<Object>, Set<String>> gained = new HashMap<>();

    Whole(Sample sample) {
      this.sample = sample;
      Account account = Verdicts.account(sample);
      this.passes = Passes.of(Verdicts.of(account));
      for (Request request : account.calls().keySet()) {
        requests.put(request.path(), request);
        requests.put(request.path().replace(".json", ".err"), request);
      }
      requests.put(CSV_REPORT, Request.of(Call.GET_CREDENTIAL_REPORT));
      paths =
          filled(sample).stream().filter(p -> requests.containsKey(p) || p.equals(LOG)).toList();
      regions =
          sample.files().keySet().stream()
              .filter(path -> path.startsWith("regions/"))
              .collect(groupingBy(path -> path.split("/")[1], TreeMap::new, toList()));
    }

    int evaluated() {
      return gained.size();
    }

    /** To one file mostly, or to a region; of the credential report's two forms one stays whole. */
    List<Damage> damages(Random random) {
      if (random.nextInt(REGION_IN) == 0) {
        return regions.get(some(List.copyOf(regions.keySet()), random)).stream()
            .map(Damage::removed)
            .toList();
      }
      int many = random.nextInt(10) < ONE_OF_TEN ? 1 : 2 + random.nextInt(2);
      Map<Object, Damage> damages = new LinkedHashMap<>();
      while (damages.size() < many) {
        String path = some(paths, random);
        Object of = path.equals(LOG) ? LOG : requests.get(path);
        Damage.any(path, sample.files().get(path), random)
            .ifPresent(damage -> damages.putIfAbsent(of, damage));
      }
      return List.copyOf(damages.values());
    }

    /** What passes only now. A resource that has lost its name passes under that of its place. */
    Set<String> gained(List<Damage> damages) {
      Sample left = sample;
      for (Damage damage : damages) {
        left = damage.in(left);
      }
      Account account;
      try {
        account = Verdicts.account(left);
      } catch (InputException refused) {
        return Set.of();
      }
      return gained.computeIfAbsent(
          said(account, damages),
          unheard -> {
            Set<Call> calls = damaged(damages);
            Set<String> now =
                Passes.of(
                        Verdicts.of(
                            account, asked -> !Collections.disjoint(Verdicts.calls(asked), calls)))
                    .beyond(passes);
            now.removeIf(pass -> damages.stream().anyMatch(d -> pass.contains(d.path() + "#")));
            return now;
          });
    }

    /**
     * All that verdicts hang on: what kind of answer each call has, and what the damaged files
     * still say. Why an answer is lost does not matter.
     */
    private List<Object> said(Account account, List<Damage> damages) {
      List<Object> said = new ArrayList<>();
      account
          .calls()
          .forEach(
              (request, outcome) ->
                  said.add(outcome.fold((v, at) -> "+", (code, at) -> code, gap -> gap.kind())));
      for (Damage damage : damages) {
        Optional<Request> request = Optional.ofNullable(requests.get(damage.path()));
        boolean silent =
            damage.path().equals(LOG)
                || request.map(account.calls()::get).filter(Evidence::isLost).isPresent();
        said.add(damage.path());
        said.add(silent && !damage.path().equals(CSV_REPORT) ? 0 : Arrays.hashCode(damage.bytes()));
      }
      return said;
    }

    /** The calls to ask about: {@code DamageTest} shows that to others damage does not matter. */
    private Set<Call> damaged(List<Damage> damages) {
      boolean log = damages.stream().anyMatch(damage -> damage.path().equals(LOG));
      return log
          ? Set.of(Call.values())
          : damages.stream()
              .map(damage -> requests.get(damage.path()))
              .filter(Objects::nonNull)
              .map(Request::call)
              .collect(toSet());
    }
  }
}
