package dev.assay.diff;

import dev.assay.aws.Identity;
import dev.assay.aws.Resource;
import dev.assay.report.Report.Finding;
import java.util.HashMap;
import java.util.Map;

/**
 * What a report's findings are called, so that the other report calls them the same: by their
 * fingerprints, or, between accounts, by what those are made of without the account.
 */
final class Naming {

  private static final String ANY = "*";

  private final Identity account;
  private final boolean within;

  /**
   * @param within whether the other report is of the same account
   */
  Naming(Identity account, boolean within) {
    this.account = account;
    this.within = within;
  }

  /** A cause's key. */
  String key(String key) {
    return within ? key : neutral(key);
  }

  /** The id of a resource, which may have the account in it. */
  private String neutral(String text) {
    String id = account.accountId();
    String named = id.isEmpty() ? text : text.replace(":" + id + ":", ":" + ANY + ":");
    return named.replace("arn:" + account.partition() + ":", "arn:" + ANY + ":");
  }

  /** Names for the findings of one control; the second of a name gets {@code #2}, and so on. */
  Unique unique() {
    return new Unique();
  }

  /** See {@link #unique}. */
  final class Unique {
    private final Map<String, Integer> seen = new HashMap<>();

    String of(Finding finding) {
      String name = within ? finding.fingerprint() : spelled(finding);
      int times = seen.merge(name, 1, Integer::sum);
      return times == 1 ? name : name + "#" + times;
    }

    private String spelled(Finding finding) {
      Resource resource = finding.resource();
      return String.join(
          "\n",
          finding.check(),
          finding.region(),
          resource.type(),
          neutral(resource.id()),
          resource.part());
    }
  }
}
