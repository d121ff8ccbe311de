package dev.assay.report;

import dev.assay.check.Status;
import dev.assay.evaluate.ControlStatus;
import dev.assay.report.Report.Cause;
import dev.assay.report.Report.Control;
import dev.assay.report.Report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Texts that want to be more than text, and reports in which everything is called so. */
final class Hostile {

  private Hostile() {}

  static Stream<String> texts() {
    return Stream.of(
        "=cmd|'/c calc'!A1",
        "x;=1+1,+2",
        "\"=1+1\"",
        "\t@SUM(1)",
        "\uFF1D1+1",
        "-1",
        "</script><img src=x onerror=alert(1)>]]><!--",
        "a\nb\r\n::error::x\r##vso[x]",
        "::error::x",
        "##[error]x",
        "\u0000\u0007\u001b[2J\u001b]0;x\u0007\u007f\u009b",
        "\u202e\u2066\u200b\u00ad\u2028\u2029\ufeff",
        "half\ud800 and\udc00 half",
        "\ufffe\uffff\ufdd0",
        "a|b\\|c\\",
        "`` ` ``` `",
        "`",
        "[x](javascript:alert(1)) ![x](http://example.com/x.png) [x][1]",
        "@somebody #1 GH-1 a@example.com www.example.com https://example.com :boom:",
        "`@somebody`@other `www.example.com`#1",
        "# a\n- b\n1. c\n---\n> d",
        "<details>",
        "*a* _b_ ~~c~~ $`d`$",
        "&lt;&#64;",
        "%2e%2e/../a b:c?d#e",
        "Zoë 日本 𝔘 \udb40\udc41",
        " ",
        "x".repeat(1500));
  }

  /** A control of each status, with and without findings, waived and not, of each status. */
  static Report report(String text) {
    Report full = NativeReportTest.full(text);
    Control control = full.controls().get(0);
    List<Finding> findings = new ArrayList<>();
    for (Status status : Status.values()) {
      for (List<String> waivers : List.of(List.<String>of(), List.of(text))) {
        findings.add(finding(control.findings().get(0), status, waivers));
      }
    }
    List<Control> controls = new ArrayList<>();
    for (ControlStatus status : ControlStatus.values()) {
      controls.add(control(control, status, findings));
      controls.add(control(control, status, List.of()));
    }
    return new Report(
        full.tool(),
        full.snapshot(),
        full.asOf(),
        full.spec(),
        full.level(),
        full.score(),
        full.coverage(),
        controls,
        full.attestations(),
        full.waivers(),
        full.warnings());
  }

  private static Finding finding(Finding of, Status status, List<String> waivers) {
    List<Cause> causes =
        of.causes().stream()
            .map(
                cause ->
                    new Cause(
                        cause.key(),
                        status,
                        cause.message(),
                        cause.link(),
                        cause.witness(),
                        cause.fingerprint(),
                        cause.evidence(),
                        status == Status.UNKNOWN ? cause.gaps() : List.of()))
            .toList();
    return new Finding(
        of.check(),
        of.resource(),
        of.region(),
        status,
        waivers,
        of.attestation(),
        of.fingerprint(),
        causes);
  }

  private static Control control(Control of, ControlStatus status, List<Finding> findings) {
    return new Control(
        of.id(),
        of.name(),
        of.description(),
        of.section(),
        of.level(),
        of.scored(),
        of.severity(),
        of.defaultStatus(),
        of.manual(),
        status,
        of.decidedBy(),
        of.unknownBecause(),
        of.issues(),
        of.checks(),
        findings,
        of.attestations(),
        findings.isEmpty() && status != ControlStatus.WAIVED ? List.of() : of.waivers());
  }
}
