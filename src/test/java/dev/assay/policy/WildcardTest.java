package dev.assay.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.Glob;
import dk.brics.automaton.BasicOperations;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WildcardTest {

  /** Every pattern of up to five characters against every text of up to four. */
  @Test
  void matching_one_text_is_membership_in_the_language() {
    List<String> texts = words("ab", 4);
    for (String pattern : words("a*?", 5)) {
      for (String text : texts) {
        assertThat(Glob.matches(pattern, text, false))
            .as("%s on %s", pattern, text)
            .isEqualTo(BasicOperations.run(Wildcard.language(pattern), text));
      }
    }
  }

  private static List<String> words(String letters, int longest) {
    List<String> words = new ArrayList<>(List.of(""));
    for (int i = 0; i < words.size() && words.get(i).length() < longest; i++) {
      for (char letter : letters.toCharArray()) {
        words.add(words.get(i) + letter);
      }
    }
    return words;
  }
}
