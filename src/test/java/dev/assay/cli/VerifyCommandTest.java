package dev.assay.cli;

import static dev.assay.testing.Run.assay;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.Sha256;
import dev.assay.testing.Given;
import dev.assay.testing.LogText;
import dev.assay.testing.Run;
import dev.assay.testing.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code assay verify} says, and how it ends; and what evaluate says of the same. */
class VerifyCommandTest {

  private static final String POLICY = "global/iam/get-account-password-policy.json";
  private static final String KEYS = "regions/eu-west-1/kms/list-keys.json";
  private static final Path SIGNED = Path.of("src/test/resources/dev/assay/snapshot/signed");

  @TempDir private Path directory;

  @Test
  void a_whole_snapshot_is_a_few_lines() {
    Run run = assay("verify", "samples/quiet");

    assertThat(run.stdout().replaceAll("[0-9a-f]{64}", "DIGEST"))
        .isEqualTo(
            """
            Snapshot  sha256:DIGEST
            Account   111122223333 (aws)
            Taken     2026-06-30T12:00:00Z
            Integrity verified against SHA256SUMS
            Coverage  73 calls: 73 present, 0 absent, 0 denied, 0 missing
            """);
    assertThat(run.stderr()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void what_lacks_is_told_with_its_cure() {
    Run run = assay("verify", "samples/partial");

    assertThat(run.stdout())
        .contains(
            """

            Not to be had from this snapshot:
            """,
            """
              global/account/get-contact-information.json was denied (AccessDeniedException)
                run `aws account get-contact-information --output json` (needs account:GetContactInformation)
            """);
    assertThat(run.exitCode()).isEqualTo(3);
  }

  @Test
  void json_says_the_same() throws IOException {
    Given given =
        sealed(Given.snapshot().with("README.md", "").with(POLICY, "{'PasswordPolicy': {}}"))
            .without("README.md")
            .with("x", "y");
    given.write(directory);

    Run run = assay("verify", directory.toString(), "--format=json");

    assertThat(run.stdout().lines().takeWhile(line -> !line.contains("gaps")))
        .containsExactly(
            """
            {
              "format": "assay-verify/1",
              "digest": "DIGEST",
              "accountId": "111122223333",
              "partition": "aws",
              "observedAt": "2024-05-31T00:00:00Z",
              "endpointOverride": "",
              "integrity": {
                "verdict": "verified against SHA256SUMS, 1 listed but missing, 1 not listed and not read",
                "listed": true,
                "missing": [
                  "README.md"
                ],
                "unreadable": [],
                "unlisted": [
                  "x"
                ],
                "strays": [],
                "contradictions": [],
                "staleCredentialReport": null
              },
              "signature": null,
              "complete": false,
              "coverage": {
                "present": 1,
                "absent": 0,
                "denied": 0,
                "missing": 16
              },"""
                .replace("DIGEST", Sha256.hex(given.text("SHA256SUMS").getBytes(UTF_8)))
                .lines()
                .toArray(String[]::new));
    assertThat(run.stdout())
        .contains("\"command\": \"aws iam get-account-summary --output json\"")
        .endsWith("]\n}\n");
    assertThat(run.exitCode()).isEqualTo(3);
  }

  @Test
  void a_hand_made_snapshot_needs_no_time() throws IOException {
    Given.snapshot()
        .without("snapshot.json")
        .with(POLICY, "{'PasswordPolicy': {}}")
        .write(directory);

    Run run = assay("verify", directory.toString());

    assertThat(run.stdout())
        .contains(
            "Account   not named by the snapshot (aws)\n",
            "Taken     not told by the snapshot\n",
            "Integrity not verifiable, there is no SHA256SUMS\n",
            "Coverage  17 calls: 1 present, 0 absent, 0 denied, 16 missing\n");
    assertThat(run.exitCode()).isEqualTo(3);
  }

  @Test
  void files_of_another_run_are_not_read() throws IOException {
    String row = " kms list-keys - 0 ok - ";
    Given given =
        Given.snapshot()
            .with(
                "snapshot.json",
                "{'format': 'assay-snapshot/1', 'accountId': '111122223333', 'partition': 'aws',"
                    + " 'startedAt': '2024-05-30T23:00:00Z', 'finishedAt': '2024-05-31T00:00:00Z'}")
            .with(POLICY, "{'PasswordPolicy': {}}")
            .with(KEYS, "{'Keys': []}")
            .with(
                "calls.tsv",
                LogText.of(
                    POLICY
                        + " - iam get-account-password-policy - 0 ok - 2024-05-30T23:00:00Z 1 22 aws",
                    KEYS + " eu-west-1" + row + "2024-05-29T23:30:00Z 1 12 aws"));
    sealed(given).write(directory);

    Run run = assay("verify", directory.toString());

    assertThat(run.stdout())
        .contains(
            "Integrity verified against SHA256SUMS, 1 collected outside of the run and not read\n"
                + "          stray "
                + KEYS
                + "\n",
            KEYS + ": calls.tsv line 3 says that it is of another run than the snapshot\n",
            " calls: 1 present, ");
    assertThat(run.stderr())
        .isEqualTo(
            "warning: calls.tsv: has 1 calls from outside of the snapshot's run, the first `"
                + KEYS
                + "`\nhelp: do not mix the files of two runs; collect again\n");
    assertThat(run.exitCode()).isEqualTo(3);
  }

  @Test
  void a_stale_credential_report_is_told() throws IOException {
    Sample quiet = Sample.named("quiet");
    String path = "global/iam/get-credential-report.json";
    String answer = new String(quiet.files().get(path), UTF_8);
    Sample stale =
        quiet
            .without("SHA256SUMS")
            .with(
                path, answer.replace("2026-06-30T11:59:18", "2026-06-30T07:57:19").getBytes(UTF_8));
    for (var file : stale.files().entrySet()) {
      Path target = directory.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.write(target, file.getValue());
    }

    Run run = assay("verify", directory.toString());

    assertThat(run.stdout())
        .contains(
            "Integrity not verifiable, there is no SHA256SUMS, credential report stale, of"
                + " 2026-06-30T07:57:19Z\n");
    assertThat(run.stderr())
        .startsWith(
            "warning: credential report: was made at 2026-06-30T07:57:19Z, more than four hours"
                + " before the run\n");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void a_changed_file_ends_it() throws IOException {
    sealed(Given.snapshot().with(POLICY, "{}")).with(POLICY, "[]").write(directory);

    Run run = assay("verify", directory.toString());

    assertThat(run.stdout()).isEmpty();
    assertThat(run.stderr()).startsWith("error: " + POLICY + ": was changed after");
    assertThat(run.exitCode()).isEqualTo(4);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ed25519   | --allowed-signers=LIST --require-signature | 3 | signed by ana@example.org with SHA256:Hm68BI3zAmDOUGPr25GFxXDXk0ExXgKxPlzuBdmeHYs |
          ed25519   | --allowed-signers=LIST                     | 3 | signed by ana@example.org with SHA256:Hm68BI3zAmDOUGPr25GFxXDXk0ExXgKxPlzuBdmeHYs |
          ed25519   |                                            | 3 | signed with SHA256:Hm68BI3zAmDOUGPr25GFxXDXk0ExXgKxPlzuBdmeHYs, a key that nobody vouches for | warning: SHA256SUMS.sig: is signed with SHA256:Hm68BI3zAmDOUGPr25GFxXDXk0ExXgKxPlzuBdmeHYs, a key that nobody vouches for
          other     | --allowed-signers=LIST                     | 3 | a key that nobody vouches for | a key that nobody vouches for
          other     | --allowed-signers=LIST --require-signature | 4 | | error: SHA256SUMS.sig: is signed with SHA256:
          p384      | --allowed-signers=LIST --require-signature | 4 | | which is not understood
          none      | --allowed-signers=LIST                     | 3 | verified against SHA256SUMS, not signed | warning: SHA256SUMS: is not signed
          none      | --allowed-signers=LIST --require-signature | 4 | | error: SHA256SUMS: is not signed
          none      |                                            | 3 | verified against SHA256SUMS |
          another   |                                            | 4 | | error: SHA256SUMS.sig: is not a signature of this SHA256SUMS
          namespace |                                            | 4 | | error: SHA256SUMS.sig: is for `file`, not for `assay-snapshot`
          none      | --require-signature                        | 2 | | error: --require-signature needs --allowed-signers
          none      | --allowed-signers=INSIDE                   | 2 | | is inside the snapshot
          """)
  void a_signature_counts_for_verify_and_for_evaluate(
      String signature, String options, int exit, String verdict, String message)
      throws IOException {
    for (String file : new String[] {"snapshot.json", "SHA256SUMS"}) {
      Files.copy(SIGNED.resolve(file), directory.resolve(file));
    }
    if (!signature.equals("none")) {
      Files.copy(SIGNED.resolve(signature + ".sig"), directory.resolve("SHA256SUMS.sig"));
    }
    String given =
        options == null
            ? ""
            : options
                .replace("LIST", SIGNED.resolve("allowed_signers").toString())
                .replace("INSIDE", directory.resolve("snapshot.json").toString());
    String snapshot = directory.toString();

    Run verified = assay(("verify " + snapshot + " " + given).strip().split(" "));
    Run scored =
        assay(
            ("evaluate " + snapshot + " --compliance=awscis1.2 --report=summary " + given)
                .strip()
                .split(" "));

    for (Run run : new Run[] {verified, scored}) {
      assertThat(run.exitCode()).isEqualTo(exit);
      assertThat(run.stderr()).contains(message == null ? "" : message);
      assertThat(run.stdout()).contains(verdict == null ? "" : verdict);
    }
    assertThat(verified.stderr().isEmpty()).isEqualTo(message == null);
    assertThat(verified.stdout().isEmpty()).isEqualTo(verdict == null);
  }

  @Test
  void a_signature_without_its_sums_is_no_proof_of_anything() throws IOException {
    Given.snapshot().with("SHA256SUMS.sig", "x").write(directory);

    assertThat(assay("verify", directory.toString()))
        .isEqualTo(
            new Run(
                "",
                "error: SHA256SUMS: is not there although SHA256SUMS.sig is\n"
                    + "help: get the snapshot again\n",
                4));
  }

  private static Given sealed(Given given) {
    return given.with(
        "SHA256SUMS",
        given.files().entrySet().stream()
            .map(file -> Sha256.hex(file.getValue()) + "  " + file.getKey() + "\n")
            .collect(Collectors.joining()));
  }
}
