package dev.assay.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.assay.aws.Call;
import dev.assay.aws.Evidence;
import dev.assay.aws.Request;
import dev.assay.policy.PolicyDocument;
import dev.assay.policy.PolicyDocument.Statement;
import dev.assay.testing.Outcome;
import dev.assay.text.JsonText;
import dev.assay.text.UnreadableException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** In the tables single quotes stand for double quotes. */
class PolicyReaderTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          one of each      | 'Effect': 'Allow', 'Action': 'a:x', 'Resource': '*'                           | ALLOW [a:x] [] on [*] []
          lists            | 'Effect': 'Deny', 'Action': ['a:x', 'b:*'], 'Resource': ['r', '*']            | DENY [a:x, b:*] [] on [r, *] []
          the negatives    | 'Effect': 'Allow', 'NotAction': ['iam:*'], 'NotResource': 'r'                 | ALLOW [] [iam:*] on [] [r]
          everybody        | 'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Principal': '*'                            | ALLOW [*] [] on [*] [] for *=*
          some             | 'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Principal': {'AWS': ['1', '2'], 'Service': 's'} | ALLOW [*] [] on [*] [] for AWS=1 AWS=2 Service=s
          all but one      | 'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'NotPrincipal': {'AWS': '1'}                | ALLOW [*] [] on [*] [] for all but AWS=1
          a condition      | 'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Condition': {'Bool': {'aws:k': true}}      | ALLOW [*] [] on [*] [] if Bool aws:k [true]
          two of them      | 'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Condition': {'A': {'k': 1, 'l': ['x', 'y']}} | ALLOW [*] [] on [*] [] if A k [1], A l [x, y]
          an empty one     | 'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Condition': {}                             | ALLOW [*] [] on [*] []
          """)
  void a_statement_is_read(String name, String statement, String expected) {
    assertThat(said(read("{'Statement': [{" + statement + "}]}")))
        .isEqualTo("/Statement/0 " + expected);
  }

  static Stream<Arguments> forms() {
    String statement = "{'Effect': 'Allow', 'Action': 'a:x+y', 'Resource': 'é%*'}";
    String document = "{'Statement': [" + statement + "]}";
    String encoded = percent(document);
    return Stream.of(
        arguments("an object", document, "/Statement/0"),
        arguments("a statement not in a list", "{'Statement': " + statement + "}", "/Statement"),
        arguments("JSON in a text", quoted(document), ""),
        arguments("JSON in a text, indented", quoted("\n  " + document), ""),
        arguments("percent-encoded", quoted(encoded), ""),
        arguments("percent-encoded, lower case", quoted(encoded.replace("%7B", "%7b")), ""),
        arguments("percent-encoded but for plus", quoted(encoded.replace("%2B", "+")), ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forms")
  void a_document_reads_the_same_in_every_form(String name, String document, String pointer) {
    assertThat(said(read(document))).isEqualTo(pointer + " ALLOW [a:x+y] [] on [é%*] []");
  }

  @Test
  void statements_keep_their_order_and_pointers() {
    String one = "{'Effect': 'Allow', 'Action': 'a', 'Resource': '*'}";
    String two = "{'Effect': 'Deny', 'Action': 'b', 'Resource': '*'}";

    assertThat(said(read("{'Statement': [" + one + ", " + two + "]}")))
        .isEqualTo("/Statement/0 ALLOW [a] [] on [*] []; /Statement/1 DENY [b] [] on [*] []");
    assertThat(said(read("{'Statement': []}"))).isEmpty();
  }

  @Test
  void a_document_is_placed_where_it_stands() {
    String statement = "{'Statement': []}";

    assertThat(Outcome.of(read(statement))).endsWith(" at policies.json#/Document");
    assertThat(Outcome.of(read(quoted(statement)))).endsWith(" at policies.json#/Document");
  }

  static Stream<Arguments> faults() {
    String good = "{'Statement': []}";
    return Stream.of(
        arguments("null", "is not there"),
        arguments("1", no("it has no `Statement`")),
        arguments("[]", no("it has no `Statement`")),
        arguments("{'statement': []}", no("it has no `Statement`")),
        arguments("{'Statement': 'Allow'}", no("`Statement` is neither a list nor an object")),
        arguments("{'Statement': null}", no("`Statement` is neither a list nor an object")),
        arguments("''", no("is empty")),
        arguments(quoted("{'Statement': ["), no("is cut off at line 1 column 16")),
        arguments(quoted(good + "}"), no("is not JSON at line 1 column 18")),
        arguments(
            quoted("{'a': 1, 'a': 2}"),
            no("has the key `a` twice in one object at line 1 column 13")),
        arguments(quoted(quoted(good)), no("it has no `Statement`")),
        arguments(quoted(percent(percent(good))), no("is not JSON at line 1 column 1")),
        arguments(quoted("%7B%7"), no("bad percent-encoding at offset 3")),
        arguments(quoted("%7B%7x"), no("bad percent-encoding at offset 3")),
        arguments(quoted("%7B%+1"), no("bad percent-encoding at offset 3")),
        arguments(quoted("%7B%FF"), no("is not UTF-8 text: bad byte at offset 1")));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void a_faulty_document_is_missing(String document, String fault) {
    assertThat(Outcome.value(read(document))).isEqualTo("? policies.json#/Document " + fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          'Action': '*'                                        | a statement's `Effect` is neither Allow nor Deny
          'Effect': 'allow', 'Action': '*'                     | a statement's `Effect` is neither Allow nor Deny
          'Effect': 'DENY', 'Action': '*'                      | a statement's `Effect` is neither Allow nor Deny
          'Effect': null, 'Action': '*'                        | a statement's `Effect` is neither Allow nor Deny
          'Effect': ['Allow'], 'Action': '*'                   | a statement's `Effect` is neither Allow nor Deny
          'Effect': 'Allow'                                    | a statement needs one of `Action` and `NotAction`
          'Effect': 'Allow', 'action': '*'                     | a statement has `action`, which is no part of one
          'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'New': 1        | a statement has `New`, which is no part of one
          'Effect': 'Deny', 'Action': '*', 'Resource': '*', 'Conditions': {} | a statement has `Conditions`, which is no part of one
          'Effect': 'Allow', 'Action': 'a', 'NotAction': 'b'   | a statement needs one of `Action` and `NotAction`
          'Effect': 'Allow', 'Action': 1                       | `Action` is neither text nor a list of texts
          'Effect': 'Allow', 'Action': null                    | `Action` is neither text nor a list of texts
          'Effect': 'Allow', 'Action': ['a', 1]                | `Action` is neither text nor a list of texts
          'Effect': 'Allow', 'NotAction': {'a': 'b'}           | `NotAction` is neither text nor a list of texts
          'Effect': 'Allow', 'Action': [], 'Resource': '*'     | a statement needs one of `Action` and `NotAction`
          'Effect': 'Allow', 'Action': '*'                     | a statement needs one of `Resource` and `NotResource`
          'Effect': 'Allow', 'Action': '*', 'resource': '*'    | a statement has `resource`, which is no part of one
          'Effect': 'Allow', 'Action': '*', 'Resource': []     | a statement needs one of `Resource` and `NotResource`
          'Effect': 'Allow', 'Action': '*', 'Resource': [null] | `Resource` is neither text nor a list of texts
          'Effect': 'Allow', 'Action': '*', 'NotResource': {}  | `NotResource` is neither text nor a list of texts
          'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Principal': 1     | `Principal` is neither text nor a list of texts
          'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Principal': {'AWS': {}} | `AWS` is neither text nor a list of texts
          'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Condition': []    | `Condition` is not an object
          'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Condition': {'A': {'k': {}}} | a condition's value is neither text nor a list of texts
          """)
  void one_faulty_statement_spoils_its_document(String members, String fault) {
    String good = "{'Effect': 'Allow', 'Action': 'a', 'Resource': '*'}";

    assertThat(Outcome.value(read("{'Statement': [" + good + ", {" + members + "}]}")))
        .isEqualTo("? policies.json#/Document " + no(fault));
  }

  private static String no(String fault) {
    return "is no policy document: " + fault;
  }

  private static Evidence<PolicyDocument> read(String document) {
    Request request = Request.of(Call.GET_ACCOUNT_AUTHORIZATION_DETAILS);
    String answer = "{'Document': " + document + "}";
    try {
      return PolicyReader.read(
          Json.root(request, "policies.json", JsonText.parse(answer.replace('\'', '"')))
              .need("Document"));
    } catch (UnreadableException e) {
      throw new IllegalArgumentException(answer, e);
    }
  }

  /** As a JSON text. */
  private static String quoted(String text) {
    String escaped = text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n");
    return "'" + escaped + "'";
  }

  /** By RFC 3986, every byte that is not a letter or a digit. */
  private static String percent(String text) {
    StringBuilder out = new StringBuilder();
    for (byte b : text.replace('\'', '"').getBytes(UTF_8)) {
      boolean plain = b > 0 && Character.isLetterOrDigit(b);
      out.append(plain ? String.valueOf((char) b) : "%%%02X".formatted(b));
    }
    return out.toString();
  }

  private static String said(Evidence<PolicyDocument> document) {
    return document.value().statements().stream()
        .map(PolicyReaderTest::said)
        .collect(joining("; "));
  }

  private static String said(Statement s) {
    return "%s %s %s %s on %s %s"
            .formatted(
                s.pointer(),
                s.effect(),
                s.actions(),
                s.notActions(),
                s.resources(),
                s.notResources())
        + (s.principals().isEmpty() ? "" : s.notPrincipal() ? " for all but " : " for ")
        + join(s.principals(), " ", p -> p.kind() + "=" + p.id())
        + (s.conditional() ? " if " : "")
        + join(s.conditions(), ", ", c -> c.operator() + " " + c.key() + " " + c.values());
  }

  private static <T> String join(List<T> items, String by, Function<T, String> words) {
    return items.stream().map(words).collect(joining(by));
  }
}
