package dev.assay.check;

import dev.assay.aws.Account;
import dev.assay.aws.Contact;
import dev.assay.aws.Evidence;
import dev.assay.aws.Region;
import dev.assay.aws.Region.Analyzer;
import dev.assay.aws.Region.Instance;
import dev.assay.aws.Region.Subscription;
import dev.assay.aws.Region.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Contacts, billing, instance roles, topics and Access Analyzer. */
final class AccountChecks {

  private static final Set<String> EXTERNAL = Set.of("ACCOUNT", "ORGANIZATION");

  private AccountChecks() {}

  /**
   * CIS v1.1.0, 1.17. The tick box it speaks of has no API; a Cost and Usage Report or a data
   * export has taken its place, and is substitute evidence.
   */
  static List<Finding> billingReported(Account account, Parameters none) {
    List<Cause> causes =
        List.of(
            substitute("cost-and-usage-report", account.contacts().reports()),
            substitute("data-export", account.contacts().exports()));
    Cause best = Cause.first(causes, Status.PASS, Status.UNKNOWN, Status.MANUAL).orElseThrow();
    return List.of(Finding.of(account.resource(), best));
  }

  private static Cause substitute(String key, Evidence<Integer> count) {
    String what = key.replace('-', ' ');
    return count.fold(
        (n, source) ->
            n > 0
                ? Cause.of(
                    key,
                    true,
                    "substitute evidence: " + n + " " + what + " definitions",
                    new Reading(source, n.toString()))
                : Cause.manual(
                    key,
                    "there is no " + what + "; is detailed billing delivered otherwise?",
                    new Reading(source, "0")),
        (code, source) ->
            Cause.undecided(key, "no " + what + " was listed", new Reading(source, code)),
        gap -> Cause.unknown(key, gap));
  }

  /** CIS v1.1.0, 1.19: there is a primary contact; whether it is current, a person has to say. */
  static List<Finding> contactDetails(Account account, Parameters none) {
    Cause filled = filled("primary", account.contacts().primary());
    Cause cause =
        filled.status() == Status.PASS
            ? Cause.manual(
                filled.key(),
                "are the contact details current, and do they reach more than one person?",
                filled.readings().toArray(Reading[]::new))
            : filled;
    return List.of(Finding.of(account.resource(), cause));
  }

  /** CIS v1.1.0, 1.20: there is a contact for security. */
  static List<Finding> securityContact(Account account, Parameters none) {
    return List.of(
        Finding.of(account.resource(), filled("security", account.contacts().security())));
  }

  private static Cause filled(String kind, Evidence<Contact> contact) {
    return contact.fold(
        (given, source) ->
            Cause.of(
                kind + "-contact",
                given.missing().isEmpty(),
                given.missing().isEmpty()
                    ? "there is a " + kind + " contact"
                    : "the " + kind + " contact lacks " + String.join(", ", given.missing()),
                new Reading(source, given.missing().isEmpty() ? "all fields" : "not all fields")),
        (code, source) ->
            Cause.of(
                kind + "-contact",
                false,
                "there is no " + kind + " contact",
                new Reading(source, code)),
        gap -> Cause.unknown(kind + "-contact", gap));
  }

  /**
   * CIS v1.1.0, 1.21: one finding per running instance; it has an instance profile. Whether one
   * without a profile acts on AWS, with keys of its own, a person has to say.
   */
  static List<Finding> instanceProfiles(Account account, Parameters none) {
    return Regional.each(
        account,
        Region::instances,
        (region, instances) -> instances.stream().flatMap(AccountChecks::profile));
  }

  private static Stream<Finding> profile(Instance instance) {
    Cause running = Cause.stated("state", instance.state(), "running"::equals, s -> "");
    return switch (running.status()) {
      case PASS -> Stream.of(Finding.of(instance.resource(), role(instance)));
      case FAIL -> Stream.empty();
      default -> Stream.of(Finding.of(instance.resource(), running));
    };
  }

  private static Cause role(Instance instance) {
    return instance
        .profile()
        .fold(
            (arn, source) -> Cause.of("profile", true, "has a profile", new Reading(source, arn)),
            (code, source) ->
                Cause.manual(
                    "profile",
                    "has no instance profile; does it act on AWS by other means?",
                    new Reading(source, code)),
            gap -> Cause.unknown("profile", gap));
  }

  /** CIS v1.1.0, 3.15: one finding per topic; who listens, a person has to approve. */
  static List<Finding> subscribers(Account account, Parameters none) {
    return Regional.items(
        account, Region::topics, topic -> Finding.of(topic.resource(), subscribers(topic)));
  }

  private static Cause subscribers(Topic topic) {
    return topic
        .subscriptions()
        .fold(
            (list, source) -> {
              List<Reading> readings = new ArrayList<>();
              list.forEach(subscription -> readings.addAll(shown(subscription)));
              if (list.isEmpty()) {
                readings.add(new Reading(source, "no subscribers"));
              }
              long unconfirmed = list.stream().filter(s -> !s.isConfirmed()).count();
              String message =
                  "are these "
                      + list.size()
                      + " subscribers appropriate? "
                      + unconfirmed
                      + " not confirmed";
              return new Cause("subscribers", Status.MANUAL, message, readings, List.of());
            },
            (code, source) ->
                Cause.undecided(
                    "subscribers", "the topic was not found", new Reading(source, code)),
            gap -> Cause.unknown("subscribers", gap));
  }

  private static List<Reading> shown(Subscription subscription) {
    String state = subscription.isConfirmed() ? "confirmed" : "not confirmed";
    return subscription
        .endpoint()
        .fold(
            (endpoint, source) -> List.of(new Reading(source, state + " " + endpoint)),
            (code, source) -> List.of(new Reading(source, state + " " + code)),
            gap -> List.of(new Reading(gap.source(), state)));
  }

  /**
   * CIS v1.4.0, 1.20: one finding per enabled region; an analyzer of external access is active
   * there. Analyzers of unused or internal access are other things.
   */
  static List<Finding> analyzers(Account account, Parameters none) {
    return Regional.each(
        account,
        Region::analyzers,
        (region, analyzers) -> Stream.of(Finding.of(region.resource(), best(region, analyzers))));
  }

  private static Cause best(Region region, List<Analyzer> analyzers) {
    List<Cause> causes =
        analyzers.stream()
            .map(
                analyzer ->
                    Cause.stated(
                        "analyzer",
                        Evidence.both(
                            analyzer.type().map(EXTERNAL::contains),
                            analyzer.status().map("ACTIVE"::equals)),
                        ok -> ok,
                        ok ->
                            ok
                                ? "an external-access analyzer is active"
                                : "an analyzer of another kind, or not active"))
            .toList();
    return Cause.first(causes, Status.PASS, Status.UNKNOWN)
        .orElseGet(
            () ->
                Cause.of(
                    "analyzer",
                    false,
                    "no external-access analyzer is active in " + region.name(),
                    new Reading(region.analyzers().source(), analyzers.size() + " analyzers")));
  }
}
