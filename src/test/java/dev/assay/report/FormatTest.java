package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.Loaded;
import dev.assay.testing.Sample;
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

  /** Else a report would be another by whether the lines were looked up for it. */
  @ParameterizedTest
  @EnumSource(Format.class)
  void lines_are_looked_up_for_formats_that_show_places(Format format) {
    for (Sample sample : Sample.all().toList()) {
      Report placed = Made.report(sample, "cis-aws-1.1");
      Report plain = Made.withoutLines(sample, "cis-aws-1.1");
      for (Format.Detail detail : Format.Detail.values()) {
        if (!format.showsPlaces(detail)) {
          assertThat(format.write(plain, detail)).isEqualTo(format.write(placed, detail));
        }
      }
    }
  }

  private static String writer(Format format) {
    String name = format.name().charAt(0) + format.toString().substring(1);
    return "dev.assay.report." + name + "Report";
  }
}
