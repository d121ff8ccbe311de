package dev.assay.aws;

/**
 * What a finding is about. Its identity is stable over time, so that two reports can be compared.
 *
 * @param type {@code account}, {@code user}, {@code password}, {@code access-key}, {@code policy},
 *     {@code certificate}, ...
 * @param id ARN where AWS gives one, else the name
 * @param part the piece of it that is meant, e.g. {@code access_key_1}; empty for the whole
 */
public record Resource(String type, String id, String part) {

  public Resource(String type, String id) {
    this(type, id, "");
  }

  @Override
  public String toString() {
    return part.isEmpty() ? id : id + " " + part;
  }
}
