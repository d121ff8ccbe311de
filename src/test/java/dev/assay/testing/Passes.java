package dev.assay.testing;

import dev.assay.check.Finding;
import dev.assay.check.Status;
import dev.assay.evaluate.ControlResult;
import dev.assay.evaluate.ControlResult.CheckResult;
import dev.assay.evaluate.ControlStatus;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What passes, control by control and finding by finding, one text each. Only what answers the same
 * questions can be compared.
 */
public record Passes(Set<String> all) {

  public static Passes of(List<ControlResult> results) {
    Set<String> all = new TreeSet<>();
    for (int i = 0; i < results.size(); i++) {
      ControlResult result = results.get(i);
      String control = i + ": " + result.control().id() + " " + result.control().name();
      if (result.status() == ControlStatus.PASS) {
        all.add(control);
      }
      for (CheckResult check : result.checks()) {
        for (Finding finding : check.findings()) {
          if (finding.status() == Status.PASS) {
            all.add(control + ": " + finding.resource());
          }
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
