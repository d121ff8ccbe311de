package dev.assay.snapshot;

import dev.assay.aws.Call;
import dev.assay.aws.Evidence;
import dev.assay.aws.Gap;
import dev.assay.aws.Request;
import dev.assay.aws.Source;
import dev.assay.text.JsonText;
import dev.assay.text.Text;
import dev.assay.text.UnreadableException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * What became of each call: its answer, the fact that AWS has nothing configured, or a gap. The one
 * place where files, the call log and the sums are held against each other.
 */
final class Calls {

  /** Members that only a partial listing has: the CLI merges pages and drops them. */
  private static final List<String> PAGE_TOKENS =
      List.of("NextToken", "nextToken", "Marker", "NextMarker", "ContinuationToken");

  private static final List<String> PAGE_FLAGS = List.of("IsTruncated", "Truncated");

  private final Tree tree;
  private final Optional<CallLog> log;
  private final Optional<Sums> sums;
  private final List<Contradiction> contradictions;
  private final Map<Request, Evidence<Json>> answers = new LinkedHashMap<>();

  private Calls(
      Tree tree, Optional<CallLog> log, Optional<Sums> sums, List<Contradiction> contradictions) {
    this.tree = tree;
    this.log = log;
    this.sums = sums;
    this.contradictions = contradictions;
  }

  /**
   * @param log empty for a hand-made snapshot
   * @param sums empty when there is nothing to verify against
   */
  Calls(Tree tree, Optional<CallLog> log, Optional<Sums> sums) {
    this(tree, log, sums, List.of());
  }

  /** The same files; what is in doubt by a contradiction counts as missing. */
  Calls doubting(List<Contradiction> those) {
    Calls doubting = new Calls(tree, log, sums, those);
    doubting.answers.putAll(answers);
    those.forEach(each -> doubting.answers.keySet().removeAll(each.doubted()));
    return doubting;
  }

  /** The answer to a call; each is read once. */
  Evidence<Json> answer(Request request) {
    return answers.computeIfAbsent(request, this::find);
  }

  /** Whether there is an answer to a call, without counting it as one that was looked for. */
  boolean isAnswered(Request request) {
    Evidence<Json> asked = answers.get(request);
    return (asked == null ? find(request) : asked) instanceof Evidence.Present<Json>;
  }

  private Evidence<Json> find(Request request) {
    for (Contradiction each : contradictions) {
      if (each.doubted().contains(request)) {
        return lost(request, each.where(), each.what());
      }
    }
    return log.isPresent() ? logged(request, log.get()) : handMade(request);
  }

  /**
   * The paths of the answers to a call that is made for one thing after the other.
   *
   * @param region empty for a global call
   */
  List<String> answers(Call call, String region) {
    String folder = Request.about(call, region, "x", "x").path().replaceFirst("x\\.json$", "");
    return tree.paths().subSet(folder, folder + Character.MAX_VALUE).stream()
        .filter(path -> path.endsWith(".json") && offers(path))
        .filter(path -> log.map(calls -> calls.row(path).isPresent()).orElse(true))
        .toList();
  }

  /** Every call that was looked for, and what it brought. */
  Map<Request, Evidence<Boolean>> outcomes() {
    Map<Request, Evidence<Boolean>> outcomes = new LinkedHashMap<>();
    answers.forEach((request, answer) -> outcomes.put(request, answer.map(json -> true)));
    return outcomes;
  }

  /** The regions that have a folder. */
  SortedSet<String> regions() {
    SortedSet<String> regions = new TreeSet<>();
    for (String path : tree.paths()) {
      String[] parts = path.split("/", 3);
      if (parts.length == 3 && parts[0].equals("regions")) {
        regions.add(parts[1]);
      }
    }
    return regions;
  }

  /** Whether a file is part of what was handed over: it is there and, given sums, listed. */
  boolean offers(String path) {
    return tree.has(path) && sums.map(s -> s.lists(path)).orElse(true);
  }

  /** Whether a file is there at all. */
  boolean has(String path) {
    return tree.has(path);
  }

  /** Whether there is a call log, so that a file alone proves nothing. */
  boolean isLogged() {
    return log.isPresent();
  }

  /**
   * A file's text.
   *
   * @throws UnreadableException when it cannot be read or is not UTF-8
   */
  String text(String path) throws UnreadableException {
    try {
      return Text.decode(tree.read(path));
    } catch (IOException e) {
      throw new UnreadableException("cannot be read; check its permissions");
    }
  }

  private Evidence<Json> logged(Request request, CallLog calls) {
    String path = request.path();
    Optional<CallLog.Row> found = calls.row(path);
    if (found.isEmpty()) {
      return missing(
          request, tree.has(path) ? "has no line in " + CallLog.FILE : "was not collected");
    }
    CallLog.Row row = found.get();
    if (calls.strays().contains(path)) {
      return disagrees(request, row, "says that it is of another run than the snapshot");
    }
    if (!row.isOf(request)) {
      return disagrees(request, row, "says that it is of another call or region");
    }
    return switch (row.status()) {
      case "ok", "empty" -> succeeded(request, row);
      case "absent" -> failed(request, row, true);
      case "denied" -> failed(request, row, false);
      default -> {
        String code = row.errorCode().equals("-") ? "" : " (" + row.errorCode() + ")";
        yield missing(request, "was not collected: " + row.status() + code);
      }
    };
  }

  private Evidence<Json> succeeded(Request request, CallLog.Row row) {
    String path = request.path();
    if (row.rc() != 0) {
      return disagrees(request, row, "says `" + row.status() + "` with exit code " + row.rc());
    }
    if (!tree.has(path)) {
      return disagrees(request, row, "says `" + row.status() + "` but the file is not there");
    }
    if (!offers(path)) {
      return missing(request, "is not listed in " + Sums.FILE);
    }
    if (tree.has(errorPath(request))) {
      return disagrees(request, row, "says `" + row.status() + "` but there is an error text");
    }
    return bytes(request).then(bytes -> succeeded(request, row, bytes));
  }

  private Evidence<Json> succeeded(Request request, CallLog.Row row, byte[] bytes) {
    if (bytes.length != row.bytes()) {
      return disagrees(
          request, row, "says " + row.bytes() + " bytes, the file has " + bytes.length);
    }
    if (row.status().equals("empty")) {
      return bytes.length == 0
          ? parse(request, "{}")
          : disagrees(request, row, "says `empty` but the file has content");
    }
    return read(request, bytes);
  }

  private Evidence<Json> failed(Request request, CallLog.Row row, boolean absent) {
    Source place = Source.line(CallLog.FILE, row.line());
    if (absent && row.rc() == 0) {
      return disagrees(request, row, "says `absent` with exit code 0");
    }
    if (!offers(errorPath(request))) {
      return absent
          ? disagrees(request, row, "says `absent` but the error text is not there")
          : denied(request, place, row.errorCode());
    }
    Optional<AwsError> error = errorText(request);
    if (error.isEmpty() || !error.get().code().equals(row.errorCode())) {
      return disagrees(request, row, "names another error code than the error text");
    }
    if (tree.has(request.path())) {
      return disagrees(request, row, "says `" + row.status() + "` but there is an answer");
    }
    return absent
        ? classify(request, error.get(), errorPath(request))
        : denied(request, place, row.errorCode());
  }

  private Evidence<Json> handMade(Request request) {
    String path = request.path();
    boolean answered = offers(path);
    boolean refused = offers(errorPath(request));
    if (answered && refused) {
      return missing(request, "has both an answer and an error text");
    }
    if (answered) {
      return bytes(request).then(bytes -> read(request, bytes));
    }
    if (!refused) {
      return missing(
          request, tree.has(path) ? "is not listed in " + Sums.FILE : "was not collected");
    }
    return errorText(request)
        .map(error -> classify(request, error, errorPath(request)))
        .orElseGet(() -> missing(request, "failed with an error text that names no AWS error"));
  }

  private Optional<AwsError> errorText(Request request) {
    try {
      return AwsError.in(text(errorPath(request)));
    } catch (UnreadableException e) {
      return Optional.empty();
    }
  }

  private Evidence<byte[]> bytes(Request request) {
    String path = request.path();
    try {
      return Evidence.present(tree.read(path), Source.json(path, ""));
    } catch (IOException e) {
      return lost(request, path, "cannot be read; check its permissions");
    }
  }

  /** Reads an answer; people paste what they see, so an error text in its place is one. */
  private Evidence<Json> read(Request request, byte[] bytes) {
    String text;
    try {
      text = Text.decode(bytes);
    } catch (UnreadableException e) {
      return missing(request, e.getMessage());
    }
    boolean json = text.stripLeading().startsWith("{") || text.stripLeading().startsWith("[");
    Optional<AwsError> error = json ? Optional.empty() : AwsError.in(text);
    if (error.isPresent()) {
      return log.isPresent()
          ? missing(request, "holds an error text although " + CallLog.FILE + " says it succeeded")
          : classify(request, error.get(), request.path());
    }
    if (text.isEmpty() && log.isEmpty() && request.call().answersWithNothing()) {
      return parse(request, "{}");
    }
    return parse(request, text);
  }

  private Evidence<Json> parse(Request request, String text) {
    if (text.isBlank()) {
      return missing(request, "is empty; did the call fail?");
    }
    JsonNode node;
    try {
      node = JsonText.parse(text);
    } catch (UnreadableException e) {
      return missing(request, e.getMessage());
    }
    if (!node.isObject()) {
      return missing(request, "is not a JSON object");
    }
    for (String token : PAGE_TOKENS) {
      JsonNode value = node.get(token);
      if (value != null && !value.isNull()) {
        return missing(request, "is one page of several: `" + token + "` is left inside");
      }
    }
    for (String flag : PAGE_FLAGS) {
      JsonNode value = node.get(flag);
      if (value != null && !(value.isBoolean() && !value.booleanValue())) {
        return missing(request, "is one page of several: `" + flag + "` is set");
      }
    }
    return Evidence.present(
        Json.root(request, request.path(), node), Source.json(request.path(), ""));
  }

  private Evidence<Json> classify(Request request, AwsError error, String file) {
    Source place = Source.line(file, 1);
    if (error.denied()) {
      return denied(request, place, error.code());
    }
    String asked = request.call().operation().replace("-", "");
    if (!error.operation().toLowerCase(Locale.ROOT).equals(asked)) {
      return missing(request, "holds the error of another call, " + error.operation());
    }
    if (request.call().absentCodes().contains(error.code())) {
      return Evidence.absent(error.code(), place);
    }
    return missing(request, "was not collected: the call failed with " + error.code());
  }

  private static Evidence<Json> denied(Request request, Source place, String code) {
    return Evidence.lost(
        new Gap(Gap.Kind.DENIED, request, place, request.path() + " was denied (" + code + ")"));
  }

  private static Evidence<Json> disagrees(Request request, CallLog.Row row, String what) {
    String cause = CallLog.FILE + " line " + row.line() + " " + what;
    return Evidence.lost(
        new Gap(
            Gap.Kind.MISSING,
            request,
            Source.line(CallLog.FILE, row.line()),
            request.path() + ": " + cause));
  }

  private static Evidence<Json> missing(Request request, String what) {
    return lost(request, request.path(), what);
  }

  static <T> Evidence<T> lost(Request request, String file, String what) {
    return Evidence.lost(
        new Gap(Gap.Kind.MISSING, request, Source.json(file, ""), file + " " + what));
  }

  private static String errorPath(Request request) {
    String path = request.path();
    return path.substring(0, path.length() - ".json".length()) + ".err";
  }
}
