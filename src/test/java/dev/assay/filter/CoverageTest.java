package dev.assay.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.assay.filter.Coverage.Relation;
import dev.assay.filter.Coverage.Verdict;
import dev.assay.filter.FilterPattern.Any;
import dev.assay.filter.FilterPattern.Condition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Filters are written with {@code E} for {@code $.eventName}, and with {@code ;} between two. */
class CoverageTest {

  private static final Map<String, Reference> REFERENCES =
      Map.of(
          "refused", Reference.UNAUTHORIZED_API,
          "mfa", Reference.CONSOLE_WITHOUT_MFA,
          "root", Reference.ROOT_USAGE,
          "policy", Reference.IAM_POLICY,
          "trail", Reference.CLOUDTRAIL,
          "login", Reference.CONSOLE_FAILURE,
          "kms", Reference.KMS_KEYS,
          "acl", Reference.NETWORK_ACL,
          "route", Reference.ROUTE_TABLE,
          "vpc", Reference.VPC);

  private static final String FORMAL =
      "a gap is formal only: it takes a record that CloudTrail does not write";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      maxCharsPerColumn = 2000,
      textBlock =
          """
          as prescribed                      | trail   | EQUAL   | { (E = CreateTrail) # (E = UpdateTrail) # (E = DeleteTrail) # (E = StartLogging) # (E = StopLogging) }
          another order                      | trail   | EQUAL   | { (E = StopLogging) # (E = StartLogging) # (E = DeleteTrail) # (E = UpdateTrail) # (E = CreateTrail) }
          one twice                          | trail   | EQUAL   | { (E = StopLogging) # (E = StopLogging) # (E = StartLogging) # (E = DeleteTrail) # (E = UpdateTrail) # (E = CreateTrail) }
          no parentheses                     | trail   | EQUAL   | { E = CreateTrail # E = UpdateTrail # E = DeleteTrail # E = StartLogging # E = StopLogging }
          nested parentheses                 | trail   | EQUAL   | { ((E = CreateTrail # (E = UpdateTrail)) # (E = DeleteTrail)) # ((E = StartLogging) # ((E = StopLogging))) }
          quoted values                      | trail   | EQUAL   | { (E = "CreateTrail") # (E = "UpdateTrail") # (E = DeleteTrail) # (E = "StartLogging") # (E = StopLogging) }
          no blanks                          | trail   | EQUAL   | {(E=CreateTrail)#(E=UpdateTrail)#(E=DeleteTrail)#(E=StartLogging)#(E=StopLogging)}
          line breaks                        | trail   | EQUAL   | {~(E = CreateTrail) #~  (E = UpdateTrail) #~(E~=~DeleteTrail) # (E = StartLogging) # (E = StopLogging)~}~
          brackets                           | trail   | EQUAL   | { ($['eventName'] = CreateTrail) # ($["eventName"] = UpdateTrail) # (E = DeleteTrail) # (E = StartLogging) # (E = StopLogging) }
          one more event                     | trail   | BROADER | { (E = CreateTrail) # (E = UpdateTrail) # (E = DeleteTrail) # (E = StartLogging) # (E = StopLogging) # (E = PutEventSelectors) }
          a wildcard for three               | trail   | BROADER | { (E = *Trail) # (E = StartLogging) # (E = StopLogging) }
          wildcards for all                  | trail   | BROADER | { (E = "*Trail") # (E = "*Logging") }
          a wildcard inside a union          | policy  | BROADER | { (E = Delete*) # (E = Put*) # (E = Create*) # (E = Attach*) # (E = Detach*) }
          contains                           | policy  | BROADER | { E = *Policy* }
          every event                        | trail   | BROADER | <empty>
          every event, a blank               | trail   | BROADER | <blank>
          every event that has a name        | trail   | BROADER | { E = "*" }
          every event that has a name, bare  | root    | BROADER | { E = * }
          the service too, distributed       | kms     | EQUAL   | { (S = kms.amazonaws.com && E = DisableKey) # (S = kms.amazonaws.com && E = ScheduleKeyDeletion) }
          the service last                   | kms     | EQUAL   | { ((E = DisableKey) # (E = ScheduleKeyDeletion)) && (S = "kms.amazonaws.com") }
          the service left out               | kms     | BROADER | { (E = DisableKey) # (E = ScheduleKeyDeletion) }
          absorption                         | kms     | EQUAL   | { S = kms.amazonaws.com && (E = DisableKey # E = DisableKey && $.awsRegion = x # E = ScheduleKeyDeletion) }
          any start as well as any end       | refused | BROADER | { ($.errorCode = "*UnauthorizedOperation*") # ($.errorCode = "*AccessDenied*") }
          the other way round                | refused | EQUAL   | { ($.errorCode = AccessDenied*) # ($.errorCode = *UnauthorizedOperation) }
          matches nearly everything          | refused | BROADER | { ($.errorCode = *UnauthorizedOperation) # ($.errorCode = AccessDenied*) # ($.sourceIPAddress!=delivery.logs.amazonaws.com) # (E!=HeadBucket) }
          any error at all                   | refused | BROADER | { $.errorCode = * }
          a conjunct left out                | root    | BROADER | { $.userIdentity.type = "Root" }
          the operands of and turned round   | root    | EQUAL   | { $.eventType != AwsServiceEvent && $.userIdentity.type = Root && $.userIdentity.invokedBy NOT EXISTS }
          not there, or null                 | root    | EQUAL   | { $.userIdentity.type = "Root" && ($.userIdentity.invokedBy NOT EXISTS # $.userIdentity.invokedBy IS NULL) && $.eventType != "AwsServiceEvent" }
          a tautology: two differences       | refused | BROADER | { $.sourceIPAddress != 10.0.0.1 # $.sourceIPAddress != 10.0.0.2 }
          the sign-in form, plain            | mfa     | EQUAL   | { $.additionalEventData.MFAUsed != Yes && E = ConsoleLogin }
          nothing lies in a text             | kms     | EQUAL   | { ($.eventName.x NOT EXISTS) && (S = kms.amazonaws.com) && ((E = DisableKey) # (E = ScheduleKeyDeletion)) }
          all sign-ins                       | mfa     | BROADER | { E = ConsoleLogin }
          failed sign-in with its service    | login   | EQUAL   | { S = signin.amazonaws.com && E = ConsoleLogin && $.errorMessage = "Failed authentication" }
          one filter for each event          | trail   | EQUAL   | { E = CreateTrail } ; { E = UpdateTrail } ; { E = DeleteTrail } ; { E = StartLogging } ; { E = StopLogging }
          two filters, one of them broad     | trail   | BROADER | { E = *Trail } ; { E = StartLogging # E = StopLogging } ; { E = RunInstances }
          both halves of a difference        | refused | BROADER | { ($.errorCode = *) && (E = GetObject) } ; { ($.errorCode = *) && (E != GetObject) }
          a broad one beside an undecided    | trail   | BROADER | { E = *Trail # E = *Logging } ; [a, b]
          undecided, but covered without it  | trail   | UNDECIDED | { E = %x% # E = CreateTrail # E = UpdateTrail # E = DeleteTrail # E = StartLogging # E = StopLogging }
          undecided, with a cover beside it  | trail   | BROADER | { (E = C*T # E = "*Trail" # E = "*Logging") }
          a number that must differ is open, the rest covers | trail | BROADER | { (E != 400) # (E = *Trail) # (E = *Logging) }
          """)
  void equivalent_or_broader_filters_cover(
      String name, String control, Relation relation, String filters)
      throws PatternSyntaxException {
    Coverage coverage = judge(control, filters);

    assertThat(coverage.verdict()).as(coverage.toString()).isEqualTo(Verdict.COVERS);
    assertThat(coverage.relation()).isEqualTo(relation);
    assertThat(coverage.witness()).isEmpty();
    assertThat(Coverage.covers(REFERENCES.get(control), conditions(filters), false))
        .contains(coverage.note());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      maxCharsPerColumn = 2000,
      textBlock =
          """
          one event missing             | policy  | NARROWER    | eventName=DeleteRolePolicy     | { (E=DeleteGroupPolicy)#(E=DeleteUserPolicy)#(E=PutGroupPolicy)#(E=PutRolePolicy)#(E=PutUserPolicy)#(E=CreatePolicy)#(E=DeletePolicy)#(E=CreatePolicyVersion)#(E=DeletePolicyVersion)#(E=AttachRolePolicy)#(E=DetachRolePolicy)#(E=AttachUserPolicy)#(E=DetachUserPolicy)#(E=AttachGroupPolicy)#(E=DetachGroupPolicy) }
          exact, not a prefix           | refused | NARROWER    | errorCode=AccessDeniedException | { ($.errorCode = "*UnauthorizedOperation") # ($.errorCode = AccessDenied) }
          no star in front              | refused | NARROWER    | errorCode=Client.UnauthorizedOperation | { ($.errorCode = "UnauthorizedOperation") # ($.errorCode = "AccessDenied*") }
          all joined by and             | trail   | UNSATISFIABLE | eventName=CreateTrail       | { (E = CreateTrail) && (E = UpdateTrail) && (E = DeleteTrail) && (E = StartLogging) && (E = StopLogging) }
          the slip in precedence        | kms     | OVERLAPPING | eventName=DisableKey           | { (E = CreateTrail) && (S = kms.amazonaws.com) && (E = DisableKey) # (E = ScheduleKeyDeletion) }
          exclusions bound to both      | refused | NARROWER    | eventName=HeadBucket           | { (($.errorCode = "*UnauthorizedOperation") # ($.errorCode = "AccessDenied*")) && (E != HeadBucket) }
          a role excluded               | trail   | NARROWER    | userIdentity.arn=-             | { (E = *Trail # E = *Logging) && (E != "PutTrail") && ($.userIdentity.arn != "*:role/deploy") && (E = CreateTrail # E = UpdateTrail # E = DeleteTrail # E = StartLogging # E = StopLogging) }
          one address excluded          | trail   | NARROWER    | sourceIPAddress=10.0.0.1       | { ($.sourceIPAddress != 10.0.0.1) && (E = CreateTrail # E = UpdateTrail # E = DeleteTrail # E = StartLogging # E = StopLogging) }
          one region only               | trail   | NARROWER    | awsRegion=eu-west-1            | { ($.awsRegion = us-east-1) && (E = CreateTrail # E = UpdateTrail # E = DeleteTrail # E = StartLogging # E = StopLogging) }
          one account, quoted           | trail   | NARROWER    | recipientAccountId=-           | { ($.recipientAccountId = "111122223333") && (E = CreateTrail # E = UpdateTrail # E = DeleteTrail # E = StartLogging # E = StopLogging) }
          one account, a bare number    | trail   | UNDECIDED   | recipientAccountId=-           | { ($.recipientAccountId = 111122223333) && (E = CreateTrail # E = UpdateTrail # E = DeleteTrail # E = StartLogging # E = StopLogging) }
          roles only                    | trail   | NARROWER    | userIdentity.sessionContext=-  | { ($.userIdentity.sessionContext.sessionIssuer.arn != x) && (E = CreateTrail # E = UpdateTrail # E = DeleteTrail # E = StartLogging # E = StopLogging) }
          the MFA flag is No            | mfa     | NARROWER    | additionalEventData.MFAUsed=YES | { (E = ConsoleLogin) && ($.additionalEventData.MFAUsed = "No") }
          the MFA flag is not No        | mfa     | OVERLAPPING | additionalEventData.MFAUsed=No | { E = "ConsoleLogin" && $.additionalEventData.MFAUsed != "No" }
          the flag of another element   | mfa     | OVERLAPPING | additionalEventData.MFAUsed=No | { (E = ConsoleLogin) && ($.userIdentity.sessionContext.attributes.mfaAuthenticated != "true") }
          a field that is not there     | mfa     | OVERLAPPING | userIdentity.mfaAuthenticated=- | { (E = ConsoleLogin) && ($.userIdentity.mfaAuthenticated != "true") }
          a difference on an optional field | login | OVERLAPPING | userIdentity.userName=-      | { (E = ConsoleLogin) && ($.userIdentity.userName != "ana") }
          is null, not absent           | root    | UNSATISFIABLE | userIdentity.invokedBy=-     | { $.userIdentity.type = "Root" && $.userIdentity.invokedBy IS NULL && $.eventType != "AwsServiceEvent" }
          different, not absent         | root    | DISJOINT    | userIdentity.invokedBy=-       | { $.userIdentity.type = "Root" && $.userIdentity.invokedBy != "x" && $.eventType != "AwsServiceEvent" }
          a letter in the wrong case    | trail   | NARROWER    | eventName=CreateTrail          | { (E = UpdateTrail) # (E = DeleteTrail) # (E = StartLogging) # (E = StopLogging) # (E = StopLogging) }
          all in the wrong case         | trail   | DISJOINT    | eventName=CreateTrail          | { (E = createtrail) # (E = updatetrail) # (E = deletetrail) # (E = startlogging) # (E = stoplogging) }
          a longer name: VPC            | vpc     | NARROWER    | eventName=CreateVpc            | { (E = CreateVpcPeeringConnection) # (E = DeleteVpc) # (E = ModifyVpcAttribute) # (E = AcceptVpcPeeringConnection) # (E = DeleteVpcPeeringConnection) # (E = RejectVpcPeeringConnection) # (E = AttachClassicLinkVpc) # (E = DetachClassicLinkVpc) # (E = DisableVpcClassicLink) # (E = EnableVpcClassicLink) }
          a longer name: route          | route   | NARROWER    | eventName=CreateRoute          | { (E = CreateRouteTable) # (E = ReplaceRoute) # (E = ReplaceRouteTableAssociation) # (E = DeleteRouteTable) # (E = DeleteRoute) # (E = DisassociateRouteTable) }
          a longer name: policy         | policy  | NARROWER    | eventName=CreatePolicy         | { (E=DeleteGroupPolicy)#(E=DeleteRolePolicy)#(E=DeleteUserPolicy)#(E=PutGroupPolicy)#(E=PutRolePolicy)#(E=PutUserPolicy)#(E=DeletePolicy)#(E=CreatePolicyVersion)#(E=DeletePolicyVersion)#(E=AttachRolePolicy)#(E=DetachRolePolicy)#(E=AttachUserPolicy)#(E=DetachUserPolicy)#(E=AttachGroupPolicy)#(E=DetachGroupPolicy) }
          a blank lost                  | login   | DISJOINT    | errorMessage=Failed authentication | { (E = ConsoleLogin) && ($.errorMessage = "Failedauthentication") }
          a blank too many              | login   | DISJOINT    | errorMessage=Failed authentication | { (E = ConsoleLogin) && ($.errorMessage = "Failed authentication ") }
          a letter beyond ASCII         | login   | NARROWER    | errorMessage=Failed authentication | { (E = "ConsoleLogin") && ($.errorMessage = "Failed authentication") && ($.userAgent = "\u00e9*") }
          a network ACL call            | acl     | NARROWER    | eventName=ReplaceNetworkAclEntry | { (E = CreateNetworkAcl) # (E = CreateNetworkAclEntry) # (E = DeleteNetworkAcl) # (E = DeleteNetworkAclEntry) # (E = ReplaceNetworkAclAssociation) }
          another control's events      | trail   | DISJOINT    | eventName=CreateTrail          | { (E = CreateVpc) }
          a union with a hole           | trail   | NARROWER    | eventName=StopLogging          | { E = CreateTrail # E = UpdateTrail } ; { E = DeleteTrail } ; { E = StartLogging }
          impossible, however deep      | trail   | UNSATISFIABLE | eventName=UpdateTrail       | { (E = CreateTrail) && (E = StopLogging # (E = CreateTrail) && ((E = StopLogging) && (S = x))) }
          no identity                   | root    | UNSATISFIABLE | userIdentity.type=Root      | { $.userIdentity IS NULL }
          no filter at all              | trail   | UNSATISFIABLE | eventName=CreateTrail        | <none>
          the undecided cannot help     | trail   | OVERLAPPING   | eventName=StopLogging          | { (E = *Trail) # (E = StartLogging) # (E = DeleteTrail) && (E = %x%) }
          missing, whatever the regex   | refused | UNDECIDED   | errorMessage=-                 | { $.errorMessage = %denied% }
          a star inside, too long anyway | trail  | UNDECIDED   | eventName=UpdateTrail          | { E = C*Trail }
          one element or another        | trail   | UNDECIDED   | resources=-                    | { $.resources[0].type = a # $.resources[0].type = b }
          """)
  void near_misses_have_an_event_that_slips_through(
      String name, String control, Relation relation, String decisive, String filters)
      throws PatternSyntaxException {
    Coverage coverage = judge(control, filters);

    assertThat(coverage.verdict()).as(coverage.toString()).isEqualTo(Verdict.GAP);
    String[] field = decisive.split("=", 2);
    Event witness = coverage.witness().orElseThrow();
    Object value = witness.get(Theory.path(field[0]));
    assertThat(value == null ? "-" : value).as(witness.json()).isEqualTo(field[1]);
    assertThat(coverage.relation()).isEqualTo(relation);
    Reference reference = REFERENCES.get(control);
    Any together = new Any(conditions(filters));
    assertThat(Coverage.covers(reference, together.parts(), false)).isEmpty();
    assertThat(Coverage.possible(together)).isEqualTo(relation != Relation.UNSATISFIABLE);
    assertThat(Coverage.meets(reference, together, false))
        .isEqualTo(relation != Relation.UNSATISFIABLE && relation != Relation.DISJOINT);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          a regular expression     | trail   | a regular expression on $.eventName is not decided | { E = %Trail$% }
          not a regular expression | trail   | a regular expression on $.eventName is not decided | { E != %x% }
          a star inside            | refused | a star inside the value for $.errorCode has two readings | { ($.errorCode = *Unauthorized*Operation) # ($.errorCode = AccessDenied*) }
          bare false               | refused | comparing $.readOnly with true or false is not documented | { ($.errorCode = *) && ($.readOnly = false # $.readOnly != false # $.readOnly NOT EXISTS) }
          a number                 | trail   | a number compared with $.eventName is not decided | { E != 400 }
          less than                | trail   | a number compared with $.eventVersion is not decided | { $.eventVersion < 5 }
          any element              | trail   | what $.resources.[*].type means for several elements is not documented | { ($.resources[*].type != x) # ($.resources NOT EXISTS) }
          any field                | trail   | what $.* means for several elements is not documented | { $.* = CreateTrail }
          a backslash              | trail   | a backslash in the value for $.eventName is not documented | { E = "Create\\Trail" }
          a term                   | trail   | a term pattern looks at the text of the line | Trail
          optional terms           | trail   | a term pattern looks at the text of the line | ?CreateTrail ?DeleteTrail
          columns                  | trail   | a space-delimited pattern looks at the text of the line | [a, b = CreateTrail]
          a regular expression over the line | trail | a regex pattern looks at the text of the line | %Trail%
          a lone star on an object | refused | it depends on behaviour that is not documented | { ($.errorCode = *) && ($.userIdentity = *) }
          a flag compared with a text | refused | it depends on behaviour that is not documented | { ($.errorCode = *) && ($.readOnly = x # $.readOnly NOT EXISTS) }
          """)
  void what_is_not_documented_is_undecided(
      String name, String control, String reason, String filters) {
    Coverage coverage = judge(control, filters);

    assertThat(coverage.verdict()).as(coverage.toString()).isEqualTo(Verdict.UNDECIDED);
    assertThat(coverage.note()).isEqualTo(reason);
    assertThat(coverage.witness()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          the service named           | trail | { (S = cloudtrail.amazonaws.com) && (E = CreateTrail # E = UpdateTrail # E = DeleteTrail # E = StartLogging # E = StopLogging) }
          the service by its start    | trail | { (S = cloudtrail*) && (E = CreateTrail # E = UpdateTrail # E = DeleteTrail # E = StartLogging # E = StopLogging) }
          CreateRoute with its service | route | { (S = ec2.amazonaws.com) && (E = CreateRoute) # (E = CreateRouteTable) # (E = ReplaceRoute) # (E = ReplaceRouteTableAssociation) # (E = DeleteRouteTable) # (E = DeleteRoute) # (E = DisassociateRouteTable) }
          an address is always there  | trail | { ($.sourceIPAddress = *) && (E = CreateTrail # E = UpdateTrail # E = DeleteTrail # E = StartLogging # E = StopLogging) }
          """)
  void a_gap_that_no_record_can_show_is_formal(String name, String control, String filters) {
    Coverage coverage = judge(control, filters);

    assertThat(coverage.verdict()).as(coverage.toString()).isEqualTo(Verdict.COVERS);
    assertThat(coverage.relation()).isEqualTo(Relation.EQUAL);
    assertThat(coverage.note()).isEqualTo(FORMAL);
  }

  @Test
  void an_unsatisfiable_filter_says_so() {
    assertThat(judge("trail", "{ E = CreateTrail && E = DeleteTrail }").note())
        .isEqualTo("no event can match these filters at all");
  }

  @Test
  void a_text_that_is_no_pattern_is_invalid() {
    Coverage coverage = judge("trail", "{ $eventName = CreateTrail }");

    assertThat(coverage)
        .isEqualTo(
            new Coverage(
                Verdict.INVALID,
                Relation.UNDECIDED,
                "not a filter pattern: column 4: expected `.` and a name after `$`",
                Optional.empty()));
  }

  @Test
  void later_forms_count_only_where_they_are_accepted() {
    String later =
        "{ ($.errorCode = *UnauthorizedOperation) || ($.errorCode = AccessDenied*) &&"
            + " ($.sourceIPAddress != delivery.logs.amazonaws.com) && ($.eventName != HeadBucket) }";

    Coverage now = Coverage.of(Reference.UNAUTHORIZED_API, List.of(later), true);
    Coverage first = Coverage.of(Reference.UNAUTHORIZED_API, List.of(later), false);

    assertThat(now.verdict()).isEqualTo(Verdict.COVERS);
    assertThat(now.note())
        .isEqualTo("accepted as v2.0.0 writes it: its exclusions bind to AccessDenied only");
    assertThat(first.verdict()).isEqualTo(Verdict.GAP);
    assertThat(first.witness().orElseThrow().json()).contains("\"errorCode\": \"AccessDenied\"");
  }

  @Test
  void a_cover_of_the_plain_form_needs_no_later_one() {
    String plain = "{ $.errorCode = *UnauthorizedOperation || $.errorCode = AccessDenied* ";
    for (String filter : List.of(plain + "}", plain + "|| $.eventName = %x% }")) {
      Coverage coverage = Coverage.of(Reference.UNAUTHORIZED_API, List.of(filter), true);

      assertThat(coverage.verdict()).isEqualTo(Verdict.COVERS);
      assertThat(coverage.note()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"a, false, true", "b, false, false", "a, true, true", "b, true, true"})
  void filters_meet_the_forms_that_are_accepted(String event, boolean later, boolean meets)
      throws PatternSyntaxException {
    Condition filter = conditions("{ E = " + event + " }").get(0);

    assertThat(Coverage.meets(reference("{ E = a }", "{ E = b }"), filter, later)).isEqualTo(meets);
  }

  @Test
  void what_the_reference_leaves_open_is_no_gap() throws PatternSyntaxException {
    Reference open = reference("{ $.a[0] NOT EXISTS && $.a.b = x }");

    assertThat(Coverage.of(open, List.of("{ $.eventName = b }"), false).verdict())
        .isEqualTo(Verdict.UNDECIDED);
  }

  /** All but the first of the forms are later ones. */
  private static Reference reference(String... patterns) throws PatternSyntaxException {
    List<Reference.Form> forms = new ArrayList<>();
    for (String pattern : patterns) {
      Condition condition = conditions(pattern).get(0);
      forms.add(new Reference.Form(pattern, !forms.isEmpty(), "in this form", condition));
    }
    return new Reference("test", forms, List.of(), List.of(), Theory.anyRecord());
  }

  @Test
  void the_witness_is_a_small_natural_record() {
    assertThat(judge("login", "{ E = CreateTrail }").witness().orElseThrow().json())
        .isEqualTo(
            """
            {"eventVersion": "1.08", "userIdentity": {"type": "IAMUser"}, \
            "eventTime": "2026-01-31T12:00:00Z", "eventSource": "signin.amazonaws.com", \
            "eventName": "ConsoleLogin", "awsRegion": "us-east-1", \
            "sourceIPAddress": "198.51.100.7", "eventType": "AwsConsoleSignIn", \
            "errorMessage": "Failed authentication"}""");
  }

  static Stream<Arguments> monsters() {
    String letters = "abcdefghijklmnopqrstuvwxyz";
    List<String> words =
        IntStream.range(0, 200).mapToObj(i -> Integer.toString(i + 36 * 36, 36)).toList();
    return Stream.of(
        Arguments.of("many fields", fill(words, w -> "$." + w + "=x", "||")),
        Arguments.of("many differences", fill(words, w -> "$." + w + "!=x", "||")),
        Arguments.of(
            "ands of many fields", fill(words, w -> "($." + w + "=x&&$.z" + w + "=y)", "||")),
        Arguments.of(
            "ors of many fields", fill(words, w -> "($." + w + "=x||$.z" + w + "=y)", "&&")),
        Arguments.of("many wildcards", fill(words, w -> "E=*" + w + "*", "||")),
        Arguments.of("none of many wildcards", fill(words, w -> "E!=*" + w + "*", "&&")),
        Arguments.of("all of many wildcards", fill(words, w -> "E=*" + w + "*", "&&")),
        Arguments.of(
            "choices of wildcards", fill(words, w -> "(E=*" + w + "*||S=*" + w + "*)", "&&")),
        Arguments.of(
            "choices between wildcards", fill(words, w -> "(E!=*" + w + "*&&S!=" + w + "*)", "||")),
        Arguments.of("stars between letters", "{E=*" + stars(letters, 1000) + "}"),
        Arguments.of(
            "many values with stars",
            fill(words, w -> "E!=*" + stars(w + "Trail", 10) + "*", "&&")),
        Arguments.of(
            "many stars twice", "{E=" + stars("ab", 495) + "||E=" + stars("ba", 495) + "}"),
        Arguments.of("only stars", "{E=" + "*".repeat(1000) + "}"),
        Arguments.of("nested", "{" + "(E=*a*&&(S=*b*||".repeat(25) + "E=x" + "))".repeat(25) + "}"),
        Arguments.of(
            "fields in fields",
            fill(words, w -> "$.a" + ".a".repeat(w.charAt(1) % 12) + "=" + w, "||")),
        Arguments.of("one deep field", "{$" + ".a".repeat(500) + "=x||E=*}"),
        Arguments.of("a long number", "{E=" + "9".repeat(900) + "||E!=1e999999999}"),
        Arguments.of("numbers", fill(words, w -> "E!=1" + w.hashCode() % 1000 + ".5", "&&")));
  }

  @Tag("slow")
  @ParameterizedTest(name = "{0}")
  @MethodSource("monsters")
  void a_monster_ends_too(String name, String pattern) {
    String full = written(pattern);
    assertThat(full.length()).isLessThanOrEqualTo(PatternParser.LONGEST);

    for (Reference reference : REFERENCES.values()) {
      Coverage coverage =
          assertTimeoutPreemptively(
              Duration.ofSeconds(20), () -> Coverage.of(reference, List.of(full), true));
      assertThat(coverage.verdict()).as(coverage.note()).isNotEqualTo(Verdict.INVALID);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "choices between wildcards, trail",
    "choices between wildcards, refused",
    "many stars twice, trail"
  })
  void what_takes_too_much_is_undecided(String monster, String control) {
    assertThat(judge(control, monster(monster)))
        .isEqualTo(
            new Coverage(
                Verdict.UNDECIDED,
                Relation.UNDECIDED,
                "too many combinations to decide",
                Optional.empty()));
  }

  @Test
  void a_gap_is_one_though_the_rest_takes_too_much() throws PatternSyntaxException {
    for (String filter :
        List.of(monster("all of many wildcards"), monster("choices of wildcards"))) {
      Coverage coverage = judge("acl", filter);

      assertThat(coverage.verdict()).isEqualTo(Verdict.GAP);
      assertThat(coverage.relation()).isEqualTo(Relation.UNDECIDED);
      assertThat(coverage.note()).isEmpty();
      assertThat(Coverage.meets(Reference.UNAUTHORIZED_API, conditions(filter).get(0), false))
          .isTrue();
    }
  }

  @Test
  void a_cover_is_one_though_the_rest_takes_too_much() throws PatternSyntaxException {
    String prescribed = "{ $.eventName = a }";
    List<String> filters = List.of(prescribed, written(monster("choices of wildcards")));

    assertThat(Coverage.of(reference(prescribed), filters, false))
        .isEqualTo(
            new Coverage(Verdict.COVERS, Relation.UNDECIDED, "in this form", Optional.empty()));
  }

  private static String monster(String name) {
    return monsters()
        .map(Arguments::get)
        .filter(monster -> monster[0].equals(name))
        .map(monster -> (String) monster[1])
        .findFirst()
        .orElseThrow();
  }

  @Tag("slow")
  @Test
  void a_union_of_monsters_ends_too() {
    List<String> all = monsters().map(arguments -> written((String) arguments.get()[1])).toList();

    Coverage coverage =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20), () -> Coverage.of(Reference.IAM_POLICY, all, true));

    assertThat(coverage.verdict()).isIn(Verdict.COVERS, Verdict.UNDECIDED);
  }

  private static String fill(
      List<String> words, java.util.function.UnaryOperator<String> part, String between) {
    StringBuilder out = new StringBuilder("{");
    for (String word : words) {
      String next = (out.length() > 1 ? between : "") + part.apply(word);
      if (written(out + next + "}").length() > PatternParser.LONGEST) {
        break;
      }
      out.append(next);
    }
    return out + "}";
  }

  /** The letters over and over, with a star after each. */
  private static String stars(String letters, int length) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; out.length() + 2 <= length; i++) {
      out.append(letters.charAt(i % letters.length())).append('*');
    }
    return out.toString();
  }

  private static Coverage judge(String control, String filters) {
    return Coverage.of(REFERENCES.get(control), texts(filters), false);
  }

  private static List<String> texts(String filters) {
    return filters.equals("<none>")
        ? List.of()
        : Arrays.stream(filters.split(" ; ")).map(CoverageTest::written).toList();
  }

  private static List<Condition> conditions(String filters) throws PatternSyntaxException {
    List<Condition> conditions = new ArrayList<>();
    for (String text : texts(filters)) {
      conditions.add(FilterPattern.parse(text).condition());
    }
    return conditions;
  }

  /** Undoes the abbreviations that keep the tables narrow. */
  private static String written(String filter) {
    return filter
        .replace("<empty>", "")
        .replace("<blank>", " ")
        .replaceAll("\\bE(?=\\s*[!=~])", "\\$.eventName")
        .replaceAll("\\bS(?=\\s*[!=~])", "\\$.eventSource")
        .replace("#", "||")
        .replace("~", "\n");
  }
}
