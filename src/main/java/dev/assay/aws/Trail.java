package dev.assay.aws;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A CloudTrail trail (CloudTrail DescribeTrails, GetTrailStatus, GetEventSelectors).
 *
 * @param homeRegion where it was made; its status and selectors are read there
 * @param source its first listing
 * @param validation whether log files are signed; absent counts as no
 * @param bucket the S3 bucket it writes to
 * @param logGroupArn the CloudWatch Logs group it writes to; absent when there is none
 * @param kmsKey absent when the log files are not encrypted with a KMS key
 * @param logging whether it is switched on
 * @param logsDelivered when it last wrote to CloudWatch Logs; absent when never
 */
public record Trail(
    String arn,
    String name,
    String homeRegion,
    Source source,
    Evidence<Boolean> multiRegion,
    Evidence<Boolean> validation,
    Evidence<String> bucket,
    Evidence<String> logGroupArn,
    Evidence<String> kmsKey,
    Evidence<Boolean> logging,
    Evidence<Instant> logsDelivered,
    Evidence<Selectors> selectors) {

  public Resource resource() {
    return new Resource("trail", arn);
  }

  /** Which events a trail records: basic selectors, or advanced ones, which replace them. */
  public record Selectors(List<Basic> basic, List<Advanced> advanced) {

    public Selectors {
      basic = List.copyOf(basic);
      advanced = List.copyOf(advanced);
    }
  }

  /**
   * A basic event selector.
   *
   * @param readWrite {@code All}, {@code ReadOnly} or {@code WriteOnly}
   * @param management whether management events are recorded
   * @param excluded event sources whose management events are left out
   * @param objects ARN prefixes of the S3 objects whose data events are recorded
   */
  public record Basic(
      String readWrite, boolean management, List<String> excluded, List<String> objects) {}

  /**
   * An advanced event selector: an event must satisfy all its fields.
   *
   * @param fields by field name, e.g. {@code eventCategory}: operator, e.g. {@code Equals}, to
   *     values
   */
  public record Advanced(Map<String, Map<String, List<String>>> fields) {}
}
