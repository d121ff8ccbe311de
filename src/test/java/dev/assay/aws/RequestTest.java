package dev.assay.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          plain-bucket.name | plain-bucket.name
          a; touch pwned #  | 'a; touch pwned #'
          it's              | 'it'\\''s'
          $(x)              | '$(x)'
          """)
  void a_name_is_one_word_of_the_command(String bucket, String word) {
    Request request = Request.about(Call.GET_BUCKET_ACL, "", bucket, bucket);

    assertThat(request.command())
        .isEqualTo("aws s3api get-bucket-acl --bucket " + word + " --output json");
  }

  @Test
  void an_account_without_a_name_is_asked_for() {
    assertThat(Request.about(Call.GET_ACCOUNT_PUBLIC_ACCESS_BLOCK, "", "", "").command())
        .isEqualTo(
            "aws s3control get-public-access-block --account-id"
                + " \"$(aws sts get-caller-identity --query Account --output text)\" --output json");
  }
}
