package dev.assay.report;

import static dev.assay.testing.Given.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.aws.Identity;
import dev.assay.aws.Resource;
import dev.assay.report.Report.Cause;
import dev.assay.report.Report.Check;
import dev.assay.report.Report.Control;
import dev.assay.report.Report.Finding;
import dev.assay.testing.Sample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FingerprintTest {

  private static final String ZOE = "arn:aws:iam::111122223333:user/Zoë";

  /** Worked out with another program: whoever has reports of an earlier version relies on it. */
  @ParameterizedTest
  @CsvSource({
    "access_key_1, rotated, 30b7f534be21a6963a02db110c72bf60",
    "'', '', c612ffc5b2187d89748a6397a672af30"
  })
  void a_fingerprint_stays_what_it_was(String part, String key, String expected) {
    Resource resource = new Resource("access-key", ZOE, part);

    assertThat(
            Fingerprint.of(
                new Identity(ACCOUNT, "aws"), "iam-access-key-rotation", "", resource, key))
        .isEqualTo(expected);
  }

  @Test
  void no_field_runs_into_the_next() {
    Identity account = new Identity(ACCOUNT, "aws");

    assertThat(
            Stream.of(
                Fingerprint.of(account, "a", "b", new Resource("c", "d", "e"), "f"),
                Fingerprint.of(account, "ab", "", new Resource("c", "d", "e"), "f"),
                Fingerprint.of(account, "a", "b", new Resource("c", "de", ""), "f"),
                Fingerprint.of(account, "a", "b", new Resource("c", "d", "ef"), ""),
                Fingerprint.of(account, "a", "b", new Resource("c", "d", "e,1:f"), ""),
                Fingerprint.of(
                    new Identity(ACCOUNT, "aws-cn"), "a", "b", new Resource("c", "d", "e"), "f"),
                Fingerprint.of(
                    new Identity("", "aws"), "a", "b", new Resource("c", "d", "e"), "f")))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "region, eu-west-1, eu-west-1",
    "vpc, arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-1, eu-west-1",
    "bucket, arn:aws:s3:::logs, ''",
    "user, arn:aws:iam::111122223333:user/ana, ''",
    "user, ana:b:c:d:e:f, ''"
  })
  void the_region_is_the_resources(String type, String id, String expected) {
    assertThat(Fingerprint.region(new Resource(type, id))).isEqualTo(expected);
  }

  static Stream<Sample> samples() {
    return Sample.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void within_a_control_every_finding_and_cause_has_its_own(Sample sample) {
    for (String spec : List.of("awscis1.2", "awscis1.4", "cis-aws-1.1")) {
      for (Control control : Made.report(sample, spec).controls()) {
        List<String> all = new ArrayList<>();
        for (Finding finding : control.findings()) {
          all.add(finding.fingerprint());
          finding.causes().stream().map(Cause::fingerprint).forEach(all::add);
        }

        assertThat(all).as("%s %s", spec, control.id()).doesNotHaveDuplicates();
      }
    }
  }

  /** So that a report by one version of the benchmark can be compared with one by another. */
  @ParameterizedTest
  @MethodSource("samples")
  void the_same_question_has_the_same_in_every_benchmark(Sample sample) {
    Map<String, String> known = new HashMap<>();
    int again = 0;
    for (String spec : List.of("awscis1.2", "awscis1.4", "cis-aws-1.1")) {
      for (Control control : Made.report(sample, spec).controls()) {
        for (Finding finding : control.findings()) {
          Check check = control.check(finding);
          for (Cause cause : finding.causes()) {
            String question = check.id() + " " + finding.resource() + " " + cause.key();
            String before = known.putIfAbsent(question, cause.fingerprint());
            assertThat(before).as(question).isIn(null, cause.fingerprint());
            again += before == null ? 0 : 1;
          }
        }
      }
    }

    assertThat(again).isGreaterThan(20);
  }
}
