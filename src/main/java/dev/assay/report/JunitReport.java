package dev.assay.report;

import static dev.assay.report.Escape.terminal;

import dev.assay.check.Reading;
import dev.assay.check.Status;
import dev.assay.evaluate.ControlStatus;
import dev.assay.report.Report.Check;
import dev.assay.report.Report.Control;
import dev.assay.report.Report.Finding;
import dev.assay.report.Report.Gap;
import dev.assay.spec.Attestation;
import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * JUnit's XML, which every CI system shows: a test suite a section, a test case a control. A test
 * case a finding would come and go with the resources, and lose its history.
 *
 * <p>FAIL is a failure and UNKNOWN an error; MANUAL, WAIVED and NOT_APPLICABLE are skipped. No test
 * takes time, and all ran at as-of, in UTC.
 *
 * <p>XML 1.0 cannot hold most control characters, and the writer of the JDK does not mind: every
 * string passes {@link Escape#terminal} first.
 */
final class JunitReport {

  private static final String INDENT = "  ";

  private final Report report;
  private final XMLStreamWriter xml;

  private JunitReport(Report report, XMLStreamWriter xml) {
    this.report = report;
    this.xml = xml;
  }

  /** Every control, in spec order within its section. */
  static String write(Report report) {
    StringWriter out = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
      new JunitReport(report, xml).suites();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e); // memory takes whatever is written
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + out + "\n";
  }

  private void suites() throws XMLStreamException {
    Map<String, List<Control>> sections = new LinkedHashMap<>();
    for (Control control : report.controls()) {
      String name = control.section().isEmpty() ? report.spec().title() : control.section();
      sections.computeIfAbsent(name, none -> new ArrayList<>()).add(control);
    }
    start(0, "testsuites");
    attribute("name", report.spec().title());
    counts(report.controls());
    Fingerprint.Names names = new Fingerprint.Names();
    for (Map.Entry<String, List<Control>> section : sections.entrySet()) {
      suite(section.getKey(), section.getValue(), names);
    }
    end(0);
  }

  private void suite(String name, List<Control> controls, Fingerprint.Names names)
      throws XMLStreamException {
    start(1, "testsuite");
    attribute("name", name);
    counts(controls);
    attribute("skipped", count(controls, "skipped"));
    attribute(
        "timestamp",
        report.asOf().truncatedTo(ChronoUnit.SECONDS).toString().replaceFirst("Z$", ""));
    start(2, "properties");
    property("account", Facts.account(report));
    property("as of", Facts.asOf(report));
    property("snapshot", "sha256:" + report.snapshot().digest());
    property("integrity", report.snapshot().integrity());
    property("spec", report.spec().source() + " sha256:" + report.spec().sha256());
    property("score of all", Facts.score(report.score().all()));
    property("decided of all", Facts.decided(report));
    end(2);
    for (Control control : controls) {
      test(name, control, names);
    }
    end(1);
  }

  private void counts(List<Control> controls) throws XMLStreamException {
    attribute("tests", Integer.toString(controls.size()));
    attribute("failures", count(controls, "failure"));
    attribute("errors", count(controls, "error"));
    attribute("time", "0");
  }

  private static String count(List<Control> controls, String element) {
    return Long.toString(
        controls.stream().filter(control -> element(control.status()).equals(element)).count());
  }

  /** What a test case of this status holds; empty when it passed. */
  private static String element(ControlStatus status) {
    return switch (status) {
      case PASS -> "";
      case FAIL -> "failure";
      case UNKNOWN -> "error";
      case MANUAL, WAIVED, NOT_APPLICABLE -> "skipped";
    };
  }

  private void test(String suite, Control control, Fingerprint.Names names)
      throws XMLStreamException {
    start(2, "testcase");
    attribute("classname", report.spec().title() + "." + suite);
    attribute("name", names.unique(control.id() + " " + control.name()));
    attribute("time", "0");
    String element = element(control.status());
    if (!element.isEmpty()) {
      start(3, element);
      List<String> lines = lines(control);
      attribute("message", message(control, lines));
      if (!element.equals("skipped")) {
        attribute("type", control.status().name());
      }
      for (String line : lines) {
        xml.writeCharacters("\n" + terminal(line));
      }
      end(3);
    }
    end(2);
  }

  private static String message(Control control, List<String> lines) {
    return switch (control.status()) {
      case FAIL -> control.issues() == 1 ? "1 issue" : control.issues() + " issues";
      case UNKNOWN -> "UNKNOWN: " + String.join("; ", control.unknownBecause());
      default -> lines.isEmpty() ? control.status().name() : lines.get(0);
    };
  }

  /** What there is to say of a control that did not pass, worst first. */
  private List<String> lines(Control control) {
    List<String> lines = new ArrayList<>();
    for (Status status : List.of(Status.FAIL, Status.UNKNOWN, Status.MANUAL)) {
      for (Finding finding : control.counted(status)) {
        lines.add(status + ": " + finding.resource() + ": " + finding.message());
        for (Reading reading : finding.evidence()) {
          String read = reading.value().isEmpty() ? "looked" : "read " + reading.value();
          lines.add(INDENT + read + " at " + reading.source());
        }
        finding.gaps().stream().distinct().map(Gap::cure).forEach(c -> lines.add(INDENT + c));
      }
    }
    for (String id : control.waivers()) {
      lines.add("WAIVED: " + Facts.waived(report.waiver(id)));
      for (Finding finding : control.waived(id)) {
        lines.add(INDENT + finding.status() + ": " + finding.resource() + ": " + finding.message());
      }
    }
    for (Attestation said : report.attestations(control)) {
      lines.add("ATTESTED: " + Facts.attested(said));
    }
    if (lines.isEmpty() && control.status() == ControlStatus.MANUAL) {
      lines.add("MANUAL: no data decides this; a person has to");
    }
    control.checks().stream()
        .map(Check::remedy)
        .filter(remedy -> !remedy.isEmpty() && control.status() == ControlStatus.FAIL)
        .distinct()
        .forEach(remedy -> lines.add("Remedy: " + remedy));
    return lines;
  }

  private void property(String name, String value) throws XMLStreamException {
    indent(3);
    xml.writeEmptyElement("property");
    attribute("name", name);
    attribute("value", value);
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, terminal(value));
  }

  private void start(int depth, String element) throws XMLStreamException {
    indent(depth);
    xml.writeStartElement(element);
  }

  private void end(int depth) throws XMLStreamException {
    indent(depth);
    xml.writeEndElement();
  }

  private void indent(int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + INDENT.repeat(depth));
  }
}
