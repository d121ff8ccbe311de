package dev.assay.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.InputException;
import dev.assay.InputException.Kind;
import dev.assay.Problem;
import dev.assay.report.Format.Detail;
import dev.assay.testing.Page;
import dev.assay.testing.Schema;
import java.io.StringReader;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jsoup.nodes.Document;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.InputSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * A native report, from whoever sends one: refused, or read and then written in every format, in
 * none of which a text is more than text.
 *
 * <p>Input: the report; or, when it does not start with a brace, a text to put in all places of
 * one.
 */
class NativeReportFuzzTest {

  private static final Schema SCHEMA = Schema.of("/dev/assay/report/report.schema.json");
  private static final JsonMapper JSON = new JsonMapper();
  private static final Set<String> ELEMENTS =
      Stream.of("x", "a\nb", "", "HIGH")
          .flatMap(text -> elements(NativeReportTest.full(text)))
          .collect(toSet());

  static Stream<byte[]> reports() {
    return Stream.concat(
            Stream.of(NativeReport.write(NativeReportTest.full("x"))), Hostile.texts().limit(12))
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("reports")
  @FuzzTest
  void a_text_is_only_text(byte[] input) throws Exception {
    if (input.length > 0 && input[0] != '{') {
      Report report = NativeReportTest.full(new String(input, UTF_8));
      assertWrites(report);
      assertThat(elements(report)).isSubsetOf(ELEMENTS);
      return;
    }
    Report report;
    try {
      report = NativeReport.read("r.json", input);
    } catch (InputException refused) {
      assertThat(refused.kind()).isEqualTo(Kind.USAGE);
      assertThat(refused.problems()).isNotEmpty().hasSizeLessThan(22);
      assertThat(refused.problems()).extracting(Problem::what).doesNotContain("");
      assertThat(refused.problems()).allMatch(problem -> problem.where().startsWith("r.json"));
      return;
    }
    assertThat(SCHEMA.faults(new String(input, UTF_8))).isEmpty();
    assertWrites(report);
  }

  private static void assertWrites(Report report) throws Exception {
    String whole = NativeReport.write(report);
    assertThat(NativeReport.read("r.json", whole.getBytes(UTF_8))).isEqualTo(report);
    for (Format format : Format.values()) {
      for (Detail detail : Detail.values()) {
        String written = format.write(report, detail);
        InertTest.assertNothingHidden(format, written);
        InertTest.assertNoLineIsACommand(format, written);
        switch (format) {
          case JSON, SARIF, NATIVE -> JSON.readTree(written);
          case OCSF -> written.lines().forEach(JSON::readTree);
          case CSV -> CsvReportTest.assertNoCellCalculates(written);
          case JUNIT ->
              assertThat(xml().parse(new InputSource(new StringReader(written)))).isNotNull();
          case HTML -> assertThat(detail == Detail.ALL ? page(report) : report).isNotNull();
          default -> assertThat(written).isNotEmpty();
        }
      }
    }
  }

  private static DocumentBuilder xml() throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder();
  }

  /** Each kind of element of the page: its tag, its attributes and its class. */
  private static Stream<String> elements(Report report) {
    return Page.skeleton(page(report)).lines();
  }

  private static Document page(Report report) {
    Document page = Page.parsed(HtmlReport.write(report));
    Page.assertClosed(page);
    assertThat(page.select("style, script")).hasSize(2);
    return page;
  }
}
