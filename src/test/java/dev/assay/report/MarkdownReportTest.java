package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.check.Status;
import dev.assay.report.Report.Control;
import dev.assay.testing.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MarkdownReportTest {

  private static final Parser PARSER =
      Parser.builder()
          .extensions(List.of(TablesExtension.create(), AutolinkExtension.create()))
          .build();

  /** A document's nodes, depth first. */
  private static List<Node> nodes(String markdown) {
    List<Node> all = new ArrayList<>();
    walk(PARSER.parse(markdown), all);
    return all;
  }

  private static void walk(Node node, List<Node> into) {
    into.add(node);
    for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
      walk(child, into);
    }
  }

  private static String text(Node node) {
    List<Node> all = new ArrayList<>();
    walk(node, all);
    return all.stream()
        .map(n -> n instanceof Text t ? t.getLiteral() : n instanceof Code c ? c.getLiteral() : "")
        .collect(Collectors.joining());
  }

  private static <T extends Node> List<T> of(List<Node> nodes, Class<T> type) {
    return nodes.stream().filter(type::isInstance).map(type::cast).toList();
  }

  static Stream<Sample> samples() {
    return Sample.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void the_table_has_every_control_and_the_fences_every_cure(Sample sample) {
    Report report = Made.report(sample, "cis-aws-1.1");
    List<Node> nodes = nodes(MarkdownReport.all(report));

    assertThat(of(nodes, TableRow.class).stream().map(MarkdownReportTest::cells))
        .containsAll(
            report.controls().stream()
                .map(
                    c ->
                        List.of(
                            c.id(), c.name(), c.severity(), c.status().label(), Facts.issues(c)))
                .toList());
    assertThat(of(nodes, FencedCodeBlock.class))
        .extracting(block -> block.getLiteral().strip())
        .containsExactlyElementsOf(
            report.blocking().keySet().stream().map(Report.Gap::command).toList());
    for (Control control : report.controls()) {
      for (Report.Finding finding : control.counted(Status.FAIL)) {
        assertThat(of(nodes, Code.class))
            .extracting(Code::getLiteral)
            .contains(finding.resource().toString())
            .containsAll(finding.evidence().stream().map(r -> r.source().toString()).toList());
      }
    }
  }

  private static List<String> cells(TableRow row) {
    List<Node> all = new ArrayList<>();
    walk(row, all);
    return of(all, TableCell.class).stream().map(MarkdownReportTest::text).toList();
  }

  /** Whatever things are called, the document has the same parts in the same order. */
  @ParameterizedTest
  @MethodSource("dev.assay.report.Hostile#texts")
  void names_are_inert(String text) {
    List<Node> nodes = nodes(MarkdownReport.all(Hostile.report(text)));

    assertThat(shape(nodes)).isEqualTo(shape(nodes(MarkdownReport.all(Hostile.report("x")))));
    assertThat(of(nodes, HtmlBlock.class))
        .extracting(HtmlBlock::getLiteral)
        .allMatch(html -> html.matches("<details><summary>\\d+ findings</summary>|</details>"));
    assertThat(of(nodes, Text.class))
        .extracting(Text::getLiteral)
        .filteredOn(said -> said.matches(".*([@#$<>&\\[\\]*_~`|\\\\]|://|www\\.[^ ]).*"))
        .isEmpty();
  }

  /** The blocks; what is in a line may be one piece or more. */
  private static List<String> shape(List<Node> nodes) {
    Set<String> inline = Set.of("Text", "Code");
    return nodes.stream()
        .map(node -> node.getClass().getSimpleName())
        .filter(name -> !inline.contains(name))
        .toList();
  }

  @Test
  void the_score_has_its_denominator_and_unknown_beside_it() {
    Sample partial = Sample.all().filter(s -> s.name().equals("partial")).findFirst().orElseThrow();
    Report report = Made.report(partial, "cis-aws-1.1");
    String head = MarkdownReport.summary(report).lines().limit(4).collect(Collectors.joining("\n"));

    assertThat(head)
        .isEqualTo(
            "## Compliance: CIS AWS Foundations Benchmark v1.1.0\n\n**Score:** "
                + Facts.score(report.score().all())
                + "  \n**Decided:** "
                + Facts.decided(report)
                + "  ");
    assertThat(of(nodes(MarkdownReport.summary(report)), Heading.class))
        .extracting(MarkdownReportTest::text)
        .containsExactly(
            "Compliance: CIS AWS Foundations Benchmark v1.1.0", "UNKNOWN for lack of evidence");
  }
}
