package dev.assay.aws;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The IAM credential report: root's row and one row a user.
 *
 * <p>Source: IAM User Guide, "Getting credential reports for your AWS account".
 *
 * @param generatedAt when AWS wrote it; absent for a bare CSV, which does not tell
 * @param root the {@code <root_account>} row
 * @param users the users' rows, in the report's order, without root. A user that other evidence
 *     shows but the report lacks is here too, with every value lost.
 */
public record CredentialReport(Evidence<Instant> generatedAt, Evidence<Row> root, List<Row> users) {

  public CredentialReport {
    users = List.copyOf(users);
  }

  /**
   * One row.
   *
   * @param name the {@code user} column
   * @param arn the user's ARN
   * @param source the row's line
   * @param passwordEnabled absent for {@code not_supported}, as root's row can say
   * @param passwordLastUsed absent ({@code N/A}, {@code no_information}) when never used
   * @param keys the two access key slots
   */
  public record Row(
      String name,
      String arn,
      Source source,
      Evidence<Instant> created,
      Evidence<Boolean> passwordEnabled,
      Evidence<Instant> passwordLastUsed,
      Evidence<Instant> passwordLastChanged,
      Evidence<Boolean> mfaActive,
      List<AccessKey> keys) {

    public Row {
      keys = List.copyOf(keys);
    }

    public Resource resource() {
      return new Resource("user", arn);
    }

    public Resource password() {
      return new Resource("password", arn, "password");
    }

    public Resource key(AccessKey key) {
      return new Resource("access-key", arn, key.slot());
    }
  }

  /**
   * An access key slot.
   *
   * @param slot {@code access_key_1} or {@code access_key_2}
   * @param lastRotated when the key was made or last changed; absent for an empty slot
   * @param lastUsed absent ({@code N/A}) when never used
   */
  public record AccessKey(
      String slot,
      Evidence<Boolean> active,
      Evidence<Instant> lastRotated,
      Evidence<Instant> lastUsed) {}

  /** The row of a user name, if the report has it. */
  public Optional<Row> user(String name) {
    return users.stream().filter(row -> row.name().equals(name)).findFirst();
  }
}
