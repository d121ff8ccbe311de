package dev.assay.redact;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.Sha256;
import dev.assay.aws.Request;
import dev.assay.snapshot.AwsError;
import dev.assay.snapshot.Snapshot;
import dev.assay.text.JsonText;
import dev.assay.text.Percent;
import dev.assay.text.Text;
import dev.assay.text.UnreadableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A copy of a snapshot that may leave the room. Every name, account, ARN, address, id and text for
 * people is replaced by a pseudonym; the same key makes the same ones of every snapshot, so that
 * copies can be compared. What decides a verdict is kept: settings, dates, counts, actions, what
 * filter patterns ask, how address blocks lie in each other, and what is missing or damaged.
 *
 * <p>What it does not hide: how many things there are, of what kind, in which regions and lists,
 * when they were made and used; which things have the same name; which addresses share how many
 * leading bits; how many parts a path has. Whoever has the key, or can have chosen names redacted
 * with it, can test guesses.
 *
 * <p>What it cannot carry over: a wildcard or a prefix that ends amid a name ({@code team-*}),
 * since names are replaced as a whole.
 *
 * @param files the copy's bytes by path
 * @param leftOut files that are no evidence, and are not in the copy
 */
public record Redaction(SortedMap<String, byte[]> files, SortedSet<String> leftOut) {

  /** A shorter key could be guessed by trying. */
  public static final int SHORTEST_KEY = 32;

  private static final String MANIFEST = "snapshot.json";
  private static final String LOG = "calls.tsv";
  private static final String SUMS = "SHA256SUMS";
  private static final String REPORT = "global/iam/credential-report.csv";
  private static final String REPORT_ANSWER = "global/iam/get-credential-report.json";

  private static final Pattern EVIDENCE =
      Pattern.compile(
          "((?:global|regions/[a-z0-9-]{1,32})/[a-z0-9-]{1,40}/[a-z0-9-]{1,80})(?:/([^/]+))?"
              + "\\.(json|err)");

  private static final String ERROR_TEXT = "(error text, redacted)\n";
  private static final String NO_JSON = "(unreadable, redacted)\n";
  private static final int COLUMNS = 12;
  private static final int PATH = 0;
  private static final int PARENT = 4;
  private static final int ERROR = 7;
  private static final int BYTES = 10;
  private static final int ARGUMENTS = 11;

  /**
   * Redacts a snapshot.
   *
   * @param key at least {@link #SHORTEST_KEY} bytes that nobody can guess
   */
  public static Redaction of(Snapshot snapshot, byte[] key) {
    if (key.length < SHORTEST_KEY) {
      throw new IllegalArgumentException("a key has at least " + SHORTEST_KEY + " bytes");
    }
    return new Maker(snapshot, key).make();
  }

  private static final class Maker {
    private final SortedMap<String, byte[]> original;
    private final Optional<SortedMap<String, String>> sums;
    private final Pseudonyms pseudonyms;
    private final Names names;
    private final CredentialReports reports;
    private final Documents documents;
    private final List<String[]> rows = new ArrayList<>();
    private final Map<String, String> parents = new HashMap<>();

    Maker(Snapshot snapshot, byte[] key) {
      this.original = snapshot.files();
      this.sums = snapshot.sums();
      this.pseudonyms = new Pseudonyms(key);
      this.names = new Names(pseudonyms);
      this.reports = new CredentialReports(names);
      this.documents = new Documents(names, reports::redact);
    }

    Redaction make() {
      readLog();
      SortedMap<String, byte[]> copy = new TreeMap<>();
      SortedSet<String> leftOut = new TreeSet<>();
      for (Map.Entry<String, byte[]> file : original.entrySet()) {
        String path = file.getKey();
        Optional<String> redacted = path(path);
        if (redacted.isPresent()) {
          copy.put(redacted.get(), file(path, file.getValue()));
        } else if (path.equals(MANIFEST)) {
          copy.put(path, manifest(file.getValue()));
        } else if (!path.equals(LOG) && !path.equals(SUMS)) {
          leftOut.add(path);
        }
      }
      if (original.containsKey(LOG)) {
        copy.put(LOG, log(copy));
      }
      sums.ifPresent(listed -> copy.put(SUMS, sums(listed, copy)));
      return new Redaction(copy, leftOut);
    }

    private void readLog() {
      if (!original.containsKey(LOG)) {
        return;
      }
      for (String line : text(original.get(LOG)).split("\n")) {
        String[] cells = line.split("\t", -1);
        if (cells.length == COLUMNS) {
          rows.add(cells);
          if (!cells[PARENT].equals("-")) {
            parents.put(cells[PATH], cells[PARENT]);
          }
        }
      }
    }

    /** Where a file of evidence stands in the copy; empty for any other. */
    private Optional<String> path(String path) {
      if (path.equals(REPORT)) {
        return Optional.of(path);
      }
      Matcher evidence = EVIDENCE.matcher(path);
      if (!evidence.matches()) {
        return Optional.empty();
      }
      String parent = evidence.group(2);
      if (parent == null) {
        return Optional.of(path);
      }
      String logged = parents.get(evidence.group(1) + "/" + parent + ".json");
      String raw =
          logged != null && Request.fileName(logged).equals(parent) ? logged : decoded(parent);
      return Optional.of(
          evidence.group(1) + "/" + Request.fileName(names.redact(raw)) + "." + evidence.group(3));
    }

    private byte[] file(String path, byte[] bytes) {
      String text;
      try {
        text = Text.decode(bytes);
      } catch (UnreadableException e) {
        return NO_JSON.getBytes(UTF_8);
      }
      if (text.isBlank()) {
        return bytes;
      }
      if (path.equals(REPORT)) {
        return report(text).getBytes(UTF_8);
      }
      String start = text.stripLeading();
      if (path.endsWith(".err") || !start.startsWith("{") && !start.startsWith("[")) {
        return error(text).getBytes(UTF_8);
      }
      try {
        return documents.redact(text).getBytes(UTF_8);
      } catch (UnreadableException e) {
        return NO_JSON.getBytes(UTF_8);
      }
    }

    /** Only what AWS said, not to whom. */
    private String error(String text) {
      return AwsError.in(text)
          .map(
              error ->
                  "\nAn error occurred ("
                      + (error.code().matches("[A-Za-z.]+") ? error.code() : "Unknown")
                      + ") when calling the "
                      + (error.operation().matches("[A-Za-z0-9]+") ? error.operation() : "Unknown")
                      + " operation: "
                      + ERROR_TEXT)
          .orElse(ERROR_TEXT);
    }

    /** One that was cut off must show as that: as the beginning of the whole report. */
    private String report(String csv) {
      String redacted = reportOrError(csv);
      Optional<String> whole = inside();
      if (whole.isEmpty() || lines(whole.get()).equals(lines(csv))) {
        return redacted;
      }
      if (!lines(whole.get()).startsWith(lines(csv))) {
        return redacted;
      }
      String full = lines(reports.redact(whole.get()));
      long kept = lines(csv).lines().count();
      String begun = String.join("\n", full.lines().limit(kept).toList());
      return kept == 1 ? redacted : begun.substring(0, begun.length() - 1);
    }

    private String reportOrError(String csv) {
      boolean error = !csv.startsWith("user,") && AwsError.in(csv).isPresent();
      return error ? error(csv) : csv.indexOf('\0') >= 0 ? NO_JSON : reports.redact(csv);
    }

    private Optional<String> inside() {
      if (!original.containsKey(REPORT_ANSWER)) {
        return Optional.empty();
      }
      try {
        String content =
            JsonText.parse(text(original.get(REPORT_ANSWER))).path("Content").asString("");
        byte[] bytes = Base64.getDecoder().decode(content.replaceAll("\\s", ""));
        return Optional.of(Text.decode(bytes));
      } catch (UnreadableException | IllegalArgumentException e) {
        return Optional.empty();
      }
    }

    private static String lines(String text) {
      return text.replace("\r\n", "\n").stripTrailing();
    }

    private byte[] manifest(byte[] bytes) {
      JsonNode node;
      try {
        node = JsonText.parse(text(bytes));
      } catch (UnreadableException e) {
        throw new IllegalStateException("was readable a moment ago", e);
      }
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      copy.put("format", node.path("format").asString());
      copy.put("redacted", true);
      copy.put("accountId", names.redact(node.path("accountId").asString()));
      copy.put("partition", node.path("partition").asString());
      for (String name : List.of("callerArn", "startedAt", "finishedAt", "endpointOverride")) {
        JsonNode value = node.path(name);
        copy.put(name, value.isString() ? names.redact(value.stringValue()) : null);
      }
      for (String tool : List.of("collector", "awsCli")) {
        Matcher version =
            Pattern.compile("[a-z-]{1,20}[ /]\\d{1,3}(\\.\\d{1,4}){0,3}")
                .matcher(node.path(tool).asString(""));
        copy.put(tool, version.lookingAt() ? version.group() : null);
      }
      ArrayNode collected = JsonNodeFactory.instance.arrayNode();
      ArrayNode skipped = JsonNodeFactory.instance.arrayNode();
      node.path("regions")
          .path("collected")
          .forEach(r -> collected.add(names.redact(r.asString(""))));
      for (JsonNode each : node.path("regions").path("skipped")) {
        String reason = each.path("reason").asString("");
        ObjectNode region = skipped.addObject();
        region.put("region", names.redact(each.path("region").asString("")));
        region.put("reason", reason.equals("not opted in") ? reason : names.free(reason));
      }
      copy.putObject("regions").<ObjectNode>set("collected", collected).set("skipped", skipped);
      return (copy.toPrettyString().replace("\r\n", "\n") + "\n").getBytes(UTF_8);
    }

    private byte[] log(Map<String, byte[]> copy) {
      List<String> lines = new ArrayList<>();
      for (String[] cells : rows.subList(1, rows.size())) {
        String[] row = cells.clone();
        Optional<String> path = path(cells[PATH]);
        row[PATH] = path.orElse("-");
        row[PARENT] = cells[PARENT].equals("-") ? "-" : names.redact(cells[PARENT]);
        row[ERROR] = cells[ERROR].matches("[A-Za-z.]+|-") ? cells[ERROR] : "Unknown";
        row[BYTES] = bytes(cells, path, copy);
        row[ARGUMENTS] = arguments(cells);
        for (int i : new int[] {1, 2, 3, 8, 9}) {
          row[i] = cells[i].matches("[a-z0-9-]{1,80}") ? cells[i] : names.redact(cells[i]);
        }
        lines.add(String.join("\t", row));
      }
      lines.sort(null);
      lines.add(0, String.join("\t", rows.get(0)));
      return (String.join("\n", lines) + "\n").getBytes(UTF_8);
    }

    /** A size that was right stays right, and a wrong one as wrong. */
    private String bytes(String[] cells, Optional<String> path, Map<String, byte[]> copy) {
      byte[] was = original.get(cells[PATH]);
      if (was == null || path.isEmpty() || cells[BYTES].equals("-")) {
        return cells[BYTES];
      }
      int is = copy.get(path.get()).length;
      return Long.parseLong(cells[BYTES]) == was.length ? "" + is : "" + (is + 1);
    }

    private String arguments(String... cells) {
      List<String> plain =
          List.of("aws", cells[2], cells[3], "json", "MetricAlarm", "CompositeAlarm");
      return String.join(
          " ",
          Arrays.stream(cells[ARGUMENTS].split(" "))
              .map(w -> plain.contains(w) || w.matches("--[a-z-]{1,40}") ? w : names.redact(w))
              .toList());
    }

    /** Lists what was listed; of what was missing, a digest that is nobody's. */
    private byte[] sums(Map<String, String> listed, Map<String, byte[]> copy) {
      SortedMap<String, String> lines = new TreeMap<>();
      listed.forEach(
          (path, digest) -> {
            boolean own = path.equals(MANIFEST) || path.equals(LOG);
            Optional<String> redacted = own ? Optional.of(path) : path(path);
            redacted.ifPresent(
                there ->
                    lines.put(
                        there,
                        copy.containsKey(there)
                            ? Sha256.hex(copy.get(there))
                            : pseudonyms.of(digest)));
          });
      StringBuilder text = new StringBuilder();
      lines.forEach((path, digest) -> text.append(digest).append("  ").append(path).append('\n'));
      return text.toString().getBytes(UTF_8);
    }

    private static String decoded(String name) {
      try {
        return Percent.decode(name);
      } catch (UnreadableException e) {
        return name;
      }
    }

    private static String text(byte[] bytes) {
      try {
        return Text.decode(bytes);
      } catch (UnreadableException e) {
        return "";
      }
    }
  }
}
