package dev.assay.diff;

import dev.assay.check.Status;
import dev.assay.report.Report;
import dev.assay.report.Report.Call;
import dev.assay.report.Report.Check;
import dev.assay.report.Report.Finding;
import dev.assay.report.Report.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a report would have shown, had it been there: the difference between gone and not seen. */
final class View {

  private static final String GLOBAL = "global/";
  private static final String REGIONS = "regions/";

  /** Of {@code regions/REGION/SERVICE/COMMAND.json}; what is longer is about one thing only. */
  private static final int LISTING_PARTS = 4;

  /** A check in a control. */
  private record Question(String control, String check) {}

  private final Map<Question, Check> asked = new HashMap<>();
  private final Map<String, Question> somewhere = new HashMap<>();
  private final Map<Question, List<Item>> unknown = new HashMap<>();
  private final Set<String> names = new HashSet<>();
  private final Set<String> answered = new HashSet<>();
  private final Set<String> lost = new HashSet<>();
  private final Set<String> regions = new HashSet<>();

  View(Report report, List<Item> items) {
    List<String> places = Item.places(report);
    for (int at = 0; at < places.size(); at++) {
      for (Check check : report.controls().get(at).checks()) {
        if (!check.id().isEmpty() && check.applicable()) {
          Question question = new Question(places.get(at), check.ref());
          asked.put(question, check);
          somewhere.putIfAbsent(check.ref(), question);
        }
      }
    }
    for (Item item : items) {
      names.add(item.name());
      if (item.is(Status.UNKNOWN)) {
        unknown
            .computeIfAbsent(
                new Question(item.place(), item.finding().check()), none -> new ArrayList<>())
            .add(item);
      }
    }
    for (Call call : report.coverage().calls()) {
      boolean there = call.outcome() == Outcome.PRESENT || call.outcome() == Outcome.ABSENT;
      (there ? answered : lost).add(call.path());
      if (there && call.path().startsWith(REGIONS)) {
        regions.add(call.path().split("/")[1]);
      }
    }
  }

  /** Whether this report asks what made an item of the other. */
  boolean asks(Item other) {
    return question(other) != null;
  }

  private Question question(Item other) {
    Question same = new Question(other.place(), other.finding().check());
    if (asked.containsKey(same)) {
      return same;
    }
    // What stands in another control here is asked there, and not once more.
    return names.contains(other.name()) ? null : somewhere.get(other.finding().check());
  }

  /**
   * Whether an item of the other report would be in this one, were its resource still there. It
   * need not, when the check has come to UNKNOWN about anything that the item may be part of, or
   * when a listing that the item was read from is not there.
   *
   * @param known names of the other report's items: what is UNKNOWN in both hides nothing else
   */
  boolean shows(Item other, Set<String> known) {
    Question question = question(other);
    return question != null
        && unknown.getOrDefault(question, List.of()).stream()
            .noneMatch(unclear -> mayHide(unclear, other.finding(), known))
        && other.causes().values().stream()
            .flatMap(cause -> cause.evidence().stream())
            .allMatch(reading -> isRead(reading.source().file()));
  }

  private static boolean mayHide(Item unclear, Finding gone, Set<String> known) {
    Finding finding = unclear.finding();
    if (finding.resource().type().equals(gone.resource().type())) {
      return !known.contains(unclear.name());
    }
    boolean elsewhere =
        finding.resource().type().equals("region")
            && !gone.region().isEmpty()
            && !gone.region().equals(finding.region());
    return !elsewhere;
  }

  private boolean isRead(String file) {
    String[] parts = file.split("/");
    boolean regional = file.startsWith(REGIONS);
    if (!regional && !file.startsWith(GLOBAL)) {
      return true;
    }
    boolean listing = parts.length == (regional ? LISTING_PARTS : LISTING_PARTS - 1);
    // The decoded credential report is no call; the one that brings it has no finding when lost.
    boolean call = file.endsWith(".json");
    return (!regional || regions.contains(parts[1]))
        && !lost.contains(file)
        && (!listing || !call || answered.contains(file));
  }
}
