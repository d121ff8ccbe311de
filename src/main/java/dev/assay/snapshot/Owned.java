package dev.assay.snapshot;

import dev.assay.aws.Call;
import dev.assay.aws.Identity;
import dev.assay.aws.Request;
import dev.assay.aws.Resource;

/** Names things of one account: their ARNs, and the files of calls about them. */
record Owned(Identity identity) {

  /** A resource by an ARN that AWS does not print. */
  Resource resource(String type, String service, String region, String rest) {
    return resource(type, service, region, rest, "");
  }

  /** The same with a name that its id does not tell. */
  Resource resource(String type, String service, String region, String rest, String name) {
    return new Resource(type, arn(service, region, identity.accountId(), rest), "", name);
  }

  /** A bucket; its ARN has neither region nor account. */
  Resource bucket(String name) {
    return new Resource("bucket", arn("s3", "", "", name));
  }

  private String arn(String service, String region, String account, String rest) {
    return String.join(":", "arn", identity.partition(), service, region, account, rest);
  }

  /**
   * A call about a trail or topic. Its file has the name where the thing belongs to this account
   * and to the folder's region, else the ARN.
   */
  Request about(Call call, String region, String arn) {
    String[] parts = arn.split(":", 6);
    boolean own =
        parts.length == 6
            && parts[3].equals(region)
            && (identity.accountId().isEmpty() || parts[4].equals(identity.accountId()));
    String name = own ? parts[5].substring(parts[5].indexOf('/') + 1) : arn;
    return Request.about(call, region, name, arn);
  }
}
