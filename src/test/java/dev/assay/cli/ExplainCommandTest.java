package dev.assay.cli;

import static dev.assay.testing.Run.assay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.check.Catalogue;
import dev.assay.testing.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainCommandTest {

  private static final String ROOT_MFA =
      """
      check iam-root-mfa
      right      root has MFA
      why        root's password alone would open everything
      finding    one for the account
      aliases    AVD-AWS-0142
      not in     aws-us-gov
      remedy     sign in as root and assign an MFA device
      reads      aws iam get-credential-report --output json
                 one of several: one is enough to say something
                 kept as global/iam/get-credential-report.json, or decoded as global/iam/credential-report.csv
                 allowed by iam:GetCredentialReport
      reads      aws iam get-account-summary --output json
                 one of several: one is enough to say something
                 kept as global/iam/get-account-summary.json
                 allowed by iam:GetAccountSummary
      """;

  @TempDir private Path temp;

  @Test
  void a_control_is_explained_with_its_checks() {
    Run run = assay("explain", "2.8", "--compliance", "cis-aws-1.1");

    assertThat(run.stdout())
        .isEqualTo(
            """
            2.8 Customer keys rotate
            Yearly rotation is on for the account's own symmetric KMS keys.

            spec       cis-aws-1.1
            section    2 Logging
            level      2
            scored     yes
            severity   MEDIUM

            check kms-cmk-rotation
            right      customer-managed keys are renewed every year
            why        the longer a key serves, the more it opens when it leaks
            finding    one for each enabled symmetric customer-managed key with KMS material
            aliases    AVD-AWS-0065
            remedy     run `aws kms enable-key-rotation --key-id KEY`
            reads      aws ec2 describe-regions --all-regions --output json
                       read besides: without it, what depends on it is UNKNOWN
                       kept as global/ec2/describe-regions.json
                       allowed by ec2:DescribeRegions
            reads      aws kms list-keys --region <region> --output json
                       read besides: without it, what depends on it is UNKNOWN
                       kept as regions/<region>/kms/list-keys.json
                       allowed by kms:ListKeys
            reads      aws kms describe-key --key-id <parent> --region <region> --output json
                       read besides: without it, what depends on it is UNKNOWN
                       kept as regions/<region>/kms/describe-key/<parent>.json
                       allowed by kms:DescribeKey
                       not configured when AWS answers NotFoundException
            reads      aws kms get-key-rotation-status --key-id <parent> --region <region> --output json
                       read besides: without it, what depends on it is UNKNOWN
                       kept as regions/<region>/kms/get-key-rotation-status/<parent>.json
                       allowed by kms:GetKeyRotationStatus
                       not configured when AWS answers UnsupportedOperationException, KMSInvalidStateException
            """);
    assertThat(run.stderr()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"iam-root-mfa", "AVD-AWS-0142", "aws-0142", "IAM-ROOT-MFA"})
  void a_check_is_explained_by_any_of_its_names(String name) {
    Run run = assay("explain", name);

    assertThat(run.stdout()).isEqualTo(ROOT_MFA);
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void with_a_spec_a_check_tells_which_controls_use_it() {
    assertThat(assay("explain", "iam-root-mfa", "--compliance", "awscis1.4").stdout())
        .isEqualTo(ROOT_MFA + "\nused by    1.5 of awscis1.4\n");
    assertThat(assay("explain", "ec2-instance-roles", "--compliance", "awscis1.4").stdout())
        .endsWith("\nused by    - of awscis1.4\n");
  }

  @Test
  void a_parameter_tells_where_its_value_comes_from() throws Exception {
    Path spec =
        Files.writeString(
            temp.resolve("my.yaml"),
            """
            spec:
              id: mine
              controls:
              - id: "7"
                checks:
                - id: iam-access-key-rotation
                  parameters: {maxAgeDays: 60}
                - id: AVD-AWS-0166
                - id: AVD-AWS-0144
                  parameters: {maxUnusedDays: 30}
                - id: AVD-AWS-0144
            """);

    assertThat(assay("explain", "7", "--compliance", "@" + spec).stdout().lines())
        .filteredOn(line -> line.startsWith("parameter"))
        .containsExactly(
            "parameter  maxAgeDays = 60 (by the spec)",
            "parameter  usedSinceRotation = false (default)",
            "parameter  maxUnusedDays = 45 (by AVD-AWS-0166)",
            "parameter  maxUnusedDays = 30 (by the spec)",
            "parameter  maxUnusedDays = 90 (by AVD-AWS-0144)");
    assertThat(assay("explain", "avd-aws-0166").stdout())
        .contains(
            """
            parameter  maxUnusedDays = 45 (by avd-aws-0166)
                       days without use after which a credential fails
            """);
  }

  @Test
  void what_persons_answer_and_what_nobody_knows_is_said() throws Exception {
    Path spec =
        Files.writeString(
            temp.resolve("my.yaml"),
            """
            spec:
              id: mine
              controls:
              - {id: "1", name: ask, checks: null}
              - {id: "1", name: look, scored: false, checks: [{id: no-such}]}
            """);

    assertThat(assay("explain", "1", "--compliance", "@" + spec).stdout())
        .isEqualTo(
            """
            1 ask

            spec       %s
            scored     yes
            decided    by a person: MANUAL until one attests

            1 look

            spec       %s
            scored     no

            check no-such
            this version of assay does not know it, so the control is UNKNOWN
            """
                .replace("%s", spec.toString()));
  }

  @Test
  void all_controls_of_an_id_are_explained() {
    assertThat(assay("explain", "1.4", "--compliance", "awscis1.4").stdout().lines())
        .filteredOn(line -> line.startsWith("1.4 ") || line.startsWith("check "))
        .containsExactly(
            "1.4 enforce-user-mfa",
            "check iam-user-mfa-console",
            "1.4 no-root-access-keys",
            "check iam-root-no-access-key");
  }

  @Test
  void necessary_calls_are_told_from_the_others() {
    assertThat(assay("explain", "s3-mfa-delete").stdout())
        .contains(
            """
            reads      aws s3api list-buckets --output json
                       necessary: without it nothing can be said
                       kept as global/s3api/list-buckets.json
                       allowed by s3:ListAllMyBuckets
            reads      aws s3api get-bucket-versioning --bucket <parent> --output json
                       read besides: without it, what depends on it is UNKNOWN
                       kept as global/s3api/get-bucket-versioning/<parent>.json
            """);
    assertThat(assay("explain", "iam-support-role").stdout())
        .contains("kept as global/iam/list-entities-for-policy/AWSSupportAccess.json\n");
    assertThat(assay("explain", "cloudtrail-bucket-not-public").stdout())
        .contains("aws s3control get-public-access-block --account-id <account> --output json\n");
  }

  @Test
  void every_check_can_be_explained() {
    assertThat(Catalogue.names())
        .allSatisfy(name -> assertThat(assay("explain", name).exitCode()).isZero());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2.33         | `2.33` is no control of `cis-aws-1.1`, and no check         | 2.3
          9.9          | `9.9` is no control of `cis-aws-1.1`, and no check          | 1.9
          iam-root     | `iam-root` is no control of `cis-aws-1.1`, and no check     | iam-root-usage
          iam-rot-mfa  | `iam-rot-mfa` is no control of `cis-aws-1.1`, and no check  | iam-root-mfa
          AVD-AWS-1142 | `AVD-AWS-1142` is no control of `cis-aws-1.1`, and no check | AVD-AWS-0142
          """)
  void an_unknown_name_gets_the_nearest(String name, String what, String nearest) {
    Run run = assay("explain", name, "--compliance", "cis-aws-1.1");

    assertThat(run.stdout()).isEmpty();
    assertThat(run.stderr())
        .isEqualTo("error: " + what + "\nhelp: did you mean `" + nearest + "`?\n");
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void a_control_needs_its_spec() {
    Run run = assay("explain", "iam-rot-mfa");

    assertThat(run.stderr())
        .isEqualTo(
            "error: there is no check `iam-rot-mfa`\n" + "help: did you mean `iam-root-mfa`?\n");
    assertThat(assay("explain", "2.3").stderr())
        .isEqualTo(
            "error: there is no check `2.3`\nhelp: `assay list checks` has them all;"
                + " for a control, name its spec with --compliance\n");
    assertThat(assay("explain", "zzz", "--compliance=awscis1.2").stderr())
        .isEqualTo(
            "error: `zzz` is no control of `awscis1.2`, and no check\n"
                + "help: `assay list controls` and `assay list checks` have them all\n");
    assertThat(run.exitCode()).isEqualTo(2);
  }
}
