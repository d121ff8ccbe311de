package dev.assay.report;

import dev.assay.evaluate.ControlStatus;
import dev.assay.evaluate.Score;
import dev.assay.report.Report.Control;
import dev.assay.report.Report.Outcome;
import dev.assay.snapshot.SnapshotInfo;
import dev.assay.spec.Attestation;
import dev.assay.spec.Waiver;
import java.util.stream.Collectors;

/** What the head of a report says, a line each, for every format in the same words. */
public final class Facts {

  private Facts() {}

  /** How many scored controls passed, never a percentage without what it is of. */
  public static String score(Score score) {
    if (score.applicable() == 0) {
      return "no scored control applies";
    }
    return score.passed()
        + " of "
        + score.applicable()
        + " scored controls passed ("
        + score.percent()
        + ")";
  }

  /** How many controls have a verdict, and what keeps the others from one. */
  static String decided(Report report) {
    int all = report.controls().size();
    int unknown = report.with(ControlStatus.UNKNOWN).size();
    int manual = report.with(ControlStatus.MANUAL).size();
    int waived = report.with(ControlStatus.WAIVED).size();
    return all
        - unknown
        - manual
        - waived
        + " of "
        + all
        + " controls; "
        + unknown
        + " UNKNOWN, "
        + manual
        + " MANUAL"
        + (waived == 0 ? "" : ", " + waived + " WAIVED");
  }

  /** How many of the calls that the spec needs said something. */
  static String coverage(Report.Coverage coverage) {
    return coverage.count(Outcome.PRESENT)
        + coverage.count(Outcome.ABSENT)
        + " of "
        + coverage.calls().size()
        + " needed calls; "
        + coverage.count(Outcome.DENIED)
        + " denied, "
        + coverage.count(Outcome.MISSING)
        + " missing";
  }

  /** What ages were measured to. */
  static String asOf(Report report) {
    boolean own = report.asOf().equals(report.snapshot().observedAt());
    return report.asOf()
        + (own
            ? ", the snapshot's own time"
            : "; LATER THAN THE SNAPSHOT, which was taken " + report.snapshot().observedAt());
  }

  /** Whose snapshot it is. */
  static String account(Report report) {
    return account(report.snapshot());
  }

  /** Whose snapshot it is. */
  public static String account(SnapshotInfo snapshot) {
    String id = snapshot.identity().accountId();
    String override = snapshot.endpointOverride();
    return (id.isEmpty() ? "not named by the snapshot" : id)
        + " ("
        + snapshot.identity().partition()
        + ")"
        + (override.isEmpty() ? "" : "; NOT AWS, collected from " + override);
  }

  /** How many issues a control has; {@code -} without a verdict. */
  static String issues(Control control) {
    boolean decided =
        control.status() == ControlStatus.PASS || control.status() == ControlStatus.FAIL;
    return decided ? Integer.toString(control.issues()) : "-";
  }

  /** Who accepted a risk until when, and why. */
  static String waived(Waiver waiver) {
    String ticket = waiver.ticket().isEmpty() ? "" : ", " + waiver.ticket();
    return "waived by "
        + waiver.owner()
        + ticket
        + " until the end of "
        + waiver.expires()
        + ": "
        + onOneLine(waiver.reason());
  }

  /** What a person answered, and how long it counts. */
  static String attested(Attestation said) {
    return said.verdict().word()
        + " by "
        + said.by()
        + ", "
        + said.role()
        + ", until "
        + said.expires()
        + ": "
        + onOneLine(said.statement());
  }

  private static String onOneLine(String text) {
    return text.lines().collect(Collectors.joining(" "));
  }
}
