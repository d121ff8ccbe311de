package dev.assay.check;

import dev.assay.aws.Account;
import dev.assay.aws.Evidence;
import dev.assay.aws.Region;
import dev.assay.aws.Region.ConfigRecorder;
import dev.assay.aws.Region.DeliveryChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** AWS Config. */
final class ConfigChecks {

  private ConfigChecks() {}

  /**
   * CIS v1.1.0, 2.5: one finding per enabled region: a recorder is on, records all types of
   * resources and last succeeded, and its results go to a bucket and a topic. One finding more when
   * no region records global types. Recorders are called {@code default} in every region, so they
   * are told apart by region.
   */
  static List<Finding> recordsEverywhere(Account account, Parameters none) {
    List<Finding> findings =
        new ArrayList<>(
            Regional.each(
                account,
                Region::recorders,
                (region, recorders) ->
                    Stream.of(
                        Finding.of(
                            region.resource(),
                            Stream.concat(
                                    recorder(region, recorders).stream(), channel(region).stream())
                                .toList()))));
    globalTypes(account).ifPresent(cause -> findings.add(Finding.of(account.resource(), cause)));
    return findings;
  }

  /** The causes of the best recorder: one that does it all is enough. */
  private static List<Cause> recorder(Region region, List<ConfigRecorder> recorders) {
    List<List<Cause>> each = recorders.stream().map(ConfigChecks::causes).toList();
    return best(each)
        .orElse(
            List.of(
                Cause.of(
                    "recorder",
                    false,
                    "there is no recorder in " + region.name(),
                    new Reading(region.recorders().source(), "no recorders"))));
  }

  private static List<Cause> causes(ConfigRecorder recorder) {
    return List.of(
        yes("recording", recorder.recording(), recorder.name() + " is recording"),
        yes("all-types", recorder.allSupported(), recorder.name() + " records all types"),
        Cause.judge(
            "last-status",
            recorder.lastStatus(),
            status -> status.equalsIgnoreCase("SUCCESS"),
            status -> "the last status of " + recorder.name() + " is " + status,
            recorder.name() + " has no last status"));
  }

  private static List<Cause> channel(Region region) {
    return region
        .deliveryChannels()
        .fold(
            (channels, source) ->
                best(channels.stream().map(ConfigChecks::causes).toList())
                    .orElse(
                        List.of(
                            Cause.of(
                                "delivery-channel",
                                false,
                                "there is no delivery channel in " + region.name(),
                                new Reading(source, "no delivery channels")))),
            (code, source) -> List.of(),
            gap -> List.of(Cause.unknown("delivery-channel", gap)));
  }

  private static List<Cause> causes(DeliveryChannel channel) {
    return List.of(
        Cause.judge(
            "bucket",
            channel.bucket(),
            b -> true,
            b -> "delivers to bucket " + b,
            "delivers to no bucket"),
        Cause.judge(
            "topic", channel.topic(), t -> true, t -> "notifies " + t, "notifies no topic"));
  }

  private static Optional<List<Cause>> best(List<List<Cause>> each) {
    return Stream.of(Status.PASS, Status.UNKNOWN, Status.FAIL)
        .flatMap(status -> each.stream().filter(causes -> worst(causes) == status))
        .findFirst();
  }

  private static Status worst(List<Cause> causes) {
    return causes.stream().map(Cause::status).min(Status::compareTo).orElseThrow();
  }

  private static Cause yes(String key, Evidence<Boolean> read, String claim) {
    return Cause.judge(key, read, on -> on, on -> claim + ": " + on, claim + ": not said");
  }

  /** Nothing to add when some recorder records them; a region that cannot be read may do so. */
  private static Optional<Cause> globalTypes(Account account) {
    List<Cause> causes = new ArrayList<>();
    for (Region region : account.regions()) {
      region.recorders().stream()
          .flatMap(List::stream)
          .forEach(recorder -> causes.add(global(recorder)));
      region.recorders().gaps().forEach(gap -> causes.add(Cause.unknown("global-types", gap)));
    }
    account.universe().gaps().forEach(gap -> causes.add(Cause.unknown("global-types", gap)));
    if (causes.stream().anyMatch(cause -> cause.status() == Status.PASS)) {
      return Optional.empty();
    }
    return causes.stream()
        .filter(cause -> cause.status() == Status.UNKNOWN)
        .findFirst()
        .or(
            () ->
                Optional.of(
                    new Cause(
                        "global-types",
                        Status.FAIL,
                        "no region records global types of resources",
                        causes.stream().flatMap(cause -> cause.readings().stream()).toList(),
                        List.of())));
  }

  private static Cause global(ConfigRecorder recorder) {
    Evidence<Boolean> types =
        recorder.globalTypes().orIfAbsent(Evidence.present(false, recorder.globalTypes().source()));
    return Cause.stated(
        "global-types", Evidence.both(types, recorder.recording()), on -> on, on -> "");
  }
}
