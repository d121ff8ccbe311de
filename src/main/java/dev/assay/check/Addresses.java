package dev.assay.check;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sets of addresses of both families, as CIDR blocks make them up. */
final class Addresses {

  private static final int BYTE = 256;
  private static final int BITS_4 = 32;
  private static final int BITS_6 = 128;

  /** As AWS writes them; octal and shortened forms, which others read too, it does not write. */
  private static final Pattern IPV4 =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d|[1-3]\\d)");

  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*/\\d{1,3}");

  /** The addresses of a family from one to another, both among them. */
  private record Range(boolean ipv6, BigInteger first, BigInteger last) {

    static Range block(boolean ipv6, BigInteger address, int prefix) {
      int free = (ipv6 ? BITS_6 : BITS_4) - prefix;
      BigInteger first = address.shiftRight(free).shiftLeft(free);
      return new Range(
          ipv6, first, first.add(BigInteger.ONE.shiftLeft(free)).subtract(BigInteger.ONE));
    }

    boolean isEmpty() {
      return first.compareTo(last) > 0;
    }

    Range and(Range other) {
      return new Range(ipv6, first.max(other.first), last.min(other.last));
    }

    List<Range> without(Range hole) {
      if (ipv6 != hole.ipv6) {
        return List.of(this);
      }
      return nonEmpty(
          new Range(ipv6, first, last.min(hole.first.subtract(BigInteger.ONE))),
          new Range(ipv6, first.max(hole.last.add(BigInteger.ONE)), last));
    }

    private static List<Range> nonEmpty(Range... ranges) {
      List<Range> some = new ArrayList<>();
      for (Range range : ranges) {
        if (!range.isEmpty()) {
          some.add(range);
        }
      }
      return some;
    }
  }

  private final List<Range> ranges;

  private Addresses(List<Range> ranges) {
    this.ranges = ranges;
  }

  static Addresses none() {
    return new Addresses(List.of());
  }

  /** Every address of a family. */
  static Addresses all(boolean ipv6) {
    return new Addresses(List.of(Range.block(ipv6, BigInteger.ZERO, 0)));
  }

  /** A CIDR block; empty when the text is none. Bits behind the prefix are ignored, as AWS does. */
  static Optional<Addresses> of(String cidr) {
    if (cidr.equals("::/0")) {
      return Optional.of(all(true)); // the usual one, which takes no library
    }
    return (isIpv6(cidr) ? ipv6(cidr) : ipv4(cidr)).map(range -> new Addresses(List.of(range)));
  }

  private static Optional<Range> ipv4(String cidr) {
    Matcher parts = IPV4.matcher(cidr);
    if (!parts.matches()) {
      return Optional.empty();
    }
    long address = 0;
    for (int i = 1; i <= 4; i++) {
      int part = Integer.parseInt(parts.group(i));
      if (part >= BYTE || parts.group(i).length() > Integer.toString(part).length()) {
        return Optional.empty();
      }
      address = address * BYTE + part;
    }
    int prefix = Integer.parseInt(parts.group(5));
    return prefix > BITS_4
        ? Optional.empty()
        : Optional.of(Range.block(false, BigInteger.valueOf(address), prefix));
  }

  private static Optional<Range> ipv6(String cidr) {
    if (!IPV6.matcher(cidr).matches()) {
      return Optional.empty();
    }
    IPAddress address = new IPAddressString(cidr).getAddress();
    return Optional.ofNullable(address)
        .map(IPAddress::toPrefixBlock)
        .map(b -> new Range(true, b.getLower().getValue(), b.getUpper().getValue()));
  }

  static boolean isIpv6(String cidr) {
    return cidr.indexOf(':') >= 0;
  }

  Addresses and(Addresses other) {
    List<Range> shared = new ArrayList<>();
    for (Range one : ranges) {
      for (Range another : other.ranges) {
        Range both = one.and(another);
        if (one.ipv6() == another.ipv6() && !both.isEmpty()) {
          shared.add(both);
        }
      }
    }
    return new Addresses(shared);
  }

  Addresses or(Addresses other) {
    List<Range> both = new ArrayList<>(ranges);
    both.addAll(other.ranges);
    return new Addresses(both);
  }

  Addresses without(Addresses other) {
    List<Range> rest = ranges;
    for (Range hole : other.ranges) {
      List<Range> next = new ArrayList<>();
      for (Range range : rest) {
        next.addAll(range.without(hole));
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
