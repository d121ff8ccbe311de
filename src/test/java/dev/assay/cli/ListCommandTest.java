package dev.assay.cli;

import static dev.assay.testing.Run.assay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.check.Catalogue;
import dev.assay.check.Check;
import dev.assay.report.Format;
import dev.assay.testing.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListCommandTest {

  @TempDir private Path temp;
  private Path spec;

  @BeforeEach
  void write_a_spec() throws Exception {
    spec =
        Files.writeString(
            temp.resolve("my.yaml"),
            """
            spec:
              id: mine
              title: "my\\e[31m own"
              controls:
              - {id: "1.10", name: a, level: 1, severity: low, checks: [{id: AVD-AWS-0142}]}
              - {id: "2", name: b c, level: 2, scored: false, checks: null}
              - {id: "3", checks: [{id: iam-root-mfa}, {id: cloudtrail-bucket-logging}, {id: zzz}]}
            """);
  }

  @Test
  void specs_are_listed_and_so_are_their_aliases() {
    Run run = assay("list", "specs");

    assertThat(run.stdout())
        .isEqualTo(
            """
            NAME         CONTROLS  TITLE
            awscis1.2    33        awscis1.2
            awscis1.4    37        awscis1.4
            cis-aws-1.1  52        CIS AWS Foundations Benchmark v1.1.0
            aws-cis-1.2  33        awscis1.2
            aws-cis-1.4  37        awscis1.4
            """);
    assertThat(run.stderr()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void controls_are_listed_in_the_order_of_their_spec() {
    assertThat(assay("list", "controls", "--compliance", "@" + spec).stdout())
        .isEqualTo(
            """
            ID    LEVEL  SCORED  SEVERITY  NAME  CHECKS
            1.10  1      yes     LOW       a     AVD-AWS-0142
            2     2      no      -         b c   -
            3     -      yes     -         -     iam-root-mfa, cloudtrail-bucket-logging, zzz
            """);
  }

  @Test
  void the_checks_of_a_spec_are_listed_in_the_order_of_the_catalogue() {
    assertThat(assay("list", "checks", "--compliance", "@" + spec).stdout())
        .isEqualTo(
            """
            iam-root-mfa
              title    root has MFA
              needs    iam get-credential-report, iam get-account-summary
              takes    -
              aliases  AVD-AWS-0142

            cloudtrail-bucket-logging
              title    access to buckets of trails is logged
              needs    ec2 describe-regions, cloudtrail describe-trails, s3api list-buckets, s3api get-bucket-logging
              takes    -
              aliases  AVD-AWS-0163
            """);
  }

  @Test
  void every_check_is_listed() {
    assertThat(assay("list", "checks").stdout().lines())
        .filteredOn(line -> !line.isEmpty() && !line.startsWith(" "))
        .containsExactlyElementsOf(Catalogue.ALL.stream().map(Check::id).toList());
  }

  @Test
  void a_spec_of_ones_own_is_listed_and_harmless() {
    assertThat(assay("list", "specs", "--compliance", "@" + spec).stdout().lines().toList().get(1))
        .isEqualTo(spec + "  3         my\\u{1b}[31m own");
  }

  @Test
  void controls_need_a_spec() {
    Run run = assay("list", "controls");

    assertThat(run.stdout()).isEmpty();
    assertThat(run.stderr())
        .isEqualTo(
            """
            error: `list controls` needs a spec
            help: pass --compliance with one of awscis1.2, awscis1.4, cis-aws-1.1, aws-cis-1.2, aws-cis-1.4, or with `@path/to/spec.yaml`
            """);
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void anything_else_is_refused() {
    Run run = assay("list", "alarms");

    assertThat(run.stderr())
        .isEqualTo(
            """
            error: `alarms` is none of specs, checks, controls, formats
            help: run `assay list --help`
            """);
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void a_slip_is_seen_as_what_was_meant() {
    assertThat(assay("list", "check").stderr())
        .isEqualTo(
            """
            error: `check` is none of specs, checks, controls, formats
            help: did you mean `checks`?
            """);
  }

  @Test
  void a_check_tells_the_parameters_it_takes() {
    assertThat(assay("list", "checks").stdout())
        .contains("\n  takes    maxAgeDays = 90, usedSinceRotation = false\n");
  }

  @Test
  void every_format_is_listed() {
    List<String> lines = assay("list", "formats").stdout().lines().toList();

    assertThat(lines.get(0)).matches("NAME +WHAT");
    assertThat(lines.stream().skip(1).map(line -> line.replaceFirst(" +", " ")))
        .containsExactlyElementsOf(
            Stream.of(Format.values()).map(f -> f + " " + f.what()).toList());
  }
}
