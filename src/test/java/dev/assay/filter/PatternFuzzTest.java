package dev.assay.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.filter.Coverage.Verdict;
import dev.assay.filter.FilterPattern.All;
import dev.assay.filter.FilterPattern.Any;
import dev.assay.filter.FilterPattern.Condition;
import dev.assay.filter.FilterPattern.Operand;
import dev.assay.filter.FilterPattern.Selector;
import dev.assay.filter.FilterPattern.Test;
import dev.assay.filter.Values.Kind;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Filter patterns, which whoever made the account wrote: parsed and decided, or refused as no
 * pattern, in bounded time. What is decided holds for every event that is tried.
 *
 * <p>Input: a byte that picks the reference, then the pattern in UTF-8.
 */
class PatternFuzzTest {

  private static final List<Reference> REFERENCES = references();
  private static final int EVENTS = 60;
  private static final List<String> SKELETON =
      List.of(
          "eventVersion",
          "eventTime",
          "eventSource",
          "eventName",
          "awsRegion",
          "sourceIPAddress",
          "eventType",
          "eventID",
          "userIdentity.type");

  private static List<Reference> references() {
    List<Reference> all = new ArrayList<>();
    try {
      for (Field field : Reference.class.getDeclaredFields()) {
        if (field.getType() == Reference.class) {
          all.add((Reference) field.get(null));
        }
      }
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
    return all;
  }

  /** What CIS prints, for each reference. */
  static Stream<byte[]> prescribed() {
    return REFERENCES.stream()
        .flatMap(
            reference ->
                Stream.concat(reference.forms().stream(), reference.slips().stream())
                    .map(form -> input(REFERENCES.indexOf(reference), form.pattern())));
  }

  private static byte[] input(int reference, String pattern) {
    byte[] text = pattern.getBytes(UTF_8);
    byte[] input = new byte[text.length + 1];
    input[0] = (byte) reference;
    System.arraycopy(text, 0, input, 1, text.length);
    return input;
  }

  @MethodSource("prescribed")
  @FuzzTest
  void what_is_decided_holds(byte[] input) {
    if (input.length == 0) {
      return;
    }
    Reference reference = REFERENCES.get((input[0] & 0xff) % REFERENCES.size());
    String text = new String(Arrays.copyOfRange(input, 1, input.length), UTF_8);
    Condition filter;
    try {
      FilterPattern pattern = FilterPattern.parse(text);
      filter = pattern.condition();
      if (pattern instanceof FilterPattern.Json json) {
        assertWrittenAnewIsTheSame(json);
      }
    } catch (PatternSyntaxException refused) {
      assertThat(refused.column()).isBetween(1, text.length() + 1);
      assertThat(Coverage.of(reference, List.of(text), false).verdict()).isEqualTo(Verdict.INVALID);
      return;
    }
    boolean later = (input[0] & 0x80) != 0;
    Coverage coverage = Coverage.of(reference, List.of(text), later);
    List<Condition> forms =
        reference.forms().stream()
            .filter(f -> later || !f.later())
            .map(f -> f.condition())
            .toList();
    assertThat(coverage.verdict()).isNotEqualTo(Verdict.INVALID);
    assertThat(coverage.witness().isPresent()).isEqualTo(coverage.verdict() == Verdict.GAP);
    coverage
        .witness()
        .map(Event::toMap)
        .ifPresent(
            event -> {
              assertThat(forms).anyMatch(wanted -> Slow.sees(wanted, event) == Slow.YES);
              assertThat(Slow.sees(filter, event)).as("%s", event).isEqualTo(Slow.NO);
            });
    if (coverage.verdict() == Verdict.COVERS) {
      assertSeesAllThatIsTried(reference.theory(), forms, filter, Arrays.hashCode(input));
    }
  }

  /** An event that each form wants, if only perhaps, is surely seen. */
  private static void assertSeesAllThatIsTried(
      Theory theory, List<Condition> forms, Condition filter, int seed) {
    Random random = new Random(seed);
    List<Test> tests = new ArrayList<>();
    collect(filter, tests);
    forms.forEach(form -> collect(form, tests));
    Set<List<String>> fields = new LinkedHashSet<>();
    SKELETON.forEach(name -> fields.add(Theory.path(name)));
    tests.stream().filter(t -> t.selector().plain()).forEach(t -> fields.add(t.selector().path()));
    for (int i = 0; i < EVENTS; i++) {
      Map<String, Object> event = new LinkedHashMap<>();
      for (List<String> field : fields) {
        put(event, field, value(theory.of(field), field, tests, random));
      }
      boolean wanted = forms.stream().allMatch(form -> Slow.sees(form, event) != Slow.NO);
      if (wanted && possible(theory, event, fields)) {
        assertThat(Slow.sees(filter, event)).as("said to be seen: %s", event).isEqualTo(Slow.YES);
      }
    }
  }

  private static void collect(Condition condition, List<Test> tests) {
    if (condition instanceof All all) {
      all.parts().forEach(part -> collect(part, tests));
    } else if (condition instanceof Any any) {
      any.parts().forEach(part -> collect(part, tests));
    } else if (condition instanceof Test test) {
      tests.add(test);
    }
  }

  /** One that the field may have, and that some test of it asks for, or nearly. */
  private static Object value(Values may, List<String> field, List<Test> tests, Random random) {
    List<Object> values = new ArrayList<>();
    for (Test test : tests) {
      if (test.selector().path().equals(field) && test.operand().kind() != Operand.Kind.NONE) {
        String core = test.operand().text().replaceAll("^\\*+|\\*+$", "");
        values.addAll(
            List.of(test.operand().text(), core, core + "x", "x" + core, core.replace("*", "y")));
      }
    }
    values.addAll(Arrays.asList("x", "", "1", Slow.MISSING, null, Map.of(), true, false));
    values.removeIf(value -> !mayBe(may, value));
    return values.isEmpty() ? Slow.MISSING : values.get(random.nextInt(values.size()));
  }

  private static boolean mayBe(Values may, Object value) {
    if (value instanceof String text) {
      return may.texts().has(text);
    }
    Kind kind =
        value == Slow.MISSING
            ? Kind.MISSING
            : value == null
                ? Kind.NULL
                : value instanceof Map ? Kind.STRUCTURE : (Boolean) value ? Kind.TRUE : Kind.FALSE;
    return may.mayBe(kind);
  }

  @SuppressWarnings("unchecked")
  private static void put(Map<String, Object> event, List<String> path, Object value) {
    Map<String, Object> inside = event;
    for (String name : path.subList(0, path.size() - 1)) {
      Object below = inside.get(name);
      if (!(below instanceof Map)) {
        below = new LinkedHashMap<String, Object>();
        inside.put(name, below);
      }
      inside = (Map<String, Object>) below;
    }
    String last = path.get(path.size() - 1);
    if (value == Slow.MISSING) {
      inside.remove(last);
    } else {
      inside.put(last, value instanceof Map ? new LinkedHashMap<String, Object>() : value);
    }
  }

  private static boolean possible(
      Theory theory, Map<String, Object> event, Set<List<String>> fields) {
    return fields.stream()
        .flatMap(
            field ->
                Stream.iterate(1, n -> n <= field.size(), n -> n + 1).map(n -> field.subList(0, n)))
        .allMatch(field -> mayBe(theory.of(field), Slow.value(event, field)));
  }

  private static void assertWrittenAnewIsTheSame(FilterPattern.Json pattern)
      throws PatternSyntaxException {
    String written = "{" + written(pattern.condition()) + "}";
    if (written.codePointCount(0, written.length()) <= PatternParser.LONGEST) {
      assertThat(FilterPattern.parse(written)).as(written).isEqualTo(pattern);
    }
  }

  private static String written(Condition condition) {
    if (condition instanceof Any any) {
      return any.parts().stream()
          .map(part -> part instanceof Any ? "(" + written(part) + ")" : written(part))
          .collect(Collectors.joining("||"));
    }
    if (condition instanceof All all) {
      return all.parts().stream()
          .map(part -> part instanceof Test ? written(part) : "(" + written(part) + ")")
          .collect(Collectors.joining("&&"));
    }
    Test test = (Test) condition;
    return written(test.selector())
        + switch (test.operator()) {
          case EQUAL -> "=";
          case NOT_EQUAL -> "!=";
          case LESS -> "<";
          case GREATER -> ">";
          case LESS_OR_EQUAL -> "<=";
          case GREATER_OR_EQUAL -> ">=";
          default -> " " + test.operator().name().replace('_', ' ');
        }
        + written(test.operand());
  }

  private static String written(Selector selector) {
    return selector.path().stream()
        .map(
            name -> {
              if (name.equals("*")) {
                return ".*";
              }
              String quote = name.indexOf('\'') < 0 ? "'" : "\"";
              return name.startsWith("[") ? name : "[" + quote + name + quote + "]";
            })
        .collect(Collectors.joining("", "$", ""));
  }

  /** A text with a backslash was written bare; in quotes the backslash would have a meaning. */
  private static String written(Operand operand) {
    return switch (operand.kind()) {
      case NONE -> "";
      case REGEX -> "%" + operand.text() + "%";
      case ESCAPED -> '"' + operand.text() + '"';
      case NUMBER, BOOLEAN -> operand.text();
      case TEXT -> operand.text().indexOf('\\') < 0 ? '"' + operand.text() + '"' : operand.text();
    };
  }
}
