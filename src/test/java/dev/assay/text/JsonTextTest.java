package dev.assay.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** A document read list element by list element is the document read as a whole. */
class JsonTextTest {

  private static final String DOCUMENT =
      """
      {
          "Users": [
              {"Name": "a", "Tags": [1, 2.5, null, {}], "é": "\\u00e9"},
              [],
              "b"
          ],
          "Roles": [],
          "Other": [{"x": [true, false]}],
          "IsTruncated": false,
          "Users2": {"Users": [1]}
      }
      """;

  @ParameterizedTest(name = "[{0}]")
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "[{\"Users\": []}]",
        "3",
        "\"text\"",
        "null",
        "{\"Users\": {}}",
        "{\"Users\": null}",
        "{\"Users\": 1, \"Roles\": [[[]]]}",
        "{\"Users\": [1], \"Users\": [2]}",
        "{\"Users\": [{\"a\": 1, \"a\": 2}]}",
        "{} {}",
        "{}]",
        "{} x",
        "<html>",
        "{'a': 1}",
        "| a |",
        "{\"Users\": [1}",
        "{\"Users\": [1]",
        "{\"Users\": [1",
        "{\"Users\"",
        "",
        " ",
        "\u2003",
        "{\"a\": 01}"
      })
  void both_ways_say_the_same(String text) {
    assertThat(streamed(text)).isEqualTo(whole(text));
  }

  @Test
  void both_ways_say_the_same_of_a_sound_document() {
    assertThat(streamed(DOCUMENT)).isEqualTo(whole(DOCUMENT)).startsWith("{");
  }

  @Test
  void both_ways_say_the_same_of_documents_that_are_too_deep_or_long() {
    List<String> texts =
        List.of(
            "{\"Users\": [" + "[".repeat(70) + "]".repeat(70) + "]}",
            "{\"Users\": [" + "[".repeat(62) + "]".repeat(62) + "]}",
            "{\"Users\": [" + "[".repeat(63) + "]".repeat(63) + "]}",
            "{\"Users\": [" + "1".repeat(70) + "]}",
            "{\"Users\": [{\"" + "n".repeat(1100) + "\": 1}]}",
            "\n".repeat(9000) + "{\"Users\": [}]",
            "{\"Users\": [" + "{\"a\": \"é\"},\n".repeat(9000) + "]}");

    texts.forEach(text -> assertThat(streamed(text)).isEqualTo(whole(text)));
  }

  @Test
  void both_ways_say_the_same_of_every_cut() {
    for (int end = 0; end < DOCUMENT.length(); end++) {
      String cut = DOCUMENT.substring(0, end);
      assertThat(streamed(cut)).as(cut).isEqualTo(whole(cut));
    }
  }

  @Test
  void both_ways_say_the_same_of_random_damage() {
    Random random = new Random(11);
    String characters = "{}[]\",:0e-é \n\\tnu\1";
    for (int i = 0; i < 20_000; i++) {
      int at = random.nextInt(DOCUMENT.length());
      char c = characters.charAt(random.nextInt(characters.length()));
      String damaged = DOCUMENT.substring(0, at) + c + DOCUMENT.substring(at + random.nextInt(2));

      assertThat(streamed(damaged)).as(damaged).isEqualTo(whole(damaged));
    }
  }

  @Test
  void bytes_that_are_no_text_are_named_before_what_is_wrong_with_the_text() {
    byte[] bytes = "{\"Users\": [1}".concat(" ".repeat(50_000)).concat("\u00e9").getBytes(UTF_8);
    bytes[bytes.length - 1] = 'x';

    assertThat(said(bytes)).isEqualTo("is not UTF-8 text: bad byte at offset 50013");
  }

  @Test
  void a_fault_of_whoever_takes_the_elements_is_not_the_texts() {
    IllegalStateException fault = new IllegalStateException("a fault");
    Consumer<JsonNode> faulty =
        element -> {
          throw fault;
        };
    byte[] bytes = "{\"Users\": [1]}".getBytes(UTF_8);

    assertThatThrownBy(
            () ->
                JsonText.parse(
                    new TextReader(new ByteArrayInputStream(bytes)), Map.of("Users", faulty)))
        .isSameAs(fault);
  }

  private static String whole(String text) {
    try {
      return JsonText.parse(text).toString();
    } catch (UnreadableException e) {
      return e.getMessage();
    }
  }

  private static String streamed(String text) {
    return said(text.getBytes(UTF_8));
  }

  /** The document put together again, or what is wrong with it. */
  private static String said(byte[] bytes) {
    Map<String, List<JsonNode>> elements = new TreeMap<>();
    Map<String, Consumer<JsonNode>> lists = new TreeMap<>();
    for (String name : List.of("Users", "Roles", "None")) {
      elements.put(name, new ArrayList<>());
      lists.put(name, elements.get(name)::add);
    }
    try {
      return JsonText.parse(new TextReader(new ByteArrayInputStream(bytes)), lists)
          .map(
              node -> {
                elements.forEach(
                    (name, all) -> {
                      if (!all.isEmpty()) {
                        ((ArrayNode) node.get(name)).addAll(all);
                      }
                    });
                return node.toString();
              })
          .orElse("is empty");
    } catch (IOException e) {
      return e.getMessage();
    }
  }
}
