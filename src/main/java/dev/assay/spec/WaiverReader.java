package dev.assay.spec;

import dev.assay.InputException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads waivers. */
public final class WaiverReader {

  /** No ARN is longer; a bound keeps matching many findings by many patterns quick. */
  private static final int LONGEST_PATTERN = 2048;

  private static final String DATE = "write a date like 2026-01-31";

  private static final Entry.Shape WAIVER =
      new Entry.Shape(
          "waivers",
          "a waiver",
          List.of(
              "check",
              "control",
              "resource",
              "account",
              "reason",
              "owner",
              "ticket",
              "from",
              "expires"),
          Map.of(
              "check", "write the id of a check, see `assay list checks`",
              "control", "write the id of a control of the spec",
              "resource",
                  "write it as reports print it, or its ARN; `*` and `?` are wildcards; without"
                      + " the line it is every resource",
              "account", "write the 12 digits of the account's id",
              "reason", "say in words why the risk is accepted",
              "owner", "write the name of who answers for it",
              "ticket", "write where it is tracked, or leave the line out",
              "from", DATE + ", the first day on which it counts",
              "expires", DATE + ", the last day on which it counts"));

  private WaiverReader() {}

  /**
   * Reads a file of waivers.
   *
   * @throws InputException when it cannot be read, or with everything that is wrong with it
   */
  public static List<Waiver> read(Path file) {
    return Entry.read(file, WAIVER, entry -> waiver(file.toString(), entry));
  }

  /** Reads the text of a file; {@code source} names it in messages. */
  static List<Waiver> parse(String source, byte[] bytes) {
    return Entry.parse(source, bytes, WAIVER, entry -> waiver(source, entry));
  }

  private static Waiver waiver(String source, Entry entry) {
    if (!entry.has("check") && !entry.has("control")) {
      entry.problem(
          "",
          "a waiver has no `check` and no `control`",
          "write one of them, or both for the check in that control only");
    }
    Optional<LocalDate> from =
        entry.has("from") ? entry.parsed("from", LocalDate::parse) : Optional.empty();
    Optional<LocalDate> expires = entry.parsed("expires", LocalDate::parse);
    if (from.isPresent() && expires.isPresent() && expires.get().isBefore(from.get())) {
      entry.problem(
          "expires", "`expires` is before `from`", "write the last day on which the waiver counts");
    }
    String resource = entry.optionalText("resource");
    if (resource.length() > LONGEST_PATTERN) {
      entry.problem(
          "resource",
          "`resource` has " + resource.length() + " characters",
          "write at most " + LONGEST_PATTERN + ", no ARN is longer");
    }
    return new Waiver(
        entry.optionalText("check"),
        entry.optionalText("control"),
        resource,
        entry.has("account") ? entry.account("account") : "",
        entry.text("reason"),
        entry.text("owner"),
        entry.optionalText("ticket"),
        from,
        expires.orElse(LocalDate.EPOCH),
        source,
        entry.line());
  }
}
