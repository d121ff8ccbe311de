package dev.assay.check;

import static dev.assay.aws.Call.GET_ACCOUNT_AUTHORIZATION_DETAILS;
import static dev.assay.aws.Call.LIST_ENTITIES_FOR_SUPPORT_POLICY;
import static dev.assay.testing.Details.details;
import static dev.assay.testing.Given.snapshot;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.assay.aws.Resource;
import dev.assay.aws.Source;
import dev.assay.testing.Details;
import dev.assay.testing.Given;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyChecksTest {

  private static final String DIRECT = "iam-user-no-direct-policies";
  private static final String SUPPORT = "iam-support-role";
  private static final String FULL_ADMIN = "iam-no-full-admin-policy";
  private static final String WILDCARD = "iam-no-wildcard-policy";

  private static final String ANSWER = "global/iam/get-account-authorization-details.json";
  private static final String SUPPORT_ACCESS = "arn:aws:iam::aws:policy/AWSSupportAccess";
  private static final String OWN = "arn:aws:iam::" + Given.ACCOUNT + ":policy/own";
  private static final String ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

  private static final String ADMIN = "{'Effect': 'Allow', 'Action': '*', 'Resource': '*'}";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    no policy passes           |                                           | PASS
    an attached one fails      | arn:aws:iam::aws:policy/A                 | FAIL attached:arn:aws:iam::aws:policy/A
    an inline one fails        | notes                                     | FAIL inline:notes
    each of both kinds counts  | notes arn:aws:iam::1:policy/B             | FAIL attached:arn:aws:iam::1:policy/B inline:notes
    each of one kind counts    | notes more                                | FAIL inline:notes inline:more
    """)
  void direct_policies(String name, String policies, String expected) {
    String[] carried = policies == null ? new String[0] : policies.split(" ");

    assertThat(with(details().user("ana", carried)).verdicts(DIRECT)).isEqualTo(expected);
  }

  /** Only a user's own policies count; what its lists hold is AWS's to leave out when empty. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
    missing lists are empty               | 'GroupList': ['admins']                              | PASS
    null lists too                        | 'AttachedManagedPolicies': null                      | PASS
    a boundary grants nothing             | 'PermissionsBoundary': {'PermissionsBoundaryArn': 1} | PASS
    an unreadable attachment is unknown   | 'AttachedManagedPolicies': 'none'                    | UNKNOWN attached
    an unreadable inline list is unknown  | 'UserPolicyList': 0                                  | UNKNOWN inline
    both unreadable are named             | 'AttachedManagedPolicies': 1, 'UserPolicyList': 0    | UNKNOWN attached inline
    a failure outweighs an unknown        | 'AttachedManagedPolicies': 1, 'UserPolicyList': [{'PolicyName': 'p'}] | FAIL inline:p
    """)
  void lists_of_a_user(String name, String members, String expected) {
    Details ana =
        details().item("UserDetailList", "{'UserName': 'ana', 'Arn': 'a', " + members + "}");

    assertThat(with(ana).verdicts(DIRECT)).isEqualTo(expected);
  }

  @Test
  void each_user_is_counted_and_nobody_else() {
    Details all =
        details().user("ana").user("ben", OWN).user("eve", "x").group("g", OWN, "x").role("r", OWN);

    assertThat(with(all).statuses(DIRECT)).isEqualTo("FAIL FAIL PASS");
    assertThat(with(details().group("g", OWN).role("r", "x")).statuses(DIRECT)).isEqualTo("none");
  }

  @Test
  void a_direct_policy_is_named_with_its_place() {
    Finding finding =
        with(details().user("ana").user("ben", "notes", OWN)).findings(DIRECT, Map.of()).get(0);
    Source ben = Source.json(ANSWER, "/UserDetailList/1");

    assertThat(finding.resource())
        .isEqualTo(new Resource("user", "arn:aws:iam::" + Given.ACCOUNT + ":user/ben"));
    assertThat(finding.causes())
        .containsExactly(
            Cause.of(
                "attached:" + OWN,
                false,
                "ben carries " + OWN + " (attached)",
                new Reading(ben.below("/AttachedManagedPolicies/0"), OWN)),
            Cause.of(
                "inline:notes",
                false,
                "ben carries notes (inline)",
                new Reading(ben.below("/UserPolicyList/0"), "notes")));
  }

  /**
   * Who carries AWSSupportAccess by the authorization details, and by list-entities-for-policy;
   * {@code ?} for a call that was not made, {@code -} for nobody.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    a role passes                             | role  | role  | role            | PASS
    nobody fails                              | -     | -     | role            | FAIL support-access
    nobody fails whoever could                | -     | -     | user group role | FAIL support-access
    the details alone decide for              | role  | ?     | role            | PASS
    the details alone decide against          | -     | ?     | role            | FAIL support-access
    the entities alone decide for             | ?     | role  | role            | PASS
    the entities alone decide against         | ?     | -     | role            | FAIL support-access
    neither is unknown                        | ?     | ?     | role            | UNKNOWN evidence evidence
    only the details see it: unknown          | role  | -     | role            | UNKNOWN support-access
    only the entities see it: unknown         | -     | role  | role            | UNKNOWN support-access
    a user is no role                         | user  | user  | role            | FAIL support-access
    a group is no role                        | group | group | role            | FAIL support-access
    a user may do                             | user  | user  | user group role | PASS
    a group may do                            | group | group | user group role | PASS
    a role may do                             | role  | role  | user group role | PASS
    a role may not do                         | role  | role  | user group      | FAIL support-access
    they may see it with different carriers   | user  | group | user group role | PASS
    and contradict each other about the asked | user  | group | user            | UNKNOWN support-access
    """)
  void support_role(
      String name, String details, String entities, String principals, String expected) {
    Map<String, Object> set = Map.of("principals", List.of(principals.split(" ")));

    assertThat(supporters(details, entities).verdicts(SUPPORT, set)).isEqualTo(expected);
  }

  private static Given supporters(String byDetails, String byEntities) {
    Given given = snapshot();
    if (!byDetails.equals("?")) {
      Details all =
          switch (byDetails) {
            case "user" -> details().user("helper", SUPPORT_ACCESS);
            case "group" -> details().group("helper", SUPPORT_ACCESS);
            case "role" -> details().role("helper", SUPPORT_ACCESS);
            default -> details().user("ana", OWN).group("ops").role("app", ADMINISTRATOR);
          };
      given = given.answer(GET_ACCOUNT_AUTHORIZATION_DETAILS, all.json());
    }
    return byEntities.equals("?")
        ? given
        : given.answer(LIST_ENTITIES_FOR_SUPPORT_POLICY, entities(byEntities));
  }

  private static String entities(String kind) {
    return Stream.of("User", "Group", "Role")
        .map(
            each ->
                "'Policy%1$ss': [%2$s]"
                    .formatted(
                        each, each.equalsIgnoreCase(kind) ? "{'" + each + "Name': 'helper'}" : ""))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  @ParameterizedTest(name = "{0} accepts {1}")
  @CsvSource({
    "iam-support-role, user,  FAIL",
    "iam-support-role, role,  PASS",
    "AVD-AWS-0169,     group, FAIL",
    "AVD-AWS-0169,     role,  PASS"
  })
  void a_role_unless_a_spec_says_otherwise(String check, String carrier, String expected) {
    assertThat(supporters(carrier, carrier).statuses(check)).isEqualTo(expected);
  }

  /** The two calls with what is wrong with them; {@code ok} sees the role. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
    the policy does not exist              | An error occurred (NoSuchEntity) when calling the ListEntitiesForPolicy operation: no | FAIL support-access
    the entities were refused              | An error occurred (AccessDenied) when calling the ListEntitiesForPolicy operation: no | UNKNOWN evidence evidence
    no list of roles                       | {'PolicyUsers': [{'UserName': 'u'}], 'PolicyGroups': []}                              | UNKNOWN support-access
    only the list of roles matters         | {'PolicyRoles': [{'RoleName': 'r'}]}                                                  | PASS
    one page of several                    | {'PolicyRoles': [], 'IsTruncated': true}                                              | UNKNOWN evidence evidence
    """)
  void support_role_by_the_entities_alone(String name, String text, String expected) {
    Given given = snapshot().answer(LIST_ENTITIES_FOR_SUPPORT_POLICY, text);

    assertThat(given.verdicts(SUPPORT)).isEqualTo(expected);
  }

  @Test
  void a_carrier_is_named_as_the_entities_name_it() {
    Finding finding = supporters("?", "role").finding(SUPPORT);

    assertThat(finding.causes().get(0).message()).isEqualTo("role helper carries AWSSupportAccess");
  }

  @Test
  void support_role_by_details_that_are_not_whole() {
    Details odd =
        details().item("RoleDetailList", "{'RoleName': 'r', 'AttachedManagedPolicies': 1}");
    Details lost = details().user("u", SUPPORT_ACCESS).without("RoleDetailList");
    Map<String, Object> everybody = Map.of("principals", List.of("user", "group", "role"));

    assertThat(with(odd).verdicts(SUPPORT)).isEqualTo("UNKNOWN support-access");
    assertThat(with(odd.role("helper", SUPPORT_ACCESS)).verdicts(SUPPORT)).isEqualTo("PASS");
    assertThat(with(lost).verdicts(SUPPORT)).isEqualTo("UNKNOWN support-access");
    assertThat(with(lost).verdicts(SUPPORT, everybody)).isEqualTo("PASS");
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:iam::aws:policy/AWSSupportAccess,          PASS",
    "arn:aws-cn:iam::aws:policy/AWSSupportAccess,       PASS",
    "arn:aws-us-gov:iam::aws:policy/AWSSupportAccess,   PASS",
    "arn:aws:iam::111122223333:policy/AWSSupportAccess, FAIL",
    "arn:aws:iam::aws:policy/AWSSupportAccess2,         FAIL",
    "arn:aws:iam::aws:policy/x/AWSSupportAccess,        FAIL"
  })
  void awss_own_support_policy_counts(String arn, String expected) {
    assertThat(with(details().role("helper", arn)).statuses(SUPPORT)).isEqualTo(expected);
  }

  @Test
  void a_contradiction_about_support_shows_both_places() {
    Cause cause = supporters("role", "-").finding(SUPPORT).causes().get(0);

    assertThat(cause.message())
        .isEqualTo(
            "get-account-authorization-details and list-entities-for-policy contradict each other"
                + " about who carries AWSSupportAccess");
    assertThat(cause.readings())
        .extracting(Reading::source)
        .containsExactly(
            Source.json(ANSWER, "/RoleDetailList/0"),
            Source.json(
                "global/iam/list-entities-for-policy/AWSSupportAccess.json", "/PolicyRoles"));
  }

  /** What the only policy says, and what the two checks on documents make of it. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
    everything on everything fails         | {'Effect': 'Allow', 'Action': '*', 'Resource': '*'}                                        | FAIL | FAIL
    in lists                               | {'Effect': 'Allow', 'Action': ['*'], 'Resource': ['*']}                                    | FAIL | FAIL
    in a list of statements                | [{'Effect': 'Allow', 'Action': '*', 'Resource': '*'}]                                      | FAIL | FAIL
    with a name and a version              | [{'Sid': 'x', 'Effect': 'Allow', 'Action': '*', 'Resource': '*'}]                          | FAIL | FAIL
    every action of every service          | {'Effect': 'Allow', 'Action': '*:*', 'Resource': '*'}                                      | FAIL | FAIL
    more stars say the same                | {'Effect': 'Allow', 'Action': '**:***', 'Resource': '**'}                                  | FAIL | FAIL
    some character and a star              | {'Effect': 'Allow', 'Action': '?*', 'Resource': '*'}                                       | FAIL | FAIL
    a star among others                    | {'Effect': 'Allow', 'Action': ['s3:Get*', '*'], 'Resource': ['arn:aws:s3:::a', '*']}       | FAIL | FAIL
    a whole service                        | {'Effect': 'Allow', 'Action': 's3:*', 'Resource': '*'}                                     | PASS | FAIL
    a whole service in capitals            | {'Effect': 'Allow', 'Action': 'S3:*', 'Resource': '*'}                                     | PASS | FAIL
    a whole service among others           | {'Effect': 'Allow', 'Action': ['ec2:Describe*', 'kms:**'], 'Resource': '*'}                | PASS | FAIL
    services by a pattern                  | {'Effect': 'Allow', 'Action': 's*:*', 'Resource': '*'}                                     | PASS | FAIL
    services by single characters          | {'Effect': 'Allow', 'Action': 's?:*', 'Resource': '*'}                                     | PASS | FAIL
    actions of two characters and more     | {'Effect': 'Allow', 'Action': 's3:??*', 'Resource': '*'}                                   | PASS | PASS
    some actions                           | {'Effect': 'Allow', 'Action': 's3:Get*', 'Resource': '*'}                                  | PASS | PASS
    one action of every service            | {'Effect': 'Allow', 'Action': '*:Get*', 'Resource': '*'}                                   | PASS | PASS
    all but one service                    | {'Effect': 'Allow', 'NotAction': 'iam:*', 'Resource': '*'}                                 | PASS | FAIL
    all but one action                     | {'Effect': 'Allow', 'NotAction': ['iam:CreateUser'], 'Resource': '*'}                      | PASS | FAIL
    all but everything is nothing          | {'Effect': 'Allow', 'NotAction': '*', 'Resource': '*'}                                     | PASS | PASS
    all but every service's reads          | {'Effect': 'Allow', 'NotAction': '*:Get*', 'Resource': '*'}                                | PASS | PASS
    on some resource                       | {'Effect': 'Allow', 'Action': '*', 'Resource': 'arn:aws:s3:::a/*'}                         | PASS | PASS
    on all but some resources              | {'Effect': 'Allow', 'Action': '*', 'NotResource': 'arn:aws:s3:::a'}                        | PASS | PASS
    on all but nothing                     | {'Effect': 'Allow', 'Action': '*', 'NotResource': '*'}                                     | PASS | PASS
    no statement                           | []                                                                                         | PASS | PASS
    a denial grants nothing                | {'Effect': 'Deny', 'Action': '*', 'Resource': '*'}                                         | PASS | PASS
    a condition does not rescue            | {'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Condition': {'Bool': {'x': 'true'}}}  | FAIL | FAIL
    a denial does not rescue               | [{'Effect': 'Allow', 'Action': '*', 'Resource': '*'}, {'Effect': 'Deny', 'Action': '*', 'Resource': '*'}]              | FAIL | FAIL
    two statements together are everything | [{'Effect': 'Allow', 'NotAction': 'iam:*', 'Resource': '*'}, {'Effect': 'Allow', 'Action': 'iam:*', 'Resource': '*'}]  | FAIL | FAIL
    two statements together are a service  | [{'Effect': 'Allow', 'NotAction': '*:Get*', 'Resource': '*'}, {'Effect': 'Allow', 'Action': 's3:G*', 'Resource': '*'}] | PASS | FAIL
    not when one is on some resource       | [{'Effect': 'Allow', 'NotAction': 'iam:*', 'Resource': '*'}, {'Effect': 'Allow', 'Action': 'iam:*', 'Resource': 'a'}]  | PASS | FAIL
    not when one is a denial               | [{'Effect': 'Allow', 'Action': 's3:Get*', 'Resource': '*'}, {'Effect': 'Deny', 'NotAction': 's3:Get*', 'Resource': '*'}] | PASS | PASS
    """)
  void grants(String name, String statement, String everything, String aService) {
    Given given = with(details().policy(OWN, "1", document(statement)));

    assertThat(given.statuses(FULL_ADMIN)).isEqualTo(everything);
    assertThat(given.statuses(WILDCARD)).isEqualTo(aService);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
    no statement            | {'Version': '2012-10-17'}
    a statement of text     | {'Statement': 'none'}
    no effect               | {'Statement': {'Action': '*', 'Resource': '*'}}
    another effect          | {'Statement': {'Effect': 'allow', 'Action': '*', 'Resource': '*'}}
    no action               | {'Statement': {'Effect': 'Allow', 'Resource': '*'}}
    two kinds of action     | {'Statement': {'Effect': 'Allow', 'Action': 'a:b', 'NotAction': 'a:b', 'Resource': '*'}}
    an action of a number   | {'Statement': {'Effect': 'Allow', 'Action': 7, 'Resource': '*'}}
    an action of lists      | {'Statement': {'Effect': 'Allow', 'Action': [['s3:Get*']], 'Resource': '*'}}
    a resource of an object | {'Statement': {'Effect': 'Allow', 'Action': 's3:Get*', 'Resource': {}}}
    one bad of two          | {'Statement': [{'Effect': 'Allow', 'Action': 's3:Get*', 'Resource': '*'}, 'x']}
    a list                  | []
    a number                | 7
    null                    | null
    empty text              | ''
    text that is no JSON    | 'everything'
    text that is cut off    | '{\\'Statement\\': ['
    bad percent-encoding    | '%7B%2'
    encoded, not UTF-8      | '%7B%FF%7D'
    """)
  void a_broken_document_is_unknown_for_that_policy_alone(String name, String document) {
    Details two =
        details()
            .policy(OWN, "1", document)
            .policy(ADMINISTRATOR, "1", document(ADMIN))
            .policy(OWN + "2", "1", document("[]"));

    assertThat(with(two).verdicts(FULL_ADMIN))
        .isEqualTo("FAIL full-admin; UNKNOWN full-admin; PASS");
    assertThat(with(two).verdicts(WILDCARD)).isEqualTo("UNKNOWN whole-service; PASS");
  }

  /**
   * Tools print documents as an object, as text, or percent-encoded as the API sends them. No
   * pointer reaches into text, so there the document itself is the place.
   */
  @Test
  void a_document_is_understood_in_every_form() {
    String json = document("{'Effect': 'Allow', 'Action': ['*', 's3:a+b'], 'Resource': '*'}");
    String lines = json.replace(" ", "\n ").replace('\'', '"');
    String encoded = "'" + URLEncoder.encode(lines, UTF_8).replace("+", "%20") + "'";
    Source document = Source.json(ANSWER, "/Policies/0/PolicyVersionList/1/Document");
    String read = "Allow Action *, s3:a+b on *";

    assertThat(grant(json)).isEqualTo(new Reading(document.below("/Statement"), read));
    assertThat(grant("'" + json.replace("'", "\\'") + "'")).isEqualTo(new Reading(document, read));
    assertThat(grant(encoded)).isEqualTo(new Reading(document, read));
    assertThat(grant(encoded.replace("%2B", "+"))).isEqualTo(new Reading(document, read));
    assertThat(grant(encoded.replace("%2B", "%2b"))).isEqualTo(new Reading(document, read));
  }

  private static Reading grant(String document) {
    Cause cause = with(details().policy(OWN, "1", document)).finding(FULL_ADMIN).causes().get(0);
    assertThat(cause.status()).isEqualTo(Status.FAIL);
    return cause.readings().get(0);
  }

  /** Whose policy, how often it is attached by its own count, and who carries it. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
    an own attached one counts in both          | own | 1    | -     | FAIL full-admin  | FAIL full-admin
    an own unattached one is created            | own | 0    | -     | none             | FAIL full-admin
    AWS's attached one is attached              | aws | 2    | -     | FAIL full-admin  | none
    AWS's unattached one is neither             | aws | 0    | -     | none             | none
    a carrier counts for more than the count    | own | 0    | user  | FAIL full-admin  | FAIL full-admin
    for AWS's too                               | aws | 0    | group | FAIL full-admin  | none
    a lost count is unknown                     | own | 'x'  | -     | UNKNOWN attached | FAIL full-admin
    a null count is unknown                     | own | null | -     | UNKNOWN attached | FAIL full-admin
    a lost count of AWS's is unknown            | aws | -1   | -     | UNKNOWN attached | none
    unless somebody carries it                  | own | 'x'  | role  | FAIL full-admin  | FAIL full-admin
    """)
  void scope(
      String name, String whose, String count, String carrier, String attached, String created) {
    String arn = whose.equals("own") ? OWN : ADMINISTRATOR;
    Details policy = details().policy(arn, count, document(ADMIN));
    Given given =
        with(
            switch (carrier) {
              case "user" -> policy.user("u", arn);
              case "group" -> policy.group("g", arn);
              case "role" -> policy.role("r", arn);
              default -> policy;
            });

    assertThat(given.verdicts(FULL_ADMIN)).isEqualTo(attached);
    assertThat(given.verdicts(FULL_ADMIN, Map.of("scope", "customer-managed"))).isEqualTo(created);
  }

  @Test
  void a_lost_count_does_not_matter_to_a_harmless_policy() {
    Details harmless = details().policy(OWN, "'x'", document("[]"));

    assertThat(with(harmless).verdicts(FULL_ADMIN)).isEqualTo("PASS");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
    AWS's are not ours to judge      | aws | 1   | none
    an own one is judged             | own | 1   | FAIL whole-service
    unattached too                   | own | 0   | FAIL whole-service
    whatever the count is            | own | 'x' | FAIL whole-service
    """)
  void service_wildcards_are_looked_for_in_own_policies(
      String name, String whose, String count, String expected) {
    String arn = whose.equals("own") ? OWN : "arn:aws-cn:iam::aws:policy/service-role/X";

    assertThat(with(details().policy(arn, count, document(ADMIN))).verdicts("AVD-AWS-0057"))
        .isEqualTo(expected);
  }

  @Test
  void a_policy_that_somebody_carries_but_nobody_lists_is_unknown() {
    Details given =
        details()
            .user("u", ADMINISTRATOR, "inline")
            .group("g", OWN)
            .role("r", OWN, ADMINISTRATOR)
            .policy(OWN + "2", "1", document(ADMIN));
    List<Finding> findings = with(given).findings(FULL_ADMIN, Map.of());

    assertThat(findings)
        .extracting(finding -> finding.status() + " " + finding.resource().id())
        .containsExactly("FAIL " + OWN + "2", "UNKNOWN " + OWN, "UNKNOWN " + ADMINISTRATOR);
    assertThat(findings.get(1).causes().get(0).message())
        .isEqualTo("`" + OWN + "` is attached but its document is not in " + ANSWER + "#/Policies");
    assertThat(with(given).verdicts(FULL_ADMIN, Map.of("scope", "customer-managed")))
        .isEqualTo("FAIL full-admin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"iam-no-full-admin-policy", "iam-no-wildcard-policy"})
  void without_the_list_of_policies_all_is_unknown(String check) {
    assertThat(with(details().user("u", OWN).without("Policies")).verdicts(check))
        .isEqualTo("UNKNOWN listing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "iam-user-no-direct-policies",
        "iam-no-full-admin-policy",
        "iam-no-wildcard-policy"
      })
  void with_empty_lists_there_is_nothing_to_judge(String check) {
    assertThat(with(details()).statuses(check)).isEqualTo("none");
  }

  @Test
  void without_the_list_of_users_direct_policies_are_unknown() {
    assertThat(with(details().without("UserDetailList")).verdicts(DIRECT))
        .isEqualTo("UNKNOWN listing");
  }

  /** The default version is in force, wherever it stands; the others may say what they like. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
    the default is first           | v2 true harmless, v1 false admin  | PASS
    the default is last            | v1 false harmless, v2 true admin  | FAIL full-admin
    a broken old one is no matter  | v2 true harmless, v1 false broken | PASS
    a broken default is unknown    | v2 true broken, v1 false harmless | UNKNOWN full-admin
    no default is unknown          | v2 false admin, v1 false harmless | UNKNOWN full-admin
    no version is unknown          |                                   | UNKNOWN full-admin
    a flag of text is unknown      | v2 'true' harmless                | UNKNOWN full-admin
    a flag of null is unknown      | v2 null harmless                  | UNKNOWN full-admin
    """)
  void the_default_version_counts(String name, String versions, String expected) {
    Map<String, String> documents =
        Map.of("harmless", document("[]"), "admin", document(ADMIN), "broken", "7");
    String list =
        versions == null
            ? ""
            : Stream.of(versions.split(", "))
                .map(version -> version.split(" "))
                .map(
                    v ->
                        "{'VersionId': '%s', 'IsDefaultVersion': %s, 'Document': %s}"
                            .formatted(v[0], v[1], documents.get(v[2])))
                .collect(Collectors.joining(", "));
    String policy =
        "{'Arn': '%s', 'AttachmentCount': 1, 'PolicyVersionList': [%s]}".formatted(OWN, list);

    assertThat(with(details().item("Policies", policy)).verdicts(FULL_ADMIN)).isEqualTo(expected);
  }

  @Test
  void a_grant_is_told_with_its_statements_and_what_does_not_make_up_for_it() {
    String statements =
        """
        [{'Effect': 'Deny', 'Action': 'iam:*', 'Resource': '*'},
         {'Effect': 'Allow', 'NotAction': ['iam:*', 'sts:*'], 'Resource': '*'},
         {'Effect': 'Allow', 'Action': 's3:*', 'Resource': 'arn:aws:s3:::a'},
         {'Effect': 'Allow', 'Action': ['iam:*', 'sts:*'], 'Resource': ['a', '*'],
          'Condition': {'Bool': {'aws:MultiFactorAuthPresent': 'true'}}}]
        """;
    Finding finding = with(details().policy(OWN, "1", document(statements))).finding(FULL_ADMIN);
    Source document = Source.json(ANSWER, "/Policies/0/PolicyVersionList/1/Document");

    assertThat(finding.resource()).isEqualTo(new Resource("policy", OWN));
    assertThat(finding.causes())
        .containsExactly(
            Cause.of(
                "full-admin",
                false,
                OWN
                    + " grants every action on every resource; a Condition does not make up for it;"
                    + " a Deny does not make up for it",
                new Reading(document.below("/Statement/1"), "Allow NotAction iam:*, sts:* on *"),
                new Reading(document.below("/Statement/3"), "Allow Action iam:*, sts:* on a, *")));
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "'*', any service",
        "'*:*', any service",
        "'s3:*', s3",
        "'S3:*', s3",
        "'kms:**', kms"
      })
  void a_whole_service_is_named(String action, String service) {
    String statement = "{'Effect': 'Allow', 'Action': " + action + ", 'Resource': '*'}";
    Given given = with(details().policy(OWN, "0", document(statement)));

    assertThat(given.finding(WILDCARD).causes().get(0).message())
        .isEqualTo(OWN + " grants every action of " + service + " on every resource");
  }

  /** Deciding these could take longer than anybody waits, so they are left undecided. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
    ten of one character are decided   | s3:*a??????????      | PASS
    eleven are not                     | s3:*a???????????     | UNKNOWN
    nor are hundreds                   | s3:*a%s              | UNKNOWN
    """)
  void hostile_wildcards(String name, String action, String expected) {
    String statement = "{'Effect': 'Allow', 'Action': '%s', 'Resource': '*'}";
    String document = document(statement.formatted(action.formatted("?".repeat(500))));
    Given given = with(details().policy(OWN, "1", document));

    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          assertThat(given.statuses(FULL_ADMIN)).isEqualTo(expected);
          assertThat(given.statuses(WILDCARD)).isEqualTo(expected);
        });
  }

  @Test
  void many_plain_patterns_are_decided() {
    String actions =
        IntStream.range(0, 200)
            .mapToObj(i -> "'s3:Get" + i + "*'")
            .collect(Collectors.joining(", "));
    String statement = "{'Effect': 'Allow', 'Action': [%s], 'Resource': '*'}".formatted(actions);

    assertThat(with(details().policy(OWN, "1", document(statement))).statuses(WILDCARD))
        .isEqualTo("PASS");
  }

  private static Given with(Details details) {
    return snapshot().answer(GET_ACCOUNT_AUTHORIZATION_DETAILS, details.json());
  }

  private static String document(String statement) {
    return "{'Version': '2012-10-17', 'Statement': " + statement + "}";
  }
}
