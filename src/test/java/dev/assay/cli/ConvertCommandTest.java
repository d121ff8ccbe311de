package dev.assay.cli;

import static dev.assay.testing.Run.assay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvertCommandTest {

  private static final String NATIVE = "samples/expected/partial/cis-aws-1.1.native.json";

  @TempDir private Path temp;

  @Test
  void a_report_with_failures_and_gaps_is_converted_all_the_same() throws Exception {
    Path file = temp.resolve("a.txt");
    Run run = assay("convert", NATIVE, "-f", "table", "-o", file.toString(), "-f", "json");

    assertThat(run.exitCode()).isZero();
    assertThat(run.stderr()).isEmpty();
    assertThat(run.stdout()).isEqualTo(assay("convert", NATIVE, "--format=json").stdout());
    assertThat(Files.readString(file)).isEqualTo(assay("convert", NATIVE).stdout());
  }

  @Test
  void the_report_itself_is_not_overwritten_by_chance() throws Exception {
    Path file = Files.copy(Path.of(NATIVE), temp.resolve("r.json"));

    assertThat(assay("convert", file.toString(), "-o", file.toString()))
        .isEqualTo(
            new Run(
                "",
                "error: `" + file + "` is there already\nhelp: pass --force to replace it\n",
                2));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          convert                    | missing required parameter: `REPORT` -> run `assay convert --help`
          convert nowhere.json       | there is no `nowhere.json` -> give a file that `assay evaluate --format native` wrote
          convert samples            | `samples` is no file -> give a file that `assay evaluate --format native` wrote
          convert samples/README.md  | samples/README.md: is not JSON at line 1 column 1 -> give a file that `assay evaluate --format native` wrote
          convert samples/expected/quiet/awscis1.2.summary.json | samples/expected/quiet/awscis1.2.summary.json: is no report of format assay-report/1 -> give a file that `assay evaluate --format native` wrote
          convert samples/quiet/snapshot.json | samples/quiet/snapshot.json: is no report of format assay-report/1 -> give a file that `assay evaluate --format native` wrote
          convert x --compliance=y   | unknown option: `--compliance=y` -> run `assay convert --help`
          """)
  void what_is_no_report_is_one_line_and_its_cure(String args, String expected) {
    assertThat(assay(args.split(" ")))
        .isEqualTo(new Run("", "error: " + expected.replace(" -> ", "\nhelp: ") + "\n", 2));
  }

  @Test
  void a_report_of_another_version_and_a_damaged_one_are_told_apart() throws Exception {
    String text = Files.readString(Path.of(NATIVE));
    Path newer =
        Files.writeString(
            temp.resolve("newer.json"), text.replace("assay-report/1\"", "assay-report/2\""));
    Path damaged =
        Files.writeString(
            temp.resolve("damaged.json"),
            text.replaceFirst("\"level\": 0,", "")
                .replaceFirst("\"status\": \"UNKNOWN\"", "\"status\": \"GOOD\""));

    assertThat(assay("convert", newer.toString()))
        .isEqualTo(
            new Run(
                "",
                "error: "
                    + newer
                    + ": is of format `assay-report/2`, this version of assay reads"
                    + " assay-report/1\n"
                    + "help: read it with the version that wrote it, or a newer one\n",
                2));
    assertThat(assay("convert", damaged.toString()).stderr())
        .startsWith("error: " + damaged + "#/level: is not there\nhelp: write it anew with")
        .contains("/status: is not one of: ")
        .hasLineCount(4);
  }
}
