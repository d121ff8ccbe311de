package dev.assay.filter;

import dev.assay.filter.Values.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the fields of an event can hold.
 *
 * <p>Source: CloudTrail User Guide, "CloudTrail record contents" and "CloudTrail userIdentity
 * element": which fields every record has, and which are texts.
 */
final class Theory {

  private static final List<String> ALWAYS =
      List.of(
          "eventVersion",
          "eventTime",
          "eventSource",
          "eventName",
          "awsRegion",
          "sourceIPAddress",
          "eventType",
          "eventID",
          "userIdentity.type");

  private static final List<String> SOMETIMES =
      List.of(
          "errorCode",
          "errorMessage",
          "userAgent",
          "requestID",
          "recipientAccountId",
          "vpcEndpointId",
          "userIdentity.principalId",
          "userIdentity.arn",
          "userIdentity.accountId",
          "userIdentity.accessKeyId",
          "userIdentity.userName",
          "userIdentity.invokedBy",
          "userIdentity.sessionContext.attributes.mfaAuthenticated",
          "userIdentity.sessionContext.attributes.creationDate",
          "userIdentity.sessionContext.sessionIssuer.type",
          "userIdentity.sessionContext.sessionIssuer.principalId",
          "userIdentity.sessionContext.sessionIssuer.arn",
          "userIdentity.sessionContext.sessionIssuer.accountId",
          "userIdentity.sessionContext.sessionIssuer.userName",
          "additionalEventData.MFAUsed",
          "additionalEventData.LoginTo",
          "additionalEventData.MobileVersion",
          "additionalEventData.SamlProviderArn",
          "responseElements.ConsoleLogin");

  private static final List<String> SWITCHES = List.of("readOnly", "managementEvent");

  private static final List<String> STRUCTURES =
      List.of(
          "userIdentity.sessionContext",
          "userIdentity.sessionContext.attributes",
          "userIdentity.sessionContext.sessionIssuer");

  private static final Theory RECORDS = records();

  private final Map<List<String>, Values> fields;

  private Theory(Map<List<String>, Values> fields) {
    this.fields = fields;
  }

  /** Any JSON object, whether CloudTrail would write it or not. */
  static Theory anyEvent() {
    return new Theory(Map.of());
  }

  /** Any record that CloudTrail can write. */
  static Theory anyRecord() {
    return RECORDS;
  }

  private static Theory records() {
    Map<List<String>, Values> fields = new HashMap<>();
    ALWAYS.forEach(name -> fields.put(path(name), Values.text()));
    SOMETIMES.forEach(name -> fields.put(path(name), Values.optionalText()));
    SWITCHES.forEach(
        name -> fields.put(path(name), Values.of(Kind.MISSING, Kind.TRUE, Kind.FALSE)));
    STRUCTURES.forEach(name -> fields.put(path(name), Values.of(Kind.MISSING, Kind.STRUCTURE)));
    fields.put(path("userIdentity"), Values.STRUCTURE);
    return new Theory(fields);
  }

  /** The records whose field holds this text, e.g. those of one service. */
  Theory with(String field, String text) {
    return with(field, Values.text(text));
  }

  /** The events whose field has one of these values. */
  Theory with(String field, Values values) {
    Map<List<String>, Values> narrowed = new HashMap<>(fields);
    narrowed.put(path(field), values);
    return new Theory(narrowed);
  }

  /** What a field can hold; a field below a text is never there. */
  Values of(List<String> path) {
    Values known = fields.get(path);
    if (known != null) {
      return known;
    }
    for (int i = path.size() - 1; i > 0; i--) {
      Values above = fields.get(path.subList(0, i));
      if (above != null && !above.mayBe(Kind.STRUCTURE)) {
        return Values.MISSING;
      }
    }
    return Values.anything();
  }

  static List<String> path(String dotted) {
    return new ArrayList<>(List.of(dotted.split("\\.")));
  }
}
