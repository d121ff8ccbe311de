package dev.assay.snapshot;

import dev.assay.InputException;
import dev.assay.aws.Call;
import dev.assay.aws.CredentialReport;
import dev.assay.aws.CredentialReport.AccessKey;
import dev.assay.aws.CredentialReport.Row;
import dev.assay.aws.Evidence;
import dev.assay.aws.Gap;
import dev.assay.aws.Request;
import dev.assay.aws.Source;
import dev.assay.text.Text;
import dev.assay.text.TextReader;
import dev.assay.text.UnreadableException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The credential report, from the CLI's base64 answer or the decoded CSV beside it (IAM User Guide,
 * "Getting credential reports for your AWS account": columns, values, time formats).
 */
public final class CredentialReportReader {

  static final String CSV = "global/iam/credential-report.csv";
  static final String ROOT = "<root_account>";

  private static final Request REQUEST = Request.of(Call.GET_CREDENTIAL_REPORT);

  /** How much later than an answer its dates may be: the collector's clock may be off. */
  static final Duration CLOCKS = Duration.ofDays(1);

  /** What AWS writes where there is no value. */
  private static final Set<String> NO_VALUE = Set.of("N/A", "no_information", "not_supported");

  /** How {@code user,} starts in base64; the rest tells it from a name of a column. */
  private static final Pattern BASE64 = Pattern.compile("dXNlci[A-Za-z0-9+/]{40,}+=*");

  private CredentialReportReader() {}

  /**
   * The report, from whichever form is there.
   *
   * @param taken the snapshot's own time, as far as it does not come from the report
   * @throws InputException when both forms are there, both whole, and differ
   */
  static Evidence<CredentialReport> read(Calls calls, Optional<Instant> taken) {
    Evidence<Json> answer = calls.answer(REQUEST);
    boolean csv = calls.offers(CSV);
    if (!csv) {
      return answer.then(a -> fromAnswer(a, content(a), taken));
    }
    if (answer.isLost()) {
      return calls.has(REQUEST.path()) || calls.isLogged()
          ? answer.map(a -> null)
          : alone(calls, fromCsv(csv(calls), taken));
    }
    return answer.then(a -> fromBoth(calls, a, taken));
  }

  private static Evidence<CredentialReport> alone(Calls calls, Evidence<CredentialReport> csv) {
    calls.brought(REQUEST, csv);
    return csv;
  }

  private static Evidence<CredentialReport> fromAnswer(
      Json answer, Evidence<String> content, Optional<Instant> taken) {
    String place = answer.source().file();
    return content.then(
        text ->
            parse(
                text, Source.json(place, "/Content"), answer.at("GeneratedTime").instant(), taken));
  }

  private static Evidence<String> csv(Calls calls) {
    try {
      return Evidence.present(calls.text(CSV, TextReader::rest), Source.json(CSV, ""));
    } catch (UnreadableException e) {
      return Calls.lost(REQUEST, CSV, e.getMessage());
    }
  }

  private static Evidence<CredentialReport> fromCsv(Evidence<String> csv, Optional<Instant> taken) {
    Source file = Source.json(CSV, "");
    return csv.then(text -> parse(text, file, Evidence.absent(Json.NOT_SET, file), taken));
  }

  private static Evidence<CredentialReport> fromBoth(
      Calls calls, Json answer, Optional<Instant> taken) {
    Evidence<String> content = content(answer);
    Evidence<String> text = csv(calls);
    Evidence<CredentialReport> plain = fromCsv(text, taken);
    boolean same =
        content
            .then(inside -> text.map(csv -> lines(inside).equals(lines(csv))))
            .fold((equal, source) -> equal, (code, source) -> false, gap -> false);
    if (plain.isLost() || !same) {
      Evidence<CredentialReport> decoded = fromAnswer(answer, content, taken);
      if (decoded.isLost()) {
        return decoded;
      }
    }
    if (plain.isLost()) {
      return plain;
    }
    if (!same) {
      if (lines(content.value()).startsWith(lines(text.value()))) {
        return Calls.lost(REQUEST, CSV, "is cut off: " + REQUEST.path() + " has the whole report");
      }
      throw InputException.rejected(
          CSV,
          "is not the report inside " + REQUEST.path(),
          "hand over the files of one collection; delete the one that does not belong");
    }
    Evidence<Instant> generated = answer.at("GeneratedTime").instant();
    return plain.map(report -> new CredentialReport(generated, report.root(), report.users()));
  }

  /** Line ends and a last one do not make a report another one. */
  private static String lines(String text) {
    return text.replace("\r\n", "\n").stripTrailing();
  }

  private static Evidence<String> content(Json answer) {
    Json content = answer.need("Content");
    return content
        .text()
        .then(
            base64 -> {
              try {
                byte[] bytes = Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
                return Evidence.present(Text.decode(bytes), content.source());
              } catch (IllegalArgumentException e) {
                return content.lost("is not base64");
              } catch (UnreadableException e) {
                return content.lost(e.getMessage());
              }
            });
  }

  private static Evidence<CredentialReport> parse(
      String text, Source file, Evidence<Instant> generatedAt, Optional<Instant> taken) {
    Optional<Instant> latest =
        Stream.concat(generatedAt.stream(), taken.stream())
            .min(Instant::compareTo)
            .map(at -> at.plus(CLOCKS));
    List<Line> lines;
    try {
      lines = lines(text, file, latest);
    } catch (UnreadableException e) {
      return Calls.lost(REQUEST, file.toString(), e.getMessage());
    }
    List<Row> users = new ArrayList<>();
    Evidence<Row> root = Calls.lost(REQUEST, file.toString(), "has no `" + ROOT + "` row");
    Set<String> names = new HashSet<>();
    for (Line line : lines) {
      Row row = row(line);
      if (!names.add(row.name())) {
        return Calls.lost(
            REQUEST, line.source.toString(), "is a second row of `" + row.name() + "`");
      }
      if (row.name().equals(ROOT)) {
        root = Evidence.present(row, line.source);
      } else {
        users.add(row);
      }
    }
    return Evidence.present(new CredentialReport(generatedAt, root, users), file);
  }

  /** Splits the text into rows of cells by header name. */
  private static List<Line> lines(String text, Source file, Optional<Instant> latest)
      throws UnreadableException {
    if (text.isBlank()) {
      throw new UnreadableException("is empty; did the call fail?");
    }
    AwsError error = text.startsWith("user,") ? null : AwsError.in(text).orElse(null);
    if (error != null) {
      throw new UnreadableException("holds the error text " + error.code());
    }
    if (text.indexOf('\0') >= 0) {
      throw new UnreadableException("has a NUL character at offset " + text.indexOf('\0'));
    }
    List<Line> lines = new ArrayList<>();
    List<String> header = null;
    CSVFormat format = CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get();
    long number = 1;
    try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
      for (CSVRecord record : parser) {
        List<String> cells = record.toList();
        Source place = new Source(file.file(), file.pointer(), Math.toIntExact(number), "");
        if (header == null) {
          header = header(cells);
        } else if (cells.size() > 1 || !cells.get(0).isBlank()) {
          lines.add(Line.of(header, cells, place, latest));
        }
        number++;
      }
    } catch (UnreadableException e) {
      throw e;
    } catch (IOException | UncheckedIOException | IllegalStateException e) {
      throw new UnreadableException("has a broken quote near line " + number);
    }
    if (lines.isEmpty()) {
      throw new UnreadableException("has a header but no rows");
    }
    return lines;
  }

  private static List<String> header(List<String> cells) throws UnreadableException {
    if (cells.size() == 1 && BASE64.matcher(cells.get(0)).matches()) {
      throw new UnreadableException("is base64 text; decode it, as `base64 --decode` does");
    }
    for (String name : List.of("user", "arn")) {
      if (!cells.contains(name)) {
        throw new UnreadableException(
            "is no credential report: line 1 has no column `" + name + "`");
      }
    }
    Set<String> seen = new HashSet<>();
    for (String name : cells) {
      if (!seen.add(name)) {
        throw new UnreadableException("has the column `" + name + "` twice");
      }
    }
    return cells;
  }

  /**
   * The cells of a row; those of a name with commas that no quotes hold together are put together.
   */
  public static List<String> cells(List<String> header, List<String> fields) {
    int user = header.indexOf("user");
    int arn = header.indexOf("arn");
    List<String> cells = new ArrayList<>(fields);
    if (fields.size() > header.size() && user >= 0 && arn == user + 1) {
      Line.rejoin(cells, user, header.size() - arn - 1);
    }
    return cells;
  }

  private static Row row(Line line) {
    return new Row(
        line.name,
        line.arn,
        line.source,
        line.date("user_creation_time"),
        line.flag("password_enabled"),
        line.date("password_last_used"),
        line.date("password_last_changed"),
        line.flag("mfa_active"),
        List.of(key(line, "access_key_1"), key(line, "access_key_2")));
  }

  private static AccessKey key(Line line, String slot) {
    return new AccessKey(
        slot,
        line.flag(slot + "_active"),
        line.date(slot + "_last_rotated"),
        line.date(slot + "_last_used_date"));
  }

  /**
   * A row whose values cannot be read.
   *
   * @param cause why, one line
   */
  static Row lostRow(String name, String arn, Source source, String cause) {
    return row(new Line(name, arn, source, Map.of(), Optional.empty(), Optional.of(cause)));
  }

  /** One row: its cells by column, or the reason why they cannot be told apart. */
  private record Line(
      String name,
      String arn,
      Source source,
      Map<String, String> cells,
      Optional<Instant> latest,
      Optional<String> fault) {

    static Line of(
        List<String> header, List<String> fields, Source source, Optional<Instant> latest) {
      int user = header.indexOf("user");
      int arn = header.indexOf("arn");
      List<String> cells = CredentialReportReader.cells(header, fields);
      if (cells.size() != header.size()) {
        String cause = source + " has " + fields.size() + " columns, expected " + header.size();
        String name = user < cells.size() ? cells.get(user) : "line " + source.line();
        return new Line(
            name,
            arn < cells.size() ? cells.get(arn) : name,
            source,
            Map.of(),
            latest,
            Optional.of(cause));
      }
      Map<String, String> byName = new HashMap<>();
      for (int i = 0; i < header.size(); i++) {
        byName.put(header.get(i), cells.get(i));
      }
      return new Line(cells.get(user), cells.get(arn), source, byName, latest, Optional.empty());
    }

    /**
     * IAM names may hold commas, and so the ARN that ends with the name; not every writer quotes
     * them. The ARN shows where the name ends, and the columns behind it where it ends itself.
     */
    private static void rejoin(List<String> cells, int user, int behind) {
      int start = user + 1;
      while (start < cells.size() && !cells.get(start).startsWith("arn:")) {
        start++;
      }
      int end = cells.size() - behind;
      if (start >= end) {
        return;
      }
      String name = String.join(",", cells.subList(user, start));
      String arn = String.join(",", cells.subList(start, end));
      if (arn.endsWith("/" + name)) {
        cells.subList(user, end).clear();
        cells.addAll(user, List.of(name, arn));
      }
    }

    Evidence<Boolean> flag(String column) {
      return cell(
          column,
          "true or false",
          text ->
              switch (text.toLowerCase(Locale.ROOT)) {
                case "true" -> Boolean.TRUE;
                case "false" -> Boolean.FALSE;
                default -> null;
              });
    }

    Evidence<Instant> date(String column) {
      Evidence<Instant> date = cell(column, "a timestamp with an offset", Json::parse);
      return date.then(
          at -> {
            if (latest.filter(at::isAfter).isEmpty()) {
              return date;
            }
            Source place = source.column(column);
            return lost(place, place + " is `" + at + "`, after the report was made");
          });
    }

    private <T> Evidence<T> cell(
        String column, String expected, java.util.function.Function<String, T> convert) {
      Source place = source.column(column);
      if (fault.isPresent()) {
        return lost(place, fault.get());
      }
      String text = cells.get(column);
      if (text == null) {
        return lost(place, source.file() + " has no column `" + column + "`");
      }
      if (NO_VALUE.contains(text)) {
        return Evidence.absent(text, place);
      }
      T value = convert.apply(text);
      return value == null
          ? lost(place, place + " is `" + text + "`, expected " + expected)
          : Evidence.present(value, place);
    }

    private static <T> Evidence<T> lost(Source place, String cause) {
      return Evidence.lost(new Gap(Gap.Kind.MISSING, REQUEST, place, cause));
    }
  }
}
