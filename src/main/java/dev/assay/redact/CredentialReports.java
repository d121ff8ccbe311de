package dev.assay.redact;

import dev.assay.snapshot.CredentialReportReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Credential reports: users and what belongs to them are replaced, dates and flags are kept. */
final class CredentialReports {

  static final String UNREADABLE = "(unreadable, redacted)\n";

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get();

  private static final Pattern COLUMN = Pattern.compile("[a-z][a-z0-9_]{1,60}");
  private static final Pattern FLAG =
      Pattern.compile("(?i)true|false|N/A|no_information|not_supported|<root_account>");
  private static final Pattern SERVICE = Pattern.compile("[a-z][a-z0-9-]{1,40}");

  private final Names names;

  CredentialReports(Names names) {
    this.names = names;
  }

  /** The same report about other users. */
  String redact(String text) {
    StringBuilder out = new StringBuilder();
    try (CSVParser parser = CSVParser.parse(new StringReader(text), FORMAT)) {
      List<String> header = null;
      for (CSVRecord record : parser) {
        List<String> cells = record.toList();
        if (header == null) {
          header = cells;
          out.append(
              line(
                  cells.stream()
                      .map(c -> COLUMN.matcher(c).matches() ? c : names.redact(c))
                      .toList()));
        } else if (cells.size() == 1 && cells.get(0).isBlank()) {
          out.append('\n');
        } else {
          out.append(line(row(header, CredentialReportReader.cells(header, cells))));
        }
      }
    } catch (IOException | UncheckedIOException | IllegalStateException e) {
      return UNREADABLE;
    }
    return out.toString();
  }

  private static String line(List<String> cells) {
    return FORMAT.format(cells.toArray()) + "\n";
  }

  private List<String> row(List<String> header, List<String> cells) {
    List<String> row = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      String column = i < header.size() ? header.get(i) : "";
      boolean named = column.equals("user") || column.equals("arn");
      boolean kept =
          FLAG.matcher(cell).matches()
              || !named && Names.isTime(cell)
              || column.endsWith("_service") && SERVICE.matcher(cell).matches();
      row.add(kept ? cell : names.redact(cell));
    }
    return row;
  }
}
