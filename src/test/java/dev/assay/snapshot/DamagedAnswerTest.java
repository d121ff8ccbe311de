package dev.assay.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.InputException;
import dev.assay.aws.Evidence;
import dev.assay.aws.Request;
import dev.assay.testing.Damage;
import dev.assay.testing.Outcome;
import dev.assay.testing.Sample;
import dev.assay.testing.Verdicts;
import dev.assay.text.Text;
import dev.assay.text.UnreadableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * However a file is damaged, the answers it bears on are what they were or lost. What becomes of
 * verdicts when answers are lost is asked in {@code DamageTest}.
 */
class DamagedAnswerTest {

  private static final String LOG = "calls.tsv";
  private static final String SUMS = "SHA256SUMS";

  static Stream<Sample> samples() {
    return Sample.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_damaged_file_answers_as_before_or_not_at_all(Sample sample) {
    List<String> wrong = new ArrayList<>();
    int tried = 0;
    for (Request request : requests(sample)) {
      for (String path : List.of(request.path(), request.path().replace(".json", ".err"))) {
        if (!sample.files().containsKey(path)) {
          continue;
        }
        byte[] bytes = sample.files().get(path);
        String whole = said(handMade(path, bytes).answer(request));
        for (Damage damage : Damage.all(path, bytes)) {
          tried++;
          Evidence<Json> answer = handMade(path, damage.bytes()).answer(request);
          if (!answer.isLost() && !said(answer).equals(whole) && !saysNothing(request, damage)) {
            wrong.add(damage + " makes it " + said(answer));
          }
        }
      }
    }
    System.out.printf("%s: %d damages to answers%n", sample, tried);

    assertThat(wrong).isEmpty();
  }

  /** Where the CLI prints nothing for "never configured", nothing is an answer. */
  private static boolean saysNothing(Request request, Damage damage) {
    return request.call().answersWithNothing() && damage.bytes().length == 0;
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_damaged_log_is_rejected_or_costs_answers(Sample sample) {
    Tree tree = Tree.of(sample.files());
    Function<String, Calls> reading =
        text -> new Calls(tree, Optional.of(CallLog.parse(text)), Optional.empty());

    assertThat(changedAnswers(sample, LOG, reading)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void damaged_sums_are_rejected_or_cost_answers(Sample sample) {
    Tree tree = Tree.of(sample.files());
    Function<String, Calls> reading =
        text -> new Calls(tree, Optional.empty(), Optional.of(Sums.parse(text)));

    assertThat(changedAnswers(sample, SUMS, reading)).isEmpty();
  }

  /** The calls whose answer is neither lost nor what it was, by what damage to a file. */
  private static List<String> changedAnswers(
      Sample sample, String path, Function<String, Calls> reading) {
    List<Request> requests = requests(sample);
    byte[] bytes = sample.files().get(path);
    Calls whole = reading.apply(new String(bytes, UTF_8));
    List<String> changed = new ArrayList<>();
    for (Damage damage : Damage.all(path, bytes)) {
      Calls damaged;
      if (damage.bytes() == null) {
        continue; // as good as made by hand
      }
      try {
        damaged = reading.apply(Text.decode(damage.bytes()));
      } catch (InputException | UnreadableException refused) {
        continue;
      }
      for (Request request : requests) {
        Evidence<Json> answer = damaged.answer(request);
        if (!answer.isLost() && !said(answer).equals(said(whole.answer(request)))) {
          changed.add(damage + " changes " + request.path());
        }
      }
    }
    return changed;
  }

  /** Every call that the program looks for in a sample. */
  private static List<Request> requests(Sample sample) {
    return List.copyOf(Verdicts.account(sample).calls().keySet());
  }

  private static Calls handMade(String path, byte[] bytes) {
    Map<String, byte[]> files = bytes == null ? Map.of() : Map.of(path, bytes);
    return new Calls(Tree.of(files), Optional.empty(), Optional.empty());
  }

  private static String said(Evidence<Json> answer) {
    return Outcome.of(answer.map(Json::node));
  }
}
