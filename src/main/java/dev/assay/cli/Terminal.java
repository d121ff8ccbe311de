package dev.assay.cli;

import java.util.Map;

/**
 * What a person sees of the process.
 *
 * @param out whether standard output is a terminal
 * @param err whether standard error is one
 * @param color whether colours are wanted there
 */
record Terminal(boolean out, boolean err, boolean color) {

  static final Terminal NONE = new Terminal(false, false, false);

  /**
   * Finds it out. Java cannot: before 22 it knows only whether both input and output are terminals,
   * and later that depends on the version. So the launcher tells.
   *
   * @param streams the numbers of the streams that are terminals, as in {@code 12}; may be null
   */
  static Terminal of(String streams, Map<String, String> environment) {
    if (streams == null || "dumb".equals(environment.get("TERM"))) {
      return NONE;
    }
    boolean color = environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(streams.contains("1"), streams.contains("2"), color);
  }
}
