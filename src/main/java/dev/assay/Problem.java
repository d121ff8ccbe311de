package dev.assay;

/**
 * One fault in something the user handed over.
 *
 * @param where file, and line or pointer, e.g. {@code bad.yaml line 9}; empty when the whole run is
 *     meant
 * @param what what is wrong, lower case, the user's own text in backticks
 * @param help how to cure it, lower case; empty when nothing can be said
 */
public record Problem(String where, String what, String help) {

  /** The fault on one line, without the help: {@code where: what}. */
  public String line() {
    return where.isEmpty() ? what : where + ": " + what;
  }
}
