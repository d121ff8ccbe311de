package dev.assay.diff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.diff.Category.Way;
import dev.assay.diff.Diff.Allowed;
import dev.assay.report.EachText;
import dev.assay.report.Escape;
import dev.assay.report.Format;
import dev.assay.report.Report;
import dev.assay.testing.Page;
import dev.assay.testing.Run;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DiffHtmlTest {

  private static final Allowed ALL = new Allowed(true, true);

  private static Report base;
  private static Report head;

  /** Of another account, by the same rules. */
  private static Report other;

  @BeforeAll
  static void evaluate() {
    base = sample("quarter-1", "--waivers=samples/quarter-waivers.yaml");
    head = sample("quarter-2", "--waivers=samples/quarter-waivers.yaml");
    other = sample("partial");
  }

  private static Report sample(String name, String... more) {
    List<String> args =
        List.of("evaluate", "samples/" + name, "--compliance=cis-aws-1.1", "--format=native");
    Run run =
        Run.assay(
            Stream.of(args.stream(), Stream.of("--allow-unknown", "--quiet"), Stream.of(more))
                .flatMap(each -> each)
                .toArray(String[]::new));
    return dev.assay.report.NativeReader.class == null
        ? null
        : dev.assay.diff.Stored.read(run.stdout());
  }
}
