package dev.assay.spec;

import dev.assay.InputException;
import dev.assay.Sha256;
import dev.assay.spec.Spec.CheckRef;
import dev.assay.spec.Spec.Control;
import dev.assay.spec.Spec.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads specs in Trivy's format with its leniency (unknown keys are ignored, control ids may
 * repeat) and with assay's own keys: {@code level}, {@code scored}, {@code section}, {@code
 * parameters}.
 */
public final class SpecReader {

  private static final Set<String> SEVERITIES =
      Set.of("", "CRITICAL", "HIGH", "MEDIUM", "LOW", "UNKNOWN");

  private final YamlReader yaml;

  private SpecReader(YamlReader yaml) {
    this.yaml = yaml;
  }

  /** The names of the specs that ship with assay, aliases last. */
  public static List<String> builtIns() {
    return BuiltIn.names();
  }

  /**
   * Reads a spec.
   *
   * @param name a built-in's name, or {@code @} and the path of a file
   * @throws InputException when there is none, or with everything that is wrong with it
   */
  public static Spec read(String name) {
    if (!name.startsWith("@")) {
      return parse(name, true, BuiltIn.bytes(name));
    }
    Path file = Path.of(name.substring(1));
    try {
      return parse(file.toString(), false, YamlReader.bytes(file));
    } catch (IOException e) {
      throw InputException.usage(
          "", "cannot read the spec `" + file + "`", "check the path behind the `@`");
    }
  }

  /** Reads a spec's text; {@code source} names it in messages. */
  static Spec parse(String source, boolean builtIn, byte[] bytes) {
    YamlReader yaml =
        new YamlReader(
            source, "a spec starts with `spec:`", "put each spec into a file of its own");
    return new SpecReader(yaml).spec(source, builtIn, Sha256.hex(bytes), yaml.root(bytes));
  }

  private Spec spec(String source, boolean builtIn, String sha256, Node root) {
    Optional<Node> found = YamlReader.member(root, "spec");
    if (found.isEmpty() || !(found.get() instanceof MappingNode)) {
      yaml.problem(1, "there is no `spec:`", "a spec starts with `spec:` and its keys below it");
      yaml.throwIfAny();
    }
    Node spec = found.orElseThrow();
    String id = text(spec, "id");
    if (id.isEmpty()) {
      yaml.problem(YamlReader.line(spec), "the spec has no `id`", "give it one");
    }
    List<Control> controls = items(spec, "controls").stream().map(this::control).toList();
    if (controls.isEmpty()) {
      yaml.problem(YamlReader.line(spec), "the spec has no `controls`", "list at least one");
    }
    String title = text(spec, "title");
    List<String> related =
        items(spec, "relatedResources").stream()
            .flatMap(node -> YamlReader.scalar(node).stream())
            .toList();
    Spec read =
        new Spec(
            source,
            builtIn,
            sha256,
            id,
            title.isEmpty() ? id : title,
            text(spec, "description"),
            text(spec, "version"),
            related,
            controls);
    yaml.throwIfAny();
    return read;
  }

  private Control control(Node node) {
    int line = YamlReader.line(node);
    String id = text(node, "id");
    if (id.isEmpty()) {
      yaml.problem(line, "a control has no `id`", "give it one");
    }
    String severity = text(node, "severity").toUpperCase(Locale.ROOT);
    if (!SEVERITIES.contains(severity)) {
      yaml.problem(
          line(node, "severity"),
          "severity `" + text(node, "severity") + "` is not known",
          "write CRITICAL, HIGH, MEDIUM or LOW");
    }
    String name = text(node, "name");
    List<CheckRef> checks = items(node, "checks").stream().map(this::check).toList();
    return new Control(
        id,
        name,
        text(node, "description"),
        severity,
        text(node, "defaultStatus"),
        level(node),
        scored(node),
        text(node, "section"),
        checks,
        checks.isEmpty() || name.contains("Manual"),
        line);
  }

  private int level(Node control) {
    String text = text(control, "level");
    if (!List.of("", "1", "2").contains(text)) {
      yaml.problem(line(control, "level"), "level `" + text + "` is not known", "write 1 or 2");
      return 0;
    }
    return text.isEmpty() ? 0 : Integer.parseInt(text);
  }

  private boolean scored(Node control) {
    String text = text(control, "scored");
    if (!List.of("", "true", "false").contains(text)) {
      yaml.problem(line(control, "scored"), "scored is `" + text + "`", "write true or false");
    }
    return !text.equals("false");
  }

  private CheckRef check(Node node) {
    String id = text(node, "id");
    if (id.isEmpty()) {
      yaml.problem(
          YamlReader.line(node), "a check has no `id`", "write `- id: ...` below `checks:`");
    }
    Map<String, Value> parameters = new LinkedHashMap<>();
    Optional<Node> given = YamlReader.member(node, "parameters");
    if (given.isPresent() && given.get() instanceof MappingNode map) {
      for (NodeTuple entry : map.getValue()) {
        value(entry.getValueNode())
            .ifPresent(v -> parameters.put(YamlReader.scalar(entry.getKeyNode()).orElse(""), v));
      }
    } else {
      given.ifPresent(
          other ->
              yaml.problem(
                  YamlReader.line(other),
                  "`parameters` is not a mapping",
                  "write `name: value` lines"));
    }
    return new CheckRef(id, parameters, YamlReader.line(node));
  }

  private Optional<Value> value(Node node) {
    int line = YamlReader.line(node);
    if (node instanceof SequenceNode list) {
      List<String> texts = new ArrayList<>();
      list.getValue().forEach(item -> YamlReader.scalar(item).ifPresent(texts::add));
      if (texts.size() == list.getValue().size()) {
        return Optional.of(new Value(texts, true, line));
      }
    }
    Optional<Value> scalar = YamlReader.scalar(node).map(t -> new Value(List.of(t), false, line));
    if (scalar.isEmpty()) {
      yaml.problem(
          line, "a parameter is neither a value nor a list of values", "write one of them");
    }
    return scalar;
  }

  private String text(Node node, String key) {
    Optional<Node> member = YamlReader.member(node, key);
    if (member.isPresent() && YamlReader.scalar(member.get()).isEmpty()) {
      yaml.problem(YamlReader.line(member.get()), "`" + key + "` is not text", "write one value");
    }
    return member.flatMap(YamlReader::scalar).orElse("");
  }

  private List<Node> items(Node node, String key) {
    Optional<Node> member = YamlReader.member(node, key);
    if (member.isEmpty()) {
      return List.of();
    }
    if (member.get() instanceof SequenceNode list) {
      return list.getValue();
    }
    yaml.problem(
        YamlReader.line(member.get()), "`" + key + "` is not a list", "write `- ` items below it");
    return List.of();
  }

  private static int line(Node node, String key) {
    return YamlReader.member(node, key).map(YamlReader::line).orElse(YamlReader.line(node));
  }
}
