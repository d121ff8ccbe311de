package dev.assay.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/**
 * One input of the corpus in {@code src/test/resources/hostile}, whose README says what the keys
 * mean.
 *
 * @param keys as they are written
 */
public record HostileCase(String file, Map<String, Object> keys) {

  /** What is to become of an input. */
  public enum Kind {
    /** The snapshot is rejected. */
    R(4),
    /** What needs the input is UNKNOWN. */
    U(3),
    /** The user is warned, verdicts stay. */
    W(0),
    /** The command line, or a file that it names, is refused. */
    S(2),
    /** It is no more than text, in every format. */
    X(0),
    /** Nothing happens. */
    OK(0),
    /** The report cannot be written. */
    E(74);

    private final int exit;

    Kind(int exit) {
      this.exit = exit;
    }
  }

  private static final List<String> FILES =
      List.of("archives", "sums", "evidence", "rules", "outputs");

  private static final Map<String, Kind> USUAL =
      Map.of(
          "archives", Kind.R,
          "sums", Kind.R,
          "evidence", Kind.U,
          "rules", Kind.S,
          "outputs", Kind.X);

  private static final Set<String> KEYS =
      Set.of(
          "case",
          "input",
          "entry",
          "entries",
          "made",
          "of",
          "base",
          "change",
          "report",
          "spec",
          "waivers",
          "attestations",
          "files",
          "command",
          "name",
          "writing",
          "see",
          "options",
          "class",
          "exit",
          "says",
          "silent",
          "seconds",
          "because");

  /** All inputs, in the order of the files. */
  public static Stream<HostileCase> all() {
    return FILES.stream().flatMap(HostileCase::in);
  }

  private static Stream<HostileCase> in(String file) {
    try (InputStream in = HostileCase.class.getResourceAsStream("/hostile/" + file + ".yaml")) {
      List<Map<String, Object>> cases = new Yaml().load(in);
      return cases.stream().map(keys -> new HostileCase(file, keys));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A case with a key that nobody reads would not be tried as it says. */
  public HostileCase {
    if (!KEYS.containsAll(keys.keySet())) {
      throw new IllegalArgumentException(file + ".yaml: " + keys);
    }
  }

  public boolean has(String key) {
    return keys.containsKey(key);
  }

  /** The text of a key; empty when it is not there. */
  public String text(String key) {
    return keys.containsKey(key) ? keys.get(key).toString() : "";
  }

  /** The text or the texts of a key. */
  public List<String> texts(String key) {
    Object value = keys.getOrDefault(key, List.of());
    return value instanceof List<?> list
        ? list.stream().map(Object::toString).toList()
        : List.of(value.toString());
  }

  /** The members of a key. */
  @SuppressWarnings("unchecked")
  public Map<String, Object> members(String key) {
    return (Map<String, Object>) keys.getOrDefault(key, Map.of());
  }

  public Kind kind() {
    return has("class") ? Kind.valueOf(text("class")) : USUAL.get(file);
  }

  public int exit() {
    return has("exit") ? (Integer) keys.get("exit") : kind().exit;
  }

  @Override
  public String toString() {
    return text("case") + " " + text("input");
  }
}
