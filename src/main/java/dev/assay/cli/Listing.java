package dev.assay.cli;

import static dev.assay.report.Escape.terminal;

import dev.assay.aws.Call;
import dev.assay.check.Check;
import dev.assay.evaluate.Plan;
import dev.assay.evaluate.Plan.Bound;
import dev.assay.report.Format;
import dev.assay.spec.Spec;
import dev.assay.spec.Spec.CheckRef;
import dev.assay.spec.Spec.Control;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Specs, checks and controls as plain text, one after the other. */
final class Listing {

  private Listing() {}

  /** One row a spec; an alias is a row of its own. */
  static String specs(List<Spec> specs) {
    return rows(
        List.of("NAME", "CONTROLS", "TITLE"),
        specs.stream()
            .map(
                spec ->
                    List.of(spec.source(), Integer.toString(spec.controls().size()), spec.title()))
            .toList());
  }

  /** One block a check: what it says, needs and takes, and its other names. */
  static String checks(List<Check> checks) {
    return checks.stream()
        .map(
            check ->
                check.id()
                    + "\n  title    "
                    + check.title()
                    + "\n  needs    "
                    + joined(check.calls().stream().map(Listing::words))
                    + "\n  takes    "
                    + joined(
                        check.parameters().stream()
                            .map(p -> p.name() + " = " + check.presets().get(p.name())))
                    + "\n  aliases  "
                    + joined(check.aliases().stream().map(Check.Alias::id))
                    + "\n")
        .collect(Collectors.joining("\n"));
  }

  /** One row a format. */
  static String formats() {
    return rows(
        List.of("NAME", "WHAT"),
        Arrays.stream(Format.values()).map(f -> List.of(f.toString(), f.what())).toList());
  }

  private static String words(Call call) {
    return call.service() + " " + call.operation();
  }

  /** One row a control, in spec order. */
  static String controls(Plan plan) {
    return rows(
        List.of("ID", "LEVEL", "SCORED", "SEVERITY", "NAME", "CHECKS"),
        plan.controls().stream().map(Bound::control).map(Listing::control).toList());
  }

  private static List<String> control(Control control) {
    return List.of(
        control.id(),
        control.level() == 0 ? "-" : Integer.toString(control.level()),
        control.scored() ? "yes" : "no",
        control.severity().isEmpty() ? "-" : control.severity(),
        control.name().isEmpty() ? "-" : control.name(),
        joined(control.checks().stream().map(CheckRef::id)));
  }

  /** Whether a control of the plan uses the check. */
  static boolean uses(Plan plan, Check check) {
    return plan.controls().stream().anyMatch(bound -> uses(bound, check));
  }

  static boolean uses(Bound bound, Check check) {
    return bound.uses().stream().flatMap(use -> use.check().stream()).anyMatch(check::equals);
  }

  /** Words with commas between them; a dash for none. */
  static String joined(Stream<String> words) {
    String all = words.collect(Collectors.joining(", "));
    return all.isEmpty() ? "-" : all;
  }

  private static String rows(List<String> header, List<List<String>> rows) {
    List<List<String>> all = new ArrayList<>();
    all.add(header);
    rows.forEach(row -> all.add(row.stream().map(cell -> terminal(cell)).toList()));
    StringBuilder out = new StringBuilder();
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        int column = i;
        int width = all.stream().mapToInt(r -> length(r.get(column))).max().orElse(0);
        line.append(row.get(i)).append(" ".repeat(width - length(row.get(i)) + 2));
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
    return out.toString();
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
