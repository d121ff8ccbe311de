package dev.assay.report;

import dev.assay.aws.Account;
import dev.assay.aws.Call;
import dev.assay.aws.Evidence;
import dev.assay.aws.Gap;
import dev.assay.aws.Identity;
import dev.assay.aws.Request;
import dev.assay.aws.Resource;
import dev.assay.aws.Source;
import dev.assay.check.Cause;
import dev.assay.check.Check;
import dev.assay.check.Finding;
import dev.assay.check.Parameters;
import dev.assay.check.Reading;
import dev.assay.evaluate.ControlResult;
import dev.assay.evaluate.ControlResult.CheckResult;
import dev.assay.evaluate.ControlStatus;
import dev.assay.evaluate.Evaluation;
import dev.assay.evaluate.Plan;
import dev.assay.snapshot.Snapshot;
import dev.assay.snapshot.SnapshotInfo;
import dev.assay.spec.Spec;
import dev.assay.spec.Spec.Control;
import dev.assay.spec.SpecReader;
import dev.assay.spec.Waiver;
import dev.assay.testing.Sample;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Reports made by hand, without a snapshot. */
final class Made {

  static final Instant TAKEN = Instant.parse("2024-05-31T00:00:00Z");

  static final SnapshotInfo INFO =
      new SnapshotInfo(new Identity("111122223333", "aws"), TAKEN, "d1", "verified", "");

  private Made() {}

  static Report report(Spec spec, List<ControlResult> results) {
    return report(INFO, TAKEN, spec, results);
  }

  /** Of six calls three brought something, two were denied and one was not made. */
  static Report report(SnapshotInfo info, Instant asOf, Spec spec, List<ControlResult> results) {
    Map<Request, Evidence<Boolean>> calls = new LinkedHashMap<>();
    calls.put(bucket("a"), Evidence.present(true, Source.json("a", "")));
    calls.put(bucket("b"), Evidence.present(true, Source.json("b", "")));
    calls.put(bucket("c"), Evidence.absent("NoSuchBucketPolicy", Source.line("c", 1)));
    calls.put(bucket("d"), lost(Gap.Kind.DENIED, bucket("d")));
    calls.put(bucket("e"), lost(Gap.Kind.DENIED, bucket("e")));
    calls.put(bucket("f"), lost(Gap.Kind.MISSING, bucket("f")));
    Evaluation.Coverage coverage = new Evaluation.Coverage(calls);
    return Report.of(
        "1.0",
        info,
        new Evaluation(spec, 0, asOf, results, coverage, List.of()),
        places -> Map.of());
  }

  /** What a spec that ships says of a sample. */
  static Report report(Sample sample, String spec, Waiver... waivers) {
    return report(sample, spec, List.of(waivers), snapshot -> snapshot::located);
  }

  /** The same, of which nobody has asked on which lines values stand. */
  static Report withoutLines(Sample sample, String spec) {
    return report(sample, spec, List.of(), snapshot -> places -> Map.of());
  }

  private static Report report(
      Sample sample,
      String spec,
      List<Waiver> waivers,
      Function<Snapshot, Function<Set<Source>, Map<Source, Source>>> located) {
    Snapshot snapshot = Snapshot.of(sample.files());
    Account account = snapshot.account(Optional.empty());
    Plan plan = Plan.of(SpecReader.read(spec), 0, false);
    return Report.of(
        "1.0",
        snapshot.info(account),
        Evaluation.of(account, plan, List.of(), waivers),
        located.apply(snapshot));
  }

  private static Request bucket(String name) {
    return Request.about(Call.GET_BUCKET_POLICY, "", name, name);
  }

  private static Evidence<Boolean> lost(Gap.Kind kind, Request request) {
    return Evidence.lost(
        new Gap(kind, request, Source.json(request.path(), ""), request.path() + " is not there"));
  }

  /** A control with so many failed findings about users. */
  static ControlResult result(Control control, ControlStatus status, int failures) {
    List<Finding> findings =
        IntStream.range(0, failures).mapToObj(n -> failure("user" + n, "is wrong", "no")).toList();
    return result(control, status, "AVD-AWS-0001", findings);
  }

  /** A control with one check, called by this name. */
  static ControlResult result(
      Control control, ControlStatus status, String name, List<Finding> findings) {
    Check check =
        new Check(
            "iam-stub",
            "all is well",
            "it would be bad",
            "user",
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            "mend it",
            List.of(),
            List.of(),
            (account, given) -> List.of());
    Plan.Use use = new Plan.Use(name, Optional.of(check), new Parameters(new TreeMap<>()));
    return new ControlResult(
        control, status, List.of(new CheckResult(use, true, findings)), List.of());
  }

  /** A failed finding that was read in the second line of a file {@code report.csv}. */
  static Finding failure(String user, String message, String value) {
    Reading reading = new Reading(Source.line("report.csv", 2).column("mfa"), value);
    return Finding.of(new Resource("user", user), Cause.of("mfa", false, message, reading));
  }

  static List<ControlResult> all(Spec spec, ControlStatus status) {
    return spec.controls().stream()
        .map(control -> new ControlResult(control, status, List.of(), List.of()))
        .toList();
  }
}
