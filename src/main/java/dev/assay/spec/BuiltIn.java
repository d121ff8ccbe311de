package dev.assay.spec;

import dev.assay.InputException;
import dev.assay.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The specs that ship with assay. */
final class BuiltIn {

  /** By name; an alias is Trivy's later spelling. */
  private static final Map<String, String> FILES = new LinkedHashMap<>();

  static {
    FILES.put("awscis1.2", "awscis1.2");
    FILES.put("awscis1.4", "awscis1.4");
    FILES.put("cis-aws-1.1", "cis-aws-1.1");
    FILES.put("aws-cis-1.2", "awscis1.2");
    FILES.put("aws-cis-1.4", "awscis1.4");
  }

  private BuiltIn() {}

  static List<String> names() {
    return List.copyOf(FILES.keySet());
  }

  /**
   * A built-in's text.
   *
   * @throws InputException when no spec has this name
   */
  static byte[] bytes(String name) {
    String file = FILES.get(name);
    if (file == null) {
      String all = "built in are " + String.join(", ", names());
      boolean path = name.contains("/") || name.endsWith(".yaml") || name.endsWith(".yml");
      throw InputException.usage(
          "",
          "there is no spec `" + name + "`",
          path
              ? "did you mean the file `@" + name + "`?"
              : Nearest.help(name, names(), all + "; a file of your own is `@path/to/spec.yaml`"));
    }
    try (InputStream in = BuiltIn.class.getResourceAsStream(file + ".yaml")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
