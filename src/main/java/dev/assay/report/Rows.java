package dev.assay.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;

/**
 * Rows for a spreadsheet (RFC 4180).
 *
 * <p>The file begins with a byte order mark: without it Excel takes UTF-8 for something else. Every
 * cell passes {@link Escape#csv}, which keeps spreadsheets from calculating. No id may stand alone
 * in a cell, since a spreadsheet would make {@code 1.1} or a date of control {@code 1.10}, and drop
 * the zeros that an account number begins with. A cell with several values has a line for each.
 */
public final class Rows {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private Rows() {}

  /** Cells of one value each. */
  public static List<String> cells(String... texts) {
    return Stream.of(texts).map(Escape::csv).toList();
  }

  /** A cell with a line for each value. */
  public static <T> String lines(List<T> values, Function<T, String> text) {
    return values.stream().map(text).map(Escape::csv).collect(Collectors.joining("\n"));
  }

  /** A whole file; the first row has the headings. */
  public static String csv(List<List<String>> rows) {
    StringBuilder out = new StringBuilder(BYTE_ORDER_MARK);
    try {
      for (List<String> row : rows) {
        CSVFormat.RFC4180.printRecord(out, row.toArray());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }
}
