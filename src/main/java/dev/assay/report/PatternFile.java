package dev.assay.report;

import dev.assay.InputException;
import dev.assay.Problem;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A file of patterns: one JSON string a line. */
public final class PatternFile {

  private static final JsonMapper MAPPER = new JsonMapper();

  private PatternFile() {}

  /**
   * Reads the patterns.
   *
   * @param name of the file, for messages
   * @throws InputException with every line that is no JSON string
   */
  public static List<String> read(String name, String text) {
    List<String> patterns = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    String[] lines = text.split("\r?\n", -1);
    for (int i = 0; i < lines.length; i++) {
      if (lines[i].isBlank()) {
        continue;
      }
      JsonNode node = parse(lines[i]);
      if (node == null || !node.isString()) {
        problems.add(
            new Problem(
                name + " line " + (i + 1),
                "is not a JSON string",
                "write each pattern as one, for example \"{ $.eventName = CreateTrail }\""));
      } else {
        patterns.add(node.stringValue());
      }
    }
    if (patterns.isEmpty() && problems.isEmpty()) {
      problems.add(new Problem(name, "has no patterns", "write one JSON string a line"));
    }
    if (!problems.isEmpty()) {
      throw new InputException(InputException.Kind.USAGE, problems);
    }
    return patterns;
  }

  private static JsonNode parse(String line) {
    try {
      return MAPPER.readTree(line);
    } catch (JacksonException e) {
      return null;
    }
  }
}
