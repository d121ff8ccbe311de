package dev.assay.redact;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Filter patterns of CloudWatch Logs. What a pattern asks of an event's kind is kept, since it
 * decides what an alarm sees; whom and what it names is replaced.
 */
final class FilterPatterns {

  /** What the API takes: a longer pattern is invalid, and has to stay so. */
  private static final int LONGEST = 1024;

  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<field>\\$(?:\\.[A-Za-z0-9_*-]+|\\.?\\[[^\\]]*\\])+)"
              + "|(?<quoted>\"(?:\\\\.|[^\"\\\\])*\")"
              + "|(?<regex>%[^%]*%)"
              + "|(?<bare>[^\\s(){}\\[\\]=<>!&|\"'%,]+)");

  /** Fields of CloudTrail's records whose values are AWS's own words. */
  private static final Set<String> TELLING =
      Set.of(
          "additionalEventData.MFAUsed",
          "awsRegion",
          "errorCode",
          "errorMessage",
          "eventCategory",
          "eventName",
          "eventSource",
          "eventType",
          "managementEvent",
          "readOnly",
          "responseElements.ConsoleLogin",
          "userIdentity.invokedBy",
          "userIdentity.sessionContext.attributes.mfaAuthenticated",
          "userIdentity.type");

  /** Values that are sentences or hosts, of which only these are AWS's for sure. */
  private static final Pattern AWS_VALUE =
      Pattern.compile(
          "[A-Za-z:]{1,64}|\\*?[A-Za-z.:]{1,64}\\*?|[a-z0-9-]+(\\.[a-z]+)?\\.amazonaws\\.com");

  private static final Set<String> SENTENCES =
      Set.of("Failed authentication", "No username found in supplied account");

  private static final Set<String> KEYWORDS =
      Set.of("NOT", "EXISTS", "IS", "NULL", "TRUE", "FALSE");

  private static final Pattern FIELD_NAME =
      Pattern.compile(
          "additionalEventData|apiVersion|arn|accountId|attributes|awsRegion|bucketName|errorCode"
              + "|errorMessage|eventCategory|eventID|eventName|eventSource|eventTime|eventType"
              + "|eventVersion|invokedBy|managementEvent|MFAUsed|mfaAuthenticated|principalId"
              + "|readOnly|recipientAccountId|requestID|requestParameters|resources"
              + "|responseElements|ConsoleLogin|sessionContext|sessionIssuer|sourceIPAddress"
              + "|type|userAgent|userIdentity|userName|vpcEndpointId|\\*|\\[\\d*\\*?]");

  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,5}(\\.\\d{1,5})?");

  private final Names names;

  FilterPatterns(Names names) {
    this.names = names;
  }

  /** The same pattern about other people and things. */
  String redact(String pattern) {
    boolean json = pattern.stripLeading().startsWith("{");
    StringBuilder out = new StringBuilder();
    Matcher token = TOKEN.matcher(pattern);
    String field = "";
    int end = 0;
    while (token.find()) {
      out.append(pattern, end, token.start());
      if (token.group("field") != null) {
        field = token.group().substring(1).replaceFirst("^\\.", "");
        out.append(field(token.group()));
      } else {
        out.append(value(token, json, field));
      }
      end = token.end();
    }
    out.append(pattern.substring(end));
    int over = pattern.codePointCount(0, pattern.length()) - LONGEST;
    int missing = LONGEST + 1 - out.codePointCount(0, out.length());
    return over > 0 && missing > 0 ? out + " ".repeat(missing) : out.toString();
  }

  private String field(String field) {
    return Names.replace(
        Pattern.compile("[A-Za-z0-9_-]+"),
        field,
        name ->
            FIELD_NAME.matcher(name).matches() || name.matches("\\d{1,3}")
                ? name
                : names.redact(name),
        gap -> gap);
  }

  private String value(Matcher token, boolean json, String field) {
    String text = token.group();
    boolean bare = token.group("bare") != null;
    if (bare && json && KEYWORDS.contains(text.toUpperCase(Locale.ROOT))) {
      return text;
    }
    String mark = bare ? "" : text.substring(0, 1);
    String inside = bare ? text : text.substring(1, text.length() - 1);
    if (json && TELLING.contains(field) && isOfAws(inside)
        || inside.matches("(?i)true|false|[?*-]*")
        || json && bare && NUMBER.matcher(text).matches()) {
      return text;
    }
    return mark + names.redact(inside) + mark;
  }

  private static boolean isOfAws(String value) {
    return AWS_VALUE.matcher(value).matches() || SENTENCES.contains(value) || Names.isRegion(value);
  }
}
