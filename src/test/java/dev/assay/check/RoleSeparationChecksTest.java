package dev.assay.check;

import static dev.assay.testing.Given.ACCOUNT;
import static dev.assay.testing.Given.snapshot;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.Given;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoleSeparationChecksTest {

  private static final String CHECK = "iam-master-manager-roles";
  private static final String DETAILS = "global/iam/get-account-authorization-details.json";
  private static final String SAML = "global/iam/list-saml-providers.json";
  private static final String OPEN_ID = "global/iam/list-open-id-connect-providers.json";

  private static final List<String> MASTER =
      List.of(
          """
          AttachRolePolicy CreateGroup CreatePolicy CreatePolicyVersion CreateRole CreateUser \
          DeleteGroup DeletePolicy DeletePolicyVersion DeleteRole DeleteRolePolicy DeleteUser \
          PutRolePolicy"""
              .split(" "));
  private static final List<String> MANAGER =
      List.of(
          """
          AddUserToGroup AttachGroupPolicy DeleteGroupPolicy DeleteUserPolicy DetachGroupPolicy \
          DetachRolePolicy DetachUserPolicy PutGroupPolicy PutUserPolicy RemoveUserFromGroup \
          UpdateGroup UpdateAssumeRolePolicy UpdateUser"""
              .split(" "));
  private static final List<String> READ =
      List.of(
          """
          GetPolicy GetPolicyVersion GetRole GetRolePolicy GetUser GetUserPolicy \
          ListEntitiesForPolicy ListGroupPolicies ListGroups ListGroupsForUser ListPolicies \
          ListPoliciesGrantingServiceAccess ListPolicyVersions ListRolePolicies \
          ListAttachedGroupPolicies ListAttachedRolePolicies ListAttachedUserPolicies ListRoles \
          ListUsers"""
              .split(" "));

  private static final String MFA = "{'Bool': {'aws:MultiFactorAuthPresent': 'true'}}";
  private static final String OFFICE = "{'IpAddress': {'aws:SourceIp': '192.0.2.0/24'}}";
  private static final String ROOT = "arn:aws:iam::" + ACCOUNT + ":root";
  private static final String ANA = user("ana");
  private static final String BEN = user("ben");

  private static final Role IAM_MASTER = half("iam-master", MASTER, MANAGER, ANA);
  private static final Role IAM_MANAGER = half("iam-manager", MANAGER, MASTER, BEN);

  // What passes

  @Test
  void two_roles_with_a_part_each_pass_and_are_named() {
    assertThat(verdict(given(IAM_MANAGER, IAM_MASTER)))
        .isEqualTo(
            """
            PASS
            role iam-master allows the master's actions
            role iam-master denies the other role's actions
            role iam-master asks for MFA
            role iam-master is trusted to arn:aws:iam::111122223333:user/ana
            role iam-manager allows the manager's actions
            role iam-manager denies the other role's actions
            role iam-manager asks for MFA
            role iam-manager is trusted to arn:aws:iam::111122223333:user/ben
            nobody may assume both iam-master and iam-manager""");
  }

  /** The benchmark's lists: 13 and 13 actions that write, 19 that read. */
  @Test
  void every_action_counts() {
    assertThat(List.of(MASTER.size(), MANAGER.size(), READ.size())).containsExactly(13, 13, 19);
    for (String action : both(MASTER, READ)) {
      Role lacking = half("a", without(MASTER, action), without(READ, action), MANAGER);

      assertThat(verdict(given(lacking, IAM_MANAGER)))
          .isEqualTo("FAIL\nrole a does not allow iam:" + action);
    }
    for (String action : both(MANAGER, READ)) {
      Role lacking = half("a", without(MANAGER, action), without(READ, action), MASTER);

      assertThat(verdict(given(IAM_MASTER, lacking)))
          .isEqualTo("FAIL\nrole a does not allow iam:" + action);
    }
    for (String action : MANAGER) {
      Role lax = half("a", MASTER, without(MANAGER, action), ANA);

      assertThat(verdict(given(lax, IAM_MANAGER)))
          .isEqualTo("FAIL\nrole a does not deny iam:" + action);
    }
    for (String action : MASTER) {
      Role lax = half("a", MANAGER, without(MASTER, action), BEN);

      assertThat(verdict(given(IAM_MASTER, lax)))
          .isEqualTo("FAIL\nrole a does not deny iam:" + action);
    }
  }

  @Test
  void wildcards_and_not_action_are_understood() {
    Role master =
        role("m", trust(ANA))
            .with(allow("'IAM:cREATE*', 'iam:Delete*', 'iam:*RolePolicy', 'iam:?et*'", MFA))
            .with(statement("Allow", "'NotAction': ['iam:Create*', 's3:*']", "'*'", MFA))
            .with(deny(iam(MANAGER)));

    assertThat(status(given(master, IAM_MANAGER))).isEqualTo("PASS");
  }

  @Test
  void parts_may_be_spread_over_inline_and_attached_policies() {
    Role master =
        role("m", trust(ANA))
            .with(allow(iam(MASTER.subList(0, 5)), MFA))
            .with(allow(iam(MASTER.subList(5, 13)), MFA) + ", " + deny("'iam:Add*', 'iam:Up*'"))
            .attached(policy("reading"), policy("denying"));
    Given given =
        given(
            List.of(master, IAM_MANAGER),
            List.of(),
            List.of(),
            List.of(
                managed(policy("reading"), allow("'iam:Get*', 'iam:List*'", MFA)),
                managed(policy("denying"), deny(iam(MANAGER)))));

    assertThat(status(given)).isEqualTo("PASS");
  }

  @Test
  void an_old_version_of_a_policy_does_not_count() {
    Role master =
        role("m", trust(ANA)).with(allow(iam(both(MASTER, READ)), MFA)).attached(policy("denying"));
    String denying =
        """
        {'Arn': '%s', 'AttachmentCount': 1, 'PolicyVersionList': [
          {'IsDefaultVersion': false, 'Document': %s}, {'IsDefaultVersion': true, 'Document': %s}]}
        """
            .formatted(policy("denying"), document(deny("'iam:*'")), document(deny("'iam:Add*'")));

    assertThat(verdict(given(List.of(master, IAM_MANAGER), List.of(), List.of(), List.of(denying))))
        .isEqualTo("FAIL\nrole m does not deny iam:AttachGroupPolicy and 11 more");
  }

  // MFA

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
    any case will do         | {'bool': {'AWS:multifactorauthpresent': true}}                     | PASS
    a further condition too  | {'Bool': {'aws:MultiFactorAuthPresent': 'true', 'a:b': 'true'}}    | PASS
    no condition             | {}                                                                 | FAIL
    without MFA              | {'Bool': {'aws:MultiFactorAuthPresent': 'false'}}                  | FAIL
    with or without          | {'Bool': {'aws:MultiFactorAuthPresent': ['true', 'false']}}        | FAIL
    only if AWS says so      | {'BoolIfExists': {'aws:MultiFactorAuthPresent': 'true'}}           | FAIL
    another condition        | {'Bool': {'aws:SecureTransport': 'true'}}                          | FAIL
    """)
  void every_allow_asks_for_mfa(String name, String condition, String expected) {
    Role master =
        role("m", trust(ANA))
            .with(allow(iam(both(MASTER, READ)), condition))
            .with(deny(iam(MANAGER)));

    assertThat(status(given(master, IAM_MANAGER))).isEqualTo(expected);
  }

  @Test
  void one_allow_without_mfa_beside_those_with_it_fails() {
    Role master = IAM_MASTER.with(allow("'iam:ListRoles', 'iam:ListUsers', 's3:*'", "{}"));

    assertThat(verdict(given(master, IAM_MANAGER)))
        .isEqualTo("FAIL\nrole iam-master allows iam:ListRoles and 1 more without MFA");
  }

  @Test
  void an_allow_of_something_else_need_not_ask_for_mfa() {
    Role master = IAM_MASTER.with(allow("'s3:*', 'iam:ListMFADevices'", "{}"));

    assertThat(status(given(master, IAM_MANAGER))).isEqualTo("PASS");
  }

  @ParameterizedTest
  @ValueSource(strings = {SAML, OPEN_ID})
  void an_identity_provider_makes_up_for_mfa(String file) {
    Given given = given(withoutMfa("m"), IAM_MANAGER);

    assertThat(verdict(given))
        .isEqualTo("FAIL\nrole m allows iam:AttachRolePolicy and 31 more without MFA");
    assertThat(status(given.with(file, providers("{'Arn': 'a'}")))).isEqualTo("PASS");
  }

  @Test
  void providers_that_were_not_read_matter_only_without_mfa() {
    Given lax = given(withoutMfa("m"), IAM_MANAGER);

    assertThat(verdict(lax.without(SAML))).isEqualTo("UNKNOWN\n" + SAML + " was not collected");
    assertThat(status(lax.without(SAML).with(OPEN_ID, providers("{'Arn': 'a'}"))))
        .isEqualTo("PASS");
    assertThat(status(given(IAM_MASTER, IAM_MANAGER).without(SAML).without(OPEN_ID)))
        .isEqualTo("PASS");
  }

  // What is no Allow, and what is no Deny

  @Test
  void an_allow_on_some_resources_is_none() {
    String attach = "'Action': 'iam:AttachRolePolicy'";
    Role master =
        role("m", trust(ANA))
            .with(allow(iam(both(MASTER.subList(1, 13), READ)), MFA))
            .with(statement("Allow", attach, "'arn:aws:iam::*:role/*'", MFA))
            .with(deny(iam(MANAGER)));

    assertThat(verdict(given(master, IAM_MANAGER)))
        .isEqualTo("FAIL\nrole m does not allow iam:AttachRolePolicy on every resource");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
    a condition       | '*'                        | {'Bool': {'aws:MultiFactorAuthPresent': 'false'}}
    certain resources | 'arn:aws:iam::*:group/a*'  | {}
    """)
  void a_deny_with_an_exception_is_none(String name, String resource, String condition) {
    Role master =
        role("m", trust(ANA))
            .with(allow(iam(both(MASTER, READ)), MFA))
            .with(statement("Deny", "'Action': [" + iam(MANAGER) + "]", resource, condition));

    assertThat(verdict(given(master, IAM_MANAGER)))
        .isEqualTo(
            "FAIL\n"
                + "role m does not deny iam:AddUserToGroup and 12 more on every resource,"
                + " without a condition");
  }

  /** Else one role that is allowed and denied everything would be both. */
  @Test
  void what_is_denied_is_not_allowed() {
    Role idle = role("idle", trust(ANA)).with(allow("'*'", MFA)).with(deny("'iam:*'"));

    assertThat(verdict(given(idle, IAM_MANAGER)))
        .isEqualTo("FAIL\nno role allows the master's actions, iam:AttachRolePolicy and 12 more");
    assertThat(verdict(given(IAM_MASTER.with(deny("'iam:ListRoles'")), IAM_MANAGER)))
        .isEqualTo("FAIL\nrole iam-master denies what the master must be allowed, iam:ListRoles");
  }

  // Who may assume them

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
    nobody           |
    another action   | {'Effect': 'Allow', 'Principal': {'AWS': 'a'}, 'Action': 'sts:TagSession'}
    only a refusal   | {'Effect': 'Deny', 'Principal': {'AWS': 'a'}, 'Action': 'sts:AssumeRole'}
    a provider's way | {'Effect': 'Allow', 'Principal': {'AWS': 'a'}, 'Action': 'sts:AssumeRoleWithSAML'}
    not a provider's | {'Effect': 'Allow', 'Principal': {'Federated': 'a'}, 'Action': 'sts:AssumeRole'}
    """)
  void a_role_that_nobody_may_assume_fails(String name, String statement) {
    Role master = IAM_MASTER.trusting(document(statement == null ? "" : statement));

    assertThat(verdict(given(master, IAM_MANAGER)))
        .isEqualTo("FAIL\nrole iam-master is trusted to nobody");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
    different users         | {'AWS': 'arn:aws:iam::111122223333:user/ana'} | {'AWS': 'arn:aws:iam::111122223333:user/ben'}        | PASS
    the same user           | {'AWS': 'arn:aws:iam::111122223333:user/ana'} | {'AWS': ['b', 'arn:aws:iam::111122223333:user/ana']} | FAIL
    the same service        | {'Service': 'ec2.amazonaws.com'}              | {'Service': 'ec2.amazonaws.com'}                     | FAIL
    different services      | {'Service': 'ec2.amazonaws.com'}              | {'Service': 'ecs.amazonaws.com'}                     | PASS
    everybody and a user    | '*'                                           | {'AWS': 'arn:aws:iam::111122223333:user/ana'}        | FAIL
    everybody, in two words | {'AWS': '*'}                                  | '*'                                                  | FAIL
    everybody, so the other | '*'                                           | {'Service': 'ec2.amazonaws.com'}                     | FAIL
    one provider for both   | {'Federated': 'arn:aws:iam::1:saml-provider/p'} | {'Federated': 'arn:aws:iam::1:saml-provider/p'}    | MANUAL
    two providers           | {'Federated': 'arn:aws:iam::1:saml-provider/p'} | {'Federated': 'arn:aws:iam::1:saml-provider/q'}    | PASS
    another account twice   | {'AWS': '999988887777'}                       | {'AWS': 'arn:aws:iam::999988887777:root'}            | MANUAL
    and one of its users    | {'AWS': '999988887777'}                       | {'AWS': 'arn:aws:iam::999988887777:user/zoe'}        | MANUAL
    two other accounts      | {'AWS': '999988887777'}                       | {'AWS': '999988886666'}                              | PASS
    """)
  void nobody_may_assume_both(String name, String first, String second, String expected) {
    String one = trustOf(first, "{}");
    String other = trustOf(second, MFA);

    assertThat(status(given(IAM_MASTER.trusting(one), IAM_MANAGER.trusting(other))))
        .isEqualTo(expected);
    assertThat(status(given(IAM_MASTER.trusting(other), IAM_MANAGER.trusting(one))))
        .isEqualTo(expected);
  }

  @Test
  void the_common_user_is_named() {
    assertThat(verdict(given(IAM_MASTER, IAM_MANAGER.trusting(trust(BEN, ANA)))))
        .isEqualTo("FAIL\n" + ANA + " may assume both iam-master and iam-manager");
  }

  @Test
  void a_role_that_trusts_the_other_gives_its_users_both() {
    Role manager = IAM_MANAGER.trusting(trust("arn:aws:iam::" + ACCOUNT + ":role/iam-master"));

    assertThat(verdict(given(IAM_MASTER, manager)))
        .isEqualTo("FAIL\nrole iam-master may assume both iam-master and iam-manager");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
    nothing of the kind      | 's3:*'           | '*'                                         | PASS
    one of the two           | 'sts:AssumeRole' | 'arn:aws:iam::111122223333:role/iam-master' | PASS
    roles of another account | 'sts:*'          | 'arn:aws:iam::999988887777:role/*'          | PASS
    names are told by case   | 'sts:*'          | 'arn:aws:iam::*:role/IAM-*'                 | PASS
    both by a pattern        | 'sts:AssumeRole' | 'arn:aws:iam::*:role/iam-*'                 | FAIL
    everything               | '*'              | '*'                                         | FAIL
    a variable in the name   | 'sts:AssumeRole' | 'arn:aws:iam::*:role/${aws:PrincipalTag/r}' | MANUAL
    """)
  void where_the_account_is_trusted_policies_decide(
      String name, String action, String resource, String expected) {
    String allowed = statement("Allow", "'Action': " + action, resource, "{}");
    Role cy = role("cy", trust(ROOT)).with(allowed);

    assertThat(status(rootTrust(person("cy", allowed)))).isEqualTo(expected);
    assertThat(status(given(open(IAM_MASTER), open(IAM_MANAGER), cy))).isEqualTo(expected);
  }

  @Test
  void a_role_for_each_of_two_users_passes() {
    Given given =
        rootTrust(person("ana", assume("iam-master")), person("ben", assume("iam-manager")));

    assertThat(verdict(given)).endsWith("nobody may assume both iam-master and iam-manager");
  }

  @Test
  void a_user_with_both_is_named() {
    assertThat(verdict(rootTrust(person("cy", assume("iam-master"), assume("iam-manager")))))
        .isEqualTo("FAIL\nuser cy may assume both iam-master and iam-manager");
    assertThat(
            rootTrust(person("cy", assume("iam-master"), assume("iam-manager")))
                .finding(CHECK)
                .deciding())
        .flatExtracting(Cause::readings)
        .extracting(Reading::value)
        .containsExactly(ROOT, ROOT, user("cy"));
  }

  @Test
  void a_named_user_may_come_to_the_other_role_through_the_account() {
    List<Role> roles = List.of(IAM_MASTER, open(IAM_MANAGER));
    String ana = person("ana", assume("iam-manager"));

    assertThat(verdict(given(roles, List.of(ana), List.of(), List.of())))
        .startsWith("FAIL\nuser ana may assume both");
    assertThat(verdict(given(roles, List.of(), List.of(), List.of())))
        .as("a user that is not listed")
        .startsWith("MANUAL\nwhether " + ANA + " may assume both");
  }

  @Test
  void groups_count_for_their_members() {
    String ana = "{'UserName': 'ana', 'Arn': '" + ANA + "', 'GroupList': ['admins']}";
    String admins =
        """
        {'GroupName': 'admins', 'Arn': 'arn:aws:iam::111122223333:group/admins',
         'GroupPolicyList': [{'PolicyName': 'p', 'PolicyDocument': %s}]}
        """
            .formatted(document(assume("iam-*")));
    List<Role> roles = List.of(open(IAM_MASTER), open(IAM_MANAGER));

    assertThat(verdict(given(roles, List.of(ana), List.of(admins), List.of())))
        .startsWith("FAIL\nuser ana may assume both");
    assertThat(verdict(given(roles, List.of(ana), List.of(), List.of())))
        .startsWith("MANUAL\nwhether user ana may assume both");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
    both are denied             | '*'                                | {}                                                 | PASS
    one of them is denied       | 'arn:aws:iam::*:role/iam-manager'  | {}                                                 | PASS
    another role is denied      | 'arn:aws:iam::*:role/x'            | {}                                                 | FAIL
    without MFA both are denied | '*'                                | {'Bool': {'aws:MultiFactorAuthPresent': 'false'}}  | FAIL
    outside the office too      | '*'                                | {'NotIpAddress': {'aws:SourceIp': '192.0.2.0/24'}} | MANUAL
    """)
  void a_deny_counts_only_if_it_always_holds(
      String name, String resource, String condition, String expected) {
    String refused = statement("Deny", "'Action': 'sts:*'", resource, condition);

    assertThat(status(rootTrust(person("cy", assume("iam-*"), refused)))).isEqualTo(expected);
  }

  @Test
  void conditions_that_part_people_are_for_a_person_to_judge() {
    String inOffice = statement("Allow", "'Action': 'sts:*'", "'*'", OFFICE);
    String withMfa = statement("Allow", "'Action': 'sts:*'", "'*'", MFA);
    String tag = "{'StringEquals': {'aws:PrincipalTag/iam': 'master'}}";
    Role tagged = IAM_MASTER.trusting(trustOf("{'AWS': '" + ROOT + "'}", tag));
    List<Role> roles = List.of(tagged, open(IAM_MANAGER));

    assertThat(status(rootTrust(person("cy", inOffice)))).isEqualTo("MANUAL");
    assertThat(status(rootTrust(person("cy", withMfa)))).isEqualTo("FAIL");
    assertThat(status(given(roles, List.of(person("cy", withMfa)), List.of(), List.of())))
        .isEqualTo("MANUAL");
  }

  @Test
  void a_trust_policy_may_refuse_some_of_the_account() {
    String trusted = "{'Effect': 'Allow', 'Principal': {'AWS': '%s'}, 'Action': 'sts:*'}";
    String refused = "{'Effect': 'Deny', 'Principal': {'AWS': '%s'}, 'Action': 'sts:*'}";
    Role master = IAM_MASTER.trusting(document(trusted.formatted(ROOT), refused.formatted(ANA)));
    List<Role> roles = List.of(master, open(IAM_MANAGER));

    assertThat(status(given(roles, List.of(person("ana", assume("*"))), List.of(), List.of())))
        .isEqualTo("PASS");
    assertThat(status(given(roles, List.of(person("ben", assume("*"))), List.of(), List.of())))
        .isEqualTo("FAIL");
  }

  @Test
  void users_that_cannot_be_read_are_for_a_person_to_judge() {
    Given lost = given(open(IAM_MASTER), open(IAM_MANAGER));
    String broken = "{'UserName': 'ana', 'Arn': '" + ANA + "', 'AttachedManagedPolicies': 1}";

    assertThat(verdict(rootTrust(broken))).startsWith("MANUAL\nwhether user ana may assume both");
    assertThat(verdict(lost.with(DETAILS, text(lost).replace("UserDetailList", "Users"))))
        .startsWith("MANUAL\nwhether somebody in " + DETAILS + "#/UserDetailList may assume both");
  }

  // Evidence that is not there

  @Test
  void details_that_were_not_read_are_unknown() {
    Given given = given(IAM_MASTER, IAM_MANAGER);

    assertThat(status(given.without(DETAILS))).isEqualTo("UNKNOWN");
    assertThat(status(given.with(DETAILS, "{}"))).isEqualTo("UNKNOWN");
  }

  @Test
  void a_lost_document_matters_while_no_pair_passes() {
    Role lossy = role("x", trust(user("cy"))).attached(policy("lost"));

    assertThat(verdict(given(lossy, IAM_MANAGER)))
        .isEqualTo(
            "UNKNOWN\n`%s` is attached but its document is not in %s#/Policies"
                .formatted(policy("lost"), DETAILS));
    assertThat(status(given(lossy, IAM_MANAGER, IAM_MASTER))).isEqualTo("PASS");
    assertThat(status(given(IAM_MASTER.with("{'Effect': 'Maybe'}"), IAM_MANAGER)))
        .isEqualTo("UNKNOWN");
  }

  @Test
  void a_lost_document_of_a_role_that_fails_anyway_does_not_matter() {
    Role lossy = role("x", document()).attached(policy("lost"));
    Role lax = lossy.trusting(trust(ANA)).with(allow("'iam:*'", "{}"));

    assertThat(status(given(lossy, IAM_MANAGER))).isEqualTo("FAIL");
    assertThat(status(given(lax, IAM_MANAGER))).isEqualTo("FAIL");
  }

  /** The manager of theirs may be one, were its document there; two others are one already. */
  @Test
  void a_pair_that_may_be_one_stops_no_other_and_comes_before_what_is_none() {
    Role lossy = role("lossy", trust(user("cy"))).attached(policy("lost"));
    Role anas = half("manager", MANAGER, MASTER, ANA);
    Role another = half("other", MASTER, MANAGER, BEN);

    assertThat(status(given(IAM_MASTER, anas))).isEqualTo("FAIL");
    assertThat(status(given(IAM_MASTER, anas, lossy))).isEqualTo("UNKNOWN");
    assertThat(status(given(IAM_MASTER, anas, lossy, another))).isEqualTo("PASS");
  }

  @Test
  void who_has_both_roles_has_them_whatever_a_lost_document_says() {
    Role lossy = role("lossy", trust(ANA)).attached(policy("lost"));

    assertThat(verdict(given(lossy, half("manager", MANAGER, MASTER, ANA))))
        .isEqualTo("FAIL\n" + ANA + " may assume both lossy and manager");
  }

  @Test
  void a_role_of_a_lost_document_is_nearer_than_one_that_fails() {
    Role lossy = role("x", trust(ANA)).attached(policy("lost"));
    Role lax = half("a", MASTER, without(MANAGER, "UpdateUser"), BEN);

    assertThat(verdict(given(lax, lossy))).isEqualTo(verdict(given(lossy)));
  }

  @Test
  void one_role_cannot_be_both_whatever_its_lost_document_says() {
    Role lossy = role("x", trust(ANA)).attached(policy("lost"));

    assertThat(verdict(given(lossy))).isEqualTo("FAIL\nno other role could share the work with x");
  }

  @Test
  void a_lost_trust_policy_is_unknown() {
    assertThat(verdict(given(IAM_MASTER.trusting("'none'"), IAM_MANAGER)))
        .startsWith("UNKNOWN\n" + DETAILS + "#/RoleDetailList/0/AssumeRolePolicyDocument is no");
  }

  // The nearest miss

  @Test
  void without_any_such_role_both_parts_are_named() {
    assertThat(verdict(given(role("reader", trust(ANA)).with(allow("'s3:*'", "{}")))))
        .isEqualTo(
            """
            FAIL
            no role allows the master's actions, iam:AttachRolePolicy and 12 more
            no role allows the manager's actions, iam:AddUserToGroup and 12 more""");
    assertThat(status(given())).isEqualTo("FAIL");
  }

  @Test
  void the_role_that_allows_most_is_the_nearest() {
    Role far = role("a-far", trust(ANA)).with(allow(iam(MASTER.subList(0, 3)), MFA));
    Role near = half("near", MASTER, MANAGER.subList(0, 12), ANA);

    assertThat(verdict(given(far, near, IAM_MANAGER)))
        .isEqualTo("FAIL\nrole near does not deny iam:UpdateUser");
  }

  @Test
  void of_those_that_allow_as_much_the_one_that_lacks_least_is_the_nearest() {
    Role lacksTwoReads = half("a", MASTER, READ.subList(0, 17), MANAGER);
    Role lacksOneRead = half("b", MASTER, READ.subList(0, 18), MANAGER);
    Role lacksTwoDenials = half("c", MASTER, MANAGER.subList(0, 11), ANA);
    Role lacksOneDenial = half("d", MASTER, MANAGER.subList(0, 12), ANA);

    assertThat(verdict(given(lacksTwoDenials, lacksOneRead, IAM_MANAGER)))
        .isEqualTo("FAIL\nrole b does not allow iam:ListUsers");
    assertThat(verdict(given(lacksTwoReads, lacksOneDenial, IAM_MANAGER)))
        .isEqualTo("FAIL\nrole d does not deny iam:UpdateUser");
  }

  @Test
  void of_roles_and_pairs_that_are_alike_the_first_by_name_is_told() {
    Role one = half("one", MASTER, MANAGER.subList(0, 12), ANA);
    Role two = half("two", MASTER, MANAGER.subList(0, 12), ANA);
    Role perhaps = half("a", MANAGER, MASTER, ROOT);
    Role maybe = half("b", MANAGER, MASTER, ROOT);

    assertThat(verdict(given(two, one, IAM_MANAGER))).contains("role one does not deny");
    assertThat(verdict(given(maybe, perhaps, IAM_MASTER))).contains("both iam-master and a");
  }

  /** Whichever stands first: what a person may settle is nearer than one user of both. */
  @Test
  void of_pairs_that_do_not_pass_the_best_is_told() {
    for (List<String> names : List.of(List.of("b", "c"), List.of("c", "b"))) {
      Role shared = half(names.get(0), MANAGER, MASTER, ANA);
      Role perhaps = half(names.get(1), MANAGER, MASTER, ROOT);

      assertThat(verdict(given(IAM_MASTER, shared, perhaps)))
          .startsWith("MANUAL\nwhether " + ANA + " may assume both iam-master and " + names.get(1));
    }
  }

  @Test
  void a_role_without_a_trust_policy_is_unknown() {
    Given given = given(IAM_MASTER, IAM_MANAGER);
    String without = text(given).replace("AssumeRolePolicyDocument", "Other");

    assertThat(status(given.with(DETAILS, without))).isEqualTo("UNKNOWN");
  }

  // Parameters

  @Test
  void named_roles_are_the_only_ones_looked_at() {
    Role other = role("other", trust(ANA)).with(deny("'iam:Up*'"));
    Given given = given(IAM_MASTER, IAM_MANAGER, other);

    assertThat(verdict(given, "iam-master", "iam-manager")).startsWith("PASS");
    assertThat(verdict(given, "iam-master", "")).startsWith("PASS");
    assertThat(verdict(given, "", "iam-manager")).startsWith("PASS");
    assertThat(verdict(given, "iam-manager", "iam-master")).startsWith("FAIL");
    assertThat(verdict(given, "iam-master", "iam-master")).startsWith("FAIL");
    assertThat(verdict(given, "iam-master", "nobody"))
        .isEqualTo("FAIL\nthere is no role `nobody` to be the manager");
  }

  @Test
  void of_named_roles_everything_that_lacks_is_told() {
    Role other = role("other", trust(ANA)).with(deny("'iam:Up*'"));

    assertThat(verdict(given(IAM_MASTER, other), "iam-master", "other"))
        .isEqualTo(
            """
            FAIL
            role other denies what the manager must be allowed, iam:UpdateGroup, \
            iam:UpdateAssumeRolePolicy, iam:UpdateUser
            role other does not deny %s
            arn:aws:iam::111122223333:user/ana may assume both iam-master and other"""
                .formatted(MASTER.stream().map(action -> "iam:" + action).collect(joining(", "))));
  }

  @Test
  void names_of_roles_are_texts() {
    Parameter name = Catalogue.find(CHECK).orElseThrow().check().parameters().get(0);

    assertThat(name.parse(List.of("iam-master"), false)).contains("iam-master");
    assertThat(name.parse(List.of("r".repeat(128)), false)).isPresent();
    assertThat(name.parse(List.of("r".repeat(129)), false)).isEmpty();
    assertThat(name.parse(List.of(""), false)).contains("");
    assertThat(name.parse(List.of("iam-master"), true)).isEmpty();
    assertThat(name.help())
        .isEqualTo("write a text of 128 characters at most; an empty one is the same as none");
  }

  // Given

  /** A role; each method gives a changed copy. */
  private record Role(String name, String trust, List<String> inline, List<String> attached) {

    Role with(String statements) {
      return new Role(name, trust, both(inline, List.of(document(statements))), attached);
    }

    Role attached(String... arns) {
      return new Role(name, trust, inline, List.of(arns));
    }

    Role trusting(String document) {
      return new Role(name, document, inline, attached);
    }

    String json() {
      String policies =
          IntStream.range(0, inline.size())
              .mapToObj(i -> named("p" + i, inline.get(i)))
              .collect(joining(", "));
      String arns =
          attached.stream().map(arn -> "{'PolicyArn': '" + arn + "'}").collect(joining(", "));
      return """
      {'RoleName': '%s', 'Arn': 'arn:aws:iam::111122223333:role/%s', 'RolePolicyList': [%s],
       'AttachedManagedPolicies': [%s], 'AssumeRolePolicyDocument': %s}
      """
          .formatted(name, name, policies, arns, trust);
    }
  }

  private static Role role(String name, String trust) {
    return new Role(name, trust, List.of(), List.of());
  }

  /** A role for a part, as the benchmark wants it. */
  private static Role half(String name, List<String> own, List<String> others, String trusted) {
    return role(name, trust(trusted))
        .with(allow(iam(both(own, READ)), MFA) + ", " + deny(iam(others)));
  }

  private static Role half(String name, List<String> own, List<String> read, List<String> others) {
    return role(name, trust(user("dee")))
        .with(allow(iam(both(own, read)), MFA) + ", " + deny(iam(others)));
  }

  private static Role withoutMfa(String name) {
    return role(name, trust(ANA))
        .with(allow(iam(both(MASTER, READ)), "{}") + ", " + deny(iam(MANAGER)));
  }

  /** The role, trusted to the whole account. */
  private static Role open(Role role) {
    return role.trusting(trust(ROOT));
  }

  /** Two roles that share the work, told apart as the rule wants it. */
  static Given separated() {
    return given(IAM_MASTER, IAM_MANAGER).without(SAML).without(OPEN_ID);
  }

  /** The same without one of them. */
  static Given unseparated() {
    return given(IAM_MASTER).without(SAML).without(OPEN_ID);
  }

  private static Given rootTrust(String... users) {
    return given(
        List.of(open(IAM_MASTER), open(IAM_MANAGER)), List.of(users), List.of(), List.of());
  }

  private static Given given(Role... roles) {
    return given(List.of(roles), List.of(), List.of(), List.of());
  }

  private static Given given(
      List<Role> roles, List<String> users, List<String> groups, List<String> policies) {
    return snapshot()
        .with(
            DETAILS,
            """
            {"UserDetailList": %s, "GroupDetailList": %s, "RoleDetailList": %s, "Policies": %s}
            """
                .formatted(users, groups, roles.stream().map(Role::json).toList(), policies))
        .with(SAML, providers())
        .with(OPEN_ID, providers());
  }

  /** Good for either file: each has its own key. */
  private static String providers(String... providers) {
    String list = String.join(", ", providers);
    return "{'SAMLProviderList': [%s], 'OpenIDConnectProviderList': [%s]}".formatted(list, list);
  }

  private static String person(String name, String... statements) {
    return "{'UserName': '%s', 'Arn': '%s', 'UserPolicyList': [%s]}"
        .formatted(name, user(name), named("p", document(statements)));
  }

  private static String named(String name, String document) {
    return "{'PolicyName': '%s', 'PolicyDocument': %s}".formatted(name, document);
  }

  private static String managed(String arn, String statements) {
    return """
    {'Arn': '%s', 'AttachmentCount': 1,
     'PolicyVersionList': [{'IsDefaultVersion': true, 'Document': %s}]}
    """
        .formatted(arn, document(statements));
  }

  private static String user(String name) {
    return "arn:aws:iam::" + ACCOUNT + ":user/" + name;
  }

  private static String policy(String name) {
    return "arn:aws:iam::" + ACCOUNT + ":policy/" + name;
  }

  private static String trust(String... arns) {
    return trustOf("{'AWS': ['" + String.join("', '", arns) + "']}", "{}");
  }

  private static String trustOf(String principal, String condition) {
    return """
    {'Statement': [{'Effect': 'Allow', 'Principal': %s, 'Condition': %s,
                    'Action': ['sts:AssumeRole', 'sts:AssumeRoleWithSAML']}]}
    """
        .formatted(principal, condition);
  }

  private static String assume(String role) {
    String arn = "'arn:aws:iam::" + ACCOUNT + ":role/" + role + "'";
    return statement("Allow", "'Action': 'sts:AssumeRole'", arn, "{}");
  }

  private static String allow(String actions, String condition) {
    return statement("Allow", "'Action': [" + actions + "]", "'*'", condition);
  }

  private static String deny(String actions) {
    return statement("Deny", "'Action': [" + actions + "]", "'*'", "{}");
  }

  private static String statement(
      String effect, String actions, String resource, String condition) {
    return "{'Effect': '%s', %s, 'Resource': %s, 'Condition': %s}"
        .formatted(effect, actions, resource, condition);
  }

  private static String document(String... statements) {
    return "{'Statement': [" + String.join(", ", statements) + "]}";
  }

  private static String iam(List<String> actions) {
    return actions.stream().map(action -> "'iam:" + action + "'").collect(joining(", "));
  }

  private static List<String> both(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  private static List<String> without(List<String> all, String one) {
    List<String> rest = new ArrayList<>(all);
    rest.remove(one);
    return rest;
  }

  private static String text(Given given) {
    return new String(given.files().get(DETAILS), UTF_8);
  }

  // Then

  private static String status(Given given) {
    return given.statuses(CHECK);
  }

  private static String verdict(Given given) {
    return verdict(given, "", "");
  }

  /** The status of the one finding, and the sentences that decide it, a line each. */
  private static String verdict(Given given, String master, String manager) {
    List<Finding> findings =
        given.findings(CHECK, Map.of("masterRole", master, "managerRole", manager));
    assertThat(findings).hasSize(1);
    Finding finding = findings.get(0);
    return Stream.concat(
            Stream.of(finding.status().name()), finding.deciding().stream().map(Cause::message))
        .collect(joining("\n"));
  }
}
