package dev.assay.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.policy.PolicyDocument.Condition;
import dev.assay.policy.PolicyDocument.Effect;
import dev.assay.policy.PolicyDocument.Principal;
import dev.assay.policy.PolicyDocument.Statement;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExposureTest {

  private static final Principal EVERYBODY = new Principal("AWS", "*");

  private static Statement statement(
      Effect effect, Principal principal, boolean not, Condition... conditions) {
    return new Statement(
        "/Statement/0",
        effect,
        List.of("s3:GetObject"),
        List.of(),
        List.of("*"),
        List.of(),
        List.of(principal),
        not,
        List.of(conditions));
  }

  private static boolean isPublic(Statement... statements) {
    return !Exposure.publicStatements(new PolicyDocument(List.of(statements))).isEmpty();
  }

  private static Condition condition(String operator, String key, String values) {
    return new Condition(
        operator, key, Arrays.stream(values.split(",")).map(String::strip).toList());
  }

  private static Statement under(Condition... conditions) {
    return statement(Effect.ALLOW, EVERYBODY, false, conditions);
  }

  @ParameterizedTest(name = "{0} to {1} {2}, negated {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ALLOW | *             | *                            | false | true
          ALLOW | AWS           | *                            | false | true
          ALLOW | AWS           | 111122223333                 | false | false
          ALLOW | AWS           | arn:aws:iam::111122223333:root | false | false
          ALLOW | AWS           | 111122223333                 | true  | true
          ALLOW | Service       | cloudtrail.amazonaws.com     | false | false
          ALLOW | CanonicalUser | 79a59df900b949e55d96a1e698f  | false | false
          DENY  | *             | *                            | false | false
          DENY  | AWS           | 111122223333                 | true  | false
          """)
  void an_allow_to_everybody_is_public(
      Effect effect, String kind, String id, boolean not, boolean expected) {
    assertThat(isPublic(statement(effect, new Principal(kind, id), not))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          StringEquals               | aws:SourceAccount          | 111122223333
          StringEquals               | aws:SourceOwner            | 111122223333
          StringEquals               | aws:PrincipalAccount       | 111122223333
          StringEquals               | s3:DataAccessPointAccount  | 111122223333
          StringEquals               | aws:PrincipalOrgID         | o-a1b2c3d4e5
          StringEquals               | aws:SourceVpc              | vpc-1
          StringEquals               | aws:SourceVpce             | vpce-1
          StringEquals               | aws:userid                 | AIDAEXAMPLE
          StringEqualsIgnoreCase     | aws:PrincipalOrgID         | O-A1B2C3D4E5
          StringLike                 | aws:SourceAccount          | 111122223333
          ForAnyValue:StringEquals   | aws:SourceAccount          | 111122223333
          StringEquals               | aws:SourceAccount          | 111122223333, 444455556666
          stringequals               | AWS:SOURCEACCOUNT          | 111122223333
          ArnEquals                  | aws:SourceArn              | arn:aws:cloudtrail:us-east-1:111122223333:trail/main
          ArnLike                    | aws:SourceArn              | arn:aws:cloudtrail:*:111122223333:trail/*
          StringLike                 | aws:SourceArn              | arn:aws:sns:us-east-1:111122223333:*
          ArnLike                    | aws:SourceArn              | arn:aws:s3:::logs
          ArnLike                    | aws:SourceArn              | arn:aws:s3:::logs/*
          StringEquals               | aws:SourceArn              | no-arn-at-all
          ArnEquals                  | aws:PrincipalArn           | arn:aws:iam::111122223333:role/reader
          ArnLike                    | s3:DataAccessPointArn      | arn:aws:s3:us-east-1:111122223333:accesspoint/*
          ForAnyValue:StringLike     | aws:PrincipalOrgPaths      | o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*
          ForAnyValue:StringLike     | aws:PrincipalOrgPaths      | o-a1b2c3d4e5/*
          IpAddress                  | aws:SourceIp               | 203.0.113.7
          IpAddress                  | aws:SourceIp               | 203.0.113.0/24, 2001:db8::/32
          IpAddress                  | aws:SourceIp               | 10.0.0.0/8
          """)
  void a_condition_on_fixed_values_pins(String operator, String key, String values) {
    assertThat(isPublic(under(condition(operator, key, values)))).isFalse();
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          StringEqualsIfExists       | aws:SourceAccount     | 111122223333
          ArnLikeIfExists            | aws:SourceArn         | arn:aws:sns:us-east-1:111122223333:a
          IpAddressIfExists          | aws:SourceIp          | 10.0.0.0/8
          ForAllValues:StringEquals  | aws:SourceAccount     | 111122223333
          ForAllValues:StringLike    | aws:PrincipalOrgPaths | o-a1b2c3d4e5/*
          StringNotEquals            | aws:SourceAccount     | 111122223333
          StringNotLike              | aws:SourceVpc         | vpc-1
          ArnNotEquals               | aws:SourceArn         | arn:aws:sns:us-east-1:111122223333:a
          NotIpAddress               | aws:SourceIp          | 10.0.0.0/8
          Null                       | aws:SourceAccount     | false
          StringLike                 | aws:SourceAccount     | *
          StringLike                 | aws:SourceAccount     | 1111*
          StringLike                 | aws:SourceVpc         | vpc-?
          StringLike                 | aws:userid            | AROAEXAMPLE:*
          StringEquals               | aws:SourceAccount     | ${aws:PrincipalAccount}
          StringEquals               | aws:SourceAccount     | 111122223333, ${aws:PrincipalAccount}
          ArnLike                    | aws:SourceArn         | *
          ArnLike                    | aws:SourceArn         | arn:aws:sns:us-east-1:*:alerts
          ArnLike                    | aws:SourceArn         | arn:aws:sns:us-east-1:111122223333:a, arn:aws:sns:*:*:b
          ArnLike                    | aws:SourceArn         | arn:aws:s3:::*
          ArnLike                    | aws:SourceArn         | arn:aws:s3:::logs*
          ArnEquals                  | aws:PrincipalArn      | arn:aws:iam::${aws:PrincipalAccount}:root
          ForAnyValue:StringLike     | aws:PrincipalOrgPaths | *
          ForAnyValue:StringLike     | aws:PrincipalOrgPaths | o-*/r-ab12/*
          IpAddress                  | aws:SourceIp          | *
          IpAddress                  | aws:SourceIp          | 0.0.0.0/0
          IpAddress                  | aws:SourceIp          | 10.0.0.0/7
          IpAddress                  | aws:SourceIp          | 10.0.0.0/8, 0.0.0.0/0
          IpAddress                  | aws:SourceIp          | ::/0
          IpAddress                  | aws:SourceIp          | 2000::/3
          IpAddress                  | aws:SourceIp          | 2001:db8::/31
          StringEquals               | aws:SourceIp          | 10.0.0.1
          IpAddress                  | aws:VpcSourceIp       | 10.0.0.0/8
          Bool                       | aws:SecureTransport   | true
          StringEquals               | aws:Referer           | https://example.com/
          StringEquals               | s3:x-amz-acl          | bucket-owner-full-control
          """)
  void any_other_condition_does_not(String operator, String key, String values) {
    assertThat(isPublic(under(condition(operator, key, values)))).isTrue();
  }

  @Test
  void a_condition_without_values_does_not_pin() {
    Condition none = new Condition("StringEquals", "aws:SourceAccount", List.of());

    assertThat(isPublic(under(none))).isTrue();
  }

  @Test
  void one_pinning_condition_is_enough() {
    Condition tls = condition("Bool", "aws:SecureTransport", "true");
    Condition account = condition("StringEquals", "aws:SourceAccount", "111122223333");

    assertThat(isPublic(under(tls, account))).isFalse();
  }

  @Test
  void the_public_statements_are_told_from_the_others() {
    Statement pinned = under(condition("StringEquals", "aws:SourceAccount", "111122223333"));
    Statement open = under();
    Statement refused = statement(Effect.DENY, EVERYBODY, false);

    assertThat(Exposure.publicStatements(new PolicyDocument(List.of(pinned, open, refused))))
        .containsExactly(open);
  }
}
