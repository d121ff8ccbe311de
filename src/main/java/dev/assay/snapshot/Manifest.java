package dev.assay.snapshot;

import dev.assay.InputException;
import dev.assay.Problem;
import dev.assay.text.JsonText;
import dev.assay.text.UnreadableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * {@code snapshot.json}: whose snapshot it is, and when it was taken.
 *
 * @param accountId 12 digits
 * @param partition {@code aws}, {@code aws-us-gov}, ...
 * @param startedAt when the run began; empty when it is not told
 * @param finishedAt the snapshot's own time
 * @param callerArn who collected it; empty when it is not told
 * @param endpointOverride the endpoint that was asked instead of AWS; empty when it was AWS
 */
record Manifest(
    String accountId,
    String partition,
    Optional<Instant> startedAt,
    Instant finishedAt,
    String callerArn,
    String endpointOverride) {

  static final String FILE = "snapshot.json";
  static final String FORMAT = "assay-snapshot/1";

  private static final Pattern LATER = Pattern.compile("assay-snapshot/\\d+");
  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
  private static final Pattern PARTITION = Pattern.compile("aws[a-z0-9-]{0,30}");

  /**
   * Reads the manifest.
   *
   * @throws InputException with everything that is wrong with it
   */
  static Manifest parse(String text) {
    JsonNode node;
    try {
      node = JsonText.parse(text);
    } catch (UnreadableException e) {
      throw InputException.rejected(FILE, e.getMessage(), "collect again");
    }
    String format = text(node, "format");
    if (!format.equals(FORMAT)) {
      boolean newer = LATER.matcher(format).matches();
      throw InputException.rejected(
          FILE + "#/format",
          "is `"
              + format
              + "`, "
              + (newer ? "newer than this assay, which reads `" : "expected `")
              + FORMAT
              + "`",
          newer ? "read it with a newer assay" : "collect again");
    }
    List<Problem> problems = new ArrayList<>();
    String account = text(node, "accountId");
    String partition = text(node, "partition");
    Instant finished = Json.parse(text(node, "finishedAt"));
    require(ACCOUNT.matcher(account).matches(), "accountId", "12 digits", account, problems);
    require(
        PARTITION.matcher(partition).matches(),
        "partition",
        "a partition like aws",
        partition,
        problems);
    require(
        finished != null,
        "finishedAt",
        "a time like 2026-01-31T12:00:00Z",
        text(node, "finishedAt"),
        problems);
    Instant started = Json.parse(text(node, "startedAt"));
    require(
        started == null || finished == null || !started.isAfter(finished),
        "startedAt",
        "a time before `finishedAt`",
        text(node, "startedAt"),
        problems);
    JsonNode override = node.get("endpointOverride");
    // Writing a node as text takes Jackson's mapper, which takes long to make.
    if (override != null && !override.isNull() && !override.isString()) {
      require(
          false, "endpointOverride", "an address as text, or null", override.toString(), problems);
    }
    if (!problems.isEmpty()) {
      throw new InputException(InputException.Kind.REJECTED, problems);
    }
    return new Manifest(
        account,
        partition,
        Optional.ofNullable(started),
        finished,
        text(node, "callerArn"),
        text(node, "endpointOverride"));
  }

  private static void require(
      boolean holds, String key, String expected, String got, List<Problem> problems) {
    if (!holds) {
      String what = got.isEmpty() ? "is not there" : "is `" + got + "`";
      problems.add(
          new Problem(FILE + "#/" + key, what + ", expected " + expected, "collect again"));
    }
  }

  private static String text(JsonNode node, String key) {
    JsonNode value = node.get(key);
    return value != null && value.isString() ? value.stringValue() : "";
  }
}
