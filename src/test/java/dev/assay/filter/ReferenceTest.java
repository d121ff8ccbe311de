package dev.assay.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.filter.Coverage.Relation;
import dev.assay.filter.Coverage.Verdict;
import dev.assay.filter.FilterPattern.Any;
import dev.assay.filter.FilterPattern.Condition;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** What CIS itself prescribes, right and wrong, judged against the references. */
class ReferenceTest {

  /** By the last part of the control's number since v1.3, from 1. */
  private static final List<Reference> REFERENCES =
      List.of(
          Reference.UNAUTHORIZED_API,
          Reference.CONSOLE_WITHOUT_MFA,
          Reference.ROOT_USAGE,
          Reference.IAM_POLICY,
          Reference.CLOUDTRAIL,
          Reference.CONSOLE_FAILURE,
          Reference.KMS_KEYS,
          Reference.S3_POLICY,
          Reference.CONFIG,
          Reference.SECURITY_GROUP,
          Reference.NETWORK_ACL,
          Reference.GATEWAY,
          Reference.ROUTE_TABLE,
          Reference.VPC,
          Reference.ORGANIZATIONS);

  @ParameterizedTest(name = "{0} of {1}: {3}")
  @CsvFileSource(
      resources = "cis-patterns.tsv",
      delimiter = '\t',
      quoteCharacter = '\0',
      numLinesToSkip = 1)
  void every_prescribed_pattern_is_judged(
      String control,
      String versions,
      String pattern,
      String byFirst,
      String byLater,
      String relation,
      String escapes) {
    Reference reference = REFERENCES.get(Integer.parseInt(control.substring(2)) - 1);

    Coverage first = Coverage.of(reference, List.of(pattern), false);
    Coverage later = Coverage.of(reference, List.of(pattern), true);

    assertThat(first.verdict()).isEqualTo(Verdict.valueOf(byFirst.toUpperCase(Locale.ROOT)));
    assertThat(later.verdict()).isEqualTo(Verdict.valueOf(byLater.toUpperCase(Locale.ROOT)));
    assertThat(later.relation()).isEqualTo(Relation.valueOf(relation.toUpperCase(Locale.ROOT)));
    assertThat(first.witness().isPresent()).isEqualTo(escapes != null);
    Optional.ofNullable(escapes)
        .ifPresent(
            shown -> {
              String[] field = shown.split("=");
              Event witness = first.witness().orElseThrow();
              assertThat(witness.get(Theory.path(field[0]))).as(witness.json()).isEqualTo(field[1]);
            });
  }

  @Test
  void every_form_covers_itself_and_needs_each_of_its_events() {
    for (Reference reference : REFERENCES) {
      for (Reference.Form form : reference.forms()) {
        Coverage itself = Coverage.of(reference, List.of(form.pattern()), form.later());

        assertThat(itself.verdict()).as(form.pattern()).isEqualTo(Verdict.COVERS);
        assertThat(itself.relation()).as(form.pattern()).isEqualTo(Relation.EQUAL);
      }
      String only = reference.forms().get(0).pattern();
      List<String> events =
          Pattern.compile("eventName = (\\w+)\\)")
              .matcher(only)
              .results()
              .map(result -> result.group(1))
              .toList();
      for (String event : events) {
        Coverage without =
            Coverage.of(reference, List.of(only.replace("= " + event + ")", "= Unheard)")), false);

        assertThat(without.verdict()).as(event).isEqualTo(Verdict.GAP);
        assertThat(without.witness().orElseThrow().get(List.of("eventName"))).isEqualTo(event);
      }
    }
  }

  @Test
  void what_is_prescribed_word_for_word_needs_no_proof_but_has_one() throws Exception {
    Condition other = FilterPattern.parse("{ $.eventName = Unheard }").condition();
    for (Reference reference : REFERENCES) {
      Condition prescribed = reference.forms().get(0).condition();
      for (List<Condition> filters : List.of(List.of(prescribed), List.of(other, prescribed))) {
        Coverage proved = Coverage.of(reference, new Any(filters), true);

        assertThat(proved.verdict()).as(reference.title()).isEqualTo(Verdict.COVERS);
        assertThat(Coverage.covers(reference, filters, true)).contains(proved.note());
      }
      assertThat(Coverage.covers(reference, List.of(other), true)).isEmpty();
    }
  }

  @Test
  void what_cis_prints_by_mistake_is_named() {
    String five =
        "{ ($.eventName = CreateNetworkAcl) || ($.eventName = CreateNetworkAclEntry) ||"
            + " ($.eventName = DeleteNetworkAcl*) || ($.eventName = ReplaceNetworkAclAssociation)"
            + " }";

    assertThat(Coverage.of(Reference.NETWORK_ACL, List.of(five), false).note())
        .isEqualTo(
            "only ReplaceNetworkAclEntry is missing: v1.1.0's audit text leaves it out, its"
                + " remediation does not");
    assertThat(
            Coverage.of(Reference.NETWORK_ACL, List.of(five.replace("Delete", "Remove")), false)
                .note())
        .isEmpty();
    assertThat(
            Coverage.of(
                    Reference.CONSOLE_WITHOUT_MFA,
                    List.of(
                        "{ $.eventName = ConsoleLogin && $.additionalEventData.MFAUsed != No }"),
                    true)
                .note())
        .isEqualTo("inverted: a note in v1.1.0 prints \"No\" where the control says \"Yes\"");
  }
}
