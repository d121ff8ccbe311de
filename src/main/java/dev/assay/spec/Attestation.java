package dev.assay.spec;

import java.time.Instant;
import java.util.List;

/**
 * A person's word on something that data does not decide.
 *
 * @param control id of the control it is about
 * @param resource the one finding it is about, as reports print its resource; empty for the whole
 *     control
 * @param account whose: 12 digits
 * @param statement what the person says, in their words; may have several lines
 * @param documents what the statement rests on; kept elsewhere, never opened
 * @param date from when on it counts
 * @param expires from when on it counts no more
 * @param source the file, for messages
 * @param line in the file, from 1
 */
public record Attestation(
    String control,
    String resource,
    String account,
    Verdict verdict,
    String statement,
    List<Document> documents,
    String by,
    String role,
    Instant date,
    Instant expires,
    String source,
    int line) {

  public Attestation {
    documents = List.copyOf(documents);
  }

  /** What a person may say. */
  public enum Verdict {
    PASS("pass"),
    FAIL("fail"),
    NOT_APPLICABLE("not_applicable");

    private final String word;

    Verdict(String word) {
      this.word = word;
    }

    /** As files have it. */
    public String word() {
      return word;
    }
  }

  /**
   * A document that someone keeps.
   *
   * @param sha256 its digest, in lower-case hex
   */
  public record Document(String path, String sha256) {}

  /** Whether it is about the control and everything in it that a person has to answer. */
  public boolean isOfWholeControl() {
    return resource.isEmpty();
  }

  /** Its place, for messages. */
  public String place() {
    return source + " line " + line;
  }
}
