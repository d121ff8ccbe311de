package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ManPageTest {

  private static final String PAGE = ManPage.of("1.2.3");

  @Test
  void every_command_and_option_is_told_of() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    CommandLine assay = new Cli(Terminal.NONE, nowhere, nowhere).line();

    assertThat(assay.getSubcommands()).hasSizeGreaterThan(9);
    assay
        .getSubcommands()
        .forEach(
            (name, command) -> {
              assertThat(PAGE).containsPattern("(?m)^\\.SS \"[a-z, ]*\\b" + name + "\\b");
              command.getCommandSpec().options().stream()
                  .filter(option -> !option.usageHelp() && !option.versionHelp())
                  .forEach(
                      option ->
                          assertThat(PAGE).contains(option.longestName().replace("-", "\\-")));
            });
    assertThat(PAGE)
        .contains("in place of a report; nothing is exit code 0")
        .contains("table, json, html")
        .doesNotContain("${")
        .doesNotContain("%n");
  }

  @Test
  void it_is_roff() {
    List<String> requests =
        PAGE.lines()
            .filter(line -> line.startsWith("."))
            .map(line -> line.split(" ")[0])
            .distinct()
            .toList();

    assertThat(PAGE)
        .startsWith(
            ".TH \"ASSAY\" \"1\" \"\" \"assay 1.2.3\" \"\"\n.SH \"NAME\"\nassay \\- scores a ");
    assertThat(requests)
        .containsExactlyInAnyOrder(".TH", ".SH", ".nf", ".fi", ".SS", ".PP", ".TP", ".B");
    assertThat(PAGE.lines()).noneMatch(line -> line.startsWith("'"));
    assertThat(PAGE.replace("\\-", "")).doesNotContain("-");
    assertThat(PAGE).matches(StandardCharsets.US_ASCII.newEncoder()::canEncode);
  }
}
