package dev.assay.spec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.assay.testing.Faults;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaiverReaderTest {

  private static final String FILE =
      """
      waivers:
      - check: iam-unused-credentials
        control: 1.10
        resource: arn:aws:iam::111122223333:user/*
        account: 111122223333
        reason: The robots keep their keys until autumn.
        owner: Jo Example
        ticket: SEC-12
        from: 2026-06-29
        expires: 2026-12-31
      """;

  @Test
  void everything_is_read_and_ids_stay_text() {
    assertThat(parse(FILE))
        .containsExactly(
            new Waiver(
                "iam-unused-credentials",
                "1.10",
                "arn:aws:iam::111122223333:user/*",
                "111122223333",
                "The robots keep their keys until autumn.",
                "Jo Example",
                "SEC-12",
                Optional.of(LocalDate.of(2026, 6, 29)),
                LocalDate.of(2026, 12, 31),
                "waivers.yaml",
                2));
  }

  @Test
  void what_may_be_left_out_says_nothing() {
    List<Waiver> read =
        parse(
            """
            waivers:
            - {control: 1.20, reason: no, owner: 7, expires: 2026-12-31}
            - check: AVD-AWS-0142
              reason: |
                It is a toy,
                and nobody plays with it.
              owner: Jo Example
              expires: 2026-12-31
            """);

    assertThat(read)
        .extracting(Waiver::subject, Waiver::reason, Waiver::ticket, Waiver::from, Waiver::place)
        .containsExactly(
            tuple("control `1.20`", "no", "", Optional.empty(), "waivers.yaml line 2"),
            tuple(
                "check `AVD-AWS-0142`",
                "It is a toy,\nand nobody plays with it.",
                "",
                Optional.empty(),
                "waivers.yaml line 3"));
    assertThat(read).allMatch(Waiver::isOfEveryResource).allMatch(Waiver::isOfEveryAccount);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"*, true", "**, true", "?*, true", "a*, false", "arn:*, false", "'* a', false"})
  void a_pattern_of_wildcards_alone_is_of_every_resource(String pattern, boolean every) {
    String text = FILE.replace("arn:aws:iam::111122223333:user/*", "'" + pattern + "'");

    assertThat(parse(text).get(0).isOfEveryResource()).isEqualTo(every);
  }

  @Test
  void an_empty_list_is_one() {
    assertThat(parse("waivers: []\n")).isEmpty();
  }

  @ParameterizedTest(name = "{0} -> {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          check: iam-unused-credentials | check:          | 2: `check` is empty -> write the id of a check, see `assay list checks`
          control: 1.10       | control: [1.10]     | 3: `control` is not text -> write the id of a control of the spec
          resource: arn:aws:iam::111122223333:user/* | resource: | 4: `resource` is empty -> write it as reports print it, or its ARN; `*` and `?` are wildcards; without the line it is every resource
          resource: arn:aws:iam::111122223333:user/* | resource: *all | 4: alias `*all` is not allowed -> write the value out
          account: 111122223333 | account: "*"      | 5: `account` is `*` -> write the 12 digits of the account's id
          account: 111122223333 | account: 1111-2222-3333 | 5: `account` is `1111-2222-3333` -> write the 12 digits of the account's id
          account: 111122223333 | account: ~        | 5: `account` is empty -> write the 12 digits of the account's id
          reason: The robots keep their keys until autumn. | reason: "  " | 6: `reason` is empty -> say in words why the risk is accepted
          owner: Jo Example   | owner: {name: Jo}   | 7: `owner` is not text -> write the name of who answers for it
          owner: Jo Example   | approver: Jo        | 2: a waiver has no `owner` -> write the name of who answers for it ; 7: a waiver has no key `approver` -> the keys are `check`, `control`, `resource`, `account`, `reason`, `owner`, `ticket`, `from`, `expires`
          owner: Jo Example   | ticket: SEC-13      | 8: key `ticket` is there already, in line 7 -> keep one of them
          ticket: SEC-12      | ticket:             | 8: `ticket` is empty -> write where it is tracked, or leave the line out
          from: 2026-06-29    | from: today         | 9: `from` is `today` -> write a date like 2026-01-31, the first day on which it counts
          from: 2026-06-29    | from: 2027-01-01    | 10: `expires` is before `from` -> write the last day on which the waiver counts
          expires: 2026-12-31 | expires: never      | 10: `expires` is `never` -> write a date like 2026-01-31, the last day on which it counts
          expires: 2026-12-31 | expires: 2026-02-30 | 10: `expires` is `2026-02-30` -> write a date like 2026-01-31, the last day on which it counts
          expires: 2026-12-31 | expires: 2026-12-31T12:00:00Z | 10: `expires` is `2026-12-31T12:00:00Z` -> write a date like 2026-01-31, the last day on which it counts
          waivers:            | waiver:             | 1: there is no `waivers:` -> it is the first line, with a list of them below ; 1: the file has no key `waiver` -> the keys are `waivers`
          """)
  void a_faulty_line_is_named(String line, String faulty, String problems) {
    String text = FILE.replace(line, faulty);
    String expected = "waivers.yaml line " + problems.replace(" ; ", "\nwaivers.yaml line ") + "\n";

    assertThat(text).isNotEqualTo(FILE);
    assertThat(faults(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''               | 1: is empty -> the file starts with `waivers:`
          waivers:         | 1: there is no `waivers:` -> it is the first line, with a list of them below
          waivers: none    | 1: `waivers` is not a list -> write `- check: ...` items below it
          waivers: [1.10]  | 1: an item of `waivers` has no keys -> write `- check: ...`, and the other keys below
          """)
  void a_file_of_another_shape_is_refused(String text, String problem) {
    assertThat(faults(text)).isEqualTo("waivers.yaml line " + problem + "\n");
  }

  @Test
  void all_problems_are_told_at_once() {
    assertThat(faults("waivers:\n- {}\n- control: '1.1'\n  expires: soon\n"))
        .isEqualTo(
            """
            waivers.yaml line 2: a waiver has no `check` and no `control` -> write one of them, or both for the check in that control only
            waivers.yaml line 2: a waiver has no `expires` -> write a date like 2026-01-31, the last day on which it counts
            waivers.yaml line 2: a waiver has no `reason` -> say in words why the risk is accepted
            waivers.yaml line 2: a waiver has no `owner` -> write the name of who answers for it
            waivers.yaml line 3: a waiver has no `reason` -> say in words why the risk is accepted
            waivers.yaml line 3: a waiver has no `owner` -> write the name of who answers for it
            waivers.yaml line 4: `expires` is `soon` -> write a date like 2026-01-31, the last day on which it counts
            """);
  }

  @Test
  void a_pattern_is_no_longer_than_an_arn() {
    String longest = FILE.replace("user/*", "user/" + "a".repeat(2048 - 31));

    assertThat(parse(longest).get(0).resource()).hasSize(2048);
    assertThat(faults(longest.replace("user/", "user/?")))
        .isEqualTo(
            "waivers.yaml line 4: `resource` has 2049 characters"
                + " -> write at most 2048, no ARN is longer\n");
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    assertThat(Faults.usage(() -> WaiverReader.read(Path.of("no-such.yaml"))))
        .isEqualTo("cannot read the waivers `no-such.yaml` -> check the path\n");
  }

  private static List<Waiver> parse(String text) {
    return WaiverReader.parse("waivers.yaml", text.getBytes(UTF_8));
  }

  private static String faults(String text) {
    return Faults.usage(() -> parse(text));
  }
}
