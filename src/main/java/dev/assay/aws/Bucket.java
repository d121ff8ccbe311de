package dev.assay.aws;

import dev.assay.policy.PolicyDocument;
import java.util.List;

/**
 * An S3 bucket (S3 API: GetBucketAcl, GetBucketPolicy, GetBucketLogging, GetBucketVersioning,
 * GetBucketLocation, GetPublicAccessBlock).
 *
 * @param region where it is
 * @param groups URIs of the predefined groups that its ACL grants something to
 * @param policy absent when it has none
 * @param logTarget the bucket that its access logs go to; absent when there are none
 * @param versioning {@code Enabled} or {@code Suspended}; absent when never switched on
 * @param mfaDelete {@code Enabled} or {@code Disabled}; absent when never switched on
 * @param block its public access block
 */
public record Bucket(
    String name,
    Resource resource,
    Evidence<String> region,
    Evidence<List<String>> groups,
    Evidence<PolicyDocument> policy,
    Evidence<String> logTarget,
    Evidence<String> versioning,
    Evidence<String> mfaDelete,
    PublicAccessBlock block) {

  /**
   * The two switches of a public access block that silence what is there already.
   *
   * @param ignoresAcls {@code IgnorePublicAcls}
   * @param restrictsPolicies {@code RestrictPublicBuckets}
   */
  public record PublicAccessBlock(
      Evidence<Boolean> ignoresAcls, Evidence<Boolean> restrictsPolicies) {}
}
