package dev.assay.check;

import dev.assay.aws.Account;
import dev.assay.aws.Evidence;
import dev.assay.aws.Gap;
import dev.assay.aws.Region;
import dev.assay.aws.Region.Permission;
import dev.assay.aws.Region.PrefixList;
import dev.assay.aws.Region.SecurityGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Security groups open to the whole internet. Address blocks are sets here: rules that cover it
 * only together open it too, whatever the way they are written in.
 */
final class SecurityGroupChecks {

  private static final int LAST_PORT = 65535;

  /** The protocols that have ports, by their names and numbers; ICMP's "ports" are types. */
  private static final Map<String, Set<String>> PROTOCOLS =
      Map.of("tcp", Set.of("tcp", "6", "-1"), "udp", Set.of("udp", "17", "-1"));

  private SecurityGroupChecks() {}

  /** CIS v1.1.0, 4.1 and 4.2: one finding per group; this port is closed to the internet. */
  static Check.Rule closed(int port) {
    return (account, given) -> {
      List<Boolean> families = given.isOn("ipv6") ? List.of(false, true) : List.of(false);
      return groups(account, new TreeSet<>(Set.of(port)), families);
    };
  }

  /** AVD-AWS-0107: one finding per group; no port is open to the internet of either family. */
  static List<Finding> allClosed(Account account, Parameters none) {
    return Regional.items(
        account,
        Region::securityGroups,
        group -> judge(group, edges(group, false), edges(group, true), List.of(false, true)));
  }

  private static List<Finding> groups(
      Account account, SortedSet<Integer> ports, List<Boolean> families) {
    return Regional.items(
        account, Region::securityGroups, group -> judge(group, ports, new TreeSet<>(), families));
  }

  /**
   * Where the set of rules in force can change: a port that is open, is open from the first port of
   * a rule on, and up to the port before the first one behind a rule.
   */
  private static SortedSet<Integer> edges(SecurityGroup group, boolean behind) {
    SortedSet<Integer> ports = new TreeSet<>(Set.of(behind ? LAST_PORT + 1 : 0));
    group.ingress().stream()
        .flatMap(List::stream)
        .flatMap(rule -> behind ? rule.to().map(port -> port + 1).stream() : rule.from().stream())
        .filter(port -> port >= 0 && port <= LAST_PORT)
        .forEach(ports::add);
    return ports;
  }

  private static Finding judge(
      SecurityGroup group,
      SortedSet<Integer> ports,
      SortedSet<Integer> behind,
      List<Boolean> families) {
    return group
        .ingress()
        .fold(
            (rules, source) ->
                Finding.of(group.resource(), judge(rules, ports, behind, families, source)),
            (code, source) ->
                Finding.of(
                    group.resource(),
                    Cause.undecided("ingress", "no rules were listed", new Reading(source, code))),
            gap -> Finding.of(group.resource(), Cause.unknown("ingress", gap)));
  }

  private static List<Cause> judge(
      List<Permission> rules,
      SortedSet<Integer> ports,
      SortedSet<Integer> behind,
      List<Boolean> families,
      dev.assay.aws.Source source) {
    List<Cause> causes = new ArrayList<>();
    for (boolean ipv6 : families) {
      for (String protocol : new TreeSet<>(PROTOCOLS.keySet())) {
        causes.addAll(open(rules, protocol, ports, behind, ipv6));
      }
    }
    if (causes.isEmpty()) {
      causes.add(
          Cause.of(
              "closed",
              true,
              "no rule opens it to the whole internet",
              new Reading(source, rules.size() + " rules")));
    }
    return causes;
  }

  /**
   * The ports that the rules open, or may open. Where it is known at which ports that can end, the
   * key names the last one too: a wider range is another fault.
   *
   * @param behind ports behind those where it can end
   */
  private static List<Cause> open(
      List<Permission> rules,
      String protocol,
      SortedSet<Integer> ports,
      SortedSet<Integer> behind,
      boolean ipv6) {
    SortedMap<Integer, Optional<Cause>> at = new TreeMap<>();
    Stream.concat(ports.stream(), behind.stream())
        .forEach(port -> at.put(port, open(rules, protocol, port, ipv6)));
    List<Cause> causes = new ArrayList<>();
    for (int port : ports) {
      Optional<Cause> cause = at.get(port);
      if (cause.isPresent() && !behind.isEmpty() && isFailure(cause.get())) {
        int last =
            at.tailMap(port).entrySet().stream()
                .filter(edge -> edge.getValue().isEmpty() || !isFailure(edge.getValue().get()))
                .mapToInt(edge -> edge.getKey() - 1)
                .findFirst()
                .orElse(LAST_PORT);
        String range = last == port ? Integer.toString(port) : port + "-" + last;
        causes.add(cause.get().under(key(protocol, range, ipv6)));
      } else {
        cause.ifPresent(causes::add);
      }
    }
    return causes;
  }

  private static boolean isFailure(Cause cause) {
    return cause.status() == Status.FAIL;
  }

  private static String everywhere(boolean ipv6) {
    return ipv6 ? "::/0" : "0.0.0.0/0";
  }

  private static String key(String protocol, String ports, boolean ipv6) {
    return protocol + "/" + ports + "/" + everywhere(ipv6);
  }

  /** A port that the rules open, or may open; empty when it is closed. */
  private static Optional<Cause> open(
      List<Permission> rules, String protocol, int port, boolean ipv6) {
    String key = key(protocol, Integer.toString(port), ipv6);
    Addresses let = Addresses.none();
    List<Reading> readings = new ArrayList<>();
    List<Gap> gaps = new ArrayList<>();
    List<Reading> unclear = new ArrayList<>();
    for (Permission rule : rules) {
      Cause matches = matches(rule, protocol, port);
      if (matches.status() == Status.FAIL) {
        continue;
      }
      gaps.addAll(matches.gaps());
      if (matches.status() == Status.UNKNOWN) {
        unclear.addAll(matches.readings());
        continue;
      }
      for (Evidence<List<String>> blocks : sources(rule, ipv6, gaps)) {
        Addresses more = addresses(blocks, ipv6, gaps, unclear, readings);
        let = more.isEmpty() ? let : let.or(more);
      }
    }
    if (let.covers(Addresses.all(ipv6))) {
      String message = protocol + " port " + port + " is open to " + everywhere(ipv6);
      return Optional.of(new Cause(key, Status.FAIL, message, readings, List.of()));
    }
    if (gaps.isEmpty() && unclear.isEmpty()) {
      return Optional.empty();
    }
    String message =
        gaps.isEmpty()
            ? unclear.get(0).source() + " is `" + unclear.get(0).value() + "`, which cannot be read"
            : gaps.get(0).cause();
    List<Reading> places =
        Stream.concat(unclear.stream(), gaps.stream().map(gap -> new Reading(gap.source(), "")))
            .toList();
    return Optional.of(new Cause(key, Status.UNKNOWN, message, places, gaps));
  }

  /** Whether a rule is about a port: PASS when it is, FAIL when not, else UNKNOWN. */
  private static Cause matches(Permission rule, String protocol, int port) {
    Cause about =
        Cause.stated(
            "protocol",
            rule.protocol(),
            its -> PROTOCOLS.get(protocol).contains(its.toLowerCase(Locale.ROOT)),
            its -> "");
    if (about.status() != Status.PASS || about.readings().get(0).value().equals("-1")) {
      return about;
    }
    Cause from = within("from", rule.from(), first -> first <= port);
    Cause to = within("to", rule.to(), last -> last >= port);
    return from.status().compareTo(to.status()) <= 0 ? from : to;
  }

  /** A rule without ports, or with -1, is about all of them. */
  private static Cause within(
      String key, Evidence<Integer> bound, java.util.function.Predicate<Integer> holds) {
    return bound.fold(
        (n, source) ->
            Cause.of(key, n == -1 || holds.test(n), "", new Reading(source, n.toString())),
        (code, source) -> Cause.of(key, true, "", new Reading(source, code)),
        gap -> Cause.unknown(key, gap));
  }

  /** Every list of address blocks of a family that a rule lets in; a prefix list may hold both. */
  private static List<Evidence<List<String>>> sources(
      Permission rule, boolean ipv6, List<Gap> gaps) {
    List<Evidence<List<String>>> all = new ArrayList<>();
    all.add(ipv6 ? rule.ipv6() : rule.ipv4());
    rule.prefixLists().stream().flatMap(List::stream).map(PrefixList::entries).forEach(all::add);
    rule.prefixLists().gaps().forEach(gaps::add);
    return all;
  }

  private static Addresses addresses(
      Evidence<List<String>> blocks,
      boolean ipv6,
      List<Gap> gaps,
      List<Reading> unclear,
      List<Reading> readings) {
    return blocks.fold(
        (cidrs, source) -> {
          Addresses all = Addresses.none();
          for (String cidr : cidrs) {
            Optional<Addresses> block = Addresses.of(cidr);
            if (block.isEmpty()) {
              unclear.add(new Reading(source, cidr));
            } else if (Addresses.isIpv6(cidr) == ipv6) {
              all = all.or(block.get());
              readings.add(new Reading(source, cidr));
            }
          }
          return all;
        },
        (code, source) -> {
          unclear.add(new Reading(source, code));
          return Addresses.none();
        },
        gap -> {
          gaps.add(gap);
          return Addresses.none();
        });
  }
}
