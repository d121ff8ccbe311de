package dev.assay.policy;

import java.util.List;

/**
 * An IAM policy document (IAM User Guide, "Grammar of the IAM JSON policy language").
 *
 * @param statements in document order; a single object counts as a list of one
 */
public record PolicyDocument(List<Statement> statements) {

  public PolicyDocument {
    statements = List.copyOf(statements);
  }

  /** What a statement does with the requests it matches. */
  public enum Effect {
    ALLOW,
    DENY
  }

  /**
   * One statement. Exactly one of {@code actions} and {@code notActions} is meaningful, and one of
   * {@code resources} and {@code notResources}; the other is empty.
   *
   * @param pointer where it stands below the document, e.g. {@code /Statement/0}
   * @param principals whom it is about; empty in policies of IAM, which are about their carrier
   * @param notPrincipal whether it is about everybody but the principals
   * @param conditions what must hold besides; all of them
   */
  public record Statement(
      String pointer,
      Effect effect,
      List<String> actions,
      List<String> notActions,
      List<String> resources,
      List<String> notResources,
      List<Principal> principals,
      boolean notPrincipal,
      List<Condition> conditions) {

    public Statement {
      actions = List.copyOf(actions);
      notActions = List.copyOf(notActions);
      resources = List.copyOf(resources);
      notResources = List.copyOf(notResources);
      principals = List.copyOf(principals);
      conditions = List.copyOf(conditions);
    }

    /** Whether it holds only under a condition. */
    public boolean conditional() {
      return !conditions.isEmpty();
    }
  }

  /**
   * Whom a statement is about.
   *
   * @param kind {@code AWS}, {@code Service}, {@code Federated}, {@code CanonicalUser}, or {@code
   *     *}
   * @param id ARN, account, service or {@code *}
   */
  public record Principal(String kind, String id) {}

  /**
   * One key of one condition operator; any of the values satisfies it.
   *
   * @param operator as written, e.g. {@code StringEquals}
   * @param key as written, e.g. {@code aws:SourceArn}
   */
  public record Condition(String operator, String key, List<String> values) {

    public Condition {
      values = List.copyOf(values);
    }
  }

  /** The statements that allow something on every resource: {@code Resource} has {@code *}. */
  public List<Statement> allowsOnEverything() {
    return statements.stream()
        .filter(s -> s.effect() == Effect.ALLOW)
        .filter(s -> s.resources().stream().anyMatch(r -> r.matches("\\*+")))
        .toList();
  }

  /** Whether a {@code Deny} stands anywhere in the document. */
  public boolean denies() {
    return statements.stream().anyMatch(s -> s.effect() == Effect.DENY);
  }
}
