package dev.assay.aws;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A value that a verdict may rest on, or the reason why it cannot.
 *
 * @param <T> the value's type
 */
public sealed interface Evidence<T> {

  /** The call succeeded and the value was there; an empty list counts. */
  record Present<T>(T value, Source source) implements Evidence<T> {}

  /**
   * AWS said that this is not configured: a fact, as good as a value.
   *
   * @param code AWS's error code ({@code NoSuchEntity}), the literal in a report ({@code N/A}), or
   *     {@code not set} for a member that the answer leaves out
   */
  record Absent<T>(String code, Source source) implements Evidence<T> {}

  /** Denied, never collected, cut off, malformed: nothing may be concluded. */
  record Lost<T>(Gap gap) implements Evidence<T> {
    @Override
    public Source source() {
      return gap.source();
    }
  }

  /** Where it was read; for a gap where the trouble shows. */
  Source source();

  static <T> Evidence<T> present(T value, Source source) {
    return new Present<>(value, source);
  }

  static <T> Evidence<T> absent(String code, Source source) {
    return new Absent<>(code, source);
  }

  static <T> Evidence<T> lost(Gap gap) {
    return new Lost<>(gap);
  }

  /** Opens the evidence; each of the three outcomes must be answered. */
  default <R> R fold(
      BiFunction<? super T, Source, ? extends R> present,
      BiFunction<String, Source, ? extends R> absent,
      Function<Gap, ? extends R> lost) {
    if (this instanceof Present<T> p) {
      return present.apply(p.value(), p.source());
    }
    if (this instanceof Absent<T> a) {
      return absent.apply(a.code(), a.source());
    }
    return lost.apply(((Lost<T>) this).gap());
  }

  /** Follows a value into a further piece of evidence; absence and gaps carry over. */
  default <R> Evidence<R> then(Function<? super T, Evidence<R>> next) {
    return fold((value, source) -> next.apply(value), Evidence::absent, Evidence::lost);
  }

  /** Converts the value, keeping its place. */
  default <R> Evidence<R> map(Function<? super T, ? extends R> convert) {
    return fold(
        (value, source) -> present(convert.apply(value), source), Evidence::absent, Evidence::lost);
  }

  /** Takes {@code other} where this one is absent. */
  default Evidence<T> orIfAbsent(Evidence<T> other) {
    return this instanceof Absent<T> ? other : this;
  }

  /**
   * Whether both hold: false as soon as one is read as false, else the first that is no plain
   * value, else true.
   */
  static Evidence<Boolean> both(Evidence<Boolean> one, Evidence<Boolean> other) {
    for (Evidence<Boolean> each : List.of(one, other)) {
      if (each instanceof Present<Boolean> p && !p.value()) {
        return each;
      }
    }
    return one instanceof Present<Boolean> ? other : one;
  }

  /** The value, if it is present. */
  default Stream<T> stream() {
    return this instanceof Present<T> p ? Stream.of(p.value()) : Stream.empty();
  }

  /** Why nothing may be concluded; empty when something may. */
  default Stream<Gap> gaps() {
    return this instanceof Lost<T> lost ? Stream.of(lost.gap()) : Stream.empty();
  }

  default boolean isLost() {
    return this instanceof Lost<T>;
  }

  /**
   * The value, for a reader that has declared its need and so runs only when it is present.
   *
   * @throws IllegalStateException when it is not: a check without the need it should have declared
   */
  default T value() {
    if (this instanceof Present<T> p) {
      return p.value();
    }
    throw new IllegalStateException("evidence read without being declared as a need: " + this);
  }
}
