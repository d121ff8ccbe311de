package dev.assay.report;

import dev.assay.check.Reading;
import dev.assay.check.Status;
import dev.assay.evaluate.ControlStatus;
import dev.assay.evaluate.DecidedBy;
import dev.assay.report.HtmlPage.Fold;
import dev.assay.report.HtmlPage.Section;
import dev.assay.report.Report.Call;
import dev.assay.report.Report.Cause;
import dev.assay.report.Report.Check;
import dev.assay.report.Report.Control;
import dev.assay.report.Report.Finding;
import dev.assay.report.Report.Gap;
import dev.assay.text.JsonText;
import dev.assay.text.UnreadableException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The report as one page.
 *
 * <p>The templates of {@code src/main/jte/report} call this for what is more than a value of the
 * report.
 */
final class HtmlReport {

  /** How many findings of a kind, or failing controls, are shown before the rest is folded. */
  private static final int SHOWN = 5;

  private static final int SHOWN_CONTROLS = 10;

  private static final List<String> SEVERITIES = List.of("CRITICAL", "HIGH", "MEDIUM", "LOW");

  private final Report report;
  private final Map<Control, String> anchors;

  private HtmlReport(Report report) {
    this.report = report;
    this.anchors = HtmlPage.anchors(report.controls());
  }

  /** The page. */
  static String write(Report report) {
    return HtmlPage.write(out -> JtepageGenerated.render(out, null, new HtmlReport(report)));
  }

  Report report() {
    return report;
  }

  /** The name by which links point to a control. */
  String anchor(Control control) {
    return anchors.get(control);
  }

  /** All controls, in spec order. */
  List<Section<Control>> sections() {
    return HtmlPage.sections(report.controls(), control -> control);
  }

  /** The controls that fail, the worst first. */
  Fold<Control> failing() {
    List<Control> failing =
        report.with(ControlStatus.FAIL).stream()
            .sorted(Comparator.comparingInt(control -> rank(control.severity())))
            .toList();
    return Fold.of(failing, SHOWN_CONTROLS);
  }

  /** How many controls fail, by severity, the worst first. */
  Map<String, Integer> failingBySeverity() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    Fold<Control> failing = failing();
    for (List<Control> part : List.of(failing.shown(), failing.rest())) {
      part.forEach(control -> counts.merge(control.severity(), 1, Integer::sum));
    }
    return counts;
  }

  private static int rank(String severity) {
    int at = SEVERITIES.indexOf(severity);
    return at < 0 ? SEVERITIES.size() : at;
  }

  /** A call that would decide these controls. */
  record Cure(Gap gap, List<Control> controls) {}

  /** The calls to repeat, those that decide most controls first. */
  Fold<Cure> cures() {
    List<Cure> cures =
        report.blocking().entrySet().stream()
            .map(entry -> new Cure(entry.getKey(), entry.getValue()))
            .sorted((one, other) -> other.controls().size() - one.controls().size())
            .toList();
    return Fold.of(cures, SHOWN);
  }

  /** The controls that no call would decide: what was read leaves them open. */
  List<Control> undecided() {
    return report.with(ControlStatus.UNKNOWN).stream()
        .filter(control -> control.gaps().isEmpty())
        .toList();
  }

  /** The statuses that controls have, with how many. */
  Map<ControlStatus, Integer> tally() {
    Map<ControlStatus, Integer> tally = new LinkedHashMap<>();
    for (ControlStatus status : ControlStatus.values()) {
      if (!report.with(status).isEmpty()) {
        tally.put(status, report.with(status).size());
      }
    }
    return tally;
  }

  /** The levels that controls have, in order. */
  List<Integer> levels() {
    return report.controls().stream()
        .map(Control::level)
        .filter(level -> level > 0)
        .distinct()
        .sorted()
        .toList();
  }

  boolean hasSections() {
    return report.controls().stream().anyMatch(control -> !control.section().isEmpty());
  }

  /** The findings of one kind. */
  record Group(String title, Fold<Finding> findings) {}

  /** What a check found for a control: what needs a person first, the rest folded. */
  static List<Group> groups(Control control, Check check) {
    List<Finding> all =
        control.findings().stream().filter(f -> f.check().equals(check.ref())).toList();
    List<Group> groups = new ArrayList<>();
    group(groups, "failed", SHOWN, all, counts(Status.FAIL));
    group(groups, "unknown", SHOWN, all, counts(Status.UNKNOWN));
    group(groups, "for a person to answer", SHOWN, all, counts(Status.MANUAL));
    group(groups, "waived", SHOWN, all, Finding::isWaived);
    group(groups, "passed", 0, all, counts(Status.PASS));
    group(groups, "looked at and not counted", 0, all, counts(Status.NOT_COUNTED));
    return groups;
  }

  private static Predicate<Finding> counts(Status status) {
    return finding -> finding.status() == status && !finding.isWaived();
  }

  private static void group(
      List<Group> to, String title, int shown, List<Finding> all, Predicate<Finding> which) {
    List<Finding> findings = all.stream().filter(which).toList();
    if (!findings.isEmpty()) {
      to.add(new Group(title, Fold.of(findings, shown)));
    }
  }

  /** How many findings of each kind a control has, as one line. */
  static String counts(Control control) {
    List<String> counts = new ArrayList<>();
    count(counts, control.counted(Status.FAIL).size(), "failed");
    count(counts, control.counted(Status.UNKNOWN).size(), "unknown");
    count(counts, control.counted(Status.MANUAL).size(), "manual");
    count(counts, control.waived(), "waived");
    count(counts, control.counted(Status.PASS).size(), "passed");
    return String.join(", ", counts);
  }

  private static void count(List<String> to, int count, String what) {
    if (count > 0) {
      to.add(count + " " + what);
    }
  }

  /** What the benchmark's own checklist asks of a control; a waiver makes nothing right. */
  static String setCorrectly(Control control) {
    return switch (control.status()) {
      case PASS -> "yes";
      case FAIL -> "no";
      case WAIVED -> control.decidedBy() == DecidedBy.NOBODY ? "unknown" : "no";
      case UNKNOWN, MANUAL -> "unknown";
      case NOT_APPLICABLE -> "does not apply";
    };
  }

  /** The parts of a text, by turns plain and between backticks; one part when they don't pair. */
  static List<String> prose(String text) {
    List<String> parts = List.of(text.split("`", -1));
    return parts.size() % 2 == 1 ? parts : List.of(text);
  }

  /** A parameter's value. */
  static String text(Object value) {
    return value instanceof List<?> all
        ? all.stream().map(String::valueOf).collect(Collectors.joining(", "))
        : String.valueOf(value);
  }

  /** What a cause says, without the event that the page shows below it over several lines. */
  static String message(Cause cause) {
    return cause.witness().isEmpty()
        ? cause.message()
        : cause.message().replace(cause.witness(), "the one below");
  }

  /** What was read, all in view. */
  static Fold<Reading> evidence(Cause cause) {
    List<Reading> all = HtmlPage.told(cause, cause.evidence());
    return Fold.of(all, all.size());
  }

  /** Why a call brought what it did, without the file, which stands beside it. */
  static String cause(Call call) {
    return call.cause().startsWith(call.path() + " ")
        ? call.cause().substring(call.path().length() + 1)
        : call.cause();
  }

  /** A JSON text over several lines; as it is when it is no JSON. */
  static List<String> lines(String json) {
    try {
      return Indented.value(JsonText.parse(json)).lines().toList();
    } catch (UnreadableException e) {
      return List.of(json);
    }
  }
}
