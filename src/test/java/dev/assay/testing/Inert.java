package dev.assay.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whether names that want to be more than text are no more than that in what assay writes. */
public final class Inert {

  /** All but the table, which goes to standard output. */
  public static final List<String> FORMATS =
      List.of("json", "native", "html", "csv", "junit", "sarif", "ocsf", "markdown");

  private static final JsonMapper JSON = new JsonMapper();

  /** Members of answers that somebody in the account may write as they like. */
  private static final Set<String> NAMES =
      Set.of(
          "AlarmName",
          "Description",
          "GroupName",
          "Name",
          "PolicyName",
          "RoleName",
          "ServerCertificateName",
          "UserName",
          "filterName",
          "filterPattern");

  /** What a person may be shown at once; some words around a name included. */
  private static final int LONGEST_LINE = 10_500;

  /** Where a spreadsheet would begin to calculate. */
  private static final Pattern FORMULA =
      Pattern.compile("(?s)[\\p{Z}\\s\"]*[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20].*");

  /** What build systems take for a command wherever in a line it stands. */
  private static final List<String> COMMANDS = List.of("##vso[", "##[", "##teamcity[");

  private Inert() {}

  /**
   * A sample in which everything that has a name has this one, with a number behind it.
   *
   * @param name a text, or {@code half} for one with half a surrogate pair, or {@code long} for one
   *     of so many letters, which one user alone has
   */
  public static Sample named(Sample sample, Object name) {
    boolean one = name instanceof Map<?, ?> words && words.containsKey("long");
    String text = text(name);
    SortedMap<String, byte[]> files =
        new TreeMap<>(sample.without("SHA256SUMS", "calls.tsv").files());
    files.remove("global/iam/get-credential-report.json");
    int[] count = {0};
    files.replaceAll(
        (path, bytes) -> {
          if (path.endsWith(".csv")) {
            return report(new String(bytes, UTF_8), text, one).getBytes(UTF_8);
          }
          if (one || !path.endsWith(".json") || path.equals("snapshot.json") || bytes.length == 0) {
            return path.endsWith(".err") && !one
                ? (new String(bytes, UTF_8) + text).getBytes(UTF_8)
                : bytes;
          }
          JsonNode answer = JSON.readTree(bytes);
          rename(answer, text, count);
          return answer.toString().getBytes(UTF_8);
        });
    return new Sample(sample.name() + " named " + name, files);
  }

  private static String text(Object name) {
    if (name instanceof Map<?, ?> words) {
      return words.containsKey("half")
          ? words.get("half").toString().replace('\ufffd', '\ud800')
          : "x".repeat((Integer) words.get("long"));
    }
    return name.toString();
  }

  private static void rename(JsonNode node, String text, int[] count) {
    if (node instanceof ObjectNode object) {
      for (String key : List.copyOf(object.propertyNames())) {
        if (NAMES.contains(key) && object.get(key).isString()) {
          object.put(key, text + count[0]++);
        } else {
          rename(object.get(key), text, count);
        }
      }
    } else if (node instanceof ArrayNode array) {
      array.forEach(item -> rename(item, text, count));
    }
  }

  /** Users of a credential report, root left out. */
  private static String report(String csv, String text, boolean one) {
    StringBuilder out = new StringBuilder();
    int row = 0;
    for (String line : csv.lines().toList()) {
      String[] cells = line.split(",", 3);
      boolean named = row > 1 && (!one || row == 2);
      String name = (text + row).replace("\"", "\"\"");
      out.append(named ? "\"" + name + "\",\"" + cells[1] + name + "\"," + cells[2] : line)
          .append('\n');
      row++;
    }
    return out.toString();
  }

  /** Reads what was written as its readers do. */
  public static void check(String format, String written) throws Exception {
    assertThat(written.lines())
        .as(format)
        .noneMatch(line -> line.strip().startsWith("::"))
        .noneMatch(line -> COMMANDS.stream().anyMatch(line::contains));
    assertThat(
            written
                .codePoints()
                .skip(written.startsWith("\ufeff") ? 1 : 0)
                .filter(Inert::hidden)
                .mapToObj(Integer::toHexString))
        .as(format)
        .isEmpty();
    switch (format) {
      case "json", "native", "sarif" -> assertThat(JSON.readTree(written).isObject()).isTrue();
      case "ocsf" ->
          written.lines().forEach(line -> assertThat(JSON.readTree(line).isObject()).isTrue());
      case "csv" -> checkCsv(written.substring(1));
      case "html" -> checkPage(Jsoup.parse(written), 1);
      case "markdown" -> checkPage(rendered(written), 0);
      case "junit" ->
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(written)));
      case "table" -> assertThat(written.lines()).allMatch(line -> line.length() <= LONGEST_LINE);
      default -> assertThat(format).isEqualTo("stderr");
    }
  }

  private static boolean hidden(int point) {
    boolean lineEnd = point == '\n' || point == '\r';
    int type = Character.getType(point);
    return !lineEnd
        && (type == Character.CONTROL
            || type == Character.FORMAT
            || type == Character.SURROGATE
            || type == Character.LINE_SEPARATOR
            || type == Character.PARAGRAPH_SEPARATOR);
  }

  private static void checkCsv(String csv) throws IOException {
    try (CSVParser parser = CSVParser.parse(new StringReader(csv), CSVFormat.RFC4180)) {
      for (CSVRecord row : parser) {
        assertThat(row.toList()).noneMatch(cell -> FORMULA.matcher(cell).matches());
      }
    }
  }

  private static Document rendered(String markdown) {
    List<org.commonmark.Extension> extensions = List.of(TablesExtension.create());
    return Jsoup.parse(
        HtmlRenderer.builder()
            .extensions(extensions)
            .build()
            .render(Parser.builder().extensions(extensions).build().parse(markdown)));
  }

  private static void checkPage(Document page, int scripts) {
    assertThat(page.select("script:not([type=application/json])"))
        .hasSizeLessThanOrEqualTo(scripts);
    assertThat(
            page.select("img, iframe, object, embed, base, form[action], meta[http-equiv=refresh]"))
        .isEmpty();
    for (Element element : page.getAllElements()) {
      assertThat(element.attributes().asList())
          .noneMatch(a -> a.getKey().startsWith("on"))
          .noneMatch(
              a -> Set.of("href", "src").contains(a.getKey()) && !a.getValue().startsWith("#"));
    }
  }
}
