package dev.assay.text;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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

  /** Reads a document token by token, with the same limits. */
  static JsonParser parser(String text) {
    return MAPPER.createParser(text);
  }

  private static String describe(String text, JacksonException e) {
    TokenStreamLocation location = e.getLocation();
    String at =
        location == null
            ? ""
            : " at line " + location.getLineNr() + " column " + location.getColumnNr();
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
