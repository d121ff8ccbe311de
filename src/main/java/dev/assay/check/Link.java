package dev.assay.check;

/** The links of the chain by which an event comes to a person's notice, in order. */
public enum Link {
  /** Not about the chain. */
  NONE(""),
  /** CloudTrail records the event. */
  TRAIL("trail"),
  /** The trail writes to a log group. */
  LOG_GROUP("log-group"),
  /** Metric filters on the log group see the event. */
  METRIC_FILTER("metric-filter"),
  /** They count it in a metric. */
  METRIC("metric"),
  /** An alarm watches the metric, with its actions enabled. */
  ALARM("alarm"),
  /** The alarm notifies a topic. */
  TOPIC("topic"),
  /** Somebody has confirmed a subscription to the topic. */
  SUBSCRIPTION("subscription");

  private final String word;

  Link(String word) {
    this.word = word;
  }

  /** As reports write it. */
  public String word() {
    return word;
  }
}
