package dev.assay.spec;

import dev.assay.InputException;
import dev.assay.spec.Attestation.Document;
import dev.assay.spec.Attestation.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads attestations. */
public final class AttestationReader {

  private static final String TIME =
      "write a date, or a time with its offset, like 2026-01-31 or 2026-01-31T12:00:00Z";

  private static final Entry.Shape ATTESTATION =
      new Entry.Shape(
          "attestations",
          "an attestation",
          List.of(
              "control",
              "resource",
              "account",
              "status",
              "statement",
              "evidence",
              "by",
              "role",
              "date",
              "expires"),
          Map.of(
              "control", "write the id of a control of the spec",
              "resource", "write it as reports print it; without the line it is the whole control",
              "account", "write the 12 digits of the account's id",
              "status", "write pass, fail or not_applicable",
              "statement", "say in words what was found to be so",
              "by", "write the name of who attests",
              "role", "write what they attest it as",
              "date", TIME,
              "expires", TIME));

  private static final Entry.Shape DOCUMENT =
      new Entry.Shape(
          "evidence",
          "a document",
          List.of("path", "sha256"),
          Map.of(
              "path", "write the name of the document",
              "sha256", "write the 64 hex digits that `sha256sum` prints for the document"));

  private AttestationReader() {}

  /**
   * Reads a file of attestations.
   *
   * @throws InputException when it cannot be read, or with everything that is wrong with it
   */
  public static List<Attestation> read(Path file) {
    return Entry.read(file, ATTESTATION, entry -> attestation(file.toString(), entry));
  }

  /** Reads the text of a file; {@code source} names it in messages. */
  static List<Attestation> parse(String source, byte[] bytes) {
    return Entry.parse(source, bytes, ATTESTATION, entry -> attestation(source, entry));
  }

  private static Attestation attestation(String source, Entry entry) {
    String control = entry.text("control");
    String account = entry.account("account");
    Optional<Instant> date = entry.parsed("date", AttestationReader::time);
    Optional<Instant> expires = entry.parsed("expires", AttestationReader::time);
    if (date.isPresent() && expires.isPresent() && !expires.get().isAfter(date.get())) {
      entry.problem(
          "expires",
          "`expires` is not after `date`",
          "write the day from which on the attestation counts no more");
    }
    return new Attestation(
        control,
        entry.optionalText("resource"),
        account,
        entry.parsed("status", AttestationReader::verdict).orElse(Verdict.FAIL),
        entry.text("statement"),
        entry.entries(DOCUMENT).stream().map(AttestationReader::document).toList(),
        entry.text("by"),
        entry.text("role"),
        date.orElse(Instant.EPOCH),
        expires.orElse(Instant.EPOCH),
        source,
        entry.line());
  }

  private static Verdict verdict(String word) {
    return Arrays.stream(Verdict.values())
        .filter(verdict -> verdict.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(word));
  }

  /** A plain date is its first moment in UTC. */
  private static Instant time(String text) {
    return text.contains("T")
        ? OffsetDateTime.parse(text).toInstant()
        : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static Document document(Entry entry) {
    String path = entry.text("path");
    String digest =
        entry
            .parsed("sha256", text -> Entry.matching(text.toLowerCase(Locale.ROOT), "[0-9a-f]{64}"))
            .orElse("");
    return new Document(path, digest);
  }
}
