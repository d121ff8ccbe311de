package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatternCommandTest {

  @TempDir Path folder;

  @Test
  void patterns_are_judged_as_one_union() {
    Run run =
        Run.assay(
            "pattern",
            "--control",
            "cis-aws-1.1:3.5",
            "--format",
            "json",
            "{ $.eventName = *Trail }",
            "{ $.eventName = *Logging }");

    assertThat(run.stdout())
        .isEqualTo(
            """
            {"pattern":["{ $.eventName = *Trail }","{ $.eventName = *Logging }"],"verdict":"covers","relation":"broader","note":null,"witness":null}
            """);
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void lines_of_a_file_are_judged_alone_and_in_order() throws Exception {
    Path file = folder.resolve("patterns");
    Files.writeString(
        file,
        """
        "{ $.eventName = *Trail }"
        "{ $eventName = X }"

        "{ $.eventName = %x% }"
        ""
        """);

    Run run =
        Run.assay(
            "pattern", "--control", "awscis1.2:3.5", "--from", file.toString(), "--format", "json");

    assertThat(run.stdout().lines().map(line -> line.replaceAll(",\"(relation|witness).*", "")))
        .containsExactly(
            "{\"pattern\":\"{ $.eventName = *Trail }\",\"verdict\":\"gap\"",
            "{\"pattern\":\"{ $eventName = X }\",\"verdict\":\"invalid\"",
            "{\"pattern\":\"{ $.eventName = %x% }\",\"verdict\":\"undecided\"",
            "{\"pattern\":\"\",\"verdict\":\"covers\"");
    assertThat(run.stdout().lines().toList().get(1))
        .contains("\"relation\":null", "\"witness\":null");
  }

  @Test
  void a_gap_trips_the_gate_and_shows_the_event() {
    Run run =
        Run.assay(
            "pattern",
            "--control",
            "cis-aws-1.1:3.5",
            "--fail-on",
            "gap",
            "{ $.eventName = *Trail }");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.stdout()).contains("verdict   gap", "\"eventName\": \"StartLogging\"");
  }

  @Test
  void forms_of_later_versions_count_only_where_the_spec_takes_them() {
    String sso =
        "{ $.eventName = ConsoleLogin && $.additionalEventData.MFAUsed != Yes &&"
            + " $.userIdentity.type = IAMUser && $.responseElements.ConsoleLogin = Success }";

    assertThat(Run.assay("pattern", "--control", "awscis1.4:4.2", sso).stdout())
        .contains("verdict   covers");
    assertThat(Run.assay("pattern", "--control", "cis-aws-1.1:3.2", sso).stdout())
        .contains("verdict   gap");
  }

  @Test
  void what_is_wrong_is_said_in_full() throws Exception {
    Path file = folder.resolve("bad");
    Files.writeString(file, "{ not json }\n7\n");

    Run run = Run.assay("pattern", "--control", "cis-aws-1.1:3.5", "--from", file.toString());

    String help =
        "help: write each pattern as one, for example \"{ $.eventName = CreateTrail }\"\n";
    assertThat(run.stderr())
        .isEqualTo(
            "error: %1$s line 1: is not a JSON string\n%2$serror: %1$s line 2: is not a JSON string\n%2$s"
                .formatted(file, help));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(Run.assay("pattern", "--control", "cis-aws-1.1:1.1", "x").exitCode()).isEqualTo(2);
    assertThat(Run.assay("pattern", "--control", "cis-aws-1.1:9.9", "x").exitCode()).isEqualTo(2);
    assertThat(Run.assay("pattern", "--control", "nothing", "x").exitCode()).isEqualTo(2);
    assertThat(Run.assay("pattern", "--control", "cis-aws-1.1:3.5").exitCode()).isEqualTo(2);
  }
}
