package dev.assay.check;

import dev.assay.aws.Account;
import dev.assay.aws.Bucket;
import dev.assay.aws.Evidence;
import dev.assay.aws.Resource;
import dev.assay.aws.Source;
import dev.assay.aws.Trail;
import dev.assay.policy.Exposure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** CloudTrail's trails and the buckets they write to. No trail at all fails every one of them. */
final class TrailChecks {

  private static final Set<String> EVERYBODY =
      Set.of(
          "http://acs.amazonaws.com/groups/global/AllUsers",
          "http://acs.amazonaws.com/groups/global/AuthenticatedUsers");

  private static final String NO_TRAIL = "there is no trail";

  private TrailChecks() {}

  /**
   * CIS v1.1.0, 2.1, and v1.2.0 with management events: at least one trail is multi-region and
   * logging, and records reads and writes. A region whose trails are not known may hide such a
   * trail, but cannot take one away.
   */
  static List<Finding> multiRegion(Account account, Parameters given) {
    boolean wantsEvents = given.isOn("managementEvents");
    List<List<Cause>> byTrail =
        account.trails().all().stream().map(trail -> recordsAll(trail, wantsEvents)).toList();
    for (List<Cause> causes : byTrail) {
      if (causes.stream().allMatch(cause -> cause.status() == Status.PASS)) {
        return List.of(Finding.of(account.resource(), causes));
      }
    }
    List<Cause> causes = new ArrayList<>();
    for (List<Cause> each : byTrail) {
      Status worst = Finding.of(account.resource(), each).status();
      each.stream().filter(cause -> cause.status() == worst).forEach(causes::add);
    }
    List<Cause> gaps = gaps(account);
    boolean open =
        !gaps.isEmpty() || causes.stream().anyMatch(cause -> cause.status() == Status.UNKNOWN);
    if (open) {
      causes.removeIf(cause -> cause.status() != Status.UNKNOWN);
      causes.addAll(gaps);
    } else if (causes.isEmpty()) {
      causes.add(Cause.of("no-trail", false, NO_TRAIL));
    }
    return List.of(Finding.of(account.resource(), causes));
  }

  private static List<Cause> recordsAll(Trail trail, boolean wantsEvents) {
    List<Cause> causes = new ArrayList<>();
    causes.add(
        Cause.stated(
            "multi-region:" + trail.arn(),
            trail.multiRegion(),
            on -> on,
            on -> trail.name() + (on ? " is a multi-region trail" : " watches one region only")));
    causes.add(logging(trail));
    if (wantsEvents) {
      causes.add(managementEvents(trail));
    }
    return causes;
  }

  private static Cause logging(Trail trail) {
    return Cause.stated(
        "logging:" + trail.arn(),
        trail.logging(),
        on -> on,
        on -> trail.name() + (on ? " is logging" : " is switched off"));
  }

  private static Cause managementEvents(Trail trail) {
    return trail
        .selectors()
        .fold(
            (selectors, source) -> {
              boolean all = Recording.of(selectors).managementReadsAndWrites();
              String message =
                  trail.name() + (all ? " records" : " does not record") + " all management events";
              return Cause.of(
                  "management-events:" + trail.arn(),
                  all,
                  message,
                  new Reading(source, summary(selectors)));
            },
            (code, source) ->
                Cause.undecided(
                    "management-events:" + trail.arn(),
                    "the event selectors of " + trail.name() + " were not found",
                    new Reading(source, code)),
            gap -> Cause.unknown("management-events:" + trail.arn(), gap));
  }

  private static String summary(Trail.Selectors selectors) {
    return selectors.basic().size()
        + " basic and "
        + selectors.advanced().size()
        + " advanced event selectors";
  }

  /** CIS v1.1.0, 2.2: one finding per trail; its log files are signed. */
  static List<Finding> validated(Account account, Parameters none) {
    return perTrail(
        account,
        trail ->
            Cause.judge(
                "validation",
                trail.validation(),
                on -> on,
                on -> "log files of " + trail.name() + (on ? " are signed" : " are not signed"),
                "log files of " + trail.name() + " are not signed"));
  }

  /** CIS v1.1.0, 2.7: one finding per trail; its log files are encrypted with a KMS key. */
  static List<Finding> encrypted(Account account, Parameters none) {
    return perTrail(
        account,
        trail ->
            Cause.judge(
                "kms-key",
                trail.kmsKey(),
                key -> !key.isBlank(),
                key -> "log files of " + trail.name() + " are encrypted with a KMS key",
                "log files of " + trail.name() + " are not encrypted with a KMS key"));
  }

  /**
   * CIS v1.1.0, 2.4: one finding per trail; it has a log group, and wrote to it within a day before
   * the snapshot's own time.
   */
  static List<Finding> delivered(Account account, Parameters given) {
    Duration limit = Duration.ofHours(given.number("withinHours"));
    return perTrailAll(
        account,
        trail ->
            trail
                .logging()
                .fold(
                    (on, source) -> delivered(account, trail, limit),
                    (code, source) ->
                        List.of(
                            Cause.undecided(
                                "status",
                                "the status of " + trail.name() + " was not found",
                                new Reading(source, code))),
                    gap -> delivered(account, trail, limit)));
  }

  private static List<Cause> delivered(Account account, Trail trail, Duration limit) {
    return List.of(
        Cause.judge(
            "log-group",
            trail.logGroupArn(),
            arn -> !arn.isBlank(),
            arn -> trail.name() + " writes to a log group",
            trail.name() + " writes to no log group"),
        Cause.judge(
            "delivery",
            trail.logsDelivered(),
            at -> Age.at(account.observedAt(), at).compareTo(limit) <= 0,
            at ->
                trail.name()
                    + " last wrote to its log group "
                    + at
                    + "; at most "
                    + limit.toHours()
                    + " hours before the snapshot wanted",
            trail.name() + " never wrote to a log group"));
  }

  /** CIS v1.1.0, 2.3: one finding per trail bucket; neither its ACL nor its policy is public. */
  static List<Finding> bucketNotPublic(Account account, Parameters none) {
    Bucket.PublicAccessBlock own = account.storage().block();
    return perBucket(
        account,
        bucket ->
            List.of(
                exposed(
                    "acl",
                    "ACL of " + bucket.name(),
                    bucket.groups().map(groups -> groups.stream().anyMatch(EVERYBODY::contains)),
                    notSilenced(bucket.block().ignoresAcls(), own.ignoresAcls())),
                exposed(
                    "policy",
                    "policy of " + bucket.name(),
                    bucket.policy().map(p -> !Exposure.publicStatements(p).isEmpty()),
                    notSilenced(bucket.block().restrictsPolicies(), own.restrictsPolicies()))));
  }

  /** True unless the bucket's block or the account's silences what would be public. */
  private static Evidence<Boolean> notSilenced(
      Evidence<Boolean> bucketBlock, Evidence<Boolean> accountBlock) {
    return Evidence.both(off(bucketBlock), off(accountBlock));
  }

  /** A block that is not configured is off. */
  private static Evidence<Boolean> off(Evidence<Boolean> block) {
    return block.fold(
        (on, source) -> Evidence.present(!on, source),
        (code, source) -> Evidence.present(true, source),
        Evidence::lost);
  }

  private static Cause exposed(
      String key, String what, Evidence<Boolean> isPublic, Evidence<Boolean> notSilenced) {
    Evidence<Boolean> opened =
        isPublic.fold(
            Evidence::present,
            (code, source) -> Evidence.present(false, source),
            Evidence::<Boolean>lost);
    return Cause.stated(
        key,
        Evidence.both(notSilenced, opened),
        open -> !open,
        open ->
            "the " + what + (open ? " lets everybody in" : " lets nobody in whom it should not"));
  }

  /** CIS v1.1.0, 2.6: one finding per trail bucket; access to it is logged. */
  static List<Finding> bucketLogged(Account account, Parameters none) {
    return perBucket(
        account,
        bucket ->
            List.of(
                Cause.judge(
                    "access-logging",
                    bucket.logTarget(),
                    target -> !target.isBlank(),
                    target -> "access to " + bucket.name() + " is logged to " + target,
                    "access to " + bucket.name() + " is not logged")));
  }

  private static List<Finding> perTrail(Account account, Function<Trail, Cause> rule) {
    return perTrailAll(account, trail -> List.of(rule.apply(trail)));
  }

  private static List<Finding> perTrailAll(Account account, Function<Trail, List<Cause>> rule) {
    return withGaps(
        account,
        account.trails().all().stream()
            .map(trail -> Finding.of(trail.resource(), rule.apply(trail)))
            .toList());
  }

  /**
   * The findings on the buckets that trails write to. One that the account does not have is
   * somebody else's, and what it lets in is not in this snapshot.
   */
  private static List<Finding> perBucket(Account account, Function<Bucket, List<Cause>> rule) {
    List<Finding> findings = new ArrayList<>();
    Set<String> seen = new TreeSet<>();
    for (Trail trail : account.trails().all()) {
      trail
          .bucket()
          .<Stream<Finding>>fold(
              (name, source) ->
                  seen.add(name) ? Stream.of(bucket(account, name, source, rule)) : Stream.empty(),
              (code, source) -> Stream.empty(),
              gap -> Stream.of(Finding.of(trail.resource(), Cause.unknown("bucket", gap))))
          .forEach(findings::add);
    }
    return withGaps(account, findings);
  }

  private static Finding bucket(
      Account account, String name, Source source, Function<Bucket, List<Cause>> rule) {
    Bucket bucket = account.storage().buckets().get(name);
    List<Cause> causes = rule.apply(bucket);
    Cause owner =
        account
            .storage()
            .names()
            .fold(
                (names, place) ->
                    names.contains(name)
                        ? Cause.of(
                            "owner",
                            true,
                            name + " is a bucket of this account",
                            new Reading(place, name))
                        : Cause.undecided(
                            "owner",
                            name + " is no bucket of this account: evidence is in another account",
                            new Reading(source, name)),
                (code, place) ->
                    Cause.undecided(
                        "owner", name + " has no known owner", new Reading(place, code)),
                gap -> Cause.unknown("owner", gap));
    Resource resource = bucket.resource();
    if (owner.status() == Status.PASS) {
      return Finding.of(resource, causes);
    }
    boolean foreign = owner.gaps().isEmpty();
    return foreign
        ? Finding.of(resource, owner)
        : Finding.of(resource, Stream.concat(Stream.of(owner), causes.stream()).toList());
  }

  /** What a region may hide counts besides what was found; nothing anywhere is a failure. */
  private static List<Finding> withGaps(Account account, List<Finding> findings) {
    List<Finding> all = new ArrayList<>(findings);
    List<Cause> gaps = gaps(account);
    if (!gaps.isEmpty()) {
      all.add(Finding.of(account.resource(), gaps));
    } else if (findings.isEmpty()) {
      all.add(Finding.of(account.resource(), Cause.of("no-trail", false, NO_TRAIL)));
    }
    return all;
  }

  private static List<Cause> gaps(Account account) {
    return Stream.concat(account.universe().gaps(), account.trails().gaps().stream())
        .map(gap -> Cause.lost("trails", gap))
        .collect(Collectors.toList());
  }
}
