package dev.assay.snapshot;

import dev.assay.InputException;
import dev.assay.Problem;
import dev.assay.aws.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * {@code calls.tsv}: what the collector asked and what became of it, one line an evidence path.
 *
 * @param rows by the path of the evidence file
 * @param strays the paths of those that are of another run; none until {@link #ofRun} is asked
 */
record CallLog(Map<String, Row> rows, SortedSet<String> strays) {

  static final String FILE = "calls.tsv";

  private static final List<String> HEADER =
      List.of(
          "path",
          "region",
          "service",
          "operation",
          "parent",
          "rc",
          "status",
          "error_code",
          "started_at",
          "ms",
          "bytes",
          "argv");

  private static final Pattern CODE = Pattern.compile("-|\\d{1,9}");
  private static final Pattern SIZE = Pattern.compile("-|\\d{1,18}");

  private static final Set<String> STATUSES =
      Set.of(
          "ok",
          "empty",
          "absent",
          "denied",
          "region-off",
          "unsupported",
          "throttled",
          "failed",
          "skipped");

  /**
   * One call.
   *
   * @param line in {@code calls.tsv}, from 1
   * @param region of the call; {@code -} for a global one, or where the log does not tell
   * @param service the CLI's word; {@code -} where the log does not tell
   * @param operation the CLI's word; {@code -} where the log does not tell
   * @param rc exit code of the CLI; -1 when it was not started
   * @param status one of the nine words of the format
   * @param errorCode AWS's code, {@code -} when there was none
   * @param startedAt when the call was made; empty when it was not, or the log does not tell
   * @param bytes size of the answer; -1 when there was none
   */
  record Row(
      int line,
      String path,
      String region,
      String service,
      String operation,
      int rc,
      String status,
      String errorCode,
      Optional<Instant> startedAt,
      long bytes) {

    /** Whether the row is about the call that its path belongs to. */
    boolean isOf(Request request) {
      return says(region, request.region())
          && says(service, request.call().service())
          && says(operation, request.call().operation());
    }

    private static boolean says(String cell, String expected) {
      return cell.equals("-") || cell.equals(expected);
    }
  }

  Optional<Row> row(String path) {
    return Optional.ofNullable(rows.get(path));
  }

  /** The same log, with the calls that were made before a run began or after it ended as strays. */
  CallLog ofRun(Instant from, Instant to) {
    SortedSet<String> outside = new TreeSet<>();
    for (Row row : rows.values()) {
      if (row.startedAt().filter(at -> at.isBefore(from) || at.isAfter(to)).isPresent()) {
        outside.add(row.path());
      }
    }
    return new CallLog(rows, outside);
  }

  /** The sizes of the answers, in bytes. */
  Map<String, Long> sizes() {
    Map<String, Long> sizes = new HashMap<>();
    rows.values().stream().filter(r -> r.bytes() >= 0).forEach(r -> sizes.put(r.path(), r.bytes()));
    return sizes;
  }

  /**
   * Reads the log.
   *
   * @throws InputException with every faulty line
   */
  static CallLog parse(String text) {
    List<Problem> problems = new ArrayList<>();
    Map<String, Row> rows = new HashMap<>();
    String[] lines = text.split("\n", -1);
    if (!List.of(lines[0].split("\t", -1)).equals(HEADER)) {
      problems.add(
          new Problem(
              at(1),
              "is not the header of format assay-snapshot/1",
              "it is tab separated: `" + String.join(" ", HEADER) + "`"));
      throw new InputException(InputException.Kind.REJECTED, problems);
    }
    for (int i = 1; i < lines.length; i++) {
      if (!lines[i].isEmpty()) {
        read(i + 1, lines[i].split("\t", -1), rows, problems);
      }
    }
    if (!problems.isEmpty()) {
      throw new InputException(InputException.Kind.REJECTED, problems);
    }
    return new CallLog(Map.copyOf(rows), new TreeSet<>());
  }

  private static void read(
      int line, String[] cells, Map<String, Row> rows, List<Problem> problems) {
    String cure = "collect again; this file is not to be edited by hand";
    if (cells.length != HEADER.size()) {
      problems.add(
          new Problem(
              at(line), "has " + cells.length + " columns, expected " + HEADER.size(), cure));
      return;
    }
    String path = unescape(cells[0]);
    if (path.equals("-")) {
      return;
    }
    String status = cells[6];
    if (!STATUSES.contains(status)) {
      problems.add(new Problem(at(line), "status `" + status + "` is not of the format", cure));
    }
    if (!CODE.matcher(cells[5]).matches() || !SIZE.matcher(cells[10]).matches()) {
      problems.add(
          new Problem(
              at(line), "rc `" + cells[5] + "` or bytes `" + cells[10] + "` is no number", cure));
      return;
    }
    int rc = cells[5].equals("-") ? -1 : Integer.parseInt(cells[5]);
    long bytes = cells[10].equals("-") ? -1 : Long.parseLong(cells[10]);
    Optional<Instant> started = Optional.ofNullable(Json.parse(cells[8]));
    Row row =
        new Row(line, path, cells[1], cells[2], cells[3], rc, status, cells[7], started, bytes);
    Row before = rows.put(path, row);
    if (before != null) {
      problems.add(
          new Problem(at(line), "`" + path + "` has a line already, line " + before.line(), cure));
    }
  }

  private static String at(int line) {
    return FILE + " line " + line;
  }

  /** Undoes the format's four escapes; left to right, so that an escaped backslash stays one. */
  private static String unescape(String cell) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      if (c != '\\' || i + 1 == cell.length()) {
        out.append(c);
        continue;
      }
      i++;
      int escape = "tnr\\".indexOf(cell.charAt(i));
      out.append(escape < 0 ? "\\" + cell.charAt(i) : "\t\n\r\\".charAt(escape));
    }
    return out.toString();
  }
}
