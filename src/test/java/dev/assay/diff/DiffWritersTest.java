package dev.assay.diff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.diff.Diff.Allowed;
import dev.assay.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One change of every category, in every format, byte for byte. {@code -Dassay.update=true} writes
 * the expected text anew.
 */
class DiffWritersTest {

  private static final Path EXPECTED = Path.of("src/test/resources/dev/assay/diff");

  private static final String BEFORE =
      """
      severity HIGH;
      user/off PASS mfa=yes; user/mended FAIL mfa=no; user/asked PASS q=x; user/leaver FAIL mfa=no;
      user/quiet-leaver PASS mfa=yes; user/same FAIL mfa=no; user/fine PASS mfa=yes;
      group/more FAIL tcp/22=open; group/fewer FAIL tcp/22=open tcp/3389=open;
      group/wider@eu-west-1 FAIL tcp/22=office; group/again-1=web FAIL tcp/22=open;
      vpc/waived FAIL log=no; vpc/unwaived FAIL log=no until 2026-12-31;
      vpc/expired FAIL log=no until 2026-05-31; vpc/still-waived FAIL log=no until 2026-12-31;
      key/old PASS made=2026-03-01T00:00:00Z""";

  private static final String NOW =
      """
      severity HIGH;
      user/off FAIL mfa=no; user/mended PASS mfa=yes; user/asked MANUAL q=y; user/new FAIL mfa=no;
      user/new-and-fine PASS mfa=yes; user/same FAIL mfa=no; user/fine PASS mfa=yes;
      group/more FAIL tcp/22=open tcp/80=open; group/fewer FAIL tcp/22=open;
      group/wider@eu-west-1 FAIL tcp/22=open; group/again-2=web FAIL tcp/22=open;
      vpc/waived FAIL log=no until 2026-12-31; vpc/unwaived FAIL log=no;
      vpc/expired FAIL log=no; vpc/still-waived FAIL log=no until 2026-12-31;
      key/old FAIL made=2026-03-01T00:00:00Z""";

  private static Diff seen() {
    return diff(BEFORE, NOW);
  }

  /** Apart, since what cannot be read might hide what is gone. */
  private static Diff unseen() {
    return diff(
        "from http://localhost:5000; topic/lost PASS q=x; topic/found UNKNOWN q=?",
        "topic/lost UNKNOWN q=?; topic/found FAIL q=x");
  }

  private static Diff diff(String before, String now) {
    Report base = Told.report(Told.MARCH, before.replace("\n", " "));
    Report head = Told.report(Told.JUNE, now.replace("\n", " "));
    return Diff.of(base, head, new Allowed(false, false), Optional.empty());
  }

  @BeforeAll
  static void update() throws IOException {
    if (Boolean.getBoolean("assay.update")) {
      Files.createDirectories(EXPECTED);
      for (DiffFormat format : DiffFormat.values()) {
        Files.writeString(expected(format), written(format));
      }
    }
  }

  private static Path expected(DiffFormat format) {
    return EXPECTED.resolve("told." + format);
  }

  /** Both, without the head of a page, which is the report's. */
  private static String written(DiffFormat format) {
    return Stream.of(seen(), unseen())
        .map(format::write)
        .map(text -> text.replaceFirst("(?s)^<!DOCTYPE.*?(?=<body)", ""))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void one_of_every_category() {
    Map<Category, Integer> seen = seen().summary();
    Map<Category, Integer> unseen = unseen().summary();

    assertThat(Category.values())
        .allSatisfy(c -> assertThat(seen.get(c) + unseen.get(c)).isPositive());
  }

  @ParameterizedTest
  @EnumSource
  void a_format_says_it_in_its_own_words(DiffFormat format) {
    assertThat(expected(format)).usingCharset(UTF_8).exists().hasContent(written(format));
  }

  @Test
  void where_nothing_has_changed_that_is_said() {
    Diff none = diff("user/a PASS mfa=yes", "user/a PASS mfa=yes");

    assertThat(DiffFormat.TABLE.write(none))
        .endsWith("\nno finding has changed\nunchanged: 1 finding: 1 PASS\n");
    assertThat(DiffFormat.MARKDOWN.write(none))
        .endsWith("**Unchanged:** 1 finding: 1 PASS\n\nNo finding has changed.\n");
  }
}
