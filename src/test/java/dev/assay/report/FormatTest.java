package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.Loaded;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FormatTest {

  /** Start-up is a feature: who wants a table does not pay for the others. */
  @ParameterizedTest
  @EnumSource(Format.class)
  void a_format_loads_its_own_writer_and_no_other(Format format) throws Exception {
    String sample = Path.of("samples", "seed-table").toString();
    Set<String> loaded =
        Loaded.by("evaluate", sample, "--compliance=awscis1.2", "--quiet", "--format=" + format);

    Stream<String> others =
        Stream.of(Format.values()).filter(other -> other != format).map(FormatTest::writer);
    assertThat(loaded)
        .contains(writer(format), "dev.assay.report.Report")
        .doesNotContainAnyElementsOf(others.toList())
        .doesNotContain("dev.assay.report.NativeReader", "dev.assay.report.Members");
  }

  private static String writer(Format format) {
    String name = format.name().charAt(0) + format.toString().substring(1);
    return "dev.assay.report." + name + "Report";
  }
}
