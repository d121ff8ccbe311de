package dev.assay.snapshot;

import static java.util.stream.Collectors.toSet;

import dev.assay.InputException;
import dev.assay.Problem;
import dev.assay.aws.Account;
import dev.assay.aws.AuthorizationDetails;
import dev.assay.aws.Call;
import dev.assay.aws.Call.Scope;
import dev.assay.aws.CredentialReport;
import dev.assay.aws.Evidence;
import dev.assay.aws.Gap;
import dev.assay.aws.Identity;
import dev.assay.aws.Region;
import dev.assay.aws.Request;
import dev.assay.aws.Resource;
import dev.assay.aws.Trail;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Whether the answers of a snapshot can all be of one account as it was. That needs no secret, and
 * finds an edit after which the sums were made anew.
 */
final class Consistency {

  private static final int PARTITION = 1;
  private static final int REGION = 3;
  private static final int OWNER = 4;
  private static final int PARTS = 6;

  /** How file names begin that are ARNs: of things of another account or region. */
  private static final String FOREIGN = Request.fileName("arn:");

  private final Account account;
  private final Calls calls;
  private final Owned owned;
  private final List<Contradiction> found = new ArrayList<>();

  /** Listings that are there, but not as lists: they are no evidence anyhow. */
  private final Set<Request> unreadable;

  private Consistency(Account account, Calls calls) {
    this.account = account;
    this.unreadable = unreadable(account);
    this.calls = calls;
    this.owned = new Owned(account.identity());
  }

  /**
   * Every contradiction between answers.
   *
   * @param calls what the account was read from
   * @throws InputException when answers are of different accounts (rejected)
   */
  static List<Contradiction> of(Account account, Calls calls) {
    Consistency consistency = new Consistency(account, calls);
    consistency.oneOwner();
    consistency.hiddenRegions();
    account.regions().forEach(consistency::elsewhere);
    consistency.twins();
    consistency.askedButNotListed();
    return consistency.found;
  }

  /**
   * The ARN of something that only its own account lists.
   *
   * @param listedBy the call that listed it
   * @param where the file, or place in it, that names it
   */
  private record Listed(String arn, Request listedBy, String where) {

    boolean isArn() {
      return arn.startsWith("arn:") && arn.split(":", PARTS).length == PARTS;
    }

    String part(int index) {
      return arn.split(":", PARTS)[index];
    }

    Identity owner() {
      return new Identity(part(OWNER), part(PARTITION));
    }
  }

  private void oneOwner() {
    Map<Identity, Problem> owners = new LinkedHashMap<>();
    Identity own = account.identity();
    if (!own.accountId().isEmpty()) {
      owners.put(own, new Problem("snapshot", "is of " + named(own), ""));
    }
    listed()
        .filter(Listed::isArn)
        .forEach(
            thing ->
                owners.computeIfAbsent(
                    thing.owner(),
                    owner ->
                        new Problem(
                            thing.where(),
                            "lists `" + thing.arn() + "`, of " + named(owner),
                            "a snapshot holds one account; do not mix the files of two")));
    if (owners.size() > 1) {
      throw new InputException(InputException.Kind.REJECTED, List.copyOf(owners.values()));
    }
  }

  private static String named(Identity owner) {
    return "account `" + owner.accountId() + "` in partition `" + owner.partition() + "`";
  }

  /** Trails are not among it, which can be an organization's, nor policies of AWS. */
  private Stream<Listed> listed() {
    Evidence<AuthorizationDetails> details = account.iam().authorizationDetails();
    return Stream.of(
            Stream.of("user", "group", "role")
                .flatMap(kind -> all(details.then(read -> read.of(kind))))
                .map(principal -> principal.arn())
                .map(by(Request.of(Call.GET_ACCOUNT_AUTHORIZATION_DETAILS))),
            all(details.then(AuthorizationDetails::policies))
                .filter(policy -> !policy.awsManaged())
                .map(policy -> policy.arn())
                .map(by(Request.of(Call.GET_ACCOUNT_AUTHORIZATION_DETAILS))),
            all(account.iam().credentialReport().map(CredentialReport::users))
                .map(
                    row ->
                        new Listed(
                            row.arn(),
                            Request.of(Call.GET_CREDENTIAL_REPORT),
                            row.source().toString())),
            all(account.iam().virtualMfaDevices())
                .map(device -> text(device.serial()))
                .map(by(Request.of(Call.LIST_VIRTUAL_MFA_DEVICES))),
            all(account.iam().serverCertificates())
                .map(certificate -> certificate.resource().id())
                .map(by(Request.of(Call.LIST_SERVER_CERTIFICATES))),
            account.regions().stream().flatMap(Consistency::listed))
        .flatMap(Function.identity());
  }

  private static Stream<Listed> listed(Region region) {
    return Stream.of(
            all(region.keys())
                .map(key -> key.resource().id())
                .map(by(Request.in(Call.LIST_KEYS, region.name()))),
            all(region.topics())
                .map(topic -> topic.resource().id())
                .map(by(Request.in(Call.LIST_TOPICS, region.name()))),
            all(region.alarms().map(alarms -> alarms.metric()))
                .map(alarm -> alarm.arn())
                .map(by(Request.in(Call.DESCRIBE_ALARMS, region.name()))),
            all(region.analyzers())
                .map(analyzer -> text(analyzer.arn()))
                .map(by(Request.in(Call.LIST_ANALYZERS, region.name()))))
        .flatMap(Function.identity());
  }

  private static Function<String, Listed> by(Request listing) {
    return arn -> new Listed(arn, listing, listing.path());
  }

  /** A region that answers is enabled, whatever the list of regions says. */
  private void hiddenRegions() {
    Request listing = Request.of(Call.DESCRIBE_REGIONS);
    Set<String> hidden = new TreeSet<>(calls.regions());
    account
        .universe()
        .fold(
            (enabled, source) -> hidden.removeAll(enabled),
            (code, source) -> hidden.retainAll(Set.of()),
            gap -> hidden.retainAll(Set.of()));
    for (String region : hidden) {
      Stream.of(Call.values())
          .filter(call -> call.scope() == Scope.REGION)
          .map(call -> Request.in(call, region))
          .filter(calls::isAnswered)
          .findFirst()
          .ifPresent(
              answer ->
                  doubt(
                      listing.path(),
                      "does not list `" + region + "` as enabled, but it gave " + answer.path(),
                      listing));
    }
  }

  /** What a region lists is in that region. */
  private void elsewhere(Region region) {
    Map<Request, Listed> foreign = new LinkedHashMap<>();
    listed(region)
        .filter(thing -> thing.isArn() && !thing.part(REGION).equals(region.name()))
        .forEach(thing -> foreign.putIfAbsent(thing.listedBy(), thing));
    foreign.forEach(
        (listing, thing) ->
            doubt(
                listing.path(),
                "is of `" + region.name() + "`, but lists `" + thing.arn() + "` of another region",
                listing));
  }

  /** EC2 gives an id once: in two regions, it is one region's answer in two places. */
  private void twins() {
    twins(Call.DESCRIBE_VPCS, Region::vpcs, Region.Vpc::resource);
    twins(Call.DESCRIBE_SECURITY_GROUPS, Region::securityGroups, Region.SecurityGroup::resource);
    twins(Call.DESCRIBE_NETWORK_ACLS, Region::networkAcls, Region.NetworkAcl::resource);
    twins(Call.DESCRIBE_ROUTE_TABLES, Region::routeTables, Region.RouteTable::resource);
    twins(Call.DESCRIBE_INSTANCES, Region::instances, Region.Instance::resource);
  }

  private <T> void twins(
      Call call, Function<Region, Evidence<List<T>>> list, Function<T, Resource> resource) {
    Map<String, String> regionOf = new HashMap<>();
    Map<Set<String>, String> told = new LinkedHashMap<>();
    for (Region region : account.regions()) {
      all(list.apply(region))
          .map(thing -> resource.apply(thing).id())
          .map(arn -> arn.substring(arn.lastIndexOf('/') + 1))
          .forEach(
              id -> {
                String other = regionOf.putIfAbsent(id, region.name());
                if (other != null && !other.equals(region.name())) {
                  told.putIfAbsent(Set.of(other, region.name()), id);
                }
              });
    }
    told.forEach(
        (regions, id) -> {
          Request[] both =
              regions.stream().sorted().map(r -> Request.in(call, r)).toArray(Request[]::new);
          doubt(both[0].path(), "lists `" + id + "`, and so does " + both[1].path(), both);
        });
  }

  /** Whatever a collector asked about one by one, it had found in a listing before. */
  private void askedButNotListed() {
    List<Resource> trails = account.trails().all().stream().map(Trail::resource).toList();
    for (Region region : account.regions()) {
      askedButNotListed(Call.DESCRIBE_KEY, Call.LIST_KEYS, region, keys(region));
      askedButNotListed(Call.GET_KEY_ROTATION_STATUS, Call.LIST_KEYS, region, keys(region));
      askedButNotListed(Call.LIST_SUBSCRIPTIONS_BY_TOPIC, Call.LIST_TOPICS, region, topics(region));
      askedButNotListed(Call.GET_TRAIL_STATUS, Call.DESCRIBE_TRAILS, region, trails);
      askedButNotListed(Call.GET_EVENT_SELECTORS, Call.DESCRIBE_TRAILS, region, trails);
    }
    askedButNotListedBuckets();
  }

  private static List<Resource> keys(Region region) {
    return all(region.keys()).map(Region.KmsKey::resource).toList();
  }

  private static List<Resource> topics(Region region) {
    return all(region.topics()).map(Region.Topic::resource).toList();
  }

  private void askedButNotListed(Call about, Call listing, Region region, List<Resource> listed) {
    askedButNotListed(
        about,
        Request.in(listing, region.name()),
        listed.stream().map(thing -> owned.about(about, region.name(), thing.id())));
  }

  /** A trail whose bucket is not known may write to one that the account does not list. */
  private void askedButNotListedBuckets() {
    boolean allTrails =
        account.trails().gaps().isEmpty()
            && account.trails().all().stream().noneMatch(trail -> trail.bucket().isLost());
    Stream.of(Call.values())
        .filter(call -> call.scope() == Scope.BUCKET || call.scope() == Scope.TRAIL_BUCKET)
        .filter(call -> allTrails)
        .forEach(
            call ->
                askedButNotListed(
                    call,
                    Request.of(Call.LIST_BUCKETS),
                    account.storage().buckets().keySet().stream()
                        .map(name -> Request.about(call, "", name, name))));
  }

  private void askedButNotListed(Call about, Request listing, Stream<Request> askable) {
    if (!calls.isAnswered(listing) || unreadable.contains(listing)) {
      return;
    }
    Set<String> paths = askable.map(Request::path).collect(toSet());
    calls.answers(about, listing.region()).stream()
        .filter(path -> !path.substring(path.lastIndexOf('/') + 1).startsWith(FOREIGN))
        .filter(path -> !paths.contains(path))
        .findFirst()
        .ifPresent(
            path -> doubt(listing.path(), "does not list what " + path + " is about", listing));
  }

  private static Set<Request> unreadable(Account account) {
    Stream<Evidence<?>> lists =
        Stream.concat(
            Stream.of(account.storage().names()),
            account.regions().stream().flatMap(r -> Stream.of(r.keys(), r.topics())));
    return Stream.concat(lists.flatMap(Evidence::gaps), account.trails().gaps().stream())
        .map(Gap::request)
        .collect(toSet());
  }

  private void doubt(String where, String what, Request... doubted) {
    found.add(new Contradiction(where, what, Set.of(doubted)));
  }

  private static <T> Stream<T> all(Evidence<List<T>> evidence) {
    return evidence.fold(
        (list, source) -> list.stream(), (code, source) -> Stream.empty(), gap -> Stream.empty());
  }

  private static String text(Evidence<String> evidence) {
    return evidence.fold((text, source) -> text, (code, source) -> "", gap -> "");
  }
}
