package dev.assay.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MemoTest {

  private final List<Object> workedOut = new ArrayList<>();
  private final Memo memo = new Memo();

  private int ask(int question) {
    return memo.once(
        question,
        () -> {
          workedOut.add(question);
          return question * question;
        });
  }

  @Test
  void an_answer_is_worked_out_once() {
    assertThat(List.of(ask(3), ask(4), ask(3), ask(4))).containsExactly(9, 16, 9, 16);
    assertThat(workedOut).containsExactly(3, 4);
  }

  @Test
  void what_was_asked_for_longest_ago_is_forgotten() {
    for (int i = 0; i < 500; i++) {
      ask(i);
    }
    ask(0);
    ask(500);
    workedOut.clear();

    assertThat(ask(0)).isZero();
    assertThat(workedOut).isEmpty();
    assertThat(ask(1)).isEqualTo(1);
    assertThat(workedOut).containsExactly(1);
  }

  @Test
  void parameters_are_their_values_whatever_they_remember() {
    Parameters one = new Parameters(new TreeMap<>(Map.of("days", 90)));
    Parameters other = new Parameters(new TreeMap<>(Map.of("days", 90)));
    one.memo().once("question", () -> "answer");

    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other).hasToString("{days=90}");
    assertThat(one).isNotEqualTo(new Parameters(new TreeMap<>()));
  }
}
