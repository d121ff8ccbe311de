package dev.assay.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.Loaded;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DiffFormatTest {

  private static final String REPORT = "samples/expected/quarter-%d/cis-aws-1.1.native.json";

  /** Start-up is a feature: who wants a table does not pay for a page. */
  @ParameterizedTest
  @EnumSource(DiffFormat.class)
  void a_format_loads_its_own_writer_and_no_other(DiffFormat format) throws Exception {
    String base = String.format(Locale.ROOT, REPORT, 1);
    String head = String.format(Locale.ROOT, REPORT, 2);
    Set<String> loaded = Loaded.by("diff", base, head, "--quiet", "--format=" + format);

    Stream<String> others =
        Stream.of(DiffFormat.values()).filter(f -> f != format).map(DiffFormatTest::writer);
    assertThat(loaded)
        .contains(writer(format), "dev.assay.diff.Diff")
        .doesNotContainAnyElementsOf(others.toList());
    assertThat(loaded.stream().filter(name -> name.contains("Html")).findAny().isPresent())
        .isEqualTo(format == DiffFormat.HTML);
  }

  private static String writer(DiffFormat format) {
    return "dev.assay.diff.Diff" + format.name().charAt(0) + format.toString().substring(1);
  }
}
