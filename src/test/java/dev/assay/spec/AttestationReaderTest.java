package dev.assay.spec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.assay.spec.Attestation.Document;
import dev.assay.spec.Attestation.Verdict;
import dev.assay.testing.Faults;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttestationReaderTest {

  private static final String DIGEST =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private static final String FILE =
      """
      attestations:
      - control: "1.15"
        resource: arn:aws:sns:eu-west-1:111122223333:alerts
        account: 111122223333
        status: pass
        statement: The questions are set.
        evidence:
        - path: minutes.pdf
          sha256: %s
        by: Jo Example
        role: Auditor
        date: 2026-06-29
        expires: 2027-06-29T12:00:00+02:00
      """
          .replace("%s", DIGEST);

  @Test
  void everything_is_read() {
    assertThat(parse(FILE))
        .containsExactly(
            new Attestation(
                "1.15",
                "arn:aws:sns:eu-west-1:111122223333:alerts",
                "111122223333",
                Verdict.PASS,
                "The questions are set.",
                List.of(new Document("minutes.pdf", DIGEST)),
                "Jo Example",
                "Auditor",
                Instant.parse("2026-06-29T00:00:00Z"),
                Instant.parse("2027-06-29T10:00:00Z"),
                "said.yaml",
                2));
  }

  @Test
  void resource_and_evidence_may_be_left_out_and_ids_stay_text() {
    List<Attestation> read =
        parse(
            """
            attestations:
            - {control: 1.10, account: 000000000001, status: fail, statement: "no\\nand no",
               by: 7, role: ~x, date: 2026-06-29, expires: 2026-06-30}
            - control: "1.15"
              account: "111122223333"
              status: not_applicable
              statement: |
                There is no such thing here,
                and there never was.
              by: Jo Example
              role: Auditor
              date: 2026-06-29
              expires: 2026-06-30
            """);

    assertThat(read)
        .extracting(
            Attestation::control,
            Attestation::account,
            Attestation::verdict,
            Attestation::statement,
            Attestation::place)
        .containsExactly(
            tuple("1.10", "000000000001", Verdict.FAIL, "no\nand no", "said.yaml line 2"),
            tuple(
                "1.15",
                "111122223333",
                Verdict.NOT_APPLICABLE,
                "There is no such thing here,\nand there never was.",
                "said.yaml line 4"));
    assertThat(read).allMatch(Attestation::isOfWholeControl);
    assertThat(read).allMatch(given -> given.documents().isEmpty());
  }

  @Test
  void an_empty_list_is_one() {
    assertThat(parse("attestations: []\n")).isEmpty();
  }

  private static final String TIME =
      "write a date, or a time with its offset, like 2026-01-31 or 2026-01-31T12:00:00Z";

  @ParameterizedTest(name = "{0} -> {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          control: "1.15"           | control: ""            | 2: `control` is empty -> write the id of a control of the spec
          control: "1.15"           | control: [1.15]        | 2: `control` is not text -> write the id of a control of the spec
          resource: arn:aws:sns:eu-west-1:111122223333:alerts | resource: | 3: `resource` is empty -> write it as reports print it; without the line it is the whole control
          resource: arn:aws:sns:eu-west-1:111122223333:alerts | resource: {a: b} | 3: `resource` is not text -> write it as reports print it; without the line it is the whole control
          account: 111122223333     | account: 11112222333   | 4: `account` is `11112222333` -> write the 12 digits of the account's id
          account: 111122223333     | account: ~             | 4: `account` is empty -> write the 12 digits of the account's id
          status: pass              | status: PASS           | 5: `status` is `PASS` -> write pass, fail or not_applicable
          status: pass              | status: waived         | 5: `status` is `waived` -> write pass, fail or not_applicable
          statement: The questions are set. | statement: "  " | 6: `statement` is empty -> say in words what was found to be so
          by: Jo Example            | by: null               | 10: `by` is empty -> write the name of who attests
          role: Auditor             | role: [Auditor]        | 11: `role` is not text -> write what they attest it as
          date: 2026-06-29          | date: 29.6.2026        | 12: `date` is `29.6.2026` -> TIME
          date: 2026-06-29          | date: 2026-02-30       | 12: `date` is `2026-02-30` -> TIME
          date: 2026-06-29          | date: 2026-06-29T00:00 | 12: `date` is `2026-06-29T00:00` -> TIME
          date: 2026-06-29          | date: 2027-06-29T10:00Z | 13: `expires` is not after `date` -> write the day from which on the attestation counts no more
          2027-06-29T12:00:00+02:00 | never                  | 13: `expires` is `never` -> TIME
          2027-06-29T12:00:00+02:00 | 2026-06-28             | 13: `expires` is not after `date` -> write the day from which on the attestation counts no more
          path: minutes.pdf         | path: ""               | 8: `path` is empty -> write the name of the document
          sha256: DIGEST            | sha256: e3b0           | 9: `sha256` is `e3b0` -> write the 64 hex digits that `sha256sum` prints for the document
          sha256: DIGEST            | sha265: DIGEST         | 8: a document has no `sha256` -> write the 64 hex digits that `sha256sum` prints for the document ; 9: a document has no key `sha265` -> the keys are `path`, `sha256`
          - path: minutes.pdf       | - minutes.pdf: x       | 8: a document has no key `minutes.pdf` -> the keys are `path`, `sha256` ; 8: a document has no `path` -> write the name of the document
          by: Jo Example            | By: Jo Example         | 2: an attestation has no `by` -> write the name of who attests ; 10: an attestation has no key `By` -> the keys are `control`, `resource`, `account`, `status`, `statement`, `evidence`, `by`, `role`, `date`, `expires`
          role: Auditor             | by: Ann Other          | 11: key `by` is there already, in line 10 -> keep one of them
          by: Jo Example            | by: !!str Jo           | 10: a YAML tag is not allowed -> leave the `!...` out; every value is text
          by: Jo Example            | by: *jo                | 10: alias `*jo` is not allowed -> write the value out
          attestations:             | attestation:           | 1: there is no `attestations:` -> it is the first line, with a list of them below ; 1: the file has no key `attestation` -> the keys are `attestations`
          """)
  void a_faulty_line_is_named(String line, String faulty, String problems) {
    String text = FILE.replace(line.replace("DIGEST", DIGEST), faulty.replace("DIGEST", DIGEST));
    String expected = "said.yaml line " + problems.replace(" ; ", "\nsaid.yaml line ") + "\n";

    assertThat(text).isNotEqualTo(FILE);
    assertThat(faults(text)).isEqualTo(expected.replace("TIME", TIME));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                       | 1: is empty -> the file starts with `attestations:`
          just words               | 1: there is no `attestations:` -> it is the first line, with a list of them below
          attestations:            | 1: there is no `attestations:` -> it is the first line, with a list of them below
          attestations: all good   | 1: `attestations` is not a list -> write `- control: ...` items below it
          attestations: {a: b}     | 1: `attestations` is not a list -> write `- control: ...` items below it
          attestations: [all good] | 1: an item of `attestations` has no keys -> write `- control: ...`, and the other keys below
          {attestations: [], more: 1} | 1: the file has no key `more` -> the keys are `attestations`
          attestations: [          | 1: is not YAML: expected the node content, but found '<stream end>' -> check the indentation and quotes there
          """)
  void a_file_of_another_shape_is_refused(String text, String problem) {
    assertThat(faults(text)).isEqualTo("said.yaml line " + problem + "\n");
  }

  @Test
  void evidence_is_a_list_of_documents() {
    String list = FILE.substring(FILE.indexOf("  evidence:"), FILE.indexOf("  by:"));

    assertThat(faults(FILE.replace(list, "  evidence: minutes.pdf\n")))
        .isEqualTo(
            "said.yaml line 7: `evidence` is not a list"
                + " -> write `- path: ...` items below it\n");
    assertThat(faults(FILE.replace(list, "  evidence:\n")))
        .isEqualTo(
            "said.yaml line 7: `evidence` is not a list"
                + " -> write `- path: ...` items below it\n");
    assertThat(faults(FILE.replace(list, "  evidence:\n  - minutes.pdf\n")))
        .isEqualTo(
            "said.yaml line 8: an item of `evidence` has no keys"
                + " -> write `- path: ...`, and the other keys below\n");
  }

  @Test
  void a_second_document_is_refused() {
    assertThat(faults(FILE + "---\n" + FILE))
        .isEqualTo(
            "said.yaml line 14: a second document starts -> put all attestations into one list\n");
  }

  @Test
  void every_missing_key_is_named_and_so_is_what_comes_after() {
    assertThat(faults("attestations:\n- {}\n- control: '1'\n  status: good\n"))
        .isEqualTo(
            """
            said.yaml line 2: an attestation has no `control` -> write the id of a control of the spec
            said.yaml line 2: an attestation has no `account` -> write the 12 digits of the account's id
            said.yaml line 2: an attestation has no `date` -> TIME
            said.yaml line 2: an attestation has no `expires` -> TIME
            said.yaml line 2: an attestation has no `status` -> write pass, fail or not_applicable
            said.yaml line 2: an attestation has no `statement` -> say in words what was found to be so
            said.yaml line 2: an attestation has no `by` -> write the name of who attests
            said.yaml line 2: an attestation has no `role` -> write what they attest it as
            said.yaml line 3: an attestation has no `account` -> write the 12 digits of the account's id
            said.yaml line 3: an attestation has no `date` -> TIME
            said.yaml line 3: an attestation has no `expires` -> TIME
            said.yaml line 3: an attestation has no `statement` -> say in words what was found to be so
            said.yaml line 3: an attestation has no `by` -> write the name of who attests
            said.yaml line 3: an attestation has no `role` -> write what they attest it as
            said.yaml line 4: `status` is `good` -> write pass, fail or not_applicable
            """
                .replace("TIME", TIME));
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    assertThat(Faults.usage(() -> AttestationReader.read(Path.of("no-such.yaml"))))
        .isEqualTo("cannot read the attestations `no-such.yaml` -> check the path\n");
  }

  private static List<Attestation> parse(String text) {
    return AttestationReader.parse("said.yaml", text.getBytes(UTF_8));
  }

  private static String faults(String text) {
    return Faults.usage(() -> parse(text));
  }
}
