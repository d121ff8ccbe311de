package dev.assay.spec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.InputException;
import dev.assay.InputException.Kind;
import dev.assay.Problem;
import dev.assay.aws.Account;
import dev.assay.evaluate.ControlResult;
import dev.assay.evaluate.ControlStatus;
import dev.assay.evaluate.Evaluation;
import dev.assay.evaluate.Plan;
import dev.assay.testing.Sample;
import dev.assay.testing.Verdicts;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A file of rules, read as a spec, as waivers and as attestations: taken, or refused with the lines
 * of all its faults. What is taken can be evaluated; waivers never make a control pass, and
 * attestations answer MANUAL controls only.
 */
class RuleFilesFuzzTest {

  private static final String FILE = "rules.yaml";
  private static final Pattern LINE = Pattern.compile("rules\\.yaml(?: line (\\d+))?");
  private static final Account MESSY = account("messy");
  private static final Plan PLAN = Plan.of(SpecReader.read("cis-aws-1.1"), 0, false);
  private static final List<ControlResult> PLAIN =
      Evaluation.of(MESSY, PLAN, List.of(), List.of()).controls();

  private static Account account(String name) {
    return Sample.all()
        .filter(sample -> sample.name().equals(name))
        .map(Verdicts::account)
        .findFirst()
        .orElseThrow();
  }

  static Stream<byte[]> shipped() {
    return Stream.of("awscis1.2", "cis-aws-1.1")
        .map(name -> new String(BuiltIn.bytes(name), UTF_8))
        .flatMap(text -> Stream.of(text.substring(0, text.indexOf("\n  - id:", 2000)), part(text)))
        .map(text -> text.getBytes(UTF_8));
  }

  /** The head of a spec and its last controls. */
  private static String part(String spec) {
    int controls = spec.indexOf("controls:");
    int last = spec.lastIndexOf("\n  - id:", spec.length() - 1500);
    return spec.substring(0, spec.indexOf('\n', controls)) + spec.substring(last);
  }

  @MethodSource("shipped")
  @FuzzTest
  void what_is_taken_keeps_its_place(byte[] file) {
    try {
      asSpec(SpecReader.parse(FILE, false, file));
    } catch (InputException refused) {
      assertTold(refused, file);
    }
    try {
      asWaivers(WaiverReader.parse(FILE, file));
    } catch (InputException refused) {
      assertTold(refused, file);
    }
    try {
      asAttestations(AttestationReader.parse(FILE, file));
    } catch (InputException refused) {
      assertTold(refused, file);
    }
  }

  private static void asSpec(Spec spec) {
    assertThat(spec.controls()).isNotEmpty();
    Plan plan = Plan.of(spec, 0, false);
    for (ControlResult result : Evaluation.of(MESSY, plan, List.of(), List.of()).controls()) {
      if (result.status() == ControlStatus.PASS) {
        assertThat(result.checks()).isNotEmpty().allMatch(c -> c.use().check().isPresent());
      }
    }
  }

  private static void asWaivers(List<Waiver> waivers) {
    assertThat(waivers).allMatch(waiver -> !waiver.reason().isBlank() && !waiver.owner().isBlank());
    List<ControlResult> waived = Evaluation.of(MESSY, PLAN, List.of(), waivers).controls();
    for (int i = 0; i < PLAIN.size(); i++) {
      ControlStatus now = waived.get(i).status();
      assertThat(now).isIn(PLAIN.get(i).status(), ControlStatus.WAIVED, lesser(PLAIN.get(i)));
      assertThat(now == ControlStatus.PASS).isEqualTo(PLAIN.get(i).status() == ControlStatus.PASS);
      assertThat(waived.get(i).findings()).isEqualTo(PLAIN.get(i).findings());
    }
  }

  /** What is left of a FAIL when all failures are waived, but not what is not known. */
  private static ControlStatus lesser(ControlResult plain) {
    return plain.status() == ControlStatus.FAIL ? ControlStatus.UNKNOWN : plain.status();
  }

  private static void asAttestations(List<Attestation> said) {
    List<ControlResult> answered = Evaluation.of(MESSY, PLAN, said, List.of()).controls();
    for (int i = 0; i < PLAIN.size(); i++) {
      if (PLAIN.get(i).status() != ControlStatus.MANUAL) {
        assertThat(answered.get(i).status()).isIn(PLAIN.get(i).status(), ControlStatus.FAIL);
      }
    }
  }

  private static void assertTold(InputException refused, byte[] file) {
    assertThat(refused.kind()).isEqualTo(Kind.USAGE);
    assertThat(refused.problems()).isNotEmpty();
    int lines = new String(file, UTF_8).split("\r\n|[\n\r\u0085\u2028\u2029]", -1).length;
    for (Problem problem : refused.problems()) {
      Matcher where = LINE.matcher(problem.where());
      assertThat(where.lookingAt()).as("%s", problem).isTrue();
      if (where.group(1) != null) {
        assertThat(Integer.parseInt(where.group(1))).as("%s", problem).isBetween(1, lines);
      }
      assertThat(problem.what()).isNotBlank();
      assertThat(problem.help()).isNotBlank();
    }
  }
}
