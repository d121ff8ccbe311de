package dev.assay.check;

import dev.assay.aws.Evidence;
import dev.assay.aws.Region;
import dev.assay.aws.Region.Alarm;
import dev.assay.aws.Region.Alarms;
import dev.assay.aws.Region.CompositeAlarm;
import dev.assay.aws.Region.Metric;
import dev.assay.aws.Region.MetricFilter;
import dev.assay.aws.Region.Subscription;
import dev.assay.aws.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether somebody is told when a metric filter has counted an event: an alarm on exactly its
 * metric, with actions enabled, notifies a topic that has a confirmed subscriber.
 */
final class Alarming {

  private static final String KEY = "alarm";

  /** Rules of composite alarms that are nothing but alarms joined by OR. */
  private static final Pattern PLAIN_RULE =
      Pattern.compile(
          "\\s*\\(*\\s*ALARM\\(\"?[^()\"]+\"?\\)\\s*\\)*(\\s+OR\\s+\\(*\\s*ALARM\\(\"?[^()\"]+\"?\\)\\s*\\)*)*\\s*");

  private Alarming() {}

  /** PASS when somebody is told, FAIL when nobody is, UNKNOWN when it cannot be seen. */
  static Cause of(Region region, MetricFilter filter) {
    return filter
        .metric()
        .fold(
            (metric, source) -> link(onMetric(region, filter, metric, source)),
            (code, source) ->
                Cause.of(
                        KEY,
                        false,
                        "filter " + filter.name() + " counts in no metric",
                        new Reading(source, code))
                    .at(Link.METRIC),
            gap -> Cause.unknown(KEY, gap).at(Link.METRIC));
  }

  /** What is not about a further link is about the alarm itself. */
  private static Cause link(Cause cause) {
    return cause.link() == Link.NONE ? cause.at(Link.ALARM) : cause;
  }

  private static Cause onMetric(Region region, MetricFilter filter, Metric metric, Source source) {
    return region
        .alarms()
        .fold(
            (alarms, place) -> {
              List<Cause> causes = new ArrayList<>();
              for (Alarm alarm : alarms.metric()) {
                watches(region, alarms, alarm, metric).ifPresent(causes::add);
              }
              return Cause.first(causes, Status.PASS, Status.UNKNOWN, Status.FAIL)
                  .orElseGet(
                      () ->
                          Cause.of(
                              KEY,
                              false,
                              "no alarm watches metric "
                                  + metric.namespace()
                                  + "/"
                                  + metric.name()
                                  + " of filter "
                                  + filter.name(),
                              new Reading(source, metric.namespace() + "/" + metric.name())));
            },
            (code, place) -> Cause.of(KEY, false, "there are no alarms", new Reading(place, code)),
            gap -> Cause.unknown(KEY, gap));
  }

  /** Nothing for an alarm on another metric. */
  private static Optional<Cause> watches(Region region, Alarms alarms, Alarm alarm, Metric metric) {
    Optional<Cause> direct = same(alarm, alarm.metric().map(List::of), metric);
    if (direct.isPresent() && direct.get().status() == Status.PASS) {
      return Optional.of(told(region, alarms, alarm, doubts(alarm, metric)));
    }
    Optional<Cause> math = same(alarm, alarm.math(), metric);
    if (math.isPresent() && math.get().status() == Status.PASS) {
      return Optional.of(told(region, alarms, alarm, " (by metric math: review the expression)"));
    }
    return direct.or(() -> math);
  }

  /** PASS when the metric is one of those of an alarm, UNKNOWN when that is open, else empty. */
  private static Optional<Cause> same(Alarm alarm, Evidence<List<Metric>> watched, Metric metric) {
    return watched.fold(
        (all, source) -> {
          List<Cause> causes = new ArrayList<>();
          for (Metric its : all) {
            if (isSame(its, metric)) {
              causes.add(same(alarm, its, metric, source));
            }
          }
          return Cause.first(causes, Status.PASS, Status.UNKNOWN);
        },
        (code, source) -> Optional.empty(),
        gap -> Optional.of(Cause.unknown(KEY, gap)));
  }

  private static boolean isSame(Metric its, Metric metric) {
    return its.name().equals(metric.name())
        && its.namespace().equals(metric.namespace())
        && dimensions(its).equals(metric.dimensions());
  }

  private static Cause same(Alarm alarm, Metric its, Metric metric, Source source) {
    Reading reading = new Reading(source, its.namespace() + "/" + its.name());
    return metric.dimensions().isEmpty()
        ? Cause.of(KEY, true, "", reading)
        : Cause.undecided(
            KEY,
            "alarm "
                + alarm.name()
                + " watches one of several dimensions of metric "
                + metric.name(),
            reading);
  }

  private static List<String> dimensions(Metric metric) {
    return metric.dimensions().stream().map(d -> d.split("=", 2)[0]).toList();
  }

  /** What makes an alarm unlikely to go off; worth a look, no verdict. */
  private static String doubts(Alarm alarm, Metric metric) {
    if (metric.value().equals("0")) {
      return " (but its filter counts nothing: metricValue is 0)";
    }
    String statistic = alarm.statistic().stream().findFirst().orElse("");
    if (statistic.equals("Minimum") || statistic.equals("Average")) {
      return " (but the statistic " + statistic + " may hide single events)";
    }
    String comparison = alarm.comparison().stream().findFirst().orElse("");
    return comparison.startsWith("LessThan") ? " (but it goes off when events are few)" : "";
  }

  private static Cause told(Region region, Alarms alarms, Alarm alarm, String note) {
    Cause own =
        notifies(
            region,
            "alarm " + alarm.name(),
            alarm.actionsEnabled(),
            alarm.actions(),
            alarm.source(),
            note);
    if (own.status() == Status.PASS) {
      return own;
    }
    Cause above =
        alarms
            .composites()
            .fold(
                (all, source) ->
                    Cause.first(
                            all.stream().flatMap(c -> composite(region, c, alarm)).toList(),
                            Status.PASS,
                            Status.UNKNOWN,
                            Status.FAIL)
                        .orElse(own),
                (code, source) -> own,
                gap -> Cause.unknown(KEY, gap));
    return above.status().compareTo(own.status()) > 0 ? above : own;
  }

  private static Stream<Cause> composite(Region region, CompositeAlarm composite, Alarm child) {
    return composite
        .rule()
        .fold(
            (rule, source) -> {
              boolean named =
                  Stream.of(child.name(), child.arn())
                      .anyMatch(
                          id -> rule.contains("(" + id + ")") || rule.contains("(\"" + id + "\")"));
              if (!named) {
                return Stream.empty();
              }
              Cause told =
                  notifies(
                      region,
                      "composite alarm " + composite.name(),
                      composite.actionsEnabled(),
                      composite.actions(),
                      composite.source(),
                      "");
              boolean plain = PLAIN_RULE.matcher(rule).matches();
              return Stream.of(
                  plain || told.status() != Status.PASS
                      ? told
                      : Cause.undecided(
                          KEY,
                          "the rule of composite alarm "
                              + composite.name()
                              + " is not a plain OR of alarms",
                          new Reading(source, rule)));
            },
            (code, source) -> Stream.empty(),
            gap -> Stream.of(Cause.unknown(KEY, gap)));
  }

  private static Cause notifies(
      Region region,
      String who,
      Evidence<Boolean> enabled,
      Evidence<List<String>> actions,
      Source source,
      String note) {
    Cause on =
        Cause.stated(
            KEY,
            enabled,
            is -> is,
            is -> who + (is ? " is enabled" : " has its actions switched off"));
    if (on.status() != Status.PASS) {
      return on;
    }
    return actions.fold(
        (arns, place) -> {
          List<String> topics = arns.stream().filter(arn -> arn.contains(":sns:")).toList();
          List<Cause> causes =
              topics.stream().map(arn -> heard(region, who, arn, source, note)).toList();
          return Cause.first(causes, Status.PASS, Status.UNKNOWN, Status.FAIL)
              .orElse(
                  Cause.of(
                          KEY,
                          false,
                          who + " notifies no SNS topic",
                          new Reading(place, String.join(", ", arns)))
                      .at(Link.TOPIC));
        },
        (code, place) ->
            Cause.of(KEY, false, who + " notifies no SNS topic", new Reading(place, code))
                .at(Link.TOPIC),
        gap -> Cause.unknown(KEY, gap).at(Link.TOPIC));
  }

  private static Cause heard(Region region, String who, String topic, Source source, String note) {
    Evidence<List<Subscription>> subscriptions = region.subscriptions().get(topic);
    return subscriptions.fold(
        (list, place) -> {
          List<Subscription> confirmed = list.stream().filter(Subscription::isConfirmed).toList();
          boolean unread = list.stream().anyMatch(s -> s.arn().isLost());
          if (confirmed.isEmpty() && unread) {
            return Cause.undecided(
                    KEY,
                    "the subscribers of " + topic + " cannot be read",
                    new Reading(place, topic))
                .at(Link.SUBSCRIPTION);
          }
          return Cause.of(
                  KEY,
                  !confirmed.isEmpty(),
                  confirmed.isEmpty()
                      ? who + " notifies " + topic + ", which has no confirmed subscriber"
                      : who + " notifies " + topic + note,
                  new Reading(source, who),
                  new Reading(place, confirmed.size() + " confirmed subscribers"))
              .at(Link.SUBSCRIPTION);
        },
        (code, place) ->
            Cause.of(
                    KEY,
                    false,
                    who + " notifies " + topic + ", which does not exist",
                    new Reading(place, code))
                .at(Link.TOPIC),
        gap -> Cause.unknown(KEY, gap).at(Link.SUBSCRIPTION));
  }
}
