package dev.assay.report;

import java.io.StringWriter;
import java.util.Locale;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** JSON as Go prints it, and so Trivy: indented by two, nothing inside what is empty. */
public final class Indented {

  private static final JsonMapper MAPPER =
      JsonMapper.builder(JsonFactory.builder().characterEscapes(new Visible()).build())
          .defaultPrettyPrinter(likeGo())
          .build();

  private Indented() {}

  /** One object with these members, and a last newline. */
  public static String object(Consumer<JsonGenerator> members) {
    return object(MAPPER.writerWithDefaultPrettyPrinter(), members);
  }

  /** The same on one line, for formats that have an object a line. */
  static String line(Consumer<JsonGenerator> members) {
    return object(MAPPER.writer(), members);
  }

  private static String object(ObjectWriter writer, Consumer<JsonGenerator> members) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = writer.createGenerator(out)) {
      json.writeStartObject();
      members.accept(json);
      json.writeEndObject();
    }
    return inert(out.append('\n').toString());
  }

  /** One value, without a last newline. */
  static String value(JsonNode value) {
    return inert(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value));
  }

  /** The same to a parser, and no command to a build system that shows it: both stand in texts. */
  private static String inert(String json) {
    return json.replace("##", "#\\u0023");
  }

  /**
   * Writes the characters that {@link Escape#terminal} spells out, and all beyond U+FFFF, as {@code
   * \}{@code u}: the same text to a parser, and nothing hidden from a reader.
   */
  private static final class Visible extends CharacterEscapes {
    private static final long serialVersionUID = 1;
    private final int[] ascii = CharacterEscapes.standardAsciiEscapesForJSON();

    Visible() {
      ascii[0x7f] = CharacterEscapes.ESCAPE_STANDARD;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return ascii;
    }

    @Override
    public SerializableString getEscapeSequence(int unit) {
      return Escape.invisible(unit)
          ? new SerializedString(String.format(Locale.ROOT, "\\u%04x", unit))
          : null;
    }
  }

  private static DefaultPrettyPrinter likeGo() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    Separators separators =
        Separators.createDefaultInstance()
            .withObjectNameValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");
    return new DefaultPrettyPrinter(separators)
        .withObjectIndenter(indenter)
        .withArrayIndenter(indenter);
  }
}
