package dev.assay.testing;

import static dev.assay.aws.Call.GET_CREDENTIAL_REPORT;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.aws.Account;
import dev.assay.aws.Call;
import dev.assay.aws.Request;
import dev.assay.check.Catalogue;
import dev.assay.check.Check;
import dev.assay.check.Finding;
import dev.assay.check.Parameters;
import dev.assay.check.Status;
import dev.assay.evaluate.ControlResult;
import dev.assay.evaluate.ControlStatus;
import dev.assay.evaluate.Evaluation;
import dev.assay.evaluate.Plan;
import dev.assay.snapshot.Snapshot;
import dev.assay.spec.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A snapshot in memory, made by hand file by file; each method gives a changed copy. */
public final class Given {

  public static final String ACCOUNT = "111122223333";
  public static final String TAKEN = "2024-05-31T00:00:00Z";

  /** The credential report as CSV. */
  public static final String REPORT = "global/iam/credential-report.csv";

  private final SortedMap<String, String> files;
  private final Optional<Instant> asOf;

  private Given(SortedMap<String, String> files, Optional<Instant> asOf) {
    this.files = files;
    this.asOf = asOf;
  }

  /** A snapshot of account 111122223333 that was finished at {@link #TAKEN} and has no evidence. */
  public static Given snapshot() {
    return new Given(new TreeMap<>(), Optional.empty()).manifest("aws", TAKEN);
  }

  public Given takenAt(String time) {
    return manifest("aws", time);
  }

  public Given inPartition(String partition) {
    return manifest(partition, TAKEN);
  }

  private Given manifest(String partition, String time) {
    return with(
        "snapshot.json",
        """
        {"format": "assay-snapshot/1", "accountId": "%s", "partition": "%s", "finishedAt": "%s"}
        """
            .formatted(ACCOUNT, partition, time));
  }

  /** Evaluated as of this time instead of the snapshot's own. */
  public Given asOf(String time) {
    return new Given(files, Optional.of(Instant.parse(time)));
  }

  /** With a credential report of these rows. */
  public Given report(ReportRow... rows) {
    return with(REPORT, ReportRow.csv(rows));
  }

  /** With the answer to a call, or the text that somebody pasted in its place. */
  public Given answer(Call call, String json) {
    return with(Request.of(call).path(), json);
  }

  /** Where AWS answered a call with an error. */
  public Given failed(Call call, String code) {
    return failed(Request.of(call).path(), code);
  }

  /** Where AWS answered the call that a file belongs to with an error. */
  public Given failed(String path, String code) {
    String evidence = path.equals(REPORT) ? Request.of(GET_CREDENTIAL_REPORT).path() : path;
    String[] words = evidence.split("[/.]");
    String operation = words[evidence.startsWith("regions/") ? 3 : 2].replace("-", "");
    String text = "An error occurred (" + code + ") when calling the " + operation + " operation: ";
    return lost(path).with(evidence.replace(".json", ".err"), text + "no");
  }

  /** Where a call was not made. */
  public Given without(Call call) {
    return lost(Request.of(call).path());
  }

  /** Without a file; the credential report has two. */
  private Given lost(String path) {
    Given rest = without(path);
    return path.equals(Request.of(GET_CREDENTIAL_REPORT).path()) ? rest.without(REPORT) : rest;
  }

  /** With a file; single quotes in a .json file stand for double quotes, to spare the reader. */
  public Given with(String path, String text) {
    SortedMap<String, String> copy = new TreeMap<>(files);
    copy.put(path, path.endsWith(".json") ? text.replace('\'', '"') : text);
    return new Given(copy, asOf);
  }

  /** Writes the files into a directory. */
  public void write(Path directory) throws IOException {
    for (Map.Entry<String, byte[]> file : files().entrySet()) {
      Path path = directory.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }

  public Given without(String path) {
    SortedMap<String, String> copy = new TreeMap<>(files);
    copy.remove(path);
    return new Given(copy, asOf);
  }

  /** A file's text; empty when it is not there. */
  public String text(String path) {
    return files.getOrDefault(path, "");
  }

  /** The files of evidence, each of them an answer or the CSV report. */
  public SortedSet<String> evidence() {
    SortedSet<String> paths = new TreeSet<>(files.keySet());
    paths.remove("snapshot.json");
    return paths;
  }

  public Map<String, byte[]> files() {
    SortedMap<String, byte[]> bytes = new TreeMap<>();
    files.forEach((path, text) -> bytes.put(path, text.getBytes(UTF_8)));
    return bytes;
  }

  public Account account() {
    return Snapshot.of(files()).account(asOf);
  }

  /** The findings of a check, by its id or an alias, with some parameters set. */
  public List<Finding> findings(String check, Map<String, Object> set) {
    Catalogue.Entry entry = Catalogue.find(check).orElseThrow();
    SortedMap<String, Object> values = new TreeMap<>(entry.parameters());
    values.putAll(set);
    return result(entry.check(), new Parameters(values)).findings();
  }

  /** The statuses of a check's findings in report order, e.g. {@code FAIL PASS}; or none. */
  public String statuses(String check, Map<String, Object> set) {
    String all =
        findings(check, set).stream().map(f -> f.status().name()).collect(Collectors.joining(" "));
    return all.isEmpty() ? "none" : all;
  }

  public String statuses(String check) {
    return statuses(check, Map.of());
  }

  /**
   * Each finding's status with the part of the resource that it is about and, unless it passed, the
   * keys of the causes that decided: {@code FAIL access_key_1 rotated; PASS access_key_2}. A call
   * that a check cannot do without is {@code evidence}, whichever it is.
   */
  public String verdicts(String check, Map<String, Object> set) {
    String all =
        findings(check, set).stream().map(Given::verdict).collect(Collectors.joining("; "));
    return all.isEmpty() ? "none" : all;
  }

  public String verdicts(String check) {
    return verdicts(check, Map.of());
  }

  private static String verdict(Finding finding) {
    Stream<String> keys =
        finding.deciding().stream()
            .map(cause -> cause.key().replaceFirst("^evidence:.*", "evidence"));
    return Stream.concat(
            Stream.of(finding.status().name(), finding.resource().part()),
            finding.status() == Status.PASS ? Stream.empty() : keys)
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(" "));
  }

  /** The only finding of a check. */
  public Finding finding(String check) {
    List<Finding> findings = findings(check, Map.of());
    if (findings.size() != 1) {
      throw new AssertionError("expected one finding: " + findings);
    }
    return findings.get(0);
  }

  /** What a control that consists of this check comes to. */
  public ControlStatus control(String check) {
    Catalogue.Entry entry = Catalogue.find(check).orElseThrow();
    return result(entry.check(), new Parameters(entry.parameters())).status();
  }

  private ControlResult result(Check check, Parameters parameters) {
    Spec.CheckRef ref = new Spec.CheckRef(check.id(), Map.of(), 1);
    Spec.Control control =
        new Spec.Control("1", "control", "", "LOW", "", 0, true, "", List.of(ref), false, 1);
    Spec spec = new Spec("test", false, "", "test", "test", "", "", List.of(), List.of(control));
    Plan.Use use = new Plan.Use(check.id(), Optional.of(check), parameters);
    Plan plan = new Plan(spec, 0, List.of(new Plan.Bound(control, List.of(use))), List.of());
    Account account = Snapshot.of(files()).account(asOf, plan.calls());
    return Evaluation.of(account, plan, List.of(), List.of()).controls().get(0);
  }
}
