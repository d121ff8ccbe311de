package dev.assay.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.InputException;
import dev.assay.aws.Account;
import dev.assay.aws.Call;
import dev.assay.aws.Request;
import dev.assay.evaluate.Plan.Bound;
import dev.assay.testing.Damage;
import dev.assay.testing.Passes;
import dev.assay.testing.Sample;
import dev.assay.testing.SlowJson;
import dev.assay.testing.Verdicts;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * One answer of AWS in an account where nearly all is well, judged by all built-in specs. What is
 * no JSON, or one page of several, is as good as lost; and an answer in which something is of
 * another kind than it was makes nothing pass that did not.
 *
 * <p>Input: a byte that picks the call, then the file.
 */
class AnswerFuzzTest {

  private static final int SWAPS = 2;
  private static final byte[] NO_ANSWER = "x".getBytes(UTF_8);

  private static final JsonMapper JSON = new JsonMapper();
  private static final Sample QUIET = sample("quiet");
  private static final List<Request> REQUESTS = requests(QUIET);
  private static final Map<Call, Sample> AROUND = new HashMap<>();
  private static final Map<Call, Passes> LOST = new HashMap<>();

  private static Sample sample(String name) {
    return Sample.all()
        .filter(sample -> sample.name().equals(name))
        .findFirst()
        .orElseThrow()
        .without("SHA256SUMS", "calls.tsv", CredentialReportReader.CSV);
  }

  /** One of each call that a sample has an answer to. */
  private static List<Request> requests(Sample sample) {
    Map<Call, Request> first = new HashMap<>();
    Verdicts.account(sample).calls().keySet().stream()
        .filter(request -> sample.files().containsKey(request.path()))
        .forEach(request -> first.putIfAbsent(request.call(), request));
    return first.values().stream().sorted(Comparator.comparing(Request::call)).toList();
  }

  static Stream<byte[]> answered() {
    return Stream.of("quiet", "messy")
        .map(AnswerFuzzTest::sample)
        .flatMap(
            sample ->
                requests(sample).stream()
                    .filter(request -> index(request.call()) >= 0)
                    .map(
                        request ->
                            input(index(request.call()), sample.files().get(request.path()))));
  }

  private static int index(Call call) {
    return REQUESTS.stream().map(Request::call).toList().indexOf(call);
  }

  private static byte[] input(int index, byte[] file) {
    byte[] input = new byte[file.length + 1];
    input[0] = (byte) index;
    System.arraycopy(file, 0, input, 1, file.length);
    return input;
  }

  @MethodSource("answered")
  @FuzzTest
  void what_is_no_answer_passes_nothing(byte[] input) {
    if (input.length == 0) {
      return;
    }
    Request request = REQUESTS.get((input[0] & 0xff) % REQUESTS.size());
    byte[] file = Arrays.copyOfRange(input, 1, input.length);
    Passes passes = passes(request, file);
    Passes lost = LOST.computeIfAbsent(request.call(), call -> passes(request, NO_ANSWER));
    if (!isReadable(request, file)) {
      assertThat(passes).isEqualTo(lost);
      return;
    }
    if (SlowJson.isObject(file)) {
      for (Damage swap : Damage.swapped(request.path(), file, Arrays.hashCode(input), SWAPS)) {
        Set<String> gained = passes(request, swap.bytes()).beyond(passes);
        gained.removeAll(lost.all()); // other evidence decides alone
        gained.removeIf(pass -> pass.contains(request.path() + "#")); // called by its place now
        assertThat(gained).as("%s", swap).isEmpty();
      }
    }
  }

  /** Whether it can be an answer, for all that a second reader says, or an error text. */
  private static boolean isReadable(Request request, byte[] file) {
    if (!SlowJson.isObject(file)) {
      boolean nothing = file.length == 0 && request.call().answersWithNothing();
      return nothing || new String(file, UTF_8).contains("An error occurred (");
    }
    var root = JSON.readTree(file);
    return root.path("NextToken").isMissingNode() || root.path("NextToken").isNull();
  }

  private static Passes passes(Request request, byte[] file) {
    Sample sample = AROUND.computeIfAbsent(request.call(), AnswerFuzzTest::around);
    try {
      Account account = Verdicts.account(sample.with(request.path(), file));
      return Passes.of(Verdicts.of(account, bound -> calls(bound).contains(request.call())));
    } catch (InputException refused) {
      assertThat(refused.kind()).isEqualTo(InputException.Kind.REJECTED);
      assertThat(refused.problems()).isNotEmpty();
      return new Passes(Set.of());
    }
  }

  /** What the checks that read a call can read; {@code DamageTest} shows that it is all. */
  private static Sample around(Call call) {
    Set<Call> read = new HashSet<>();
    Verdicts.of(Verdicts.account(QUIET), bound -> calls(bound).contains(call)).stream()
        .flatMap(result -> result.checks().stream())
        .forEach(check -> check.use().check().ifPresent(c -> read.addAll(c.calls())));
    String[] others =
        Verdicts.account(QUIET).calls().keySet().stream()
            .filter(request -> !read.contains(request.call()))
            .flatMap(r -> Stream.of(r.path(), r.path().replace(".json", ".err")))
            .toArray(String[]::new);
    return QUIET.without(others);
  }

  private static Set<Call> calls(Bound bound) {
    return bound.uses().stream()
        .flatMap(use -> use.check().stream())
        .flatMap(check -> check.calls().stream())
        .collect(Collectors.toSet());
  }
}
