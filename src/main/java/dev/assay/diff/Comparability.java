package dev.assay.diff;

import dev.assay.InputException;
import dev.assay.Problem;
import dev.assay.aws.Identity;
import dev.assay.diff.Diff.Allowed;
import dev.assay.report.Report;
import dev.assay.report.Report.Check;
import dev.assay.report.Report.Control;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Whether two reports can be compared: a difference in the rules would pass for one of the account.
 * Which program wrote them does not matter, so long as it wrote the same format.
 */
final class Comparability {

  /** What cures a difference in the account, and one in the rules. */
  record Cures(String account, String rules) {}

  private static final int DIGITS = 12;

  private Comparability() {}

  /**
   * Refuses reports that cannot be compared.
   *
   * @param allowed what may differ nevertheless
   * @throws InputException with all that differs
   */
  static void check(Report base, Report head, Allowed allowed, Cures cures) {
    List<Problem> problems = new ArrayList<>();
    if (!allowed.account() && !isOneAccount(base, head)) {
      String what = "base is of " + account(base) + ", head of " + account(head);
      problems.add(new Problem("", what, cures.account()));
    }
    List<String> rules = allowed.rules() ? List.of() : rules(base, head);
    for (int i = 0; i < rules.size(); i++) {
      boolean last = i == rules.size() - 1; // one cure for all of them
      problems.add(new Problem("", rules.get(i), last ? cures.rules() : ""));
    }
    if (!problems.isEmpty()) {
      throw new InputException(InputException.Kind.NOT_COMPARABLE, problems);
    }
  }

  /**
   * Refuses reports that are by another spec than the one that was named.
   *
   * @param wanted its digest
   * @throws InputException naming those that are
   */
  static void checkSpec(Report base, Report head, String wanted) {
    List<Problem> problems = new ArrayList<>();
    for (Report report : List.of(base, head)) {
      if (!report.spec().sha256().equals(wanted)) {
        problems.add(
            new Problem(
                "",
                (report == base ? "base" : "head")
                    + " was scored by "
                    + spec(report)
                    + ", not by the spec that --compliance names",
                "leave --compliance out, or name that spec"));
      }
    }
    if (!problems.isEmpty()) {
      throw new InputException(InputException.Kind.NOT_COMPARABLE, problems);
    }
  }

  static boolean isOneAccount(Report base, Report head) {
    return base.snapshot().identity().equals(head.snapshot().identity());
  }

  private static String account(Report report) {
    Identity account = report.snapshot().identity();
    String id = account.accountId();
    return (id.isEmpty() ? "an account without a name" : "account " + id)
        + " ("
        + account.partition()
        + ")";
  }

  /**
   * What differs in the rules, a line each: the spec or the level, else what this version of assay
   * makes of the same spec.
   */
  static List<String> rules(Report base, Report head) {
    List<String> lines = new ArrayList<>();
    if (!base.spec().sha256().equals(head.spec().sha256())) {
      lines.add("base was scored by " + spec(base) + ", head by " + spec(head));
    }
    if (base.level() != head.level()) {
      lines.add("base has " + level(base) + ", head " + level(head));
    }
    if (lines.isEmpty() && !Item.places(base).equals(Item.places(head))) {
      lines.add("base and head have other controls, though their spec is the same");
    }
    if (lines.isEmpty()) {
      for (int at = 0; at < base.controls().size(); at++) {
        lines.addAll(checks(base.controls().get(at), head.controls().get(at)));
      }
    }
    return lines;
  }

  private static String spec(Report report) {
    String sum = report.spec().sha256();
    return "`"
        + report.spec().source()
        + "` (sha256 "
        + sum.substring(0, Math.min(DIGITS, sum.length()))
        + ")";
  }

  private static String level(Report report) {
    return report.level() == 0 ? "all controls" : "the controls up to level " + report.level();
  }

  /** What two controls of one id ask differently. */
  private static List<String> checks(Control before, Control after) {
    List<String> was = before.checks().stream().map(Check::ref).toList();
    List<String> is = after.checks().stream().map(Check::ref).toList();
    if (!was.equals(is)) {
      String what = "control `" + before.id() + "` asks " + was + " in base, " + is + " in head";
      return List.of(what);
    }
    List<String> lines = new ArrayList<>();
    for (int at = 0; at < was.size(); at++) {
      lines.addAll(parameters(before.id(), before.checks().get(at), after.checks().get(at)));
    }
    return lines;
  }

  private static List<String> parameters(String control, Check before, Check after) {
    TreeSet<String> names = new TreeSet<>(before.parameters().keySet());
    names.addAll(after.parameters().keySet());
    return names.stream()
        .filter(name -> !value(before, name).equals(value(after, name)))
        .map(
            name ->
                "control `"
                    + control
                    + "`: `"
                    + name
                    + "` of "
                    + before.ref()
                    + " is `"
                    + value(before, name)
                    + "` in base, `"
                    + value(after, name)
                    + "` in head")
        .toList();
  }

  private static String value(Check check, String name) {
    Object value = check.parameters().get(name);
    return value == null ? "not there" : value.toString();
  }
}
