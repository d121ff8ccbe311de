package dev.assay.snapshot;

import dev.assay.aws.Call;
import dev.assay.aws.Evidence;
import dev.assay.aws.Gap;
import dev.assay.aws.Request;
import dev.assay.aws.Source;
import dev.assay.text.JsonText;
import dev.assay.text.TextReader;
import dev.assay.text.UnreadableException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What became of each call: its answer, the fact that AWS has nothing configured, or a gap. The one
 * place where files, the call log and the sums are held against each other. Threads may share it.
 */
final class Calls {

  /** Members that only a partial listing has: the CLI merges pages and drops them. */
  private static final List<String> PAGE_TOKENS =
      List.of("NextToken", "nextToken", "Marker", "NextMarker", "ContinuationToken");

  private static final List<String> PAGE_FLAGS = List.of("IsTruncated", "Truncated");

  private static final String UNREADABLE = "cannot be read; check its permissions";

  /** Characters that show whether a text is JSON. */
  private static final int START = 8 * 1024;

  /** Characters of the longest text in which an error of AWS is looked for. */
  private static final int LONGEST_ERROR_TEXT = 1024 * 1024;

  private final Tree tree;
  private final Optional<CallLog> log;
  private final Optional<Sums> sums;
  private final Predicate<Call> wanted;
  private final List<Contradiction> contradictions;
  private final Map<Request, Evidence<Json>> kept = new ConcurrentHashMap<>();
  private final SortedMap<Request, Evidence<Boolean>> outcomes = new ConcurrentSkipListMap<>();

  private Calls(
      Tree tree,
      Optional<CallLog> log,
      Optional<Sums> sums,
      Predicate<Call> wanted,
      List<Contradiction> contradictions) {
    this.tree = tree;
    this.log = log;
    this.sums = sums;
    this.wanted = wanted;
    this.contradictions = contradictions;
  }

  /**
   * @param log empty for a hand-made snapshot
   * @param sums empty when there is nothing to verify against
   */
  Calls(Tree tree, Optional<CallLog> log, Optional<Sums> sums) {
    this(tree, log, sums, call -> true, List.of());
  }

  /** The same calls with what is known of them, and from now on only some of them. */
  Calls only(Predicate<Call> some) {
    return with(some, contradictions);
  }

  /** The same calls; what is in doubt by a contradiction counts as missing. */
  Calls doubting(List<Contradiction> those) {
    Calls doubting = with(wanted, those);
    for (Contradiction each : those) {
      doubting.kept.keySet().removeAll(each.doubted());
      doubting.outcomes.keySet().removeAll(each.doubted());
    }
    return doubting;
  }

  private Calls with(Predicate<Call> some, List<Contradiction> those) {
    Calls calls = new Calls(tree, log, sums, some, those);
    calls.kept.putAll(kept);
    calls.outcomes.putAll(outcomes);
    return calls;
  }

  /** The answer to a call; each is read once. */
  Evidence<Json> answer(Request request) {
    return kept.computeIfAbsent(request, asked -> read(asked, List.of()));
  }

  /**
   * An answer with long lists, which are empty in what is returned: their elements become records
   * while it is read. Each time that this is asked for, it is read.
   */
  Evidence<Json> answer(Request request, Elements<?>... lists) {
    return read(request, List.of(lists));
  }

  /** One long list of an answer as records, in the same way. */
  <T> Evidence<List<T>> list(Request request, String key, Function<Json, T> convert) {
    Elements<T> elements = new Elements<>(key, convert);
    return answer(request, elements).then(elements::in);
  }

  /** What a call brought that was answered in another form than its own. */
  void brought(Request request, Evidence<?> answer) {
    outcomes.put(request, answer.map(read -> true));
  }

  /** Whether there is an answer to a call, without counting it as one that was looked for. */
  boolean isAnswered(Request request) {
    return outcomes.containsKey(request)
        ? outcomes.get(request) instanceof Evidence.Present<Boolean>
        : find(request, List.of()) instanceof Evidence.Present<Json>;
  }

  /**
   * The paths of the answers to a call that is made for one thing after the other.
   *
   * @param region empty for a global call
   */
  List<String> answers(Call call, String region) {
    String one = Request.about(call, region, "x", "x").path();
    String folder = one.substring(0, one.lastIndexOf('/') + 1);
    return tree.paths().subSet(folder, folder + Character.MAX_VALUE).stream()
        .filter(path -> path.endsWith(".json") && offers(path))
        .filter(path -> log.map(calls -> calls.row(path).isPresent()).orElse(true))
        .toList();
  }

  private Evidence<Json> read(Request request, List<Elements<?>> lists) {
    Evidence<Json> answer = find(request, lists);
    if (wanted.test(request.call())) {
      outcomes.put(request, answer.map(json -> true));
    }
    return answer;
  }

  private Evidence<Json> find(Request request, List<Elements<?>> lists) {
    if (!wanted.test(request.call())) {
      return missing(request, "is not looked at: no control of the spec asks for it");
    }
    for (Contradiction each : contradictions) {
      if (each.doubted().contains(request)) {
        return lost(request, each.where(), each.what());
      }
    }
    return log.isPresent() ? logged(request, log.get(), lists) : handMade(request, lists);
  }

  /** Every call that was looked for, and what it brought. */
  SortedMap<Request, Evidence<Boolean>> outcomes() {
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
   * A file's text, or what somebody makes of it while it is read.
   *
   * @throws UnreadableException when it cannot be read or is not UTF-8
   */
  <T> T text(String path, TextUse<T> use) throws UnreadableException {
    try {
      return tree.read(path, bytes -> use.of(new TextReader(bytes)));
    } catch (UnreadableException e) {
      throw e;
    } catch (IOException e) {
      throw new UnreadableException(UNREADABLE);
    }
  }

  /** What somebody makes of a text while it is read. */
  interface TextUse<T> {
    T of(TextReader text) throws IOException;
  }

  private Evidence<Json> logged(Request request, CallLog calls, List<Elements<?>> lists) {
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
      case "ok", "empty" -> succeeded(request, row, lists);
      case "absent" -> failed(request, row, true);
      case "denied" -> failed(request, row, false);
      default -> {
        String code = row.errorCode().equals("-") ? "" : " (" + row.errorCode() + ")";
        yield missing(request, "was not collected: " + row.status() + code);
      }
    };
  }

  private Evidence<Json> succeeded(Request request, CallLog.Row row, List<Elements<?>> lists) {
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
    Optional<Evidence<Json>> answer = content(request, lists);
    if (answer.isEmpty()) {
      return lost(request, path, UNREADABLE);
    }
    long size = tree.size(path);
    if (size != row.bytes()) {
      return disagrees(request, row, "says " + row.bytes() + " bytes, the file has " + size);
    }
    if (row.status().equals("empty")) {
      return size == 0
          ? nothing(request)
          : disagrees(request, row, "says `empty` but the file has content");
    }
    return answer.get();
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

  private Evidence<Json> handMade(Request request, List<Elements<?>> lists) {
    String path = request.path();
    boolean answered = offers(path);
    boolean refused = offers(errorPath(request));
    if (answered && refused) {
      return missing(request, "has both an answer and an error text");
    }
    if (answered) {
      return content(request, lists).orElseGet(() -> lost(request, path, UNREADABLE));
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
      return AwsError.in(text(errorPath(request), TextReader::rest));
    } catch (UnreadableException e) {
      return Optional.empty();
    }
  }

  /** What an answer's file holds; empty when it cannot be read. */
  private Optional<Evidence<Json>> content(Request request, List<Elements<?>> lists) {
    try {
      return Optional.of(
          tree.read(request.path(), bytes -> content(request, new TextReader(bytes), lists)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Reads an answer; people paste what they see, so an error text in its place is one. */
  private Evidence<Json> content(Request request, TextReader text, List<Elements<?>> lists)
      throws IOException {
    try {
      String start = text.head(START).stripLeading();
      boolean json = start.startsWith("{") || start.startsWith("[");
      Optional<AwsError> error =
          json ? Optional.empty() : AwsError.in(text.head(LONGEST_ERROR_TEXT));
      if (error.isPresent()) {
        return log.isPresent()
            ? missing(
                request, "holds an error text although " + CallLog.FILE + " says it succeeded")
            : classify(request, error.get(), request.path());
      }
      if (text.head(1).isEmpty() && log.isEmpty() && request.call().answersWithNothing()) {
        return nothing(request);
      }
      return parse(request, text, lists);
    } catch (UnreadableException e) {
      return missing(request, e.getMessage());
    }
  }

  private static Evidence<Json> parse(Request request, TextReader text, List<Elements<?>> lists)
      throws IOException {
    Map<String, Consumer<JsonNode>> taking = new HashMap<>();
    Source file = Source.json(request.path(), "");
    lists.forEach(list -> taking.put(list.key(), list.taking(request, file)));
    Optional<JsonNode> document = JsonText.parse(text, taking);
    if (document.isEmpty()) {
      return missing(request, "is empty; did the call fail?");
    }
    JsonNode node = document.get();
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
    return found(request, node);
  }

  private static Evidence<Json> nothing(Request request) {
    return found(request, JsonNodeFactory.instance.objectNode());
  }

  private static Evidence<Json> found(Request request, JsonNode node) {
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
