package dev.assay.redact;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One text for another, by HMAC-SHA-256 under a key: always the same one for the same key, and of
 * the same kind (an account stays 12 digits, a VPC's id stays one). Knows nothing of where a text
 * stands, so that a name is replaced alike wherever it occurs.
 */
final class Pseudonyms {

  private static final String ALGORITHM = "HmacSHA256";
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int DIGITS = 16;
  private static final int NEW_ID = 17;
  private static final long ACCOUNTS = 1_000_000_000_000L;

  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
  private static final Pattern RESOURCE_ID =
      Pattern.compile("([a-z]{1,20}(?:-[a-z]{1,20}){0,3})-(?:[0-9a-f]{8}|[0-9a-f]{17})");
  private static final Pattern ORGANIZATION_ID = Pattern.compile("(o|r|ou)-[a-z0-9-]{4,64}");
  private static final Pattern UNIQUE_ID =
      Pattern.compile(
          "(ABIA|ACCA|AGPA|AIDA|AIPA|AKIA|ANPA|ANVA|APKA|AROA|ASCA|ASIA)[A-Z0-9]{8,124}");
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern CANONICAL_USER = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
  private static final Pattern ADDRESS =
      Pattern.compile(
          "((?:0|[1-9]\\d{0,2})(?:\\.(?:0|[1-9]\\d{0,2})){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)"
              + "(/\\d{1,3})?");

  private final Mac mac;
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, Boolean> bits = new HashMap<>();

  /**
   * @param key at least one byte
   */
  Pseudonyms(byte[] key) {
    try {
      mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
    }
  }

  /** A name, id or address; nothing for nothing. */
  String of(String text) {
    return text.isEmpty() ? "" : names.computeIfAbsent(text, this::make);
  }

  /** A text of which nothing but its being there is to be told. */
  String opaque(String text) {
    return text.isBlank() ? text : "text-" + hex("text", text, DIGITS);
  }

  private String make(String text) {
    if (ACCOUNT.matcher(text).matches()) {
      return account(text);
    }
    Optional<String> address = address(text);
    if (address.isPresent()) {
      return address.get();
    }
    Matcher resource = RESOURCE_ID.matcher(text);
    if (resource.matches()) {
      return resource.group(1) + "-" + hex("id", text, NEW_ID);
    }
    Matcher unique = UNIQUE_ID.matcher(text);
    if (unique.matches()) {
      return unique.group(1) + base32(text);
    }
    if (UUID.matcher(text).matches()) {
      return hex("uuid", text, 32)
          .replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    }
    if (CANONICAL_USER.matcher(text).matches()) {
      return hex("canonical", text, 64);
    }
    Matcher organization = ORGANIZATION_ID.matcher(text);
    if (organization.matches()) {
      return organization.group(1) + "-" + hex("organization", text, DIGITS);
    }
    String name = "n" + hex("name", text, DIGITS);
    return EMAIL.matcher(text).matches() ? name + "@redacted.invalid" : name;
  }

  /** Twelve digits. */
  private String account(String text) {
    long number = Long.parseUnsignedLong(hex("account", text, DIGITS), 16);
    return String.format(Locale.ROOT, "%012d", Long.remainderUnsigned(number, ACCOUNTS));
  }

  private String base32(String text) {
    byte[] digest = digest("unique", text);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < DIGITS; i++) {
      out.append(BASE32.charAt(digest[i] & 31));
    }
    return out.toString();
  }

  /**
   * An address or a block of them; empty when the text is neither. Bit by bit, each turned or not
   * by what stands before it: one-to-one, and blocks that lie in each other, or together cover a
   * third, do so again (the scheme of Xu, Fan, Ammar and Moon, "Prefix-preserving IP address
   * anonymization", 2002). All of a family stays all of it.
   */
  Optional<String> address(String text) {
    Matcher written = ADDRESS.matcher(text);
    IPAddress address =
        written.matches() ? new IPAddressString(written.group(1)).getAddress() : null;
    if (address == null) {
      return Optional.empty();
    }
    int length = address.getBitCount();
    int prefix =
        written.group(2) == null ? length : Integer.parseInt(written.group(2).substring(1));
    if (prefix > length) {
      return Optional.empty();
    }
    byte[] bytes = address.getBytes();
    byte[] turned = new byte[bytes.length];
    StringBuilder before = new StringBuilder(address.isIPv6() ? "6:" : "4:");
    for (int i = 0; i < prefix; i++) {
      int mask = 0x80 >> i % 8;
      boolean bit = (bytes[i / 8] & mask) != 0;
      boolean turn =
          bits.computeIfAbsent(before.toString(), path -> (digest("address", path)[0] & 1) != 0);
      if (bit != turn) {
        turned[i / 8] |= (byte) mask;
      }
      before.append(bit ? '1' : '0');
    }
    String shown = address.isIPv6() ? colons(turned) : dots(turned);
    return Optional.of(shown + (written.group(2) == null ? "" : written.group(2)));
  }

  private static String dots(byte[] bytes) {
    return (bytes[0] & 0xff)
        + "."
        + (bytes[1] & 0xff)
        + "."
        + (bytes[2] & 0xff)
        + "."
        + (bytes[3] & 0xff);
  }

  private static String colons(byte[] bytes) {
    String hex = HexFormat.of().formatHex(bytes);
    String groups = hex.replaceAll("(.{4})(?!$)", "$1:").replaceAll("(^|:)0{1,3}", "$1");
    return groups.replaceFirst("(^|:)0(:0)*$", "::");
  }

  private String hex(String kind, String text, int digits) {
    return HexFormat.of().formatHex(digest(kind, text)).substring(0, digits);
  }

  private byte[] digest(String kind, String text) {
    byte[] digest = mac.doFinal((kind + '\0' + text).getBytes(StandardCharsets.UTF_8));
    return Arrays.copyOf(digest, digest.length);
  }
}
