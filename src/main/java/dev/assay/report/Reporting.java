package dev.assay.report;

import dev.assay.aws.Evidence;
import dev.assay.aws.Identity;
import dev.assay.aws.Request;
import dev.assay.aws.Resource;
import dev.assay.aws.Source;
import dev.assay.check.Reading;
import dev.assay.evaluate.ControlResult;
import dev.assay.evaluate.ControlResult.Answer;
import dev.assay.evaluate.ControlResult.CheckResult;
import dev.assay.evaluate.ControlResult.Waived;
import dev.assay.evaluate.Evaluation;
import dev.assay.evaluate.Plan;
import dev.assay.evaluate.Score;
import dev.assay.report.Report.Attested;
import dev.assay.report.Report.Outcome;
import dev.assay.report.Report.Part;
import dev.assay.report.Report.Scores;
import dev.assay.report.Report.Tool;
import dev.assay.snapshot.SnapshotInfo;
import dev.assay.spec.Attestation;
import dev.assay.spec.Spec;
import dev.assay.spec.Waiver;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Takes an evaluation down as a report: the one place that knows both. */
final class Reporting {

  private final Identity account;
  private final Map<Attestation, String> attestations = new LinkedHashMap<>();
  private final Map<Source, Source> places = new HashMap<>();
  private final Map<Waiver, String> waivers = new LinkedHashMap<>();

  Reporting(Identity account) {
    this.account = account;
  }

  Report report(
      String version,
      SnapshotInfo snapshot,
      Evaluation evaluation,
      Function<Set<Source>, Map<Source, Source>> located) {
    places.putAll(located.apply(cited(evaluation)));
    for (ControlResult result : evaluation.controls()) {
      for (Waived applied : result.waived()) {
        waivers.putIfAbsent(applied.waiver(), "W" + (waivers.size() + 1));
      }
      for (Answer answer : result.answers()) {
        attestations.putIfAbsent(answer.attestation(), "A" + (attestations.size() + 1));
      }
    }
    return new Report(
        new Tool("assay", version),
        snapshot,
        evaluation.asOf(),
        Report.SpecInfo.of(evaluation.spec()),
        evaluation.level(),
        scores(evaluation.controls()),
        coverage(evaluation.coverage()),
        evaluation.controls().stream().map(this::control).toList(),
        attestations.entrySet().stream().map(e -> new Attested(e.getValue(), e.getKey())).toList(),
        waivers.entrySet().stream().map(e -> new Report.Waived(e.getValue(), e.getKey())).toList(),
        evaluation.warnings());
  }

  /** Every place that the evaluation names. */
  private static Set<Source> cited(Evaluation evaluation) {
    Set<Source> cited = new HashSet<>();
    evaluation.controls().stream()
        .flatMap(result -> result.findings().stream())
        .flatMap(found -> found.causes().stream())
        .forEach(
            cause -> {
              cause.readings().forEach(reading -> cited.add(reading.source()));
              cause.gaps().forEach(gap -> cited.add(gap.source()));
            });
    return cited;
  }

  private Source place(Source source) {
    return places.getOrDefault(source, source);
  }

  private static Scores scores(List<ControlResult> controls) {
    List<Part> levels = new ArrayList<>();
    Score.byLevel(controls).forEach((level, score) -> levels.add(part(level.toString(), score)));
    List<Part> sections = new ArrayList<>();
    Score.bySection(controls).forEach((section, score) -> sections.add(part(section, score)));
    return new Scores(Score.of(controls), levels, sections);
  }

  private static Part part(String name, Score score) {
    return new Part(name, score);
  }

  private static Report.Coverage coverage(Evaluation.Coverage coverage) {
    return coverage(coverage.calls());
  }

  /** Each call and what it came to, by path. */
  static Report.Coverage coverage(Map<Request, Evidence<Boolean>> outcomes) {
    List<Report.Call> calls = new ArrayList<>();
    outcomes.forEach((request, outcome) -> calls.add(call(request, outcome)));
    calls.sort(Comparator.comparing(Report.Call::path).thenComparing(Report.Call::command));
    return new Report.Coverage(calls);
  }

  private static Report.Call call(Request request, Evidence<Boolean> evidence) {
    Outcome outcome =
        evidence.fold(
            (value, source) -> Outcome.PRESENT, (code, source) -> Outcome.ABSENT, Outcome::of);
    String cause =
        evidence.fold((value, source) -> "", (code, source) -> code, dev.assay.aws.Gap::cause);
    return new Report.Call(
        request.path(),
        request.region(),
        request.command(),
        request.call().action(),
        outcome,
        cause);
  }

  private Report.Control control(ControlResult result) {
    Spec.Control control = result.control();
    List<Report.Check> checks = new ArrayList<>();
    List<Report.Finding> findings = new ArrayList<>();
    Fingerprint.Names refs = new Fingerprint.Names();
    for (CheckResult used : result.checks()) {
      Report.Check check = check(used, refs);
      checks.add(check);
      Fingerprint.Names names = new Fingerprint.Names();
      used.findings()
          .forEach(
              found ->
                  findings.add(finding(result, check, found, ids(used.waivers(found)), names)));
    }
    return new Report.Control(
        control.id(),
        control.name(),
        control.description(),
        control.section(),
        control.level(),
        control.scored(),
        control.severity(),
        control.defaultStatus(),
        control.manual(),
        result.status(),
        result.decidedBy(),
        result.unknownBecause(),
        result.failures(),
        checks,
        findings,
        result.answers().stream().map(a -> attestations.get(a.attestation())).toList(),
        ids(result.waived().stream().map(Waived::waiver).toList()));
  }

  private List<String> ids(List<Waiver> applied) {
    return applied.stream().map(waivers::get).toList();
  }

  private static Report.Check check(CheckResult used, Fingerprint.Names refs) {
    Plan.Use use = used.use();
    Optional<dev.assay.check.Check> row = use.check();
    String id = row.map(dev.assay.check.Check::id).orElse("");
    return new Report.Check(
        refs.unique(id.isEmpty() ? use.name() : id),
        id,
        use.name(),
        row.map(dev.assay.check.Check::title).orElse(""),
        row.map(dev.assay.check.Check::why).orElse(""),
        row.map(dev.assay.check.Check::remedy).orElse(""),
        row.map(dev.assay.check.Check::counted).orElse(""),
        used.applicable(),
        use.parameters().values());
  }

  /**
   * @param names of the findings and causes of this check; two findings about one resource, and two
   *     causes of one key, are rare: they are told apart by their order
   */
  private Report.Finding finding(
      ControlResult result,
      Report.Check check,
      dev.assay.check.Finding found,
      List<String> waivers,
      Fingerprint.Names names) {
    Resource resource = found.resource();
    String region = Fingerprint.region(resource);
    String own = names.again(resource);
    List<Report.Cause> causes =
        found.causes().stream()
            .map(
                cause -> {
                  String key = cause.key() + names.again(List.of(resource, cause.key()));
                  String print = Fingerprint.of(account, check.ref(), region, resource, key);
                  return cause(cause, key, print);
                })
            .toList();
    return new Report.Finding(
        check.ref(),
        resource,
        region,
        found.status(),
        waivers,
        attestation(result, found),
        Fingerprint.of(account, check.ref(), region, resource, own),
        causes);
  }

  private String attestation(ControlResult result, dev.assay.check.Finding found) {
    return result.answers().stream()
        .filter(answer -> answer.findings().contains(found))
        .findFirst()
        .map(answer -> attestations.get(answer.attestation()))
        .orElse("");
  }

  private Report.Cause cause(dev.assay.check.Cause cause, String key, String fingerprint) {
    return new Report.Cause(
        key,
        cause.status(),
        cause.message(),
        cause.link(),
        cause.witness(),
        fingerprint,
        cause.readings().stream()
            .map(reading -> new Reading(place(reading.source()), reading.value()))
            .toList(),
        cause.gaps().stream().map(this::gap).toList());
  }

  private Report.Gap gap(dev.assay.aws.Gap gap) {
    Request request = gap.request();
    return new Report.Gap(
        Outcome.of(gap),
        request.path(),
        request.region(),
        request.command(),
        request.call().action(),
        place(gap.source()),
        gap.cause());
  }
}
