package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

  private static final List<String> KNOWN = List.of("evaluate", "explain", "list", "1.1", "1.10");

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      nullValues = "-",
      value = {
        "evalaute, evaluate",
        "EVALUATE, evaluate",
        "eval,     evaluate",
        "ex,       explain",
        "e,        -",
        "lst,      list",
        "xylist,   -",
        "tsil,     -",
        "1.11,     1.1",
        "2.1,      1.1",
        "'',       -"
      })
  void a_slip_is_seen_and_a_stranger_is_not(String name, String meant) {
    assertThat(Nearest.meant(name, KNOWN).orElse(null)).isEqualTo(meant);
    assertThat(Nearest.help(name, KNOWN, "look"))
        .isEqualTo(meant == null ? "look" : "did you mean `" + meant + "`?");
  }
}
