package dev.assay;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.aws.Call;
import dev.assay.aws.Call.Scope;
import dev.assay.aws.Request;
import dev.assay.evaluate.Plan;
import dev.assay.spec.SpecReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The collector's table of commands against what the evaluator reads, and its policy against it.
 */
class CollectorTest {

  private static final Path SCRIPTS = Path.of("collector-scripts");

  private static final List<String> HEADER =
      List.of(
          "scope",
          "service",
          "operation",
          "arguments",
          "file",
          "absent_codes",
          "iam_action",
          "option",
          "cis-aws-1.1",
          "awscis1.2",
          "awscis1.4");

  private static final Map<String, Scope> SCOPES =
      Map.ofEntries(
          Map.entry("identity", Scope.GLOBAL),
          Map.entry("report-request", Scope.GLOBAL),
          Map.entry("report", Scope.GLOBAL),
          Map.entry("global", Scope.GLOBAL),
          Map.entry("bucket", Scope.BUCKET),
          Map.entry("trail-bucket", Scope.TRAIL_BUCKET),
          Map.entry("region", Scope.REGION),
          Map.entry("trail", Scope.REGION_PARENT),
          Map.entry("key", Scope.REGION_PARENT),
          Map.entry("rotatable-key", Scope.REGION_PARENT),
          Map.entry("topic", Scope.REGION_PARENT),
          Map.entry("prefix-list", Scope.REGION_PARENT));

  /** A line of the table. */
  private record Row(Map<String, String> cells) {

    String cell(String name) {
      return cells.get(name).equals("-") ? "" : cells.get(name);
    }

    List<String> words(String name) {
      return cell(name).isEmpty() ? List.of() : List.of(cell(name).split(" "));
    }

    String operation() {
      return cell("service") + " " + cell("operation");
    }

    Scope scope() {
      return SCOPES.get(cell("scope"));
    }

    /** With the placeholders that the evaluator uses. */
    String command() {
      boolean regional = scope() == Scope.REGION || scope() == Scope.REGION_PARENT;
      return ("aws " + operation() + " " + cell("arguments")).strip().replace("<partition>", "aws")
          + (regional ? " --region <region>" : "")
          + " --output json";
    }

    String path() {
      boolean regional = scope() == Scope.REGION || scope() == Scope.REGION_PARENT;
      String looped = scope() == Scope.GLOBAL || scope() == Scope.REGION ? "" : "/<parent>";
      return (regional ? "regions/<region>/" : "global/")
          + operation().replace(' ', '/')
          + (cell("file").isEmpty() ? looped : "/" + cell("file"))
          + ".json";
    }

    @Override
    public String toString() {
      return operation();
    }
  }

  static List<Row> rows() throws IOException {
    List<String> lines = Files.readAllLines(SCRIPTS.resolve("commands.tsv"));
    assertThat(List.of(lines.get(0).split("\t"))).isEqualTo(HEADER);
    return lines.stream()
        .skip(1)
        .map(
            line -> {
              String[] cells = line.split("\t", -1);
              assertThat(cells).as(line).hasSize(HEADER.size()).doesNotContain("");
              return new Row(
                  Stream.iterate(0, i -> i + 1)
                      .limit(cells.length)
                      .collect(Collectors.toMap(HEADER::get, i -> cells[i])));
            })
        .toList();
  }

  private static Optional<Call> call(Row row) {
    return Arrays.stream(Call.values())
        .filter(call -> Request.pathPattern(call).equals(row.path()))
        .findFirst();
  }

  @Test
  void every_file_that_a_check_may_need_is_collected() throws IOException {
    assertThat(rows()).extracting(Row::path).contains(paths()).doesNotHaveDuplicates();
  }

  private static String[] paths() {
    return Arrays.stream(Call.values()).map(Request::pathPattern).toArray(String[]::new);
  }

  @Test
  void every_file_that_is_collected_is_known() throws IOException {
    assertThat(rows().stream().filter(row -> call(row).isEmpty()).map(Row::toString))
        .containsExactly("iam generate-credential-report");
  }

  @ParameterizedTest
  @MethodSource("rows")
  void collector_and_evaluator_speak_of_the_same_call(Row row) {
    assertThat(SCOPES).containsKey(row.cell("scope"));
    Optional<Call> call = call(row);
    if (call.isEmpty()) {
      return;
    }
    assertThat(row.command()).isEqualTo(Request.commandPattern(call.get()).replace("'", ""));
    assertThat(row.scope()).isEqualTo(call.get().scope());
    assertThat(row.words("absent_codes")).isEqualTo(call.get().absentCodes());
    assertThat(row.cell("iam_action")).isEqualTo(call.get().action());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void the_controls_are_those_that_read_the_answer(Row row) {
    String needed = "iam generate-credential-report";
    Call call =
        row.operation().equals(needed) ? Call.GET_CREDENTIAL_REPORT : call(row).orElseThrow();
    for (String spec : HEADER.subList(8, HEADER.size())) {
      if (call == Call.GET_CALLER_IDENTITY) {
        assertThat(row.cell(spec)).isEqualTo("all");
      } else {
        assertThat(listed(row.words(spec))).as(spec).isEqualTo(readers(spec, call));
      }
    }
  }

  private static SortedSet<String> readers(String spec, Call call) {
    return Plan.of(SpecReader.read(spec), 0, true).controls().stream()
        .filter(
            bound ->
                bound.uses().stream()
                    .flatMap(use -> use.check().stream())
                    .anyMatch(check -> check.calls().contains(call)))
        .map(bound -> bound.control().id())
        .collect(toCollection(TreeSet::new));
  }

  /** {@code 1.5-1.7} stands for {@code 1.5 1.6 1.7}. */
  private static SortedSet<String> listed(List<String> words) {
    Function<String, Stream<String>> expand =
        word -> {
          if (!word.contains("-")) {
            return Stream.of(word);
          }
          String[] ends = word.split("-");
          int dot = ends[0].lastIndexOf('.') + 1;
          int last = Integer.parseInt(ends[1].substring(dot));
          return Stream.iterate(
                  Integer.parseInt(ends[0].substring(dot)), i -> i <= last, i -> i + 1)
              .map(i -> ends[0].substring(0, dot) + i);
        };
    return words.stream().flatMap(expand).collect(toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void it_only_reads(Row row) {
    if (!row.operation().equals("iam generate-credential-report")) {
      assertThat(row.cell("operation")).matches("(get|list|describe)-[a-z-]+");
    }
    assertThat(row.cell("arguments")).doesNotContain("--cli-input", "file:", "--endpoint");
  }

  @Test
  void seeds_of_mfa_devices_are_never_asked_for() throws IOException {
    assertThat(rows())
        .filteredOn(row -> row.operation().equals("iam list-virtual-mfa-devices"))
        .singleElement()
        .satisfies(row -> assertThat(row.cell("arguments")).startsWith("--query "))
        .satisfies(row -> assertThat(row.cell("arguments")).doesNotContain("Seed", "PNG"));
  }

  @Test
  void the_policy_allows_the_actions_of_the_table_and_no_others() throws IOException {
    JsonNode policy = new JsonMapper().readTree(SCRIPTS.resolve("iam-policy.json").toFile());

    assertThat(policy.get("Statement")).hasSize(1);
    JsonNode statement = policy.get("Statement").get(0);
    assertThat(statement.get("Effect").stringValue()).isEqualTo("Allow");
    assertThat(statement.get("Resource").stringValue()).isEqualTo("*");
    assertThat(statement.get("Action").valueStream().map(JsonNode::stringValue))
        .containsExactlyElementsOf(
            rows().stream().map(row -> row.cell("iam_action")).collect(toCollection(TreeSet::new)));
  }

  @Test
  void one_function_of_each_script_talks_to_aws() throws IOException {
    String collect = Files.readString(SCRIPTS.resolve("collect"));
    String organization = Files.readString(SCRIPTS.resolve("collect-organization"));
    String asking =
        "${profile:+--profile \"$profile\"} ${endpoint:+--endpoint-url \"$endpoint\"} \"$@\"";

    assertThat(commands(collect))
        .containsExactly(
            asking + " >\"$part\" 2>\"$part.err\" </dev/null",
            "--version 2>&1 | head -n 1)",
            "${profile:+--profile \"$profile\"} configure get region)}}");
    assertThat(commands(organization)).containsExactly(asking + " --output text </dev/null");
    assertThat(found("[(]ask ([a-z]+ [a-z-]+)", organization))
        .containsExactlyInAnyOrder(
            "sts get-caller-identity", "organizations list-accounts", "sts assume-role");
  }

  /** What follows {@code aws} where a command may stand. */
  private static List<String> commands(String script) {
    return found("(?m)(?:^|[(;&|])[ \t]*aws (?=[-$\\w])(.*)$", script);
  }

  private static List<String> found(String pattern, String script) {
    return Pattern.compile(pattern).matcher(script).results().map(m -> m.group(1)).toList();
  }

  @Test
  void the_collector_has_the_version_of_the_evaluator() throws IOException {
    String project = Files.readString(Path.of("pom.xml"));
    String version = project.split("<version>", 2)[1].split("</version>", 2)[0];

    assertThat(Files.readString(SCRIPTS.resolve("collect")))
        .contains("\nversion=" + version + "\n");
  }
}
