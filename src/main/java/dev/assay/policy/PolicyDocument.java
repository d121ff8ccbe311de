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
   * @param conditional whether it has a {@code Condition}
   */
  public record Statement(
      String pointer,
      Effect effect,
      List<String> actions,
      List<String> notActions,
      List<String> resources,
      List<String> notResources,
      boolean conditional) {

    public Statement {
      actions = List.copyOf(actions);
      notActions = List.copyOf(notActions);
      resources = List.copyOf(resources);
      notResources = List.copyOf(notResources);
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
