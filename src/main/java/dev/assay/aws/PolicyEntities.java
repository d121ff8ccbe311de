package dev.assay.aws;

import java.util.List;

/**
 * Who carries one managed policy (IAM ListEntitiesForPolicy), by name.
 *
 * @param users names of users
 * @param groups names of groups
 * @param roles names of roles
 */
public record PolicyEntities(
    Evidence<List<String>> users, Evidence<List<String>> groups, Evidence<List<String>> roles) {

  /** One of the three lists, by {@code user}, {@code group} or {@code role}. */
  public Evidence<List<String>> of(String kind) {
    return switch (kind) {
      case "user" -> users;
      case "group" -> groups;
      case "role" -> roles;
      default -> throw new IllegalArgumentException(kind);
    };
  }
}
