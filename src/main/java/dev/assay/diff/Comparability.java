package dev.assay.diff;

import dev.assay.InputException;
import dev.assay.Problem;
import dev.assay.aws.Identity;
import dev.assay.report.Report;
import dev.assay.report.Report.Check;
import dev.assay.report.Report.Control;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Whether two reports can be compared: a difference in the rules would pass for one of the account.
 * Which program wrote them does not matter, so long as it wrote the same format.
 */
final class Comparability {

  private static final String ONE_SPEC =
      "score both snapshots by one spec and one version of assay";
  private static final int DIGITS = 12;

  private Comparability() {}

  /**
   * Refuses reports that cannot be compared.
   *
   * @param otherRules whether the rules may differ
   * @param otherAccount whether the accounts may differ
   * @throws InputException with all that differs
   */
  static void check(Report base, Report head, boolean otherRules, boolean otherAccount) {
    List<Problem> problems = new ArrayList<>();
    if (!otherAccount && !isOneAccount(base, head)) {
      problems.add(
          new Problem(
              "",
              "base is of " + account(base) + ", head of " + account(head),
              "compare snapshots of one account, or pass --allow-other-account"));
    }
    if (!otherRules) {
      String help = ONE_SPEC + ", or pass --allow-rule-changes to have it told apart";
      rules(base, head).forEach(what -> problems.add(new Problem("", what, help)));
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

  /** What differs in the rules, a line each. */
  static List<String> rules(Report base, Report head) {
    List<String> lines = new ArrayList<>();
    if (!base.spec().sha256().equals(head.spec().sha256())) {
      lines.add("base was scored by " + spec(base) + ", head by " + spec(head));
    }
    if (base.level() != head.level()) {
      lines.add("base has " + level(base) + ", head " + level(head));
    }
    Map<String, Control> before = controls(base);
    Map<String, Control> after = controls(head);
    before.forEach(
        (place, control) -> {
          if (after.containsKey(place)) {
            lines.addAll(checks(control, after.get(place)));
          }
        });
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

  private static Map<String, Control> controls(Report report) {
    Map<String, Control> controls = new LinkedHashMap<>();
    List<String> places = Item.places(report);
    for (int at = 0; at < places.size(); at++) {
      controls.put(places.get(at), report.controls().get(at));
    }
    return controls;
  }

  /** What two controls of one id ask differently of the same check. */
  private static List<String> checks(Control before, Control after) {
    List<String> lines = new ArrayList<>();
    Map<String, Check> asked = new HashMap<>();
    after.checks().forEach(check -> asked.put(check.ref(), check));
    for (Check check : before.checks()) {
      Check other = asked.get(check.ref());
      if (other != null) {
        lines.addAll(parameters(before.id(), check, other));
      }
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
