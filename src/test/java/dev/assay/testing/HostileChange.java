package dev.assay.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What cases of the corpus do to files; its README has the words. */
public final class HostileChange {

  private static final JsonMapper JSON = new JsonMapper();

  private HostileChange() {}

  /** A sample with changed files; empty when it has not what is to be changed. */
  public static Optional<Sample> of(Sample sample, Map<String, Object> changes) {
    SortedMap<String, byte[]> files = new TreeMap<>(sample.files());
    for (Map.Entry<String, Object> change : changes.entrySet()) {
      String path = change.getKey();
      if (change.getValue() == null) {
        if (!files
            .keySet()
            .removeIf(p -> p.equals(path) || path.endsWith("/") && p.startsWith(path))) {
          return Optional.empty();
        }
        continue;
      }
      byte[] before = files.getOrDefault(path, new byte[0]);
      Optional<byte[]> after = of(before, change.getValue());
      if (after.isEmpty()) {
        return Optional.empty();
      }
      files.put(path, after.get());
    }
    return Optional.of(new Sample(sample.name(), files));
  }

  /** A file's new content, from what it was; empty when what is to be changed is not in it. */
  public static Optional<byte[]> of(byte[] before, Object change) {
    if (!(change instanceof Map<?, ?> words)) {
      return Optional.of(change.toString().getBytes(UTF_8));
    }
    if (words.containsKey("made")) {
      return Optional.of(made(words.get("made").toString()));
    }
    if (words.containsKey("cut")) {
      return Optional.of(Arrays.copyOf(before, (Integer) words.get("cut")));
    }
    String text = new String(before, UTF_8);
    String encoding = "UTF-8";
    for (Map.Entry<?, ?> word : words.entrySet()) {
      if (word.getKey().equals("encode")) {
        encoding = word.getValue().toString();
        continue;
      }
      String changed = changed(text, word.getKey().toString(), word.getValue());
      if (changed.equals(text)) {
        return Optional.empty();
      }
      text = changed;
    }
    return Optional.of(
        encoding.equals("base64")
            ? Base64.getEncoder().encode(text.getBytes(UTF_8))
            : text.getBytes(Charset.forName(encoding)));
  }

  private static byte[] made(String recipe) {
    return HostileArchives.has(recipe) ? HostileArchives.made(recipe) : HostileTexts.made(recipe);
  }

  private static String changed(String text, String word, Object how) {
    return switch (word) {
      case "append" -> text + how;
      case "prepend" -> how + text;
      case "replace" -> first(text, text(how, 0), text(how, 1));
      case "each" -> text.replace(text(how, 0), text(how, 1));
      case "upper" -> lines(text, line -> upper(line, (Integer) how));
      case "without" -> lines(text, line -> line.contains(how.toString()) ? "" : line);
      case "line" ->
          lines(
              text,
              line ->
                  line.startsWith(text(how, 0) + "\t")
                      ? line.replace(text(how, 1), text(how, 2))
                      : line);
      case "lines" -> text.lines().limit((Integer) how).collect(Collectors.joining("\n"));
      case "twice" -> twice(text.lines().toList(), (Integer) how);
      case "policy" -> withPolicy(text, text(List.of(how), 0));
      default -> throw new IllegalArgumentException(word);
    };
  }

  private static String text(Object list, int index) {
    Object item = ((List<?>) list).get(index);
    return item instanceof Map<?, ?> made
        ? new String(made(made.get("made").toString()), UTF_8)
        : item.toString();
  }

  private static String first(String text, String what, String with) {
    int at = text.indexOf(what);
    return at < 0 ? text : text.substring(0, at) + with + text.substring(at + what.length());
  }

  private static String upper(String line, int length) {
    return line.substring(0, length).toUpperCase(Locale.ROOT) + line.substring(length);
  }

  private static String lines(String text, UnaryOperator<String> change) {
    return text.lines()
        .map(change)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String twice(List<String> lines, int number) {
    return IntStream.range(0, lines.size())
        .mapToObj(i -> i + 1 == number ? lines.get(i) + "\n" + lines.get(i) : lines.get(i))
        .collect(Collectors.joining("\n"));
  }

  /** With this text as the document of the first managed policy. */
  private static String withPolicy(String details, String document) {
    ObjectNode root = (ObjectNode) JSON.readTree(details);
    ((ObjectNode) root.at("/Policies/0/PolicyVersionList/0")).put("Document", document);
    return JSON.writeValueAsString(root);
  }
}
