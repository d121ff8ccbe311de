package dev.assay.spec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** Waivers from the text of a test. */
public final class WaiverText {

  private WaiverText() {}

  /**
   * In a file {@code waivers.yaml}, one a line; each with an owner and reason, and with an expiry
   * in 2025 where it has none.
   *
   * @param entries keys and values, as between the braces of YAML
   */
  public static List<Waiver> waivers(List<String> entries) {
    StringBuilder text = new StringBuilder("waivers:");
    for (String entry : entries) {
      text.append("\n- {").append(entry);
      text.append(entry.contains("expires:") ? "" : ", expires: 2025-01-01");
      text.append(", reason: it is a toy, owner: Jo Example}");
    }
    return WaiverReader.parse("waivers.yaml", text.append("\n").toString().getBytes(UTF_8));
  }
}
