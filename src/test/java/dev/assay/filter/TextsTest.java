package dev.assay.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.filter.Texts.Language;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextsTest {

  /** What does not tell these apart tells no texts apart: z stands for all other letters. */
  private static final List<String> SHORT = words("abz", 4);

  /** A set, and which of the short texts it has. */
  private record Known(String name, Texts texts, Set<String> members) {

    Known not() {
      Set<String> others = new LinkedHashSet<>(SHORT);
      others.removeAll(members);
      return new Known("not " + name, texts.complement(), others);
    }

    Known and(Known other) {
      Set<String> both = new LinkedHashSet<>(members);
      both.retainAll(other.members);
      return new Known(name + " and " + other.name, texts.and(other.texts), both);
    }
  }

  private final List<Known> sets =
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

  /** The members by java.util.regex. */
  private static Known known(Texts texts, String expression) {
    Predicate<String> member = Pattern.compile(expression).asMatchPredicate();
    Set<String> members = new LinkedHashSet<>(SHORT.stream().filter(member).toList());
    return new Known(expression, texts, members);
  }

  private static Texts wildcard(boolean openStart, boolean openEnd, String... parts) {
    return Texts.of(Language.of(openStart, List.of(parts), openEnd));
  }

  @Test
  void what_two_sets_share_and_what_they_leave_out() {
    for (Known one : sets) {
      for (Known two : sets) {
        assertSame(one.and(two));
        assertSame(one.and(two).not());
      }
    }
  }

  private static void assertSame(Known known) {
    Texts texts = known.texts();
    Set<String> members = known.members();
    assertThat(SHORT.stream().filter(texts::has).toList())
        .as(known.name())
        .isEqualTo(List.copyOf(members));
    assertThat(texts.isEmpty()).as(known.name()).isEqualTo(members.isEmpty());
    if (members.isEmpty()) {
      assertThatThrownBy(() -> texts.example(List.of("a")))
          .as(known.name())
          .isInstanceOf(NoSuchElementException.class);
    } else {
      assertThat(texts.has(texts.example(List.of()))).as(known.name()).isTrue();
      assertThat(texts.example(SHORT)).as(known.name()).isEqualTo(members.iterator().next());
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
