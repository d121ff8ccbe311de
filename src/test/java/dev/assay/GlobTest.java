package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** See also {@code WildcardTest}, which tries every short pattern on every short text. */
class GlobTest {

  @ParameterizedTest(name = "{0} on {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          arn:aws:s3:::logs  | arn:aws:s3:::logs     | true
          arn:aws:s3:::logs  | arn:aws:s3:::logs-old | false
          arn:aws:s3:::logs  | my-arn:aws:s3:::logs  | false
          arn:aws:s3:::logs* | arn:aws:s3:::logs-old | true
          *:user/?na         | arn:user/ana          | true
          *:user/?na         | arn:user/na           | false
          arn.aws            | arn:aws               | false
          [a-z]*             | a                     | false
          ''                 | ''                    | true
          *                  | ''                    | true
          ?                  | ''                    | false
          """)
  void a_pattern_matches_whole_texts(String pattern, String text, boolean matches) {
    assertThat(Glob.matches(pattern, text, false)).isEqualTo(matches);
  }

  @Test
  void case_is_ignored_on_request() {
    assertThat(Glob.matches("IAM:get*", "iam:GetRole", true)).isTrue();
    assertThat(Glob.matches("IAM:get*", "iam:GetRole", false)).isFalse();
  }

  @Test
  void no_pattern_takes_long() {
    String text = "a".repeat(2048);

    assertTimeout(
        Duration.ofSeconds(5),
        () -> assertThat(Glob.matches("*a".repeat(1000) + "*b", text, false)).isFalse());
  }
}
