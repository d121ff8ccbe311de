package dev.assay.check;

import dev.assay.aws.Account;
import dev.assay.aws.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A row of the catalogue.
 *
 * @param id kebab-case, the same in every benchmark version
 * @param title one line: what is right
 * @param why one line: what goes wrong otherwise
 * @param counted what one finding is about
 * @param needsAll calls without any of which nothing can be said
 * @param needsAny calls of which one is enough to say something
 * @param reads calls that it looks at besides, and whose gaps it answers resource by resource
 * @param parameters in the order of the documentation
 * @param remedy one line: what to do about a failure
 * @param aliases ids of other tools, each with the parameters it stands for
 * @param notIn partitions where the question does not arise
 * @param rule the check itself; called only when the needs are met
 */
public record Check(
    String id,
    String title,
    String why,
    String counted,
    List<Call> needsAll,
    List<Call> needsAny,
    List<Call> reads,
    List<Parameter> parameters,
    String remedy,
    List<Alias> aliases,
    List<String> notIn,
    Rule rule) {

  /** The audit step: a pure function. */
  public interface Rule {
    List<Finding> judge(Account account, Parameters given);
  }

  /**
   * Another name of a check.
   *
   * @param parameters what the name fixes
   */
  public record Alias(String id, Map<String, Object> parameters) {}

  /** Every call that it looks at. */
  public List<Call> calls() {
    return Stream.of(needsAll, needsAny, reads).flatMap(List::stream).toList();
  }

  /** The parameter values when nobody sets any. */
  public SortedMap<String, Object> presets() {
    SortedMap<String, Object> values = new TreeMap<>();
    parameters.forEach(parameter -> values.put(parameter.name(), parameter.preset()));
    return values;
  }

  static Row check(String id, String title) {
    return new Row(id, title);
  }

  /** A row while it is being written down. */
  static final class Row {
    private final String id;
    private final String title;
    private String why;
    private String counted;
    private final List<Call> needsAll = new ArrayList<>();
    private final List<Call> needsAny = new ArrayList<>();
    private final List<Call> reads = new ArrayList<>();
    private final List<Parameter> parameters = new ArrayList<>();
    private String remedy;
    private final List<Alias> aliases = new ArrayList<>();
    private final List<String> notIn = new ArrayList<>();

    private Row(String id, String title) {
      this.id = id;
      this.title = title;
    }

    Row why(String text) {
      this.why = text;
      return this;
    }

    Row perEach(String what) {
      this.counted = what;
      return this;
    }

    Row needs(Call... calls) {
      needsAll.addAll(List.of(calls));
      return this;
    }

    Row needsAny(Call... calls) {
      needsAny.addAll(List.of(calls));
      return this;
    }

    Row reads(Call... calls) {
      reads.addAll(List.of(calls));
      return this;
    }

    Row number(String name, int preset, String meaning) {
      return parameter(Parameter.Kind.WHOLE_NUMBER, name, preset, List.of(), meaning);
    }

    Row onOff(String name, boolean preset, String meaning) {
      return parameter(Parameter.Kind.SWITCH, name, preset, List.of(), meaning);
    }

    Row choice(String name, String preset, List<String> choices, String meaning) {
      return parameter(Parameter.Kind.CHOICE, name, preset, choices, meaning);
    }

    Row choices(String name, List<String> preset, List<String> choices, String meaning) {
      return parameter(Parameter.Kind.CHOICES, name, preset, choices, meaning);
    }

    Row text(String name, String meaning) {
      return parameter(Parameter.Kind.TEXT, name, "", List.of(), meaning);
    }

    private Row parameter(
        Parameter.Kind kind, String name, Object preset, List<String> choices, String meaning) {
      parameters.add(new Parameter(name, kind, preset, choices, meaning));
      return this;
    }

    Row remedy(String text) {
      this.remedy = text;
      return this;
    }

    Row alias(String other) {
      return alias(other, Map.of());
    }

    Row alias(String other, Map<String, Object> values) {
      aliases.add(new Alias(other, values));
      return this;
    }

    Row notIn(String partition) {
      notIn.add(partition);
      return this;
    }

    Check by(Rule rule) {
      return new Check(
          id,
          title,
          Objects.requireNonNull(why, id),
          Objects.requireNonNull(counted, id),
          List.copyOf(needsAll),
          List.copyOf(needsAny),
          List.copyOf(reads),
          List.copyOf(parameters),
          Objects.requireNonNull(remedy, id),
          List.copyOf(aliases),
          List.copyOf(notIn),
          rule);
    }
  }
}
