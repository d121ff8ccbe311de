package dev.assay.policy;

import dev.assay.policy.PolicyDocument.Effect;
import dev.assay.policy.PolicyDocument.Statement;
import java.util.List;

/**
 * What someone's own policies say of one request (IAM User Guide, "Policy evaluation logic"): a
 * Deny beats every Allow, and what nothing allows is not allowed.
 *
 * @param statements of all policies on the principal, its groups' too
 * @param complete whether these are all; else a further one may allow or deny anything
 */
public record Permissions(List<Statement> statements, boolean complete) {

  /** Those of somebody whose policies cannot be seen. */
  public static final Permissions UNSEEN = new Permissions(List.of(), false);

  public Permissions {
    statements = List.copyOf(statements);
  }

  /** Whether the action on the resource is allowed. */
  public Answer allow(String action, String arn) {
    Answer allowed = complete ? strongest(Effect.ALLOW, action, arn) : Answer.MAYBE;
    return allowed.and(deny(action, arn).not());
  }

  /** Whether the action on the resource is denied by a statement that was seen. */
  public Answer deny(String action, String arn) {
    return strongest(Effect.DENY, action, arn);
  }

  private Answer strongest(Effect effect, String action, String arn) {
    return statements.stream()
        .filter(s -> s.effect() == effect && s.about(action))
        .map(s -> s.on(arn).and(s.holds()))
        .reduce(Answer.NO, Answer::or);
  }
}
