package dev.assay.testing;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What can happen to a file of a snapshot on its way.
 *
 * @param how what was done, exactly enough to do it again
 * @param bytes what is left of the file; null when it is gone
 */
public record Damage(String path, String how, byte[] bytes) {

  private static final long SEED = 20260630;
  private static final int CUTS = 20;
  private static final int SPOTS = 5;
  private static final int FIRST_ROWS = 3;
  private static final List<String> BOTH = List.of("true", "false");
  private static final Pattern MEMBER = Pattern.compile("(\"\\w+\": )(true|false|\\d+)");
  private static final JsonMapper JSON = new JsonMapper();

  /** A sample with this file damaged. */
  public Sample in(Sample sample) {
    return bytes == null ? sample.without(path) : sample.with(path, bytes);
  }

  @Override
  public String toString() {
    return path + " " + how;
  }

  public static Damage removed(String path) {
    return new Damage(path, "removed", null);
  }

  public static Damage emptied(String path) {
    return new Damage(path, "emptied", new byte[0]);
  }

  /** With the error text of the file's own call in place of what was there. */
  public static Damage denied(String path) {
    return denied(path, operation(path));
  }

  /** The API's word for {@code global/SERVICE/WORD} or {@code regions/REGION/SERVICE/WORD}. */
  private static String operation(String path) {
    String[] parts = path.split("/");
    String word = parts[Math.min(parts.length - 1, path.startsWith("regions/") ? 3 : 2)];
    return Stream.of(word.replaceFirst("\\..*", "").split("-"))
        .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
        .collect(joining());
  }

  private static Damage denied(String path, String operation) {
    String error = "\nAn error occurred (AccessDenied) when calling the %s operation: no\n";
    return rewritten(path, "denied " + operation, error.formatted(operation));
  }

  /** One byte another, anywhere: its last bit is turned. */
  public static Damage changed(String path, byte[] whole) {
    return changed(path, whole, random(path));
  }

  public static Damage changed(String path, byte[] whole, Random random) {
    return spot(path, whole, random.nextInt(whole.length), "changed", b -> b ^ 1);
  }

  /**
   * One that can be told from a whole file, of any kind, or none where it does not fit.
   *
   * @param whole JSON or lines; not empty
   */
  public static Optional<Damage> any(String path, byte[] whole, Random random) {
    String text = new String(whole, UTF_8);
    boolean json = text.startsWith("{");
    int at = random.nextInt(whole.length);
    Supplier<List<Damage>> none = List::of;
    List<Supplier<List<Damage>>> kinds =
        List.of(
            () -> List.of(removed(path)),
            () -> List.of(emptied(path)),
            () -> List.of(denied(path)),
            () -> List.of(denied(path, "GetUser")),
            () -> List.of(rewritten(path, "blanked", " \n\t\n")),
            () -> List.of(rewritten(path, "made a page", "<html><body>403</body></html>")),
            () -> List.of(new Damage(path, "cut to " + at + " bytes", Arrays.copyOf(whole, at))),
            () -> List.of(spot(path, whole, at, "spoilt", b -> 0xff)),
            () -> List.of(new Damage(path, "in UTF-16", text.getBytes(UTF_16LE))),
            () -> List.of(rewritten(path, "twice", text + text)),
            json ? () -> swapped(path, whole, random.nextLong(), 1) : none,
            json ? () -> List.of(paged(path, whole)) : none,
            json
                ? () -> some(inJson(path, text), random)
                : () -> some(inLines(path, text), random));
    return kinds.get(random.nextInt(kinds.size())).get().stream().findFirst();
  }

  private static List<Damage> some(List<Damage> all, Random random) {
    return List.of(all.get(random.nextInt(all.size())));
  }

  /** Everything that is tried on a file. */
  public static List<Damage> all(String path, byte[] whole) {
    List<Damage> all = new ArrayList<>();
    all.addAll(List.of(removed(path), emptied(path), denied(path), denied(path, "GetUser")));
    all.add(rewritten(path, "blanked", " \n\t\n"));
    for (int length : cuts(path, whole)) {
      all.add(new Damage(path, "cut to " + length + " bytes", Arrays.copyOf(whole, length)));
    }
    Random random = random(path);
    for (int i = 0; i < SPOTS && whole.length > 0; i++) {
      all.add(spot(path, whole, random.nextInt(whole.length), "spoilt", b -> 0xff));
    }
    String text = new String(whole, UTF_8);
    all.addAll(text.startsWith("{") ? inJson(path, text) : inLines(path, text));
    return all;
  }

  /** At each line end, at each cell of the first rows of a table, and at random. */
  private static SortedSet<Integer> cuts(String path, byte[] whole) {
    SortedSet<Integer> lengths = new TreeSet<>();
    int line = 1;
    for (int i = 0; i < whole.length; i++) {
      if (whole[i] == '\n') {
        line++;
      }
      if (whole[i] == '\n' || whole[i] == ',' && path.endsWith(".csv") && line <= FIRST_ROWS) {
        lengths.add(i + 1);
      }
    }
    random(path).ints(CUTS, 0, whole.length + 1).forEach(lengths::add);
    return lengths;
  }

  private static Damage spot(
      String path, byte[] whole, int at, String how, IntUnaryOperator change) {
    byte[] bytes = whole.clone();
    bytes[at] = (byte) change.applyAsInt(bytes[at]);
    return new Damage(path, how + " at byte " + at, bytes);
  }

  /** The first page of a listing: a token is left inside, and the lists lack what follows. */
  public static Damage paged(String path, byte[] whole) {
    ObjectNode page = (ObjectNode) JSON.readTree(whole);
    for (String name : List.copyOf(page.propertyNames())) {
      if (page.get(name).isArray()) {
        page.set(name, JSON.createArrayNode());
      }
    }
    return rewritten(path, "paged", JSON.writeValueAsString(page.put("NextToken", "t")));
  }

  /** Some values, one at a time, each now of a kind that no value in its place has. */
  public static List<Damage> swapped(String path, byte[] whole, long seed, int howMany) {
    JsonNode root = JSON.readTree(whole);
    List<String> places = places(root);
    Random random = new Random(seed);
    return random
        .ints(places.isEmpty() ? 0 : howMany, 0, Math.max(1, places.size()))
        .mapToObj(places::get)
        .map(place -> rewritten(path, "swapped at " + place, swapped(root, place).toString()))
        .toList();
  }

  private static JsonNode swapped(JsonNode root, String place) {
    boolean container = root.at(place).isContainer();
    JsonNodeFactory node = JSON.getNodeFactory();
    return with(root, place, container ? node.numberNode(7) : node.objectNode());
  }

  /** A document with another value at a place that has one. */
  public static JsonNode with(JsonNode root, String place, JsonNode value) {
    JsonNode copy = root.deepCopy();
    JsonNode inside = copy.at(place.substring(0, place.lastIndexOf('/')));
    String name = place.substring(place.lastIndexOf('/') + 1);
    if (inside instanceof ObjectNode object) {
      object.set(name.replace("~1", "/").replace("~0", "~"), value);
    } else {
      ((ArrayNode) inside).set(Integer.parseInt(name), value);
    }
    return copy;
  }

  /** The JSON Pointers of every value below the root but null, which says that there is none. */
  public static List<String> places(JsonNode root) {
    List<String> places = new ArrayList<>();
    pointers(root, "", places);
    return places;
  }

  private static void pointers(JsonNode node, String at, List<String> all) {
    if (!at.isEmpty() && !node.isNull()) {
      all.add(at);
    }
    for (String name : node.propertyNames()) {
      pointers(node.get(name), at + "/" + name.replace("~", "~0").replace("/", "~1"), all);
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      pointers(node.get(i), at + "/" + i, all);
    }
  }

  /** A page flag, and keys that come twice, the second time saying something else. */
  private static List<Damage> inJson(String path, String text) {
    List<Damage> all = new ArrayList<>();
    all.add(paged(path, text.getBytes(UTF_8)));
    all.add(rewritten(path, "flagged", text.replaceFirst("\\{", "{\"IsTruncated\": true, ")));
    Matcher member = MEMBER.matcher(text);
    while (member.find()) {
      for (String other : member.group(2).matches("\\d+") ? List.of("0", "99") : BOTH) {
        String twice = member.group() + ", " + member.group(1) + other;
        String doubled =
            new StringBuilder(text).replace(member.start(), member.end(), twice).toString();
        all.add(rewritten(path, "with " + twice + " at " + member.start(), doubled));
      }
    }
    return all;
  }

  private static List<Damage> inLines(String path, String text) {
    List<Damage> all = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      List<String> more = new ArrayList<>(lines);
      more.add(i, lines.get(i));
      all.add(rewritten(path, "with line " + (i + 1) + " twice", String.join("\n", more)));
    }
    return all;
  }

  private static Damage rewritten(String path, String how, String text) {
    return new Damage(path, how, text.getBytes(UTF_8));
  }

  private static Random random(String path) {
    return new Random(SEED ^ path.hashCode());
  }
}
