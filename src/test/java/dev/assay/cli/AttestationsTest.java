package dev.assay.cli;

import static dev.assay.testing.Run.assay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.Given;
import dev.assay.testing.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The option {@code --attestations}, and what reports make of it. */
class AttestationsTest {

  private static final String FIRST =
      """
      attestations:
      - control: "1.1"
        account: "111122223333"
        status: pass
        statement: |
          The questions are set;
          the answers are in the safe.
        evidence:
        - path: minutes.pdf
          sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
        by: Jo Example
        role: Auditor
        date: 2024-05-01
        expires: 2025-05-01
      """;

  private static final String SECOND =
      """
      - control: "1.2"
        resource: arn:aws:iam::111122223333:root
        account: "111122223333"
        status: fail
        statement: Nobody answers the phone.
        by: Ann Other
        role: Owner
        date: 2024-05-01T10:00:00+02:00
        expires: 2025-05-01
      - control: "1.3"
        account: "111122223333"
        status: pass
        statement: I have seen it.
        by: Jo Example
        role: Auditor
        date: 2024-05-01
        expires: 2024-05-02
      """;

  @TempDir private Path temp;
  private Path snapshot;
  private Path spec;

  @BeforeEach
  void hand_over() throws Exception {
    snapshot = temp.resolve("snap");
    Given.snapshot()
        .with(
            "global/account/get-contact-information.json",
            """
            {"ContactInformation": {"FullName": "a", "AddressLine1": "b", "City": "c",
             "CountryCode": "d", "PhoneNumber": "e", "PostalCode": "f"}}
            """)
        .write(snapshot);
    spec =
        Files.writeString(
            temp.resolve("spec.yaml"),
            """
            spec:
              id: mine
              controls:
              - {id: 1.1, name: questions, checks: null, severity: LOW}
              - {id: 1.2, name: contacts, checks: [{id: account-contact-details}], severity: LOW}
              - {id: 1.3, name: safe, checks: null, severity: LOW}
            """);
  }

  @Test
  void a_summary_counts_answers_and_its_footer_names_them() throws Exception {
    Run run = evaluate(FIRST + SECOND, "--report", "summary");

    assertThat(run.stdout())
        .startsWith(
            """

            Summary Report for compliance: mine
            ┌─────┬──────────┬──────────────┬────────┬────────┐
            │ ID  │ Severity │ Control Name │ Status │ Issues │
            ├─────┼──────────┼──────────────┼────────┼────────┤
            │ 1.1 │ LOW      │  questions   │  PASS  │   0    │
            │ 1.2 │ LOW      │   contacts   │  FAIL  │   1    │
            │ 1.3 │ LOW      │     safe     │ MANUAL │   -    │
            └─────┴──────────┴──────────────┴────────┴────────┘

            Score     1 of 3 scored controls passed (33.3 %), 0 UNKNOWN
            Decided   2 of 3 controls; 0 UNKNOWN, 1 MANUAL
            Attested  2 controls answered by attestation: 1.1 1.2
            """);
    assertThat(run.stderr())
        .isEqualTo(
            "warning: "
                + temp.resolve("said.yaml")
                + " line 24: the attestation of control `1.3` is not applied: it expired at"
                + " 2024-05-02T00:00:00Z, the report is as of 2024-05-31T00:00:00Z\n");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void the_whole_report_says_who_attested_what() throws Exception {
    Run run = evaluate(FIRST + SECOND, "--report", "all", "--quiet");

    assertThat(run.stdout())
        .contains(
            """
            LOW: 1.2 contacts
            ════════════════════════════════════════════════════════════════════════════════
            are the contact details current, and do they reach more than one person?; attested by Ann Other: fail
              read all fields at global/account/get-contact-information.json#/ContactInformation line 1
            """)
        .contains(
            """

            ATTESTED: 1.1 questions
              pass, by Jo Example, Auditor
              counts from 2024-05-01T00:00:00Z until 2025-05-01T00:00:00Z
              The questions are set;
              the answers are in the safe.
              document minutes.pdf sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855

            ATTESTED: 1.2 contacts
              fail, by Ann Other, Owner
              counts from 2024-05-01T08:00:00Z until 2025-05-01T00:00:00Z
              about arn:aws:iam::111122223333:root
              Nobody answers the phone.

            Score     1 of 3""");
    assertThat(run.stderr()).isEmpty();
  }

  @Test
  void json_says_where_persons_had_a_say() throws Exception {
    Run run = evaluate(FIRST + SECOND, "--report", "summary", "--format", "json", "--quiet");

    assertThat(run.stdout())
        .isEqualTo(
            """
            {
              "ID": "mine",
              "Title": "mine",
              "SummaryControls": [
                {
                  "ID": "1.1",
                  "Name": "questions",
                  "Severity": "LOW",
                  "TotalFail": 0,
                  "Status": "PASS",
                  "DecidedBy": "attestation"
                },
                {
                  "ID": "1.2",
                  "Name": "contacts",
                  "Severity": "LOW",
                  "TotalFail": 1,
                  "Status": "FAIL",
                  "DecidedBy": "attestation"
                },
                {
                  "ID": "1.3",
                  "Name": "safe",
                  "Severity": "LOW",
                  "Status": "MANUAL"
                }
              ]
            }
            """);
  }

  @Test
  void the_long_json_has_no_results_for_a_control_that_a_person_failed() throws Exception {
    Run run = evaluate(FIRST.replace("status: pass", "status: fail"), "--format", "json");

    assertThat(run.stdout())
        .contains(
            """
                  "Severity": "LOW",
                  "Status": "FAIL",
                  "DecidedBy": "attestation",
                  "Results": null
            """);
  }

  @Test
  void attestations_trip_gates_like_data() throws Exception {
    assertThat(evaluate(FIRST, "--fail-on", "fail").exitCode()).isZero();
    assertThat(evaluate(FIRST + SECOND, "--fail-on", "fail").exitCode()).isEqualTo(1);
  }

  @Test
  void a_file_inside_the_snapshot_is_refused() throws Exception {
    Path inside = Files.writeString(snapshot.resolve("said.yaml"), FIRST);
    Run run = run(inside);

    assertThat(run.stderr())
        .isEqualTo(
            "error: `"
                + inside
                + "` is inside the snapshot\n"
                + "help: keep attestations beside the snapshot, which must stay as it was handed"
                + " over\n");
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void a_link_into_the_snapshot_is_refused() throws Exception {
    Path inside = Files.writeString(snapshot.resolve("said.yaml"), FIRST);
    Path link = Files.createSymbolicLink(temp.resolve("link.yaml"), inside);

    assertThat(run(link).stderr()).startsWith("error: `" + link + "` is inside the snapshot\n");
  }

  @Test
  void a_contradiction_ends_the_run() throws Exception {
    Run run = evaluate(FIRST + FIRST.replace("attestations:\n", "").replace("pass", "fail"));

    assertThat(run.stdout()).isEmpty();
    assertThat(run.stderr())
        .isEqualTo(
            "error: "
                + temp.resolve("said.yaml")
                + " line 15: control `1.1` is said to be `fail`, but `pass` in line 2\n"
                + "help: keep the one that holds\n");
    assertThat(run.exitCode()).isEqualTo(2);
  }

  private Run evaluate(String attestations, String... more) throws Exception {
    return run(Files.writeString(temp.resolve("said.yaml"), attestations), more);
  }

  private Run run(Path attestations, String... more) {
    String[] fixed = {
      "evaluate",
      snapshot.toString(),
      "--compliance",
      "@" + spec,
      "--attestations",
      attestations.toString()
    };
    return assay(Stream.of(fixed, more).flatMap(Arrays::stream).toArray(String[]::new));
  }
}
