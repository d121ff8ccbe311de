package dev.assay.text;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON as strict as evidence must be: no duplicate keys, nothing after the document, limits. */
public final class JsonText {

  /** Far above what AWS sends: its deepest answers nest about 12 levels. */
  private static final int DEEPEST = 64;

  private static final int LONGEST_NUMBER = 64;
  private static final int LONGEST_NAME = 1024;
  private static final int LONGEST_STRING = 32 * 1024 * 1024;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(LONGEST_NUMBER)
                  .maxNameLength(LONGEST_NAME)
                  .maxStringLength(LONGEST_STRING)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  /** A mapper would make the same nodes, and loads 400 classes to find out how. */
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

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
    try (JsonParser parser = parser(text)) {
      if (parser.nextToken() == null) {
        throw new UnreadableException("is empty");
      }
      JsonNode node = node(parser);
      if (parser.nextToken() != null) {
        TokenStreamLocation there = parser.currentTokenLocation();
        throw new UnreadableException("has more text after the document" + at(there));
      }
      return node;
    } catch (JacksonException e) {
      throw new UnreadableException(describe(text, e));
    }
  }

  /** The value that starts with the current token. */
  private static JsonNode node(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          object.set(name, node(parser));
        }
        yield object;
      }
      case START_ARRAY -> {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          array.add(node(parser));
        }
        yield array;
      }
      case VALUE_STRING -> NODES.stringNode(parser.getString());
      case VALUE_NUMBER_INT ->
          switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            default -> NODES.numberNode(parser.getBigIntegerValue());
          };
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      default -> NODES.nullNode();
    };
  }

  /** Reads a document token by token, with the same limits. */
  static JsonParser parser(String text) {
    return FACTORY.createParser(ObjectReadContext.empty(), text);
  }

  private static String at(TokenStreamLocation location) {
    return " at line " + location.getLineNr() + " column " + location.getColumnNr();
  }

  private static String describe(String text, JacksonException e) {
    TokenStreamLocation location = e.getLocation();
    String at = location == null ? "" : at(location);
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
