package dev.assay.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An answer of get-account-authorization-details; single quotes stand for double quotes, and each
 * method gives a changed copy.
 */
public final class Details {

  private static final List<String> LISTS =
      List.of("UserDetailList", "GroupDetailList", "RoleDetailList", "Policies");

  private final Map<String, String> lists;

  private Details(Map<String, String> lists) {
    this.lists = lists;
  }

  /** Nobody and nothing: all four lists are there and empty. */
  public static Details details() {
    Map<String, String> lists = new LinkedHashMap<>();
    LISTS.forEach(list -> lists.put(list, ""));
    return new Details(lists);
  }

  /** With a user and what it carries: managed policies by ARN, inline ones by name. */
  public Details user(String name, String... policies) {
    return principal("User", name, policies);
  }

  public Details group(String name, String... policies) {
    return principal("Group", name, policies);
  }

  public Details role(String name, String... policies) {
    return principal("Role", name, policies);
  }

  private Details principal(String kind, String name, String... policies) {
    return item(
        kind + "DetailList",
        """
        {'%1$sName': '%2$s', 'Arn': 'arn:aws:iam::%3$s:%4$s/%2$s',
         'CreateDate': '2020-01-01T00:00:00Z',
         'AttachedManagedPolicies': [%5$s], '%1$sPolicyList': [%6$s]}"""
            .formatted(
                kind,
                name,
                Given.ACCOUNT,
                kind.toLowerCase(java.util.Locale.ROOT),
                policies(true, "PolicyArn", policies),
                policies(false, "PolicyName", policies)));
  }

  private static String policies(boolean managed, String key, String... ids) {
    return Stream.of(ids)
        .filter(id -> id.startsWith("arn:") == managed)
        .map(id -> "{'" + key + "': '" + id + "'}")
        .collect(Collectors.joining(", "));
  }

  /** With a managed policy; the document is its default version, v2. */
  public Details policy(String arn, String attachments, String document) {
    return item(
        "Policies",
        """
        {'Arn': '%s', 'AttachmentCount': %s, 'PolicyVersionList': [
           {'VersionId': 'v1', 'IsDefaultVersion': false, 'Document': {'Statement': []}},
           {'VersionId': 'v2', 'IsDefaultVersion': true, 'Document': %s}]}"""
            .formatted(arn, attachments, document));
  }

  /** With an element of a list as it stands. */
  public Details item(String list, String json) {
    return raw(list, lists.get(list).isEmpty() ? json : lists.get(list) + ",\n" + json);
  }

  private Details raw(String list, String items) {
    Map<String, String> copy = new LinkedHashMap<>(lists);
    copy.put(list, items);
    return new Details(copy);
  }

  /** Without one of the four lists. */
  public Details without(String list) {
    Map<String, String> copy = new LinkedHashMap<>(lists);
    copy.remove(list);
    return new Details(copy);
  }

  public String json() {
    return lists.entrySet().stream()
        .map(list -> "'" + list.getKey() + "': [" + list.getValue() + "]")
        .collect(Collectors.joining(",\n", "{", "}"));
  }
}
