package dev.assay.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.assay.InputException;
import dev.assay.Problem;
import dev.assay.aws.Account;
import dev.assay.aws.Call;
import dev.assay.aws.Evidence.Lost;
import dev.assay.aws.Request;
import dev.assay.testing.Given;
import dev.assay.testing.LogText;
import dev.assay.testing.Outcome;
import dev.assay.testing.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In the tables {@code -} stands for nothing there. */
class SnapshotTest {

  private static final String REPORT = "global/iam/get-credential-report.json";
  private static final String CSV = "global/iam/credential-report.csv";
  private static final String DETAILS = "global/iam/get-account-authorization-details.json";
  private static final String POLICY = "global/iam/get-account-password-policy.json";
  private static final String SUMMARY = "global/iam/get-account-summary.json";
  private static final String CALLER = "global/sts/get-caller-identity.json";

  /** When the credential report was written. */
  private static final String WRITTEN = "2024-05-30T00:00:00Z";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # finishedAt       | GeneratedTime        | --as-of              | snapshot's own time  | ages run to
          2024-05-31T00:00:00Z | 2024-05-30T00:00:00Z | -                    | 2024-05-31T00:00:00Z | 2024-05-31T00:00:00Z
          2024-05-31T00:00:00Z | 2024-05-30T00:00:00Z | 2024-06-30T00:00:00Z | 2024-05-31T00:00:00Z | 2024-06-30T00:00:00Z
          2024-05-31T00:00:00Z | -                    | 2024-05-31T00:00:00Z | 2024-05-31T00:00:00Z | 2024-05-31T00:00:00Z
          -                    | 2024-05-30T00:00:00Z | -                    | 2024-05-30T00:00:00Z | 2024-05-30T00:00:00Z
          -                    | 2024-05-30T00:00:00Z | 2024-06-30T00:00:00Z | 2024-05-30T00:00:00Z | 2024-06-30T00:00:00Z
          -                    | -                    | 2024-06-30T00:00:00Z | 2024-06-30T00:00:00Z | 2024-06-30T00:00:00Z
          """)
  void time_is_the_snapshots_own_and_ages_run_to_as_of(
      String finished, String generated, String asOf, String observed, String agesTo) {
    Account account = account(timed(finished, generated), asOf);

    assertThat(account.observedAt()).isEqualTo(observed);
    assertThat(account.asOf()).isEqualTo(agesTo);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          -                    | -                    | -                    | USAGE: the snapshot does not say when it was taken
          -                    | yesterday            | -                    | USAGE: the snapshot does not say when it was taken
          2024-05-31T00:00:00Z | -                    | 2024-05-30T23:59:59Z | USAGE: --as-of 2024-05-30T23:59:59Z is before the snapshot's own time, 2024-05-31T00:00:00Z
          -                    | 2024-05-30T00:00:00Z | 2024-01-01T00:00:00Z | USAGE: --as-of 2024-01-01T00:00:00Z is before the snapshot's own time, 2024-05-30T00:00:00Z
          """)
  void without_a_time_or_with_an_earlier_one_nothing_is_judged(
      String finished, String generated, String asOf, String expected) {
    assertThat(Refusal.of(() -> account(timed(finished, generated), asOf))).isEqualTo(expected);
  }

  @Test
  void who_gives_no_time_is_told_how_to() {
    InputException refused =
        catchThrowableOfType(InputException.class, () -> account(timed(null, null), null));

    assertThat(refused.problems().get(0).help())
        .isEqualTo("pass the time, for example `--as-of 2026-01-31T12:00:00Z`");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # snapshot.json | caller                                     | root's row   | account and partition
          111122223333    | arn:aws:sts::111122223333:assumed-role/a/b | 111122223333 | 111122223333 aws
          111122223333    | -                                          | -            | 111122223333 aws
          -               | arn:aws-us-gov:iam::444455556666:user/a    | -            | 444455556666 aws-us-gov
          -               | -                                          | 444455556666 | 444455556666 aws
          -               | nobody                                     | 444455556666 | 444455556666 aws
          -               | -                                          | -            | ' aws'
          """)
  void whoever_names_the_account_is_believed(
      String manifest, String caller, String root, String expected) {
    Account account = account(named(manifest, caller, root), "2024-06-30T00:00:00Z");

    assertThat(account.identity().accountId() + " " + account.identity().partition())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          111122223333 | arn:aws:iam::444455556666:user/a           | -            | REJECTED: snapshot.json: belongs to account `111122223333` in partition `aws`; global/sts/get-caller-identity.json: belongs to account `444455556666` in partition `aws`
          111122223333 | -                                          | 444455556666 | REJECTED: snapshot.json: belongs to account `111122223333` in partition `aws`; global/iam/credential-report.csv line 2: belongs to account `444455556666` in partition `aws`
          -            | arn:aws:sts::111122223333:assumed-role/a/b | 444455556666 | REJECTED: global/sts/get-caller-identity.json: belongs to account `111122223333` in partition `aws`; global/iam/credential-report.csv line 2: belongs to account `444455556666` in partition `aws`
          """)
  void a_snapshot_of_two_accounts_is_rejected_with_both_places(
      String manifest, String caller, String root, String expected) {
    Given given = named(manifest, caller, root);

    assertThat(Refusal.of(() -> account(given, "2024-06-30T00:00:00Z"))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {                                     | snapshot.json: is cut off at line 1 column 2
          []                                    | snapshot.json#/format: is ``, expected `assay-snapshot/1`
          {'format': 'assay-snapshot/2'}        | snapshot.json#/format: is `assay-snapshot/2`, newer than this assay, which reads `assay-snapshot/1`
          {'format': 'assay-snapshot/1', 'accountId': '1', 'partition': 'AWS', 'finishedAt': 'noon'} | snapshot.json#/accountId: is `1`, expected 12 digits; snapshot.json#/partition: is `AWS`, expected a partition like aws; snapshot.json#/finishedAt: is `noon`, expected a time like 2026-01-31T12:00:00Z
          {'format': 'assay-snapshot/1', 'accountId': 111122223333, 'partition': 'aws'} | snapshot.json#/accountId: is not there, expected 12 digits; snapshot.json#/finishedAt: is not there, expected a time like 2026-01-31T12:00:00Z
          {'format': 'assay-snapshot/1', 'accountId': '111122223333', 'partition': 'aws', 'finishedAt': '2024-05-31T00:00:00Z', 'endpointOverride': ['http://localhost:5000']} | snapshot.json#/endpointOverride: is `["http://localhost:5000"]`, expected an address as text, or null
          """)
  void a_faulty_manifest_is_rejected_with_all_its_faults(String manifest, String expected) {
    Given given = Given.snapshot().with("snapshot.json", manifest);

    assertThat(Refusal.of(() -> Snapshot.of(given.files()))).isEqualTo("REJECTED: " + expected);
  }

  @ParameterizedTest
  @CsvSource({"calls.tsv", "SHA256SUMS"})
  void what_a_collector_writes_needs_its_manifest(String file) {
    String text = file.equals("calls.tsv") ? LogText.of() : "0".repeat(64) + "  README.md";

    assertThat(Refusal.of(() -> Snapshot.of(bare().with(file, text).files())))
        .isEqualTo("REJECTED: snapshot.json: is not there although " + file + " is");
  }

  @Test
  void the_endpoint_asked_is_told() {
    Given emulated =
        Given.snapshot()
            .with(
                "snapshot.json",
                """
                {'format': 'assay-snapshot/1', 'accountId': '111122223333', 'partition': 'aws',
                 'finishedAt': '2024-05-31T00:00:00Z', 'endpointOverride': 'http://localhost:5000'}
                """);

    assertThat(info(emulated).endpointOverride()).isEqualTo("http://localhost:5000");
    assertThat(info(Given.snapshot()).endpointOverride()).isEmpty();
  }

  /** Users are {@code name@created}; the report was written at {@link #WRITTEN}. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          the same users             | ana,ben | ana,ben                      | 2 | -
          one left out               | ana     | ana,ben                      | - | ben: `ben` is listed at DETAILS#/UserDetailList/1 but not in the report
          all left out               | -       | ana,ben                      | - | ana: `ana` is listed at DETAILS#/UserDetailList/0 but not in the report; ben: `ben` is listed at DETAILS#/UserDetailList/1 but not in the report
          made at the same second    | ana     | ana,ben@2024-05-30T00:00:00Z | - | ben: `ben` is listed at DETAILS#/UserDetailList/1 but not in the report
          made later                 | ana     | ana,ben@2024-05-30T00:00:01Z | 2 | -
          made at an unreadable time | ana     | ana,ben@lately               | - | ben: `ben` is listed at DETAILS#/UserDetailList/1 but not in the report
          gone since                 | ana,ben | ana                          | 1 | -
          one more by number         | ana     | ana                          | 2 | 1 more by the account summary: the account summary counts 1 more users than the report has, at SUMMARY#/SummaryMap/Users
          only the number is known   | ana     | -                            | 3 | 2 more by the account summary: the account summary counts 2 more users than the report has, at SUMMARY#/SummaryMap/Users
          nothing else is known      | ana     | -                            | - | -
          """)
  void a_report_cannot_hide_a_user(
      String name, String reported, String listed, String counted, String expected) {
    Given given = Given.snapshot().with(REPORT, answer(names(reported)));
    if (listed != null) {
      given = given.with(DETAILS, details(names(listed)));
    }
    if (counted != null) {
      given = given.with(SUMMARY, "{'SummaryMap': {'Users': %s}}".formatted(counted));
    }

    String hidden =
        given.account().iam().credentialReport().value().users().stream()
            .filter(user -> user.mfaActive().isLost())
            .map(user -> user.name() + ": " + ((Lost<Boolean>) user.mfaActive()).gap().cause())
            .collect(joining("; "));

    assertThat(hidden.replace(DETAILS, "DETAILS").replace(SUMMARY, "SUMMARY"))
        .isEqualTo(expected == null ? "" : expected);
  }

  @Test
  void a_directory_reads_like_the_same_files_in_memory(@TempDir Path directory) throws IOException {
    Given given = Given.snapshot().with(POLICY, "{'PasswordPolicy': {}}");
    given.write(directory);

    Account account = Snapshot.open(directory).account(Optional.empty());

    assertThat(account).isEqualTo(given.account());
    assertThat(account.iam().passwordPolicy().isLost()).isFalse();
  }

  @Test
  void a_credential_report_as_csv_alone_counts_as_the_answer() {
    assertThat(outcomeOfReport(Given.snapshot().with(CSV, report("ana"))))
        .isEqualTo("present true at " + CSV);
    assertThat(outcomeOfReport(Given.snapshot().with(CSV, "name,age")))
        .startsWith("missing: " + CSV);
    assertThat(outcomeOfReport(Given.snapshot()))
        .isEqualTo("missing: " + REPORT + " was not collected");
  }

  private static String outcomeOfReport(Given given) {
    Account account = Snapshot.of(given.files()).account(Optional.empty());
    return Outcome.of(account.calls().get(Request.of(Call.GET_CREDENTIAL_REPORT)));
  }

  @Test
  void what_is_no_snapshot_is_a_usage_error(@TempDir Path directory) throws IOException {
    Path none = directory.resolve("none");
    Path file = Files.writeString(directory.resolve("file"), "");

    assertThat(Refusal.of(() -> Snapshot.open(none)))
        .isEqualTo("USAGE: there is no `" + none + "`");
    assertThat(Refusal.of(() -> Snapshot.open(file)))
        .isEqualTo("USAGE: `" + file + "` is no snapshot, nor an archive of one");
  }

  @Test
  void an_empty_directory_is_rejected(@TempDir Path directory) throws IOException {
    Files.createDirectories(directory.resolve("global/iam"));

    assertThat(Refusal.of(() -> Snapshot.open(directory)))
        .isEqualTo("REJECTED: the snapshot has no files");
  }

  @Test
  void links_are_rejected_every_one(@TempDir Path directory, @TempDir Path elsewhere)
      throws IOException {
    Given.snapshot().write(directory);
    Path outside = Files.writeString(elsewhere.resolve("outside.json"), "{}");
    Files.createSymbolicLink(directory.resolve("a.json"), outside);
    Files.createSymbolicLink(directory.resolve("global"), elsewhere);
    Files.createSymbolicLink(directory.resolve("loop"), directory);

    InputException refused =
        catchThrowableOfType(InputException.class, () -> Snapshot.open(directory));

    assertThat(refused.kind()).isEqualTo(InputException.Kind.REJECTED);
    assertThat(refused.problems())
        .extracting(Problem::line)
        .containsExactly(
            "a.json: is a symbolic link", "global: is a symbolic link", "loop: is a symbolic link");
  }

  @Test
  void the_directory_itself_may_be_named_by_a_link(@TempDir Path directory, @TempDir Path other)
      throws IOException {
    Given.snapshot().with(POLICY, "{'PasswordPolicy': {}}").write(directory);
    Path link = Files.createSymbolicLink(other.resolve("latest"), directory);

    assertThat(Snapshot.open(link).account(Optional.empty()).iam().passwordPolicy().isLost())
        .isFalse();
  }

  @Test
  void a_file_that_cannot_be_read_is_missing(@TempDir Path directory) throws IOException {
    Given given = Given.snapshot().with(POLICY, "{'PasswordPolicy': {}}").with(CALLER, "{}");
    given.write(directory);
    Snapshot snapshot = Snapshot.open(directory);
    Files.delete(directory.resolve(POLICY));
    Files.createSymbolicLink(directory.resolve(POLICY), directory.resolve("snapshot.json"));

    Account account = snapshot.account(Optional.empty());

    assertThat(Outcome.of(account.iam().passwordPolicy()))
        .isEqualTo("missing: " + POLICY + " cannot be read; check its permissions");
  }

  private static Given bare() {
    return Given.snapshot().without("snapshot.json");
  }

  private static Given timed(String finished, String generated) {
    Given given = finished == null ? bare().with("README.md", "") : bare().takenAt(finished);
    return generated == null ? given : given.with(REPORT, answer().replace(WRITTEN, generated));
  }

  private static Given named(String manifest, String caller, String root) {
    Given given = manifest == null ? bare().with("README.md", "") : Given.snapshot();
    if (caller != null) {
      given = given.with(CALLER, "{'Arn': '%s'}".formatted(caller));
    }
    return root == null ? given : given.with(CSV, report().replace(Given.ACCOUNT, root));
  }

  private static Account account(Given given, String asOf) {
    return Snapshot.of(given.files()).account(Optional.ofNullable(asOf).map(Instant::parse));
  }

  private static SnapshotInfo info(Given given) {
    Snapshot snapshot = Snapshot.of(given.files());
    return snapshot.info(snapshot.account(Optional.empty()));
  }

  private static String answer(String... users) {
    return "{'Content': '%s', 'GeneratedTime': '%s'}"
        .formatted(Base64.getEncoder().encodeToString(report(users).getBytes(UTF_8)), WRITTEN);
  }

  private static String report(String... users) {
    StringBuilder rows = new StringBuilder("user,arn,mfa_active\n");
    rows.append("<root_account>,arn:aws:iam::111122223333:root,true\n");
    for (String user : users) {
      rows.append("%1$s,arn:aws:iam::111122223333:user/%1$s,true\n".formatted(user));
    }
    return rows.toString();
  }

  private static String[] names(String list) {
    return list == null ? new String[0] : list.split(",");
  }

  private static String details(String... users) {
    return Stream.of(users)
        .map(
            user -> {
              String[] parts = (user + "@2024-01-01T00:00:00Z").split("@");
              return "{'UserName': '%s', 'CreateDate': '%s'}".formatted(parts[0], parts[1]);
            })
        .collect(joining(", ", "{'UserDetailList': [", "]}"));
  }
}
