package dev.assay.cli;

import static dev.assay.testing.Run.assay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.Run;
import java.lang.reflect.Field;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class HelpCommandTest {

  private static final Pattern COMMAND = Pattern.compile("(?m)^  ([a-z]+)(, [a-z]+)?  ");

  /** As the help lists them. */
  static List<String> commands() {
    String help = assay("--help").stdout();
    String list = help.substring(help.indexOf("\nCommands:\n"), help.indexOf("\nOptions:\n"));
    return COMMAND.matcher(list).results().map(match -> match.group(1)).toList();
  }

  @Test
  void the_help_of_assay_begins_with_what_it_is_and_examples() {
    Run run = assay("--help");

    assertThat(run.stdout())
        .startsWith(
            """
            Scores a snapshot of an AWS account against the CIS AWS Foundations Benchmark.

            Usage: assay COMMAND [OPTION]...

            Examples:
              # one line a control
              assay evaluate SNAPSHOT --compliance awscis1.2 --report summary
            """)
        .endsWith("`assay help` has more: exit-codes, snapshot, statuses, environment.\n");
    assertThat(run.stderr()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(assay("help")).isEqualTo(run);
    assertThat(assay("-h")).isEqualTo(run);
    assertThat(commands()).contains("evaluate", "convert", "list", "explain", "help");
  }

  @Test
  void without_a_command_the_help_is_an_error() {
    assertThat(assay()).isEqualTo(new Run("", assay("--help").stdout(), 2));
  }

  @Test
  void the_version_is_asked_for() {
    assertThat(assay("--version")).isEqualTo(new Run("assay (not packaged)\n", "", 0));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void a_commands_help_is_what_it_is_examples_and_the_rest(String command) {
    Run run = assay(command, "--help");

    assertThat(run.stdout())
        .matches(
            "(?s)[A-Z][^\n]+\n([^\n]+\n)?\nUsage: assay "
                + command
                + "[^\n]*\n\nExamples:\n .*assay "
                + command
                + ".*\n\n(Arguments|Options):\n.*");
    assertThat(run.stdout().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
    assertThat(run.stderr()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(assay("help", command)).isEqualTo(run);
  }

  @Test
  void an_alias_has_the_help_of_its_command() {
    assertThat(assay("help", "aws")).isEqualTo(assay("evaluate", "--help"));
  }

  @ParameterizedTest
  @EnumSource(Topic.class)
  void a_topic_is_a_page_and_is_named_by_the_help(Topic topic) {
    Run run = assay("help", topic.toString());

    assertThat(run).isEqualTo(new Run(topic.text(), "", 0));
    assertThat(topic.text().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
    assertThat(assay("--help").stdout()).contains(topic.toString());
    assertThat(assay("help", "--help").stdout()).contains("\n  " + topic + " ");
  }

  @Test
  void every_exit_code_is_explained() throws Exception {
    String page = assay("help", "exit-codes").stdout();

    for (Field code : ExitCode.class.getDeclaredFields()) {
      assertThat(page).containsPattern("(?m)^  " + code.getInt(null) + " ");
    }
    Pattern listed = Pattern.compile("(?m)^  ([0-9]+) ");
    Stream<String> ofCommands =
        commands().stream()
            .map(command -> assay(command, "--help").stdout())
            .filter(help -> help.contains("\nExit codes:\n"))
            .map(help -> help.substring(help.indexOf("\nExit codes:\n")))
            .flatMap(codes -> listed.matcher(codes).results().map(match -> match.group(1)))
            .distinct();
    assertThat(ofCommands)
        .contains("0", "2")
        .allSatisfy(code -> assertThat(page).containsPattern("(?m)^  " + code + " "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          exitcodes | did you mean `exit-codes`?
          snap      | did you mean `snapshot`?
          evalute   | did you mean `evaluate`?
          xyzzy     | run `assay help`
          """)
  void anything_else_is_refused(String about, String help) {
    assertThat(assay("help", about))
        .isEqualTo(
            new Run(
                "",
                "error: there is no command or topic `" + about + "`\nhelp: " + help + "\n",
                2));
  }
}
