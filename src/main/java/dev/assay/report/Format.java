package dev.assay.report;

import java.util.Locale;

/**
 * How a report can be written. A format is a constant and a line here, and a writer of its own,
 * which is loaded only when it is asked for.
 */
public enum Format {
  /** Text for people. */
  TABLE("text for people"),
  /** Trivy's JSON. */
  JSON("Trivy's JSON"),
  /** One page for people, with everything in it. */
  HTML("one page with all evidence, for people"),
  /** The report itself, for `convert` and `diff`. */
  NATIVE("the whole report, for `convert`"),
  /** Rows: controls, or findings. */
  CSV("rows for a spreadsheet"),
  /** Controls as test cases. */
  JUNIT("JUnit's XML, for CI systems"),
  /** Static analysis results; the summary leaves out what needs nobody's attention. */
  SARIF("SARIF 2.1.0; `--report summary` for GitHub, which alerts on passes too"),
  /** Events. */
  OCSF("OCSF 1.3.0 Compliance Findings, one a line"),
  /** A comment for a pull request or an issue. */
  MARKDOWN("for a pull request or an issue");

  /** How much of a report is wanted; a format without a choice says the same for both. */
  public enum Detail {
    /** A line a control. */
    SUMMARY,
    /** Every finding. */
    ALL;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final String what;

  Format(String what) {
    this.what = what;
  }

  /** As command lines have it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** One line about it. */
  public String what() {
    return what;
  }

  /** How names of files in it end. */
  public String extension() {
    return switch (this) {
      case TABLE -> "txt";
      case NATIVE -> "native.json";
      case JUNIT -> "junit.xml";
      case OCSF -> "ocsf.jsonl";
      case MARKDOWN -> "md";
      case JSON, HTML, CSV, SARIF -> toString();
    };
  }

  /** Whether it shows the places where values were read, and so their lines. */
  public boolean showsPlaces(Detail detail) {
    return switch (this) {
      case TABLE -> detail == Detail.ALL;
      case JSON -> false;
      default -> true;
    };
  }

  /** The report in this format. */
  public String write(Report report, Detail detail) {
    return write(report, detail, Style.PLAIN);
  }

  /** The report in this format; a format for programs knows no style. */
  public String write(Report report, Detail detail, Style style) {
    boolean all = detail == Detail.ALL;
    return switch (this) {
      case TABLE -> all ? TableReport.all(report, style) : TableReport.summary(report, style);
      case JSON -> all ? JsonReport.all(report) : JsonReport.summary(report);
      case HTML -> HtmlReport.write(report);
      case NATIVE -> NativeReport.write(report);
      case CSV -> all ? CsvReport.all(report) : CsvReport.summary(report);
      case JUNIT -> JunitReport.write(report);
      case SARIF -> all ? SarifReport.all(report) : SarifReport.summary(report);
      case OCSF -> OcsfReport.write(report);
      case MARKDOWN -> all ? MarkdownReport.all(report) : MarkdownReport.summary(report);
    };
  }
}
