package dev.assay.check;

import static dev.assay.aws.Call.LIST_SERVER_CERTIFICATES;
import static dev.assay.testing.Given.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.aws.Resource;
import dev.assay.aws.Source;
import dev.assay.testing.Given;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As of 2024-05-31T00:00:00Z, which is 1717113600 seconds after 1970. */
class CertificateChecksTest {

  private static final String CHECK = "iam-expired-certificates";

  /** The date as it stands in the answer; a {@code -} is a certificate without one. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
    valid for years passes                      | '2034-05-31T00:00:00Z'      | PASS
    ending exactly at as-of passes              | '2024-05-31T00:00:00Z'      | PASS
    ended one second before fails               | '2024-05-30T23:59:59Z'      | FAIL expiration
    ended a fraction of a second before fails   | '2024-05-30T23:59:59.999Z'  | FAIL expiration
    an offset of zero is Z                      | '2024-05-31T00:00:00+00:00' | PASS
    ending at as-of in another zone passes      | '2024-05-31T02:00:00+02:00' | PASS
    ended before in another zone fails          | '2024-05-31T01:59:59+02:00' | FAIL expiration
    the CLI v1 writes seconds                   | 1717113600                  | PASS
    one second before                           | 1717113599                  | FAIL expiration
    seconds with a fraction                     | 1717113599.999              | FAIL expiration
    seconds with an exponent                    | 1.7171136E9                 | PASS
    the year 1970                               | 0                           | FAIL expiration
    a negative number is unknown                | -1                          | UNKNOWN expiration
    milliseconds are unknown                    | 1717113600000               | UNKNOWN expiration
    a number beyond all dates is unknown        | 1e400                       | UNKNOWN expiration
    an impossible date is unknown               | '2024-02-30T00:00:00Z'      | UNKNOWN expiration
    a time without offset is unknown            | '2024-05-30T00:00:00'       | UNKNOWN expiration
    seconds in quotes are unknown               | '1717113600'                | UNKNOWN expiration
    no date at all is unknown                   | -                           | UNKNOWN expiration
    null is unknown                             | null                        | UNKNOWN expiration
    a truth value is unknown                    | true                        | UNKNOWN expiration
    """)
  void expiration(String name, String date, String expected) {
    assertThat(listing(certificate("web", date)).verdicts(CHECK)).isEqualTo(expected);
  }

  @Test
  void each_certificate_is_counted() {
    Given given =
        listing(
            certificate("new", "'2034-01-01T00:00:00Z'"),
            certificate("old", "'2014-01-01T00:00:00Z'"),
            certificate("odd", "'soon'"),
            certificate("older", "'2004-01-01T00:00:00Z'"));

    assertThat(given.statuses(CHECK)).isEqualTo("FAIL FAIL UNKNOWN PASS");
    assertThat(listing().statuses(CHECK)).isEqualTo("none");
  }

  @Test
  void it_expires_with_as_of() {
    Given given = listing(certificate("web", "'2024-06-30T00:00:00Z'"));

    assertThat(given.asOf("2024-06-30T00:00:00Z").statuses(CHECK)).isEqualTo("PASS");
    assertThat(given.asOf("2024-06-30T00:00:01Z").statuses(CHECK)).isEqualTo("FAIL");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
    no list               | {}
    null for a list       | {'ServerCertificateMetadataList': null}
    text for a list       | {'ServerCertificateMetadataList': 'none'}
    one page of several   | {'ServerCertificateMetadataList': [], 'IsTruncated': true}
    the error of the call | An error occurred (AccessDenied) when calling the ListServerCertificates operation: no
    """)
  void without_a_whole_listing_it_is_unknown(String name, String answer) {
    assertThat(snapshot().answer(LIST_SERVER_CERTIFICATES, answer).verdicts(CHECK))
        .isEqualTo("UNKNOWN evidence");
  }

  @Test
  void a_finding_tells_which_certificate_and_where_it_was_read() {
    Given given = listing(certificate("new", "'2034-01-01T00:00:00Z'"), certificate("old", "0"));
    Finding worst = given.findings(CHECK, Map.of()).get(0);

    assertThat(worst.resource()).isEqualTo(new Resource("certificate", arn("old")));
    assertThat(worst.causes())
        .containsExactly(
            Cause.of(
                "expiration",
                false,
                "valid until 1970-01-01T00:00:00Z",
                new Reading(
                    Source.json(
                        "global/iam/list-server-certificates.json",
                        "/ServerCertificateMetadataList/1/Expiration"),
                    "1970-01-01T00:00:00Z")));
  }

  private static Given listing(String... certificates) {
    String list = String.join(", ", List.of(certificates));
    return snapshot()
        .answer(LIST_SERVER_CERTIFICATES, "{'ServerCertificateMetadataList': [" + list + "]}");
  }

  private static String certificate(String name, String expiration) {
    String date = expiration.equals("-") ? "" : ", 'Expiration': " + expiration;
    return "{'Arn': '" + arn(name) + "'" + date + "}";
  }

  private static String arn(String name) {
    return "arn:aws:iam::" + Given.ACCOUNT + ":server-certificate/" + name;
  }
}
