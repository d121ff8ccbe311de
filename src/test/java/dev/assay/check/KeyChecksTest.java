package dev.assay.check;

import static dev.assay.check.Regions.HOME;
import static dev.assay.check.Regions.denied;
import static dev.assay.check.Regions.err;
import static dev.assay.check.Regions.error;
import static dev.assay.check.Regions.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.Given;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyChecksTest {

  private static final String CHECK = "kms-cmk-rotation";

  private static final String KEY =
      """
      {'KeyMetadata': {'KeyId': '1', 'KeyManager': '%s', 'KeySpec': '%s', 'KeyState': '%s',
        'Origin': '%s', 'Enabled': true, 'KeyUsage': 'ENCRYPT_DECRYPT'}}
      """;

  private static final String DESCRIPTION = in(HOME, "kms/describe-key/1");
  private static final String ROTATION = in(HOME, "kms/get-key-rotation-status/1");

  private static Given key(String description, String rotation) {
    return Regions.home(
            "kms/list-keys",
            "{'Keys': [{'KeyId': '1', 'KeyArn': 'arn:aws:kms:us-east-1:111122223333:key/1'}]}")
        .with(DESCRIPTION, description)
        .with(ROTATION, rotation);
  }

  private static String ours() {
    return KEY.formatted("CUSTOMER", "SYMMETRIC_DEFAULT", "Enabled", "AWS_KMS");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {'KeyRotationEnabled': true}  | PASS
          {'KeyRotationEnabled': false} | FAIL
          {'KeyRotationEnabled': 1}     | UNKNOWN
          {}                            | UNKNOWN
          ""                            | UNKNOWN
          """)
  void a_key_of_ours_is_rotated(String rotation, String expected) {
    assertThat(key(ours(), rotation).statuses(CHECK)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} {1} {2} {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          AWS      | SYMMETRIC_DEFAULT | Enabled         | AWS_KMS            | its manager is AWS, not CUSTOMER
          CUSTOMER | RSA_2048          | Enabled         | AWS_KMS            | its spec is RSA_2048, not SYMMETRIC_DEFAULT
          CUSTOMER | HMAC_256          | Enabled         | AWS_KMS            | its spec is HMAC_256, not SYMMETRIC_DEFAULT
          CUSTOMER | SYMMETRIC_DEFAULT | Disabled        | AWS_KMS            | its state is Disabled, not Enabled
          CUSTOMER | SYMMETRIC_DEFAULT | PendingDeletion | AWS_KMS            | its state is PendingDeletion, not Enabled
          CUSTOMER | SYMMETRIC_DEFAULT | Enabled         | EXTERNAL           | its origin is EXTERNAL, not AWS_KMS
          CUSTOMER | SYMMETRIC_DEFAULT | Enabled         | AWS_CLOUDHSM       | its origin is AWS_CLOUDHSM, not AWS_KMS
          CUSTOMER | SYMMETRIC_DEFAULT | Enabled         | EXTERNAL_KEY_STORE | its origin is EXTERNAL_KEY_STORE, not AWS_KMS
          """)
  void other_keys_are_listed_with_the_reason_and_not_counted(
      String manager, String spec, String state, String origin, String reason) {
    String description = KEY.formatted(manager, spec, state, origin);

    Finding finding =
        key(description, "{'KeyRotationEnabled': false}").findings(CHECK, Map.of()).get(0);

    assertThat(finding.status()).isEqualTo(Status.NOT_COUNTED);
    assertThat(finding.causes()).extracting(Cause::message).containsExactly(reason);
  }

  @Test
  void a_key_that_is_gone_since_it_was_listed_is_not_counted() {
    Given gone =
        key(ours(), "{'KeyRotationEnabled': false}")
            .without(DESCRIPTION)
            .with(err(DESCRIPTION), error("NotFoundException", "DescribeKey"));

    assertThat(gone.statuses(CHECK)).isEqualTo("NOT_COUNTED");
  }

  @Test
  void an_old_answer_calls_the_spec_by_its_old_name() {
    String old = ours().replace("'KeySpec'", "'CustomerMasterKeySpec'");

    assertThat(key(old, "{'KeyRotationEnabled': true}").statuses(CHECK)).isEqualTo("PASS");
  }

  @Test
  void a_key_that_cannot_be_described_is_unknown() {
    Given missing = key(ours(), "{'KeyRotationEnabled': true}").without(DESCRIPTION);
    String nameless = ours().replace("'KeyManager': 'CUSTOMER', ", "");

    assertThat(missing.statuses(CHECK)).as("not collected").isEqualTo("UNKNOWN");
    assertThat(denied(missing, DESCRIPTION).statuses(CHECK)).as("denied").isEqualTo("UNKNOWN");
    assertThat(missing.with(DESCRIPTION, "{}").statuses(CHECK)).as("{}").isEqualTo("UNKNOWN");
    assertThat(missing.with(DESCRIPTION, nameless).statuses(CHECK))
        .as("manager not said")
        .isEqualTo("UNKNOWN");
    assertThat(missing.with(DESCRIPTION, nameless.replace("Enabled'", "Disabled'")).statuses(CHECK))
        .as("manager not said, but it is disabled anyhow")
        .isEqualTo("NOT_COUNTED");
  }

  @Test
  void a_rotation_that_cannot_be_read_is_unknown() {
    Given missing = key(ours(), "").without(ROTATION);

    assertThat(missing.statuses(CHECK)).as("not collected").isEqualTo("UNKNOWN");
    assertThat(denied(missing, ROTATION).statuses(CHECK)).as("denied").isEqualTo("UNKNOWN");
    assertThat(
            missing
                .with(err(ROTATION), error("UnsupportedOperationException", "GetKeyRotationStatus"))
                .statuses(CHECK))
        .as("KMS contradicts the description")
        .isEqualTo("UNKNOWN");
  }

  @Test
  void each_key_is_judged_for_itself() {
    Given snapshot =
        key(ours(), "{'KeyRotationEnabled': true}")
            .with(
                in(HOME, "kms/list-keys"),
                "{'Keys': [{'KeyId': '1', 'KeyArn': 'arn:aws:kms:us-east-1:111122223333:key/1'}, {'KeyId': '2', 'KeyArn': 'arn:aws:kms:us-east-1:111122223333:key/2'}]}")
            .with(in(HOME, "kms/describe-key/2"), ours().replace("'1'", "'2'"))
            .with(in(HOME, "kms/get-key-rotation-status/2"), "{'KeyRotationEnabled': false}");

    assertThat(snapshot.findings(CHECK, Map.of()))
        .extracting(f -> f.status() + " " + f.resource().id())
        .containsExactly(
            "FAIL arn:aws:kms:us-east-1:111122223333:key/2",
            "PASS arn:aws:kms:us-east-1:111122223333:key/1");
    assertThat(Regions.home("kms/list-keys", "{'Keys': []}").statuses(CHECK)).isEqualTo("none");
  }
}
