package dev.assay.check;

import static dev.assay.testing.Given.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.aws.Call;
import dev.assay.aws.Request;
import dev.assay.check.CheckCases.CheckCase;
import dev.assay.evaluate.ControlStatus;
import dev.assay.filter.Reference;
import dev.assay.spec.Spec;
import dev.assay.spec.SpecReader;
import dev.assay.testing.Given;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What holds for every row of the catalogue, and for every check as it runs. */
class CatalogueTest {

  /** Checks that no shipped spec asks for, each with the reason why it is here all the same. */
  private static final Map<String, String> IN_NO_SPEC =
      Map.of("nacl-no-public-admin", "CIS has it from v1.3.0 on, Trivy's awscis1.4 leaves it out");

  static final List<Check> CHECKS = Catalogue.ALL;
  static final List<CheckCase> CASES = CheckCases.ALL;

  /** One for each rule: alarms share theirs, and differ only in what they watch. */
  static final List<CheckCase> RULES =
      CASES.stream()
          .filter(each -> !each.check().startsWith("monitor-") || each.check().endsWith("-nacl"))
          .toList();

  @ParameterizedTest(name = "{0}")
  @FieldSource("CHECKS")
  void a_row_is_complete(Check check) {
    assertThat(check.id()).matches("[a-z0-9]+(-[a-z0-9]+)*");
    assertThat(List.of(check.title(), check.why(), check.counted(), check.remedy()))
        .allSatisfy(text -> assertThat(text).isNotBlank().doesNotContain("\n").doesNotEndWith("."));
    assertThat(check.calls()).isNotEmpty().doesNotHaveDuplicates();
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("CHECKS")
  void its_parameters_are_such_as_a_spec_could_write_them(Check check) {
    assertThat(check.parameters()).extracting(Parameter::name).doesNotHaveDuplicates();
    for (Parameter parameter : check.parameters()) {
      assertThat(parameter.name()).matches("[a-z]+[0-9]*([A-Z][a-z]+)*");
      assertThat(parameter.meaning()).isNotBlank();
      assertThat(parsed(parameter, parameter.preset())).hasValue(parameter.preset());
    }
    for (Check.Alias alias : check.aliases()) {
      assertThat(check.presets().keySet()).containsAll(alias.parameters().keySet());
      check.parameters().stream()
          .filter(parameter -> alias.parameters().containsKey(parameter.name()))
          .forEach(
              parameter -> {
                Object fixed = alias.parameters().get(parameter.name());
                assertThat(parsed(parameter, fixed)).hasValue(fixed);
              });
    }
  }

  private static Optional<Object> parsed(Parameter parameter, Object value) {
    return value instanceof List<?> list
        ? parameter.parse(list.stream().map(Object::toString).toList(), true)
        : parameter.parse(List.of(value.toString()), false);
  }

  @Test
  void no_name_stands_for_two_checks() {
    Stream<String> names =
        Catalogue.ALL.stream()
            .flatMap(
                check ->
                    Stream.concat(
                        Stream.of(check.id()), check.aliases().stream().map(Check.Alias::id)));

    assertThat(names.map(name -> name.toUpperCase(Locale.ROOT))).doesNotHaveDuplicates();
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("CHECKS")
  void it_is_found_by_each_of_its_names_in_any_case(Check check) {
    assertThat(found(check.id())).isSameAs(check);
    assertThat(found(check.id().toUpperCase(Locale.ROOT))).isSameAs(check);
    for (Check.Alias alias : check.aliases()) {
      assertThat(alias.id()).matches("AVD-AWS-\\d{4}");
      String bare = alias.id().substring("AVD-".length());
      for (String name : List.of(alias.id(), bare)) {
        assertThat(found(name)).isSameAs(check);
        assertThat(found(name.toLowerCase(Locale.ROOT))).isSameAs(check);
      }
    }
  }

  private static Check found(String name) {
    return Catalogue.find(name).orElseThrow().check();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    iam-root-usage         | {withinDays=90}
    AVD-AWS-0140           | {withinDays=1}
    aws-0140               | {withinDays=1}
    iam-unused-credentials | {maxUnusedDays=90}
    AVD-AWS-0144           | {maxUnusedDays=90}
    AVD-AWS-0166           | {maxUnusedDays=45}
    AVD-AWS-0146           | {maxAgeDays=90, usedSinceRotation=false}
    AVD-AWS-0169           | {principals=[role]}
    AVD-AWS-0142           | {}
    """)
  void a_name_stands_for_parameters_too(String name, String parameters) {
    assertThat(Catalogue.find(name).orElseThrow().parameters()).hasToString(parameters);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "iam-root-mfaa,  iam-root-mfa",
    "IAM_ROOT_MFA,   iam-root-mfa",
    "AVD-AWS-142,    AVD-AWS-0142",
    "aws-01422,      AVD-AWS-0142"
  })
  void an_unknown_name_has_a_nearest_known_one(String name, String nearest) {
    assertThat(Catalogue.find(name)).isEmpty();
    assertThat(Catalogue.nearest(name)).isEqualTo(nearest);
  }

  @Test
  void every_check_is_asked_for_by_a_shipped_spec_or_has_a_reason_not_to_be() {
    Set<String> asked =
        SpecReader.builtIns().stream()
            .flatMap(name -> SpecReader.read(name).controls().stream())
            .flatMap(control -> control.checks().stream())
            .map(Spec.CheckRef::id)
            .flatMap(id -> Catalogue.find(id).stream())
            .map(entry -> entry.check().id())
            .collect(Collectors.toSet());

    assertThat(Catalogue.ALL)
        .extracting(Check::id)
        .allSatisfy(id -> assertThat(asked.contains(id)).isNotEqualTo(IN_NO_SPEC.containsKey(id)));
  }

  @Test
  void checks_on_alarms_have_events_and_others_have_none() {
    assertThat(Catalogue.events(found("monitor-root-usage"))).contains(Reference.ROOT_USAGE);
    assertThat(Catalogue.events(found("iam-root-usage"))).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "monitor-unauthorized-api, true",
    "monitor-root-usage, false",
    "iam-root-usage, false"
  })
  void later_forms_are_accepted_where_that_is_asked_for(String check, boolean preset) {
    SortedMap<String, Object> values = new TreeMap<>(found(check).presets());
    assertThat(Catalogue.acceptsLaterForms(new Parameters(values))).isEqualTo(preset);

    values.put("laterForms", true);
    assertThat(Catalogue.acceptsLaterForms(new Parameters(values))).isTrue();
    values.put("laterForms", false);
    assertThat(Catalogue.acceptsLaterForms(new Parameters(values))).isFalse();
  }

  @Test
  void every_check_has_its_cases() {
    assertThat(CheckCases.ALL)
        .extracting(CheckCase::check)
        .containsExactlyElementsOf(Catalogue.ALL.stream().map(Check::id).toList());
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("CASES")
  void it_passes_by_its_least_evidence_and_fails_by_the_same_gone_bad(CheckCase given) {
    assertThat(given.good().statuses(given.check())).isEqualTo(given.best());
    assertThat(given.bad().statuses(given.check())).isEqualTo(given.worst());
  }

  /** Messages are interface: what is said when it passes and when it fails, cause by cause. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    iam-root-usage              | root's password has no recorded use; root's access key 1 has no recorded use; root's access key 2 has no recorded use | root's password was last used 2024-05-30T00:00:00Z; root's access key 1 has no recorded use; root's access key 2 has no recorded use
    iam-user-mfa-console        | ana has a console password and MFA | ana has a console password and no MFA
    iam-unused-credentials      | password of ana was last used 2024-05-30T00:00:00Z (1 day ago); fewer than 90 days wanted | password of ana was last used 2020-01-01T00:00:00Z (1612 days ago); fewer than 90 days wanted
    iam-access-key-rotation     | access key 1 of ana was last rotated 2024-05-30T00:00:00Z (1 day ago); at most 90 days wanted | access key 1 of ana was last rotated 2020-01-01T00:00:00Z (1612 days ago); at most 90 days wanted
    iam-password-uppercase      | passwords need an upper-case letter | passwords need not have an upper-case letter
    iam-password-lowercase      | passwords need a lower-case letter | passwords need not have a lower-case letter
    iam-password-symbol         | passwords need a symbol | passwords need not have a symbol
    iam-password-number         | passwords need a digit | passwords need not have a digit
    iam-password-min-length     | passwords need 14 characters, 14 wanted | passwords need 8 characters, 14 wanted
    iam-password-reuse          | the last 24 passwords are refused, 24 wanted | the last 5 passwords are refused, 24 wanted
    iam-password-max-age        | passwords expire; passwords expire after 90 days, 90 at most wanted | passwords expire; passwords expire after 365 days, 90 at most wanted
    iam-root-no-access-key      | root's access key 1 is not active; root's access key 2 is not active; the account summary counts 0 root access keys | root's access key 1 is active; root's access key 2 is not active; the account summary counts 0 root access keys; the credential report and the account summary contradict each other
    iam-root-mfa                | the credential report says that root has MFA; the account summary says that root has MFA | the credential report says that root has no MFA; the account summary says that root has MFA; the credential report and the account summary contradict each other
    iam-root-hardware-mfa       | the credential report says that root has MFA; the account summary says that root has MFA; none of the 1 virtual MFA devices is root's | the credential report says that root has MFA; the account summary says that root has MFA; virtual MFA device of arn:aws:iam::111122223333:root
    iam-user-no-direct-policies | ana carries no policy | ana carries arn:aws:iam::111122223333:policy/own (attached)
    iam-support-role            | role helper carries AWSSupportAccess | no role carries AWSSupportAccess
    iam-initial-access-key      | access key 1 of ana was used | access key 1 of ana is active beside a console password and was never used
    iam-no-full-admin-policy    | arn:aws:iam::111122223333:policy/own grants no such thing on every resource | arn:aws:iam::111122223333:policy/own grants every action on every resource
    iam-no-wildcard-policy      | arn:aws:iam::111122223333:policy/own grants no such thing on every resource | arn:aws:iam::111122223333:policy/own grants every action of s3 on every resource
    iam-expired-certificates    | valid until 2034-01-01T00:00:00Z | valid until 2014-01-01T00:00:00Z
    """)
  void what_it_says(String check, String passing, String failing) {
    CheckCase given =
        CheckCases.ALL.stream().filter(c -> c.check().equals(check)).findFirst().orElseThrow();

    assertThat(sentences(given.good().finding(check))).isEqualTo(passing);
    assertThat(sentences(given.bad().finding(check))).isEqualTo(failing);
  }

  private static String sentences(Finding finding) {
    return finding.causes().stream().map(Cause::message).collect(Collectors.joining("; "));
  }

  /** The calls of the row are those that its cases are made of, and it may name others too. */
  @ParameterizedTest(name = "{0}")
  @FieldSource("CASES")
  void it_declares_what_it_reads(CheckCase given) {
    Check check = found(given.check());
    Set<String> declared =
        check.calls().stream()
            .map(call -> call.service() + "/" + call.operation())
            .collect(Collectors.toSet());
    Set<String> read =
        Stream.of(given.good(), given.bad())
            .flatMap(evidence -> evidence.evidence().stream())
            .map(CatalogueTest::call)
            .collect(Collectors.toSet());

    assertThat(declared).containsAll(read);
    assertThat(read)
        .containsAll(
            Stream.concat(check.needsAll().stream(), check.needsAny().stream())
                .map(call -> call.service() + "/" + call.operation())
                .toList());
  }

  /** {@code service/operation} of the call that a file belongs to. */
  private static String call(String path) {
    String[] parts =
        path.replace(Given.REPORT, Request.of(Call.GET_CREDENTIAL_REPORT).path())
            .replace(".json", "")
            .split("/");
    int service = parts[0].equals("regions") ? 2 : 1;
    return parts[service] + "/" + parts[service + 1];
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("CASES")
  void without_any_evidence_it_is_unknown_and_says_what_is_missing(CheckCase given) {
    Given none = snapshot();
    Given denied = snapshot();
    for (String path : given.good().evidence()) {
      denied = denied.failed(path, "AccessDenied");
    }

    assertThat(gaps(given, none)).isNotEmpty().containsOnly("MISSING");
    assertThat(gaps(given, denied)).isNotEmpty().contains("DENIED");
  }

  private static List<String> gaps(CheckCase given, Given evidence) {
    List<Finding> findings = evidence.findings(given.check(), Map.of());
    assertThat(findings).extracting(Finding::status).containsOnly(Status.UNKNOWN);
    return findings.stream()
        .flatMap(finding -> finding.causes().stream())
        .flatMap(cause -> cause.gaps().stream())
        .map(gap -> gap.kind().name())
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("RULES")
  void without_a_file_that_it_cannot_spare_it_is_unknown(CheckCase given) {
    String spared = given.best().equals("none") ? "PASS" : given.best();
    for (String path : given.good().evidence()) {
      assertThat(losing(path, given.good()))
          .extracting(left -> left.control(given.check()).name())
          .as("without %s", path)
          .containsOnly(given.spare().contains(path) ? spared : "UNKNOWN");
    }
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("RULES")
  void no_loss_makes_a_failure_pass(CheckCase given) {
    for (String path : given.bad().evidence()) {
      List<Given> left = new ArrayList<>(losing(path, given.bad()));
      left.add(given.bad().with(path, ""));
      left.add(given.bad().with(path, "{}"));
      assertThat(left)
          .extracting(each -> each.control(given.check()))
          .as("without %s", path)
          .doesNotContain(ControlStatus.PASS);
    }
  }

  /** What is left when a file is lost or worthless. */
  private static List<Given> losing(String path, Given evidence) {
    return List.of(
        evidence.without(path),
        evidence.failed(path, "AccessDenied"),
        evidence.failed(path, "Throttling"),
        evidence.with(path, evidence.text(path).substring(0, evidence.text(path).length() / 2)),
        evidence.with(path, "[]"),
        evidence.with(path, "null"));
  }
}
