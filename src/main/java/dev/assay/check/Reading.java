package dev.assay.check;

import dev.assay.aws.Source;

/**
 * A value as it was read, and where.
 *
 * @param value as text; for an absent value AWS's word for that
 */
public record Reading(Source source, String value) {}
