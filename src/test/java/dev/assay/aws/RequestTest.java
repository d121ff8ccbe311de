package dev.assay.aws;

import static org.assertj.core.api.Assertions.assertThat;

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
}
