package dev.assay.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.aws.Call;
import dev.assay.aws.Evidence;
import dev.assay.aws.Request;
import dev.assay.policy.Answer;
import dev.assay.policy.Exposure;
import dev.assay.policy.Grants;
import dev.assay.policy.Permissions;
import dev.assay.policy.PolicyDocument;
import dev.assay.policy.PolicyDocument.Effect;
import dev.assay.policy.PolicyDocument.Statement;
import dev.assay.policy.Trust;
import dev.assay.testing.SlowJson;
import dev.assay.text.Percent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/**
 * Policy documents, which whoever may write one wrote: the same in each form that tools print, or
 * lost in each. What they are said to grant holds for every action that is tried, by regular
 * expressions; a statement more never takes a grant or the public away.
 */
class PolicyFuzzTest {

  private static final Request REQUEST =
      Request.about(Call.GET_BUCKET_POLICY, "", "bucket", "bucket");
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ROLE = "arn:aws:iam::111122223333:role/r";
  private static final int TRIES = 40;

  private static final Statement EVERYTHING =
      new Statement(
          "",
          Effect.ALLOW,
          List.of("*"),
          List.of(),
          List.of("*"),
          List.of(),
          List.of(new PolicyDocument.Principal("*", "*")),
          false,
          List.of());

  static Stream<String> documents() {
    return Stream.of(
        "{'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', 'Action': ['s3:*', 'iam:Get?ser'],"
            + " 'Resource': '*'}]}",
        "{'Statement': {'Effect': 'Allow', 'NotAction': 'iam:*', 'NotResource': 'arn:aws:s3:::b/*'}}",
        "{'Statement': [{'Sid': 'a', 'Effect': 'Deny', 'Principal': {'AWS': ['*', '111122223333']},"
            + " 'Action': '*', 'Resource': 'arn:aws:s3:::b', 'Condition': {'Bool':"
            + " {'aws:SecureTransport': false}}}]}",
        "{'Statement': [{'Effect': 'Allow', 'Principal': '*', 'Action': 's3:GetObject', 'Resource':"
            + " '*', 'Condition': {'StringEquals': {'aws:SourceAccount': ['111122223333']},"
            + " 'IpAddress': {'aws:SourceIp': '192.0.2.0/24'}}}]}",
        "{'Statement': [{'Effect': 'Allow', 'NotPrincipal': {'Service': 'ec2.amazonaws.com'},"
            + " 'Action': 'sts:AssumeRole', 'Resource': '${aws:username}'}]}");
  }

  static Stream<byte[]> bytes() {
    return documents().map(text -> text.replace('\'', '"').getBytes(UTF_8));
  }

  @MethodSource("bytes")
  @FuzzTest
  void what_is_granted_is_granted(byte[] input) {
    String text = new String(input, UTF_8);
    Evidence<PolicyDocument> inText = read(StringNode.valueOf(text));
    Evidence<PolicyDocument> encoded = read(StringNode.valueOf(Percent.encode(text)));
    if (text.stripLeading().startsWith("{")) {
      assertThat(statements(encoded)).isEqualTo(statements(inText));
    }
    if (SlowJson.isObject(text.getBytes(UTF_8)) && !text.startsWith("\uFEFF")) {
      Evidence<PolicyDocument> decoded = read(JSON.readTree(text));
      if (!inText.isLost()) {
        assertThat(statements(decoded)).isEqualTo(statements(inText));
      }
    } else if (text.stripLeading().startsWith("{") && !text.startsWith("\uFEFF")) {
      assertThat(inText.isLost()).isTrue();
    }
    if (!inText.isLost()) {
      assertJudged(inText.value(), new Random(text.hashCode()));
    }
  }

  private static Evidence<PolicyDocument> read(JsonNode document) {
    JsonNode root = JSON.createObjectNode().set("Policy", document);
    return PolicyReader.read(Json.root(REQUEST, REQUEST.path(), root).need("Policy"));
  }

  /** Without places; empty when lost. */
  private static Optional<List<Statement>> statements(Evidence<PolicyDocument> document) {
    return document.isLost()
        ? Optional.empty()
        : Optional.of(document.value().statements().stream().map(PolicyFuzzTest::nowhere).toList());
  }

  private static Statement nowhere(Statement s) {
    return new Statement(
        "",
        s.effect(),
        s.actions(),
        s.notActions(),
        s.resources(),
        s.notResources(),
        s.principals(),
        s.notPrincipal(),
        s.conditions());
  }

  private static void assertJudged(PolicyDocument document, Random random) {
    List<Statement> allows = document.allowsOnEverything();
    Grants.of(allows).ifPresent(grants -> assertGranted(grants, allows, random));
    List<Statement> open = Exposure.publicStatements(document);
    assertThat(document.statements()).containsAll(open);
    for (Statement statement : document.statements()) {
      boolean everybody =
          statement.notPrincipal()
              || statement.principals().stream().anyMatch(principal -> principal.id().equals("*"));
      if (statement.effect() == Effect.ALLOW && everybody && statement.conditions().isEmpty()) {
        assertThat(open).contains(statement);
      }
    }
    List<Statement> more = new ArrayList<>(document.statements());
    more.add(random.nextInt(more.size() + 1), EVERYTHING);
    assertThat(Exposure.publicStatements(new PolicyDocument(more)))
        .containsAll(open)
        .contains(EVERYTHING);
    Grants.of(new PolicyDocument(more).allowsOnEverything())
        .ifPresent(grants -> assertThat(grants.everything()).isTrue());

    Trust trust = new Trust(ROLE, document);
    Permissions own = new Permissions(document.statements(), true);
    trust.principals().forEach(who -> trust.admits(who, own));
    trust.principals().forEach(who -> trust.admits(who, Permissions.UNSEEN));
    for (String action : actions(document.statements(), random)) {
      if (own.deny(action, ROLE) == Answer.YES) {
        assertThat(own.allow(action, ROLE)).isEqualTo(Answer.NO);
      }
    }
  }

  private static void assertGranted(Grants grants, List<Statement> allows, Random random) {
    Optional<String> service = grants.wholeService();
    if (grants.everything()) {
      assertThat(service).contains("*");
    }
    for (String action : actions(allows, random)) {
      boolean granted = allows.stream().anyMatch(statement -> about(statement, action));
      if (grants.everything()) {
        assertThat(granted).as(action).isTrue();
      }
      if (service.isPresent() && !service.get().equals("*")) {
        String ofIt = service.get() + action.substring(action.indexOf(':'));
        assertThat(allows).as(ofIt).anyMatch(statement -> about(statement, ofIt));
      }
    }
  }

  /** Names of actions: of nobody, and such as the patterns mean, or nearly. */
  private static List<String> actions(List<Statement> statements, Random random) {
    List<String> patterns = new ArrayList<>(List.of("s3:*", "*:*"));
    statements.forEach(statement -> patterns.addAll(statement.actions()));
    statements.forEach(statement -> patterns.addAll(statement.notActions()));
    List<String> actions = new ArrayList<>();
    for (int i = 0; i < TRIES; i++) {
      String pattern = patterns.get(random.nextInt(patterns.size())).toLowerCase(Locale.ROOT);
      StringBuilder action = new StringBuilder();
      for (char c : pattern.toCharArray()) {
        String some = Long.toString(random.nextLong(1L << 20), 36);
        action.append(c == '*' ? some : c == '?' ? some.substring(0, 1) : "" + c);
      }
      if (random.nextBoolean()) {
        action.append('z');
      }
      if (action.toString().matches("[a-z0-9-]+:[a-z0-9]+")) {
        actions.add(action.toString());
      }
    }
    return actions;
  }

  private static boolean about(Statement statement, String action) {
    return matches(statement.actions(), action)
        || !statement.notActions().isEmpty() && !matches(statement.notActions(), action);
  }

  private static boolean matches(List<String> patterns, String action) {
    return patterns.stream()
        .map(
            pattern ->
                Pattern.quote(pattern.toLowerCase(Locale.ROOT).replaceAll("\\*+", "*"))
                    .replace("*", "\\E.*\\Q")
                    .replace("?", "\\E.\\Q"))
        .anyMatch(
            expression -> Pattern.compile(expression, Pattern.DOTALL).matcher(action).matches());
  }
}
