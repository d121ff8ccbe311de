package dev.assay.fleet;

import dev.assay.evaluate.ControlStatus;
import dev.assay.fleet.Fleet.Question;
import dev.assay.fleet.Fleet.Span;
import dev.assay.fleet.Row.Scored;
import dev.assay.fleet.Row.Unknown;
import dev.assay.report.HtmlPage;
import dev.assay.snapshot.SnapshotInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a roll-up says, a line each, for every format in the same words. */
final class FleetFacts {

  private static final String VERIFIED = "verified";

  private FleetFacts() {}

  /** Whose a snapshot is; its name when it does not tell. */
  static String account(Scored row) {
    SnapshotInfo snapshot = row.snapshot();
    String id = snapshot.identity().accountId();
    String partition = snapshot.identity().partition();
    return (id.isEmpty() ? "not named" : id)
        + (partition.equals("aws") ? "" : " (" + partition + ")")
        + (snapshot.endpointOverride().isEmpty() ? "" : " NOT AWS");
  }

  /** When it was taken, and how far out of step that is. */
  static String taken(Fleet fleet, Scored row) {
    String step = step(fleet, row);
    return row.snapshot().observedAt() + (step.isEmpty() ? "" : ", " + step);
  }

  /** How far out of step a snapshot is; empty when it is in step. */
  static String step(Fleet fleet, Scored row) {
    long days = fleet.span().map(span -> span.outOfStep(row)).orElse(0L);
    return days == 0 ? "" : Math.abs(days) + " days " + (days < 0 ? "earlier" : "later");
  }

  /** How many snapshots there are, and of how many accounts. */
  static String snapshots(Fleet fleet) {
    int rejected = fleet.rejected().size();
    return HtmlPage.number(fleet.scored().size(), "snapshot")
        + " of "
        + HtmlPage.number(fleet.accounts(), "account")
        + (rejected == 0 ? "" : "; " + rejected + " more not scored");
  }

  /** From when to when they were taken. */
  static String span(Fleet fleet, Span span) {
    String when =
        span.first().equals(span.last())
            ? "all at " + span.first()
            : "from " + span.first() + " to " + span.last();
    int off = fleet.stragglers();
    return off == 0
        ? when
        : when
            + "; "
            + off
            + " more than "
            + Fleet.IN_STEP.toDays()
            + " days from the middle one, "
            + span.middle();
  }

  /** What ages were measured to. */
  static String asOf(Fleet fleet) {
    return fleet.asOf().map(at -> at + ", for all").orElse("each snapshot's own time");
  }

  /** How many snapshots are known to be what was collected. */
  static String integrity(Fleet fleet) {
    int all = fleet.scored().size();
    long verified =
        fleet.scored().stream()
            .filter(row -> row.snapshot().integrity().startsWith(VERIFIED))
            .count();
    return verified + " of " + all + " verified against SHA256SUMS";
  }

  /**
   * What lay beside the snapshots and is none.
   *
   * @param shown how many are named
   */
  static String leftOut(Fleet fleet, int shown) {
    List<String> all = fleet.leftOut();
    int hidden = all.size() - shown;
    return String.join(" ", all.subList(0, Math.min(shown, all.size())))
        + (hidden > 0 ? " and " + hidden + " more" : "");
  }

  /** How many scored controls of an account passed. */
  static String passed(Scored row) {
    return row.score().passed() + " of " + row.score().applicable();
  }

  /** The controls of an account with a status, in spec order. */
  static List<Question> with(Fleet fleet, Scored row, ControlStatus status) {
    return IntStream.range(0, row.statuses().size())
        .filter(i -> row.statuses().get(i) == status)
        .mapToObj(fleet.rules().controls()::get)
        .toList();
  }

  /** The ids of controls. */
  static String ids(List<Question> controls) {
    return controls.stream().map(Question::id).collect(Collectors.joining(" "));
  }

  /** The controls at some places in spec order. */
  static List<Question> at(Fleet fleet, List<Integer> places) {
    return places.stream().map(fleet.rules().controls()::get).toList();
  }

  /** Each reason for which controls of an account are UNKNOWN, with those controls. */
  static Map<String, List<Question>> unknown(Fleet fleet, Scored row) {
    Map<String, List<Question>> because = new LinkedHashMap<>();
    for (Unknown unknown : row.unknown()) {
      String reason = reason(unknown);
      because
          .computeIfAbsent(reason, none -> new ArrayList<>())
          .add(fleet.rules().controls().get(unknown.control()));
    }
    return because;
  }

  private static String reason(Unknown unknown) {
    String more = unknown.more() == 0 ? "" : " (and " + unknown.more() + " more)";
    return unknown.because() + more;
  }
}
