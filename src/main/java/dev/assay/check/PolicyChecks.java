package dev.assay.check;

import dev.assay.aws.Account;
import dev.assay.aws.AuthorizationDetails;
import dev.assay.aws.AuthorizationDetails.InlinePolicy;
import dev.assay.aws.AuthorizationDetails.ManagedPolicy;
import dev.assay.aws.AuthorizationDetails.Named;
import dev.assay.aws.AuthorizationDetails.Principal;
import dev.assay.aws.Evidence;
import dev.assay.aws.Gap;
import dev.assay.aws.Resource;
import dev.assay.aws.Source;
import dev.assay.policy.Grants;
import dev.assay.policy.PolicyDocument;
import dev.assay.policy.PolicyDocument.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Policies: who carries them, and what they grant. */
final class PolicyChecks {

  private static final String SUPPORT_POLICY = ":iam::aws:policy/AWSSupportAccess";

  private PolicyChecks() {}

  /** CIS v1.1.0, 1.16: one finding per user; no policy is attached to it or written into it. */
  static List<Finding> noDirectPolicies(Account account, Parameters none) {
    return perItem(
        account,
        AuthorizationDetails::users,
        user -> true,
        user -> {
          List<Cause> causes = new ArrayList<>();
          causes.addAll(direct(user, "attached", user.attached()));
          causes.addAll(direct(user, "inline", inline(user)));
          return causes.isEmpty()
              ? Finding.of(user.resource(), nothingOn(user))
              : Finding.of(user.resource(), causes);
        });
  }

  private static Evidence<List<Named>> inline(Principal user) {
    return user.inline().map(list -> list.stream().map(InlinePolicy::named).toList());
  }

  private static List<Cause> direct(Principal user, String how, Evidence<List<Named>> policies) {
    return policies.fold(
        (list, source) ->
            list.stream()
                .map(
                    policy ->
                        Cause.of(
                            how + ":" + policy.id(),
                            false,
                            user.name() + " carries " + policy.id() + " (" + how + ")",
                            new Reading(policy.source(), policy.id())))
                .toList(),
        (code, source) -> List.of(),
        gap -> List.of(Cause.unknown(how, gap)));
  }

  private static Cause nothingOn(Principal user) {
    return Cause.of(
        "none",
        true,
        user.name() + " carries no policy",
        new Reading(user.source(), "no policies"));
  }

  /**
   * CIS v1.1.0, 1.22 and v1.4.0, 1.17: someone carries AWSSupportAccess. Authorization details and
   * ListEntitiesForPolicy both tell; either decides, and when they contradict each other neither
   * does.
   */
  static List<Finding> supportRole(Account account, Parameters given) {
    List<String> kinds = given.choices("principals");
    Cause byDetails =
        anyOf(
            kinds,
            kind ->
                account.iam().authorizationDetails().then(details -> supporters(details.of(kind))));
    Cause byPolicy =
        anyOf(
            kinds,
            kind ->
                account.iam().supportPolicyEntities().then(entities -> named(entities.of(kind))));
    return List.of(Finding.of(account.resource(), either(byDetails, byPolicy)));
  }

  private static Cause either(Cause one, Cause other) {
    if (one.status() == Status.UNKNOWN && other.status() != Status.UNKNOWN) {
      return other;
    }
    if (other.status() == Status.UNKNOWN || other.status() == one.status()) {
      return one;
    }
    return Cause.undecided(
        "support-access",
        "get-account-authorization-details and list-entities-for-policy contradict each other about"
            + " who carries AWSSupportAccess",
        Stream.concat(one.readings().stream(), other.readings().stream()).toArray(Reading[]::new));
  }

  /** Passes when one of the kinds has a carrier; fails only when every kind could be read. */
  private static Cause anyOf(List<String> kinds, Function<String, Evidence<List<Named>>> carriers) {
    List<Cause> causes =
        kinds.stream().map(kind -> carried(kind, kinds, carriers.apply(kind))).toList();
    return Cause.first(causes, Status.PASS, Status.UNKNOWN, Status.FAIL).orElseThrow();
  }

  private static String anyOf(List<String> kinds) {
    int last = kinds.size() - 1;
    String others = String.join(", ", kinds.subList(0, last));
    return (others.isEmpty() ? "" : others + " or ") + kinds.get(last);
  }

  private static Cause carried(String kind, List<String> kinds, Evidence<List<Named>> carriers) {
    String none = "no " + anyOf(kinds) + " carries AWSSupportAccess";
    return Cause.judge(
        "support-access",
        carriers,
        list -> !list.isEmpty(),
        list -> list.isEmpty() ? none : kind + " " + list.get(0).id() + " carries AWSSupportAccess",
        none);
  }

  private static Evidence<List<Named>> supporters(Evidence<List<Principal>> principals) {
    return principals.fold(PolicyChecks::supporters, Evidence::absent, Evidence::lost);
  }

  private static Evidence<List<Named>> supporters(List<Principal> principals, Source source) {
    List<Named> found = new ArrayList<>();
    List<Gap> gaps = new ArrayList<>();
    for (Principal principal : principals) {
      if (principal.attached() instanceof Evidence.Lost<List<Named>> lost) {
        gaps.add(lost.gap());
      } else if (carries(principal, SUPPORT_POLICY)) {
        found.add(new Named(principal.name(), principal.source()));
      }
    }
    if (found.isEmpty() && !gaps.isEmpty()) {
      return Evidence.lost(gaps.get(0));
    }
    return Evidence.present(found, found.isEmpty() ? source : found.get(0).source());
  }

  private static boolean carries(Principal principal, String policy) {
    return principal.attached().value().stream().anyMatch(named -> named.id().endsWith(policy));
  }

  private static Evidence<List<Named>> named(Evidence<List<String>> names) {
    return names.fold(
        (list, source) ->
            Evidence.present(list.stream().map(name -> new Named(name, source)).toList(), source),
        Evidence::absent,
        Evidence::lost);
  }

  /**
   * CIS v1.1.0, 1.24 and v1.4.0, 1.16: one finding per managed policy in scope; its Allow
   * statements together do not grant every action on every resource.
   */
  static List<Finding> noFullAdmin(Account account, Parameters given) {
    boolean created = given.choice("scope").equals("customer-managed");
    Set<String> referred = referred(account);
    List<Finding> findings =
        new ArrayList<>(
            perItem(
                account,
                AuthorizationDetails::policies,
                policy -> created ? !policy.awsManaged() : mayBeAttached(policy, referred),
                policy ->
                    Finding.of(
                        policy.resource(), fullAdmin(policy, created, referred, given.memo()))));
    if (!created) {
      findings.addAll(unlisted(account, referred));
    }
    return findings;
  }

  private static boolean mayBeAttached(ManagedPolicy policy, Set<String> referred) {
    return referred.contains(policy.arn()) || policy.attachments().stream().allMatch(n -> n > 0);
  }

  private static Cause fullAdmin(
      ManagedPolicy policy, boolean created, Set<String> referred, Memo memo) {
    Cause granted =
        grants(
            policy,
            "full-admin",
            memo,
            g -> g.everything() ? Optional.of("every action") : Optional.empty());
    if (created || referred.contains(policy.arn()) || granted.status() != Status.FAIL) {
      return granted;
    }
    // A policy that grants too much but may be attached to nobody is no failure yet.
    Optional<Gap> unknown = policy.attachments().gaps().findFirst();
    return unknown.map(gap -> Cause.unknown("attached", gap)).orElse(granted);
  }

  /** AVD-AWS-0057: one finding per customer-managed policy; none grants a whole service. */
  static List<Finding> noServiceWildcard(Account account, Parameters given) {
    return perItem(
        account,
        AuthorizationDetails::policies,
        policy -> !policy.awsManaged(),
        policy ->
            Finding.of(
                policy.resource(),
                grants(
                    policy,
                    "whole-service",
                    given.memo(),
                    g ->
                        g.wholeService()
                            .map(s -> "every action of " + (s.equals("*") ? "any service" : s)))));
  }

  private static Cause grants(
      ManagedPolicy policy, String key, Memo memo, Function<Grants, Optional<String>> tooMuch) {
    return policy
        .document()
        .fold(
            (document, source) -> grants(policy, document, source, key, memo, tooMuch),
            (code, source) ->
                Cause.undecided(key, "there is no document", new Reading(source, code)),
            gap -> Cause.unknown(key, gap));
  }

  private static Cause grants(
      ManagedPolicy policy,
      PolicyDocument document,
      Source source,
      String key,
      Memo memo,
      Function<Grants, Optional<String>> tooMuch) {
    List<Statement> allows = document.allowsOnEverything();
    Reading[] readings =
        allows.stream()
            .map(s -> new Reading(source.below(s.pointer()), CarriedPolicies.summary(s)))
            .toArray(Reading[]::new);
    Optional<Optional<String>> granted =
        memo.once(new TooMuch(key, actions(allows)), () -> Grants.of(allows).map(tooMuch));
    if (granted.isEmpty()) {
      return Cause.undecided(key, policy.arn() + " has too many wildcards to decide", readings);
    }
    Optional<String> found = granted.get();
    if (found.isEmpty()) {
      String message = policy.arn() + " grants no such thing on every resource";
      return Cause.of(
          key, true, message, new Reading(source, document.statements().size() + " statements"));
    }
    String message = policy.arn() + " grants " + found.get() + " on every resource";
    if (allows.stream().anyMatch(Statement::conditional)) {
      message += "; a Condition does not make up for it";
    }
    if (document.denies()) {
      message += "; a Deny does not make up for it";
    }
    return Cause.of(key, false, message, readings);
  }

  /**
   * Whether statements grant too much: by their actions alone, so for a policy of AWS everywhere.
   */
  private record TooMuch(String key, List<List<String>> actions) {}

  private static List<List<String>> actions(List<Statement> statements) {
    return statements.stream().flatMap(s -> Stream.of(s.actions(), s.notActions())).toList();
  }

  /** Policies that somebody carries but the listing lacks: nobody knows what they grant. */
  private static List<Finding> unlisted(Account account, Set<String> referred) {
    AuthorizationDetails details = account.iam().authorizationDetails().value();
    if (details.policies().isLost()) {
      return List.of();
    }
    Set<String> missing = new TreeSet<>(referred);
    details.policies().value().forEach(policy -> missing.remove(policy.arn()));
    return missing.stream()
        .map(
            arn ->
                Finding.of(
                    new Resource("policy", arn),
                    Cause.unknown("document", CarriedPolicies.unlisted(arn))))
        .toList();
  }

  /** ARNs of managed policies that some user, group or role carries. */
  private static Set<String> referred(Account account) {
    AuthorizationDetails details = account.iam().authorizationDetails().value();
    return Stream.of(details.users(), details.groups(), details.roles())
        .flatMap(Evidence::stream)
        .flatMap(List::stream)
        .flatMap(principal -> principal.attached().stream())
        .flatMap(List::stream)
        .map(Named::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static <T> List<Finding> perItem(
      Account account,
      Function<AuthorizationDetails, Evidence<List<T>>> list,
      Predicate<T> counts,
      Function<T, Finding> judge) {
    return account
        .iam()
        .authorizationDetails()
        .then(list)
        .fold(
            (items, source) -> items.stream().filter(counts).map(judge).toList(),
            (code, source) -> List.of(),
            gap -> List.of(Finding.of(account.resource(), Cause.unknown("listing", gap))));
  }
}
