package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.assay.report.Format.Detail;
import dev.assay.report.Report.Control;
import dev.assay.testing.Sample;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CsvReportTest {

  private static List<CSVRecord> read(String csv) {
    return read(csv, CSVFormat.RFC4180);
  }

  private static List<CSVRecord> read(String csv, CSVFormat format) {
    assertThat(csv).startsWith("\uFEFFFramework,Account,").endsWith("\r\n");
    try {
      return format
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .get()
          .parse(new StringReader(csv.substring(1)))
          .getRecords();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static Stream<Sample> samples() {
    return Sample.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void every_control_has_a_row_and_every_finding(Sample sample) {
    Report report = Made.report(sample, "cis-aws-1.1");
    List<CSVRecord> controls = read(CsvReport.summary(report));
    List<CSVRecord> findings = read(CsvReport.all(report));

    assertThat(controls)
        .extracting(row -> row.get("Control"), row -> row.get("Status"))
        .containsExactlyElementsOf(
            report.controls().stream().map(c -> tuple(label(c), c.status().name())).toList());
    assertThat(findings)
        .extracting(row -> row.get("Fingerprint"))
        .containsExactlyElementsOf(
            report.controls().stream()
                .flatMap(
                    c ->
                        c.findings().isEmpty()
                            ? Stream.of("")
                            : c.findings().stream().map(Report.Finding::fingerprint))
                .toList());
    assertThat(findings).allMatch(CSVRecord::isConsistent);
  }

  private static String label(Control control) {
    return control.id() + " " + control.name();
  }

  @Test
  void the_lines_of_the_evidence_belong_together() {
    Sample messy = Sample.all().filter(s -> s.name().equals("messy")).findFirst().orElseThrow();
    CSVRecord root = read(CsvReport.all(Made.report(messy, "cis-aws-1.1"))).get(0);

    assertThat(root.get("Control")).isEqualTo("1.1 Root is not used for everyday work");
    assertThat(root.get("Causes")).isEqualTo("password\naccess_key_1");
    assertThat(root.get("EvidenceFile"))
        .isEqualTo("global/iam/credential-report.csv\nglobal/iam/credential-report.csv");
    assertThat(root.get("EvidenceLine")).isEqualTo("2\n2");
    assertThat(root.get("EvidenceColumn"))
        .isEqualTo("password_last_used\naccess_key_1_last_used_date");
    assertThat(root.get("EvidenceValue")).isEqualTo("2026-05-02T09:48:10Z\n2026-06-30T07:12:00Z");
  }

  @ParameterizedTest
  @EnumSource
  void no_cell_calculates(Detail detail) {
    for (String text : Hostile.texts().toList()) {
      assertNoCellCalculates(Format.CSV.write(Hostile.report(text), detail));
    }
  }

  /** As a spreadsheet splits it that was told of commas, and as one that knows semicolons only. */
  static void assertNoCellCalculates(String csv) {
    assertThat(read(csv)).isNotEmpty().allMatch(CSVRecord::isConsistent);
    Stream<String> byComma = read(csv).stream().flatMap(CSVRecord::stream);
    Stream<String> bySemicolon = csv.lines().flatMap(line -> Stream.of(line.split("[;,]")));
    assertThat(Stream.concat(byComma, bySemicolon).flatMap(String::lines))
        .noneMatch(cell -> cell.matches("[\\p{Z}\\s\"']*[=+\\-@＝＋－＠].*") && !neutral(cell));
  }

  private static boolean neutral(String cell) {
    return cell.matches("\"?'.*");
  }

  @Test
  void waivers_and_counts_have_their_columns() {
    Report full = Hostile.report("x");
    CSVRecord row = read(CsvReport.summary(full)).get(2);

    assertThat(row.toMap())
        .containsEntry("Framework", "x")
        .containsEntry("Status", "FAIL")
        .containsEntry("Issues", "1")
        .containsEntry("Failed", "1")
        .containsEntry("Waived", "5")
        .containsEntry("UnknownBecause", "x");
    assertThat(read(CsvReport.all(full)).get(1).toMap())
        .containsEntry("Waiver", "x")
        .containsEntry("WaiverReason", "waived by x, x until the end of 2024-05-31: x")
        .containsEntry("WaiverExpires", "2024-05-31");
  }
}
