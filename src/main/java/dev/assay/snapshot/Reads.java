package dev.assay.snapshot;

import static dev.assay.aws.Call.DESCRIBE_ALARMS;
import static dev.assay.aws.Call.DESCRIBE_KEY;
import static dev.assay.aws.Call.DESCRIBE_REGIONS;
import static dev.assay.aws.Call.DESCRIBE_ROUTE_TABLES;
import static dev.assay.aws.Call.DESCRIBE_SECURITY_GROUPS;
import static dev.assay.aws.Call.DESCRIBE_TRAILS;
import static dev.assay.aws.Call.GET_ACCOUNT_AUTHORIZATION_DETAILS;
import static dev.assay.aws.Call.GET_ACCOUNT_SUMMARY;
import static dev.assay.aws.Call.GET_CALLER_IDENTITY;
import static dev.assay.aws.Call.GET_CREDENTIAL_REPORT;
import static dev.assay.aws.Call.LIST_BUCKETS;
import static dev.assay.aws.Call.LIST_KEYS;
import static dev.assay.aws.Call.LIST_SERVER_CERTIFICATES;
import static dev.assay.aws.Call.LIST_TOPICS;

import dev.assay.aws.Call;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which answers are read when some are asked for. */
final class Reads {

  /** What says whose snapshot it is, when it was taken, and where one must look. */
  private static final List<Call> ALWAYS =
      List.of(GET_CALLER_IDENTITY, GET_CREDENTIAL_REPORT, DESCRIBE_REGIONS);

  /** They are held against each other, so that none can hide what another shows. */
  private static final List<Call> IAM_LISTINGS =
      List.of(
          GET_CREDENTIAL_REPORT,
          GET_ACCOUNT_AUTHORIZATION_DETAILS,
          GET_ACCOUNT_SUMMARY,
          LIST_SERVER_CERTIFICATES);

  private Reads() {}

  /** Those that are asked for, and those without which they would say something else. */
  static Set<Call> of(Set<Call> asked) {
    Set<Call> read = EnumSet.copyOf(ALWAYS);
    read.addAll(asked);
    asked.forEach(call -> read.addAll(with(call)));
    return read;
  }

  /** The answers that a call's answer is held against, or that tell for what it has to be made. */
  private static List<Call> with(Call call) {
    return switch (call.scope()) {
      case GLOBAL -> IAM_LISTINGS.contains(call) ? IAM_LISTINGS : List.of();
      case REGION -> List.of();
      case BUCKET, TRAIL_BUCKET -> List.of(LIST_BUCKETS, DESCRIBE_TRAILS);
      case REGION_PARENT ->
          switch (call) {
            case GET_TRAIL_STATUS, GET_EVENT_SELECTORS -> List.of(DESCRIBE_TRAILS);
            case DESCRIBE_KEY -> List.of(LIST_KEYS);
            case GET_KEY_ROTATION_STATUS -> List.of(LIST_KEYS, DESCRIBE_KEY);
            case LIST_SUBSCRIPTIONS_BY_TOPIC -> List.of(LIST_TOPICS, DESCRIBE_ALARMS);
            case GET_MANAGED_PREFIX_LIST_ENTRIES ->
                List.of(DESCRIBE_SECURITY_GROUPS, DESCRIBE_ROUTE_TABLES);
            default -> throw new IllegalArgumentException("say what " + call + " is made for");
          };
    };
  }
}
