package dev.assay.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.aws.Account;
import dev.assay.check.Catalogue;
import dev.assay.check.Check;
import dev.assay.check.Finding;
import dev.assay.check.Parameters;
import dev.assay.evaluate.ControlResult;
import dev.assay.evaluate.Evaluation;
import dev.assay.evaluate.Plan;
import dev.assay.snapshot.Snapshot;
import dev.assay.spec.Spec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A snapshot in memory, made by hand file by file; each method gives a changed copy. */
public final class Given {

  public static final String ACCOUNT = "111122223333";
  public static final String TAKEN = "2024-05-31T00:00:00Z";

  private final SortedMap<String, String> files;

  private Given(SortedMap<String, String> files) {
    this.files = files;
  }

  /** A snapshot of account 111122223333 that was finished at {@link #TAKEN} and has no evidence. */
  public static Given snapshot() {
    return new Given(new TreeMap<>()).takenAt(TAKEN);
  }

  public Given takenAt(String time) {
    return with(
        "snapshot.json",
        """
        {"format": "assay-snapshot/1", "accountId": "%s", "partition": "aws", "finishedAt": "%s"}
        """
            .formatted(ACCOUNT, time));
  }

  /** With a file; single quotes in a .json file stand for double quotes, to spare the reader. */
  public Given with(String path, String text) {
    SortedMap<String, String> copy = new TreeMap<>(files);
    copy.put(path, path.endsWith(".json") ? text.replace('\'', '"') : text);
    return new Given(copy);
  }

  public Given without(String path) {
    SortedMap<String, String> copy = new TreeMap<>(files);
    copy.remove(path);
    return new Given(copy);
  }

  public Map<String, byte[]> files() {
    SortedMap<String, byte[]> bytes = new TreeMap<>();
    files.forEach((path, text) -> bytes.put(path, text.getBytes(UTF_8)));
    return bytes;
  }

  public Account account() {
    return Snapshot.of(files()).account(Optional.empty());
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

  private ControlResult result(Check check, Parameters parameters) {
    Spec.CheckRef ref = new Spec.CheckRef(check.id(), Map.of(), 1);
    Spec.Control control =
        new Spec.Control("1", "control", "", "LOW", "", 0, true, "", List.of(ref), false, 1);
    Spec spec = new Spec("test", false, "test", "test", "", "", List.of(), List.of(control));
    Plan.Use use = new Plan.Use(check.id(), Optional.of(check), parameters);
    Plan plan = new Plan(spec, List.of(new Plan.Bound(control, List.of(use))), List.of());
    return Evaluation.of(account(), plan, List.of()).controls().get(0);
  }
}
