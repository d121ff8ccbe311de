package dev.assay.spec;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Specs from the text of a test. */
public final class SpecText {

  private SpecText() {}

  /** A user's own spec, in a file {@code my.yaml}. */
  public static Spec spec(String yaml) {
    return SpecReader.parse("my.yaml", false, yaml.getBytes(UTF_8));
  }

  /** A spec as if it shipped under the name {@code ours}. */
  public static Spec shipped(String yaml) {
    return SpecReader.parse("ours", true, yaml.getBytes(UTF_8));
  }
}
