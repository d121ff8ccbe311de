package dev.assay.check;

import dev.assay.aws.Account;
import dev.assay.aws.Call;
import dev.assay.aws.Evidence;
import dev.assay.aws.Gap;
import dev.assay.aws.Region;
import dev.assay.aws.Region.MetricFilter;
import dev.assay.aws.Request;
import dev.assay.aws.Source;
import dev.assay.aws.Trail;
import dev.assay.filter.Coverage;
import dev.assay.filter.Event;
import dev.assay.filter.FilterPattern;
import dev.assay.filter.FilterPattern.All;
import dev.assay.filter.FilterPattern.Any;
import dev.assay.filter.FilterPattern.Condition;
import dev.assay.filter.FilterPattern.Selector;
import dev.assay.filter.FilterPattern.Test;
import dev.assay.filter.FilterPattern.Undecidable;
import dev.assay.filter.PatternSyntaxException;
import dev.assay.filter.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Alarms on events in CloudTrail's log (CIS v1.1.0, 3.1 to 3.14): trail, log group, metric filters,
 * metric, alarm, topic, subscriber. One trail with the whole chain is enough; which filters see the
 * events is decided by what they mean, together.
 */
final class AlarmChecks {

  /** The parameter of the two alarms whose patterns have changed. */
  static final String LATER_FORMS = "laterForms";

  private AlarmChecks() {}

  /**
   * One finding for the account: the events are watched, and somebody is told.
   *
   * @param events which
   */
  record Watching(Reference events) implements Check.Rule {
    @Override
    public List<Finding> judge(Account account, Parameters given) {
      Question question = new Question(events, Catalogue.acceptsLaterForms(given), given.memo());
      List<List<Cause>> chains =
          account.trails().all().stream()
              .map(trail -> chain(account, trail, question, given.isOn("multiRegion")))
              .toList();
      return List.of(Finding.of(account.resource(), best(account, chains)));
    }
  }

  /**
   * What is asked of metric filters.
   *
   * @param later whether forms of later benchmark versions are accepted
   * @param memo has the answers of this question about filters of other accounts
   */
  private record Question(Reference events, boolean later, Memo memo) {

    private record Meets(Condition sees) {}

    private record Proved(List<Condition> sees) {}

    private record Covers(Condition sees) {}

    private record Possible(Condition sees) {}

    private record Touches(Test test) {}

    private record Text(String pattern) {}

    String title() {
      return events.title();
    }

    boolean meets(Condition sees) {
      return memo.once(new Meets(sees), () -> Coverage.meets(events, sees, later));
    }

    /** What there is to note where it is proved that watchers see all events; else empty. */
    Optional<String> covered(List<Watcher> watchers) {
      List<Condition> sees = conditions(watchers);
      return memo.once(new Proved(sees), () -> Coverage.covers(events, sees, later));
    }

    Coverage coverage(List<Watcher> watchers) {
      Condition sees = new Any(conditions(watchers));
      return memo.once(new Covers(sees), () -> Coverage.of(events, sees, later));
    }

    boolean possible(Condition sees) {
      return memo.once(new Possible(sees), () -> Coverage.possible(sees));
    }

    /** Whether one test alone would see any of the events, in whatever version's form. */
    boolean touches(Test test) {
      return memo.once(new Touches(test), () -> Coverage.meets(events, test, true));
    }

    /** What a filter with this pattern sees. */
    Condition parsed(MetricFilter filter, String text) {
      Parse parse = memo.once(new Text(text), () -> Parse.of(text));
      return parse
          .condition()
          .orElseGet(
              () ->
                  new Undecidable(
                      "the pattern of filter "
                          + filter.name()
                          + " is not understood: "
                          + parse.fault()));
    }
  }

  /** A parsed pattern, or what is wrong with it. */
  private record Parse(Optional<Condition> condition, String fault) {

    static Parse of(String text) {
      try {
        return new Parse(Optional.of(FilterPattern.parse(text).condition()), "");
      } catch (PatternSyntaxException e) {
        return new Parse(Optional.empty(), e.getMessage());
      }
    }
  }

  /** A whole chain; else what is not known; else the chain that got furthest. */
  private static List<Cause> best(Account account, List<List<Cause>> chains) {
    Optional<List<Cause>> whole = chains.stream().filter(c -> worst(c) == Status.PASS).findFirst();
    if (whole.isPresent()) {
      return whole.get();
    }
    List<Cause> hidden =
        Stream.concat(account.universe().gaps(), account.trails().gaps().stream())
            .map(gap -> Cause.lost("trails", gap).at(Link.TRAIL))
            .toList();
    Optional<List<Cause>> unclear =
        chains.stream().filter(c -> worst(c) == Status.UNKNOWN).max(AlarmChecks::further);
    if (unclear.isPresent()) {
      return unclear.get();
    }
    if (!hidden.isEmpty()) {
      return hidden;
    }
    return chains.stream()
        .max(AlarmChecks::further)
        .orElse(List.of(Cause.of("no-trail", false, "there is no trail").at(Link.TRAIL)));
  }

  private static int further(List<Cause> one, List<Cause> other) {
    return Long.compare(reached(one), reached(other));
  }

  private static long reached(List<Cause> chain) {
    return chain.stream().takeWhile(cause -> cause.status() == Status.PASS).count();
  }

  private static Status worst(List<Cause> chain) {
    return chain.stream().map(Cause::status).min(Status::compareTo).orElseThrow();
  }

  private static List<Cause> chain(
      Account account, Trail trail, Question question, boolean multiRegion) {
    List<Cause> links = new ArrayList<>();
    if (multiRegion) {
      links.add(
          Cause.stated(
                  "trail-regions",
                  trail.multiRegion(),
                  on -> on,
                  on -> trail.name() + (on ? " watches all regions" : " watches one region only"))
              .at(Link.TRAIL));
    }
    links.add(
        Cause.stated(
                "trail-logging",
                trail.logging(),
                on -> on,
                on -> trail.name() + (on ? " is logging" : " is switched off"))
            .at(Link.TRAIL));
    links.add(records(trail, question.events()).at(Link.TRAIL));
    List<Cause> logs = new ArrayList<>();
    Evidence<Region> group = logGroup(account, trail, logs);
    logs.forEach(link -> links.add(link.at(Link.LOG_GROUP)));
    group.stream()
        .flatMap(region -> watched(region, name(trail), question).stream())
        .map(cause -> cause.link() == Link.NONE ? cause.at(Link.METRIC_FILTER) : cause)
        .forEach(links::add);
    group.gaps().map(gap -> Cause.unknown("log-group", gap).at(Link.LOG_GROUP)).forEach(links::add);
    return links;
  }

  /** The trail records management events, and leaves out none of the sources that matter here. */
  private static Cause records(Trail trail, Reference events) {
    return trail
        .selectors()
        .fold(
            (selectors, source) -> {
              Recording recording = Recording.of(selectors);
              boolean without =
                  recording.excluded().stream()
                      .anyMatch(s -> events.sources().isEmpty() || events.sources().contains(s));
              boolean all = recording.managementReadsAndWrites() && !without;
              String message =
                  without
                      ? trail.name()
                          + " leaves out the events of "
                          + String.join(", ", recording.excluded())
                      : trail.name()
                          + (all ? " records" : " does not record")
                          + " all management events";
              return Cause.of("trail-events", all, message, new Reading(source, message));
            },
            (code, source) ->
                Cause.undecided(
                    "trail-events",
                    "the event selectors of " + trail.name() + " were not found",
                    new Reading(source, code)),
            gap -> Cause.unknown("trail-events", gap));
  }

  private static Gap accountUnknown(Trail trail) {
    Request request = Request.of(Call.GET_CALLER_IDENTITY);
    return new Gap(
        Gap.Kind.MISSING,
        request,
        Source.json(request.path(), ""),
        request.path()
            + " was not collected: whether the log group of "
            + trail.name()
            + " is of this account is open");
  }

  /** The region that holds the trail's log group; adds the link. */
  private static Evidence<Region> logGroup(Account account, Trail trail, List<Cause> links) {
    return trail
        .logGroupArn()
        .fold(
            (arn, source) -> {
              String[] parts = arn.split(":");
              if (parts.length < 7) {
                links.add(
                    Cause.undecided(
                        "log-group",
                        "`" + arn + "` is no log group's ARN",
                        new Reading(source, arn)));
                return Evidence.absent("", source);
              }
              if (account.identity().accountId().isEmpty()) {
                links.add(Cause.unknown("log-group", accountUnknown(trail)));
                return Evidence.absent("", source);
              }
              if (!parts[4].equals(account.identity().accountId())) {
                links.add(
                    Cause.undecided(
                        "log-group",
                        "the log group of "
                            + trail.name()
                            + " is in account "
                            + parts[4]
                            + ": evidence is in another account",
                        new Reading(source, arn)));
                return Evidence.absent("", source);
              }
              Optional<Region> region =
                  account.regions().stream().filter(r -> r.name().equals(parts[3])).findFirst();
              links.add(
                  region.isPresent()
                      ? Cause.of(
                          "log-group",
                          true,
                          trail.name() + " writes to log group " + parts[6],
                          new Reading(source, arn))
                      : Cause.undecided(
                          "log-group",
                          "region "
                              + parts[3]
                              + " of the log group is not among the enabled regions",
                          new Reading(source, arn)));
              return region
                  .map(r -> Evidence.present(r, source))
                  .orElseGet(() -> Evidence.absent("", source));
            },
            (code, source) -> {
              links.add(
                  Cause.of(
                      "log-group",
                      false,
                      trail.name() + " writes to no log group",
                      new Reading(source, code)));
              return Evidence.absent(code, source);
            },
            Evidence::lost);
  }

  private static String name(Trail trail) {
    return trail.logGroupArn().value().split(":")[6];
  }

  /** A filter on the log group and what it sees. */
  private record Sight(MetricFilter filter, Condition sees) {}

  /** A filter that may see the events, and whether somebody is told. */
  private record Watcher(Sight sight, Cause told) {}

  private static List<Cause> watched(Region region, String group, Question question) {
    return region
        .metricFilters()
        .fold(
            (filters, source) -> judge(region, on(group, filters), question, source),
            (code, source) -> List.of(),
            gap -> List.of(Cause.unknown("metric-filter", gap)));
  }

  /** The filters on a log group; one whose own cannot be read may be, {@link #sees} says so. */
  private static List<MetricFilter> on(String group, List<MetricFilter> filters) {
    return filters.stream()
        .filter(filter -> filter.logGroup().stream().allMatch(group::equals))
        .toList();
  }

  private static List<Cause> judge(
      Region region, List<MetricFilter> filters, Question events, Source source) {
    List<Sight> all = filters.stream().map(f -> new Sight(f, sees(f, events))).toList();
    List<Watcher> watchers =
        all.stream()
            .filter(sight -> events.meets(sight.sees()))
            .map(sight -> new Watcher(sight, Alarming.of(region, sight.filter())))
            .toList();
    List<Watcher> live = withStatus(watchers, List.of(Status.PASS));
    Optional<String> covered = events.covered(live);
    if (covered.isPresent()) {
      return List.of(
          new Cause(
              "metric-filter",
              Status.PASS,
              "metric filters see " + events.title() + shown(sights(live)) + note(covered.get()),
              readings(sights(live)),
              List.of()),
          joined("alarm", live));
    }
    List<Watcher> perhaps = withStatus(watchers, List.of(Status.PASS, Status.UNKNOWN));
    Coverage atBest = events.coverage(perhaps);
    if (atBest.verdict() != Coverage.Verdict.GAP) {
      return unclear(events, perhaps, atBest);
    }
    Coverage filtered = events.coverage(watchers);
    if (filtered.verdict() == Coverage.Verdict.COVERS) {
      return List.of(
          Cause.of(
              "metric-filter",
              true,
              "metric filters see " + events.title() + shown(sights(watchers)),
              readings(sights(watchers)).toArray(Reading[]::new)),
          joined("alarm", watchers));
    }
    if (filtered.verdict() != Coverage.Verdict.GAP) {
      // Whether these filters see the events is open, but nobody would be told anyway.
      return List.of(
          Cause.of(
                  "metric-filter",
                  false,
                  "no metric filter with an alarm sees " + events.title() + slips(atBest),
                  readings(sights(watchers)).toArray(Reading[]::new))
              .missing(witness(atBest)));
    }
    return List.of(notSeen(events, watchers, all, filtered, source));
  }

  private static Cause notSeen(
      Question events, List<Watcher> watchers, List<Sight> all, Coverage coverage, Source source) {
    List<Sight> about = all.stream().filter(its -> isAbout(events, its.sees())).toList();
    List<Sight> blind = about.stream().filter(its -> !events.possible(its.sees())).toList();
    String message =
        watchers.isEmpty()
            ? "no metric filter on the log group sees any of " + events.title()
            : "metric filters do not see all "
                + events.title()
                + note(coverage.note())
                + slips(coverage);
    if (!blind.isEmpty()) {
      message += "; no event at all can match" + shown(blind);
    }
    List<Reading> readings = readings(about);
    return Cause.of(
            "metric-filter",
            false,
            message,
            readings.isEmpty()
                ? new Reading[] {
                  new Reading(source, all.size() + " metric filters, none about this")
                }
                : readings.toArray(Reading[]::new))
        .missing(witness(coverage));
  }

  /** Whether a filter tests a field by which these events are told: the others need no mention. */
  private static boolean isAbout(Question question, Condition sees) {
    Reference events = question.events();
    Set<Selector> told =
        atoms(events.forms().get(0).condition()).map(Test::selector).collect(Collectors.toSet());
    boolean ofAnySource = events.sources().isEmpty();
    return atoms(sees)
        .filter(test -> told.contains(test.selector()))
        .anyMatch(test -> ofAnySource || question.touches(test));
  }

  private static Stream<Test> atoms(Condition condition) {
    if (condition instanceof All all) {
      return all.parts().stream().flatMap(AlarmChecks::atoms);
    }
    if (condition instanceof Any any) {
      return any.parts().stream().flatMap(AlarmChecks::atoms);
    }
    return condition instanceof Test test ? Stream.of(test) : Stream.empty();
  }

  /** Covered at best: the links that are open say why. */
  private static List<Cause> unclear(Question events, List<Watcher> perhaps, Coverage atBest) {
    List<Cause> causes = new ArrayList<>();
    if (atBest.verdict() == Coverage.Verdict.COVERS) {
      causes.add(
          Cause.of(
              "metric-filter",
              true,
              "metric filters see " + events.title(),
              readings(sights(perhaps)).toArray(Reading[]::new)));
    } else {
      causes.add(
          Cause.undecided(
              "metric-filter",
              "whether metric filters see " + events.title() + " is not decided: " + atBest.note(),
              readings(sights(perhaps)).toArray(Reading[]::new)));
    }
    perhaps.stream()
        .filter(watcher -> watcher.told().status() == Status.UNKNOWN)
        .map(watcher -> watcher.told().under("alarm:" + watcher.sight().filter().name()))
        .forEach(causes::add);
    return causes;
  }

  private static List<Watcher> withStatus(List<Watcher> watchers, List<Status> statuses) {
    return watchers.stream().filter(w -> statuses.contains(w.told().status())).toList();
  }

  private static List<Condition> conditions(List<Watcher> watchers) {
    return sights(watchers).stream().map(Sight::sees).toList();
  }

  private static List<Sight> sights(List<Watcher> watchers) {
    return watchers.stream().map(Watcher::sight).toList();
  }

  /** What a filter sees; what narrows it in an unknown way makes it undecidable. */
  private static Condition sees(MetricFilter filter, Question question) {
    Condition pattern =
        filter
            .pattern()
            .fold(
                (text, source) -> question.parsed(filter, text),
                (code, source) -> new Undecidable("filter " + filter.name() + " has no pattern"),
                gap -> new Undecidable(gap.cause()));
    Optional<String> narrowed =
        Stream.of(
                filter.logGroup().fold((name, s) -> "", (code, s) -> "", Gap::cause),
                filter
                    .criteria()
                    .fold(
                        (text, s) -> text.isBlank() ? "" : "also selects by system fields",
                        (code, s) -> "",
                        Gap::cause),
                filter
                    .transformed()
                    .fold(
                        (on, s) -> on ? "looks at transformed events" : "",
                        (c, s) -> "",
                        Gap::cause))
            .filter(why -> !why.isEmpty())
            .findFirst();
    return narrowed
        .<Condition>map(
            why ->
                new All(List.of(pattern, new Undecidable("filter " + filter.name() + " " + why))))
        .orElse(pattern);
  }

  private static Cause joined(String key, List<Watcher> watchers) {
    Status worst =
        watchers.stream().map(w -> w.told().status()).min(Status::compareTo).orElse(Status.PASS);
    List<Cause> told =
        watchers.stream().map(Watcher::told).filter(cause -> cause.status() == worst).toList();
    return new Cause(
        key,
        worst,
        told.stream().map(Cause::message).distinct().reduce((a, b) -> a + "; " + b).orElse(""),
        told.stream().flatMap(cause -> cause.readings().stream()).distinct().toList(),
        List.of(),
        told.stream().map(Cause::link).max(Link::compareTo).orElse(Link.METRIC),
        "");
  }

  private static List<Reading> readings(List<Sight> sights) {
    return sights.stream()
        .map(
            its ->
                new Reading(
                    its.filter().source().below("/filterPattern"),
                    its.filter().pattern().fold((text, s) -> text, (code, s) -> code, gap -> "")))
        .toList();
  }

  private static String shown(List<Sight> sights) {
    return sights.isEmpty()
        ? ""
        : ": " + String.join(", ", sights.stream().map(its -> its.filter().name()).toList());
  }

  private static String note(String text) {
    return text.isEmpty() ? "" : " (" + text + ")";
  }

  private static String slips(Coverage coverage) {
    String event = witness(coverage);
    return event.isEmpty() ? "" : "; this event slips through: " + event;
  }

  private static String witness(Coverage coverage) {
    return coverage.witness().map(Event::json).orElse("");
  }
}
