package dev.assay.testing;

/** The text of a {@code calls.tsv}. */
public final class LogText {

  private LogText() {}

  /** The header and these rows, in which spaces stand for tabs. */
  public static String of(String... rows) {
    String header =
        "path region service operation parent rc status error_code started_at ms bytes argv";
    return (header + "\n" + String.join("\n", rows)).replace(' ', '\t');
  }
}
