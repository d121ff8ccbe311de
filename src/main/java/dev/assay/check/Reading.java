package dev.assay.check;

import dev.assay.aws.Source;

/**
 * A value as it was read, and where.
 *
 * @param value as text; for an absent value AWS's word for that
 */
public record Reading(Source source, String value) {

  // By hand: every run hashes some, and linking what Java makes of a record is dear at start-up.
  @Override
  public boolean equals(Object other) {
    return other instanceof Reading that && source.equals(that.source) && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return 31 * source.hashCode() + value.hashCode();
  }
}
