package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.aws.Resource;
import dev.assay.check.Link;
import dev.assay.check.Status;
import dev.assay.report.Report.Cause;
import dev.assay.report.Report.Finding;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlarmChainTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          whole                             | TRAIL=PASS LOG_GROUP=PASS METRIC_FILTER=PASS SUBSCRIPTION=PASS      | +++++++
          broken in the middle              | TRAIL=PASS LOG_GROUP=PASS METRIC_FILTER=FAIL                        | ++x....
          broken at the first               | TRAIL=PASS TRAIL=FAIL TRAIL=PASS                                    | x......
          what lies before a topic holds    | TRAIL=PASS LOG_GROUP=PASS METRIC_FILTER=PASS TOPIC=FAIL             | +++++x.
          a failure outweighs an unknown    | TRAIL=UNKNOWN TRAIL=FAIL LOG_GROUP=PASS                             | x+.....
          unknown at the end                | TRAIL=PASS LOG_GROUP=PASS METRIC_FILTER=PASS ALARM=UNKNOWN          | ++++?..
          broken twice                      | TRAIL=FAIL LOG_GROUP=PASS METRIC_FILTER=PASS ALARM=FAIL             | x+++x..
          not about the chain               | NONE=FAIL                                                           | none
          """)
  void a_link_is_what_was_found_of_it(String name, String causes, String expected) {
    List<AlarmChain.Step> steps =
        AlarmChain.of(
            new Finding(
                "check",
                new Resource("account", "1"),
                "",
                Status.FAIL,
                List.of(),
                "",
                "",
                Arrays.stream(causes.split(" ")).map(AlarmChainTest::cause).toList()));

    assertThat(
            steps.isEmpty()
                ? "none"
                : steps.stream().map(step -> sign(step.state())).collect(Collectors.joining()))
        .isEqualTo(expected);
  }

  private static Cause cause(String text) {
    String[] parts = text.split("=");
    return new Cause(
        text.toLowerCase(Locale.ROOT),
        Status.valueOf(parts[1]),
        "",
        Link.valueOf(parts[0]),
        "",
        "",
        List.of(),
        List.of());
  }

  private static String sign(AlarmChain.State state) {
    return switch (state) {
      case HOLDS -> "+";
      case BROKEN -> "x";
      case UNKNOWN -> "?";
      case NOT_REACHED -> ".";
    };
  }
}
