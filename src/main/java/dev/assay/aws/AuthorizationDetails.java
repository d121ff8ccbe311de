package dev.assay.aws;

import dev.assay.policy.PolicyDocument;
import java.time.Instant;
import java.util.List;

/** Users, groups, roles and managed policies (IAM GetAccountAuthorizationDetails). */
public record AuthorizationDetails(
    Evidence<List<Principal>> users,
    Evidence<List<Principal>> groups,
    Evidence<List<Principal>> roles,
    Evidence<List<ManagedPolicy>> policies) {

  /** One of the three lists, by {@code user}, {@code group} or {@code role}. */
  public Evidence<List<Principal>> of(String kind) {
    return switch (kind) {
      case "user" -> users;
      case "group" -> groups;
      case "role" -> roles;
      default -> throw new IllegalArgumentException(kind);
    };
  }

  /**
   * A user, group or role and the policies on it.
   *
   * @param kind {@code user}, {@code group} or {@code role}
   * @param created when it was made
   * @param attached the managed policies attached to it
   * @param inline the policies written into it
   * @param groups names of the groups that a user is in; empty for groups and roles
   * @param trust who may assume a role; absent for users and groups
   */
  public record Principal(
      String kind,
      String name,
      String arn,
      Source source,
      Evidence<Instant> created,
      Evidence<List<Named>> attached,
      Evidence<List<InlinePolicy>> inline,
      Evidence<List<String>> groups,
      Evidence<PolicyDocument> trust) {

    public Resource resource() {
      return new Resource(kind, arn);
    }
  }

  /**
   * A policy as its carrier names it.
   *
   * @param id the ARN of a managed policy, the name of an inline one
   */
  public record Named(String id, Source source) {}

  /** A policy that is written into its carrier. */
  public record InlinePolicy(String name, Source source, Evidence<PolicyDocument> document) {

    public Named named() {
      return new Named(name, source);
    }
  }

  /**
   * A managed policy and the document in force.
   *
   * @param attachments to how many users, groups and roles it is attached
   * @param document the default version's document
   */
  public record ManagedPolicy(
      String arn, Source source, Evidence<Integer> attachments, Evidence<PolicyDocument> document) {

    public Resource resource() {
      return new Resource("policy", arn);
    }

    /** Whether AWS owns it: its ARN has {@code aws} in place of an account. */
    public boolean awsManaged() {
      return arn.contains(":iam::aws:policy/");
    }
  }
}
