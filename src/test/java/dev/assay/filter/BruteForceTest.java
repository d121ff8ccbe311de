package dev.assay.filter;

import static dev.assay.filter.Slow.MISSING;
import static dev.assay.filter.Slow.NO;
import static dev.assay.filter.Slow.YES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.filter.Coverage.Verdict;
import dev.assay.filter.FilterPattern.Operand;
import dev.assay.filter.FilterPattern.Operator;
import dev.assay.filter.Values.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random patterns, decided a second time the slow way: by trying every kind of event on them, with
 * an evaluator that shares nothing with the code under test but the text of the pattern.
 *
 * <p>A test is NO, MAYBE or YES on a value. The filters cover when no event that may be wanted is
 * not surely seen; there is a gap when some event is surely wanted and surely not seen.
 */
class BruteForceTest {

  private static final Map<String, Operator> OPERATORS =
      Map.of(
          "=", Operator.EQUAL,
          "!=", Operator.NOT_EQUAL,
          "<", Operator.LESS,
          "NOT EXISTS", Operator.NOT_EXISTS,
          "IS NULL", Operator.IS_NULL,
          "IS TRUE", Operator.IS_TRUE);

  /** Fields; the second lies in the first. */
  private static final List<String> FIELDS = List.of("a", "a.c", "b");

  private static final List<String> WORDS = List.of("a", "b", "ab", "ba", "");

  private static final List<String> WILD =
      Stream.of("a", "b", "ab", "ba")
          .flatMap(core -> Stream.of(core + "*", "*" + core, "*" + core + "*"))
          .toList();

  /** What the documentation leaves open, and how. */
  private static final List<String> OPEN =
      List.of("*", "a*b", "*a*b", "a*b*", "%a+%", "1", "true", "\\a");

  private static final List<Leaf> DECIDED = leaves(Stream.of(WORDS, WILD));
  private static final List<Leaf> UNDECIDED = leaves(Stream.of(WORDS, WILD, OPEN));

  private sealed interface Tree {}

  private record Leaf(String field, String operator, String operand) implements Tree {

    @Override
    public String toString() {
      boolean bare = operand.isEmpty() && !operator.endsWith("=");
      boolean asIs = operand.startsWith("%") || operand.equals("1") || operand.equals("true");
      String value = bare ? "" : asIs ? operand : '"' + operand + '"';
      return "$." + field + " " + operator + " " + value;
    }
  }

  private record Node(boolean all, List<Tree> parts) implements Tree {

    @Override
    public String toString() {
      return parts.stream()
          .map(part -> "(" + part + ")")
          .collect(Collectors.joining(all ? " && " : " || "));
    }
  }

  private static List<Leaf> leaves(Stream<List<String>> operands) {
    List<String> all = operands.flatMap(List::stream).toList();
    List<Leaf> leaves = new ArrayList<>();
    for (String field : FIELDS) {
      all.forEach(operand -> leaves.add(new Leaf(field, "=", operand)));
      all.forEach(operand -> leaves.add(new Leaf(field, "!=", operand)));
      for (int often = 0; often < 4; often++) {
        leaves.add(new Leaf(field, "NOT EXISTS", ""));
        leaves.add(new Leaf(field, "IS NULL", ""));
      }
      if (all.contains("1")) {
        leaves.add(new Leaf(field, "<", "1"));
        leaves.add(new Leaf(field, "IS TRUE", ""));
      }
    }
    return leaves;
  }

  /** What a test comes to for one value. */
  private static int holds(Leaf leaf, Object value) {
    return Slow.holds(OPERATORS.get(leaf.operator()), operand(leaf), value);
  }

  private static Operand operand(Leaf leaf) {
    String text = leaf.operand();
    Operand.Kind kind =
        text.startsWith("%")
            ? Operand.Kind.REGEX
            : text.startsWith("\\")
                ? Operand.Kind.ESCAPED
                : text.equals("1")
                    ? Operand.Kind.NUMBER
                    : text.equals("true") ? Operand.Kind.BOOLEAN : Operand.Kind.TEXT;
    return new Operand(kind, text);
  }

  /** One value of every kind that the tests tell apart. */
  private static List<Object> values(List<Leaf> leaves, boolean truths) {
    Map<String, Object> kinds = new LinkedHashMap<>();
    List<Object> all = new ArrayList<>(Arrays.asList(MISSING, null, Map.of()));
    if (truths) {
      all.addAll(List.of(true, false));
    }
    all.addAll(List.of("1", "1.0", "true", "\\a"));
    List<String> longest = List.of("");
    for (int length = 0; length < 7; length++) {
      all.addAll(longest);
      longest =
          longest.stream().flatMap(t -> Stream.of("a", "b", "z", "*").map(c -> t + c)).toList();
    }
    List<Leaf> ofOne = leaves.stream().filter(leaf -> leaf.field().equals("b")).toList();
    for (Object value : all) {
      StringBuilder kind = new StringBuilder();
      ofOne.forEach(leaf -> kind.append(holds(leaf, value)));
      // A field may lie in an object, so that is a kind of its own.
      kinds.putIfAbsent(value instanceof Map ? "object" : kind.toString(), value);
    }
    return new ArrayList<>(kinds.values());
  }

  /** What the tests of one pair of patterns come to, for every event. */
  private static List<int[]> events(List<Leaf> leaves, Table table) {
    Map<Long, int[]> first = new HashMap<>();
    Map<Long, int[]> second = new HashMap<>();
    List<int[]> truths = leaves.stream().map(table.truths()::get).toList();
    for (int value = 0; value < table.values(); value++) {
      put(first, leaves, truths, value, table.missing(), -1);
      put(first, leaves, truths, table.object(), value, -1);
      put(second, leaves, truths, -1, -1, value);
    }
    List<int[]> events = new ArrayList<>();
    for (int[] one : first.values()) {
      for (int[] two : second.values()) {
        int[] event = new int[one.length];
        Arrays.setAll(event, i -> one[i] + two[i]);
        events.add(event);
      }
    }
    return events;
  }

  /** What every test comes to for every value, and where the object and the missing one are. */
  private record Table(Map<Leaf, int[]> truths, int values, int object, int missing) {}

  private static void put(
      Map<Long, int[]> to, List<Leaf> leaves, List<int[]> table, int a, int c, int b) {
    int[] truths = new int[leaves.size()];
    long key = 0;
    for (int i = 0; i < truths.length; i++) {
      String field = leaves.get(i).field();
      int value = field.equals("a") ? a : field.equals("b") ? b : c;
      truths[i] = value < 0 ? NO : table.get(i)[value];
      key = key * 3 + truths[i];
    }
    to.putIfAbsent(key, truths);
  }

  private static int sees(Tree tree, Map<Leaf, Integer> index, int[] event) {
    if (tree instanceof Leaf leaf) {
      return event[index.get(leaf)];
    }
    Node node = (Node) tree;
    int truth = node.all() ? YES : NO;
    for (Tree part : node.parts()) {
      int one = sees(part, index, event);
      truth = node.all() ? Math.min(truth, one) : Math.max(truth, one);
    }
    return truth;
  }

  private static int sees(Tree tree, Map<String, Object> event) {
    if (tree instanceof Leaf leaf) {
      return holds(leaf, Slow.value(event, List.of(leaf.field().split("\\."))));
    }
    Node node = (Node) tree;
    Stream<Integer> parts = node.parts().stream().map(part -> sees(part, event));
    return node.all()
        ? parts.min(Integer::compare).orElse(YES)
        : parts.max(Integer::compare).orElse(NO);
  }

  private static Tree tree(Random random, List<Leaf> leaves, int size) {
    if (size == 1) {
      return leaves.get(random.nextInt(leaves.size()));
    }
    List<Tree> parts = new ArrayList<>();
    for (int left = size; left > 0; ) {
      int part = 1 + random.nextInt(Math.max(1, Math.min(left, size - 1)));
      parts.add(tree(random, leaves, part));
      left -= part;
    }
    return new Node(random.nextBoolean(), parts);
  }

  /** Something like it: covers are rare among strangers. */
  private static Tree like(Tree tree, Random random, List<Leaf> leaves) {
    if (random.nextInt(5) == 0) {
      Tree more = tree(random, leaves, 1);
      List<Tree> both = random.nextBoolean() ? List.of(tree, more) : List.of(more, tree);
      return new Node(random.nextInt(3) == 0, both);
    }
    if (tree instanceof Node node) {
      List<Tree> parts = new ArrayList<>(node.parts());
      int at = random.nextInt(parts.size());
      if (parts.size() > 1 && random.nextInt(5) == 0) {
        parts.remove(at);
      } else {
        parts.set(at, like(parts.get(at), random, leaves));
      }
      return new Node(node.all(), parts);
    }
    return random.nextInt(3) == 0 ? tree(random, leaves, 1) : tree;
  }

  private static void collect(Tree tree, Map<Leaf, Integer> index) {
    if (tree instanceof Leaf leaf) {
      index.putIfAbsent(leaf, index.size());
    } else {
      ((Node) tree).parts().forEach(part -> collect(part, index));
    }
  }

  private static Theory theory(boolean truths) {
    Theory theory = Theory.anyEvent();
    Values noTruth =
        new Values(Values.of(Kind.MISSING, Kind.NULL, Kind.STRUCTURE).kinds(), Texts.ANY);
    return truths ? theory : theory.with("a", noTruth).with("a.c", noTruth).with("b", noTruth);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          only what is documented | false | false | 600 | 4 | 6
          anything                | true  | true  | 600 | 5 | 7
          """)
  void trying_every_event_agrees(
      String name, boolean undocumented, boolean truths, int pairs, int size, long firstSeed)
      throws PatternSyntaxException {
    assertAgrees(undocumented, truths, pairs, size, firstSeed);
  }

  @Tag("slow")
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          only what is documented            | false | false | 50000 | 4 | 1
          only what is documented, larger    | false | false | 20000 | 6 | 2
          truth values too                   | false | true  | 12000 | 4 | 3
          tests that nobody has documented   | true  | false | 12000 | 5 | 4
          anything                           | true  | true  | 8000  | 5 | 5
          """)
  void trying_every_event_agrees_for_many_patterns(
      String name, boolean undocumented, boolean truths, int pairs, int size, long firstSeed)
      throws PatternSyntaxException {
    assertAgrees(undocumented, truths, pairs, size, firstSeed);
  }

  private static void assertAgrees(
      boolean undocumented, boolean truths, int pairs, int size, long firstSeed)
      throws PatternSyntaxException {
    List<Leaf> leaves = undocumented ? UNDECIDED : DECIDED;
    List<Object> values = values(leaves, truths);
    Map<Leaf, int[]> truthsOf = new HashMap<>();
    for (Leaf leaf : leaves) {
      truthsOf.put(leaf, values.stream().mapToInt(value -> holds(leaf, value)).toArray());
    }
    Table table =
        new Table(truthsOf, values.size(), values.indexOf(Map.of()), values.indexOf(MISSING));
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    for (int pair = 0; pair < pairs; pair++) {
      long seed = firstSeed * 1_000_000 + pair;
      Random random = new Random(seed);
      random.nextInt();
      Tree wanted = tree(random, leaves, 1 + random.nextInt(size));
      Tree filter =
          random.nextInt(3) == 0
              ? tree(random, leaves, 1 + random.nextInt(size))
              : like(wanted, random, leaves);
      String about = "seed " + seed + ": { " + wanted + " } watched by { " + filter + " }";
      Coverage coverage = coverage(wanted, filter, theory(truths));
      assertThat(coverage.verdict()).as(about).isEqualTo(expected(wanted, filter, table));
      coverage
          .witness()
          .ifPresent(
              event -> {
                assertThat(sees(wanted, event.toMap())).as(about).isEqualTo(YES);
                assertThat(sees(filter, event.toMap())).as(about).isEqualTo(NO);
              });
      counts.merge(coverage.verdict(), 1, Integer::sum);
    }
    assertThat(counts.get(Verdict.COVERS)).isGreaterThan(pairs / 50);
    assertThat(counts.get(Verdict.GAP)).isGreaterThan(pairs / 10);
  }

  private static Coverage coverage(Tree wanted, Tree filter, Theory theory)
      throws PatternSyntaxException {
    String text = "{ " + wanted + " }";
    Reference.Form form =
        new Reference.Form(text, false, "", FilterPattern.parse(text).condition());
    Reference reference = new Reference("test", List.of(form), List.of(), List.of(), theory);
    return Coverage.of(reference, List.of("{ " + filter + " }"), false);
  }

  private static Verdict expected(Tree wanted, Tree filter, Table table) {
    Map<Leaf, Integer> index = new LinkedHashMap<>();
    collect(wanted, index);
    collect(filter, index);
    boolean covers = true;
    for (int[] event : events(List.copyOf(index.keySet()), table)) {
      int isWanted = sees(wanted, index, event);
      int isSeen = sees(filter, index, event);
      if (isWanted == YES && isSeen == NO) {
        return Verdict.GAP;
      }
      covers &= isWanted == NO || isSeen == YES;
    }
    return covers ? Verdict.COVERS : Verdict.UNDECIDED;
  }
}
