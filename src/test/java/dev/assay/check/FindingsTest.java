package dev.assay.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.InputException;
import dev.assay.aws.Gap;
import dev.assay.check.CheckCases.CheckCase;
import dev.assay.evaluate.ControlStatus;
import dev.assay.testing.Given;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What each check says of its cases and cites for it, word by word; and what it makes of a member
 * that it cannot read. {@code -Dassay.update=true} writes the expected words anew.
 */
class FindingsTest {

  private static final Path EXPECTED = Path.of("src/test/resources/dev/assay/check");
  private static final JsonMapper JSON = new JsonMapper();

  /** Of the alarms one; the others say the same of other events. */
  static final List<CheckCase> CASES =
      CheckCases.ALL.stream()
          .filter(
              given ->
                  given.check().equals("monitor-root-usage")
                      || !given.check().startsWith("monitor-"))
          .toList();

  @BeforeAll
  static void update() throws IOException {
    if (Boolean.getBoolean("assay.update")) {
      Files.createDirectories(EXPECTED);
      for (CheckCase each : CASES) {
        Files.writeString(expected(each), findings(each));
      }
    }
  }

  private static Path expected(CheckCase given) {
    return EXPECTED.resolve(given.check() + ".txt");
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("CASES")
  void a_check_says_what_it_found_and_where(CheckCase given) {
    assertThat(expected(given)).usingCharset(UTF_8).exists().hasContent(findings(given));
  }

  @Test
  void nothing_else_is_expected() throws IOException {
    try (Stream<Path> files = Files.list(EXPECTED)) {
      assertThat(files)
          .containsExactlyInAnyOrderElementsOf(CASES.stream().map(FindingsTest::expected).toList());
    }
  }

  /** A member of another type than AWS gives it, one at a time: never a verdict that was not. */
  @ParameterizedTest(name = "{0}")
  @FieldSource("CASES")
  void what_cannot_be_read_decides_nothing(CheckCase given) {
    List<String> decided = new ArrayList<>();
    List<String> unsaid = new ArrayList<>();
    for (Given whole : List.of(given.good(), given.bad())) {
      ControlStatus before = whole.control(given.check());
      unreadable(whole)
          .forEach(
              (member, left) -> {
                ControlStatus after = control(left, given.check());
                if (after != before && after != ControlStatus.UNKNOWN) {
                  decided.add(member + ": " + before + " -> " + after);
                }
                if (after == ControlStatus.UNKNOWN && !saysWhere(left, given.check())) {
                  unsaid.add(member);
                }
              });
    }
    assertThat(decided).isEmpty();
    assertThat(unsaid).isEmpty();
  }

  private static boolean saysWhere(Given given, String check) {
    return given.findings(check, Map.of()).stream()
        .flatMap(finding -> finding.deciding().stream())
        .allMatch(cause -> !cause.message().isEmpty() && !cause.readings().isEmpty());
  }

  /** UNKNOWN where the snapshot is refused as a whole. */
  private static ControlStatus control(Given given, String check) {
    try {
      return given.control(check);
    } catch (InputException refused) {
      return ControlStatus.UNKNOWN;
    }
  }

  /** By the place of the member, {@code file#pointer}. */
  private static Map<String, Given> unreadable(Given whole) {
    Map<String, Given> damaged = new LinkedHashMap<>();
    for (String path : whole.evidence()) {
      if (path.endsWith(".json") && whole.text(path).startsWith("{")) {
        for (JsonPointer member : members(JSON.readTree(whole.text(path)), JsonPointer.empty())) {
          damaged.put(path + "#" + member, whole.with(path, spoilt(whole.text(path), member)));
        }
      }
    }
    return damaged;
  }

  private static List<JsonPointer> members(JsonNode node, JsonPointer at) {
    List<JsonPointer> all = new ArrayList<>();
    for (String name : node.propertyNames()) {
      all.add(at.appendProperty(name));
      all.addAll(members(node.get(name), at.appendProperty(name)));
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      all.add(at.appendIndex(i));
      all.addAll(members(node.get(i), at.appendIndex(i)));
    }
    return all;
  }

  private static String spoilt(String text, JsonPointer member) {
    JsonNode root = JSON.readTree(text);
    JsonNode holder = root.at(member.head());
    JsonNode other =
        root.at(member).isContainer()
            ? JSON.getNodeFactory().numberNode(7)
            : JSON.createObjectNode();
    if (holder instanceof ObjectNode object) {
      object.set(member.last().getMatchingProperty(), other);
    } else {
      ((ArrayNode) holder).set(member.last().getMatchingIndex(), other);
    }
    return JSON.writeValueAsString(root);
  }

  private static String findings(CheckCase given) {
    return "# good\n"
        + findings(given.good(), given.check())
        + "\n# bad\n"
        + findings(given.bad(), given.check())
        + "\n# good, but for a member that cannot be read\n"
        + unreadable(given.good()).entrySet().stream()
            .map(left -> left.getKey() + "\n" + instead(given, left.getValue()))
            .collect(joining());
  }

  /** What decides now; nothing when that is what decided before. */
  private static String instead(CheckCase given, Given left) {
    try {
      String now = deciding(left, given.check());
      return now.equals(deciding(given.good(), given.check())) ? "" : now;
    } catch (InputException refused) {
      return "  refused: " + refused.getMessage() + "\n";
    }
  }

  private static String deciding(Given given, String check) {
    return given.findings(check, Map.of()).stream()
        .flatMap(finding -> finding.deciding().stream())
        .map(cause -> "  " + cause.status() + " " + cause.key() + ": " + cause.message() + "\n")
        .collect(joining());
  }

  private static String findings(Given given, String check) {
    return given.findings(check, Map.of()).stream()
        .map(
            finding ->
                finding.status()
                    + " "
                    + finding.resource().type()
                    + " "
                    + finding.resource()
                    + "\n"
                    + finding.causes().stream().map(FindingsTest::cause).collect(joining()))
        .collect(joining());
  }

  private static String cause(Cause cause) {
    String link = cause.link() == Link.NONE ? "" : " (" + cause.link().word() + ")";
    return "  "
        + cause.status()
        + " "
        + cause.key()
        + link
        + ": "
        + cause.message()
        + "\n"
        + cause.readings().stream()
            .map(read -> "    read `" + read.value() + "` at " + read.source() + "\n")
            .collect(joining())
        + cause.gaps().stream().map(Gap::cure).map(cure -> "    " + cure + "\n").collect(joining())
        + (cause.witness().isEmpty() ? "" : "    slips through: " + cause.witness() + "\n");
  }
}
