package dev.assay.spec;

import dev.assay.InputException;
import dev.assay.spec.Attestation.Document;
import dev.assay.spec.Attestation.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads attestations. Stricter than the reader of specs: a key that is misspelt, or left without a
 * value, could make a person's word say more than was meant.
 */
public final class AttestationReader {

  private static final List<String> TOP = List.of("attestations");

  private static final List<String> KEYS =
      List.of(
          "control",
          "resource",
          "account",
          "status",
          "statement",
          "evidence",
          "by",
          "role",
          "date",
          "expires");

  private static final List<String> DOCUMENT_KEYS = List.of("path", "sha256");

  private static final String TIME =
      "write a date, or a time with its offset, like 2026-01-31 or 2026-01-31T12:00:00Z";

  private static final Map<String, String> HELP =
      Map.of(
          "control", "write the id of a control of the spec",
          "resource", "write it as reports print it; without the line it is the whole control",
          "account", "write the 12 digits of the account's id",
          "status", "write pass, fail or not_applicable",
          "statement", "say in words what was found to be so",
          "by", "write the name of who attests",
          "role", "write what they attest it as",
          "date", TIME,
          "expires", TIME);

  private static final Map<String, String> DOCUMENT_HELP =
      Map.of(
          "path", "write the name of the document",
          "sha256", "write the 64 hex digits that `sha256sum` prints for the document");

  private final String source;
  private final YamlReader yaml;

  private AttestationReader(String source, YamlReader yaml) {
    this.source = source;
    this.yaml = yaml;
  }

  /**
   * Reads a file of attestations.
   *
   * @throws InputException when it cannot be read, or with everything that is wrong with it
   */
  public static List<Attestation> read(Path file) {
    try {
      return parse(file.toString(), YamlReader.bytes(file));
    } catch (IOException e) {
      throw InputException.usage(
          "", "cannot read the attestations `" + file + "`", "check the path");
    }
  }

  /** Reads the text of a file; {@code source} names it in messages. */
  static List<Attestation> parse(String source, byte[] bytes) {
    YamlReader yaml =
        new YamlReader(
            source, "the file starts with `attestations:`", "put all attestations into one list");
    return new AttestationReader(source, yaml).attestations(yaml.root(bytes));
  }

  private List<Attestation> attestations(Node root) {
    Optional<Node> list = YamlReader.member(root, "attestations");
    if (list.isEmpty()) {
      yaml.problem(
          1, "there is no `attestations:`", "it is the first line, with a list of them below");
    }
    onlyKeys(root, "the file", TOP);
    List<Attestation> read =
        list.stream()
            .flatMap(node -> items(node, "attestations", "control").stream())
            .map(this::attestation)
            .toList();
    yaml.throwIfAny();
    return read;
  }

  private Attestation attestation(Node node) {
    onlyKeys(node, "an attestation", KEYS);
    String control = required(node, "control");
    String account = required(node, "account");
    if (!account.isEmpty() && !account.matches("[0-9]{12}")) {
      faulty(node, "account", account);
    }
    Optional<Instant> date = time(node, "date");
    Optional<Instant> expires = time(node, "expires");
    if (date.isPresent() && expires.isPresent() && !expires.get().isAfter(date.get())) {
      yaml.problem(
          line(node, "expires"),
          "`expires` is not after `date`",
          "write the day from which on the attestation counts no more");
    }
    return new Attestation(
        control,
        YamlReader.entry(node, "resource").isPresent() ? required(node, "resource") : "",
        account,
        verdict(node),
        required(node, "statement"),
        documents(node),
        required(node, "by"),
        required(node, "role"),
        date.orElse(Instant.EPOCH),
        expires.orElse(Instant.EPOCH),
        source,
        YamlReader.line(node));
  }

  private Verdict verdict(Node node) {
    String word = required(node, "status");
    Optional<Verdict> known =
        Arrays.stream(Verdict.values()).filter(v -> v.word().equals(word)).findFirst();
    if (known.isEmpty() && !word.isEmpty()) {
      faulty(node, "status", word);
    }
    return known.orElse(Verdict.FAIL);
  }

  /** A plain date is its first moment in UTC. */
  private Optional<Instant> time(Node node, String key) {
    String text = required(node, key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          text.contains("T")
              ? OffsetDateTime.parse(text).toInstant()
              : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
    } catch (DateTimeException e) {
      faulty(node, key, text);
      return Optional.empty();
    }
  }

  private List<Document> documents(Node node) {
    return YamlReader.entry(node, "evidence").stream()
        .flatMap(list -> items(list, "evidence", "path").stream())
        .map(this::document)
        .toList();
  }

  private Document document(Node node) {
    onlyKeys(node, "a document", DOCUMENT_KEYS);
    String path = text(node, "a document", "path", DOCUMENT_HELP);
    String digest = text(node, "a document", "sha256", DOCUMENT_HELP).toLowerCase(Locale.ROOT);
    if (!digest.isEmpty() && !digest.matches("[0-9a-f]{64}")) {
      yaml.problem(
          line(node, "sha256"), "`sha256` is `" + digest + "`", DOCUMENT_HELP.get("sha256"));
    }
    return new Document(path, digest);
  }

  private void faulty(Node node, String key, String text) {
    yaml.problem(line(node, key), "`" + key + "` is `" + text + "`", HELP.get(key));
  }

  private String required(Node node, String key) {
    return text(node, "an attestation", key, HELP);
  }

  /** A key's text without blanks around it; empty, and a problem, when there is none. */
  private String text(Node node, String whose, String key, Map<String, String> help) {
    Optional<Node> value = YamlReader.entry(node, key);
    if (value.isEmpty()) {
      yaml.problem(YamlReader.line(node), whose + " has no `" + key + "`", help.get(key));
      return "";
    }
    int line = YamlReader.line(value.get());
    if (YamlReader.scalar(value.get()).isEmpty()) {
      yaml.problem(line, "`" + key + "` is not text", help.get(key));
      return "";
    }
    String text =
        YamlReader.member(node, key).flatMap(YamlReader::scalar).map(String::strip).orElse("");
    if (text.isEmpty()) {
      yaml.problem(line, "`" + key + "` is empty", help.get(key));
    }
    return text;
  }

  /** The mappings of a list; everything else is a problem. */
  private List<Node> items(Node node, String key, String first) {
    String help = "write `- " + first + ": ...` items below it";
    if (!(node instanceof SequenceNode list)) {
      yaml.problem(YamlReader.line(node), "`" + key + "` is not a list", help);
      return List.of();
    }
    list.getValue().stream()
        .filter(item -> !(item instanceof MappingNode))
        .forEach(
            item ->
                yaml.problem(
                    YamlReader.line(item),
                    "an item of `" + key + "` has no keys",
                    "write `- " + first + ": ...`, and the other keys below"));
    return list.getValue().stream().filter(MappingNode.class::isInstance).toList();
  }

  private void onlyKeys(Node node, String whose, List<String> known) {
    if (node instanceof MappingNode map) {
      for (NodeTuple entry : map.getValue()) {
        String key = YamlReader.scalar(entry.getKeyNode()).orElse("");
        if (!known.contains(key)) {
          yaml.problem(
              YamlReader.line(entry.getKeyNode()),
              whose + " has no key `" + key + "`",
              "the keys are "
                  + known.stream().map(k -> "`" + k + "`").collect(Collectors.joining(", ")));
        }
      }
    }
  }

  private static int line(Node node, String key) {
    return YamlReader.entry(node, key).map(YamlReader::line).orElse(YamlReader.line(node));
  }
}
