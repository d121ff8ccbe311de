package dev.assay.report;

import dev.assay.filter.Coverage;
import dev.assay.filter.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** What was decided of filter patterns: for people, or one line of JSON each. */
public final class PatternReport {

  private static final JsonMapper MAPPER = new JsonMapper();

  private PatternReport() {}

  /**
   * A judged pattern.
   *
   * @param patterns the texts that were judged together
   * @param union whether they were given as a union, even of one
   */
  public record Judged(List<String> patterns, boolean union, Coverage coverage) {}

  /** Four lines a pattern. */
  public static String table(List<Judged> all) {
    StringBuilder out = new StringBuilder();
    for (Judged one : all) {
      one.patterns().forEach(pattern -> line(out, "pattern", pattern));
      line(out, "verdict", word(one.coverage().verdict()));
      relation(one).ifPresent(relation -> line(out, "relation", relation));
      if (!one.coverage().note().isEmpty()) {
        line(out, "note", one.coverage().note());
      }
      one.coverage().witness().ifPresent(event -> line(out, "witness", event.json()));
      out.append('\n');
    }
    return out.toString();
  }

  private static void line(StringBuilder out, String label, String text) {
    out.append(String.format(Locale.ROOT, "%-10s%s\n", label, Escape.terminal(text)));
  }

  /** Five keys a line, null where they do not apply. */
  public static String json(List<Judged> all) {
    StringBuilder out = new StringBuilder();
    for (Judged one : all) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("pattern", one.union() ? one.patterns() : one.patterns().get(0));
      line.put("verdict", word(one.coverage().verdict()));
      line.put("relation", relation(one).orElse(null));
      line.put("note", one.coverage().note().isEmpty() ? null : one.coverage().note());
      line.put("witness", one.coverage().witness().map(Event::toMap).orElse(null));
      out.append(MAPPER.writeValueAsString(line)).append('\n');
    }
    return out.toString();
  }

  private static Optional<String> relation(Judged one) {
    return one.coverage().verdict() == Coverage.Verdict.INVALID
        ? Optional.empty()
        : Optional.of(word(one.coverage().relation()));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
