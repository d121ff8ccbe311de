package dev.assay.snapshot;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.assay.aws.CredentialReport;
import dev.assay.aws.CredentialReport.AccessKey;
import dev.assay.aws.CredentialReport.Row;
import dev.assay.aws.Evidence;
import dev.assay.testing.LogText;
import dev.assay.testing.Outcome;
import dev.assay.testing.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** In the tables {@code ⏎} stands for a line end, CSV and JSON for the two files' paths. */
class CredentialReportReaderTest {

  private static final String JSON = "global/iam/get-credential-report.json";
  private static final String CSV = "global/iam/credential-report.csv";

  /** As AWS writes it: 22 columns, no line end behind the last row. */
  private static final String FULL =
      """
      user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,\
      password_next_rotation,mfa_active,\
      access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,\
      access_key_1_last_used_region,access_key_1_last_used_service,\
      access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,\
      access_key_2_last_used_region,access_key_2_last_used_service,\
      cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated
      <root_account>,arn:aws:iam::111122223333:root,2020-01-01T00:00:00+00:00,not_supported,\
      no_information,not_supported,not_supported,true,\
      false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A
      ana,arn:aws:iam::111122223333:user/ana,2021-01-01T00:00:00+00:00,true,\
      2024-05-01T00:00:00+00:00,2024-04-01T00:00:00+00:00,N/A,false,\
      true,2024-03-01T00:00:00+00:00,2024-05-02T00:00:00+00:00,us-east-1,s3,\
      false,2023-03-01T00:00:00+00:00,N/A,N/A,N/A,false,N/A,false,N/A""";

  private static final String FULL_READ =
      """
      <root_account> arn:aws:iam::111122223333:root 2020-01-01T00:00:00Z\
       | not_supported no_information not_supported | true | false N/A N/A | false N/A N/A
      ana arn:aws:iam::111122223333:user/ana 2021-01-01T00:00:00Z\
       | true 2024-05-01T00:00:00Z 2024-04-01T00:00:00Z | false\
       | true 2024-03-01T00:00:00Z 2024-05-02T00:00:00Z | false 2023-03-01T00:00:00Z N/A""";

  /** As much of a report as most cases need. */
  private static final String HEAD = "user,arn,mfa_active\n";

  private static final String ROOT = "<root_account>,arn:aws:iam::111122223333:root,true\n";
  private static final String ANA = "ana,arn:aws:iam::111122223333:user/ana,false\n";

  static Stream<Arguments> writings() {
    return Stream.of(
        arguments("as AWS writes it", FULL),
        arguments("columns the other way round", perRow(FULL, CredentialReportReaderTest::turned)),
        arguments("a column more", perRow(FULL, row -> row + ",additional_credentials_info")),
        arguments("a column more in front", perRow(FULL, row -> "new," + row)),
        arguments("a byte order mark", "\uFEFF" + FULL),
        arguments("CRLF", FULL.replace("\n", "\r\n")),
        arguments("a last line end", FULL + "\n"),
        arguments("blank lines", FULL.replace("\n", "\n\n") + "\n\n"),
        arguments("everything quoted", perRow(FULL, row -> '"' + row.replace(",", "\",\"") + '"')),
        arguments("Z for UTC", FULL.replace("+00:00", "Z")),
        arguments("another offset", FULL.replace("T00:00:00+00:00", "T02:00:00+02:00")),
        arguments("fractions of a second", FULL.replace("+00:00", ".000Z")),
        arguments(
            "saved by a spreadsheet", FULL.replace("true", "TRUE").replace("false", "FALSE")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("writings")
  void a_report_reads_the_same_in_every_writing(String name, String text) {
    assertThat(values(csv(text))).isEqualTo(FULL_READ);
  }

  @Test
  void a_column_that_is_not_there_takes_only_its_own_values() {
    String sixteen =
        perRow(
            FULL,
            row -> {
              List<String> cells = cells(row);
              cells.subList(15, 18).clear(); // access_key_2_last_used_...
              cells.subList(10, 13).clear(); // access_key_1_last_used_...
              return String.join(",", cells);
            });

    Row ana = csv(sixteen).value().user("ana").orElseThrow();

    assertThat(words(ana))
        .isEqualTo(
            "ana arn:aws:iam::111122223333:user/ana 2021-01-01T00:00:00Z"
                + " | true 2024-05-01T00:00:00Z 2024-04-01T00:00:00Z | false"
                + " | true 2024-03-01T00:00:00Z ? CSV has no column `access_key_1_last_used_date`"
                + " | false 2023-03-01T00:00:00Z"
                + " ? CSV has no column `access_key_2_last_used_date`");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mfa_active         | true                      | true
          mfa_active         | True                      | true
          mfa_active         | FALSE                     | false
          mfa_active         | N/A                       | N/A
          mfa_active         | no_information            | no_information
          mfa_active         | not_supported             | not_supported
          mfa_active         | n/a                       | ? CSV line 2 column mfa_active is `n/a`, expected true or false
          mfa_active         | 1                         | ? CSV line 2 column mfa_active is `1`, expected true or false
          mfa_active         | ''                        | ? CSV line 2 column mfa_active is ``, expected true or false
          password_last_used | 2024-05-01T10:20:30+00:00 | 2024-05-01T10:20:30Z
          password_last_used | 2024-05-01T10:20:30Z      | 2024-05-01T10:20:30Z
          password_last_used | 2024-05-01T10:20:30-05:00 | 2024-05-01T15:20:30Z
          password_last_used | 2024-02-29T00:00:00Z      | 2024-02-29T00:00:00Z
          password_last_used | N/A                       | N/A
          password_last_used | no_information            | no_information
          password_last_used | not_supported             | not_supported
          password_last_used | 2023-02-30T00:00:00Z      | ? CSV line 2 column password_last_used is `2023-02-30T00:00:00Z`, expected a timestamp with an offset
          password_last_used | 2024-05-01T10:20:30       | ? CSV line 2 column password_last_used is `2024-05-01T10:20:30`, expected a timestamp with an offset
          password_last_used | 1714558830                | ? CSV line 2 column password_last_used is `1714558830`, expected a timestamp with an offset
          password_last_used | 5/1/2024 10:20            | ? CSV line 2 column password_last_used is `5/1/2024 10:20`, expected a timestamp with an offset
          """)
  void a_cell_is_a_value_or_a_word_for_none(String column, String cell, String expected) {
    Row row = csv("user,arn,%s\nana,arn,%s".formatted(column, cell)).value().users().get(0);

    Evidence<?> read = column.equals("mfa_active") ? row.mfaActive() : row.passwordLastUsed();

    assertThat(Outcome.value(read).replace(CSV, "CSV")).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          no comma                 | ben,arn:1:user/ben,true            | ben arn:1:user/ben true
          quoted                   | "b,en","arn:1:user/b,en",true      | b,en arn:1:user/b,en true
          name unquoted            | b,en,"arn:1:user/b,en",true        | b,en arn:1:user/b,en true
          two commas in it         | b,e,n,"arn:1:user/b,e,n",true      | b,e,n arn:1:user/b,e,n true
          a quote inside           | "b""en","arn:1:user/b""en",true    | b"en arn:1:user/b"en true
          a cell too few           | ben,arn:1:user/ben                 | ben arn:1:user/ben ? CSV line 3 has 2 columns, expected 3
          a name and nothing else  | ben                                | ben ben ? CSV line 3 has 1 columns, expected 3
          a cell too many          | ben,arn:1:user/ben,true,x          | ben arn:1:user/ben ? CSV line 3 has 4 columns, expected 3
          no ARN to hold on to     | b,en,user/ben,true                 | b en ? CSV line 3 has 4 columns, expected 3
          """)
  void a_row_is_told_apart_by_its_arn_or_lost_alone(String name, String row, String expected) {
    CredentialReport report = csv(HEAD + ROOT + row + "\n" + ANA).value();

    Row ben = report.users().get(0);
    assertThat(ben.name() + " " + ben.arn() + " " + said(ben.mfaActive())).isEqualTo(expected);
    assertThat(report.user("ana").orElseThrow().mfaActive().value()).isFalse();
    assertThat(report.root().value().mfaActive().value()).isTrue();
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        arguments("", "is empty; did the call fail?"),
        arguments(" \r\n\n", "is empty; did the call fail?"),
        arguments(HEAD, "has a header but no rows"),
        arguments(HEAD + "\n\n", "has a header but no rows"),
        arguments(ROOT + ANA, "is no credential report: line 1 has no column `user`"),
        arguments(
            "user,mfa_active\nana,true", "is no credential report: line 1 has no column `arn`"),
        arguments("user,arn,a,a\nana,arn,1,2", "has the column `a` twice"),
        arguments(HEAD + ROOT + ANA + ANA, "line 4 is a second row of `ana`"),
        arguments(HEAD + ROOT + ROOT, "line 3 is a second row of `<root_account>`"),
        arguments(HEAD + "a\0", "has a NUL character at offset 21"),
        arguments(HEAD + ROOT + "\"ana,arn,true\n", "has a broken quote near line 3"),
        arguments(HEAD + ROOT + "\"ana\"s,arn,true\n", "has a broken quote near line 3"),
        arguments(
            "An error occurred (AccessDenied) when calling the GetCredentialReport operation: no",
            "holds the error text AccessDenied"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("faults")
  void a_faulty_report_is_missing_as_a_whole(String text, String fault) {
    assertThat(said(csv(text))).isEqualTo("? CSV " + fault);
    assertThat(said(json(text))).isEqualTo("? JSON#/Content " + fault);
  }

  static Stream<Arguments> bytesThatAreNoText() {
    return Stream.of(
        arguments(HEAD.getBytes(UTF_16), "is UTF-16 text; save it again as UTF-8"),
        arguments(new byte[] {'u', (byte) 0xff}, "is not UTF-8 text: bad byte at offset 1"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("bytesThatAreNoText")
  void a_report_is_utf8(byte[] bytes, String fault) {
    assertThat(said(read(Map.of(CSV, bytes)))).isEqualTo("? CSV " + fault);
    assertThat(said(read(Map.of(JSON, answer(bytes))))).isEqualTo("? JSON#/Content " + fault);
  }

  @Test
  void without_its_row_root_alone_is_missing() {
    CredentialReport report = csv(HEAD + ANA).value();

    assertThat(said(report.root())).isEqualTo("? CSV has no `<root_account>` row");
    assertThat(report.users()).extracting(Row::name).containsExactly("ana");
  }

  @Test
  void root_is_told_by_its_name_wherever_it_stands() {
    CredentialReport report = csv(HEAD + ANA + ROOT).value();

    assertThat(Outcome.of(report.root())).endsWith(" at " + CSV + " line 3");
    assertThat(report.users()).extracting(Row::name).containsExactly("ana");
  }

  @Test
  void every_value_knows_its_line_and_column() {
    assertThat(Outcome.of(ana(csv(FULL)).mfaActive()))
        .isEqualTo("present false at " + CSV + " line 3 column mfa_active");
    assertThat(Outcome.of(ana(csv(FULL.replace("\n", "\r\n\r\n"))).keys().get(1).lastUsed()))
        .isEqualTo("absent N/A at " + CSV + " line 5 column access_key_2_last_used_date");
    assertThat(Outcome.of(ana(json(FULL)).mfaActive()))
        .isEqualTo("present false at " + JSON + "#/Content line 3 column mfa_active");
    assertThat(ana(csv(FULL)).source()).hasToString(CSV + " line 3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "2024-05-30T23:00:00+00:00" | 2024-05-30T23:00:00Z
          "2024-05-30T23:00:00Z"      | 2024-05-30T23:00:00Z
          1717110000                  | 2024-05-30T23:00:00Z
          1717110000.5                | 2024-05-30T23:00:00.500Z
          null                        | not set
          "yesterday"                 | ? JSON#/GeneratedTime is not a timestamp
          -1                          | ? JSON#/GeneratedTime is not a timestamp
          1e400                       | ? JSON#/GeneratedTime is not a timestamp
          """)
  void the_answer_tells_when_the_report_was_written(String written, String expected) {
    String answer =
        "{\"Content\": \"%s\", \"GeneratedTime\": %s}"
            .formatted(base64(FULL.getBytes(UTF_8)), written);

    CredentialReport report = read(Map.of(JSON, answer.getBytes(UTF_8))).value();

    assertThat(said(report.generatedAt())).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          2024-04-30T00:00:00Z | -                    | 2024-05-01T00:00:00Z
          2024-04-29T23:59:59Z | -                    | after the report was made
          2099-01-01T00:00:00Z | 2024-04-30T00:00:00Z | 2024-05-01T00:00:00Z
          2099-01-01T00:00:00Z | 2024-04-29T23:59:59Z | after the report was made
          2024-04-29T23:59:59Z | 2024-05-30T00:00:00Z | after the report was made
          """)
  void dates_are_at_most_a_day_after_the_report_and_the_run(
      String made, Instant runEnded, String expected) {
    String answer =
        "{\"Content\": \"%s\", \"GeneratedTime\": \"%s\"}"
            .formatted(base64(FULL.getBytes(UTF_8)), made);
    Calls calls =
        new Calls(
            Tree.of(Map.of(JSON, answer.getBytes(UTF_8))), Optional.empty(), Optional.empty());

    Evidence<CredentialReport> report =
        CredentialReportReader.read(calls, Optional.ofNullable(runEnded));

    assertThat(said(ana(report).passwordLastUsed())).endsWith(expected);
  }

  @Test
  void a_bare_csv_does_not_tell_when_it_was_written() {
    assertThat(said(csv(FULL).value().generatedAt())).isEqualTo("not set");
  }

  @Test
  void with_both_forms_values_are_placed_in_the_csv_and_the_time_is_the_answers() {
    Evidence<CredentialReport> read = read(both(FULL, answer(FULL.getBytes(UTF_8))));

    assertThat(values(read)).isEqualTo(FULL_READ);
    assertThat(ana(read).source()).hasToString(CSV + " line 3");
    assertThat(Outcome.of(read.value().generatedAt()))
        .isEqualTo("present 2024-05-30T23:00:00Z at " + JSON + "#/GeneratedTime");
  }

  static Stream<Arguments> sameReports() {
    return Stream.of(
        arguments("a last line end", FULL + "\n", FULL),
        arguments("CRLF", FULL.replace("\n", "\r\n"), FULL),
        arguments("a byte order mark", "\uFEFF" + FULL, FULL),
        arguments("CRLF in the answer", FULL, FULL.replace("\n", "\r\n") + "\r\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sameReports")
  void two_forms_may_differ_in_line_ends(String name, String csv, String inside) {
    assertThat(values(read(both(csv, answer(inside.getBytes(UTF_8)))))).isEqualTo(FULL_READ);
  }

  @Test
  void two_forms_that_differ_are_rejected() {
    Map<String, byte[]> files = both(HEAD + ROOT, answer((HEAD + ANA).getBytes(UTF_8)));

    assertThat(Refusal.of(() -> read(files)))
        .isEqualTo("REJECTED: " + CSV + ": is not the report inside " + JSON);
  }

  static Stream<Arguments> faultyBesideGood() {
    byte[] good = answer(FULL.getBytes(UTF_8));
    String cut = "? CSV is cut off: JSON has the whole report";
    return Stream.of(
        arguments("CSV cut at a line end", FULL.substring(0, FULL.lastIndexOf('\n')), good, cut),
        arguments("CSV cut in a row", FULL.substring(0, FULL.length() - 40), good, cut),
        arguments("CSV cut in the last cell", FULL.substring(0, FULL.length() - 1), good, cut),
        arguments(
            "CSV header only",
            FULL.substring(0, FULL.indexOf('\n')),
            good,
            "? CSV has a header but no rows"),
        arguments("CSV empty", "", good, "? CSV is empty; did the call fail?"),
        arguments(
            "JSON cut",
            FULL,
            "{\"Content\": \"dXN".getBytes(UTF_8),
            "? JSON is cut off at line 1 column 17"),
        arguments("JSON empty", FULL, new byte[0], "? JSON is empty; did the call fail?"),
        arguments(
            "JSON without content", FULL, "{}".getBytes(UTF_8), "? JSON#/Content is not there"),
        arguments(
            "content no text",
            FULL,
            "{\"Content\": 1}".getBytes(UTF_8),
            "? JSON#/Content is not text"),
        arguments(
            "content no base64",
            FULL,
            "{\"Content\": \"*\"}".getBytes(UTF_8),
            "? JSON#/Content is not base64"),
        arguments(
            "content empty",
            FULL,
            answer(new byte[0]),
            "? JSON#/Content is empty; did the call fail?"),
        arguments(
            "JSON denied",
            FULL,
            "An error occurred (AccessDenied) when calling the GetCredentialReport operation: no"
                .getBytes(UTF_8),
            "? JSON was denied (AccessDenied)"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faultyBesideGood")
  void a_faulty_form_beside_a_good_one_is_missing(
      String name, String csv, byte[] json, String expected) {
    assertThat(said(read(both(csv, json)))).isEqualTo(expected);
  }

  @Test
  void base64_may_be_broken_into_lines() {
    String lines =
        Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(FULL.getBytes(UTF_8));
    String answer = "{\"Content\": \"%s\"}".formatted(lines.replace("\n", "\\n"));

    assertThat(lines).contains("\n");
    assertThat(values(read(Map.of(JSON, answer.getBytes(UTF_8))))).isEqualTo(FULL_READ);
  }

  @Test
  void with_a_log_only_a_logged_answer_counts() {
    byte[] answer = answer(FULL.getBytes(UTF_8));
    Optional<CallLog> none = Optional.of(CallLog.parse(LogText.of()));
    Optional<CallLog> ok =
        Optional.of(
            CallLog.parse(
                LogText.of(
                    JSON + " - iam get-credential-report - 0 ok - t 1 " + answer.length + " aws")));
    Map<String, byte[]> csvOnly = Map.of(CSV, FULL.getBytes(UTF_8));

    assertThat(values(read(both(FULL, answer), ok))).isEqualTo(FULL_READ);
    assertThat(values(read(Map.of(JSON, answer), ok))).isEqualTo(FULL_READ);
    assertThat(said(read(both(FULL, answer), none))).isEqualTo("? JSON has no line in calls.tsv");
    assertThat(said(read(csvOnly, none))).isEqualTo("? JSON was not collected");
    assertThat(said(read(csvOnly, ok)))
        .isEqualTo("? JSON: calls.tsv line 2 says `ok` but the file is not there");
  }

  @Test
  void without_either_form_the_call_is_named() {
    assertThat(said(read(Map.of()))).isEqualTo("? JSON was not collected");
  }

  private static Evidence<CredentialReport> csv(String text) {
    return read(Map.of(CSV, text.getBytes(UTF_8)));
  }

  private static Evidence<CredentialReport> json(String text) {
    return read(Map.of(JSON, answer(text.getBytes(UTF_8))));
  }

  private static Map<String, byte[]> both(String csv, byte[] json) {
    return Map.of(CSV, csv.getBytes(UTF_8), JSON, json);
  }

  private static Evidence<CredentialReport> read(Map<String, byte[]> files) {
    return read(files, Optional.empty());
  }

  private static Evidence<CredentialReport> read(Map<String, byte[]> files, Optional<CallLog> log) {
    return CredentialReportReader.read(
        new Calls(Tree.of(files), log, Optional.empty()), Optional.empty());
  }

  /** What the CLI prints. */
  private static byte[] answer(byte[] report) {
    return "{\"Content\": \"%s\", \"GeneratedTime\": \"2024-05-30T23:00:00+00:00\"}"
        .formatted(base64(report))
        .getBytes(UTF_8);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String perRow(String report, UnaryOperator<String> change) {
    return report.lines().map(change).collect(joining("\n"));
  }

  private static String turned(String row) {
    List<String> cells = cells(row);
    Collections.reverse(cells);
    return String.join(",", cells);
  }

  private static List<String> cells(String row) {
    return new ArrayList<>(List.of(row.split(",")));
  }

  private static Row ana(Evidence<CredentialReport> report) {
    return report.value().user("ana").orElseThrow();
  }

  /** All rows, root first, without the places of their values. */
  private static String values(Evidence<CredentialReport> read) {
    CredentialReport report = read.value();
    return Stream.concat(Stream.of(report.root().value()), report.users().stream())
        .map(CredentialReportReaderTest::words)
        .collect(joining("\n"));
  }

  private static String words(Row row) {
    String keys = row.keys().stream().map(CredentialReportReaderTest::words).collect(joining());
    return row.name()
        + " "
        + row.arn()
        + " "
        + said(row.created())
        + " | "
        + said(row.passwordEnabled())
        + " "
        + said(row.passwordLastUsed())
        + " "
        + said(row.passwordLastChanged())
        + " | "
        + said(row.mfaActive())
        + keys;
  }

  private static String words(AccessKey key) {
    return " | " + said(key.active()) + " " + said(key.lastRotated()) + " " + said(key.lastUsed());
  }

  private static String said(Evidence<?> evidence) {
    return Outcome.value(evidence).replace(CSV, "CSV").replace(JSON, "JSON");
  }
}
