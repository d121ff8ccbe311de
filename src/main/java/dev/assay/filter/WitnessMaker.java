package dev.assay.filter;

import dev.assay.filter.Values.Kind;
import dk.brics.automaton.Automaton;
import dk.brics.automaton.RegExp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

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

  private static final Automaton PLAIN =
      new RegExp("[A-Za-z0-9.:/\\-]+", RegExp.NONE).toAutomaton();

  private final Theory theory;

  WitnessMaker(Theory theory) {
    this.theory = theory;
  }

  /** An event with these values; empty when they cannot stand in one event. */
  Optional<Event> make(Map<List<String>, Values> fields) {
    SortedMap<String, Values> all = new TreeMap<>();
    fields.forEach((path, values) -> all.put(String.join(".", path), values));
    SKELETON.forEach(
        name -> all.putIfAbsent(name, theory.of(Theory.path(name)).and(Values.text())));
    Optional<Event> event = Optional.of(new Event(new LinkedHashMap<>()));
    for (String name : SKELETON) {
      event = set(event, name, all.remove(name));
    }
    for (Map.Entry<String, Values> field : all.entrySet()) {
      event = set(event, field.getKey(), field.getValue());
    }
    return event;
  }

  private static Optional<Event> set(Optional<Event> event, String name, Values values) {
    if (event.isEmpty() || values.kinds().contains(Kind.MISSING)) {
      return event;
    }
    List<String> path = Theory.path(name);
    if (!values.texts().isEmpty()) {
      return event.flatMap(e -> e.with(path, example(name, values.texts())));
    }
    if (values.kinds().contains(Kind.NULL)) {
      return event.flatMap(e -> e.with(path, null));
    }
    if (values.kinds().contains(Kind.STRUCTURE)) {
      return event.flatMap(e -> e.has(path) ? Optional.of(e) : e.with(path, new Event(Map.of())));
    }
    return event.flatMap(e -> e.with(path, values.kinds().contains(Kind.TRUE)));
  }

  private static String example(String name, Automaton texts) {
    for (String usual : USUAL.getOrDefault(name, List.of())) {
      if (texts.run(usual)) {
        return usual;
      }
    }
    Automaton plain = texts.intersection(PLAIN);
    String example = plain.getShortestExample(true);
    return example == null ? texts.getShortestExample(true) : example;
  }
}
