package dev.assay.aws;

import java.util.List;

/**
 * What a finding is about. Its identity is stable over time, so that two reports can be compared.
 *
 * @param type {@code account}, {@code user}, {@code password}, {@code access-key}, {@code policy},
 *     {@code certificate}, ...
 * @param id ARN where AWS gives one, else the name
 * @param part the piece of it that is meant, e.g. {@code access_key_1}; empty for the whole
 * @param name what people call it, where the id does not say so: a security group's; else empty
 */
public record Resource(String type, String id, String part, String name) {

  public Resource(String type, String id, String part) {
    this(type, id, part, "");
  }

  public Resource(String type, String id) {
    this(type, id, "");
  }

  /** What people call it: its name, else the end of its id. */
  public String named() {
    return name.isEmpty()
        ? id.substring(Math.max(id.lastIndexOf('/'), id.lastIndexOf(':')) + 1)
        : name;
  }

  @Override
  public String toString() {
    return part.isEmpty() ? id : id + " " + part;
  }

  // By hand: every run hashes some, and linking what Java makes of a record is dear at start-up.
  @Override
  public boolean equals(Object other) {
    return other instanceof Resource that
        && type.equals(that.type)
        && id.equals(that.id)
        && part.equals(that.part)
        && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return List.of(type, id, part, name).hashCode();
  }
}
