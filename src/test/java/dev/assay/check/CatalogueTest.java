package dev.assay.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.aws.Call;
import dev.assay.aws.Gap;
import dev.assay.aws.Request;
import dev.assay.check.CheckCases.CheckCase;
import dev.assay.spec.Spec;
import dev.assay.spec.SpecReader;
import dev.assay.testing.Given;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What holds for every row of the catalogue, and for every check as it runs. */
class CatalogueTest {

  /** Checks that no shipped spec asks for, each with the reason why it is here all the same. */
  private static final Map<String, String> IN_NO_SPEC = Map.of();

  static final List<Check> CHECKS = Catalogue.ALL;
  static final List<CheckCase> CASES = CheckCases.ALL;

  @ParameterizedTest(name = "{0}")
  @FieldSource("CHECKS")
  void a_row_is_complete(Check check) {
    assertThat(check.id()).matches("[a-z0-9]+(-[a-z0-9]+)*");
    assertThat(List.of(check.title(), check.why(), check.counted(), check.remedy()))
        .allSatisfy(text -> assertThat(text).isNotBlank().doesNotContain("\n").doesNotEndWith("."));
    assertThat(Stream.of(check.needsAll(), check.needsAny()).flatMap(List::stream))
        .isNotEmpty()
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("CHECKS")
  void its_parameters_are_such_as_a_spec_could_write_them(Check check) {
    assertThat(check.parameters()).extracting(Parameter::name).doesNotHaveDuplicates();
    for (Parameter parameter : check.parameters()) {
      assertThat(parameter.name()).matches("[a-z]+([A-Z][a-z]+)*");
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
  void every_check_has_its_cases() {
    assertThat(CheckCases.ALL)
        .extracting(CheckCase::check)
        .containsExactlyElementsOf(Catalogue.ALL.stream().map(Check::id).toList());
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("CASES")
  void it_passes_by_its_least_evidence_and_fails_by_the_same_gone_bad(CheckCase given) {
    assertThat(given.passing().statuses(given.check())).isEqualTo("PASS");
    assertThat(given.failing().statuses(given.check())).isEqualTo("FAIL");
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
    iam-expired-certificates    | valid until 2034-01-01T00:00:00Z | valid until 2020-01-01T00:00:00Z
    """)
  void what_it_says(String check, String passing, String failing) {
    CheckCase given =
        CheckCases.ALL.stream().filter(c -> c.check().equals(check)).findFirst().orElseThrow();

    assertThat(sentences(given.passing().finding(check))).isEqualTo(passing);
    assertThat(sentences(given.failing().finding(check))).isEqualTo(failing);
  }

  private static String sentences(Finding finding) {
    return finding.causes().stream().map(Cause::message).collect(Collectors.joining("; "));
  }

  /** The needs of the row are the calls of the cases, and the cases hold nothing else. */
  @ParameterizedTest(name = "{0}")
  @FieldSource("CASES")
  void it_declares_what_it_reads(CheckCase given) {
    Check check = found(given.check());
    Given rest = given.passing();
    for (Call call : given.calls()) {
      rest = rest.without(call);
    }

    assertThat(Stream.concat(check.needsAll().stream(), check.needsAny().stream()))
        .containsExactlyInAnyOrderElementsOf(given.calls());
    assertThat(rest.files()).containsOnlyKeys("snapshot.json");
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("CASES")
  void without_any_of_its_calls_it_is_unknown_and_says_which(CheckCase given) {
    Given missing = given.passing();
    Given denied = given.passing();
    for (Call call : given.calls()) {
      missing = missing.without(call);
      denied = denied.failed(call, "AccessDenied");
    }

    assertThat(gaps(given, missing)).containsOnly("MISSING").hasSameSizeAs(given.calls());
    assertThat(gaps(given, denied)).containsOnly("DENIED").hasSameSizeAs(given.calls());
  }

  private static List<String> gaps(CheckCase given, Given evidence) {
    Finding finding = evidence.finding(given.check());
    assertThat(finding.status()).isEqualTo(Status.UNKNOWN);
    return finding.causes().stream()
        .flatMap(cause -> cause.gaps().stream())
        .map(Gap::kind)
        .map(Enum::name)
        .toList();
  }

  /** What is left when the answer to a call is lost, in each way that this can happen. */
  private static List<Given> losing(Call call, Given evidence) {
    Given rest = evidence.without(call);
    return List.of(
        rest,
        evidence.failed(call, "AccessDenied"),
        evidence.failed(call, "Throttling"),
        rest.answer(call, ""),
        rest.answer(call, "{}"),
        rest.answer(call, "[]"),
        rest.answer(call, "null"));
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("CASES")
  void without_one_of_its_calls_it_passes_only_if_any_one_decides(CheckCase given) {
    for (Call call : given.calls()) {
      assertThat(losing(call, given.passing()))
          .extracting(left -> left.statuses(given.check()))
          .as("without %s", call)
          .containsOnly(given.anyOneDecides() ? "PASS" : "UNKNOWN");
      assertThat(losing(call, given.failing()))
          .extracting(left -> left.statuses(given.check()))
          .as("without %s", call)
          .isSubsetOf("FAIL", "UNKNOWN");
    }
  }

  /** A copy or a disk that ended early. A CSV may end early and tell as much. */
  @ParameterizedTest(name = "{0}")
  @FieldSource("CASES")
  void no_beginning_of_an_answer_decides(CheckCase given) {
    String expected = given.anyOneDecides() ? "PASS" : "UNKNOWN";
    for (Call call : given.calls()) {
      String whole = given.passing().text(Request.of(call).path()).strip();
      for (int length = 0; length < whole.length(); length++) {
        Given cut = given.passing().answer(call, whole.substring(0, length));
        assertThat(cut.statuses(given.check())).as("%s, %d", call, length).isEqualTo(expected);
      }
    }
  }
}
