package dev.assay.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.aws.Identity;
import dev.assay.evaluate.ControlStatus;
import dev.assay.evaluate.Score;
import dev.assay.fleet.Fleet.Question;
import dev.assay.fleet.Fleet.Tally;
import dev.assay.fleet.Row.Rejected;
import dev.assay.fleet.Row.Scored;
import dev.assay.report.HtmlPage;
import dev.assay.report.HtmlPage.Fold;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The roll-up as one page, in the frame and the style of the report's.
 *
 * <p>The templates of {@code src/main/jte/fleet} call this for what is more than a value of the
 * roll-up.
 */
final class FleetHtml {

  /** How many of the worst are shown: more make a page that nobody reads, and no browser likes. */
  private static final int SHOWN = 1000;

  /** How many controls or calls are in view before the rest is folded. */
  private static final int IN_VIEW = 10;

  private final Fleet fleet;
  private final List<Tally> tallies;
  private final Set<Identity> twins = new HashSet<>();

  private FleetHtml(Fleet fleet) {
    this.fleet = fleet;
    this.tallies = fleet.tallies();
    Set<Identity> seen = new HashSet<>();
    fleet.scored().stream()
        .map(row -> row.snapshot().identity())
        .filter(account -> !seen.add(account))
        .forEach(twins::add);
  }

  /** The page. */
  static String write(Fleet fleet) {
    return HtmlPage.write(out -> JtepageGenerated.render(out, null, new FleetHtml(fleet)));
  }

  /** What only tables of many accounts need, at the end of the style of all pages. */
  static String looks() {
    try (InputStream in = FleetHtml.class.getResourceAsStream("fleet.css")) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Fleet fleet() {
    return fleet;
  }

  /** The worst, as many as a page can show. */
  List<Scored> scored() {
    return fleet.scored().subList(0, Math.min(SHOWN, fleet.scored().size()));
  }

  /** How many the page leaves out. */
  int hidden() {
    return fleet.scored().size() - scored().size();
  }

  /** Those with UNKNOWN controls, of those that are shown. */
  List<Scored> unknown() {
    return scored().stream().filter(row -> !row.unknown().isEmpty()).toList();
  }

  /** What was not scored, as many as a page can show. */
  List<Rejected> rejected() {
    return fleet.rejected().subList(0, Math.min(SHOWN, fleet.rejected().size()));
  }

  /** The controls that most accounts fail. */
  Fold<Tally> failing() {
    List<Tally> failing =
        tallies.stream()
            .filter(tally -> tally.count(ControlStatus.FAIL) > 0)
            .sorted(Comparator.comparing(tally -> -tally.count(ControlStatus.FAIL)))
            .toList();
    return Fold.of(failing, IN_VIEW);
  }

  Fold<Fleet.Lacking> lacking() {
    return Fold.of(fleet.lacking(), IN_VIEW);
  }

  /** What a control comes to, to be drawn as a score is. */
  static Score score(Tally tally) {
    return new Score(
        tally.count(ControlStatus.PASS),
        tally.count(ControlStatus.FAIL),
        tally.count(ControlStatus.UNKNOWN),
        tally.count(ControlStatus.MANUAL),
        tally.count(ControlStatus.WAIVED));
  }

  List<Tally> tallies() {
    return tallies;
  }

  /** The accounts whose answers were not AWS's. */
  List<Scored> notAws() {
    return fleet.scored().stream()
        .filter(row -> !row.snapshot().endpointOverride().isEmpty())
        .toList();
  }

  /** How many snapshots are not known to be what was collected. */
  int unverified() {
    return (int)
        fleet.scored().stream()
            .filter(row -> !row.snapshot().integrity().startsWith("verified"))
            .count();
  }

  String account(Scored row) {
    return FleetFacts.account(row);
  }

  /** The same for where no column tells the time: two snapshots of one account are told apart. */
  String snapshot(Scored row) {
    return twins.contains(row.snapshot().identity())
        ? account(row) + ", " + row.snapshot().observedAt()
        : account(row);
  }

  String step(Scored row) {
    return FleetFacts.step(fleet, row);
  }

  Map<String, Integer> failed(Scored row) {
    return fleet.failedBySeverity(row);
  }

  Map<String, List<Question>> because(Scored row) {
    return FleetFacts.unknown(fleet, row);
  }

  String ids(List<Question> controls) {
    return FleetFacts.ids(controls);
  }

  String idsAt(List<Integer> places) {
    return FleetFacts.ids(FleetFacts.at(fleet, places));
  }
}
