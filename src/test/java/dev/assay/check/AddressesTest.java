package dev.assay.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sets of addresses against a second implementation, slow and obvious: one bit for each of sixteen
 * addresses. The sixteen stand at the start, in the middle and at the end of both families.
 */
class AddressesTest {

  private static final int SIZE = 16;
  private static final int BITS = 4;
  private static final int CASES = 4_000;
  private static final long SEED = 20240531;

  /** The same set twice, and how it came about. */
  private record Both(Addresses set, BitSet bits, String text) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.%d/%d",
        "10.0.0.%d/%d",
        "255.255.255.2%d/%d",
        "::%x/%d",
        "2001:db8::%x/%d",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fff%x/%d"
      })
  void set_operations_agree_with_counting_addresses_one_by_one(String form) {
    List<Both> blocks = new ArrayList<>();
    for (int address = 0; address < SIZE; address++) {
      for (int free = 0; free <= BITS; free++) {
        blocks.add(block(form, address, free));
      }
    }
    List<Both> singles = blocks.stream().filter(block -> block.bits.cardinality() == 1).toList();
    for (int i = 0; i < CASES; i++) {
      long seed = SEED + i;
      Random random = new Random(seed);
      Both one = set(blocks, random);
      Both two = set(blocks, random);
      BitSet members = new BitSet(SIZE);
      singles.stream().filter(each -> one.set.covers(each.set)).forEach(b -> members.or(b.bits));
      BitSet missing = (BitSet) two.bits.clone();
      missing.andNot(one.bits);

      if (!members.equals(one.bits)
          || one.set.isEmpty() != one.bits.isEmpty()
          || one.set.covers(two.set) != missing.isEmpty()) {
        fail(
            "seed %d: %s is %s, empty %s; covers %s: %s"
                .formatted(
                    seed, one.text, members, one.set.isEmpty(), two.text, one.set.covers(two.set)));
      }
    }
  }

  /** A few blocks, put together by a few operations. */
  private static Both set(List<Both> blocks, Random random) {
    Both result = blocks.get(random.nextInt(blocks.size()));
    int operations = random.nextInt(5);
    for (int i = 0; i < operations; i++) {
      Both next = blocks.get(random.nextInt(blocks.size()));
      BitSet bits = (BitSet) result.bits.clone();
      result =
          switch (random.nextInt(4)) {
            case 0 -> {
              bits.andNot(next.bits);
              yield new Both(
                  result.set.without(next.set), bits, result.text + " without " + next.text);
            }
            case 1 -> {
              bits.and(next.bits);
              yield new Both(result.set.and(next.set), bits, result.text + " and " + next.text);
            }
            default -> {
              bits.or(next.bits);
              yield new Both(result.set.or(next.set), bits, result.text + " or " + next.text);
            }
          };
    }
    return result;
  }

  /** A block of 1, 2, 4, 8 or 16 addresses; bits behind its prefix are left in the text. */
  private static Both block(String form, int address, int free) {
    int start = address >> free << free;
    BitSet bits = new BitSet(SIZE);
    bits.set(start, start + (1 << free));
    int last = form.startsWith("255") ? address + 40 : address;
    String text = form.formatted(last, (Addresses.isIpv6(form) ? 128 : 32) - free);
    return new Both(Addresses.of(text).orElseThrow(), bits, text);
  }

  @ParameterizedTest(name = "ipv6 {0}")
  @ValueSource(booleans = {false, true})
  void a_family_is_covered_by_blocks_that_leave_no_address_out(boolean ipv6) {
    List<String> allButFirst = new ArrayList<>();
    int bits = ipv6 ? 128 : 32;
    Addresses some = Addresses.none();
    for (int bit = 0; bit < bits; bit++) {
      BigInteger start = BigInteger.ONE.shiftLeft(bit);
      String block = address(start, ipv6) + "/" + (bits - bit);
      allButFirst.add(block);
      some = some.or(Addresses.of(block).orElseThrow());
    }
    Addresses first = Addresses.of(ipv6 ? "::/128" : "0.0.0.0/32").orElseThrow();

    assertThat(some.covers(Addresses.all(ipv6))).as("%s", allButFirst).isFalse();
    assertThat(some.or(first).covers(Addresses.all(ipv6))).as("%s", allButFirst).isTrue();
    assertThat(Addresses.all(ipv6).without(some).covers(first)).isTrue();
    assertThat(first.covers(Addresses.all(ipv6).without(some))).isTrue();
  }

  private static String address(BigInteger value, boolean ipv6) {
    List<String> parts = new ArrayList<>();
    int width = ipv6 ? 16 : 8;
    for (int shift = (ipv6 ? 128 : 32) - width; shift >= 0; shift -= width) {
      int part = value.shiftRight(shift).intValue() & (1 << width) - 1;
      parts.add(ipv6 ? Integer.toHexString(part) : Integer.toString(part));
    }
    return String.join(ipv6 ? ":" : ".", parts);
  }

  @Test
  void the_families_do_not_touch() {
    Addresses ipv4 = Addresses.all(false);
    Addresses sameNumbers = Addresses.of("::/96").orElseThrow();

    assertThat(ipv4.covers(sameNumbers)).isFalse();
    assertThat(Addresses.all(true).covers(ipv4)).isFalse();
    assertThat(ipv4.and(sameNumbers).isEmpty()).isTrue();
    assertThat(ipv4.without(Addresses.all(true)).covers(ipv4)).isTrue();
  }

  @Test
  void nothing_is_covered_by_everything_and_covers_only_itself() {
    assertThat(Addresses.none().isEmpty()).isTrue();
    assertThat(Addresses.all(false).covers(Addresses.none())).isTrue();
    assertThat(Addresses.none().covers(Addresses.none())).isTrue();
    assertThat(Addresses.none().covers(Addresses.all(false))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          10.0.0.0/8          | true
          0.0.0.0/0           | true
          1.2.3.4/32          | true
          ::/0                | true
          255.255.255.255/9   | true
          2001:DB8::/32       | true
          ::ffff:10.0.0.0/104 | true
          10.0.0.0            | false
          10.0.0.0/33         | false
          10.0.0.0/08         | false
          10.0.0.00/8         | false
          10.0.0.0.0/8        | false
          10.0.0/8            | false
          10/8                | false
          010.0.0.0/8         | false
          0x0a.0.0.0/8        | false
          256.0.0.0/8         | false
          10.0.0.0/-1         | false
          10.0.0.0/255.0.0.0  | false
          " 10.0.0.0/8"       | false
          ::/129              | false
          2001:::/32          | false
          1::2::3/64          | false
          fe80::1%eth0/64     | false
          :/0                 | false
          pl-12345678         | false
          *                   | false
          ""                  | false
          """)
  void only_what_aws_writes_is_a_block(String text, boolean expected) {
    assertThat(Addresses.of(text).isPresent()).isEqualTo(expected);
  }
}
