package dev.assay.check;

import dev.assay.aws.Account;
import dev.assay.aws.Evidence;
import dev.assay.aws.Gap;
import dev.assay.aws.Region;
import dev.assay.aws.Region.Permission;
import dev.assay.aws.Region.SecurityGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * Security groups open to the whole internet. Address blocks are sets here: rules that cover it
 * only together open it too, whatever the way they are written in.
 */
final class SecurityGroupChecks {

  private static final int LAST_PORT = 65535;

  private static final String EVERY_PROTOCOL = "-1";
  private static final int EVERY_PORT = -1;

  /** The protocols that have ports, by their names and numbers; ICMP's "ports" are types. */
  private enum Protocol {
    TCP("tcp", "6"),
    UDP("udp", "17");

    private final String word;
    private final String number;

    Protocol(String word, String number) {
      this.word = word;
      this.number = number;
    }

    boolean isMeantBy(String its) {
      return its.equalsIgnoreCase(word) || its.equals(number);
    }
  }

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
    List<Rule> all = rules.stream().map(Rule::new).toList();
    List<Cause> causes = new ArrayList<>();
    for (boolean ipv6 : families) {
      for (Protocol protocol : Protocol.values()) {
        causes.addAll(open(all, protocol, ports, behind, ipv6));
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
      List<Rule> rules,
      Protocol protocol,
      SortedSet<Integer> ports,
      SortedSet<Integer> behind,
      boolean ipv6) {
    List<Rule> asked = rules.stream().filter(rule -> rule.mayBeOf(protocol)).toList();
    SortedMap<Integer, Optional<Cause>> at = new TreeMap<>();
    Stream.concat(ports.stream(), behind.stream())
        .forEach(port -> at.put(port, open(asked, protocol, port, ipv6)));
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

  private static String key(Protocol protocol, String ports, boolean ipv6) {
    return protocol.word + "/" + ports + "/" + everywhere(ipv6);
  }

  /** A port that the rules open, or may open; empty when it is closed. */
  private static Optional<Cause> open(List<Rule> rules, Protocol protocol, int port, boolean ipv6) {
    Addresses let = Addresses.none();
    List<Reading> readings = new ArrayList<>();
    List<Gap> gaps = new ArrayList<>();
    List<Reading> unclear = new ArrayList<>();
    for (Rule rule : rules) {
      if (!rule.mayBeAbout(port)) {
        continue;
      }
      Optional<Cause> unread = rule.unread();
      if (unread.isPresent()) {
        gaps.addAll(unread.get().gaps());
        unclear.addAll(unread.get().readings());
        continue;
      }
      Let more = rule.lets(ipv6);
      let = more.addresses.isEmpty() ? let : let.or(more.addresses);
      readings.addAll(more.readings);
      gaps.addAll(more.gaps);
      unclear.addAll(more.unclear);
    }
    if (let.covers(Addresses.all(ipv6))) {
      String message = protocol.word + " port " + port + " is open to " + everywhere(ipv6);
      return Optional.of(
          new Cause(key(protocol, port, ipv6), Status.FAIL, message, readings, List.of()));
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
    return Optional.of(new Cause(key(protocol, port, ipv6), Status.UNKNOWN, message, places, gaps));
  }

  private static String key(Protocol protocol, int port, boolean ipv6) {
    return key(protocol, Integer.toString(port), ipv6);
  }

  /** The addresses of one family that a rule lets in, and what of them could not be read. */
  private static final class Let {
    private final boolean ipv6;
    private final List<Reading> readings = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final List<Reading> unclear = new ArrayList<>();
    private Addresses addresses = Addresses.none();

    /** By a rule's own blocks and those of its prefix lists, which may be of either family. */
    Let(Permission rule, boolean ipv6) {
      this.ipv6 = ipv6;
      rule.prefixLists().gaps().forEach(gaps::add);
      add(ipv6 ? rule.ipv6() : rule.ipv4());
      rule.prefixLists().stream().flatMap(List::stream).forEach(list -> add(list.entries()));
    }

    private void add(Evidence<List<String>> blocks) {
      List<String> cidrs =
          blocks.fold(
              (all, source) -> all,
              (code, source) -> {
                unclear.add(new Reading(source, code));
                return List.<String>of();
              },
              gap -> {
                gaps.add(gap);
                return List.<String>of();
              });
      for (String cidr : cidrs) {
        Optional<Addresses> block = Addresses.of(cidr);
        if (block.isEmpty()) {
          unclear.add(new Reading(blocks.source(), cidr));
        } else if (Addresses.isIpv6(cidr) == ipv6) {
          addresses = addresses.or(block.get());
          readings.add(new Reading(blocks.source(), cidr));
        }
      }
    }
  }

  /** A rule while a group is judged: what it lets in is worked out once, and only if it matters. */
  private static final class Rule {
    private final Permission rule;
    private final boolean ofEveryPort;
    private Let ipv4;
    private Let ipv6;

    Rule(Permission rule) {
      this.rule = rule;
      this.ofEveryPort =
          rule.protocol()
              .fold((its, at) -> its.equals(EVERY_PROTOCOL), (code, at) -> true, gap -> true);
    }

    /** Not when its protocol is read as another. */
    boolean mayBeOf(Protocol protocol) {
      return ofEveryPort || rule.protocol().stream().anyMatch(protocol::isMeantBy);
    }

    /** Not when its ports are read as others; a rule without ports, or with -1, is of all. */
    boolean mayBeAbout(int port) {
      return ofEveryPort
          || !isRead(rule.from(), first -> first > port)
              && !isRead(rule.to(), last -> last != EVERY_PORT && last < port);
    }

    private static boolean isRead(Evidence<Integer> bound, IntPredicate as) {
      return bound instanceof Evidence.Present<Integer> its && as.test(its.value());
    }

    /** What of its protocol or ports cannot be read. */
    Optional<Cause> unread() {
      return rule.protocol()
          .fold(
              (its, source) ->
                  ofEveryPort
                      ? Optional.empty()
                      : Stream.concat(rule.from().gaps(), rule.to().gaps())
                          .findFirst()
                          .map(gap -> Cause.unknown("ports", gap)),
              (code, source) ->
                  Optional.of(Cause.undecided("protocol", "", new Reading(source, code))),
              gap -> Optional.of(Cause.unknown("protocol", gap)));
    }

    Let lets(boolean ofIpv6) {
      if (ofIpv6) {
        ipv6 = ipv6 == null ? new Let(rule, true) : ipv6;
        return ipv6;
      }
      ipv4 = ipv4 == null ? new Let(rule, false) : ipv4;
      return ipv4;
    }
  }
}
