package dev.assay.aws;

import java.util.List;

/**
 * A contact of the account (Account API: GetContactInformation, GetAlternateContact). What its
 * fields hold is personal and is not kept.
 *
 * @param missing names of the fields that are required and empty
 */
public record Contact(List<String> missing) {

  public Contact {
    missing = List.copyOf(missing);
  }
}
