package dev.assay.check;

import dev.assay.aws.Account;
import dev.assay.aws.Evidence;
import dev.assay.aws.Region;
import dev.assay.aws.Region.FlowLog;
import dev.assay.aws.Region.Peering;
import dev.assay.aws.Region.Route;
import dev.assay.aws.Region.RouteTable;
import dev.assay.aws.Region.SecurityGroup;
import dev.assay.aws.Region.Side;
import dev.assay.aws.Region.Vpc;
import dev.assay.aws.Resource;
import dev.assay.aws.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** VPCs: flow logs, default security groups and peering routes. */
final class NetworkChecks {

  private NetworkChecks() {}

  /**
   * CIS v1.1.0, 4.3: one finding per VPC; a flow log on it is active and sees rejected traffic. A
   * VPC shared by another account is logged by its owner, out of this snapshot's sight.
   */
  static List<Finding> flowLogs(Account account, Parameters none) {
    return Regional.each(
        account,
        Region::vpcs,
        (region, vpcs) ->
            vpcs.stream().map(vpc -> Finding.of(vpc.resource(), flowLog(account, region, vpc))));
  }

  private static Cause flowLog(Account account, Region region, Vpc vpc) {
    Cause owner =
        Cause.stated(
            "owner",
            vpc.owner(),
            id ->
                account.identity().accountId().isEmpty()
                    || id.equals(account.identity().accountId()),
            id -> vpc.id() + " belongs to account " + id);
    if (owner.status() == Status.FAIL) {
      return Cause.undecided(
          "owner",
          owner.message() + ": evidence is in another account",
          owner.readings().toArray(Reading[]::new));
    }
    if (owner.status() == Status.UNKNOWN) {
      return owner;
    }
    return region
        .flowLogs()
        .fold(
            (logs, source) -> flowLog(vpc, logs, source),
            (code, source) -> none(vpc, source, code),
            gap -> Cause.unknown("flow-log", gap));
  }

  private static Cause flowLog(Vpc vpc, List<FlowLog> logs, Source source) {
    List<Cause> causes = new ArrayList<>();
    for (FlowLog log : logs) {
      Cause on = Cause.stated("flow-log", log.on(), vpc.id()::equals, id -> "");
      if (on.status() == Status.UNKNOWN) {
        causes.add(on);
      }
      if (on.status() == Status.PASS) {
        causes.add(sees(vpc, log));
      }
    }
    return Cause.first(causes, Status.PASS, Status.UNKNOWN, Status.FAIL)
        .orElseGet(() -> none(vpc, source, "no flow log on " + vpc.id()));
  }

  private static Cause sees(Vpc vpc, FlowLog log) {
    Cause active =
        Cause.stated(
            "flow-log",
            log.status(),
            "ACTIVE"::equals,
            s -> "the flow log of " + vpc.id() + " is " + s);
    Cause traffic =
        Cause.stated(
            "flow-log",
            log.traffic(),
            t -> t.equals("ALL") || t.equals("REJECT"),
            t -> "the flow log of " + vpc.id() + " sees " + t + " traffic");
    return active.status() == Status.PASS ? traffic : active;
  }

  private static Cause none(Vpc vpc, Source source, String value) {
    return Cause.of("flow-log", false, vpc.id() + " has no flow log", new Reading(source, value));
  }

  /** CIS v1.1.0, 4.4: one finding per group named {@code default}; it has no rule, in or out. */
  static List<Finding> defaultGroupsClosed(Account account, Parameters none) {
    return Regional.each(
        account,
        Region::securityGroups,
        (region, groups) -> groups.stream().flatMap(NetworkChecks::defaultGroup));
  }

  private static Stream<Finding> defaultGroup(SecurityGroup group) {
    Cause named = Cause.stated("name", group.name(), "default"::equals, name -> "");
    return switch (named.status()) {
      case PASS ->
          Stream.of(
              Finding.of(
                  group.resource(),
                  noRules("ingress", group.ingress()),
                  noRules("egress", group.egress())));
      case FAIL -> Stream.empty();
      default -> Stream.of(Finding.of(group.resource(), named));
    };
  }

  private static Cause noRules(String direction, Evidence<List<Region.Permission>> rules) {
    return rules.fold(
        (list, source) ->
            Cause.of(
                direction,
                list.isEmpty(),
                "the default group has " + list.size() + " " + direction + " rules",
                new Reading(source, list.size() + " rules")),
        (code, source) ->
            Cause.undecided(direction, "no rules were listed", new Reading(source, code)),
        gap -> Cause.unknown(direction, gap));
  }

  /**
   * CIS v1.1.0, 4.5: one finding per route to a peering connection. One to everything, or to all
   * addresses of the peer, is wider than any need; whether a narrower one is as narrow as it can
   * be, a person has to say.
   */
  static List<Finding> peeringRoutes(Account account, Parameters none) {
    return Regional.each(
        account,
        Region::routeTables,
        (region, tables) -> tables.stream().flatMap(table -> routes(region, table)));
  }

  private static Stream<Finding> routes(Region region, RouteTable table) {
    return table
        .routes()
        .fold(
            (routes, source) -> routes.stream().flatMap(route -> route(region, table, route)),
            (code, source) -> Stream.empty(),
            gap -> Stream.of(Finding.of(table.resource(), Cause.unknown("routes", gap))));
  }

  private static Stream<Finding> route(Region region, RouteTable table, Route route) {
    String to =
        route.destination().fold((d, s) -> d, (c, s) -> s.pointer(), gap -> gap.source().pointer());
    Resource resource = new Resource("route", table.resource().id(), to);
    return route
        .peering()
        .fold(
            (peering, source) ->
                Stream.of(Finding.of(resource, narrow(region, table, route, peering))),
            (code, source) -> Stream.empty(),
            gap -> Stream.of(Finding.of(resource, Cause.unknown("target", gap))));
  }

  private static Cause narrow(Region region, RouteTable table, Route route, String peering) {
    Evidence<List<String>> destinations =
        route.prefixList().orIfAbsent(route.destination().map(List::of));
    Evidence<List<String>> peer = region.peerings().then(all -> peer(region, table, peering, all));
    return destinations.fold(
        (cidrs, source) -> {
          String shown = String.join(", ", cidrs);
          Reading reading = new Reading(source, shown);
          if (cidrs.stream().anyMatch(cidr -> Addresses.of(cidr).isEmpty())) {
            return Cause.undecided(
                "destination", "destination " + shown + " is no address block", reading);
          }
          Addresses reached = union(cidrs);
          if (reached.covers(Addresses.all(false)) || reached.covers(Addresses.all(true))) {
            return Cause.of("destination", false, "everything is routed to " + peering, reading);
          }
          return peer.fold(
              (blocks, place) -> {
                Optional<String> whole =
                    blocks.stream()
                        .filter(block -> Addresses.of(block).map(reached::covers).orElse(false))
                        .findFirst();
                return whole.isPresent()
                    ? Cause.of(
                        "destination",
                        false,
                        shown + " reaches all of " + whole.get() + " behind " + peering,
                        reading,
                        new Reading(place, whole.get()))
                    : Cause.manual(
                        "destination",
                        "is " + shown + " behind " + peering + " as narrow as it can be?",
                        reading);
              },
              (code, place) ->
                  Cause.undecided("peer", "the peer of " + peering + " is not known", reading),
              gap -> Cause.unknown("peer", gap));
        },
        (code, source) ->
            Cause.undecided("destination", "a route has no destination", new Reading(source, code)),
        gap -> Cause.unknown("destination", gap));
  }

  private static Addresses union(List<String> cidrs) {
    Addresses all = Addresses.none();
    for (String cidr : cidrs) {
      all = all.or(Addresses.of(cidr).orElseThrow());
    }
    return all;
  }

  /** The address blocks of the side that the route table is not on. */
  private static Evidence<List<String>> peer(
      Region region, RouteTable table, String id, List<Peering> all) {
    for (Peering peering : all) {
      if (peering.id().stream().anyMatch(id::equals)) {
        return table.vpc().then(own -> other(own, peering));
      }
    }
    return Evidence.absent("not listed", region.peerings().source());
  }

  private static Evidence<List<String>> other(String own, Peering peering) {
    return peering
        .requester()
        .vpc()
        .then(
            vpc -> {
              Side side = vpc.equals(own) ? peering.accepter() : peering.requester();
              return side.cidrs()
                  .fold(
                      (blocks, source) ->
                          blocks.isEmpty()
                              ? Evidence.absent("no address block", source)
                              : Evidence.present(blocks, source),
                      Evidence::absent,
                      Evidence::lost);
            });
  }
}
