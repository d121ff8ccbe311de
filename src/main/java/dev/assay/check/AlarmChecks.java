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

    /** Keeps questions apart; a list hashes at once, a record only after it was linked. */
    private enum What {
      MEETS,
      PROVED,
      COVERS,
      POSSIBLE,
      ABOUT,
      TOUCHES,
      PARSED
    }

    String title() {
      return events.title();
    }

    boolean meets(Sees sees) {
      return isPlainest(sees)
          || memo.once(
              List.of(What.MEETS, sees), () -> Coverage.meets(events, sees.condition(), later));
    }

    /** What there is to note where it is proved that watchers see all events; else empty. */
    Optional<String> covered(List<Watcher> watchers) {
      List<Sees> sees = sees(watchers);
      return sees.stream().anyMatch(this::isPlainest)
          ? Optional.of(events.forms().get(0).note())
          : memo.once(
              List.of(What.PROVED, sees), () -> Coverage.covers(events, conditions(sees), later));
    }

    /** Most accounts have the filter that CIS prescribes, to the letter: it takes no thought. */
    private boolean isPlainest(Sees sees) {
      return sees.said().equals(events.forms().get(0).pattern());
    }

    Coverage coverage(List<Watcher> watchers) {
      List<Sees> sees = sees(watchers);
      return memo.once(
          List.of(What.COVERS, sees), () -> Coverage.of(events, new Any(conditions(sees)), later));
    }

    boolean possible(Sees sees) {
      return memo.once(List.of(What.POSSIBLE, sees), () -> Coverage.possible(sees.condition()));
    }

    /**
     * Whether a filter tests a field by which these events are told: the others need no mention.
     */
    boolean isAbout(Sees sees) {
      return memo.once(
          List.of(What.ABOUT, sees),
          () -> {
            Set<Selector> told =
                atoms(events.forms().get(0).condition())
                    .map(Test::selector)
                    .collect(Collectors.toSet());
            return atoms(sees.condition())
                .filter(test -> told.contains(test.selector()))
                .anyMatch(test -> events.sources().isEmpty() || touches(test));
          });
    }

    /** Whether one test alone would see any of the events, in whatever version's form. */
    private boolean touches(Test test) {
      return memo.once(List.of(What.TOUCHES, test), () -> Coverage.meets(events, test, true));
    }

    /** What a filter with this pattern sees. */
    Sees parsed(MetricFilter filter, String text) {
      Parse parse = memo.once(List.of(What.PARSED, text), () -> Parse.of(text));
      return parse
          .sees()
          .orElseGet(
              () ->
                  Sees.undecidable(
                      "the pattern of filter "
                          + filter.name()
                          + " is not understood: "
                          + parse.fault()));
    }
  }

  /**
   * What a filter sees.
   *
   * @param said the pattern, which is looked up in the memo far sooner than what it means; where
   *     that is not all that tells, the condition
   */
  private record Sees(Object said, Condition condition) {

    Sees(Condition condition) {
      this(condition, condition);
    }

    static Sees undecidable(String why) {
      return new Sees(new Undecidable(why));
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Sees that && said.equals(that.said);
    }

    @Override
    public int hashCode() {
      return said.hashCode();
    }
  }

  /** A parsed pattern, or what is wrong with it. */
  private record Parse(Optional<Sees> sees, String fault) {

    static Parse of(String text) {
      try {
        return new Parse(Optional.of(new Sees(text, FilterPattern.parse(text).condition())), "");
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
  private record Sight(MetricFilter filter, Sees sees) {}

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
        .filter(
            filter ->
                filter.logGroup().fold((its, at) -> its.equals(group), (c, at) -> true, g -> true))
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
    List<Sight> about = all.stream().filter(its -> events.isAbout(its.sees())).toList();
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

  private static List<Sees> sees(List<Watcher> watchers) {
    return watchers.stream().map(watcher -> watcher.sight().sees()).toList();
  }

  private static List<Condition> conditions(List<Sees> all) {
    return all.stream().map(Sees::condition).toList();
  }

  private static List<Sight> sights(List<Watcher> watchers) {
    return watchers.stream().map(Watcher::sight).toList();
  }

  /** What a filter sees; what narrows it in an unknown way makes it undecidable. */
  private static Sees sees(MetricFilter filter, Question question) {
    Sees pattern =
        filter
            .pattern()
            .fold(
                (text, source) -> question.parsed(filter, text),
                (code, source) -> Sees.undecidable("filter " + filter.name() + " has no pattern"),
                gap -> Sees.undecidable(gap.cause()));
    String why = narrowed(filter);
    return why.isEmpty()
        ? pattern
        : new Sees(
            new All(
                List.of(
                    pattern.condition(), new Undecidable("filter " + filter.name() + " " + why))));
  }

  /** What narrows it besides its pattern; empty when nothing does. */
  private static String narrowed(MetricFilter filter) {
    String group = filter.logGroup().fold((name, s) -> "", (code, s) -> "", Gap::cause);
    if (!group.isEmpty()) {
      return group;
    }
    String criteria =
        filter
            .criteria()
            .fold(
                (text, s) -> text.isBlank() ? "" : "also selects by system fields",
                (code, s) -> "",
                Gap::cause);
    if (!criteria.isEmpty()) {
      return criteria;
    }
    return filter
        .transformed()
        .fold((on, s) -> on ? "looks at transformed events" : "", (c, s) -> "", Gap::cause);
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
