package dev.assay.snapshot;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.assay.aws.Call;
import dev.assay.aws.Evidence;
import dev.assay.aws.Evidence.Lost;
import dev.assay.aws.Gap;
import dev.assay.aws.Request;
import dev.assay.testing.LogText;
import dev.assay.testing.Outcome;
import dev.assay.testing.Refusal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** In the tables FILE stands for the path without its ending, {@code ⏎} for a line end. */
class CallsTest {

  private static final String FILE = "global/iam/get-account-password-policy";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          an object            | {"A": 1}                    | present {"A":1} at FILE.json
          an empty object      | {}                          | present {} at FILE.json
          a complete listing   | {"IsTruncated": false}      | present {"IsTruncated":false} at FILE.json
          no further page      | {"NextToken": null}         | present {"NextToken":null} at FILE.json
          a further page       | {"A": [], "NextToken": "x"} | missing: FILE.json is one page of several: `NextToken` is left inside
          a lower-case token   | {"nextToken": "x"}          | missing: FILE.json is one page of several: `nextToken` is left inside
          a marker             | {"Marker": "x"}             | missing: FILE.json is one page of several: `Marker` is left inside
          an empty marker      | {"NextMarker": ""}          | missing: FILE.json is one page of several: `NextMarker` is left inside
          a cut listing        | {"IsTruncated": true}       | missing: FILE.json is one page of several: `IsTruncated` is set
          a cut one, as text   | {"Truncated": "false"}      | missing: FILE.json is one page of several: `Truncated` is set
          a list               | [{"A": 1}]                  | missing: FILE.json is not a JSON object
          a text               | "A"                         | missing: FILE.json is not a JSON object
          null                 | null                        | missing: FILE.json is not a JSON object
          nothing              | ''                          | missing: FILE.json is empty; did the call fail?
          whitespace           | ⏎ ⏎                         | missing: FILE.json is empty; did the call fail?
          cut behind a colon   | {"A":⏎                      | missing: FILE.json is cut off at line 2 column 1
          cut behind an item   | {"A": 1⏎                    | missing: FILE.json is cut off at line 2 column 1
          cut inside a text    | {"A": "b                    | missing: FILE.json is cut off at line 1 column 9
          cut inside a word    | {"A": tru                   | missing: FILE.json is not JSON at line 1 column 7
          a key twice          | {"A": 1,⏎"A": 2}            | missing: FILE.json has the key `A` twice in one object at line 2 column 4
          a key twice, deeper  | {"A": [{"B": 1, "B": 1}]}   | missing: FILE.json has the key `B` twice in one object at line 1 column 20
          a second document    | {"A": 1}⏎{"A": 2}           | missing: FILE.json has more text after the document at line 2 column 1
          words behind it      | {"A": 1} done               | missing: FILE.json is not JSON at line 1 column 10
          an HTML page         | <html><body>503             | missing: FILE.json is not JSON but looks like an HTML or XML page
          Python's repr        | {'A': True}                 | missing: FILE.json is not JSON; collect it with `--output json`
          the CLI's table      | +---+⏎                      | missing: FILE.json is not JSON; collect it with `--output json`
          a word               | Killed                      | missing: FILE.json is not JSON at line 1 column 1
          not a number         | {"A": NaN}                  | missing: FILE.json is not JSON at line 1 column 10
          """)
  void an_answer_is_a_whole_json_object(String name, String answer, String expected) {
    assertThat(say(handMade(bytes(answer), null))).isEqualTo(expected);
  }

  static Stream<Arguments> unusualBytes() {
    String utf16 = "missing: FILE.json is UTF-16 text; save it again as UTF-8";
    String bad = "missing: FILE.json is not UTF-8 text: bad byte at offset ";
    String deep = "missing: FILE.json nests deeper than 64 levels";
    String digits = "missing: FILE.json has a number of more than 64 digits";
    return Stream.of(
        arguments("a byte order mark", "\uFEFF{}".getBytes(UTF_8), "present {}"),
        arguments("UTF-16 with a mark", "{}".getBytes(UTF_16), utf16),
        arguments("UTF-16 without one", "{}".getBytes(UTF_16LE), utf16),
        arguments("a bad byte", new byte[] {'{', '"', (byte) 0xff, '"'}, bad + 2),
        arguments("an overlong slash", new byte[] {'{', (byte) 0xc0, (byte) 0xaf}, bad + 1),
        arguments("half a character", new byte[] {'{', '"', (byte) 0xe2, (byte) 0x82}, bad + 2),
        arguments("64 levels", nested(64), "present"),
        arguments("65 levels", nested(65), deep),
        arguments("a million levels", "[".repeat(1_000_000).getBytes(UTF_8), deep),
        arguments("64 digits", digits(64), "present"),
        arguments("65 digits", digits(65), digits),
        arguments("a million digits", digits(1_000_000), digits),
        arguments("a key of 1,024 letters", key(1024), "present"),
        arguments(
            "a key of 1,025 letters",
            key(1025),
            "missing: FILE.json has a key of more than 1024 characters"));
  }

  private static byte[] nested(int levels) {
    int lists = levels - 1;
    return ("{\"A\": " + "[".repeat(lists) + "]".repeat(lists) + "}").getBytes(UTF_8);
  }

  private static byte[] key(int letters) {
    return ("{\"" + "k".repeat(letters) + "\": 1}").getBytes(UTF_8);
  }

  private static byte[] digits(int count) {
    return ("{\"A\": " + "9".repeat(count) + "}").getBytes(UTF_8);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unusualBytes")
  void an_answer_is_utf8_within_limits(String name, byte[] answer, String expected) {
    assertThat(say(handMade(answer, null))).startsWith(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          absent, CLI v1        | An error occurred (NoSuchEntity) when calling the GetAccountPasswordPolicy operation: gone                | absent NoSuchEntity at FILE.* line 1
          absent, CLI v2        | ⏎An error occurred (NoSuchEntity) when calling the GetAccountPasswordPolicy operation: gone⏎             | absent NoSuchEntity at FILE.* line 1
          absent, v2.34 and on  | ⏎aws: [ERROR]: An error occurred (NoSuchEntity) when calling the GetAccountPasswordPolicy operation: gone | absent NoSuchEntity at FILE.* line 1
          denied                | An error occurred (AccessDenied) when calling the GetAccountPasswordPolicy operation: no                  | denied: FILE.json was denied (AccessDenied)
          denied, v2.34 and on  | aws: [ERROR]: An error occurred (AccessDenied) when calling the GetAccountPasswordPolicy operation: no    | denied: FILE.json was denied (AccessDenied)
          denied, EC2's word    | An error occurred (UnauthorizedOperation) when calling the GetAccountPasswordPolicy operation: no         | denied: FILE.json was denied (UnauthorizedOperation)
          throttled             | An error occurred (Throttling) when calling the GetAccountPasswordPolicy operation (reached max retries: 4): slow | missing: FILE.json was not collected: the call failed with Throttling
          expired               | An error occurred (ExpiredToken) when calling the GetAccountPasswordPolicy operation: late                | missing: FILE.json was not collected: the call failed with ExpiredToken
          absent for others     | An error occurred (NoSuchBucketPolicy) when calling the GetAccountPasswordPolicy operation: gone          | missing: FILE.json was not collected: the call failed with NoSuchBucketPolicy
          another call's error  | An error occurred (NoSuchEntity) when calling the GetUser operation: gone                                 | missing: FILE.json holds the error of another call, GetUser
          """)
  void an_error_text_says_the_same_in_its_own_file_and_in_the_answers_place(
      String name, String text, String expected) {
    String inItsOwn = say(handMade(null, bytes(text)));
    String inTheAnswersPlace = say(handMade(bytes(text), null));

    assertThat(inItsOwn).isEqualTo(expected.replace("*", "err"));
    assertThat(inTheAnswersPlace).isEqualTo(expected.replace("*", "json"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          no file at all     | none | none                    | missing: FILE.json was not collected
          both               | {}   | An error occurred (NoSuchEntity) when calling the GetAccountPasswordPolicy operation: gone | missing: FILE.json has both an answer and an error text
          an empty error     | none | ''                      | missing: FILE.json failed with an error text that names no AWS error
          a quoted error     | none | 503 (An error occurred (NoSuchEntity) when calling the GetAccountPasswordPolicy operation: gone) | missing: FILE.json failed with an error text that names no AWS error
          a network error    | none | Could not connect to the endpoint URL | missing: FILE.json failed with an error text that names no AWS error
          """)
  void without_a_log_the_files_must_speak_for_themselves(
      String name, String answer, String error, String expected) {
    assertThat(say(handMade(bytes(answer), bytes(error)))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET_BUCKET_LOGGING    | present {} at
          GET_BUCKET_VERSIONING | present {} at
          GET_BUCKET_POLICY     | missing:
          GET_BUCKET_ACL        | missing:
          """)
  void without_a_log_only_two_calls_answer_with_nothing(Call call, String expected) {
    Request request = Request.about(call, "", "logs", "logs");
    Map<String, byte[]> files = Map.of(request.path(), new byte[0]);

    Calls calls = new Calls(Tree.of(files), Optional.empty(), Optional.empty());

    assertThat(Outcome.of(calls.answer(request).map(Json::node)))
        .startsWith(expected + " " + request.path());
  }

  /** A row is its status, rc, error code and bytes; the error text names the code given. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          ok                         | ok 0 - 8                      | {"A": 1} | none         | present {"A":1} at FILE.json
          ok, but cut off            | ok 0 - 7                      | {"A": 1  | none         | missing: FILE.json is cut off at line 1 column 8
          ok, but empty              | ok 0 - 0                      | ''       | none         | missing: FILE.json is empty; did the call fail?
          ok, no file                | ok 0 - 8                      | none     | none         | missing: FILE.json: calls.tsv line 2 says `ok` but the file is not there
          ok, other size             | ok 0 - 9                      | {"A": 1} | none         | missing: FILE.json: calls.tsv line 2 says 9 bytes, the file has 8
          ok, but rc 254             | ok 254 - 8                    | {"A": 1} | none         | missing: FILE.json: calls.tsv line 2 says `ok` with exit code 254
          ok, but never started      | ok - - 8                      | {"A": 1} | none         | missing: FILE.json: calls.tsv line 2 says `ok` with exit code -1
          ok, with an error text     | ok 0 - 8                      | {"A": 1} | AccessDenied | missing: FILE.json: calls.tsv line 2 says `ok` but there is an error text
          ok, one page of several    | ok 0 - 14                     | {"Marker":"x"} | none   | missing: FILE.json is one page of several: `Marker` is left inside
          empty                      | empty 0 - 0                   | ''       | none         | present {} at FILE.json
          empty, with content        | empty 0 - 8                   | {"A": 1} | none         | missing: FILE.json: calls.tsv line 2 says `empty` but the file has content
          absent, exit code 0        | absent 0 NoSuchEntity 0       | none     | NoSuchEntity | missing: FILE.json: calls.tsv line 2 says `absent` with exit code 0
          empty, no file             | empty 0 - 0                   | none     | none         | missing: FILE.json: calls.tsv line 2 says `empty` but the file is not there
          empty, rc 255              | empty 255 - 0                 | ''       | none         | missing: FILE.json: calls.tsv line 2 says `empty` with exit code 255
          empty, with an error text  | empty 0 - 0                   | ''       | AccessDenied | missing: FILE.json: calls.tsv line 2 says `empty` but there is an error text
          absent                     | absent 254 NoSuchEntity 0     | none     | NoSuchEntity | absent NoSuchEntity at FILE.err line 1
          absent, no error text      | absent 254 NoSuchEntity 0     | none     | none         | missing: FILE.json: calls.tsv line 2 says `absent` but the error text is not there
          absent, other code         | absent 254 NoSuchEntity 0     | none     | Throttling   | missing: FILE.json: calls.tsv line 2 names another error code than the error text
          absent, code not of a row  | absent 254 - 0                | none     | NoSuchEntity | missing: FILE.json: calls.tsv line 2 names another error code than the error text
          absent, code not in table  | absent 254 NoSuchBucket 0     | none     | NoSuchBucket | missing: FILE.json was not collected: the call failed with NoSuchBucket
          absent, but denied         | absent 254 AccessDenied 0     | none     | AccessDenied | denied: FILE.json was denied (AccessDenied)
          absent, with an answer     | absent 254 NoSuchEntity 0     | {}       | NoSuchEntity | missing: FILE.json: calls.tsv line 2 says `absent` but there is an answer
          denied                     | denied 254 AccessDenied 0     | none     | AccessDenied | denied: FILE.json was denied (AccessDenied)
          denied, no error text      | denied 254 AccessDenied 0     | none     | none         | denied: FILE.json was denied (AccessDenied)
          denied, other code         | denied 254 AccessDenied 0     | none     | NoSuchEntity | missing: FILE.json: calls.tsv line 2 names another error code than the error text
          denied, with an answer     | denied 254 AccessDenied 0     | {}       | AccessDenied | missing: FILE.json: calls.tsv line 2 says `denied` but there is an answer
          region off                 | region-off 254 AuthFailure 0  | none     | AuthFailure  | missing: FILE.json was not collected: region-off (AuthFailure)
          unsupported                | unsupported 255 - 0           | none     | none         | missing: FILE.json was not collected: unsupported
          throttled                  | throttled 254 Throttling 0    | none     | Throttling   | missing: FILE.json was not collected: throttled (Throttling)
          throttled, with an answer  | throttled 254 Throttling 8    | {"A": 1} | Throttling   | missing: FILE.json was not collected: throttled (Throttling)
          failed                     | failed 255 - 0                | none     | none         | missing: FILE.json was not collected: failed
          failed, though absent      | failed 254 NoSuchEntity 0     | none     | NoSuchEntity | missing: FILE.json was not collected: failed (NoSuchEntity)
          skipped                    | skipped - - -                 | none     | none         | missing: FILE.json was not collected: skipped
          no row, an answer          | none                          | {"A": 1} | none         | missing: FILE.json has no line in calls.tsv
          no row, absent             | none                          | none     | NoSuchEntity | missing: FILE.json was not collected
          no row, no file            | none                          | none     | none         | missing: FILE.json was not collected
          """)
  void a_row_counts_only_where_files_bear_it_out(
      String name, String row, String answer, String code, String expected) {
    byte[] error = code == null ? null : bytes(error(code));

    assertThat(say(answer(Optional.of(logOf(row)), bytes(answer), error))).isEqualTo(expected);
  }

  @Test
  void an_answer_that_holds_an_error_text_belies_its_row() {
    byte[] pasted = bytes(error("NoSuchEntity"));

    assertThat(say(answer(Optional.of(logOf("ok 0 - " + pasted.length)), pasted, null)))
        .isEqualTo("missing: FILE.json holds an error text although calls.tsv says it succeeded");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          denied 254 AccessDenied 0  | none | calls.tsv line 2
          ok 0 - 9                   | {}   | calls.tsv line 2
          ok 0 - 2                   | []   | FILE.json
          none                       | {}   | FILE.json
          """)
  void a_gap_shows_where_the_trouble_is(String row, String answer, String place) {
    Gap gap = gap(answer(Optional.of(logOf(row)), bytes(answer), null));

    assertThat(gap.source().toString().replace(FILE, "FILE")).isEqualTo(place);
  }

  @Test
  void a_gap_carries_the_command_that_closes_it() {
    assertThat(gap(handMade(null, null)).cure())
        .isEqualTo(
            "run `aws iam get-account-password-policy --output json`"
                + " (needs iam:GetAccountPasswordPolicy)");
    Calls none = new Calls(Tree.of(Map.of()), Optional.empty(), Optional.empty());
    assertThat(gap(none.answer(Request.of(Call.LIST_ENTITIES_FOR_SUPPORT_POLICY))).cure())
        .isEqualTo(
            "run `aws iam list-entities-for-policy --policy-arn"
                + " arn:aws:iam::aws:policy/AWSSupportAccess --output json`"
                + " (needs iam:ListEntitiesForPolicy)");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a column less    | p - iam x - 0 ok - t 1 2               | calls.tsv line 2: has 11 columns, expected 12
          another status   | p - iam x - 0 fine - t 1 2 aws         | calls.tsv line 2: status `fine` is not of the format
          rc is no number  | p - iam x - zero ok - t 1 2 aws        | calls.tsv line 2: rc `zero` or bytes `2` is no number
          bytes are none   | p - iam x - 0 ok - t 1 -2 aws          | calls.tsv line 2: rc `0` or bytes `-2` is no number
          a path twice     | p - iam x - 0 ok - t 1 2 aws⏎p - iam x - 0 ok - t 1 2 aws | calls.tsv line 3: `p` has a line already, line 2
          several faults   | p - iam x - 0 fine - t 1 2 aws⏎p       | calls.tsv line 2: status `fine` is not of the format; calls.tsv line 3: has 1 columns, expected 12
          """)
  void a_faulty_log_is_rejected_with_every_faulty_line(String name, String rows, String expected) {
    assertThat(Refusal.of(() -> log(rows.split("⏎")))).isEqualTo("REJECTED: " + expected);
  }

  @Test
  void a_log_without_its_header_is_rejected() {
    assertThat(Refusal.of(() -> CallLog.parse("p\t-\tiam")))
        .isEqualTo("REJECTED: calls.tsv line 1: is not the header of format assay-snapshot/1");
  }

  @Test
  void paths_in_a_log_are_unescaped_and_helper_calls_left_out() {
    CallLog log = log("a\\tb\\\\n - iam x - 0 ok - t 1 2 aws", "- - iam x - 0 ok - t 1 2 aws", "");

    assertThat(log.rows()).containsOnlyKeys("a\tb\\n");
  }

  private static Evidence<Json> handMade(byte[] answer, byte[] error) {
    return answer(Optional.empty(), answer, error);
  }

  private static Evidence<Json> answer(Optional<CallLog> log, byte[] answer, byte[] error) {
    Map<String, byte[]> files = new HashMap<>();
    if (answer != null) {
      files.put(FILE + ".json", answer);
    }
    if (error != null) {
      files.put(FILE + ".err", error);
    }
    return new Calls(Tree.of(files), log, Optional.empty())
        .answer(Request.of(Call.GET_ACCOUNT_PASSWORD_POLICY));
  }

  /** A row of the call asked for, from its status, rc, error code and bytes. */
  private static CallLog logOf(String row) {
    if (row == null) {
      return log();
    }
    String[] cells = row.split(" ");
    return log(
        "%s.json - iam get-account-password-policy - %s %s %s 2024-05-31T00:00:00Z 9 %s aws"
            .formatted(FILE, cells[1], cells[0], cells[2], cells[3]));
  }

  private static CallLog log(String... rows) {
    return CallLog.parse(LogText.of(rows));
  }

  private static String error(String code) {
    return "⏎An error occurred (%s) when calling the GetAccountPasswordPolicy operation: no⏎"
        .formatted(code);
  }

  private static Gap gap(Evidence<Json> evidence) {
    return ((Lost<Json>) evidence).gap();
  }

  private static String say(Evidence<Json> evidence) {
    return Outcome.of(evidence.map(Json::node)).replace(FILE, "FILE");
  }

  private static byte[] bytes(String text) {
    return text == null ? null : text.replace('⏎', '\n').getBytes(UTF_8);
  }
}
