package dev.assay.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLinesTest {

  private static final String DOCUMENT =
      """
      {
          "Users": [
              {"Name": "a"},
              {
                  "Name": "b",
                  "a/b~c": [1,
                      2]
              }
          ],
          "": {"0": null}
      }
      """;

  @ParameterizedTest
  @CsvSource({
    "/Users, 2",
    "/Users/0, 3",
    "/Users/0/Name, 3",
    "/Users/1, 4",
    "/Users/1/Name, 5",
    "/Users/1/a~1b~0c/1, 7",
    "/, 10",
    "//0, 10",
    // what is not there: the line of what lacks it
    "/Users/1/Arn, 4",
    "/Users/7, 2",
    "/Users/7/Name, 2",
    "/Groups, 1",
    "/Users/1/Name/x, 5",
  })
  void a_value_stands_on_a_line(String pointer, int line) {
    assertThat(lines(DOCUMENT, Set.of(pointer))).isEqualTo(Map.of(pointer, line));
  }

  @Test
  void many_are_found_in_one_reading() {
    assertThat(lines(DOCUMENT, Set.of("/Users/0/Name", "/Users/1/Name", "/Users")))
        .isEqualTo(Map.of("/Users/0/Name", 3, "/Users/1/Name", 5, "/Users", 2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a": 1, "b"      | {/a=1}
          [                 | {}
          not JSON          | {}
          ''                | {}
          """)
  void what_is_behind_a_fault_has_no_line(String text, String found) {
    Map<String, Integer> lines = lines(text, Set.of("/a"));

    assertThat(lines).hasToString(found);
  }

  private static Map<String, Integer> lines(String text, Set<String> pointers) {
    try {
      return JsonLines.of(new StringReader(text), pointers);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
