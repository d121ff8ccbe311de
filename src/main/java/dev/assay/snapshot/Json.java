package dev.assay.snapshot;

import dev.assay.aws.Evidence;
import dev.assay.aws.Gap;
import dev.assay.aws.Request;
import dev.assay.aws.Source;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * A value in a call's answer and where it stands. Reading it gives evidence: the value, "not set",
 * or a gap that names the pointer and what was expected.
 */
final class Json {

  /** What {@link Evidence.Absent#code()} says for a member that an answer leaves out. */
  static final String NOT_SET = "not set";

  private static final int LAST_PORT = 65_535;

  /** The last second of the year 9999; nothing in an account is later. */
  private static final long LATEST = 253_402_300_799L;

  private final Request request;
  private final Source source;
  private final JsonNode node;
  private final boolean needed;
  private final String misspelt;

  /**
   * @param misspelt a key that differs in case alone from the one that is not there; else empty
   */
  private Json(Request request, Source source, JsonNode node, boolean needed, String misspelt) {
    this.request = request;
    this.source = source;
    this.node = node;
    this.needed = needed;
    this.misspelt = misspelt;
  }

  private Json(Request request, Source source, JsonNode node, boolean needed) {
    this(request, source, node, needed, "");
  }

  /** The whole answer. */
  static Json root(Request request, String file, JsonNode node) {
    return new Json(request, Source.json(file, ""), node, true);
  }

  /** An element of a list that is not kept as a whole. */
  static Json element(Request request, Source list, int index, JsonNode node) {
    return new Json(request, list.member(Integer.toString(index)), node, true);
  }

  /**
   * A member that AWS may leave out: then it is absent. Null counts as left out. Below a member
   * that had to be there and is not, nothing is absent; nor is what is there in another case, as
   * some tools write it.
   */
  Json at(String key) {
    return member(key, false);
  }

  /** A member that AWS always sends: when it is not there, the answer is damaged. */
  Json need(String key) {
    return member(key, true);
  }

  private Json member(String key, boolean mustBeThere) {
    Source there = source.member(key);
    if (node != null && !node.isObject()) {
      // Whoever looks for a member here was promised an object: what is here instead is damage.
      return new Json(request, there, null, true);
    }
    JsonNode child = node == null ? null : node.get(key);
    if (child == null && node != null) {
      String other = inAnotherCase(key);
      return new Json(request, there, null, mustBeThere || !other.isEmpty(), other);
    }
    return new Json(
        request,
        there,
        child == null || child.isNull() ? null : child,
        mustBeThere || node == null && needed);
  }

  /** The same, unless a member that names what it is about names another thing than was asked. */
  Evidence<Json> about(String key, String asked) {
    Json name = at(key);
    return name.text()
        .fold(
            (told, place) ->
                told.equals(asked)
                    ? Evidence.present(this, source)
                    : name.lost("names another than was asked about, `" + asked + "`"),
            (code, place) -> Evidence.present(this, source),
            Evidence::lost);
  }

  private String inAnotherCase(String key) {
    for (String name : node.propertyNames()) {
      if (key.equalsIgnoreCase(name)) {
        return name;
      }
    }
    return "";
  }

  Source source() {
    return source;
  }

  Request request() {
    return request;
  }

  /** The bare node; null when it is not there. */
  JsonNode node() {
    return node;
  }

  boolean isThere() {
    return node != null;
  }

  Evidence<Boolean> flag() {
    return read("true or false", n -> n.isBoolean() ? n.booleanValue() : null);
  }

  /** A whole number from 0. */
  Evidence<Integer> count() {
    return read(
        "a whole number",
        n ->
            n.isIntegralNumber() && n.canConvertToInt() && n.intValue() >= 0 ? n.intValue() : null);
  }

  /** A whole number of either sign. */
  Evidence<Integer> whole() {
    return read(
        "a whole number", n -> n.isIntegralNumber() && n.canConvertToInt() ? n.intValue() : null);
  }

  /** A port, or -1 for all. */
  Evidence<Integer> port() {
    return read(
        "a port",
        n ->
            n.isIntegralNumber()
                    && n.canConvertToInt()
                    && n.intValue() >= -1
                    && n.intValue() <= LAST_PORT
                ? n.intValue()
                : null);
  }

  Evidence<String> text() {
    return read("text", n -> n.isString() && wellFormed(n.stringValue()) ? n.stringValue() : null);
  }

  /** ISO-8601 text with any offset, or seconds since 1970 as both CLI majors print them. */
  Evidence<Instant> instant() {
    return read("a timestamp", Json::toInstant);
  }

  /** A list's elements; a single object with members counts as a list of one. */
  Evidence<List<Json>> list() {
    return read(
        "a list",
        n -> {
          if (n.isObject() && !n.isEmpty()) {
            return List.of(this);
          }
          if (!n.isArray()) {
            return null;
          }
          List<Json> items = new ArrayList<>();
          for (int i = 0; i < n.size(); i++) {
            items.add(new Json(request, source.member(Integer.toString(i)), n.get(i), true));
          }
          return items;
        });
  }

  /** A list's elements as records. */
  <T> Evidence<List<T>> list(Function<Json, T> convert) {
    return list().map(items -> items.stream().map(convert).toList());
  }

  /** The same where each element matters to the whole: one that is not readable loses the list. */
  <T> Evidence<List<T>> each(Function<Json, Evidence<T>> convert) {
    return list()
        .then(
            items -> {
              List<T> converted = new ArrayList<>();
              for (Json item : items) {
                Evidence<T> one = convert.apply(item);
                if (!(one instanceof Evidence.Present<T> present)) {
                  return one.map(List::of);
                }
                converted.add(present.value());
              }
              return Evidence.present(converted, source);
            });
  }

  /** A list's texts; one that is no text loses the list. */
  Evidence<List<String>> texts() {
    return each(Json::text);
  }

  /** One text member of each element; one that is not readable loses the list. */
  Evidence<List<String>> texts(String key) {
    return each(item -> item.need(key).text());
  }

  /** How many elements a list has; one that is no object, or an empty one, loses the count. */
  Evidence<Integer> size() {
    return list()
        .then(
            items -> {
              for (Json item : items) {
                if (item.names().isEmpty()) {
                  return item.lost("is no object with members");
                }
              }
              return Evidence.present(items.size(), source);
            });
  }

  /** The names of an object's members, in the order of the file. */
  List<String> names() {
    return node == null || !node.isObject() ? List.of() : List.copyOf(node.propertyNames());
  }

  /** A text that only labels something: when it is not readable, the place stands in for it. */
  String label() {
    return text()
        .fold((text, at) -> text, (code, at) -> at.toString(), gap -> gap.source().toString());
  }

  /** A gap at this place. */
  <T> Evidence<T> lost(String cause) {
    return Evidence.lost(new Gap(Gap.Kind.MISSING, request, source, source + " " + cause));
  }

  /** The gap of a member that is not there. */
  <T> Evidence<T> gone() {
    return lost(misspelt.isEmpty() ? "is not there" : "is not there, but `" + misspelt + "` is");
  }

  private <T> Evidence<T> read(String expected, Function<JsonNode, T> convert) {
    if (node == null) {
      return needed ? gone() : Evidence.absent(NOT_SET, source);
    }
    T value = convert.apply(node);
    return value == null ? lost("is not " + expected) : Evidence.present(value, source);
  }

  private static Instant toInstant(JsonNode n) {
    if (n.isString()) {
      return parse(n.stringValue());
    }
    if (!n.isNumber() || !Double.isFinite(n.doubleValue())) {
      return null;
    }
    BigDecimal seconds = n.decimalValue();
    if (seconds.signum() < 0 || seconds.compareTo(BigDecimal.valueOf(LATEST)) > 0) {
      return null;
    }
    long whole = seconds.longValue();
    long nanos = seconds.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValue();
    return Instant.ofEpochSecond(whole, nanos);
  }

  /** ISO-8601 with an offset or {@code Z}, from 1970 to 9999; null for anything else. */
  static Instant parse(String text) {
    try {
      Instant at = OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME).toInstant();
      return at.getEpochSecond() < 0 || at.getEpochSecond() > LATEST ? null : at;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static boolean wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }
}
