package dev.assay.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.report.Report.Finding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The published table: what a change is when base and head change places. */
final class Mirror {

  private Mirror() {}

  static void assertMirrored(Diff there, Diff back) {
    assertThat(back.unchanged()).isEqualTo(there.unchanged());
    assertThat(back.changes()).hasSameSizeAs(there.changes());
    Map<Object, Change> mirrored = new HashMap<>();
    for (Change change : back.changes()) {
      Change twin = mirrored.put(name(back, change, change.after(), change.before()), change);
      assertThat(twin).isNull();
    }
    for (Change change : there.changes()) {
      Change mirror = mirrored.get(name(there, change, change.before(), change.after()));
      assertThat(mirror).as("%s", change).isNotNull();
      assertThat(change.category().mirrors()).as("%s", change).contains(mirror.category());
      assertThat(mirror.origin()).as("%s", change).isEqualTo(change.origin());
    }
  }

  private static Object name(
      Diff diff, Change change, Optional<Finding> was, Optional<Finding> is) {
    return List.of(
        diff.controls().get(change.control()).any().id(),
        diff.controls().get(change.control()).any().name(),
        change.check(),
        was.map(Finding::fingerprint).orElse("-"),
        is.map(Finding::fingerprint).orElse("-"));
  }
}
