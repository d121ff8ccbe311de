package dev.assay.evaluate;

import static dev.assay.spec.SpecText.shipped;
import static dev.assay.spec.SpecText.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.check.Check;
import dev.assay.spec.Spec;
import dev.assay.testing.Faults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          iam-unused-credentials   | {}                        | {maxUnusedDays=90}
          AVD-AWS-0144             | {}                        | {maxUnusedDays=90}
          AVD-AWS-0166             | {}                        | {maxUnusedDays=45}
          avd-aws-0166             | {}                        | {maxUnusedDays=45}
          Aws-0166                 | {}                        | {maxUnusedDays=45}
          AVD-AWS-0166             | {maxUnusedDays: 30}       | {maxUnusedDays=30}
          iam-unused-credentials   | {maxUnusedDays: 0}        | {maxUnusedDays=0}
          iam-unused-credentials   | {maxUnusedDays: 100000}   | {maxUnusedDays=100000}
          iam-root-usage           | {}                        | {withinDays=90}
          AVD-AWS-0140             | {}                        | {withinDays=1}
          iam-access-key-rotation  | {}                        | {maxAgeDays=90, usedSinceRotation=false}
          AVD-AWS-0146             | {usedSinceRotation: true} | {maxAgeDays=90, usedSinceRotation=true}
          iam-support-role         | {principals: [user,role]} | {principals=[user, role]}
          iam-support-role         | {principals: user}        | {principals=[user]}
          iam-no-full-admin-policy | {scope: customer-managed} | {scope=customer-managed}
          iam-root-mfa             | {}                        | {}
          """)
  void a_parameter_is_the_specs_else_the_aliass_else_the_default(
      String check, String given, String expected) {
    Plan plan = Plan.of(using(check, given), 0, false);

    assertThat(plan.controls().get(0).uses().get(0).parameters().values()).hasToString(expected);
    assertThat(plan.warnings()).isEmpty();
  }

  @ParameterizedTest(name = "{1} of {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          iam-access-key-rotation  | maxAge: 90               | check `iam-access-key-rotation` has no parameter `maxAge` -> it takes `maxAgeDays`, `usedSinceRotation`
          AVD-AWS-0142             | maxAge: 90               | check `iam-root-mfa` has no parameter `maxAge` -> it takes none
          iam-root-usage           | withinDays: ninety       | `withinDays` is `ninety` -> write a whole number from 0 to 100000
          iam-root-usage           | withinDays: -1           | `withinDays` is `-1` -> write a whole number from 0 to 100000
          iam-root-usage           | withinDays: 1.5          | `withinDays` is `1.5` -> write a whole number from 0 to 100000
          iam-root-usage           | withinDays: 100001       | `withinDays` is `100001` -> write a whole number from 0 to 100000
          iam-root-usage           | withinDays: 99999999999  | `withinDays` is `99999999999` -> write a whole number from 0 to 100000
          iam-root-usage           | withinDays: ٩            | `withinDays` is `٩` -> write a whole number from 0 to 100000
          iam-root-usage           | withinDays: [1, 2]       | `withinDays` is `[1, 2]` -> write a whole number from 0 to 100000
          iam-root-usage           | withinDays:              | `withinDays` is `` -> write a whole number from 0 to 100000
          iam-access-key-rotation  | usedSinceRotation: yes   | `usedSinceRotation` is `yes` -> write true or false
          iam-no-full-admin-policy | scope: all               | `scope` is `all` -> write one of: attached, customer-managed
          iam-no-full-admin-policy | scope: [attached]        | `scope` is `[attached]` -> write one of: attached, customer-managed
          iam-support-role         | principals: nobody       | `principals` is `nobody` -> write a list of: user, group, role
          iam-support-role         | principals: [user, root] | `principals` is `[user, root]` -> write a list of: user, group, role
          iam-support-role         | principals: []           | `principals` is `[]` -> write a list of: user, group, role
          """)
  void a_parameter_that_does_not_fit_is_an_error(String check, String given, String expected) {
    Spec spec = using(check, "{" + given + "}");

    assertThat(Faults.usage(() -> Plan.of(spec, 0, false)))
        .isEqualTo("my.yaml line 7: " + expected + "\n");
  }

  @Test
  void every_error_of_a_spec_is_told_with_its_line() {
    Spec spec =
        spec(
            """
            spec:
              id: x
              controls:
              - id: 1
                checks:
                - id: iam-root-usage
                  parameters:
                    withinDays: ninety
                    days: 90
                - id: AVD-AWS-0142
                  parameters:
                    on: true
              - id: 2
                checks:
                - id: iam-support-role
                  parameters:
                    principals:
                    - user
                    - nobody
            """);

    assertThat(Faults.usage(() -> Plan.of(spec, 0, false)))
        .isEqualTo(
            """
            my.yaml line 8: `withinDays` is `ninety` -> write a whole number from 0 to 100000
            my.yaml line 9: check `iam-root-usage` has no parameter `days` -> it takes `withinDays`
            my.yaml line 12: check `iam-root-mfa` has no parameter `on` -> it takes none
            my.yaml line 18: `principals` is `[user, nobody]` -> write a list of: user, group, role
            """);
  }

  private static final String WITH_UNKNOWN_CHECKS =
      """
      spec:
        id: x
        controls:
        - id: 1
          checks:
          - id: AVD-AWS-9142
          - id: iam-root-mfaa
        - id: 2
          checks:
          - id: iam-root-mfa
        - id: 3
          checks:
          - id: iam-password-minlength
        - id: 4
          name: Ask (Manual)
      """;

  private static final String UNKNOWN_CHECKS =
      """
      my.yaml line 6: control `1` names check `AVD-AWS-9142`, which this version does not know\
       -> the nearest known check is `AVD-AWS-0142`
      my.yaml line 7: control `1` names check `iam-root-mfaa`, which this version does not know\
       -> the nearest known check is `iam-root-mfa`
      my.yaml line 13: control `3` names check `iam-password-minlength`, which this version does not know\
       -> the nearest known check is `iam-password-min-length`
      """;

  @Test
  void each_unknown_check_of_a_users_spec_is_a_warning() {
    Plan plan = Plan.of(spec(WITH_UNKNOWN_CHECKS), 0, false);

    assertThat(Faults.lines(plan.warnings())).isEqualTo(UNKNOWN_CHECKS);
    assertThat(plan.controls().get(0).uses())
        .extracting(use -> use.name() + " " + use.check().map(Check::id).orElse("?"))
        .containsExactly("AVD-AWS-9142 ?", "iam-root-mfaa ?");
  }

  @Test
  void a_strict_run_makes_them_errors() {
    assertThat(Faults.usage(() -> Plan.of(spec(WITH_UNKNOWN_CHECKS), 0, true)))
        .isEqualTo(UNKNOWN_CHECKS);
    assertThat(Faults.usage(() -> Plan.of(shipped(WITH_UNKNOWN_CHECKS), 0, true)))
        .isEqualTo(UNKNOWN_CHECKS.replace("my.yaml", "ours"));
  }

  @Test
  void the_unknown_checks_of_a_shipped_spec_are_one_warning() {
    assertThat(Faults.lines(Plan.of(shipped(WITH_UNKNOWN_CHECKS), 0, false).warnings()))
        .isEqualTo(
            "ours: this version of assay cannot decide 2 of 4 controls yet: 1 3"
                + " -> they are UNKNOWN in the report\n");
  }

  private static final String WITH_LEVELS =
      """
      spec:
        id: x
        title: levels
        controls:
        - {id: 1, level: 1}
        - {id: 2, level: 2}
        - {id: 3}
      """;

  @ParameterizedTest(name = "--level {0}")
  @CsvSource({"0, 1 2 3", "1, 1 3", "2, 1 2 3"})
  void a_level_leaves_out_what_is_above_it(int level, String expected) {
    Plan plan = Plan.of(spec(WITH_LEVELS), level, false);

    assertThat(String.join(" ", plan.controls().stream().map(b -> b.control().id()).toList()))
        .isEqualTo(expected);
  }

  @Test
  void a_spec_without_levels_has_none_to_choose() {
    Spec spec = spec("spec: {id: x, title: flat, controls: [{id: 1}]}");

    assertThat(Faults.usage(() -> Plan.of(spec, 1, false)))
        .isEqualTo("the spec `flat` has no levels -> leave --level out\n");
  }

  @Test
  void a_level_that_no_control_has_is_a_mistake() {
    Spec spec = spec("spec: {id: x, title: deep, controls: [{id: 1, level: 2}]}");

    assertThat(Faults.usage(() -> Plan.of(spec, 1, false)))
        .isEqualTo(
            "the spec `deep` has no control of level 1 -> leave --level out, or choose another\n");
  }

  /** A spec whose parameters stand in line 7. */
  private static Spec using(String check, String parameters) {
    return spec(
        """
        spec:
          id: x
          controls:
          - id: 1
            checks:
            - id: %s
              parameters: %s
        """
            .replaceFirst("%s", check)
            .replace("%s", parameters));
  }
}
