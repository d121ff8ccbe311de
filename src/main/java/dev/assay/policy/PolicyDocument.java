package dev.assay.policy;

import dev.assay.Glob;
import java.util.List;
import java.util.Locale;
import java.util.Set;

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

    /** Whether it is about this action, by {@code Action} or {@code NotAction}; case is ignored. */
    public boolean about(String action) {
      return matches(actions, action) || !notActions.isEmpty() && !matches(notActions, action);
    }

    private static boolean matches(List<String> patterns, String action) {
      for (String pattern : patterns) {
        if (Glob.matches(pattern, action, true)) {
          return true;
        }
      }
      return false;
    }

    /** Whether it is about every resource: {@code Resource} has {@code *}. */
    public boolean onEverything() {
      return resources.stream().anyMatch(r -> !r.isEmpty() && r.replace("*", "").isEmpty());
    }

    /** Whether it is about this resource, by {@code Resource} or {@code NotResource}. */
    public Answer on(String arn) {
      return notResources.isEmpty() ? on(resources, arn) : on(notResources, arn).not();
    }

    private static Answer on(List<String> patterns, String arn) {
      return patterns.stream().map(p -> on(p, arn)).reduce(Answer.NO, Answer::or);
    }

    /** A policy variable can stand for anything, so it settles nothing. */
    private static Answer on(String pattern, String arn) {
      String open = pattern.replaceAll("\\$\\{[^}]*\\}", "*");
      if (!Glob.matches(open, arn, false)) {
        return Answer.NO;
      }
      return open.equals(pattern) ? Answer.YES : Answer.MAYBE;
    }

    /** Whether it holds only when the request was made with MFA. */
    public boolean asksForMfa() {
      return conditions.stream().anyMatch(Condition::mfa);
    }

    /**
     * Whether it takes effect. Whoever can use MFA can also not use it, so that an Allow that asks
     * for it is a plain Allow, and a Deny without it is none; any other condition may or may not
     * hold.
     */
    Answer holds() {
      if (conditions.isEmpty()) {
        return Answer.YES;
      }
      boolean onlyMfa = conditions.stream().allMatch(Condition::aboutMfa);
      if (onlyMfa) {
        return effect == Effect.ALLOW ? Answer.YES : Answer.NO;
      }
      return Answer.MAYBE;
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

    private static final String MFA = "aws:multifactorauthpresent";
    private static final Set<String> ABOUT_MFA = Set.of(MFA, "aws:multifactorauthage");

    public Condition {
      values = List.copyOf(values);
    }

    /** {@code BoolIfExists} would hold without MFA too: access keys send no such key. */
    private boolean mfa() {
      return operator.equalsIgnoreCase("Bool")
          && key.equalsIgnoreCase(MFA)
          && !values.isEmpty()
          && values.stream().allMatch(value -> value.equalsIgnoreCase("true"));
    }

    private boolean aboutMfa() {
      return ABOUT_MFA.contains(key.toLowerCase(Locale.ROOT));
    }
  }

  /** The statements that allow something on every resource: {@code Resource} has {@code *}. */
  public List<Statement> allowsOnEverything() {
    return statements.stream()
        .filter(s -> s.effect() == Effect.ALLOW)
        .filter(Statement::onEverything)
        .toList();
  }

  /** Whether a {@code Deny} stands anywhere in the document. */
  public boolean denies() {
    return statements.stream().anyMatch(s -> s.effect() == Effect.DENY);
  }
}
