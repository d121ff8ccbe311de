package dev.assay.policy;

import dev.assay.policy.PolicyDocument.Effect;
import dev.assay.policy.PolicyDocument.Principal;
import dev.assay.policy.PolicyDocument.Statement;
import java.util.List;

/**
 * Who may assume a role: its trust policy, together with what those whom it admits may do (IAM User
 * Guide, "Cross-account policy evaluation logic" and "AWS JSON policy elements: Principal").
 *
 * <p>A user or role that is named needs nothing more. An account that is named passes the question
 * on to the policies of its users and roles.
 */
public final class Trust {

  private static final String ASSUME = "sts:AssumeRole";
  private static final List<String> FEDERATED =
      List.of("sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity");

  private static final Principal EVERYBODY = new Principal("AWS", "*");

  private final String role;
  private final List<Statement> statements;

  /**
   * The trust policy of a role.
   *
   * @param role its ARN
   */
  public Trust(String role, PolicyDocument document) {
    this.role = role;
    this.statements = document.statements();
  }

  /** Whom it admits; the account's own root stands for all of the account. */
  public List<Principal> principals() {
    return statements.stream()
        .filter(s -> s.effect() == Effect.ALLOW)
        .flatMap(s -> named(s).stream())
        .distinct()
        .toList();
  }

  /** Whether it admits more of its own account than it names. */
  public boolean open() {
    return principals().stream().anyMatch(p -> p.equals(EVERYBODY) || ownRoot(p));
  }

  /** Whether this principal stands for all of the role's account. */
  public boolean ownRoot(Principal who) {
    return who.id().equals(root(role));
  }

  /**
   * Whether somebody may assume the role.
   *
   * @param own what their own policies say
   */
  public Answer admits(Principal who, Permissions own) {
    if (own.deny(ASSUME, role) == Answer.YES) {
      return Answer.NO;
    }
    Answer admitted =
        statements.stream()
            .filter(s -> s.effect() == Effect.ALLOW)
            .map(s -> admits(s, who, own))
            .reduce(Answer.NO, Answer::or);
    return admitted.and(denies(who).not());
  }

  private Answer admits(Statement allow, Principal who, Permissions own) {
    List<Principal> named = named(allow);
    Answer answer = Answer.NO;
    if (named.contains(who) && !who.equals(EVERYBODY)) {
      answer = severalPeople(who) ? Answer.MAYBE : Answer.YES;
    }
    if (named.contains(EVERYBODY) && who.kind().equals("AWS")) {
      answer = answer.or(allow.holds());
    }
    if (named.contains(new Principal("AWS", root(who.id())))) {
      answer = answer.or(own.allow(ASSUME, role).and(allow.holds()));
    }
    return answer;
  }

  /** Which of an account's or an identity provider's people come cannot be read here. */
  private static boolean severalPeople(Principal who) {
    return who.kind().equals("Federated") || who.id().equals(root(who.id()));
  }

  private Answer denies(Principal who) {
    return statements.stream()
        .filter(s -> s.effect() == Effect.DENY && assumes(s, who.kind()))
        .filter(s -> lists(s, who) != s.notPrincipal())
        .map(Statement::holds)
        .reduce(Answer.NO, Answer::or);
  }

  private boolean lists(Statement statement, Principal who) {
    List<Principal> listed = statement.principals().stream().map(this::canonical).toList();
    return listed.contains(who)
        || listed.contains(EVERYBODY)
        || listed.contains(new Principal("AWS", root(who.id())));
  }

  /** An Allow for all but some, which AWS refuses to store, is taken as one for everybody. */
  private List<Principal> named(Statement allow) {
    if (allow.notPrincipal()) {
      return assumes(allow, "AWS") ? List.of(EVERYBODY) : List.of();
    }
    return allow.principals().stream()
        .map(this::canonical)
        .filter(p -> assumes(allow, p.kind()))
        .toList();
  }

  private static boolean assumes(Statement statement, String kind) {
    return kind.equals("Federated")
        ? FEDERATED.stream().anyMatch(statement::about)
        : statement.about(ASSUME);
  }

  /** One spelling for everybody, and one for an account. */
  private Principal canonical(Principal principal) {
    if (principal.kind().equals("*")) {
      return EVERYBODY;
    }
    boolean account = principal.kind().equals("AWS") && principal.id().matches("\\d{12}");
    return account
        ? new Principal("AWS", "arn:" + part(role, 1) + ":iam::" + principal.id() + ":root")
        : principal;
  }

  /** The root of the account that an ARN belongs to; empty for what is no ARN. */
  private static String root(String arn) {
    String account = part(arn, 4);
    return account.isEmpty() ? "" : "arn:" + part(arn, 1) + ":iam::" + account + ":root";
  }

  private static String part(String arn, int index) {
    String[] parts = arn.split(":", 6);
    return parts.length == 6 && parts[0].equals("arn") ? parts[index] : "";
  }
}
