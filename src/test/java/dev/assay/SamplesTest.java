package dev.assay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.diff.DiffFormat;
import dev.assay.fleet.FleetFormat;
import dev.assay.report.Format;
import dev.assay.testing.Run;
import dev.assay.testing.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every sample by every spec that ships, in every format, and what changed between two of them,
 * byte for byte. {@code mvn -B verify -Dassay.update=true} writes the expected reports anew.
 */
class SamplesTest {

  private static final Path SAMPLES = Path.of("samples");
  private static final String LONGEST = "cis-aws-1.1";
  private static final Path EXPECTED = SAMPLES.resolve("expected");
  private static final Case PAGE = new Case("messy", LONGEST, "all", "html");

  private final Locale locale = Locale.getDefault();
  private final TimeZone zone = TimeZone.getDefault();

  @BeforeAll
  static void update() throws IOException {
    if (Boolean.getBoolean("assay.update")) {
      for (Path file : files(EXPECTED)) {
        Files.delete(file);
      }
      for (Golden each : goldens()) {
        Files.createDirectories(each.expected().getParent());
        Files.writeString(each.expected(), each.run().stdout());
      }
    }
  }

  @AfterEach
  void restoreDefaults() {
    Locale.setDefault(locale);
    TimeZone.setDefault(zone);
  }

  /** Something printed, and the file that has it. */
  interface Golden {
    Path expected();

    Run run();
  }

  static List<Golden> goldens() {
    return Stream.<List<? extends Golden>>of(cases(), pairs(), fleets())
        .<Golden>flatMap(List::stream)
        .toList();
  }

  /** Two samples of one account, a quarter apart. */
  record Pair(DiffFormat format) implements Golden {

    @Override
    public Path expected() {
      String extension =
          switch (format) {
            case TABLE -> "txt";
            case JSON -> "json";
            case MARKDOWN -> "md";
            case HTML -> "html";
          };
      return EXPECTED.resolve("diff").resolve("quarter." + LONGEST + "." + extension);
    }

    @Override
    public Run run() {
      return Run.assay(
          "diff",
          SAMPLES.resolve("quarter-1").toString(),
          SAMPLES.resolve("quarter-2").toString(),
          "--compliance=" + LONGEST,
          "--waivers=" + SAMPLES.resolve("quarter-waivers.yaml"),
          "--format=" + format,
          "--quiet");
    }

    @Override
    public String toString() {
      return EXPECTED.relativize(expected()).toString();
    }
  }

  static List<Pair> pairs() {
    return Stream.of(DiffFormat.values()).map(Pair::new).toList();
  }

  /** All samples at once. */
  record Fleet(String report, FleetFormat format) implements Golden {

    @Override
    public Path expected() {
      String extension = format == FleetFormat.TABLE ? "txt" : format.toString();
      return EXPECTED.resolve("fleet").resolve(LONGEST + "." + report + "." + extension);
    }

    @Override
    public Run run() {
      return Run.assay(
          "evaluate",
          SAMPLES.toString(),
          "--compliance=" + LONGEST,
          "--waivers=" + SAMPLES.resolve("quarter-waivers.yaml"),
          "--report=" + report,
          "--format=" + format,
          "--allow-unknown",
          "--quiet");
    }

    @Override
    public String toString() {
      return EXPECTED.relativize(expected()).toString();
    }
  }

  static List<Fleet> fleets() {
    return Stream.concat(
            Stream.of(new Fleet("summary", FleetFormat.TABLE)),
            Stream.of(FleetFormat.values()).map(format -> new Fleet("all", format)))
        .toList();
  }

  /** A sample, scored by a spec and printed. */
  record Case(String sample, String spec, String report, String format) implements Golden {

    @Override
    public Path expected() {
      String name = format.equals("native") ? format : report;
      String extension =
          switch (format) {
            case "table" -> "txt";
            case "json", "native" -> "json";
            case "markdown" -> "md";
            case "junit" -> "junit.xml";
            case "ocsf" -> "ocsf.jsonl";
            default -> format;
          };
      return EXPECTED.resolve(sample).resolve(spec + "." + name + "." + extension);
    }

    @Override
    public Run run() {
      return Run.assay(
          "evaluate",
          SAMPLES.resolve(sample).toString(),
          "--compliance=" + spec,
          "--report=" + report,
          "--format=" + format,
          "--allow-unknown",
          "--quiet");
    }

    @Override
    public String toString() {
      return EXPECTED.relativize(expected()).toString();
    }
  }

  static List<Case> cases() {
    List<String> specs =
        files(Path.of("specs")).stream()
            .map(path -> path.getFileName().toString())
            .filter(name -> name.endsWith(".yaml"))
            .map(name -> name.substring(0, name.length() - ".yaml".length()))
            .toList();
    List<String> samples = Sample.all().map(Sample::name).toList();
    Stream<Case> forPeople =
        samples.stream()
            .flatMap(sample -> specs.stream().map(spec -> new Case(sample, spec, "", "")))
            .flatMap(c -> Stream.of("summary", "all").map(r -> new Case(c.sample, c.spec, r, "")))
            .flatMap(
                c -> Stream.of("table", "json").map(f -> new Case(c.sample, c.spec, c.report, f)));
    // The longest spec is enough: a native report is a hundred times as long as a summary.
    Stream<Case> whole = samples.stream().map(sample -> new Case(sample, LONGEST, "all", "native"));
    // One with everything wrong, one with much unread.
    Stream<Case> formats =
        Stream.of(Format.CSV, Format.JUNIT, Format.SARIF, Format.OCSF, Format.MARKDOWN)
            .flatMap(
                format ->
                    Stream.of(
                        new Case("messy", LONGEST, "all", format.toString()),
                        new Case("partial", LONGEST, "summary", format.toString())));
    return Stream.of(forPeople, whole, formats, Stream.of(PAGE)).flatMap(each -> each).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("goldens")
  void a_report_is_what_was_expected(Golden sample) throws IOException {
    Run run = sample.run();

    assertThat(sample.expected())
        .as("the expected report; -Dassay.update=true and git show the whole difference")
        .usingCharset(UTF_8)
        .exists()
        .hasContent(run.stdout());
    assertThat(run).isEqualTo(new Run(Files.readString(sample.expected()), "", 0));
  }

  /** What a format says, it says of the report alone. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("convertible")
  void a_native_report_can_be_converted(Case sample) throws IOException {
    Path whole = new Case(sample.sample, sample.spec, "all", "native").expected();
    Run run =
        Run.assay(
            "convert", whole.toString(), "--report=" + sample.report, "--format=" + sample.format);

    assertThat(run).isEqualTo(new Run(Files.readString(sample.expected()), "", 0));
  }

  /** What repositories of samples run. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("whole")
  void a_sample_comes_to_its_stored_report(Case sample) {
    Run run =
        Run.assay(
            "evaluate",
            SAMPLES.resolve(sample.sample).toString(),
            "--compliance=" + sample.spec,
            "--expect=" + sample.expected(),
            "--quiet");

    assertThat(run).isEqualTo(new Run("", "", 0));
  }

  static List<Case> whole() {
    return cases().stream().filter(each -> each.format.equals("native")).toList();
  }

  static List<Case> convertible() {
    return cases().stream().filter(each -> each.spec.equals(LONGEST)).toList();
  }

  @Test
  void nothing_else_is_expected() {
    assertThat(files(EXPECTED))
        .containsExactlyInAnyOrderElementsOf(goldens().stream().map(Golden::expected).toList());
  }

  @Test
  void trivys_own_sample_is_printed_to_the_byte() throws IOException {
    try (InputStream seed = getClass().getResourceAsStream("report/seed-table.txt")) {
      assertThat(new Case("seed-table", "awscis1.2", "summary", "table").run().stdout())
          .startsWith("\n" + new String(seed.readAllBytes(), UTF_8) + "\n");
    }
  }

  /** Languages with their own digits, letters, calendar or decimal comma. */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "tr-TR, Asia/Kolkata",
    "ar-EG-u-nu-arab, Asia/Kolkata",
    "th-TH-u-ca-buddhist-nu-thai, America/St_Johns",
    "de-DE, America/St_Johns"
  })
  void a_report_is_the_same_everywhere(String language, String where) throws IOException {
    Locale.setDefault(Locale.forLanguageTag(language));
    TimeZone.setDefault(TimeZone.getTimeZone(where));

    for (Case each : cases()) {
      if (each.sample.equals("messy") && each.spec.equals(LONGEST) && each.report.equals("all")) {
        a_report_is_what_was_expected(each);
      }
    }
    a_native_report_can_be_converted(new Case("messy", LONGEST, "all", "native"));
    for (Pair pair : pairs()) {
      a_report_is_what_was_expected(pair);
    }
    for (Fleet fleet : fleets()) {
      a_report_is_what_was_expected(fleet);
    }
  }

  /** The files below a directory, sorted; none when it is not there. */
  private static List<Path> files(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
