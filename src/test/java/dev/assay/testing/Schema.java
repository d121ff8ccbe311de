package dev.assay.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** A JSON Schema that documents are held against. */
public final class Schema {

  private final com.networknt.schema.Schema schema;

  private Schema(com.networknt.schema.Schema schema) {
    this.schema = schema;
  }

  /** A schema on the class path that names its own draft. */
  public static Schema of(String resource) {
    try (InputStream in = Schema.class.getResourceAsStream(resource)) {
      return new Schema(
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(new String(in.readAllBytes(), UTF_8), InputFormat.JSON));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it says against a document, a line each; none when the document is valid. */
  public List<String> faults(String json) {
    return schema.validate(json, InputFormat.JSON).stream().map(Object::toString).toList();
  }
}
