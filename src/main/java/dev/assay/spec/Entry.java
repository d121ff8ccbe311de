package dev.assay.spec;

import dev.assay.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * One entry of a file in which persons decide something. Read more strictly than specs: a key that
 * is misspelt, or left without a value, could make a person's word say more than was meant.
 */
final class Entry {

  /**
   * What entries of a list look like.
   *
   * @param list key of the list
   * @param name what messages call an entry, e.g. {@code an attestation}
   * @param keys those it may have; the first one is the one that examples start with
   * @param help how to write the value of a key that holds text
   */
  record Shape(String list, String name, List<String> keys, Map<String, String> help) {}

  private final YamlReader yaml;
  private final Node node;
  private final Shape shape;

  private Entry(YamlReader yaml, Node node, Shape shape) {
    this.yaml = yaml;
    this.node = node;
    this.shape = shape;
  }

  /**
   * Reads a file that holds one list of entries.
   *
   * @throws InputException when it cannot be read, or with everything that is wrong with it
   */
  static <T> List<T> read(Path file, Shape shape, Function<Entry, T> entry) {
    try {
      return parse(file.toString(), YamlReader.bytes(file), shape, entry);
    } catch (IOException e) {
      throw InputException.usage(
          "", "cannot read the " + shape.list() + " `" + file + "`", "check the path");
    }
  }

  /** Reads the text of a file; {@code source} names it in messages. */
  static <T> List<T> parse(String source, byte[] bytes, Shape shape, Function<Entry, T> entry) {
    String list = shape.list();
    YamlReader yaml =
        new YamlReader(
            source, "the file starts with `" + list + ":`", "put all " + list + " into one list");
    Node root = yaml.root(bytes);
    if (YamlReader.member(root, list).isEmpty()) {
      yaml.problem(
          1, "there is no `" + list + ":`", "it is the first line, with a list of them below");
    }
    Entry file = new Entry(yaml, root, new Shape("", "the file", List.of(list), Map.of()));
    file.onlyKnownKeys();
    List<T> read =
        YamlReader.member(root, list).stream()
            .flatMap(node -> entries(yaml, node, shape).stream())
            .map(entry)
            .toList();
    yaml.throwIfAny();
    return read;
  }

  /** The entries of a list inside this entry; none when it is not there. */
  List<Entry> entries(Shape inner) {
    return YamlReader.entry(node, inner.list()).stream()
        .flatMap(list -> entries(yaml, list, inner).stream())
        .toList();
  }

  /** The mappings of a list; everything else is a problem, and so are keys that none may have. */
  private static List<Entry> entries(YamlReader yaml, Node node, Shape shape) {
    String first = "`- " + shape.keys().get(0) + ": ...`";
    if (!(node instanceof SequenceNode list)) {
      yaml.problem(
          YamlReader.line(node),
          "`" + shape.list() + "` is not a list",
          "write " + first + " items below it");
      return List.of();
    }
    list.getValue().stream()
        .filter(item -> !(item instanceof MappingNode))
        .forEach(
            item ->
                yaml.problem(
                    YamlReader.line(item),
                    "an item of `" + shape.list() + "` has no keys",
                    "write " + first + ", and the other keys below"));
    List<Entry> entries =
        list.getValue().stream()
            .filter(MappingNode.class::isInstance)
            .map(item -> new Entry(yaml, item, shape))
            .toList();
    entries.forEach(Entry::onlyKnownKeys);
    return entries;
  }

  private void onlyKnownKeys() {
    if (node instanceof MappingNode map) {
      for (NodeTuple pair : map.getValue()) {
        String key = YamlReader.scalar(pair.getKeyNode()).orElse("");
        if (!shape.keys().contains(key)) {
          yaml.problem(
              YamlReader.line(pair.getKeyNode()),
              shape.name() + " has no key `" + key + "`",
              "the keys are "
                  + shape.keys().stream()
                      .map(k -> "`" + k + "`")
                      .collect(Collectors.joining(", ")));
        }
      }
    }
  }

  boolean has(String key) {
    return YamlReader.entry(node, key).isPresent();
  }

  /** A key's text without blanks around it; empty, and a problem, when there is none. */
  String text(String key) {
    Optional<Node> value = YamlReader.entry(node, key);
    String help = shape.help().get(key);
    if (value.isEmpty()) {
      yaml.problem(line(), shape.name() + " has no `" + key + "`", help);
      return "";
    }
    if (YamlReader.scalar(value.get()).isEmpty()) {
      problem(key, "`" + key + "` is not text", help);
      return "";
    }
    String text =
        YamlReader.member(node, key).flatMap(YamlReader::scalar).map(String::strip).orElse("");
    if (text.isEmpty()) {
      problem(key, "`" + key + "` is empty", help);
    }
    return text;
  }

  /** Like {@link #text}, but the key may be left out. */
  String optionalText(String key) {
    return has(key) ? text(key) : "";
  }

  /** A key's text, read by a function that may refuse it; empty, and a problem, when it does. */
  <T> Optional<T> parsed(String key, Function<String, T> parse) {
    String text = text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse.apply(text));
    } catch (DateTimeException | IllegalArgumentException e) {
      problem(key, "`" + key + "` is `" + text + "`", shape.help().get(key));
      return Optional.empty();
    }
  }

  /** The 12 digits of an account. */
  String account(String key) {
    return parsed(key, text -> matching(text, "[0-9]{12}")).orElse("");
  }

  /**
   * The text itself.
   *
   * @throws IllegalArgumentException when it has another form
   */
  static String matching(String text, String form) {
    if (!text.matches(form)) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  /** Notes a problem where a key's value is, or the entry when it has no such key. */
  void problem(String key, String what, String help) {
    yaml.problem(
        YamlReader.entry(node, key).map(YamlReader::line).orElse(YamlReader.line(node)),
        what,
        help);
  }

  /** Where it starts, from 1. */
  int line() {
    return YamlReader.line(node);
  }
}
