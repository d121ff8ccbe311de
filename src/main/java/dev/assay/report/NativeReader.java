package dev.assay.report;

import dev.assay.InputException;
import dev.assay.Problem;
import dev.assay.aws.Identity;
import dev.assay.aws.Resource;
import dev.assay.aws.Source;
import dev.assay.check.Link;
import dev.assay.check.Reading;
import dev.assay.check.Status;
import dev.assay.evaluate.ControlStatus;
import dev.assay.evaluate.DecidedBy;
import dev.assay.evaluate.Score;
import dev.assay.report.Members.Problems;
import dev.assay.report.Report.Attested;
import dev.assay.report.Report.Call;
import dev.assay.report.Report.Cause;
import dev.assay.report.Report.Check;
import dev.assay.report.Report.Control;
import dev.assay.report.Report.Coverage;
import dev.assay.report.Report.Finding;
import dev.assay.report.Report.Gap;
import dev.assay.report.Report.Outcome;
import dev.assay.report.Report.Part;
import dev.assay.report.Report.Scores;
import dev.assay.report.Report.SpecInfo;
import dev.assay.report.Report.Tool;
import dev.assay.report.Report.Waived;
import dev.assay.snapshot.SnapshotInfo;
import dev.assay.spec.Attestation;
import dev.assay.spec.Attestation.Verdict;
import dev.assay.spec.Waiver;
import dev.assay.text.JsonText;
import dev.assay.text.Text;
import dev.assay.text.UnreadableException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads format {@code assay-report/1} and nothing else. */
final class NativeReader {

  private static final String FAMILY = "assay-report/";
  private static final String CURE = "give a file that `assay evaluate --format native` wrote";

  private final String file;
  private final Problems problems;

  NativeReader(String file) {
    this.file = file;
    this.problems = new Problems(file, "write it anew with `assay evaluate --format native`");
  }

  Report report(byte[] bytes) {
    JsonNode root = root(bytes);
    Report report = new Members(problems, "", root).as(this::report);
    problems.throwIfAny();
    return report;
  }

  private JsonNode root(byte[] bytes) {
    JsonNode root;
    try {
      root = JsonText.parse(Text.decode(bytes));
    } catch (UnreadableException e) {
      throw InputException.usage(file, e.getMessage(), CURE);
    }
    JsonNode format = root.get("format");
    if (format == null || !format.isString() || !format.stringValue().startsWith(FAMILY)) {
      throw InputException.usage(file, "is no report of format " + NativeReport.FORMAT, CURE);
    }
    if (!format.stringValue().equals(NativeReport.FORMAT)) {
      throw InputException.usage(
          file,
          "is of format `"
              + format.stringValue()
              + "`, this version of assay reads "
              + NativeReport.FORMAT,
          "read it with the version that wrote it, or a newer one");
    }
    return root;
  }

  private Report report(Members all) {
    all.text("format");
    Tool tool = all.member("tool").as(m -> new Tool(m.text("name"), m.text("version")));
    SnapshotInfo snapshot = all.member("snapshot").as(NativeReader::snapshot);
    List<Attested> attestations = all.list("attestations", NativeReader::attested);
    List<Waived> waivers = all.list("waivers", NativeReader::waiver);
    Set<String> said = new HashSet<>(attestations.stream().map(Attested::id).toList());
    Set<String> waived = new HashSet<>(waivers.stream().map(Waived::id).toList());
    return new Report(
        tool,
        snapshot,
        all.instant("asOf"),
        all.member("spec").as(NativeReader::spec),
        all.number("level"),
        all.member("score")
            .as(
                m ->
                    new Scores(
                        m.member("all").as(NativeReader::score),
                        m.list("levels", NativeReader::part),
                        m.list("sections", NativeReader::part))),
        all.member("coverage").as(NativeReader::coverage),
        all.list("controls", m -> control(m, said, waived)),
        attestations,
        waivers,
        all.list("warnings", m -> new Problem(m.text("where"), m.text("what"), m.text("help"))));
  }

  private static SnapshotInfo snapshot(Members m) {
    return new SnapshotInfo(
        new Identity(m.text("account"), m.text("partition")),
        m.instant("observedAt"),
        m.text("digest"),
        m.text("integrity"),
        m.text("endpointOverride"));
  }

  private static SpecInfo spec(Members m) {
    return new SpecInfo(
        m.text("id"),
        m.text("title"),
        m.text("version"),
        m.text("description"),
        m.texts("relatedResources"),
        m.text("source"),
        m.flag("builtIn"),
        m.text("sha256"));
  }

  private static Part part(Members m) {
    return new Part(m.text("name"), m.member("score").as(NativeReader::score));
  }

  private static Score score(Members m) {
    m.number("applicable");
    return new Score(
        m.number("passed"),
        m.number("failed"),
        m.number("unknown"),
        m.number("manual"),
        m.number("waived"));
  }

  private static Coverage coverage(Members m) {
    m.number("needed");
    for (Outcome outcome : Outcome.values()) {
      m.number(outcome.word());
    }
    return new Coverage(
        m.list(
            "calls",
            call ->
                new Call(
                    call.text("path"),
                    call.text("region"),
                    call.text("command"),
                    call.text("action"),
                    call.word("outcome", Outcome::word, List.of(Outcome.values())),
                    call.text("cause"))));
  }

  private static Control control(Members m, Set<String> attestations, Set<String> waivers) {
    m.member("counts")
        .as(
            counts -> {
              for (Status status : Status.values()) {
                counts.number(status.name());
              }
              return counts.number("WAIVED");
            });
    List<Check> checks = m.list("checks", NativeReader::check);
    Set<String> refs = new HashSet<>();
    checks.forEach(check -> m.require(refs.add(check.ref()), "checks", "has one `ref` twice"));
    return new Control(
        m.text("id"),
        m.text("name"),
        m.text("description"),
        m.text("section"),
        m.number("level"),
        m.flag("scored"),
        m.text("severity"),
        m.text("defaultStatus"),
        m.flag("manual"),
        m.word("status", ControlStatus::name, List.of(ControlStatus.values())),
        m.word("decidedBy", DecidedBy::word, List.of(DecidedBy.values())),
        m.texts("unknownBecause"),
        m.number("issues"),
        checks,
        m.list("findings", finding -> finding(finding, refs, attestations, waivers)),
        m.references("attestations", attestations),
        m.references("waivers", waivers));
  }

  private static Check check(Members m) {
    return new Check(
        m.text("ref"),
        m.text("id"),
        m.text("name"),
        m.text("title"),
        m.text("why"),
        m.text("remedy"),
        m.text("counted"),
        m.flag("applicable"),
        m.values("parameters"));
  }

  private static Finding finding(
      Members m, Set<String> checks, Set<String> attestations, Set<String> waivers) {
    m.text("message");
    Members resource = m.member("resource");
    return new Finding(
        m.reference("check", checks),
        resource.as(NativeReader::resource),
        resource.text("region"),
        m.word("status", Status::name, List.of(Status.values())),
        m.references("waivers", waivers),
        m.optional("attestation", attestations),
        m.fingerprint("fingerprint"),
        m.list("causes", NativeReader::cause));
  }

  private static Resource resource(Members m) {
    m.text("region");
    m.text("display");
    return new Resource(m.text("type"), m.text("id"), m.text("part"), m.text("name"));
  }

  private static Cause cause(Members m) {
    return new Cause(
        m.text("key"),
        m.word("status", Status::name, List.of(Status.values())),
        m.text("message"),
        m.word("link", Link::word, List.of(Link.values())),
        m.text("witness"),
        m.fingerprint("fingerprint"),
        m.list("evidence", read -> new Reading(place(read), read.text("value"))),
        m.list("gaps", NativeReader::gap));
  }

  private static Source place(Members m) {
    return new Source(m.text("file"), m.text("pointer"), m.number("line"), m.text("column"));
  }

  private static Gap gap(Members m) {
    return new Gap(
        m.word("outcome", Outcome::word, List.of(Outcome.DENIED, Outcome.MISSING)),
        m.text("path"),
        m.text("region"),
        m.text("command"),
        m.text("action"),
        m.member("place").as(NativeReader::place),
        m.text("cause"));
  }

  private static Attested attested(Members m) {
    return new Attested(
        m.text("id"),
        new Attestation(
            m.text("control"),
            m.text("resource"),
            m.text("account"),
            m.word("verdict", Verdict::word, List.of(Verdict.values())),
            m.text("statement"),
            m.list(
                "documents",
                document ->
                    new Attestation.Document(document.text("path"), document.text("sha256"))),
            m.text("by"),
            m.text("role"),
            m.instant("date"),
            m.instant("expires"),
            m.text("source"),
            m.number("line")));
  }

  private static Waived waiver(Members m) {
    m.texts("findings");
    return new Waived(
        m.text("id"),
        new Waiver(
            m.text("check"),
            m.text("control"),
            m.text("resource"),
            m.text("account"),
            m.text("reason"),
            m.text("owner"),
            m.text("ticket"),
            m.optionalDay("from"),
            m.day("expires"),
            m.text("source"),
            m.number("line")));
  }
}
