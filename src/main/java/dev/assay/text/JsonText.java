package dev.assay.text;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON as strict as evidence must be: no duplicate keys, nothing after the document, limits. */
public final class JsonText {

  /** Far above what AWS sends: its deepest answers nest about 12 levels. */
  private static final int DEEPEST = 64;

  private static final int LONGEST_NUMBER = 64;
  private static final int LONGEST_NAME = 1024;
  private static final int LONGEST_STRING = 32 * 1024 * 1024;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNumberLength(LONGEST_NUMBER)
                          .maxNameLength(LONGEST_NAME)
                          .maxStringLength(LONGEST_STRING)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final ObjectReader PART =
      MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** As much of a text as tells what it is when it is no JSON. */
  private static final int START = 8 * 1024;

  private JsonText() {}

  /**
   * Parses one document.
   *
   * @throws UnreadableException saying what is wrong, with line and column
   */
  public static JsonNode parse(String text) throws UnreadableException {
    if (text.isBlank()) {
      throw new UnreadableException("is empty");
    }
    try {
      JsonNode node = MAPPER.readTree(text);
      if (node == null || node.isMissingNode()) {
        throw new UnreadableException("is empty");
      }
      return node;
    } catch (JacksonException e) {
      throw new UnreadableException(describe(text, e));
    }
  }

  /**
   * Parses one document whose long lists need not be in memory as a whole. A list at its top is
   * handed over element by element, before anybody can know whether the document is sound to its
   * end; in what is returned it is empty.
   *
   * @param lists what takes the elements of a list, by the name of the document's member
   * @return empty when there is no document
   * @throws UnreadableException saying what is wrong, with line and column
   * @throws IOException as the text's reader does
   */
  public static Optional<JsonNode> parse(TextReader text, Map<String, Consumer<JsonNode>> lists)
      throws IOException {
    String start = text.head(START);
    if (start.isBlank() && start.length() < START) {
      return Optional.empty();
    }
    try (JsonParser parser = MAPPER.createParser(new ReadAhead(text))) {
      if (parser.nextToken() == null) {
        return Optional.empty();
      }
      JsonNode node =
          parser.currentToken() == JsonToken.START_OBJECT
              ? members(parser, lists)
              : PART.readTree(parser);
      if (parser.nextToken() != null) {
        throw new UnreadableException(
            "has more text after the document" + at(parser.currentTokenLocation()));
      }
      return Optional.of(node);
    } catch (JacksonIOException e) {
      throw e.getCause();
    } catch (JacksonException e) {
      text.transferTo(Writer.nullWriter()); // what is no text at all is not yet JSON
      throw new UnreadableException(describe(start, e));
    }
  }

  private static JsonNode members(JsonParser parser, Map<String, Consumer<JsonNode>> lists) {
    ObjectNode members = JsonNodeFactory.instance.objectNode();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      Consumer<JsonNode> list = lists.get(name);
      if (parser.nextToken() == JsonToken.START_ARRAY && list != null) {
        members.putArray(name);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.accept(PART.readTree(parser));
        }
      } else {
        members.set(name, PART.readTree(parser));
      }
    }
    return members;
  }

  /** Reads a document token by token, with the same limits. */
  static JsonParser parser(Reader text) {
    return MAPPER.createParser(new ReadAhead(text));
  }

  private static String at(TokenStreamLocation location) {
    return location == null
        ? ""
        : " at line " + location.getLineNr() + " column " + location.getColumnNr();
  }

  /**
   * @param text the document, or its first characters
   */
  private static String describe(String text, JacksonException e) {
    String at = at(e.getLocation());
    if (e instanceof UnexpectedEndOfInputException) {
      return "is cut off" + at;
    }
    if (e instanceof StreamConstraintsException) {
      return "exceeds a limit (depth "
          + DEEPEST
          + ", number "
          + LONGEST_NUMBER
          + " digits, name "
          + LONGEST_NAME
          + ", text "
          + LONGEST_STRING
          + " characters)"
          + at;
    }
    String message = e.getOriginalMessage() == null ? "" : e.getOriginalMessage();
    if (message.startsWith("Duplicate")) {
      return "has a key twice in one object" + at;
    }
    if (message.contains("Trailing token")) {
      return "has more text after the document" + at;
    }
    String start = text.stripLeading();
    if (start.startsWith("<")) {
      return "is not JSON but looks like an HTML or XML page";
    }
    if (start.startsWith("{'") || start.startsWith("|") || start.startsWith("+-")) {
      return "is not JSON; collect it with `--output json`";
    }
    return "is not JSON" + at;
  }
}
