package dev.assay.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A table drawn with box characters, as Trivy draws its own. */
public final class Box {

  /** Where a cell's text goes; a header is always in the centre. */
  public enum Align {
    LEFT,
    CENTRE
  }

  /**
   * A column.
   *
   * @param paint changes how a cell looks, not how wide it is
   */
  public record Column(String header, Align align, UnaryOperator<String> paint) {
    public Column(String header, Align align) {
      this(header, align, UnaryOperator.identity());
    }

    Column heading() {
      return new Column(header, Align.CENTRE);
    }
  }

  /** Longer cells go on in the next line, broken at a space. */
  private static final int WIDEST = 60;

  private Box() {}

  /** Draws the table; every cell must be free of line ends. */
  public static String draw(List<Column> columns, List<List<String>> rows) {
    List<List<List<String>>> wrapped =
        rows.stream().map(row -> row.stream().map(Box::wrap).toList()).toList();
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = length(columns.get(i).header());
      for (List<List<String>> row : wrapped) {
        for (String line : row.get(i)) {
          widths[i] = Math.max(widths[i], length(line));
        }
      }
    }
    StringBuilder out = new StringBuilder();
    rule(out, widths, "┌┬┐");
    List<Column> headings = columns.stream().map(Column::heading).toList();
    line(out, columns.stream().map(Column::header).toList(), headings, widths);
    rule(out, widths, "├┼┤");
    for (List<List<String>> row : wrapped) {
      int height = row.stream().mapToInt(List::size).max().orElse(1);
      for (int n = 0; n < height; n++) {
        int at = n;
        line(out, row.stream().map(c -> at < c.size() ? c.get(at) : "").toList(), columns, widths);
      }
    }
    rule(out, widths, "└┴┘");
    return out.toString();
  }

  private static void rule(StringBuilder out, int[] widths, String corners) {
    out.append(corners.charAt(0));
    for (int i = 0; i < widths.length; i++) {
      out.append("─".repeat(widths[i] + 2)).append(corners.charAt(i < widths.length - 1 ? 1 : 2));
    }
    out.append('\n');
  }

  private static void line(
      StringBuilder out, List<String> cells, List<Column> columns, int[] widths) {
    out.append('│');
    for (int i = 0; i < widths.length; i++) {
      Column column = columns.get(i);
      int space = widths[i] - length(cells.get(i));
      int left = column.align() == Align.CENTRE ? space / 2 : 0;
      out.append(" ".repeat(left + 1)).append(column.paint().apply(cells.get(i)));
      out.append(" ".repeat(space - left + 1)).append('│');
    }
    out.append('\n');
  }

  private static List<String> wrap(String cell) {
    List<String> lines = new ArrayList<>();
    String rest = cell;
    while (length(rest) > WIDEST) {
      int limit = rest.offsetByCodePoints(0, WIDEST);
      int space = rest.lastIndexOf(' ', limit);
      int end = space > 0 ? space : limit;
      lines.add(rest.substring(0, end));
      rest = rest.substring(end).stripLeading();
    }
    lines.add(rest);
    return lines;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
