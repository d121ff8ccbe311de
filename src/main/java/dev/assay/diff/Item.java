package dev.assay.diff;

import dev.assay.aws.Resource;
import dev.assay.check.Status;
import dev.assay.report.Report;
import dev.assay.report.Report.Cause;
import dev.assay.report.Report.Check;
import dev.assay.report.Report.Control;
import dev.assay.report.Report.Finding;
import dev.assay.spec.Attestation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A finding in its report.
 *
 * @param at the control's number in the report
 * @param place the control's id, and which of that id it is
 * @param name the same in both reports for the same question about the same resource
 * @param check that made it; empty for what a person has to say of the control itself
 * @param causes by keys that are the same in both reports
 */
record Item(
    int at,
    String place,
    String name,
    Control control,
    Optional<Check> check,
    Finding finding,
    Map<String, Cause> causes) {

  /** Every finding, and for each control that a person must answer what that person says. */
  static List<Item> all(Report report, Naming naming) {
    List<Item> items = new ArrayList<>();
    List<String> places = places(report);
    for (int at = 0; at < places.size(); at++) {
      String place = places.get(at);
      Control control = report.controls().get(at);
      Map<String, Check> checks = new HashMap<>();
      control.checks().forEach(check -> checks.put(check.ref(), check));
      Naming.Unique names = naming.unique();
      for (Finding finding : control.findings()) {
        Map<String, Cause> causes = new LinkedHashMap<>();
        finding.causes().forEach(cause -> causes.put(naming.key(cause.key()), cause));
        Optional<Check> check = Optional.of(checks.get(finding.check()));
        items.add(new Item(at, place, names.of(finding), control, check, finding, causes));
      }
      if (control.manual()) {
        Finding said = said(report, control);
        String name = "person: " + control.name();
        items.add(new Item(at, place, name, control, Optional.empty(), said, Map.of()));
      }
    }
    return items;
  }

  /** The ids of the controls; of those with one id, the second gets {@code #2}, and so on. */
  static List<String> places(Report report) {
    Map<String, Integer> seen = new HashMap<>();
    List<String> places = new ArrayList<>();
    for (Control control : report.controls()) {
      int times = seen.merge(control.id(), 1, Integer::sum);
      places.add(control.id() + (times == 1 ? "" : "#" + times));
    }
    return places;
  }

  private static Finding said(Report report, Control control) {
    Optional<Report.Attested> word =
        report.attestations().stream()
            .filter(attested -> control.attestations().contains(attested.id()))
            .filter(attested -> attested.attestation().isOfWholeControl())
            .findFirst();
    Status status =
        word.map(Report.Attested::attestation)
            .map(Attestation::verdict)
            .map(Item::status)
            .orElse(Status.MANUAL);
    List<String> elsewhere =
        control.findings().stream().flatMap(f -> f.waivers().stream()).toList();
    List<String> waivers =
        status == Status.FAIL
            ? control.waivers().stream().filter(id -> !elsewhere.contains(id)).toList()
            : List.of();
    Resource account = report.snapshot().identity().resource();
    String id = word.map(Report.Attested::id).orElse("");
    return new Finding("", account, "", status, waivers, id, "", List.of());
  }

  private static Status status(Attestation.Verdict verdict) {
    return switch (verdict) {
      case PASS -> Status.PASS;
      case FAIL -> Status.FAIL;
      case NOT_APPLICABLE -> Status.NOT_COUNTED;
    };
  }

  boolean is(Status status) {
    return finding.status() == status;
  }

  boolean isWaived() {
    return finding.isWaived();
  }

  /** All that was looked at, and what was read where. */
  Map<String, List<Object>> evidence() {
    Map<String, List<Object>> evidence = new HashMap<>();
    causes.forEach(
        (key, cause) ->
            evidence.put(key, List.of(cause.status(), cause.witness(), cause.evidence())));
    return evidence;
  }

  /** The keys that make the status what it is. */
  List<String> deciding() {
    return causes.keySet().stream()
        .filter(key -> causes.get(key).status() == finding.status())
        .toList();
  }
}
