package dev.assay.snapshot;

import dev.assay.aws.Account.Trails;
import dev.assay.aws.Call;
import dev.assay.aws.Evidence;
import dev.assay.aws.Gap;
import dev.assay.aws.Request;
import dev.assay.aws.Trail;
import dev.assay.aws.Trail.Advanced;
import dev.assay.aws.Trail.Basic;
import dev.assay.aws.Trail.Selectors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * CloudTrail's trails (docs.aws.amazon.com/awscloudtrail/latest/APIReference). A multi-region trail
 * is listed in every region, so trails are told apart by their ARN.
 */
final class TrailReader {

  private static final String OBJECTS = "AWS::S3::Object";

  /** What a basic selector records. */
  private static final Set<String> READ_WRITE = Set.of("All", "ReadOnly", "WriteOnly");

  /** The operators of an advanced field selector. */
  private static final Set<String> OPERATORS =
      Set.of("Equals", "StartsWith", "EndsWith", "NotEquals", "NotStartsWith", "NotEndsWith");

  private final Calls calls;
  private final Owned owned;
  private final Instant observed;
  private final List<Contradiction> contradictions;

  /**
   * @param observed the snapshot's own time
   * @param contradictions where it is told when two regions say different things of one trail
   */
  TrailReader(Calls calls, Owned owned, Instant observed, List<Contradiction> contradictions) {
    this.calls = calls;
    this.owned = owned;
    this.observed = observed;
    this.contradictions = contradictions;
  }

  /** The trails that the regions list. */
  Trails read(List<String> regions) {
    SortedMap<String, SortedMap<String, Json>> listings = new TreeMap<>();
    SortedSet<String> answered = new TreeSet<>();
    List<Gap> gaps = new ArrayList<>();
    for (String region : regions) {
      calls
          .answer(Request.in(Call.DESCRIBE_TRAILS, region))
          .then(answer -> answer.need("trailList").list())
          .fold(
              (trails, source) -> answered.add(region) && keep(region, trails, listings),
              (code, source) -> false,
              gaps::add);
    }
    return new Trails(
        listings.entrySet().stream().map(e -> trail(e.getKey(), e.getValue(), answered)).toList(),
        gaps);
  }

  private static boolean keep(
      String region, List<Json> trails, Map<String, SortedMap<String, Json>> listings) {
    for (Json trail : trails) {
      String arn = trail.need("TrailARN").label();
      listings.computeIfAbsent(arn, none -> new TreeMap<>()).put(region, trail);
    }
    return true;
  }

  private static String homeRegion(Json trail, String arn) {
    String[] parts = arn.split(":", 6);
    return trail
        .at("HomeRegion")
        .text()
        .fold(
            (region, source) -> region,
            (code, source) -> parts.length == 6 ? parts[3] : "",
            gap -> "");
  }

  /** The listing of the home region is the first hand. */
  private Trail trail(String arn, SortedMap<String, Json> byRegion, Set<String> answered) {
    Json listing =
        byRegion.entrySet().stream()
            .filter(e -> e.getKey().equals(homeRegion(e.getValue(), arn)))
            .findFirst()
            .map(Map.Entry::getValue)
            .orElse(byRegion.get(byRegion.firstKey()));
    String home = homeRegion(listing, arn);
    Evidence<Json> status = calls.answer(owned.about(Call.GET_TRAIL_STATUS, home, arn));
    return new Trail(
        arn,
        listing.need("Name").label(),
        home,
        listing.source(),
        agreed(t -> t.need("IsMultiRegionTrail"), Json::flag, listing, byRegion.values())
            .then(all -> everywhere(all, home, listing, byRegion.keySet(), answered)),
        agreed(t -> t.at("LogFileValidationEnabled"), Json::flag, listing, byRegion.values()),
        agreed(t -> t.need("S3BucketName"), Json::text, listing, byRegion.values()),
        agreed(t -> t.at("CloudWatchLogsLogGroupArn"), Json::text, listing, byRegion.values()),
        agreed(t -> t.at("KmsKeyId"), Json::text, listing, byRegion.values()),
        status.then(answer -> answer.need("IsLogging").flag()),
        status.then(answer -> past(answer.at("LatestCloudWatchLogsDeliveryTime"))),
        calls
            .answer(owned.about(Call.GET_EVENT_SELECTORS, home, arn))
            .then(answer -> answer.about("TrailARN", arn))
            .then(TrailReader::selectors));
  }

  private Evidence<Instant> past(Json time) {
    Evidence<Instant> read = time.instant();
    return read.then(
        at ->
            at.isAfter(observed.plus(CredentialReportReader.CLOCKS))
                ? time.lost("is `" + at + "`, after the snapshot was taken")
                : read);
  }

  /** What a trail's listing says, if the listings of other regions say the same. */
  private <T> Evidence<T> agreed(
      Function<Json, Json> member,
      Function<Json, Evidence<T>> value,
      Json listing,
      Collection<Json> listings) {
    Json said = member.apply(listing);
    Evidence<T> read = value.apply(said);
    for (Json each : read.isLost() ? List.<Json>of() : listings) {
      Json also = member.apply(each);
      if (!Objects.equals(said.node(), also.node())) {
        String what = "is not what " + also.source() + " says of the same trail";
        contradictions.add(new Contradiction(said.source().toString(), what, Set.of()));
        return said.lost(what);
      }
    }
    return read;
  }

  /** A trail of all regions is listed in each of them, a trail of one in no other. */
  private Evidence<Boolean> everywhere(
      boolean all, String home, Json listing, Set<String> listedIn, Set<String> answered) {
    Json flag = listing.need("IsMultiRegionTrail");
    Set<String> odd = new TreeSet<>(all ? answered : listedIn);
    odd.removeAll(all ? listedIn : Set.of(home));
    if (odd.isEmpty()) {
      return Evidence.present(all, flag.source());
    }
    Request other = Request.in(Call.DESCRIBE_TRAILS, odd.iterator().next());
    String others = all ? " does not list the trail" : " lists the trail too";
    String what = "is " + all + ", but " + other.path() + others;
    contradictions.add(new Contradiction(flag.source().toString(), what, Set.of()));
    return flag.lost(what);
  }

  /** Exactly one of the two lists means something; advanced selectors replace basic ones. */
  private static Evidence<Selectors> selectors(Json answer) {
    Json basic = answer.at("EventSelectors");
    Json advanced = answer.at("AdvancedEventSelectors");
    if (!basic.isThere() && !advanced.isThere()) {
      return answer.lost("has neither `EventSelectors` nor `AdvancedEventSelectors`");
    }
    if (advanced.isThere()
        && advanced.list().fold((l, s) -> !l.isEmpty(), (c, s) -> false, g -> true)) {
      return all(advanced, TrailReader::advanced).map(list -> new Selectors(List.of(), list));
    }
    return all(basic, TrailReader::basic).map(list -> new Selectors(list, List.of()));
  }

  private static <T> Evidence<List<T>> all(Json list, Function<Json, Evidence<T>> convert) {
    return list.each(convert).orIfAbsent(Evidence.present(List.of(), list.source()));
  }

  private static Evidence<Basic> basic(Json selector) {
    List<String> objects = new ArrayList<>();
    Evidence<Boolean> read =
        selector
            .need("DataResources")
            .list()
            .then(
                items -> {
                  for (Json item : items) {
                    Evidence<List<String>> values = item.need("Values").texts();
                    Evidence<Boolean> ofObjects = item.need("Type").text().map(OBJECTS::equals);
                    if (values.isLost() || ofObjects.isLost()) {
                      return values.then(all -> ofObjects);
                    }
                    if (ofObjects.value()) {
                      objects.addAll(values.value());
                    }
                  }
                  return Evidence.present(true, selector.source());
                });
    Json excluded = selector.at("ExcludeManagementEventSources");
    Evidence<List<String>> without =
        excluded.isThere() ? excluded.texts() : Evidence.present(List.of(), selector.source());
    return read.then(
        ok ->
            selector
                .need("ReadWriteType")
                .text()
                .then(type -> known(selector, type))
                .then(
                    type ->
                        selector
                            .need("IncludeManagementEvents")
                            .flag()
                            .then(
                                management ->
                                    without.map(
                                        sources ->
                                            new Basic(type, management, sources, objects)))));
  }

  private static Evidence<String> known(Json selector, String readWrite) {
    return READ_WRITE.contains(readWrite)
        ? Evidence.present(readWrite, selector.source())
        : selector.need("ReadWriteType").lost("is none of All, ReadOnly and WriteOnly");
  }

  private static Evidence<Advanced> advanced(Json selector) {
    return selector
        .need("FieldSelectors")
        .list()
        .then(
            fields -> {
              Map<String, Map<String, List<String>>> byField = new LinkedHashMap<>();
              for (Json field : fields) {
                Evidence<String> name = field.need("Field").text();
                if (name.isLost()) {
                  return name.map(text -> new Advanced(byField));
                }
                Map<String, List<String>> conditions =
                    byField.computeIfAbsent(name.value(), text -> new LinkedHashMap<>());
                for (String operator : field.names()) {
                  if (!operator.equals("Field") && !OPERATORS.contains(operator)) {
                    return field.lost("has an operator that is not known");
                  }
                  if (OPERATORS.contains(operator) && field.at(operator).isThere()) {
                    Evidence<List<String>> values = field.at(operator).texts();
                    if (values.isLost()) {
                      return values.map(v -> new Advanced(byField));
                    }
                    conditions.put(operator, values.value());
                  }
                }
                if (conditions.isEmpty()) {
                  return field.lost("has no operator");
                }
              }
              return Evidence.present(new Advanced(byField), selector.source());
            });
  }
}
