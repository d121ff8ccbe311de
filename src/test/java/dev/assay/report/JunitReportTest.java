package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.Sample;
import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class JunitReportTest {

  /** Of the xUnit plug-in of Jenkins; under the MIT licence that it carries. */
  private static Schema schema() throws Exception {
    return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(JunitReportTest.class.getResource("junit-10.xsd"));
  }

  private static Document read(Report report) throws Exception {
    String xml = JunitReport.write(report);
    schema().newValidator().validate(new StreamSource(new StringReader(xml)));
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }

  private static List<Element> elements(Document document, String name) {
    var nodes = document.getElementsByTagName(name);
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }

  static Stream<Sample> samples() {
    return Sample.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_test_case_is_a_control(Sample sample) throws Exception {
    for (String spec : List.of("awscis1.2", "awscis1.4", "cis-aws-1.1")) {
      Report report = Made.report(sample, spec);
      Document document = read(report);

      assertThat(elements(document, "testcase"))
          .extracting(test -> test.getAttribute("name"))
          .doesNotHaveDuplicates()
          .containsExactlyInAnyOrderElementsOf(
              report.controls().stream().map(c -> c.id() + " " + c.name()).toList());
      for (Element suite : elements(document, "testsuite")) {
        for (String counted : List.of("testcase tests", "failure failures", "error errors")) {
          String[] words = counted.split(" ");
          assertThat(suite.getElementsByTagName(words[0]).getLength())
              .isEqualTo(Integer.parseInt(suite.getAttribute(words[1])));
        }
      }
    }
  }

  @Test
  void each_status_has_its_element() throws Exception {
    Document document = read(Hostile.report("x"));

    assertThat(elements(document, "testcase"))
        .extracting(test -> test.getAttribute("name") + " " + child(test))
        .containsExactly(
            "x x none",
            "x x#2 none",
            "x x#3 failure",
            "x x#4 failure",
            "x x#5 error",
            "x x#6 error",
            "x x#7 skipped",
            "x x#8 skipped",
            "x x#9 skipped",
            "x x#10 skipped",
            "x x#11 skipped",
            "x x#12 skipped");
    assertThat(elements(document, "testsuites"))
        .extracting(all -> all.getAttribute("failures") + " " + all.getAttribute("errors"))
        .containsExactly("2 2");
    assertThat(elements(document, "testsuite"))
        .extracting(suite -> suite.getAttribute("timestamp") + " " + suite.getAttribute("skipped"))
        .containsExactly("2024-05-31T00:00:00 6");
  }

  private static String child(Element test) {
    return Stream.of("failure", "error", "skipped")
        .filter(name -> test.getElementsByTagName(name).getLength() == 1)
        .findFirst()
        .orElse("none");
  }

  @ParameterizedTest
  @MethodSource("dev.assay.report.Hostile#texts")
  void a_strict_parser_reads_whatever_the_names_hold(String text) throws Exception {
    Document document = read(Hostile.report(text));

    assertThat(elements(document, "testcase")).hasSize(12);
    assertThat(elements(document, "testsuites"))
        .extracting(all -> all.getAttribute("name"))
        .containsExactly(Escape.terminal(text));
  }
}
