package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process loads: a short run should not pay for what others need. */
class StartUpTest {

  private static final Path ROOT = Path.of(System.getProperty("assay.basedir"));

  /** Of a summary as a table. */
  private static final List<String> NOT_NEEDED =
      List.of(
          "dev.assay.cli.DiffCommand",
          "dev.assay.cli.HelpCommand",
          "dev.assay.diff.",
          "dev.assay.redact.",
          "dev.assay.report.HtmlReport",
          "dev.assay.report.NativeReport",
          "dev.assay.report.SarifReport",
          "dev.assay.snapshot.SshKey",
          "dev.assay.snapshot.TarReader",
          "dev.assay.snapshot.ZipReader",
          "dk.brics.automaton.BasicOperations",
          "gg.jte.",
          "java.lang.runtime.ObjectMethods",
          "java.net.http.",
          "javax.crypto.Mac",
          "javax.xml.",
          "org.apache.commons.compress.",
          "org.yaml.snakeyaml.constructor.",
          "org.yaml.snakeyaml.representer.",
          "tools.jackson.databind.ObjectMapper",
          "tools.jackson.databind.deser.",
          "tools.jackson.databind.ser.");

  @Test
  void a_summary_loads_nothing_that_only_others_need(@TempDir Path directory) throws Exception {
    Set<String> loaded =
        loadedBy(
            directory,
            "evaluate",
            ROOT.resolve("samples/seed-table").toString(),
            "--compliance=awscis1.2",
            "--report=summary");

    assertThat(loaded)
        .contains("dev.assay.cli.EvaluateCommand", "dev.assay.report.TableReport")
        .noneMatch(name -> NOT_NEEDED.stream().anyMatch(name::startsWith));
  }

  @Test
  void what_is_not_needed_for_a_summary_is_for_something(@TempDir Path directory) throws Exception {
    Set<String> loaded =
        loadedBy(
            directory,
            "evaluate",
            ROOT.resolve("samples/seed-table").toString(),
            "--compliance=awscis1.2",
            "--format=html");

    assertThat(loaded).anyMatch(name -> name.startsWith("gg.jte."));
    assertThat(loaded).contains("dev.assay.report.HtmlReport");
  }

  private static Set<String> loadedBy(Path directory, String... args) throws Exception {
    Path log = directory.resolve("classes");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + log + "::filecount=0",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(args));
    Process run =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(directory.resolve("errors").toFile())
            .start();
    assertThat(run.waitFor())
        .as(Files.readString(directory.resolve("errors")))
        .isEqualTo(ExitCode.DONE);
    try (var lines = Files.lines(log, StandardCharsets.UTF_8)) {
      return lines
          .map(line -> line.replaceFirst("^(\\[[^]]*\\])+ *", "").split(" ", 2)[0])
          .collect(Collectors.toSet());
    }
  }
}
