package dev.assay.check;

import dev.assay.aws.Account;
import dev.assay.aws.Bucket;
import dev.assay.aws.Evidence;
import dev.assay.aws.Trail;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** S3 buckets of the account. */
final class StorageChecks {

  private StorageChecks() {}

  /** CIS v1.4.0, 2.1.3: one finding per bucket; versions are kept, and deleting one takes MFA. */
  static List<Finding> mfaDelete(Account account, Parameters none) {
    return perBucket(
        account,
        bucket ->
            List.of(
                enabled("versioning", "versioning of " + bucket.name(), bucket.versioning()),
                enabled("mfa-delete", "MFA delete of " + bucket.name(), bucket.mfaDelete())));
  }

  private static Cause enabled(String key, String what, Evidence<String> read) {
    return Cause.judge(
        key,
        read,
        "Enabled"::equals,
        state -> what + " is " + state,
        what + " was never switched on");
  }

  /** CIS v1.4.0, 3.10: one finding per bucket; some logging trail records all object writes. */
  static List<Finding> writesLogged(Account account, Parameters none) {
    return perBucket(account, bucket -> List.of(logged(account, bucket, true)));
  }

  /** CIS v1.4.0, 3.11: one finding per bucket; some logging trail records all object reads. */
  static List<Finding> readsLogged(Account account, Parameters none) {
    return perBucket(account, bucket -> List.of(logged(account, bucket, false)));
  }

  private static Cause logged(Account account, Bucket bucket, boolean write) {
    String what = (write ? "writes to" : "reads of") + " objects in " + bucket.name();
    List<Cause> causes = new ArrayList<>();
    for (Trail trail : account.trails().all()) {
      causes.add(logs(trail, bucket, write, what));
    }
    Stream.concat(account.trails().gaps().stream(), account.universe().gaps())
        .forEach(gap -> causes.add(Cause.unknown("data-events", gap)));
    return Cause.first(causes, Status.PASS, Status.UNKNOWN)
        .orElseGet(
            () ->
                new Cause(
                    "data-events",
                    Status.FAIL,
                    "no trail records all " + what,
                    causes.stream().flatMap(cause -> cause.readings().stream()).toList(),
                    List.of()));
  }

  /** Whether one trail does it: it sees the bucket's region, is on, and its selectors cover it. */
  private static Cause logs(Trail trail, Bucket bucket, boolean write, String what) {
    Evidence<Boolean> sees =
        trail
            .multiRegion()
            .then(
                multi ->
                    multi
                        ? trail.multiRegion()
                        : bucket.region().map(region -> region.equals(trail.homeRegion())));
    Evidence<Boolean> records =
        trail
            .selectors()
            .map(selectors -> Recording.allObjects(selectors, bucket.resource().id(), write));
    return Cause.stated(
        "data-events",
        Evidence.both(records, Evidence.both(trail.logging(), sees)),
        all -> all,
        all -> trail.name() + (all ? " records all " : " does not record all ") + what);
  }

  private static List<Finding> perBucket(
      Account account, java.util.function.Function<Bucket, List<Cause>> rule) {
    return account.storage().names().value().stream()
        .distinct()
        .map(name -> account.storage().buckets().get(name))
        .map(bucket -> Finding.of(bucket.resource(), rule.apply(bucket)))
        .toList();
  }
}
