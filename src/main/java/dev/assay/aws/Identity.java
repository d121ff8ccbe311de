package dev.assay.aws;

/**
 * Which account a snapshot is of.
 *
 * @param accountId 12 digits; empty when nothing in the snapshot tells
 * @param partition {@code aws}, {@code aws-us-gov}, {@code aws-cn}, ...; {@code aws} when nothing
 *     tells
 */
public record Identity(String accountId, String partition) {

  /** The account as a resource, by the ARN of its root. */
  public Resource resource() {
    return new Resource("account", "arn:" + partition + ":iam::" + accountId + ":root");
  }

  // By hand: every run hashes some, and linking what Java makes of a record is dear at start-up.
  @Override
  public boolean equals(Object other) {
    return other instanceof Identity that
        && accountId.equals(that.accountId)
        && partition.equals(that.partition);
  }

  @Override
  public int hashCode() {
    return 31 * accountId.hashCode() + partition.hashCode();
  }
}
