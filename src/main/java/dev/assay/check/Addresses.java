package dev.assay.check;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressSeqRange;
import inet.ipaddr.IPAddressString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Sets of addresses of one family, as CIDR blocks make them up. */
final class Addresses {

  /** As AWS writes them; the library also reads octal and shortened forms, which AWS does not. */
  private static final Pattern CIDR =
      Pattern.compile(
          "((0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)/(0|[1-9]\\d{0,2})");

  private static final Addresses NONE = new Addresses(List.of());
  private static final Addresses ALL_IPV4 = of("0.0.0.0/0").orElseThrow();
  private static final Addresses ALL_IPV6 = of("::/0").orElseThrow();

  private final List<IPAddressSeqRange> ranges;

  private Addresses(List<IPAddressSeqRange> ranges) {
    this.ranges = ranges;
  }

  static Addresses none() {
    return NONE;
  }

  /** Every address of a family. */
  static Addresses all(boolean ipv6) {
    return ipv6 ? ALL_IPV6 : ALL_IPV4;
  }

  /** A CIDR block; empty when the text is none. Bits behind the prefix are ignored, as AWS does. */
  static Optional<Addresses> of(String cidr) {
    if (!CIDR.matcher(cidr).matches()) {
      return Optional.empty();
    }
    IPAddress address = new IPAddressString(cidr).getAddress();
    return Optional.ofNullable(address)
        .map(IPAddress::toPrefixBlock)
        .map(block -> new Addresses(List.of(block.getLower().spanWithRange(block.getUpper()))));
  }

  static boolean isIpv6(String cidr) {
    return cidr.indexOf(':') >= 0;
  }

  Addresses and(Addresses other) {
    List<IPAddressSeqRange> shared = new ArrayList<>();
    for (IPAddressSeqRange one : ranges) {
      for (IPAddressSeqRange another : other.ranges) {
        IPAddressSeqRange both = one.intersect(another);
        if (both != null) {
          shared.add(both);
        }
      }
    }
    return new Addresses(shared);
  }

  Addresses or(Addresses other) {
    List<IPAddressSeqRange> both = new ArrayList<>(ranges);
    both.addAll(other.ranges);
    return new Addresses(both);
  }

  Addresses without(Addresses other) {
    List<IPAddressSeqRange> rest = ranges;
    for (IPAddressSeqRange hole : other.ranges) {
      List<IPAddressSeqRange> next = new ArrayList<>();
      for (IPAddressSeqRange range : rest) {
        next.addAll(List.of(range.subtract(hole)));
      }
      rest = next;
    }
    return new Addresses(rest);
  }

  boolean isEmpty() {
    return ranges.isEmpty();
  }

  /** Whether every address of the other set is in this one. */
  boolean covers(Addresses other) {
    return other.without(this).isEmpty();
  }
}
