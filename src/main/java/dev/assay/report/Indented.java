package dev.assay.report;

import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.json.JsonMapper;

/** JSON as Go prints it, and so Trivy: indented by two, nothing inside what is empty. */
final class Indented {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().defaultPrettyPrinter(likeGo()).build();

  private Indented() {}

  /** Writes the members of an object. */
  interface Members {
    void to(JsonGenerator json);
  }

  /** One object and a last newline. */
  static String object(Members members) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = MAPPER.writerWithDefaultPrettyPrinter().createGenerator(out)) {
      json.writeStartObject();
      members.to(json);
      json.writeEndObject();
    }
    return out.append('\n').toString();
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
