package dev.assay.check;

import dev.assay.aws.Account;
import dev.assay.aws.Evidence;
import dev.assay.aws.Gap;
import dev.assay.aws.Region;
import dev.assay.aws.Region.AclEntry;
import dev.assay.aws.Region.NetworkAcl;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Network ACLs. */
final class NetworkAclChecks {

  private static final List<Integer> ADMIN_PORTS = List.of(22, 3389);

  /** By AWS's number, how else it may be written. */
  private static final Map<String, Set<String>> PROTOCOLS =
      Map.of("6", Set.of("6", "tcp"), "17", Set.of("17", "udp"));

  private static final Set<String> ACTIONS = Set.of("allow", "deny");

  private NetworkAclChecks() {}

  /**
   * CIS v1.4.0, 5.1, and AVD-AWS-0105: one finding per network ACL; ports 22 and 3389 are not
   * allowed in from everywhere. Entries are taken by number, and the first that matches an address
   * decides: an allowing entry that earlier ones have left nothing of does not count, and one that
   * they have left something of counts whole, since denying a few does not close a port.
   */
  static List<Finding> adminPortsClosed(Account account, Parameters none) {
    return Regional.items(account, Region::networkAcls, NetworkAclChecks::judge);
  }

  private static Finding judge(NetworkAcl acl) {
    return acl.entries()
        .fold(
            (entries, source) -> {
              List<Cause> causes = new ArrayList<>();
              List<AclEntry> ingress = new ArrayList<>();
              for (AclEntry entry : entries) {
                boolean outward = entry.egress().stream().anyMatch(out -> out);
                Optional<Cause> fault = outward ? Optional.empty() : fault(entry);
                fault.ifPresent(causes::add);
                if (fault.isEmpty() && !outward) {
                  ingress.add(entry);
                }
              }
              if (!causes.isEmpty()) {
                return Finding.of(acl.resource(), causes);
              }
              ingress.sort(Comparator.comparing(entry -> entry.number().value()));
              for (int port : ADMIN_PORTS) {
                for (String protocol : List.of("6", "17")) {
                  open(ingress, protocol, port, false).ifPresent(causes::add);
                  open(ingress, protocol, port, true).ifPresent(causes::add);
                }
              }
              if (causes.isEmpty()) {
                String message = "ports 22 and 3389 are not allowed in from everywhere";
                causes.add(
                    Cause.of(
                        "closed", true, message, new Reading(source, entries.size() + " entries")));
              }
              return Finding.of(acl.resource(), causes);
            },
            (code, source) ->
                Finding.of(
                    acl.resource(),
                    Cause.undecided(
                        "entries", "no entries were listed", new Reading(source, code))),
            gap -> Finding.of(acl.resource(), Cause.unknown("entries", gap)));
  }

  /** What keeps an entry from being understood; the order makes every entry count. */
  private static Optional<Cause> fault(AclEntry entry) {
    List<Evidence<?>> all =
        List.of(
            entry.number(),
            entry.egress(),
            entry.protocol(),
            entry.action(),
            entry.ipv4(),
            entry.ipv6(),
            entry.from(),
            entry.to());
    Optional<Gap> lost = all.stream().flatMap(Evidence::gaps).findFirst();
    if (lost.isPresent()) {
      return lost.map(gap -> Cause.unknown("entry", gap));
    }
    String cidr = cidr(entry);
    String action = entry.action().value();
    boolean halfRange = isThere(entry.from()) != isThere(entry.to());
    if (!ACTIONS.contains(action) || halfRange) {
      return Optional.of(
          Cause.undecided(
              "entry",
              entry.source() + " is no entry that allows or denies a range of ports",
              new Reading(entry.source(), action)));
    }
    return Addresses.of(cidr).isPresent()
        ? Optional.empty()
        : Optional.of(
            Cause.undecided(
                "entry",
                entry.source() + " has no readable address block",
                new Reading(entry.source(), cidr)));
  }

  private static boolean isThere(Evidence<?> evidence) {
    return evidence instanceof Evidence.Present<?>;
  }

  private static String cidr(AclEntry entry) {
    return entry
        .ipv4()
        .orIfAbsent(entry.ipv6())
        .fold((text, s) -> text, (code, s) -> code, gap -> "");
  }

  private static Optional<Cause> open(
      List<AclEntry> entries, String protocol, int port, boolean ipv6) {
    Addresses left = Addresses.all(ipv6);
    Addresses allowed = Addresses.none();
    for (AclEntry entry : entries) {
      String cidr = cidr(entry);
      if (!about(entry, protocol, port) || Addresses.isIpv6(cidr) != ipv6) {
        continue;
      }
      Addresses block = Addresses.of(cidr).orElseThrow();
      if (entry.action().value().equals("allow")) {
        boolean adds = !block.and(left).isEmpty();
        allowed = adds ? allowed.or(block) : allowed;
        if (allowed.covers(Addresses.all(ipv6))) {
          String name = protocol.equals("6") ? "tcp" : "udp";
          return Optional.of(
              Cause.of(
                  name + "/" + port + (ipv6 ? "/::/0" : "/0.0.0.0/0"),
                  false,
                  name
                      + " port "
                      + port
                      + " is allowed in from everywhere by rule "
                      + entry.number().value(),
                  new Reading(entry.source(), "allow " + cidr)));
        }
      }
      left = left.without(block);
    }
    return Optional.empty();
  }

  private static boolean about(AclEntry entry, String protocol, int port) {
    String its = entry.protocol().value().toLowerCase(Locale.ROOT);
    boolean all = its.equals("-1");
    if (!all && !PROTOCOLS.get(protocol).contains(its)) {
      return false;
    }
    return all
        || entry.from().stream().allMatch(first -> first <= port)
            && entry.to().stream().allMatch(last -> last >= port);
  }
}
