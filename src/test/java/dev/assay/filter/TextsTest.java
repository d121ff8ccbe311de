package dev.assay.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.filter.Texts.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextsTest {

  /** What does not tell these apart tells no texts apart: z stands for all other letters. */
  private static final List<String> SHORT = words("abz", 4);

  /** A set, and the same by java.util.regex. */
  private record Known(Texts texts, String expression, boolean complement) {

    boolean has(String text) {
      return text.matches(expression) != complement;
    }

    Known not() {
      return new Known(texts.complement(), expression, !complement);
    }

    @Override
    public String toString() {
      return (complement ? "not " : "") + expression;
    }
  }

  private static final List<Known> SETS =
      Stream.of(
              known(Texts.NONE, "z{100}"),
              known(Texts.NOT_EMPTY, ".+"),
              known(Texts.only(""), ""),
              known(Texts.only("a", "ab"), "ab?"),
              known(Texts.only("a", "ab", "ba", "bz", "z"), "ab?|b[az]|z"),
              known(Texts.of(Language.of("a|ab|b[az]")), "ab?|b[az]"),
              known(Texts.of(Language.of("(ab)*")), "(ab)*"),
              known(wildcard(false, true, "a"), "a.*"),
              known(wildcard(true, false, "ab"), ".*ab"),
              known(wildcard(true, true, "b"), ".*b.*"),
              known(wildcard(false, false, "a", "b"), "a.*b"),
              known(wildcard(true, true, "a", "a"), ".*a.*a.*"))
          .flatMap(known -> Stream.of(known, known.not()))
          .toList();

  private static Known known(Texts texts, String expression) {
    return new Known(texts, expression, false);
  }

  private static Texts wildcard(boolean openStart, boolean openEnd, String... parts) {
    return Texts.of(Language.of(openStart, List.of(parts), openEnd));
  }

  @Test
  void what_three_sets_share_and_what_they_leave_out() {
    for (Known one : SETS) {
      for (Known two : SETS) {
        Texts both = one.texts().and(two.texts());
        for (Known three : SETS.subList(0, SETS.indexOf(two))) {
          Texts shared = both.and(three.texts());
          List<String> members =
              SHORT.stream().filter(t -> one.has(t) && two.has(t) && three.has(t)).toList();
          assertSame(one + ", " + two + ", " + three, shared, members);
        }
        List<String> rest = SHORT.stream().filter(t -> !(one.has(t) && two.has(t))).toList();
        assertSame("not both " + one + ", " + two, both.complement(), rest);
      }
    }
  }

  private static void assertSame(String about, Texts texts, List<String> members) {
    assertThat(SHORT.stream().filter(texts::has)).as(about).isEqualTo(members);
    assertThat(texts.isEmpty()).as(about).isEqualTo(members.isEmpty());
    if (members.isEmpty()) {
      assertThatThrownBy(() -> texts.example(List.of("a")))
          .as(about)
          .isInstanceOf(NoSuchElementException.class);
    } else {
      assertThat(texts.has(texts.example(List.of()))).as(about).isTrue();
      assertThat(texts.example(SHORT)).as(about).isEqualTo(members.get(0));
    }
  }

  @Test
  void an_example_is_short_and_readable() {
    assertThat(Texts.only("ccc", "bb", "aa", "dddd").example(List.of("x"))).isEqualTo("aa");
    assertThat(wildcard(true, true, "ab").example(List.of())).isEqualTo("ab");
    assertThat(Texts.NOT_EMPTY.and(Texts.only("a").complement()).example(List.of()))
        .matches("[A-Za-z0-9.:/-]");
    assertThat(wildcard(false, true, " ").and(Texts.only(" ").complement()).example(List.of()))
        .matches(" [ -~]");
    assertThat(wildcard(false, true, "\n").example(List.of())).isEqualTo("\n");
  }

  /** All words up to a length, the shortest first. */
  private static List<String> words(String letters, int longest) {
    List<String> words = new ArrayList<>(List.of(""));
    for (int i = 0; words.get(i).length() < longest; i++) {
      for (char letter : letters.toCharArray()) {
        words.add(words.get(i) + letter);
      }
    }
    return words;
  }
}
