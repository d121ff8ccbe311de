package dev.assay.spec;

import dev.assay.InputException;
import dev.assay.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * YAML as nodes: every scalar stays the text that was written, every value keeps its line. Anchors,
 * aliases, merges, tags, duplicate keys and second documents are refused; they are how a file says
 * something else than it seems to.
 */
final class YamlReader {

  private static final int LARGEST = 1024 * 1024;
  private static final int DEEPEST = 20;

  private final String file;
  private final String start;
  private final String oneDocument;
  private final SortedMap<Integer, List<Problem>> problems = new TreeMap<>();

  /**
   * @param file name for messages
   * @param start help for an empty file: how it starts
   * @param oneDocument help for a second document: where to put it
   */
  YamlReader(String file, String start, String oneDocument) {
    this.file = file;
    this.start = start;
    this.oneDocument = oneDocument;
  }

  /**
   * A file's bytes, and no more of them than it takes to see that there are too many.
   *
   * @throws IOException when it cannot be read
   */
  static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(LARGEST + 1);
    }
  }

  /**
   * The document's root.
   *
   * @throws InputException with everything that is wrong with the file as YAML
   */
  Node root(byte[] bytes) {
    if (bytes.length > LARGEST) {
      problem(0, "is larger than 1 MiB", "split it");
      throwIfAny();
    }
    String text = decode(bytes);
    LoaderOptions options = new LoaderOptions();
    options.setNestingDepthLimit(DEEPEST);
    options.setCodePointLimit(LARGEST);
    options.setMaxAliasesForCollections(0);
    try {
      Deque<Event> events = scan(new ParserImpl(new StreamReader(text), options));
      throwIfAny();
      Node root = new Composer(new Scanned(events), new Untyped(), options).getSingleNode();
      if (root == null) {
        problem(1, "is empty", start);
        throwIfAny();
      }
      plainKeys(root);
      throwIfAny();
      return root;
    } catch (ReaderException e) {
      problem(
          1 + (int) text.codePoints().limit(e.getPosition()).filter(c -> c == '\n').count(),
          "has the control character " + Character.toString(e.getCodePoint()),
          "leave it out, or write it as an escape in double quotes");
    } catch (MarkedYAMLException e) {
      problem(
          line(e.getProblemMark()),
          "is not YAML: " + e.getProblem(),
          "check the indentation and quotes there");
    }
    throwIfAny();
    throw new IllegalStateException("a problem was just noted");
  }

  void problem(int line, String what, String help) {
    problems
        .computeIfAbsent(line, none -> new ArrayList<>())
        .add(new Problem(line > 0 ? file + " line " + line : file, what, help));
  }

  /** Ends the reading when something was wrong, with all of it in the order of the file. */
  void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new InputException(
          InputException.Kind.USAGE, problems.values().stream().flatMap(List::stream).toList());
    }
  }

  private String decode(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      problem(0, "is not UTF-8 text", "save it again as UTF-8");
      throwIfAny();
      throw new IllegalStateException(e);
    }
  }

  /** Guesses no types: patterns for numbers and dates take time, and every value is text here. */
  private static final class Untyped extends Resolver {
    @Override
    protected void addImplicitResolvers() {}
  }

  /** The events again, in place of parsing the text once more. */
  private record Scanned(Deque<Event> events) implements Parser {
    @Override
    public boolean checkEvent(Event.ID choice) {
      return !events.isEmpty() && events.peek().is(choice);
    }

    @Override
    public Event peekEvent() {
      return events.peek();
    }

    @Override
    public Event getEvent() {
      return events.poll();
    }
  }

  /** Looks at events as they come, so that a file that nests too deep is not read to its end. */
  private Deque<Event> scan(Parser parser) {
    Deque<Event> events = new ArrayDeque<>();
    int documents = 0;
    int depth = 0;
    while (parser.peekEvent() != null) {
      Event event = parser.getEvent();
      events.add(event);
      int line = line(event.getStartMark());
      depth += event instanceof CollectionStartEvent ? 1 : 0;
      depth -= event instanceof CollectionEndEvent ? 1 : 0;
      if (depth > DEEPEST) {
        problem(
            line,
            "nests deeper than " + DEEPEST + " levels",
            "check where a bracket or quote is left open");
        return events;
      }
      if (event instanceof AliasEvent alias) {
        problem(line, "alias `*" + alias.getAnchor() + "` is not allowed", "write the value out");
      }
      if (event instanceof NodeEvent node
          && node.getAnchor() != null
          && !(event instanceof AliasEvent)) {
        problem(line, "an anchor `&" + node.getAnchor() + "` is not allowed", "leave it out");
      }
      boolean tagged =
          event instanceof ScalarEvent scalar && scalar.getTag() != null
              || event instanceof CollectionStartEvent start && start.getTag() != null;
      if (tagged) {
        problem(line, "a YAML tag is not allowed", "leave the `!...` out; every value is text");
      }
      if (event instanceof DocumentStartEvent && ++documents > 1) {
        problem(line, "a second document starts", oneDocument);
      }
    }
    return events;
  }

  /** No key comes twice, and none means the keys of another mapping. */
  private void plainKeys(Node node) {
    if (node instanceof SequenceNode list) {
      list.getValue().forEach(this::plainKeys);
    }
    if (node instanceof MappingNode map) {
      Map<String, Integer> lines = new HashMap<>();
      for (NodeTuple entry : map.getValue()) {
        int line = line(entry.getKeyNode());
        String key = scalar(entry.getKeyNode()).orElse("");
        if (entry.getKeyNode() instanceof ScalarNode scalar
            && scalar.isPlain()
            && key.equals("<<")) {
          problem(line, "a merge `<<` is not allowed", "write its keys out");
        }
        Integer before = lines.putIfAbsent(key, line);
        if (before != null) {
          problem(
              line, "key `" + key + "` is there already, in line " + before, "keep one of them");
        }
        plainKeys(entry.getValueNode());
      }
    }
  }

  /** A member of a mapping; empty when it is not there, is null, or this is no mapping. */
  static Optional<Node> member(Node node, String key) {
    return entry(node, key).filter(value -> !isNull(value));
  }

  /** A member of a mapping, even if it is null; empty when its key is not there. */
  static Optional<Node> entry(Node node, String key) {
    if (node instanceof MappingNode map) {
      for (NodeTuple entry : map.getValue()) {
        if (scalar(entry.getKeyNode()).filter(key::equals).isPresent()) {
          return Optional.of(entry.getValueNode());
        }
      }
    }
    return Optional.empty();
  }

  /** The text of a scalar as it was written; empty for a list or mapping. */
  static Optional<String> scalar(Node node) {
    return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
  }

  private static boolean isNull(Node node) {
    return node instanceof ScalarNode scalar
        && scalar.isPlain()
        && List.of("", "null", "Null", "NULL", "~").contains(scalar.getValue());
  }

  static int line(Node node) {
    return line(node.getStartMark());
  }

  private static int line(Mark mark) {
    return mark == null ? 0 : mark.getLine() + 1;
  }
}
