package dev.assay.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.InputException;
import dev.assay.Sha256;
import dev.assay.aws.Account;
import dev.assay.testing.Archives;
import dev.assay.testing.Archives.Kind;
import dev.assay.testing.Given;
import dev.assay.testing.Refusal;
import dev.assay.testing.Run;
import dev.assay.testing.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An archive is the directory that was packed, or it is refused. */
class ArchiveTest {

  private static final int SEED = 8;
  private static final int TRIES = 200;
  private static final int RECORD = 512;

  @TempDir private Path directory;

  static Stream<Sample> samples() {
    return Sample.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_report_does_not_tell_how_the_snapshot_was_packed(Sample sample) throws IOException {
    String expected = report(Path.of("samples", sample.name()));

    for (Kind kind : Kind.values()) {
      Path archive = write(kind.pack("assay-111122223333-20260630T120000Z/", sample.files()));
      assertThat(report(archive)).as("%s", kind).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void without_sums_the_digest_is_the_same_too(Sample sample) throws IOException {
    SortedMap<String, byte[]> files = sample.without("SHA256SUMS").files();
    String expected = report(unpacked(files));

    for (Kind kind : Kind.values()) {
      assertThat(report(write(kind.pack("a/", files)))).as("%s", kind).isEqualTo(expected);
    }
  }

  /** Cut anywhere, an archive is never taken for a whole one. */
  @ParameterizedTest
  @EnumSource
  void a_cut_archive_is_refused(Kind kind) throws IOException {
    byte[] whole = kind.pack("a/", small());
    Random random = new Random(SEED);
    List<String> accepted = new ArrayList<>();
    for (int i = 0; i < TRIES; i++) {
      int length = random.nextInt(whole.length);
      if (kind == Kind.TAR && length >= end(whole)) {
        continue; // what follows two zero records only fills the tape's block
      }
      if (judge(Arrays.copyOf(whole, length)).isPresent()) {
        accepted.add("cut to " + length + " of " + whole.length);
      }
    }

    assertThat(accepted).isEmpty();
  }

  /** Where a tar's two zero records end. */
  private static int end(byte[] tar) {
    int last = tar.length - 1;
    while (tar[last] == 0) {
      last--;
    }
    return (last / RECORD + 1) * RECORD + 2 * RECORD;
  }

  @ParameterizedTest
  @EnumSource
  void a_folder_around_the_files_makes_no_difference(Kind kind) throws IOException {
    Optional<String> expected = judge(kind.pack("", small()));

    assertThat(expected).isPresent();
    assertThat(judge(kind.pack("./", small()))).isEqualTo(expected);
    assertThat(judge(kind.pack("a/", small()))).isEqualTo(expected);
    assertThat(judge(kind.pack("./a b é 🔒/", small()))).isEqualTo(expected);
  }

  /** One byte another, anywhere: refused, or it makes no difference. */
  @ParameterizedTest
  @EnumSource
  void a_changed_byte_is_refused_or_changes_nothing(Kind kind) throws IOException {
    // A plain tar has no check sums but those of its headers.
    byte[] whole = kind.pack("a/", kind == Kind.TAR ? sealed(small()) : small());
    String expected = judge(whole).orElseThrow();
    Random random = new Random(SEED);
    List<String> other = new ArrayList<>();
    int refused = 0;
    for (int i = 0; i < 5 * TRIES; i++) {
      byte[] changed = whole.clone();
      int at = random.nextInt(whole.length);
      if (kind == Kind.TAR && at / RECORD == 1) {
        continue; // the sums themselves: only a signature can tell
      }
      changed[at] ^= (byte) (1 << random.nextInt(8));
      Optional<String> judged = judge(changed);
      refused += judged.isEmpty() ? 1 : 0;
      if (judged.isPresent() && !judged.get().equals(expected)) {
        other.add("byte " + at);
      }
    }

    assertThat(other).isEmpty();
    assertThat(refused).isPositive();
  }

  @Test
  void several_files_that_are_not_what_the_archive_says_are_all_named() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>(small());
    files.put("a.txt", "first text of no use".getBytes(UTF_8));
    files.put("b.txt", "other text of no use".getBytes(UTF_8));
    byte[] zip =
        Archives.zip(
            out -> {
              for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipArchiveEntry entry = new ZipArchiveEntry(file.getKey());
                entry.setMethod(ZipArchiveEntry.STORED);
                Archives.put(out, entry, file.getValue());
              }
            });
    Path archive = write(Archives.replaced(zip, "first text", "worst text", "other", "utter"));

    assertThat(Refusal.of(() -> Snapshot.open(archive).account(Optional.empty())))
        .isEqualTo(
            "REJECTED: a.txt: is damaged: its CRC-32 is not the one in the archive; b.txt: is"
                + " damaged: its CRC-32 is not the one in the archive");
  }

  @Test
  void what_file_managers_leave_is_no_part_of_a_snapshot() throws IOException {
    Map<String, byte[]> littered = new TreeMap<>();
    small().forEach((path, bytes) -> littered.put("a/" + path, bytes));
    for (String litter :
        List.of(
            "__MACOSX/a/._x.json",
            "__MACOSX/._a",
            ".DS_Store",
            "a/.DS_Store",
            "._a",
            "a/global/._iam",
            "a/Thumbs.db",
            "a/global/desktop.ini")) {
      littered.put(litter, "litter".getBytes(UTF_8));
    }
    String clean = report(unpacked(small()));

    for (Kind kind : Kind.values()) {
      assertThat(report(write(kind.pack("", littered)))).as("%s", kind).isEqualTo(clean);
    }
    assertThat(report(unpacked(littered))).isEqualTo(clean);
  }

  @Test
  void a_zip_in_a_snapshot_is_a_file_like_others() throws IOException {
    Map<String, byte[]> files = new TreeMap<>(small());
    files.put("inner.zip", Archives.zip("", small()));

    assertThat(report(write(Archives.zip("", files)))).isEqualTo(report(unpacked(files)));
  }

  /** A small archive is read whole, a large one file by file. */
  @Test
  void the_size_of_an_archive_makes_no_difference() throws IOException {
    Map<String, byte[]> files = new TreeMap<>(small());
    byte[] cannotBePacked = new byte[1024 * 1024];
    new Random(1).nextBytes(cannotBePacked);
    files.put("regions/eu-west-1/notes", cannotBePacked);
    Path archive = write(Archives.zip("", files));

    assertThat(archive).satisfies(file -> assertThat(Files.size(file)).isGreaterThan(1024 * 1024));
    assertThat(report(archive)).isEqualTo(report(unpacked(files)));
  }

  @Test
  void the_name_of_an_archive_says_nothing() throws IOException {
    Path lying = directory.resolve("snapshot.tar.gz");
    Files.write(lying, Archives.zip("", small()));

    assertThat(report(lying)).isEqualTo(report(unpacked(small())));
  }

  private static SortedMap<String, byte[]> small() {
    Given given =
        Given.snapshot()
            .with("global/iam/get-account-password-policy.json", "{'PasswordPolicy': {}}\n")
            .with("global/s3api/list-buckets.json", "{'Buckets': [], 'Owner': {'ID': 'x'}}\n")
            .with("regions/eu-west-1/kms/list-keys.json", "{'Keys': []}\n" + " ".repeat(2000));
    return new TreeMap<>(given.files());
  }

  private static SortedMap<String, byte[]> sealed(SortedMap<String, byte[]> files) {
    StringBuilder sums = new StringBuilder();
    files.forEach((path, bytes) -> sums.append(Sha256.hex(bytes) + "  " + path + "\n"));
    SortedMap<String, byte[]> sealed = new TreeMap<>(files);
    sealed.put("SHA256SUMS", sums.toString().getBytes(UTF_8));
    return sealed;
  }

  /** What an archive comes to; empty when it is refused. */
  private Optional<String> judge(byte[] archive) throws IOException {
    Path file = write(archive);
    try {
      Snapshot snapshot = Snapshot.open(file);
      Account account = snapshot.account(Optional.empty());
      return Optional.of(snapshot.info(account) + " " + account);
    } catch (InputException e) {
      return Optional.empty();
    }
  }

  private static String report(Path snapshot) {
    Run run =
        Run.assay(
            "evaluate",
            snapshot.toString(),
            "--compliance=cis-aws-1.1",
            "--format=native",
            "--allow-unknown",
            "--as-of=2026-07-01T00:00:00Z");
    assertThat(run.exitCode()).as(run.stderr()).isZero();
    return run.stdout();
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(directory.resolve("snapshot"), bytes);
  }

  private Path unpacked(Map<String, byte[]> files) throws IOException {
    Path root = Files.createTempDirectory(directory, "unpacked");
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = root.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    return root;
  }
}
