package dev.assay.text;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.Writer;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
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

  private static final String COLLISIONS = "has keys that are made to slow its reading down";

  /** What the CLI prints in its other formats, and Python for a dictionary. */
  private static final Pattern NOT_AS_JSON =
      Pattern.compile("(?:\\{'|\\||\\+-|-{5}|\\w+:\\s|[A-Z]+\\t)");

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

  /** As much of a text as tells what it is when it is no JSON. */
  private static final int START = 8 * 1024;

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
    try (JsonParser parser = parser(new StringReader(text))) {
      if (parser.nextToken() == null) {
        throw new UnreadableException("is empty");
      }
      JsonNode node = node(parser);
      ended(parser);
      return node;
    } catch (JacksonException e) {
      throw new UnreadableException(describe(text, e));
    } catch (IllegalStateException e) {
      throw collisions(e);
    }
  }

  /**
   * How the library's table of keys gives up.
   *
   * @throws IllegalStateException when it is a fault of whoever takes elements
   */
  private static UnreadableException collisions(IllegalStateException e) {
    String library = JsonParser.class.getPackageName();
    if (Stream.of(e.getStackTrace())
        .limit(1)
        .noneMatch(at -> at.getClassName().startsWith(library))) {
      throw e;
    }
    return new UnreadableException(COLLISIONS);
  }

  private static void ended(JsonParser parser) throws UnreadableException {
    if (parser.nextToken() != null) {
      throw new UnreadableException(
          "has more text after the document" + at(parser.currentTokenLocation()));
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
    try (JsonParser parser = parser(new ReadAhead(text))) {
      if (parser.nextToken() == null) {
        return Optional.empty();
      }
      JsonNode node =
          parser.currentToken() == JsonToken.START_OBJECT ? members(parser, lists) : node(parser);
      ended(parser);
      return Optional.of(node);
    } catch (JacksonIOException e) {
      throw e.getCause();
    } catch (JacksonException e) {
      text.transferTo(Writer.nullWriter()); // what is no text at all is not yet JSON
      throw new UnreadableException(describe(start, e));
    } catch (IllegalStateException e) {
      throw collisions(e);
    }
  }

  private static JsonNode members(JsonParser parser, Map<String, Consumer<JsonNode>> lists) {
    ObjectNode members = NODES.objectNode();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      Consumer<JsonNode> list = lists.get(name);
      if (parser.nextToken() == JsonToken.START_ARRAY && list != null) {
        members.putArray(name);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.accept(node(parser));
        }
      } else {
        members.set(name, node(parser));
      }
    }
    return members;
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
  static JsonParser parser(Reader text) {
    return FACTORY.createParser(ObjectReadContext.empty(), text);
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
    String message = e.getOriginalMessage() == null ? "" : e.getOriginalMessage();
    if (e instanceof UnexpectedEndOfInputException || message.startsWith("Unexpected end-of-")) {
      return "is cut off" + at;
    }
    if (e instanceof StreamConstraintsException) {
      return limit(message) + at;
    }
    if (message.startsWith("Duplicate")) {
      return "has the key " + quoted(message) + " twice in one object" + at;
    }
    String start = text.stripLeading();
    if (start.startsWith("<")) {
      return "is not JSON but looks like an HTML or XML page";
    }
    if (NOT_AS_JSON.matcher(start).lookingAt()) {
      return "is not JSON; collect it with `--output json`";
    }
    return "is not JSON" + at;
  }

  /** What is too much; the library tells it in words alone. */
  private static String limit(String message) {
    if (message.contains("depth")) {
      return "nests deeper than " + DEEPEST + " levels";
    }
    if (message.contains("Number value")) {
      return "has a number of more than " + LONGEST_NUMBER + " digits";
    }
    if (message.contains("collision")) {
      return COLLISIONS;
    }
    if (message.contains("Name ")) {
      return "has a key of more than " + LONGEST_NAME + " characters";
    }
    return "has a text of more than " + LONGEST_STRING + " characters";
  }

  /** The key that the library names in double quotes. */
  private static String quoted(String message) {
    int from = message.indexOf('"') + 1;
    return "`" + message.substring(from, Math.max(from, message.lastIndexOf('"'))) + "`";
  }
}
