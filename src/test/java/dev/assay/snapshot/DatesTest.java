package dev.assay.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatesTest {

  @ParameterizedTest
  @CsvSource({
    "2024-02-29T23:59:59Z,      2024-02-29T23:59:59Z",
    "2023-02-29T23:59:59Z,",
    "2024-00-01T00:00:00Z,",
    "2024-13-01T00:00:00Z,",
    "2024-04-31T00:00:00Z,",
    "2024-01-01T24:00:00Z,",
    "2024-01-01T23:60:00Z,",
    "2024-12-31T23:59:60Z,",
    "1970-01-01T00:00:00Z,      1970-01-01T00:00:00Z",
    "1969-12-31T23:59:59Z,",
    "9999-12-31T23:59:59Z,      9999-12-31T23:59:59Z",
    "2024-01-01 00:00:00Z,",
    "2024-01-01T00:00:00X,",
    "2024-+1-01T00:00:00Z,",
    "2024-01-01T-1:00:00Z,",
    "2024-01-01t00:00:00z,      2024-01-01T00:00:00Z",
    "2024-01-01T00:00Z,         2024-01-01T00:00:00Z",
    "2024-01-01T00:00:00.5Z,    2024-01-01T00:00:00.500Z",
    "2024-01-01T01:00:00+01:00, 2024-01-01T00:00:00Z",
    "2024-01-01T00:00:00,",
    "\u0662024-01-01T00:00:0Z,",
  })
  void a_date_is_read_strictly(String text, Instant expected) {
    assertThat(Json.parse(text)).isEqualTo(expected);
  }
}
