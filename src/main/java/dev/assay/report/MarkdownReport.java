package dev.assay.report;

import static dev.assay.report.Escape.code;
import static dev.assay.report.Escape.markdown;

import dev.assay.check.Reading;
import dev.assay.check.Status;
import dev.assay.evaluate.ControlStatus;
import dev.assay.report.Report.Cause;
import dev.assay.report.Report.Check;
import dev.assay.report.Report.Control;
import dev.assay.report.Report.Finding;
import dev.assay.report.Report.Gap;
import dev.assay.report.Report.Part;
import dev.assay.spec.Attestation;
import dev.assay.spec.Waiver;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Markdown (CommonMark with GitHub's tables) for a pull request or an issue: score, controls and
 * cures; {@link #all} adds every failure with its evidence, and what persons have to answer.
 *
 * <p>Every line begins with our own mark-up, and no string of the report is more than words or a
 * code span. GitHub takes 65,536 characters a comment: a long report is better attached.
 */
final class MarkdownReport {

  /** A longer list is folded away behind its count. */
  private static final int LONG = 5;

  private final Report report;
  private final StringBuilder out = new StringBuilder();

  private MarkdownReport(Report report) {
    this.report = report;
  }

  /** Score, controls and cures. */
  static String summary(Report report) {
    MarkdownReport markdown = new MarkdownReport(report);
    markdown.head();
    markdown.controls();
    markdown.cures();
    return markdown.out.toString();
  }

  /** The same, and each finding that did not pass. */
  static String all(Report report) {
    MarkdownReport markdown = new MarkdownReport(report);
    markdown.head();
    markdown.controls();
    markdown.listed("Failures", c -> c.counted(Status.FAIL), true);
    markdown.listed("Unknown", c -> c.counted(Status.UNKNOWN), false);
    markdown.listed("To be answered by a person", c -> c.counted(Status.MANUAL), false);
    markdown.listed("Waived", c -> c.findings().stream().filter(Finding::isWaived).toList(), true);
    markdown.listed("Not counted", c -> c.counted(Status.NOT_COUNTED), false);
    markdown.attested();
    markdown.cures();
    return markdown.out.toString();
  }

  private void head() {
    line("## " + markdown("Compliance: " + report.spec().title()));
    line("");
    line("**Score:** " + markdown(Facts.score(report.score().all())) + "  ");
    line("**Decided:** " + markdown(Facts.decided(report)) + "  ");
    line("**Coverage:** " + markdown(Facts.coverage(report.coverage())) + "  ");
    line("**As of:** " + markdown(Facts.asOf(report)) + "  ");
    line("**Account:** " + markdown(Facts.account(report)) + "  ");
    line("**Snapshot:** " + code("sha256:" + report.snapshot().digest()) + "  ");
    line("**Integrity:** " + markdown(report.snapshot().integrity()));
    parts("Level", report.score().levels());
    parts("Section", report.score().sections());
  }

  private void parts(String what, List<Part> parts) {
    if (parts.isEmpty()) {
      return;
    }
    line("");
    line("| " + what + " | Score | UNKNOWN |");
    line("|---|---|---:|");
    for (Part part : parts) {
      String score = markdown(Facts.score(part.score()));
      line("| " + markdown(part.name()) + " | " + score + " | " + part.score().unknown() + " |");
    }
  }

  private void controls() {
    line("");
    line("| Control | | Severity | Status | Issues |");
    line("|---|---|---|---|---:|");
    for (Control control : report.controls()) {
      String status = control.status().label();
      line(
          "| "
              + String.join(
                  " | ",
                  markdown(control.id()),
                  markdown(control.name()),
                  markdown(control.severity()),
                  control.status() == ControlStatus.PASS ? status : "**" + status + "**",
                  Facts.issues(control))
              + " |");
    }
  }

  /** A heading a control, and its findings of a kind. */
  private void listed(String title, Function<Control, List<Finding>> which, boolean evidence) {
    List<Control> controls =
        report.controls().stream().filter(control -> !which.apply(control).isEmpty()).toList();
    if (controls.isEmpty()) {
      return;
    }
    line("");
    line("### " + title);
    for (Control control : controls) {
      List<Finding> findings = which.apply(control);
      boolean fold = findings.size() > LONG;
      line("");
      line("#### " + name(control));
      line("");
      if (fold) {
        line("<details><summary>" + findings.size() + " findings</summary>");
        line("");
      }
      findings.forEach(finding -> finding(finding, evidence));
      if (fold) {
        line("");
        line("</details>");
      }
      remedy(control, findings);
    }
  }

  private void finding(Finding finding, boolean evidence) {
    line("- " + code(finding.resource().toString()));
    for (Cause cause : finding.deciding()) {
      line("  - Found: " + markdown(cause.message()));
      for (Reading reading : evidence ? cause.evidence() : List.<Reading>of()) {
        String read = reading.value().isEmpty() ? "looked" : "read " + code(reading.value());
        line("    - " + read + " at " + code(reading.source().toString()));
      }
    }
    for (Waiver waiver : report.waivers(finding.waivers())) {
      line("  - Is " + markdown(Facts.waived(waiver)));
    }
  }

  private void remedy(Control control, List<Finding> findings) {
    List<String> remedies =
        findings.stream()
            .filter(finding -> finding.status() == Status.FAIL)
            .map(control::check)
            .map(Check::remedy)
            .filter(remedy -> !remedy.isEmpty())
            .distinct()
            .toList();
    if (!remedies.isEmpty()) {
      line("");
      line("Remedy: " + remedies.stream().map(Escape::markdown).collect(Collectors.joining("; ")));
    }
  }

  private void attested() {
    List<Control> controls =
        report.controls().stream().filter(c -> !c.attestations().isEmpty()).toList();
    if (controls.isEmpty()) {
      return;
    }
    line("");
    line("### Attested");
    line("");
    for (Control control : controls) {
      for (Attestation said : report.attestations(control)) {
        line("- " + name(control) + ": " + markdown(Facts.attested(said)));
      }
    }
  }

  /** What to collect so that the UNKNOWN can be decided, as commands to paste. */
  private void cures() {
    Map<Gap, List<Control>> blocking = report.blocking();
    if (blocking.isEmpty()) {
      return;
    }
    line("");
    line("### UNKNOWN for lack of evidence");
    blocking.forEach(
        (gap, controls) -> {
          String ids =
              controls.stream()
                  .map(Control::id)
                  .distinct()
                  .map(Escape::markdown)
                  .collect(Collectors.joining(" "));
          line("");
          line("Controls " + ids + ": " + markdown(gap.cause()) + "; needs " + code(gap.action()));
          line("");
          String command = Escape.terminal(gap.command());
          String fence = Escape.fence(command, 3);
          line(fence + "sh");
          line(command);
          line(fence);
        });
  }

  private static String name(Control control) {
    return markdown("Control " + control.id() + " " + control.name());
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
