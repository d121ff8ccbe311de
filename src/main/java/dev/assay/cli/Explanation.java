package dev.assay.cli;

import static dev.assay.report.Escape.terminal;

import dev.assay.aws.Call;
import dev.assay.aws.Request;
import dev.assay.check.Catalogue;
import dev.assay.check.Check;
import dev.assay.check.Parameters;
import dev.assay.evaluate.Plan;
import dev.assay.evaluate.Plan.Bound;
import dev.assay.evaluate.Plan.Use;
import dev.assay.spec.Spec;
import dev.assay.spec.Spec.CheckRef;
import dev.assay.spec.Spec.Control;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a control or a check is about, as text for people. */
final class Explanation {

  private Explanation() {}

  /** A control, and each of its checks with the parameters that it sets. */
  static String control(Spec spec, Bound bound) {
    Control control = bound.control();
    StringBuilder out = new StringBuilder();
    out.append(terminal((control.id() + " " + control.name()).strip())).append('\n');
    if (!control.description().isEmpty()) {
      out.append(terminal(control.description())).append('\n');
    }
    out.append('\n');
    line(out, "spec", spec.source());
    line(out, "section", control.section());
    line(out, "level", control.level() == 0 ? "" : Integer.toString(control.level()));
    line(out, "scored", control.scored() ? "yes" : "no");
    line(out, "severity", control.severity());
    line(out, "decided", control.manual() ? "by a person: MANUAL until one attests" : "");
    for (int i = 0; i < bound.uses().size(); i++) {
      out.append('\n').append(use(bound.uses().get(i), control.checks().get(i)));
    }
    return out.toString();
  }

  private static String use(Use use, CheckRef ref) {
    if (use.check().isEmpty()) {
      return "check "
          + terminal(use.name())
          + "\nthis version of assay does not know it, so the control is UNKNOWN\n";
    }
    Map<String, Object> fixed = Catalogue.find(ref.id()).orElseThrow().fixed();
    return check(ref.id(), use.check().get(), use.parameters(), ref.parameters().keySet(), fixed);
  }

  /** A check by one of its names; with a plan, also the controls of it that use the check. */
  static String check(String name, Catalogue.Entry entry, Optional<Plan> plan) {
    StringBuilder out = new StringBuilder();
    Parameters parameters = new Parameters(entry.parameters());
    out.append(check(name, entry.check(), parameters, Set.of(), entry.fixed()));
    plan.ifPresent(
        given ->
            line(
                out.append('\n'),
                "used by",
                Listing.joined(
                        given.controls().stream()
                            .filter(bound -> Listing.uses(bound, entry.check()))
                            .map(bound -> bound.control().id()))
                    + " of "
                    + given.spec().source()));
    return out.toString();
  }

  /**
   * A check in use.
   *
   * @param set names of the parameters that the spec sets
   * @param fixed the parameters that the name stands for
   */
  private static String check(
      String name, Check check, Parameters values, Set<String> set, Map<String, Object> fixed) {
    StringBuilder out = new StringBuilder();
    out.append("check ").append(check.id()).append('\n');
    line(out, "right", check.title());
    line(out, "why", check.why());
    boolean single = check.counted().equals("account");
    line(out, "finding", (single ? "one for the " : "one for each ") + check.counted());
    check
        .parameters()
        .forEach(
            parameter -> {
              String from =
                  set.contains(parameter.name())
                      ? "by the spec"
                      : fixed.containsKey(parameter.name()) ? "by " + name : "default";
              String value = values.values().get(parameter.name()).toString();
              line(out, "parameter", parameter.name() + " = " + value + " (" + from + ")");
              line(out, "", parameter.meaning());
            });
    line(out, "aliases", Listing.joined(check.aliases().stream().map(Check.Alias::id)));
    line(out, "not in", String.join(", ", check.notIn()));
    line(out, "remedy", check.remedy());
    calls(out, check.needsAll(), "necessary: without it nothing can be said");
    calls(out, check.needsAny(), "one of several: one is enough to say something");
    calls(out, check.reads(), "read besides: without it, what depends on it is UNKNOWN");
    return out.toString();
  }

  private static void calls(StringBuilder out, List<Call> calls, String role) {
    for (Call call : calls) {
      line(out, "reads", Request.commandPattern(call));
      line(out, "", role);
      line(out, "", "kept as " + file(call));
      line(out, "", "allowed by " + call.action());
      if (!call.absentCodes().isEmpty()) {
        line(out, "", "not configured when AWS answers " + String.join(", ", call.absentCodes()));
      }
    }
  }

  private static String file(Call call) {
    String path = Request.pathPattern(call);
    return call == Call.GET_CREDENTIAL_REPORT
        ? path + ", or decoded as global/iam/credential-report.csv"
        : path;
  }

  /** A line of the two columns; none without a text. */
  private static void line(StringBuilder out, String label, String text) {
    if (!text.isEmpty()) {
      out.append(String.format(Locale.ROOT, "%-11s%s\n", label, terminal(text)));
    }
  }
}
