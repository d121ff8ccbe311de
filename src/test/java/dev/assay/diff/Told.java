package dev.assay.diff;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.Sha256;
import dev.assay.aws.Identity;
import dev.assay.aws.Resource;
import dev.assay.aws.Source;
import dev.assay.check.Link;
import dev.assay.check.Reading;
import dev.assay.check.Status;
import dev.assay.evaluate.ControlStatus;
import dev.assay.evaluate.DecidedBy;
import dev.assay.evaluate.Score;
import dev.assay.report.Report;
import dev.assay.report.Report.Attested;
import dev.assay.report.Report.Call;
import dev.assay.report.Report.Cause;
import dev.assay.report.Report.Check;
import dev.assay.report.Report.Control;
import dev.assay.report.Report.Coverage;
import dev.assay.report.Report.Finding;
import dev.assay.report.Report.Outcome;
import dev.assay.report.Report.Scores;
import dev.assay.report.Report.SpecInfo;
import dev.assay.report.Report.Tool;
import dev.assay.report.Report.Waived;
import dev.assay.snapshot.SnapshotInfo;
import dev.assay.spec.Attestation;
import dev.assay.spec.Attestation.Verdict;
import dev.assay.spec.Waiver;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A report told in a line for each control: findings of one check, parted by semicolons.
 *
 * <p>{@code user/ana#key@eu-west-1=anna FAIL mfa=false used=never,2024|PASS until 2026-05-31 said
 * pass 2026-05-31 at FILE} is the {@code key} of the user {@code ana}, called {@code anna}, in a
 * region, that fails by the key {@code mfa}; it is waived until a day ({@code since} another),
 * attested until one, and read at a file, {@link #FILE} else. Of its control are {@code control
 * ID}, {@code named NAME}, {@code severity HIGH} and {@code check ID}, {@code limit 45} that
 * check's parameter; {@code no check} leaves it out. {@code by hand} says that a person has to
 * answer, {@code said PASS 2026-05-31 until 2026-05-31} that one did, and that it is waived.
 *
 * <p>Of the report are {@code account ID} ({@code -} for none), {@code from URL}, {@code sum
 * SHA256} and {@code level 1}; {@code lost FILE} and {@code answered FILE} tell of calls. Two texts
 * are of two snapshots, unless both are {@code of} one, which was taken as of the report's time, or
 * when it was {@code seen}.
 */
final class Told {

  static final Instant MARCH = Instant.parse("2026-03-31T12:00:00Z");
  static final Instant JUNE = Instant.parse("2026-06-30T12:00:00Z");
  static final String FILE = "global/iam/list-users.json";

  private final List<Call> calls = new ArrayList<>();
  private final List<Waived> waivers = new ArrayList<>();
  private final List<Attested> attestations = new ArrayList<>();
  private List<Finding> findings;
  private List<String> answers;
  private List<String> accepted;
  private String severity;
  private int limit;
  private boolean checked;
  private boolean manual;
  private String account = "111122223333";
  private String override = "";
  private String sum = "5bec";
  private String snapshot = "";
  private Optional<Instant> seen = Optional.empty();
  private int level;
  private String control;
  private String name;
  private String checkId;

  private Told() {}

  static Report report(Instant asOf, String... controls) {
    return new Told().told(asOf, controls);
  }

  private Report told(Instant asOf, String... texts) {
    call(FILE, Outcome.PRESENT);
    List<Control> controls = Stream.of(texts).map(this::control).toList();
    String text = snapshot.isEmpty() ? String.join("\n", texts) : snapshot;
    SnapshotInfo info =
        new SnapshotInfo(
            new Identity(account, "aws"),
            seen.orElse(asOf),
            Sha256.hex(text.getBytes(UTF_8)),
            "",
            override);
    return new Report(
        new Tool("assay", "1"),
        info,
        asOf,
        new SpecInfo("x", "Spec X", "1", "", List.of(), "x", false, sum),
        level,
        new Scores(new Score(0, 0, 0, 0, 0), List.of(), List.of()),
        new Coverage(calls),
        controls,
        attestations,
        waivers,
        List.of());
  }

  private Control control(String text) {
    findings = new ArrayList<>();
    answers = new ArrayList<>();
    accepted = new ArrayList<>();
    severity = "LOW";
    limit = 90;
    checked = true;
    manual = false;
    control = "1.2";
    name = "Users have MFA";
    checkId = "iam-x";
    Stream.of(text.split(";")).map(String::strip).filter(s -> !s.isEmpty()).forEach(this::tell);
    Check check =
        new Check(
            checkId,
            checkId,
            checkId,
            "title",
            "why",
            "remedy",
            "user",
            true,
            new TreeMap<>(java.util.Map.of("limit", limit)));
    boolean fails = findings.stream().anyMatch(f -> f.status() == Status.FAIL && !f.isWaived());
    return new Control(
        control,
        name,
        "",
        "",
        0,
        true,
        severity,
        "",
        manual,
        fails ? ControlStatus.FAIL : ControlStatus.PASS,
        DecidedBy.DATA,
        List.of(),
        0,
        checked ? List.of(check) : List.of(),
        findings,
        answers,
        accepted);
  }

  private void tell(String said) {
    List<String> words = new ArrayList<>(Arrays.asList(said.split(" +")));
    switch (words.get(0)) {
      case "limit" -> limit = Integer.parseInt(words.get(1));
      case "severity" -> severity = words.get(1);
      case "no" -> checked = false;
      case "account" -> account = words.get(1).replace("-", "");
      case "from" -> override = words.get(1);
      case "of" -> snapshot = words.get(1);
      case "seen" -> seen = Optional.of(Instant.parse(words.get(1)));
      case "sum" -> sum = words.get(1);
      case "level" -> level = Integer.parseInt(words.get(1));
      case "control" -> control = words.get(1);
      case "named" -> name = words.get(1);
      case "check" -> checkId = words.get(1);
      case "by" -> manual = true;
      case "said" -> {
        attest("", words.get(1), words.get(2));
        if (words.size() > 3) {
          waive(Optional.empty(), LocalDate.parse(words.get(4)));
        }
      }
      case "lost" -> {
        calls.removeIf(call -> call.path().equals(words.get(1)));
        call(words.get(1), Outcome.DENIED);
      }
      case "answered" -> call(words.get(1), Outcome.PRESENT);
      default -> finding(words);
    }
  }

  private void call(String path, Outcome outcome) {
    calls.add(new Call(path, "", "aws", "iam:X", outcome, ""));
  }

  private void finding(List<String> words) {
    String[] named = words.get(0).split("=");
    String[] placed = named[0].split("@");
    String[] whole = placed[0].split("#");
    String type = whole[0].split("/")[0].replaceAll(".*:", "");
    String part = whole.length > 1 ? whole[1] : "";
    Resource resource = new Resource(type, whole[0], part, named.length > 1 ? named[1] : "");
    Status status = Status.valueOf(words.get(1));
    int at = words.indexOf("at");
    String file = at < 0 ? FILE : words.get(at + 1);
    List<Cause> causes = new ArrayList<>();
    List<String> covering = new ArrayList<>();
    String attestation = "";
    Optional<LocalDate> since = Optional.empty();
    for (int i = 2; i < words.size(); i++) {
      switch (words.get(i)) {
        case "since" -> since = Optional.of(LocalDate.parse(words.get(++i)));
        case "until" -> covering.add(waive(since, LocalDate.parse(words.get(++i))));
        case "said" -> attestation = attest(placed[0], words.get(++i), words.get(++i));
        case "at" -> i++;
        default -> causes.add(cause(placed[0], words.get(i), status, file));
      }
    }
    String print = print(placed[0]);
    long twins = findings.stream().filter(f -> f.fingerprint().startsWith(print)).count();
    findings.add(
        new Finding(
            checkId,
            resource,
            placed.length > 1 ? placed[1] : "",
            status,
            covering,
            attestation,
            print + (twins == 0 ? "" : "#" + (twins + 1)),
            causes));
  }

  private static Cause cause(String about, String text, Status otherwise, String file) {
    String[] parts = text.split("[=|]");
    Status status = parts.length > 2 ? Status.valueOf(parts[2]) : otherwise;
    List<Reading> readings =
        Stream.of(parts[1].split(","))
            .map(value -> new Reading(Source.json(file, "/Users/0"), value))
            .toList();
    String says = parts[0] + " is " + parts[1];
    return new Cause(
        parts[0], status, says, Link.NONE, "", print(about + parts[0]), readings, List.of());
  }

  private static String print(String text) {
    return Sha256.hex(text.getBytes(UTF_8)).substring(0, 32);
  }

  private String waive(Optional<LocalDate> since, LocalDate expires) {
    String id = "W" + (waivers.size() + 1);
    accepted.add(id);
    waivers.add(
        new Waived(
            id, new Waiver("", "1.2", "", "", "why", "jo", "", since, expires, "w.yaml", 1)));
    return id;
  }

  private String attest(String resource, String verdict, String expires) {
    String id = "A" + (attestations.size() + 1);
    Instant end = LocalDate.parse(expires).atStartOfDay().toInstant(ZoneOffset.UTC);
    answers.add(id);
    attestations.add(
        new Attested(
            id,
            new Attestation(
                control,
                resource,
                "111122223333",
                Verdict.valueOf(verdict),
                "so it is",
                List.of(),
                "jo",
                "auditor",
                Instant.EPOCH,
                end,
                "a.yaml",
                1)));
    return id;
  }
}
