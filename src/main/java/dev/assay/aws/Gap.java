package dev.assay.aws;

/**
 * Why a value is not there to be judged, and the call that would bring it.
 *
 * @param kind denied or missing
 * @param request the call to repeat
 * @param source where the trouble shows
 * @param cause one line, lower case
 */
public record Gap(Kind kind, Request request, Source source, String cause) {

  /** The two outcomes of a call that prove nothing. */
  public enum Kind {
    /** AWS refused the call. */
    DENIED,
    /** Not collected, cut off, malformed, or one page of several. */
    MISSING
  }

  /** The command that collects the evidence again, and the permission it needs. */
  public String cure() {
    return "run `" + request.command() + "` (needs " + request.call().action() + ")";
  }
}
