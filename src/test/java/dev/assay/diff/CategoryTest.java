package dev.assay.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.diff.Diff.Allowed;
import dev.assay.report.Report;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can become of a finding between March and June, and back. */
class CategoryTest {

  private static final Allowed RULES = new Allowed(true, false);

  private static final String CASES =
      """
      it fails by another value        | user/a PASS mfa=yes                      | user/a FAIL mfa=no                       | regressed account
      a person had to answer           | user/a MANUAL q=x                        | user/a FAIL q=y                          | regressed account
      it did not count                 | user/a NOT_COUNTED on=no                 | user/a FAIL mfa=no                       | regressed account
      it fails by another key          | user/a PASS closed=0                     | user/a FAIL tcp/22=open                  | regressed account
      only time has passed             | user/a PASS used=2026-03-01T00:00:00Z    | user/a FAIL used=2026-03-01T00:00:00Z    | aged time
      one key is old, others changed   | user/a PASS made=2026-03-01T00:00:00Z used=1 | user/a FAIL made=2026-03-01T00:00:00Z used=2^PASS | aged time
      one key is old, another fails    | user/a PASS made=2026-03-01T00:00:00Z used=1 | user/a FAIL made=2026-03-01T00:00:00Z used=2 | regressed account
      one key is old, another left out | user/a PASS made=2026-03-01T00:00:00Z used=1 | user/a FAIL made=2026-03-01T00:00:00Z used=2^NOT_COUNTED | aged time
      the same value is no date        | user/a PASS n=1                          | user/a FAIL n=1                          | regressed account
      it is later, and nothing else    | of one; user/a PASS n=1                  | of one; user/a FAIL n=1                  | aged time
      the date is another              | user/a PASS used=2026-03-01T00:00:00Z    | user/a FAIL used=2026-02-01T00:00:00Z    | regressed account
      another limit, the same date     | user/a PASS used=2026-03-01T00:00:00Z    | limit 45; user/a FAIL used=2026-03-01T00:00:00Z | regressed rules
      another limit, another value     | user/a PASS n=1                          | limit 45; user/a FAIL n=2                | regressed account
      time heals                       | user/a FAIL used=2026-03-01T00:00:00Z    | user/a PASS used=2026-03-01T00:00:00Z    | fixed time
      it is mended                     | user/a FAIL mfa=no                       | user/a PASS mfa=yes                      | fixed account
      it counts no more                | user/a FAIL mfa=no                       | user/a NOT_COUNTED on=no                 | fixed account
      it is for a person now           | user/a FAIL q=x                          | user/a MANUAL q=y                        | improved account
      it was fine, and is for a person | user/a PASS q=x                          | user/a MANUAL q=y                        | worsened account
      it was for a person, and is fine | user/a MANUAL q=x                        | user/a PASS q=y                          | improved account
      a person has answered            | user/a MANUAL q=x                        | user/a PASS q=x said PASS 2026-12-31     | improved rules
      an answer has expired            | user/a PASS q=x said PASS 2026-05-31     | user/a MANUAL q=x                        | worsened time
      an answer was taken back         | user/a PASS q=x said PASS 2026-12-31     | user/a MANUAL q=x                        | worsened rules
      a person says that it fails      | user/a MANUAL q=x                        | user/a FAIL q=x said FAIL 2026-12-31     | regressed rules
      a person says otherwise          | user/a PASS q=x said PASS 2026-12-31     | user/a FAIL q=x said FAIL 2026-12-31     | regressed rules
      a person says more of another    | user/a PASS n=1; user/b PASS n=1         | user/b PASS n=1 said PASS 2026-12-31; user/a FAIL n=1 | regressed account
      a second key                     | user/a FAIL tcp/22=open                  | user/a FAIL tcp/22=open tcp/3389=open    | new-evidence account
      another key                      | user/a FAIL tcp/22=open                  | user/a FAIL tcp/3389=open                | new-evidence account
      a second key has grown old       | user/a FAIL x=1 k=2026-03-01T00:00:00Z^PASS | user/a FAIL x=1 k=2026-03-01T00:00:00Z | new-evidence time
      one has grown old, one has moved | user/a FAIL x=1 k=2026-03-01T00:00:00Z^PASS | user/a FAIL x=2 k=2026-03-01T00:00:00Z | new-evidence time
      one key less                     | user/a FAIL tcp/22=open tcp/3389=open    | user/a FAIL tcp/22=open                  | improved account
      one key cannot be seen           | user/a FAIL tcp/22=open tcp/3389=open    | user/a FAIL tcp/22=open tcp/3389=?^UNKNOWN | still-failing account
      the same key by another value    | user/a FAIL mfa=no                       | user/a FAIL mfa=never                    | still-failing account
      the same                         | user/a FAIL mfa=no                       | user/a FAIL mfa=no                       | -
      it passes by another value       | user/a PASS used=1                       | user/a PASS used=2                       | -
      more severe                      | user/a FAIL mfa=no                       | severity HIGH; user/a FAIL mfa=no        | worsened rules
      less severe                      | severity HIGH; user/a FAIL mfa=no        | user/a FAIL mfa=no                       | improved rules
      less severe, from the worst      | severity CRITICAL; user/a FAIL mfa=no    | severity HIGH; user/a FAIL mfa=no        | improved rules
      new, and fails                   |                                          | user/a FAIL mfa=no                       | new-failure account
      new, and passes                  |                                          | user/a PASS mfa=yes                      | new-pass account
      new, and for a person            |                                          | user/a MANUAL q=x                        | worsened account
      new, and unknown                 |                                          | user/a UNKNOWN q=?                       | became-unknown account
      new, and not counted             |                                          | user/a NOT_COUNTED q=x                   | -
      not counted, and passes now      | user/a NOT_COUNTED on=no                 | user/a PASS mfa=yes                      | new-pass account
      it failed and is gone            | user/a FAIL mfa=no                       |                                          | fixed-by-removal account
      it passed and is gone            | user/a PASS mfa=yes                      |                                          | vanished-pass account
      it was unknown and is gone       | user/a UNKNOWN mfa=?                     |                                          | resolved account
      a person need not answer         | user/a MANUAL q=x                        |                                          | improved account
      the check was lost               | user/a FAIL mfa=no                       | account/x UNKNOWN evidence=?             | became-unknown account, became-unknown account
      the check came back              | account/x UNKNOWN evidence=?             | user/a FAIL mfa=no                       | resolved account, resolved account
      its listing was lost             | user/a FAIL mfa=no                       | lost global/iam/list-users.json          | became-unknown account
      its region was lost              | user/a@eu-west-1 FAIL mfa=no             | region/eu-west-1@eu-west-1 UNKNOWN e=?   | became-unknown account, became-unknown account
      another region was lost          | user/a@eu-west-1 FAIL mfa=no             | region/eu-west-2@eu-west-2 UNKNOWN e=?   | became-unknown account, fixed-by-removal account
      one like it cannot be read       | user/a FAIL mfa=no                       | user/b UNKNOWN mfa=?                     | became-unknown account, became-unknown account
      one like it never could be read  | user/a FAIL mfa=no; user/b UNKNOWN mfa=? | user/b UNKNOWN mfa=?                     | fixed-by-removal account
      its own verdict was lost         | user/a FAIL mfa=no                       | user/a UNKNOWN mfa=?                     | became-unknown account
      it could not be read, and fails  | user/a UNKNOWN mfa=?                     | user/a FAIL mfa=no                       | resolved account
      nobody asks any more             | user/a FAIL mfa=no                       | no check                                 | became-unknown rules
      nobody asked before              | no check                                 | user/a FAIL mfa=no                       | resolved rules
      a waiver                         | user/a FAIL mfa=no                       | user/a FAIL mfa=no until 2026-12-31      | waiver-added rules
      a waiver that now counts         | user/a FAIL mfa=no                       | user/a FAIL m=no since 2026-06-01 until 2026-12-31 | waiver-added time
      a waiver taken back              | user/a FAIL mfa=no until 2026-12-31      | user/a FAIL mfa=no                       | waiver-removed rules
      a waiver has expired             | user/a FAIL mfa=no until 2026-05-31      | user/a FAIL mfa=no                       | waiver-expired time
      one of two waivers has expired   | user/a FAIL m=no until 2026-05-31 until 2026-12-31 | user/a FAIL m=no               | waiver-removed rules
      unknown, and waived              | user/a UNKNOWN mfa=?                     | user/a UNKNOWN mfa=? until 2026-12-31    | waiver-added rules
      waived, and fixed                | user/a FAIL mfa=no until 2026-12-31      | user/a PASS mfa=yes                      | fixed account
      fails, and waived at once        | user/a PASS mfa=yes                      | user/a FAIL mfa=no until 2026-12-31      | regressed account
      waived, and one more key         | user/a FAIL x=1 until 2026-12-31         | user/a FAIL x=1 y=1 until 2026-12-31     | new-evidence account
      recreated                        | sg/1=web FAIL tcp/22=open                | sg/2=web FAIL tcp/22=open                | recreated account
      recreated by the end of its id   | user/old/a PASS mfa=yes                  | user/new/a PASS mfa=yes                  | recreated account
      made anew, and now it fails      | sg/1=web PASS closed=0                   | sg/2=web FAIL tcp/22=open                | new-failure account, vanished-pass account
      made anew, open in another way   | sg/1=web FAIL tcp/22=open                | sg/2=web FAIL tcp/3389=open              | fixed-by-removal account, new-failure account
      made anew, and not counted       | sg/1=web NOT_COUNTED on=no               | sg/2=web NOT_COUNTED on=no               | -
      two of one name                  | sg/1=web PASS closed=0; sg/2=web PASS closed=0 | sg/3=web PASS closed=0             | new-pass account, vanished-pass account, vanished-pass account
      the third of one name            | sg/1 FAIL a=1; sg/1 FAIL b=1; sg/1 FAIL c=1 | sg/1 FAIL a=1; sg/1 FAIL b=1; sg/1 PASS c=2 | fixed account
      another of that name, elsewhere  | sg/1@r1=web PASS closed=0                | sg/2@r2=web PASS closed=0                | new-pass account, vanished-pass account
      perhaps recreated                | sg/1=web PASS closed=0                   | sg/2=web PASS closed=0; account/x UNKNOWN e=? | became-unknown account, became-unknown account, new-pass account
      """;

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = CASES)
  void what_becomes_of_it(String name, String base, String head, String expected) {
    Diff diff = diff(base, head);

    assertThat(words(diff)).isEqualTo(expected.equals("-") ? "" : expected);
  }

  private static String words(Diff diff) {
    return diff.changes().stream()
        .map(change -> change.category().word() + " " + change.origin().word())
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /** Ages are measured to as-of, recency to when the snapshot was taken. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nothing is later  | 2026-03-31T12:00:00Z | 2026-03-31T12:00:00Z | regressed rules
          only as-of is     | 2026-06-30T12:00:00Z | 2026-03-31T12:00:00Z | aged time
          only the snapshot | 2026-03-31T12:00:00Z | 2026-04-01T12:00:00Z | aged time
          """)
  void either_time_that_passes_is_time(String name, Instant asOf, Instant seen, String expected) {
    Report before = Told.report(Told.MARCH, "of one; user/a PASS n=1");
    Report after = Told.report(asOf, "of one; user/a FAIL n=1; seen " + seen);

    assertThat(words(Diff.of(before, after, RULES, Optional.empty()))).isEqualTo(expected);
  }

  private static Diff diff(String base, String head) {
    Report before = Told.report(Told.MARCH, text(base));
    Report after = Told.report(Told.JUNE, text(head));
    return Diff.of(before, after, RULES, Optional.empty());
  }

  private static String text(String cell) {
    return cell == null ? "" : cell.replace('^', '|');
  }

  @Test
  void a_change_shows_the_keys_that_made_it() {
    Diff diff =
        diff(
            "user/a FAIL x=1 y=1 was=1 used=1^PASS on=1^PASS",
            "user/a FAIL x=2 y=1 is=1 used=2^PASS on=1^FAIL");

    assertThat(diff.changes().get(0).evidence())
        .extracting(Change.Evidence::key)
        .containsExactly("x", "is", "on", "was");
  }

  /** What is there no more is gone if head has read what would show it; head lacks a finding. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a list that was read       | global/a/list.json               | answered global/a/list.json              | fixed-by-removal
          a list that was not        | global/a/list.json               | answered global/a/other.json             | became-unknown
          a list that was lost       | global/a/list.json               | lost global/a/list.json                  | became-unknown
          its own answer, not asked  | global/a/get/it.json             | answered global/a/list.json              | fixed-by-removal
          its own answer, lost       | global/a/get/it.json             | lost global/a/get/it.json                | became-unknown
          the credential report      | global/iam/credential-report.csv | answered global/a/list.json              | fixed-by-removal
          a list of its region       | regions/r1/a/list.json           | answered regions/r1/a/list.json          | fixed-by-removal
          a list of another region   | regions/r1/a/list.json           | answered regions/r2/a/list.json          | became-unknown
          another list of its region | regions/r1/a/list.json           | answered regions/r1/a/other.json         | became-unknown
          its own answer in a region | regions/r1/a/get/it.json         | answered regions/r1/a/list.json          | fixed-by-removal
          its region was not read    | regions/r1/a/get/it.json         | answered regions/r2/a/list.json          | became-unknown
          all of its region was lost | regions/r1/a/get/it.json         | lost regions/r1/a/list.json              | became-unknown
          what is no evidence        | snapshot.json                    | answered global/a/list.json              | fixed-by-removal
          """)
  void gone_or_not_seen(String name, String file, String head, String expected) {
    Diff diff = diff("user/a FAIL mfa=no at " + file, head);

    assertThat(words(diff)).isEqualTo(expected + " account");
  }

  @Test
  void changes_are_listed_by_type_then_id_then_part() {
    Diff diff =
        diff(
            "",
            "arn:a:vpc/x FAIL m=1; arn:b:user/x FAIL m=1; arn:a:user/y#3 FAIL m=1;"
                + " arn:a:user/y#4 FAIL m=1; arn:a:user/y#2 FAIL m=1; arn:a:user/y#1 FAIL m=1");

    assertThat(diff.changes())
        .extracting(c -> c.resource().toString())
        .containsExactly(
            "arn:a:user/y 1",
            "arn:a:user/y 2",
            "arn:a:user/y 3",
            "arn:a:user/y 4",
            "arn:b:user/x",
            "arn:a:vpc/x");
  }

  @Test
  void changes_are_listed_by_category_and_region_and_twins_in_their_order() {
    Diff diff =
        diff(
            "",
            "user/b PASS m=1; user/b FAIL m=1; user/b FAIL m=1; user/b FAIL m=1; user/b FAIL m=1;"
                + " user/a@r2 FAIL m=1; user/c@r1 FAIL m=1; user/a FAIL m=1; group/z FAIL m=1");

    assertThat(diff.changes())
        .extracting(c -> c.category().word() + " " + c.region() + " " + c.resource())
        .containsExactly(
            "new-failure  group/z",
            "new-failure  user/a",
            "new-failure  user/b",
            "new-failure  user/b",
            "new-failure  user/b",
            "new-failure  user/b",
            "new-failure r1 user/c",
            "new-failure r2 user/a",
            "new-pass  user/b");
    assertThat(diff.changes().subList(2, 6))
        .extracting(c -> c.after().orElseThrow().fingerprint().replaceFirst(".*#", ""))
        .containsExactly("2", "3", "4", "5");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = CASES)
  void from_the_other_side_it_is_a_mirror(String name, String base, String head) {
    Report before = Told.report(Told.MARCH, text(base));
    Report after = Told.report(Told.JUNE, text(head));
    Diff there = Diff.of(before, after, RULES, Optional.empty());
    Diff back = Diff.of(after, before, RULES, Optional.empty());

    Mirror.assertMirrored(there, back);
  }

  /** No category is a mere name: each is what some case comes to. */
  @Test
  void every_category_has_a_case() {
    Set<String> seen =
        CASES
            .lines()
            .map(line -> line.substring(line.lastIndexOf('|') + 1))
            .flatMap(cell -> Stream.of(cell.split(",")))
            .map(word -> word.strip().split(" ")[0])
            .collect(Collectors.toSet());

    assertThat(seen).containsAll(Arrays.stream(Category.values()).map(Category::word).toList());
  }

  @Test
  void a_mirror_of_a_mirror_may_be_oneself() {
    for (Category category : EnumSet.allOf(Category.class)) {
      assertThat(category.mirrors()).isNotEmpty();
      assertThat(category.mirrors())
          .allSatisfy(other -> assertThat(other.mirrors()).contains(category));
    }
  }

  /** What only got better or worse cannot do the same from the other side. */
  @Test
  void no_category_is_better_both_ways() {
    for (Category category : Category.values()) {
      if (category.way() == Category.Way.BETTER) {
        assertThat(category.mirrors())
            .noneMatch(other -> other.way() == Category.Way.BETTER)
            .anyMatch(other -> other.way() == Category.Way.WORSE);
      }
    }
  }
}
