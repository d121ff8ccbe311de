package dev.assay.check;

import dev.assay.aws.Evidence;
import dev.assay.aws.Gap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One thing that a check looked at, and what it found.
 *
 * @param key which rule, key slot, field or policy; stable, so that two reports can be compared
 * @param message one sentence, lower case, no full stop
 * @param readings the values it rests on
 * @param gaps why nothing can be said; only for UNKNOWN
 * @param link which link of the alarm chain it is about, or {@link Link#NONE}
 * @param witness an event that no metric filter sees, as one line of JSON; empty when there is none
 */
public record Cause(
    String key,
    Status status,
    String message,
    List<Reading> readings,
    List<Gap> gaps,
    Link link,
    String witness) {

  public Cause {
    readings = List.copyOf(readings);
    gaps = List.copyOf(gaps);
  }

  public Cause(String key, Status status, String message, List<Reading> readings, List<Gap> gaps) {
    this(key, status, message, readings, gaps, Link.NONE, "");
  }

  /** The same with another verdict, as when a person has given it. */
  public Cause with(Status verdict, String says) {
    return new Cause(key, verdict, says, readings, gaps, link, witness);
  }

  /** The same under a key that tells more. */
  Cause under(String longer) {
    return new Cause(longer, status, message, readings, gaps, link, witness);
  }

  /** The same as a link of the alarm chain. */
  Cause at(Link its) {
    return new Cause(key, status, message, readings, gaps, its, witness);
  }

  /** The same with an event that slips through. */
  Cause missing(String event) {
    return new Cause(key, status, message, readings, gaps, link, event);
  }

  /** A cause decided by values. */
  public static Cause of(String key, boolean holds, String message, Reading... readings) {
    return new Cause(key, holds ? Status.PASS : Status.FAIL, message, List.of(readings), List.of());
  }

  /** A cause that cannot be decided. */
  public static Cause unknown(String key, Gap gap) {
    return new Cause(
        key, Status.UNKNOWN, gap.cause(), List.of(new Reading(gap.source(), "")), List.of(gap));
  }

  /** The same where several calls may be lost, each of which is a cause of its own. */
  public static Cause lost(String key, Gap gap) {
    return unknown(key + ":" + gap.request().path(), gap);
  }

  /** A cause that cannot be decided although its values were read. */
  public static Cause undecided(String key, String message, Reading... readings) {
    return new Cause(key, Status.UNKNOWN, message, List.of(readings), List.of());
  }

  /** A cause that a person has to settle. */
  public static Cause manual(String key, String message, Reading... readings) {
    return new Cause(key, Status.MANUAL, message, List.of(readings), List.of());
  }

  /** The reason why something is listed and not judged. */
  public static Cause notCounted(String message, Reading... readings) {
    return new Cause("not-counted", Status.NOT_COUNTED, message, List.of(readings), List.of());
  }

  /**
   * The first cause of the first status that any has: what decides among several ways to the same
   * end.
   */
  static Optional<Cause> first(List<Cause> causes, Status... order) {
    for (Status status : order) {
      for (Cause cause : causes) {
        if (cause.status() == status) {
          return Optional.of(cause);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Judges one piece of evidence: the one place that opens it. Absence fails, a gap is unknown.
   *
   * @param holds the rule
   * @param says the sentence for a value
   * @param ifAbsent the sentence for absence
   */
  static <T> Cause judge(
      String key,
      Evidence<T> read,
      Predicate<? super T> holds,
      Function<? super T, String> says,
      String ifAbsent) {
    return read.fold(
        (value, source) ->
            of(key, holds.test(value), says.apply(value), new Reading(source, value.toString())),
        (code, source) -> of(key, false, ifAbsent, new Reading(source, code)),
        gap -> unknown(key, gap));
  }

  /** Like {@link #judge}, where absence settles nothing: a word in place of a yes or no. */
  static <T> Cause stated(
      String key, Evidence<T> read, Predicate<? super T> holds, Function<? super T, String> says) {
    return read.fold(
        (value, source) ->
            of(key, holds.test(value), says.apply(value), new Reading(source, value.toString())),
        (code, source) ->
            undecided(
                key,
                source + " is `" + code + "`, which settles nothing",
                new Reading(source, code)),
        gap -> unknown(key, gap));
  }
}
