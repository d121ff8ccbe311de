package dev.assay.testing;

import dev.assay.check.Finding;
import dev.assay.check.Status;
import dev.assay.evaluate.ControlResult;
import dev.assay.evaluate.ControlResult.CheckResult;
import dev.assay.evaluate.ControlStatus;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What passes, control by control and finding by finding, one text each. */
public record Passes(Set<String> all) {

  /** Of different questions: each text begins with what its control asks. */
  public static Passes of(List<ControlResult> results) {
    Set<String> all = new TreeSet<>();
    for (ControlResult result : results) {
      String control = result.control().id() + " " + result.control().name();
      for (CheckResult check : result.checks()) {
        control += " " + check.use().name() + check.use().parameters().values();
      }
      if (result.status() == ControlStatus.PASS) {
        all.add(control);
      }
      for (Finding finding : result.findings()) {
        if (finding.status() == Status.PASS) {
          all.add(control + ": " + finding.resource());
        }
      }
    }
    return new Passes(all);
  }

  /** Those that were not there before. */
  public Set<String> beyond(Passes before) {
    Set<String> more = new TreeSet<>(all);
    more.removeAll(before.all);
    return more;
  }
}
