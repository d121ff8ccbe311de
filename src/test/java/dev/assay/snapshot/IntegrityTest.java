package dev.assay.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.assay.InputException;
import dev.assay.Problem;
import dev.assay.Sha256;
import dev.assay.aws.Account;
import dev.assay.testing.Given;
import dev.assay.testing.LogText;
import dev.assay.testing.Outcome;
import dev.assay.testing.Refusal;
import dev.assay.testing.Sample;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code SHA256SUMS} proves, and the digest that names a snapshot. */
class IntegrityTest {

  private static final String POLICY = "global/iam/get-account-password-policy.json";
  private static final String REFUSED = POLICY.replace(".json", ".err");
  private static final String HELLO =
      "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";

  private static final Given FILES =
      Given.snapshot().with("README.md", "hello\n").with(POLICY, "{'PasswordPolicy': {}}\n");

  @Test
  void a_report_says_what_was_verified() {
    assertThat(info(FILES).integrity()).isEqualTo("not verifiable, there is no SHA256SUMS");
    assertThat(info(sealed(FILES)).integrity()).isEqualTo("verified against SHA256SUMS");
  }

  @Test
  void a_file_that_changes_after_the_snapshot_was_opened_is_rejected(@TempDir Path directory)
      throws IOException {
    sealed(FILES).write(directory);
    Snapshot snapshot = Snapshot.open(directory);
    Files.writeString(directory.resolve(POLICY), "{}");

    assertThat(Refusal.of(() -> snapshot.account(Optional.empty())))
        .startsWith("REJECTED: " + POLICY + ": was changed after it was collected");
  }

  @Test
  void a_file_that_is_another_at_a_second_reading_is_rejected() throws IOException {
    Iterator<byte[]> readings = List.of(new byte[1], new byte[2]).iterator();
    Tree tree =
        Tree.ofContents(
            new TreeMap<>(Map.of(POLICY, () -> new ByteArrayInputStream(readings.next()))));

    assertThat(tree.read(POLICY)).hasSize(1);
    assertThat(Refusal.of(() -> tree.read(POLICY)))
        .isEqualTo("REJECTED: " + POLICY + ": has changed while it was read");
  }

  /** Big evidence is not read twice to be verified and to be parsed. */
  @Test
  void every_file_is_read_once_to_be_verified_and_judged() {
    SortedMap<String, Integer> readings = new TreeMap<>();
    Sample quiet = Sample.named("quiet");
    SortedMap<String, Tree.Content> files = new TreeMap<>();
    quiet
        .files()
        .forEach(
            (path, bytes) ->
                files.put(
                    path,
                    () -> {
                      readings.merge(path, 1, Integer::sum);
                      return new ByteArrayInputStream(bytes);
                    }));

    Snapshot.of(Tree.ofContents(files)).account(Optional.empty());

    readings.remove("SHA256SUMS");
    assertThat(readings.keySet()).hasSize(files.size() - 1);
    assertThat(readings.values()).containsOnly(1);
  }

  @Test
  void a_changed_file_is_named_before_anything_that_files_say() {
    Given otherFormat = sealed(FILES).with("snapshot.json", "{'format': 'other/9'}");

    assertThat(Refusal.of(otherFormat::account))
        .startsWith("REJECTED: snapshot.json: was changed after it was collected");
  }

  @Test
  void a_changed_file_is_rejected_by_name() {
    Given changed = sealed(FILES).with(POLICY, "{'PasswordPolicy': {} }\n");

    assertThat(Refusal.of(changed::account))
        .isEqualTo(
            "REJECTED: global/iam/get-account-password-policy.json: was changed after it was"
                + " collected: SHA-256 is 4daf876a068f..., SHA256SUMS says 05336e082665...");
  }

  @Test
  void every_changed_file_is_named_evidence_or_not() {
    Given changed =
        sealed(FILES).with(POLICY, "").with("README.md", "").takenAt("2024-01-01T00:00:00Z");

    assertThat(catchThrowableOfType(InputException.class, changed::account).problems())
        .extracting(Problem::where)
        .containsExactly("README.md", POLICY, "snapshot.json");
  }

  @Test
  void a_listed_file_that_is_not_there_is_missing() {
    Given robbed = sealed(FILES).without(POLICY);

    assertThat(policy(robbed)).isEqualTo("missing: " + POLICY + " was not collected");
    assertThat(info(robbed).integrity())
        .isEqualTo("verified against SHA256SUMS, 1 listed but missing");
  }

  @Test
  void a_file_that_is_not_listed_is_not_read() {
    Given added = sealed(Given.snapshot()).with(POLICY, "{'PasswordPolicy': {}}").with("x", "y");

    assertThat(policy(added)).isEqualTo("missing: " + POLICY + " is not listed in SHA256SUMS");
    assertThat(info(added).integrity())
        .isEqualTo("verified against SHA256SUMS, 2 not listed and not read");
  }

  @Test
  void an_error_text_that_is_not_listed_is_not_read() {
    String absent =
        "An error occurred (NoSuchEntity) when calling the GetAccountPasswordPolicy operation: -";

    assertThat(policy(Given.snapshot().with(REFUSED, absent)))
        .isEqualTo("absent NoSuchEntity at " + REFUSED + " line 1");
    assertThat(policy(sealed(Given.snapshot()).with(REFUSED, absent)))
        .isEqualTo("missing: " + POLICY + " was not collected");
  }

  @ParameterizedTest
  @CsvSource({"snapshot.json", "calls.tsv"})
  void what_decides_about_evidence_must_be_listed(String file) {
    Given logged = FILES.with("calls.tsv", LogText.of());
    String others =
        sums(logged).lines().filter(line -> !line.endsWith(file)).collect(joining("\n"));

    assertThat(Refusal.of(() -> logged.with("SHA256SUMS", others).account()))
        .isEqualTo("REJECTED: " + file + ": is not listed in SHA256SUMS");
  }

  static Stream<Arguments> writings() {
    return Stream.of(
        arguments("binary", each(line -> line.replace("  ", " *"))),
        arguments("from the current directory", each(line -> line.replace("  ", "  ./"))),
        arguments("both", each(line -> line.replace("  ", " *./"))),
        arguments("upper-case digits", each(IntegrityTest::upper)),
        arguments("CRLF", each(line -> line + "\r")),
        arguments("blank lines", each(line -> line + "\n")),
        arguments("a file listed twice alike", each(line -> line + "\n" + line)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("writings")
  void a_list_may_be_written_in_several_ways(String name, UnaryOperator<String> writing) {
    Given rewritten = FILES.with("SHA256SUMS", writing.apply(sums(FILES)));

    assertThat(info(rewritten).integrity()).isEqualTo("verified against SHA256SUMS");
    assertThat(Refusal.of(() -> rewritten.with(POLICY, "{}").account()))
        .startsWith("REJECTED: " + POLICY + ": was changed");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          empty             | ''                                      | SHA256SUMS: lists no file
          blank             | ⏎⏎                                      | SHA256SUMS: lists no file
          MD5               | d41d8cd98f00b204e9800998ecf8427e  a     | SHA256SUMS line 1: is not a SHA-256 digest and a path
          BSD's form        | SHA256 (a) = HELLO                      | SHA256SUMS line 1: is not a SHA-256 digest and a path
          a comment         | '# by hand⏎HELLO  a'                    | SHA256SUMS line 1: is not a SHA-256 digest and a path
          no path           | HELLO                                   | SHA256SUMS line 1: is not a SHA-256 digest and a path
          outside           | HELLO  ../a                             | SHA256SUMS line 1: `../a` points outside the snapshot
          outside, deeper   | HELLO  a/../../b                        | SHA256SUMS line 1: `a/../../b` points outside the snapshot
          an absolute path  | HELLO  /etc/passwd                      | SHA256SUMS line 1: `/etc/passwd` points outside the snapshot
          two digests       | HELLO  a⏎05336e0826657a8c0193ec06ff1a2328a70f6c2ce65f4ebd5d8ec308dda28720  a | SHA256SUMS line 2: `a` is listed with two different digests
          several faults    | HELLO  ../a⏎HELLO  b⏎HELLO              | SHA256SUMS line 1: `../a` points outside the snapshot; SHA256SUMS line 3: is not a SHA-256 digest and a path
          """)
  void a_faulty_list_is_rejected_with_all_its_faults(String name, String list, String expected) {
    String sums = list.replace("HELLO", HELLO).replace('⏎', '\n');

    assertThat(Refusal.of(FILES.with("SHA256SUMS", sums)::account))
        .isEqualTo("REJECTED: " + expected);
  }

  /** {@code find . -type f | sed 's|^./||' | LC_ALL=C sort | xargs sha256sum | sha256sum}. */
  @Test
  void the_digest_of_a_snapshot_without_sums_is_that_of_the_list_it_lacks() {
    Given files =
        Given.snapshot()
            .without("snapshot.json")
            .with("README.md", "hello\n")
            .with(POLICY, "{'PasswordPolicy': {}}\n")
            .with("global-x.json", "{'Arn': 'arn:aws:iam::111122223333:root'}\n")
            .with("Ä.json", "{}");

    assertThat(digest(Snapshot.of(files.files())))
        .isEqualTo("5c3ff00d4033e0621eb72904bfcdf5ed63c22f37626b01759050a2b644486a92");
  }

  @Test
  void the_digest_of_a_snapshot_with_sums_is_that_of_the_sums() {
    assertThat(info(sealed(FILES)).digest()).isEqualTo(info(FILES).digest());
    assertThat(info(sealed(FILES)).digest()).isEqualTo(Sha256.hex(sums(FILES).getBytes(UTF_8)));
  }

  @Test
  void the_digest_is_of_the_bytes_that_were_judged(@TempDir Path directory) throws IOException {
    Path policy = directory.resolve(POLICY);
    Files.createDirectories(policy.getParent());
    Files.writeString(policy, "{}");
    Snapshot snapshot = Snapshot.open(directory);
    Account account = snapshot.account(Optional.of(Instant.EPOCH));
    String before = snapshot.info(account).digest();
    Files.writeString(policy, "{\"PasswordPolicy\": {}}");

    assertThat(snapshot.info(account).digest()).isEqualTo(before);
    assertThat(digest(Snapshot.open(directory))).isNotEqualTo(before);
  }

  private static UnaryOperator<String> each(UnaryOperator<String> change) {
    return sums -> sums.lines().map(change).collect(joining("\n", "", "\n"));
  }

  private static String upper(String line) {
    return line.substring(0, 64).toUpperCase(Locale.ROOT) + line.substring(64);
  }

  private static Given sealed(Given given) {
    return given.with("SHA256SUMS", sums(given));
  }

  private static String sums(Given given) {
    return given.files().entrySet().stream()
        .map(file -> Sha256.hex(file.getValue()) + "  " + file.getKey() + "\n")
        .collect(joining());
  }

  private static String digest(Snapshot snapshot) {
    return snapshot.info(snapshot.account(Optional.of(Instant.EPOCH))).digest();
  }

  private static String policy(Given given) {
    return Outcome.of(given.account().iam().passwordPolicy());
  }

  private static SnapshotInfo info(Given given) {
    Snapshot snapshot = Snapshot.of(given.files());
    return snapshot.info(snapshot.account(Optional.empty()));
  }
}
