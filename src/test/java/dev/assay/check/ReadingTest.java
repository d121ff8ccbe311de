package dev.assay.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.aws.Source;
import org.junit.jupiter.api.Test;

class ReadingTest {

  /** Written by hand, so it can be wrong. */
  @Test
  void two_readings_are_equal_when_place_and_value_are() {
    Reading reading = new Reading(Source.line("a", 1), "x");

    assertThat(new Reading(Source.line("a", 1), "x")).isEqualTo(reading).hasSameHashCodeAs(reading);
    assertThat(new Reading(Source.line("a", 2), "x")).isNotEqualTo(reading);
    assertThat(new Reading(Source.line("a", 1), "y")).isNotEqualTo(reading);
  }
}
