package dev.assay.spec;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A risk that a person has accepted for a time: failures that stay in view and are counted no more.
 * It names a check, a control, or both, and then that check in that control only.
 *
 * @param check id or alias of a check, as written; empty for every check of the control
 * @param control id of a control; empty for every control that uses the check
 * @param resource pattern over a whole resource, {@code *} any text and {@code ?} any one
 *     character; empty for every resource
 * @param account whose: 12 digits; empty for every account
 * @param reason why it is accepted, in the owner's words; may have several lines
 * @param owner who answers for it
 * @param ticket where it is tracked; empty when nothing is said
 * @param from its first day, UTC; empty when it counts since ever
 * @param expires its last day, UTC, all of which it counts
 * @param source the file, for messages
 * @param line in the file, from 1
 */
public record Waiver(
    String check,
    String control,
    String resource,
    String account,
    String reason,
    String owner,
    String ticket,
    Optional<LocalDate> from,
    LocalDate expires,
    String source,
    int line) {

  /** What it waives, for messages. */
  public String subject() {
    String ofCheck = "check `" + check + "`";
    String ofControl = "control `" + control + "`";
    if (check.isEmpty()) {
      return ofControl;
    }
    return control.isEmpty() ? ofCheck : ofCheck + " in " + ofControl;
  }

  /** Whether no resource is outside its pattern. */
  public boolean isOfEveryResource() {
    return resource.chars().allMatch(c -> c == '*' || c == '?');
  }

  /** Whether it is meant for whatever account the snapshot is of. */
  public boolean isOfEveryAccount() {
    return account.isEmpty();
  }

  /** Its place, for messages. */
  public String place() {
    return source + " line " + line;
  }
}
