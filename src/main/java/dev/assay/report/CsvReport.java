package dev.assay.report;

import static dev.assay.report.Rows.cells;
import static dev.assay.report.Rows.lines;

import dev.assay.aws.Source;
import dev.assay.check.Reading;
import dev.assay.check.Status;
import dev.assay.evaluate.ControlStatus;
import dev.assay.report.Report.Cause;
import dev.assay.report.Report.Control;
import dev.assay.report.Report.Finding;
import dev.assay.report.Report.Gap;
import dev.assay.spec.Waiver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Rows for a spreadsheet: one a control, or one a finding. The lines of the evidence columns belong
 * together.
 */
final class CsvReport {

  private static final List<String> CONTROL =
      List.of(
          "Framework",
          "Account",
          "AsOf",
          "Snapshot",
          "Integrity",
          "Section",
          "Control",
          "Level",
          "Scored",
          "Severity",
          "Status",
          "DecidedBy",
          "Issues");

  private static final List<String> COUNTS =
      List.of(
          "Failed",
          "Unknown",
          "Manual",
          "Passed",
          "Waived",
          "UnknownBecause",
          "Attested",
          "WaivedBecause");

  private static final List<String> FINDING =
      List.of(
          "Check",
          "Finding",
          "ResourceType",
          "Resource",
          "Part",
          "Region",
          "Message",
          "Causes",
          "EvidenceFile",
          "EvidencePointer",
          "EvidenceLine",
          "EvidenceColumn",
          "EvidenceValue",
          "Cure",
          "Waiver",
          "WaiverReason",
          "WaiverExpires",
          "Attestation",
          "Fingerprint");

  private CsvReport() {}

  /** One row a control, in spec order. */
  static String summary(Report report) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row(CONTROL, COUNTS));
    for (Control control : report.controls()) {
      rows.add(row(control(report, control), counts(report, control)));
    }
    return Rows.csv(rows);
  }

  /** One row a finding, whatever its status; one for a control that has none. */
  static String all(Report report) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row(CONTROL, FINDING));
    for (Control control : report.controls()) {
      List<String> start = control(report, control);
      if (control.findings().isEmpty()) {
        rows.add(row(start, Collections.nCopies(FINDING.size(), "")));
      }
      control.findings().forEach(f -> rows.add(row(start, finding(report, control, f))));
    }
    return Rows.csv(rows);
  }

  private static List<String> control(Report report, Control control) {
    ControlStatus status = control.status();
    boolean decided = status == ControlStatus.PASS || status == ControlStatus.FAIL;
    return cells(
        report.spec().name(),
        Facts.account(report),
        report.asOf().toString(),
        "sha256:" + report.snapshot().digest(),
        report.snapshot().integrity(),
        control.section(),
        control.id() + " " + control.name(),
        control.level() == 0 ? "" : Integer.toString(control.level()),
        control.scored() ? "yes" : "no",
        control.severity(),
        status.name(),
        control.decidedBy().word(),
        decided ? Integer.toString(control.issues()) : "");
  }

  private static List<String> counts(Report report, Control control) {
    List<String> numbers =
        cells(
            Integer.toString(control.counted(Status.FAIL).size()),
            Integer.toString(control.counted(Status.UNKNOWN).size()),
            Integer.toString(control.counted(Status.MANUAL).size()),
            Integer.toString(control.counted(Status.PASS).size()),
            Integer.toString(control.waived()));
    String unknownBecause = lines(control.unknownBecause(), text -> text);
    String attested = lines(report.attestations(control), Facts::attested);
    String waived = lines(report.waivers(control.waivers()), Facts::waived);
    return row(numbers, List.of(unknownBecause, attested, waived));
  }

  private static List<String> finding(Report report, Control control, Finding finding) {
    List<String> what =
        cells(
            control.check(finding).name(),
            finding.status().name(),
            finding.resource().type(),
            finding.resource().id(),
            finding.resource().part(),
            finding.region(),
            finding.message());
    List<Reading> read = new ArrayList<>(finding.evidence());
    finding.gaps().forEach(gap -> read.add(new Reading(gap.place(), gap.cause())));
    List<String> why =
        List.of(
            lines(finding.deciding(), Cause::key),
            lines(read, reading -> reading.source().file()),
            lines(read, reading -> reading.source().pointer()),
            lines(read, reading -> line(reading.source())),
            lines(read, reading -> reading.source().column()),
            lines(read, Reading::value),
            lines(finding.gaps().stream().distinct().toList(), Gap::cure));
    List<Waiver> waivers = report.waivers(finding.waivers());
    List<String> persons =
        List.of(
            lines(finding.waivers(), id -> id),
            lines(waivers, Facts::waived),
            lines(waivers, waiver -> waiver.expires().toString()));
    return Stream.of(what, why, persons, cells(finding.attestation(), finding.fingerprint()))
        .flatMap(List::stream)
        .toList();
  }

  private static String line(Source source) {
    return source.line() == 0 ? "" : Integer.toString(source.line());
  }

  private static List<String> row(List<String> start, List<String> rest) {
    return Stream.concat(start.stream(), rest.stream()).toList();
  }
}
