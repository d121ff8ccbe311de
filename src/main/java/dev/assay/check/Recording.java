package dev.assay.check;

import dev.assay.aws.Trail.Advanced;
import dev.assay.aws.Trail.Basic;
import dev.assay.aws.Trail.Selectors;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which events a trail's selectors record (CloudTrail User Guide, "Logging management events" and
 * "Logging data events"). A selector counts only for what it records without exception, save the
 * event sources that management events may leave out, which are told.
 *
 * @param reads whether read events are recorded
 * @param writes whether write events are recorded
 * @param excluded event sources left out of what is recorded
 */
record Recording(boolean reads, boolean writes, Set<String> excluded) {

  private static final String CATEGORY = "eventCategory";
  private static final String READ_ONLY = "readOnly";
  private static final String SOURCE = "eventSource";
  private static final String TYPE = "resources.type";
  private static final String ARN = "resources.ARN";
  private static final String EQUALS = "Equals";

  /** What the selectors record of management events. */
  static Recording of(Selectors selectors) {
    boolean reads = false;
    boolean writes = false;
    Set<String> excluded = new TreeSet<>();
    for (Basic basic : selectors.basic()) {
      if (basic.management()) {
        reads |= !basic.readWrite().equals("WriteOnly");
        writes |= !basic.readWrite().equals("ReadOnly");
        excluded.addAll(basic.excluded());
      }
    }
    for (Advanced advanced : selectors.advanced()) {
      Map<String, Map<String, List<String>>> fields = advanced.fields();
      if (recordsManagement(fields)) {
        reads |= admits(fields, "true");
        writes |= admits(fields, "false");
        excluded.addAll(fields.getOrDefault(SOURCE, Map.of()).getOrDefault("NotEquals", List.of()));
      }
    }
    return new Recording(reads, writes, excluded);
  }

  boolean managementReadsAndWrites() {
    return reads && writes;
  }

  /**
   * Whether the selectors record every object-level read, or write, of a bucket.
   *
   * @param bucketArn {@code arn:aws:s3:::name}
   */
  static boolean allObjects(Selectors selectors, String bucketArn, boolean write) {
    return selectors.basic().stream().anyMatch(basic -> covers(basic, bucketArn, write))
        || selectors.advanced().stream()
            .anyMatch(advanced -> covers(advanced.fields(), bucketArn, write));
  }

  private static boolean covers(Basic basic, String bucketArn, boolean write) {
    boolean kind = !basic.readWrite().equals(write ? "ReadOnly" : "WriteOnly");
    String service = bucketArn.substring(0, bucketArn.indexOf(":::"));
    Set<String> whole = Set.of(service, service + ":::", bucketArn + "/");
    return kind && basic.objects().stream().anyMatch(whole::contains);
  }

  private static boolean covers(
      Map<String, Map<String, List<String>>> fields, String bucketArn, boolean write) {
    return onlyFields(fields, Set.of(CATEGORY, READ_ONLY, TYPE, ARN))
        && isExactly(fields, CATEGORY, "Data")
        && isExactly(fields, TYPE, "AWS::S3::Object")
        && admits(fields, write ? "false" : "true")
        && admitsAll(fields.getOrDefault(ARN, Map.of()), bucketArn + "/");
  }

  private static boolean recordsManagement(Map<String, Map<String, List<String>>> fields) {
    return onlyFields(fields, Set.of(CATEGORY, READ_ONLY, SOURCE))
        && isExactly(fields, CATEGORY, "Management")
        && Set.of("NotEquals").containsAll(fields.getOrDefault(SOURCE, Map.of()).keySet());
  }

  private static boolean onlyFields(
      Map<String, Map<String, List<String>>> fields, Set<String> known) {
    return known.containsAll(fields.keySet());
  }

  private static boolean isExactly(
      Map<String, Map<String, List<String>>> fields, String field, String value) {
    return fields.getOrDefault(field, Map.of()).equals(Map.of(EQUALS, List.of(value)));
  }

  /** Without the field both reads and writes are admitted. */
  private static boolean admits(Map<String, Map<String, List<String>>> fields, String readOnly) {
    Map<String, List<String>> conditions = fields.getOrDefault(READ_ONLY, Map.of());
    return conditions.isEmpty()
        || conditions.keySet().equals(Set.of(EQUALS)) && conditions.get(EQUALS).contains(readOnly);
  }

  /** Whether conditions on an ARN hold for everything that starts with a prefix. */
  private static boolean admitsAll(Map<String, List<String>> conditions, String prefix) {
    return conditions.entrySet().stream()
        .allMatch(
            condition ->
                switch (condition.getKey()) {
                  case "StartsWith" -> condition.getValue().stream().anyMatch(prefix::startsWith);
                  case "NotStartsWith" ->
                      condition.getValue().stream()
                          .noneMatch(other -> other.startsWith(prefix) || prefix.startsWith(other));
                  case "NotEquals" ->
                      condition.getValue().stream().noneMatch(other -> other.startsWith(prefix));
                  default -> false;
                });
  }
}
