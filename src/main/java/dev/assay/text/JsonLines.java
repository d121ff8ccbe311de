package dev.assay.text;

import java.io.IOException;
import java.io.Reader;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;

/** Where in a JSON document values stand, for people who open it in an editor. */
public final class JsonLines {

  /** A value that is asked for, or has one that is below it. */
  private static final class Place {
    private final Map<String, Place> below = new HashMap<>();
    private int line;

    private Place at(String pointer) {
      Place place = this;
      for (String name : pointer.substring(1).split("/", -1)) {
        String member = name.replace("~1", "/").replace("~0", "~");
        place = place.below.computeIfAbsent(member, none -> new Place());
      }
      return place;
    }

    /** A value that is not there stands where it would: in the nearest that is. */
    private void inherit() {
      for (Place place : below.values()) {
        place.line = place.line == 0 ? line : place.line;
        place.inherit();
      }
    }
  }

  private JsonLines() {}

  /**
   * The line of each value.
   *
   * @param pointers JSON Pointers (RFC 6901), none of them empty
   * @return lines from 1 by pointer; of a value that is not there, the line of what it is missing
   *     from; in a text that is no JSON, only what stands before the fault
   * @throws IOException as the text's reader does
   */
  public static Map<String, Integer> of(Reader text, Set<String> pointers) throws IOException {
    Place root = new Place();
    Map<String, Place> places = new TreeMap<>();
    pointers.forEach(pointer -> places.put(pointer, root.at(pointer)));
    try (JsonParser parser = JsonText.parser(new ReadAhead(text))) {
      if (parser.nextToken() != null) {
        find(parser, root);
      }
    } catch (JacksonIOException e) {
      throw e.getCause();
    } catch (JacksonException e) {
      root.line = 0;
    }
    root.inherit();
    Map<String, Integer> lines = new TreeMap<>();
    places.forEach(
        (pointer, place) -> {
          if (place.line > 0) {
            lines.put(pointer, place.line);
          }
        });
    return lines;
  }

  private static void find(JsonParser parser, Place place) {
    place.line = parser.currentTokenLocation().getLineNr();
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        below(parser, place.below.get(name));
      }
    } else if (parser.currentToken() == JsonToken.START_ARRAY) {
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        below(parser, place.below.get(Integer.toString(i)));
      }
    }
  }

  private static void below(JsonParser parser, Place wanted) {
    if (wanted == null) {
      parser.skipChildren();
    } else {
      find(parser, wanted);
    }
  }
}
