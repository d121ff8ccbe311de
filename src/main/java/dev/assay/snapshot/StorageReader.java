package dev.assay.snapshot;

import dev.assay.aws.Account.Storage;
import dev.assay.aws.Bucket;
import dev.assay.aws.Bucket.PublicAccessBlock;
import dev.assay.aws.Call;
import dev.assay.aws.Evidence;
import dev.assay.aws.Request;
import dev.assay.policy.PolicyDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** S3's buckets (docs.aws.amazon.com/AmazonS3/latest/API). */
final class StorageReader {

  /** How GetBucketLocation writes the two oldest regions. */
  private static final Map<String, String> OLD_REGIONS = Map.of("EU", "eu-west-1");

  private static final String FIRST_REGION = "us-east-1";

  private final Calls calls;
  private final Owned owned;

  StorageReader(Calls calls, Owned owned) {
    this.calls = calls;
    this.owned = owned;
  }

  /**
   * Reads the buckets.
   *
   * @param trailBuckets names of buckets that trails write to, of this account or not
   */
  Storage read(Set<String> trailBuckets) {
    Evidence<List<String>> names =
        calls
            .answer(Request.of(Call.LIST_BUCKETS))
            .then(answer -> answer.need("Buckets").list(bucket -> bucket.need("Name").label()));
    Set<String> all = new TreeSet<>(trailBuckets);
    names.fold((list, source) -> all.addAll(list), (code, source) -> false, gap -> false);
    Map<String, Bucket> buckets = new TreeMap<>();
    all.forEach(name -> buckets.put(name, bucket(name, trailBuckets.contains(name))));
    return new Storage(
        names,
        new TreeMap<>(buckets),
        block(
            calls.answer(
                Request.about(
                    Call.GET_ACCOUNT_PUBLIC_ACCESS_BLOCK, "", "", owned.identity().accountId()))));
  }

  private Bucket bucket(String name, boolean ofTrail) {
    Evidence<Json> logging = ofTrail(Call.GET_BUCKET_LOGGING, name, ofTrail);
    Evidence<Json> versioning = about(Call.GET_BUCKET_VERSIONING, name);
    return new Bucket(
        name,
        owned.bucket(name),
        about(Call.GET_BUCKET_LOCATION, name).then(StorageReader::region),
        ofTrail(Call.GET_BUCKET_ACL, name, ofTrail).then(StorageReader::groups),
        ofTrail(Call.GET_BUCKET_POLICY, name, ofTrail).then(StorageReader::policy),
        logging.then(answer -> target(answer.at("LoggingEnabled"))),
        versioning.then(answer -> answer.at("Status").text()),
        versioning.then(answer -> answer.at("MFADelete").text()),
        block(ofTrail(Call.GET_BUCKET_PUBLIC_ACCESS_BLOCK, name, ofTrail)));
  }

  /** Of other buckets nobody asks it, so that their number does not matter. */
  private Evidence<Json> ofTrail(Call call, String bucket, boolean ofTrail) {
    Request request = Request.about(call, "", bucket, bucket);
    return ofTrail
        ? calls.answer(request)
        : Calls.lost(request, request.path(), "is not looked at: no trail writes to the bucket");
  }

  private Evidence<Json> about(Call call, String bucket) {
    return calls.answer(Request.about(call, "", bucket, bucket));
  }

  /** Null means us-east-1, so the member itself must be there. */
  private static Evidence<String> region(Json answer) {
    if (!answer.names().contains("LocationConstraint")) {
      return answer.need("LocationConstraint").gone();
    }
    return answer
        .at("LocationConstraint")
        .text()
        .map(region -> OLD_REGIONS.getOrDefault(region, region))
        .orIfAbsent(Evidence.present(FIRST_REGION, answer.at("LocationConstraint").source()));
  }

  /** The URIs of predefined groups that are granted anything; other grantees are accounts. */
  private static Evidence<List<String>> groups(Json answer) {
    Json grants = answer.need("Grants");
    return grants
        .list()
        .then(
            items -> {
              List<String> uris = new ArrayList<>();
              for (Json grant : items) {
                Json grantee = grant.need("Grantee");
                Evidence<String> uri = grantee.at("URI").text();
                if (!grantee.isThere() || uri.isLost()) {
                  return grantee.lost("is not readable");
                }
                uri.fold((text, source) -> uris.add(text), (code, source) -> false, gap -> false);
              }
              return Evidence.present(uris, grants.source());
            });
  }

  private static Evidence<PolicyDocument> policy(Json answer) {
    return PolicyReader.read(answer.need("Policy"));
  }

  private static Evidence<String> target(Json logging) {
    return logging.isThere()
        ? logging.need("TargetBucket").text()
        : Evidence.absent(Json.NOT_SET, logging.source());
  }

  private static PublicAccessBlock block(Evidence<Json> answer) {
    Evidence<Json> settings =
        answer.then(
            json -> {
              Json block = json.need("PublicAccessBlockConfiguration");
              return block.isThere() ? Evidence.present(block, block.source()) : block.gone();
            });
    return new PublicAccessBlock(
        settings.then(block -> block.need("IgnorePublicAcls").flag()),
        settings.then(block -> block.need("RestrictPublicBuckets").flag()));
  }
}
