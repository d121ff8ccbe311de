package dev.assay.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.policy.PolicyDocument.Effect;
import dev.assay.policy.PolicyDocument.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantsTest {

  /** Statements are separated by {@code ;}, patterns by blanks; {@code not} is a NotAction. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    nothing grants nothing                        |                              | false |
    a star is everything                          | *                            | true  | *
    so are stars on both sides                    | *:*                          | true  | *
    and a character of any kind before a star     | ?*:?*                        | true  | *
    but not two characters, some have one         | ??*:*                        | false | *
    one service                                   | s3:*                         | false | s3
    in capitals                                   | S3:*                         | false | s3
    of two the first by name                      | sqs:* lambda:*               | false | lambda
    a service with a hyphen                       | execute-api:*                | false | execute-api
    not all actions of a service                  | s3:Get* s3:Put*              | false |
    a pattern that ends before the colon          | s3                           | false |
    a pattern without colon matches across it     | s3*                          | false | s3
    the end of an action                          | *:*Tags                      | false |
    NotAction leaves a service out                | not s3:*                     | false | *
    NotAction of everything leaves nothing        | not *                        | false |
    NotAction of all reads leaves no service      | not *:Get*                   | false |
    several patterns are left out together        | not *:a* *:b*                | false |
    the rest comes from another statement         | not s3:* ; s3:*              | true  | *
    from a wider one                              | not s3:Get* ; s3:G*          | true  | *
    from several                                  | not s3:* ; s3:a* ; not s3:a* | true  | *
    not from a narrower one                       | not s3:* ; s3:Get*           | false | *
    what both leave out is left out               | not s3:* ; not s3:Get*       | false | *
    a service comes together from two             | not *:Get* ; s3:G*           | false | s3
    letters and digits are all there is           | not *:*_*                    | true  | *
    """)
  void grants(String name, String statements, boolean everything, String wholeService) {
    List<Statement> parsed =
        statements == null
            ? List.of()
            : Stream.of(statements.split(" ; ")).map(GrantsTest::statement).toList();
    Grants grants = Grants.of(parsed).orElseThrow();

    assertThat(grants.everything()).isEqualTo(everything);
    assertThat(grants.wholeService()).isEqualTo(Optional.ofNullable(wholeService));
  }

  @ParameterizedTest(name = "{0} single characters")
  @CsvSource({"9, true", "10, true", "11, false", "200, false"})
  void more_than_ten_single_characters_are_not_decided(int marks, boolean decided) {
    assertThat(Grants.of(List.of(statement("s3:*a" + "?".repeat(marks)))).isPresent())
        .isEqualTo(decided);
  }

  /** Each may have come half way when the other does, which doubles the states to tell apart. */
  @ParameterizedTest(name = "{0} times {1}")
  @CsvSource({
    "10, s3:*a*b, true",
    "11, s3:*a*b, false",
    "11, s3:*a*,  true",
    "11, s3:a*,   true",
    "11, s3:*a,   true"
  })
  void so_are_patterns_with_a_text_between_two_stars_and_another_at_the_end(
      int times, String pattern, boolean decided) {
    List<String> patterns = Collections.nCopies(times, pattern);

    assertThat(Grants.of(List.of(allow(false, patterns))).isPresent()).isEqualTo(decided);
  }

  @Test
  void the_limit_is_on_all_statements_together() {
    Statement six = statement("s3:??? sqs:???");

    assertThat(Grants.of(List.of(six))).isPresent();
    assertThat(Grants.of(List.of(six, statement("not iam:?????")))).isEmpty();
  }

  private static Statement statement(String text) {
    boolean not = text.startsWith("not ");
    List<String> patterns = List.of((not ? text.substring(4) : text).strip().split(" "));
    return allow(not, patterns);
  }

  private static Statement allow(boolean not, List<String> patterns) {
    return new Statement(
        "",
        Effect.ALLOW,
        not ? List.of() : patterns,
        not ? patterns : List.of(),
        List.of("*"),
        List.of(),
        List.of(),
        false,
        List.of());
  }

  /**
   * Against trying every action there is, where patterns have at most five characters, the only
   * letter in them is {@code a}, and so {@code z} stands for all others.
   */
  @Test
  void agrees_with_trying_every_action() {
    long seed = 20240531;
    SplittableRandom random = new SplittableRandom(seed);
    Slow slow = new Slow();
    int all = 0;
    int some = 0;
    for (int round = 0; round < 20_000; round++) {
      List<Statement> statements = statements(random);
      Optional<Grants> decided = Grants.of(statements);
      if (decided.isEmpty()) {
        continue;
      }
      BitSet granted = slow.granted(statements);
      boolean everything = granted.cardinality() == slow.actions.size();
      assertThat(decided.get().everything())
          .as("seed %d, round %d: everything by %s", seed, round, statements)
          .isEqualTo(everything);
      if (decided.get().wholeService().isPresent()) {
        assertThat(slow.hasWholeService(granted))
            .as("seed %d, round %d: a whole service by %s", seed, round, statements)
            .isTrue();
        some++;
      }
      all += everything ? 1 : 0;
    }
    assertThat(all).as("inputs that grant everything").isBetween(4_000, 16_000);
    assertThat(some).as("inputs that grant a service").isBetween(4_000, 18_000);
  }

  /** One to three statements of up to three patterns out of four, so that they often meet. */
  private static List<Statement> statements(SplittableRandom random) {
    List<String> patterns = Stream.generate(() -> pattern(random)).limit(4).toList();
    List<Statement> statements = new ArrayList<>();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      List<String> chosen =
          Stream.generate(() -> patterns.get(random.nextInt(4)))
              .limit(random.nextInt(1, 4))
              .toList();
      statements.add(allow(random.nextInt(3) == 0, chosen));
    }
    return statements;
  }

  private static String pattern(SplittableRandom random) {
    String service = part(random, 2);
    return random.nextInt(8) == 0 ? service : service + ":" + part(random, 2);
  }

  private static String part(SplittableRandom random, int longest) {
    StringBuilder part = new StringBuilder();
    for (int i = random.nextInt(1, longest + 1); i > 0; i--) {
      part.append("a?***".charAt(random.nextInt(5)));
    }
    return part.toString();
  }

  /** The obvious way: every action, character by character. */
  private static final class Slow {

    final List<String> actions = new ArrayList<>();
    private final Map<String, BitSet> matches = new HashMap<>();

    Slow() {
      for (String service : words(4)) {
        for (String name : words(4)) {
          actions.add(service + ":" + name);
        }
      }
    }

    /** All words of the letters {@code a} and {@code z} up to a length. */
    private static List<String> words(int longest) {
      List<String> words = new ArrayList<>(List.of("a", "z"));
      for (int i = 0; words.get(i).length() < longest; i++) {
        words.add(words.get(i) + "a");
        words.add(words.get(i) + "z");
      }
      return words;
    }

    BitSet granted(List<Statement> statements) {
      BitSet granted = new BitSet();
      for (Statement statement : statements) {
        granted.or(any(statement.actions()));
        if (!statement.notActions().isEmpty()) {
          BitSet rest = any(statement.notActions());
          rest.flip(0, actions.size());
          granted.or(rest);
        }
      }
      return granted;
    }

    private BitSet any(List<String> patterns) {
      BitSet any = new BitSet();
      patterns.forEach(pattern -> any.or(matches.computeIfAbsent(pattern, this::matching)));
      return any;
    }

    private BitSet matching(String pattern) {
      BitSet found = new BitSet();
      for (int i = 0; i < actions.size(); i++) {
        found.set(i, matches(pattern, actions.get(i)));
      }
      return found;
    }

    private static boolean matches(String pattern, String text) {
      if (pattern.isEmpty()) {
        return text.isEmpty();
      }
      String rest = pattern.substring(1);
      if (pattern.charAt(0) == '*') {
        return matches(rest, text) || !text.isEmpty() && matches(pattern, text.substring(1));
      }
      return !text.isEmpty()
          && (pattern.charAt(0) == '?' || pattern.charAt(0) == text.charAt(0))
          && matches(rest, text.substring(1));
    }

    /** The actions of a service stand together. */
    boolean hasWholeService(BitSet granted) {
      int names = words(4).size();
      for (int from = 0; from < actions.size(); from += names) {
        if (granted.nextClearBit(from) >= from + names) {
          return true;
        }
      }
      return false;
    }
  }
}
