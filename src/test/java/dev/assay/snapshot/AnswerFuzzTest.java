package dev.assay.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.InputException;
import dev.assay.aws.Account;
import dev.assay.aws.Call;
import dev.assay.aws.Request;
import dev.assay.testing.Damage;
import dev.assay.testing.Passes;
import dev.assay.testing.Sample;
import dev.assay.testing.SlowJson;
import dev.assay.testing.Verdicts;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One answer of AWS in an account where nearly all is well, judged by all built-in specs. What is
 * no JSON, or one page of several, is as good as lost; and an answer in which something is of
 * another kind than it was makes nothing pass that did not.
 *
 * <p>Input: a byte that picks the call, then the file; or, with the byte's highest bit, what to set
 * in the one that is there.
 */
class AnswerFuzzTest {

  private static final int SWAPS = 1;
  private static final byte[] NO_ANSWER = "x".getBytes(UTF_8);

  private static final JsonMapper JSON = new JsonMapper();
  private static final Sample QUIET = sample("quiet");
  private static final List<Request> REQUESTS = requests(QUIET);
  private static final Map<Call, Sample> AROUND = new HashMap<>();
  private static final Map<Call, Passes> LOST = new HashMap<>();

  /** What a member may be set to: the edges of what it may hold, and what it may not. */
  private static final List<JsonNode> VALUES =
      Stream.of(
              "null 7 -1 65536 2147483648 0.5 1e300 253402300800000 true false [] {} [null] [[]] [{}]",
              "'' '*' '-1' 'tcp' '%' '{' 'all' 'Allow' '0.0.0.0/0' '::/0' '10.0.0.0/33' '\\ud800'",
              "'+999999999-12-31T23:59:59Z' '-999999999-01-01T00:00:00Z' '1970-01-01T00:00:00Z'",
              "'arn:aws:s3' 'arn:aws:iam::aws:policy/AdministratorAccess' {'Statement':[{}]}")
          .flatMap(line -> Stream.of(line.replace('\'', '"').split(" ")))
          .map(JSON::readTree)
          .toList();

  private static final int EDITED = 0x80;
  private static final int EDIT = 3;

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
    return Stream.concat(whole(), edits());
  }

  private static Stream<byte[]> edits() {
    return IntStream.range(0, REQUESTS.size() / 8)
        .mapToObj(n -> new byte[] {(byte) (n * 8 | EDITED), 0, (byte) n, (byte) n});
  }

  private static Stream<byte[]> whole() {
    Sample messy = sample("messy");
    return requests(messy).stream()
        .filter(request -> index(request.call()) >= 0)
        .map(request -> input(index(request.call()), messy.files().get(request.path())));
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
    Request request = REQUESTS.get((input[0] & ~EDITED & 0xff) % REQUESTS.size());
    byte[] rest = Arrays.copyOfRange(input, 1, input.length);
    byte[] file = (input[0] & EDITED) == 0 ? rest : edited(QUIET.files().get(request.path()), rest);
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

  /** A file with values set, one for each three bytes: two say where, one says to what. */
  private static byte[] edited(byte[] file, byte[] edits) {
    JsonNode root = JSON.readTree(file);
    for (int at = 0; at + EDIT <= edits.length; at += EDIT) {
      List<String> places = Damage.places(root);
      if (!places.isEmpty()) {
        int place = (edits[at] & 0xff) << 8 | edits[at + 1] & 0xff;
        JsonNode value = VALUES.get((edits[at + 2] & 0xff) % VALUES.size());
        root = Damage.with(root, places.get(place % places.size()), value);
      }
    }
    return root.toString().getBytes(UTF_8);
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
      return Passes.of(
          Verdicts.of(account, asked -> Verdicts.calls(asked).contains(request.call())));
    } catch (InputException refused) {
      assertThat(refused.kind()).isEqualTo(InputException.Kind.REJECTED);
      assertThat(refused.problems()).isNotEmpty();
      return new Passes(Set.of());
    }
  }

  /** What the checks that read a call can read; {@code DamageTest} shows that it is all. */
  private static Sample around(Call call) {
    Set<Call> read = Verdicts.askedWith(call);
    String[] others =
        Verdicts.account(QUIET).calls().keySet().stream()
            .filter(request -> !read.contains(request.call()))
            .flatMap(r -> Stream.of(r.path(), r.path().replace(".json", ".err")))
            .toArray(String[]::new);
    return QUIET.without(others);
  }
}
