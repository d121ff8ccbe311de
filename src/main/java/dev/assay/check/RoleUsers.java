package dev.assay.check;

import dev.assay.aws.AuthorizationDetails;
import dev.assay.aws.AuthorizationDetails.Principal;
import dev.assay.aws.Evidence;
import dev.assay.aws.Gap;
import dev.assay.aws.Source;
import dev.assay.policy.Answer;
import dev.assay.policy.Permissions;
import dev.assay.policy.PolicyDocument;
import dev.assay.policy.Trust;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Who may assume two roles, and so can do alone what was meant for two. */
final class RoleUsers {

  private static final int MOST_NAMED = 3;

  private final CarriedPolicies policies;
  private final Map<String, Principal> known = new HashMap<>();
  private final Map<String, Permissions> permissions = new HashMap<>();
  private final List<Source> unread = new ArrayList<>();

  RoleUsers(AuthorizationDetails details, CarriedPolicies policies) {
    this.policies = policies;
    for (Evidence<List<Principal>> list : List.of(details.users(), details.roles())) {
      list.stream()
          .flatMap(List::stream)
          .forEach(principal -> known.put(principal.arn(), principal));
      list.gaps().map(Gap::source).forEach(unread::add);
    }
  }

  /** That nobody may assume both roles; empty when a trust policy was not read. */
  Optional<Cause> apart(Principal one, Principal other) {
    if (one.trust() instanceof Evidence.Present<PolicyDocument> a
        && other.trust() instanceof Evidence.Present<PolicyDocument> b) {
      Trust first = new Trust(one.arn(), a.value());
      Trust second = new Trust(other.arn(), b.value());
      List<Reading> trusts = List.of(trust(a.source(), first), trust(b.source(), second));
      return Optional.of(apart(one, first, other, second, trusts));
    }
    return Optional.empty();
  }

  private static Reading trust(Source source, Trust trust) {
    return new Reading(
        source,
        String.join(", ", trust.principals().stream().map(PolicyDocument.Principal::id).toList()));
  }

  private Cause apart(
      Principal one, Trust first, Principal other, Trust second, List<Reading> trusts) {
    boolean open = first.open() && second.open();
    Set<String> both = new TreeSet<>();
    Set<String> perhaps = new TreeSet<>();
    for (PolicyDocument.Principal who : asked(one, first, other, second, open)) {
      Answer answer = assumes(who, one, first).and(assumes(who, other, second));
      if (answer == Answer.YES) {
        both.add(who.id());
      } else if (answer == Answer.MAYBE) {
        perhaps.add(who.id());
      }
    }
    String roles = "both " + one.name() + " and " + other.name();
    if (!both.isEmpty()) {
      String message = named(both) + " may assume " + roles;
      return new Cause("apart", Status.FAIL, message, readings(trusts, both), List.of());
    }
    if (open && !unread.isEmpty()) {
      perhaps.add("somebody in " + unread.get(0));
    }
    if (!perhaps.isEmpty()) {
      String message =
          "whether " + named(perhaps) + " may assume " + roles + " cannot be told here";
      return new Cause("apart", Status.MANUAL, message, readings(trusts, perhaps), List.of());
    }
    return Cause.of("apart", true, "nobody may assume " + roles, trusts.toArray(Reading[]::new));
  }

  /** Those whom a trust policy names, the roles themselves, and if both are open everybody. */
  private Set<PolicyDocument.Principal> asked(
      Principal one, Trust first, Principal other, Trust second, boolean open) {
    Set<PolicyDocument.Principal> asked = new LinkedHashSet<>();
    Stream.concat(first.principals().stream(), second.principals().stream())
        .filter(who -> !first.ownRoot(who))
        .forEach(asked::add);
    asked.add(user(one.arn()));
    asked.add(user(other.arn()));
    if (open) {
      known.keySet().forEach(arn -> asked.add(user(arn)));
    }
    return asked;
  }

  private static PolicyDocument.Principal user(String arn) {
    return new PolicyDocument.Principal("AWS", arn);
  }

  /** Whoever has assumed a role needs no more to have it, and may go on from there. */
  private Answer assumes(PolicyDocument.Principal who, Principal role, Trust trust) {
    if (who.id().equals(role.arn())) {
      return Answer.YES;
    }
    return trust.admits(who, permissions.computeIfAbsent(who.id(), this::permissionsOf));
  }

  private Permissions permissionsOf(String arn) {
    return known.containsKey(arn) ? policies.by(known.get(arn)).permissions() : Permissions.UNSEEN;
  }

  private String named(Set<String> ids) {
    List<String> names = ids.stream().limit(MOST_NAMED).map(this::name).toList();
    int more = ids.size() - names.size();
    return String.join(", ", names) + (more > 0 ? " and " + more + " more" : "");
  }

  private String name(String id) {
    if (known.containsKey(id)) {
      return known.get(id).kind() + " " + known.get(id).name();
    }
    return id.equals("*") ? "everybody" : id;
  }

  private List<Reading> readings(List<Reading> trusts, Set<String> ids) {
    Stream<Reading> people =
        ids.stream()
            .limit(MOST_NAMED)
            .filter(known::containsKey)
            .map(id -> new Reading(known.get(id).source(), id));
    return Stream.concat(trusts.stream(), people).toList();
  }
}
