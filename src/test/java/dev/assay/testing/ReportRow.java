package dev.assay.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A row of a credential report with AWS's 22 columns; each method gives a changed copy. */
public final class ReportRow {

  private static final List<String> COLUMNS =
      List.of(
          "user",
          "arn",
          "user_creation_time",
          "password_enabled",
          "password_last_used",
          "password_last_changed",
          "password_next_rotation",
          "mfa_active",
          "access_key_1_active",
          "access_key_1_last_rotated",
          "access_key_1_last_used_date",
          "access_key_1_last_used_region",
          "access_key_1_last_used_service",
          "access_key_2_active",
          "access_key_2_last_rotated",
          "access_key_2_last_used_date",
          "access_key_2_last_used_region",
          "access_key_2_last_used_service",
          "cert_1_active",
          "cert_1_last_rotated",
          "cert_2_active",
          "cert_2_last_rotated");

  private final Map<String, String> cells;

  private ReportRow(Map<String, String> cells) {
    this.cells = cells;
  }

  /** A user made in 2020, without password, MFA and keys. */
  public static ReportRow user(String name) {
    Map<String, String> cells = new LinkedHashMap<>();
    COLUMNS.forEach(column -> cells.put(column, column.endsWith("_active") ? "false" : "N/A"));
    return new ReportRow(cells)
        .with("user", name)
        .with("arn", "arn:aws:iam::" + Given.ACCOUNT + ":user/" + name)
        .with("user_creation_time", "2020-01-01T00:00:00+00:00")
        .with("password_enabled", "false");
  }

  /** Root with MFA, without keys and never used. */
  public static ReportRow root() {
    return user("<root_account>")
        .with("arn", "arn:aws:iam::" + Given.ACCOUNT + ":root")
        .with("password_enabled", "not_supported")
        .with("password_last_used", "no_information")
        .with("password_last_changed", "not_supported")
        .with("password_next_rotation", "not_supported")
        .with("mfa_active", "true");
  }

  /** With a password that was set in 2020. */
  public ReportRow password(String lastUsed) {
    return with("password_enabled", "true")
        .with("password_last_used", lastUsed)
        .with("password_last_changed", "2020-01-01T00:00:00+00:00");
  }

  /** With an active key in slot 1 or 2. */
  public ReportRow key(int slot, String rotated, String lastUsed) {
    return with("access_key_" + slot + "_active", "true")
        .with("access_key_" + slot + "_last_rotated", rotated)
        .with("access_key_" + slot + "_last_used_date", lastUsed);
  }

  public ReportRow with(String column, String value) {
    if (!COLUMNS.contains(column)) {
      throw new IllegalArgumentException(column);
    }
    Map<String, String> copy = new LinkedHashMap<>(cells);
    copy.put(column, value);
    return new ReportRow(copy);
  }

  public boolean isRoot() {
    return cells.get("user").equals("<root_account>");
  }

  /** The whole report: header and rows, cells with a comma in quotes. */
  public static String csv(ReportRow... rows) {
    return Stream.concat(Stream.of(String.join(",", COLUMNS)), Stream.of(rows).map(ReportRow::line))
        .collect(Collectors.joining("\n"));
  }

  private String line() {
    return cells.values().stream()
        .map(cell -> cell.contains(",") ? '"' + cell + '"' : cell)
        .collect(Collectors.joining(","));
  }
}
