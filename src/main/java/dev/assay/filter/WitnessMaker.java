package dev.assay.filter;

import dev.assay.filter.Values.Kind;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes an event out of the values that fields may have: as small and as natural as can be. */
final class WitnessMaker {

  /** What the fields usually hold, the most usual first. */
  private static final Map<String, List<String>> USUAL = new LinkedHashMap<>();

  static {
    USUAL.put("eventVersion", List.of("1.08"));
    USUAL.put("userIdentity.type", List.of("IAMUser", "AssumedRole", "Root", "AWSService"));
    USUAL.put("eventTime", List.of("2026-01-31T12:00:00Z"));
    USUAL.put(
        "eventSource",
        List.of("ec2.amazonaws.com", "iam.amazonaws.com", "s3.amazonaws.com", "sts.amazonaws.com"));
    USUAL.put("eventName", List.of("RunInstances", "CreateUser", "GetObject", "AssumeRole"));
    USUAL.put("awsRegion", List.of("us-east-1", "eu-west-1", "ap-southeast-2"));
    USUAL.put("sourceIPAddress", List.of("198.51.100.7", "203.0.113.9", "192.0.2.10"));
    USUAL.put("eventID", List.of("00000000-0000-0000-0000-000000000001"));
    USUAL.put("eventType", List.of("AwsApiCall", "AwsConsoleSignIn", "AwsServiceEvent"));
    USUAL.put(
        "errorCode",
        List.of(
            "AccessDenied",
            "AccessDeniedException",
            "Client.UnauthorizedOperation",
            "UnauthorizedOperation",
            "ThrottlingException"));
    USUAL.put(
        "errorMessage", List.of("Failed authentication", "No username found in supplied account"));
    USUAL.put("additionalEventData.MFAUsed", List.of("No", "Yes", "YES"));
    USUAL.put("responseElements.ConsoleLogin", List.of("Success", "Failure"));
    USUAL.put("userIdentity.userName", List.of("ana", "ben"));
    USUAL.put("userIdentity.arn", List.of("arn:aws:iam::111122223333:user/ana"));
    USUAL.put("userIdentity.accountId", List.of("111122223333", "444455556666"));
    USUAL.put("userIdentity.principalId", List.of("AIDAEXAMPLE"));
    USUAL.put("userIdentity.invokedBy", List.of("cloudformation.amazonaws.com"));
    USUAL.put("userAgent", List.of("console.amazonaws.com", "aws-cli/2.0"));
  }

  private static final List<String> SKELETON =
      List.of(
          "eventVersion",
          "userIdentity.type",
          "eventTime",
          "eventSource",
          "eventName",
          "awsRegion",
          "sourceIPAddress",
          "eventType");

  private final Theory theory;

  WitnessMaker(Theory theory) {
    this.theory = theory;
  }

  /** An event with these values; empty when they cannot stand in one event. */
  Optional<Event> make(Map<List<String>, Values> fields) {
    Map<List<String>, Values> all = new LinkedHashMap<>();
    for (String name : SKELETON) {
      List<String> path = Theory.path(name);
      if (fields.containsKey(path)) {
        all.put(path, fields.get(path));
      } else if (fields.keySet().stream().noneMatch(other -> inTheWay(other, path))) {
        all.put(path, theory.of(path).and(Values.text()));
      }
    }
    fields.keySet().stream()
        .sorted(Comparator.comparing(path -> String.join(".", path)))
        .forEach(path -> all.putIfAbsent(path, fields.get(path)));
    Optional<Event> event = Optional.of(new Event(Map.of()));
    for (Map.Entry<List<String>, Values> field : all.entrySet()) {
      event = set(event, field.getKey(), field.getValue());
    }
    return event;
  }

  /** Whether a condition on a field speaks about what it lies in, or what lies in it. */
  private static boolean inTheWay(List<String> one, List<String> other) {
    int shared = Math.min(one.size(), other.size());
    return one.subList(0, shared).equals(other.subList(0, shared));
  }

  private static Optional<Event> set(Optional<Event> event, List<String> path, Values values) {
    if (event.isEmpty() || values.mayBe(Kind.MISSING)) {
      return event;
    }
    if (!values.texts().isEmpty()) {
      List<String> usual = USUAL.getOrDefault(String.join(".", path), List.of());
      return event.flatMap(e -> e.with(path, values.texts().example(usual)));
    }
    if (values.mayBe(Kind.NULL)) {
      return event.flatMap(e -> e.with(path, null));
    }
    if (values.mayBe(Kind.STRUCTURE)) {
      return event.flatMap(e -> e.has(path) ? Optional.of(e) : e.with(path, new Event(Map.of())));
    }
    return event.flatMap(e -> e.with(path, values.mayBe(Kind.TRUE)));
  }
}
