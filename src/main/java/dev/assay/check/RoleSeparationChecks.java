package dev.assay.check;

import dev.assay.aws.Account;
import dev.assay.aws.AuthorizationDetails;
import dev.assay.aws.AuthorizationDetails.Principal;
import dev.assay.aws.Evidence;
import dev.assay.aws.Gap;
import dev.assay.aws.Source;
import dev.assay.check.CarriedPolicies.Carried;
import dev.assay.check.CarriedPolicies.Placed;
import dev.assay.policy.PolicyDocument;
import dev.assay.policy.PolicyDocument.Effect;
import dev.assay.policy.Trust;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Two roles share the administration of IAM: the master makes identities and policies, the manager
 * assigns them, and each is denied the other's part.
 */
final class RoleSeparationChecks {

  private static final List<String> MASTER_WRITES =
      List.of(
          "iam:AttachRolePolicy",
          "iam:CreateGroup",
          "iam:CreatePolicy",
          "iam:CreatePolicyVersion",
          "iam:CreateRole",
          "iam:CreateUser",
          "iam:DeleteGroup",
          "iam:DeletePolicy",
          "iam:DeletePolicyVersion",
          "iam:DeleteRole",
          "iam:DeleteRolePolicy",
          "iam:DeleteUser",
          "iam:PutRolePolicy");

  private static final List<String> MANAGER_WRITES =
      List.of(
          "iam:AddUserToGroup",
          "iam:AttachGroupPolicy",
          "iam:DeleteGroupPolicy",
          "iam:DeleteUserPolicy",
          "iam:DetachGroupPolicy",
          "iam:DetachRolePolicy",
          "iam:DetachUserPolicy",
          "iam:PutGroupPolicy",
          "iam:PutUserPolicy",
          "iam:RemoveUserFromGroup",
          "iam:UpdateGroup",
          "iam:UpdateAssumeRolePolicy",
          "iam:UpdateUser");

  private static final List<String> READS =
      List.of(
          "iam:GetPolicy",
          "iam:GetPolicyVersion",
          "iam:GetRole",
          "iam:GetRolePolicy",
          "iam:GetUser",
          "iam:GetUserPolicy",
          "iam:ListEntitiesForPolicy",
          "iam:ListGroupPolicies",
          "iam:ListGroups",
          "iam:ListGroupsForUser",
          "iam:ListPolicies",
          "iam:ListPoliciesGrantingServiceAccess",
          "iam:ListPolicyVersions",
          "iam:ListRolePolicies",
          "iam:ListAttachedGroupPolicies",
          "iam:ListAttachedRolePolicies",
          "iam:ListAttachedUserPolicies",
          "iam:ListRoles",
          "iam:ListUsers");

  /** One half of the work: what its role must allow, besides reading, and what it must deny. */
  private enum Part {
    MASTER("master", MASTER_WRITES, MANAGER_WRITES),
    MANAGER("manager", MANAGER_WRITES, MASTER_WRITES);

    private final String word;
    private final List<String> own;
    private final List<String> others;
    private final List<String> allowed;

    Part(String word, List<String> own, List<String> others) {
      this.word = word;
      this.own = own;
      this.others = others;
      this.allowed = Stream.of(own, READS).flatMap(List::stream).toList();
    }
  }

  /**
   * A role as it does in a part.
   *
   * @param writes how many of the part's own actions it allows
   * @param missing how many actions it should allow or deny and does not
   */
  private record Candidate(
      Principal role, Status status, List<Cause> causes, int writes, int missing) {

    static Candidate of(Principal role, List<Cause> causes, int writes, int missing) {
      Status worst = causes.stream().map(Cause::status).min(Status::compareTo).orElseThrow();
      return new Candidate(role, worst, causes, writes, missing);
    }

    boolean fails() {
      return status() == Status.FAIL;
    }
  }

  /** From best to worst: what cannot be known comes before what a person could settle. */
  private static final List<Status> BEST_FIRST =
      List.of(Status.PASS, Status.UNKNOWN, Status.MANUAL, Status.FAIL);

  private static final Comparator<Candidate> NEAREST_FIRST =
      Comparator.comparing((Candidate c) -> BEST_FIRST.indexOf(c.status()))
          .thenComparing(Candidate::writes, Comparator.reverseOrder())
          .thenComparing(Candidate::missing)
          .thenComparing(c -> c.role().arn());

  /** After so many pairs with lost documents it is no longer asked who may assume both roles. */
  private static final int MOST_UNSURE = 100;

  private final Account account;
  private final Parameters given;
  private final AuthorizationDetails details;
  private final CarriedPolicies policies;
  private final RoleUsers users;

  private RoleSeparationChecks(Account account, Parameters given) {
    this.account = account;
    this.given = given;
    this.details = account.iam().authorizationDetails().value();
    this.policies = new CarriedPolicies(details);
    this.users = new RoleUsers(details, policies);
  }

  /**
   * CIS v1.1.0, 1.18: a master and a manager with MFA, or with sign-in through an identity
   * provider, whom different people may assume. Without names any two roles will do, and a failure
   * tells what the nearest ones lack.
   */
  static List<Finding> separated(Account account, Parameters given) {
    return List.of(new RoleSeparationChecks(account, given).finding());
  }

  private Finding finding() {
    return details
        .roles()
        .fold(
            this::finding,
            (code, source) -> finding(List.of(), source),
            gap -> Finding.of(account.resource(), Cause.unknown("listing", gap)));
  }

  private Finding finding(List<Principal> roles, Source source) {
    List<Candidate> masters = candidates(Part.MASTER, roles);
    List<Candidate> managers = candidates(Part.MANAGER, roles);
    List<Cause> causes =
        bestPair(masters, managers).orElseGet(() -> nearestMiss(masters, managers, source));
    return Finding.of(account.resource(), causes);
  }

  private String name(Part part) {
    return given.text(part.word + "Role");
  }

  private List<Candidate> candidates(Part part, List<Principal> roles) {
    String name = name(part);
    return roles.stream()
        .filter(role -> name.isEmpty() || role.name().equals(name))
        .map(role -> judge(part, role))
        .sorted(NEAREST_FIRST)
        .toList();
  }

  /** The causes of the best two roles neither of which fails in its part; empty without such. */
  private Optional<List<Cause>> bestPair(List<Candidate> masters, List<Candidate> managers) {
    Optional<Finding> best = Optional.empty();
    int unsure = 0;
    for (Candidate master : viable(masters)) {
      for (Candidate manager : viable(managers)) {
        boolean sure = master.status() == Status.PASS && manager.status() == Status.PASS;
        boolean known = best.isPresent() && best.get().status() == Status.UNKNOWN;
        if (master.role() == manager.role() || !sure && known) {
          continue;
        }
        boolean tooMany = !sure && ++unsure > MOST_UNSURE;
        List<Cause> causes = tooMany ? parts(master, manager) : causes(master, manager);
        Finding pair = Finding.of(account.resource(), causes);
        if (pair.status() == Status.PASS) {
          return Optional.of(pair.causes());
        }
        if (best.isEmpty() || rank(pair) < rank(best.get())) {
          best = Optional.of(pair);
        }
      }
    }
    return best.map(Finding::causes);
  }

  private static List<Candidate> viable(List<Candidate> candidates) {
    return candidates.stream().filter(candidate -> !candidate.fails()).toList();
  }

  private static List<Cause> parts(Candidate master, Candidate manager) {
    return Stream.of(master.causes(), manager.causes()).flatMap(List::stream).toList();
  }

  private static int rank(Finding pair) {
    return BEST_FIRST.indexOf(pair.status());
  }

  private List<Cause> causes(Candidate master, Candidate manager) {
    List<Cause> causes = new ArrayList<>(parts(master, manager));
    users.apart(master.role(), manager.role()).ifPresent(causes::add);
    return causes;
  }

  private List<Cause> nearestMiss(
      List<Candidate> masters, List<Candidate> managers, Source roleList) {
    boolean bothThere = !masters.isEmpty() && !managers.isEmpty();
    boolean same = bothThere && masters.get(0).role() == managers.get(0).role();
    boolean named = !name(Part.MASTER).isEmpty() && !name(Part.MANAGER).isEmpty();
    if (named && bothThere && !same) {
      return causes(masters.get(0), managers.get(0));
    }
    List<Cause> causes = new ArrayList<>();
    causes.addAll(nearest(Part.MASTER, masters, roleList));
    causes.addAll(nearest(Part.MANAGER, managers, roleList));
    if (same && causes.stream().noneMatch(cause -> cause.status() == Status.FAIL)) {
      String role = masters.get(0).role().name();
      causes.add(
          Cause.of(
              "apart",
              false,
              "no other role could share the work with " + role,
              new Reading(masters.get(0).role().source(), role)));
    }
    return causes;
  }

  private List<Cause> nearest(Part part, List<Candidate> candidates, Source roleList) {
    String name = name(part);
    boolean none = candidates.isEmpty();
    if (none && !name.isEmpty()) {
      return List.of(
          Cause.of(
              part.word + "-role",
              false,
              "there is no role `" + name + "` to be the " + part.word,
              new Reading(roleList, "no role `" + name + "`")));
    }
    boolean fails = none || candidates.get(0).fails();
    if (name.isEmpty() && fails && (none || candidates.get(0).writes() == 0)) {
      return List.of(
          Cause.of(
              part.word + "-allows",
              false,
              "no role allows the " + part.word + "'s actions, " + first(part.own),
              new Reading(roleList, candidates.size() + " roles")));
    }
    return candidates.get(0).causes();
  }

  private Candidate judge(Part part, Principal role) {
    Carried carried = policies.by(role);
    List<Placed> allows =
        carried.with(Effect.ALLOW).stream().filter(p -> p.statement().onEverything()).toList();
    List<Placed> denies =
        carried.with(Effect.DENY).stream()
            .filter(p -> p.statement().onEverything() && !p.statement().conditional())
            .toList();
    List<String> wanted = part.allowed;
    List<String> revoked = wanted.stream().filter(a -> about(denies, a)).toList();
    List<String> unallowed = wanted.stream().filter(a -> !about(allows, a)).toList();
    List<String> undenied = part.others.stream().filter(a -> !about(denies, a)).toList();
    List<Placed> used =
        allows.stream().filter(p -> wanted.stream().anyMatch(p.statement()::about)).toList();

    String who = "role " + role.name();
    boolean all = carried.gaps().isEmpty();
    List<Cause> causes = new ArrayList<>();
    if (!all) {
      causes.add(lost(part.word + "-documents", carried.gaps()));
    }
    if (!revoked.isEmpty()) {
      causes.add(
          Cause.of(
              part.word + "-allows",
              false,
              who + " denies what the " + part.word + " must be allowed, " + shown(revoked),
              readings(denies, role)));
    } else if (all) {
      String lacks = who + " does not allow " + shown(unallowed);
      boolean partly = about(carried.with(Effect.ALLOW), unallowed);
      causes.add(
          Cause.of(
              part.word + "-allows",
              unallowed.isEmpty(),
              unallowed.isEmpty()
                  ? who + " allows the " + part.word + "'s actions"
                  : lacks + (partly ? " on every resource" : ""),
              readings(used, role)));
    }
    if (all) {
      String lacks = who + " does not deny " + shown(undenied);
      boolean partly = about(carried.with(Effect.DENY), undenied);
      causes.add(
          Cause.of(
              part.word + "-denies",
              undenied.isEmpty(),
              undenied.isEmpty()
                  ? who + " denies the other role's actions"
                  : lacks + (partly ? " on every resource, without a condition" : ""),
              readings(denies, role)));
    }
    if (!used.isEmpty()) {
      causes.add(mfa(part, role, used));
    }
    causes.add(trusts(part, role));
    int writes = (int) part.own.stream().filter(a -> about(allows, a) && !about(denies, a)).count();
    return Candidate.of(role, causes, writes, revoked.size() + unallowed.size() + undenied.size());
  }

  private static boolean about(List<Placed> statements, String action) {
    for (Placed placed : statements) {
      if (placed.statement().about(action)) {
        return true;
      }
    }
    return false;
  }

  private static boolean about(List<Placed> statements, List<String> actions) {
    return actions.stream().anyMatch(action -> about(statements, action));
  }

  /** Every Allow that counts asks for MFA, which sign-in through a provider makes up for. */
  private Cause mfa(Part part, Principal role, List<Placed> used) {
    String key = part.word + "-mfa";
    List<Placed> open = used.stream().filter(p -> !p.statement().asksForMfa()).toList();
    if (open.isEmpty()) {
      return Cause.of(key, true, "role " + role.name() + " asks for MFA", readings(used, role));
    }
    List<Gap> gaps = new ArrayList<>();
    for (Evidence<Integer> providers :
        List.of(account.iam().samlProviders(), account.iam().openIdProviders())) {
      if (providers instanceof Evidence.Present<Integer> number && number.value() > 0) {
        return Cause.of(
            key,
            true,
            "role " + role.name() + " need not ask for MFA: the account has an identity provider",
            new Reading(number.source(), number.value() + " providers"));
      }
      providers.gaps().forEach(gaps::add);
    }
    if (!gaps.isEmpty()) {
      return lost(key, gaps);
    }
    List<String> actions = part.allowed.stream().filter(a -> about(open, a)).toList();
    return Cause.of(
        key,
        false,
        "role " + role.name() + " allows " + shown(actions) + " without MFA",
        readings(open, role));
  }

  private static Cause trusts(Part part, Principal role) {
    String key = part.word + "-trust";
    return role.trust()
        .fold(
            (document, source) -> {
              List<PolicyDocument.Principal> admitted =
                  new Trust(role.arn(), document).principals();
              String ids =
                  String.join(", ", admitted.stream().map(PolicyDocument.Principal::id).toList());
              return Cause.of(
                  key,
                  !admitted.isEmpty(),
                  admitted.isEmpty()
                      ? "role " + role.name() + " is trusted to nobody"
                      : "role " + role.name() + " is trusted to " + ids,
                  new Reading(source, ids));
            },
            (code, source) ->
                Cause.undecided(key, "there is no trust policy", new Reading(source, code)),
            gap -> Cause.unknown(key, gap));
  }

  private static Cause lost(String key, List<Gap> gaps) {
    List<Reading> places = gaps.stream().map(gap -> new Reading(gap.source(), "")).toList();
    return new Cause(key, Status.UNKNOWN, gaps.get(0).cause(), places, gaps);
  }

  private static Reading[] readings(List<Placed> statements, Principal role) {
    return statements.isEmpty()
        ? new Reading[] {new Reading(role.source(), "no such statement")}
        : statements.stream().map(Placed::reading).toArray(Reading[]::new);
  }

  /** All of them for a role that was asked for by name, else the first: it need not be the one. */
  private String shown(List<String> actions) {
    boolean named = !name(Part.MASTER).isEmpty() || !name(Part.MANAGER).isEmpty();
    return named ? String.join(", ", actions) : first(actions);
  }

  private static String first(List<String> actions) {
    int more = actions.size() - 1;
    return actions.isEmpty() ? "" : actions.get(0) + (more > 0 ? " and " + more + " more" : "");
  }
}
