package dev.assay.check;

import dev.assay.aws.AuthorizationDetails;
import dev.assay.aws.AuthorizationDetails.InlinePolicy;
import dev.assay.aws.AuthorizationDetails.ManagedPolicy;
import dev.assay.aws.AuthorizationDetails.Named;
import dev.assay.aws.AuthorizationDetails.Principal;
import dev.assay.aws.Call;
import dev.assay.aws.Evidence;
import dev.assay.aws.Gap;
import dev.assay.aws.Request;
import dev.assay.aws.Source;
import dev.assay.policy.Permissions;
import dev.assay.policy.PolicyDocument;
import dev.assay.policy.PolicyDocument.Effect;
import dev.assay.policy.PolicyDocument.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What users, groups and roles carry: the statements of their inline and attached policies. */
final class CarriedPolicies {

  /** A statement and where it stands. */
  record Placed(Statement statement, Source source) {

    Reading reading() {
      return new Reading(source, summary(statement));
    }
  }

  /**
   * All that one of them carries.
   *
   * @param gaps policies, and lists of policies, that could not be read
   */
  record Carried(List<Placed> statements, List<Gap> gaps) {

    List<Placed> with(Effect effect) {
      return statements.stream().filter(p -> p.statement().effect() == effect).toList();
    }

    Permissions permissions() {
      return new Permissions(statements.stream().map(Placed::statement).toList(), gaps.isEmpty());
    }
  }

  private final Map<String, Evidence<PolicyDocument>> documents = new HashMap<>();
  private final Map<String, Principal> groups = new HashMap<>();
  private final Evidence<List<ManagedPolicy>> policyList;
  private final Evidence<List<Principal>> groupList;
  private final Map<String, Carried> known = new HashMap<>();

  CarriedPolicies(AuthorizationDetails details) {
    policyList = details.policies();
    groupList = details.groups();
    List<Gap> kept = new ArrayList<>(); // told where a policy or group is missed
    read(policyList, kept).forEach(policy -> documents.put(policy.arn(), policy.document()));
    read(groupList, kept).forEach(group -> groups.put(group.name(), group));
  }

  /** What somebody carries; for a user also what the user's groups carry. */
  Carried by(Principal principal) {
    return known.computeIfAbsent(principal.arn(), arn -> gather(principal));
  }

  private Carried gather(Principal principal) {
    List<Placed> statements = new ArrayList<>();
    List<Gap> gaps = new ArrayList<>();
    gather(principal, statements, gaps);
    for (String name : read(principal.groups(), gaps)) {
      if (groups.containsKey(name)) {
        gather(groups.get(name), statements, gaps);
      } else {
        gaps.add(
            gap(groupList, missing("/GroupDetailList", "group `" + name + "` has a member but")));
      }
    }
    return new Carried(List.copyOf(statements), List.copyOf(gaps));
  }

  private void gather(Principal principal, List<Placed> statements, List<Gap> gaps) {
    List<Evidence<PolicyDocument>> all = new ArrayList<>();
    read(principal.inline(), gaps).stream().map(InlinePolicy::document).forEach(all::add);
    for (Named policy : read(principal.attached(), gaps)) {
      if (documents.containsKey(policy.id())) {
        all.add(documents.get(policy.id()));
      } else {
        gaps.add(gap(policyList, unlisted(policy.id())));
      }
    }
    for (Evidence<PolicyDocument> document : all) {
      statements.addAll(read(placed(document), gaps));
    }
  }

  private static Evidence<List<Placed>> placed(Evidence<PolicyDocument> read) {
    return read.fold(
        (document, source) ->
            Evidence.present(
                document.statements().stream()
                    .map(s -> new Placed(s, source.below(s.pointer())))
                    .toList(),
                source),
        Evidence::absent,
        Evidence::lost);
  }

  /** The elements of a list; when it is lost none, and its gap is put down. */
  private static <T> List<T> read(Evidence<List<T>> list, List<Gap> gaps) {
    list.gaps().forEach(gaps::add);
    return list.stream().flatMap(List::stream).toList();
  }

  /** Why something is not in a list: the list itself was lost, or else what the caller says. */
  private static Gap gap(Evidence<?> list, Gap otherwise) {
    return list.gaps().findFirst().orElse(otherwise);
  }

  /** A policy that somebody carries but the listing lacks: nobody knows what it grants. */
  static Gap unlisted(String policyArn) {
    return missing("/Policies", "`" + policyArn + "` is attached but its document");
  }

  private static Gap missing(String pointer, String what) {
    Request request = Request.of(Call.GET_ACCOUNT_AUTHORIZATION_DETAILS);
    Source place = Source.json(request.path(), pointer);
    return new Gap(Gap.Kind.MISSING, request, place, what + " is not in " + place);
  }

  static String summary(Statement statement) {
    String effect = statement.effect() == Effect.ALLOW ? "Allow" : "Deny";
    String actions =
        statement.notActions().isEmpty()
            ? "Action " + String.join(", ", statement.actions())
            : "NotAction " + String.join(", ", statement.notActions());
    String resources =
        statement.notResources().isEmpty()
            ? String.join(", ", statement.resources())
            : "NotResource " + String.join(", ", statement.notResources());
    return effect + " " + actions + " on " + resources;
  }
}
