package dev.assay.evaluate;

import dev.assay.InputException;
import dev.assay.Problem;
import dev.assay.aws.Call;
import dev.assay.check.Catalogue;
import dev.assay.check.Check;
import dev.assay.check.Parameter;
import dev.assay.check.Parameters;
import dev.assay.spec.Spec;
import dev.assay.spec.Spec.CheckRef;
import dev.assay.spec.Spec.Control;
import dev.assay.spec.Spec.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A spec whose controls are bound to checks.
 *
 * @param level 1 or 2 when controls above it are left out; 0 for all
 * @param controls in spec order, those of the level
 * @param calls every call that its checks look at
 * @param warnings what the user should know of the spec
 */
public record Plan(
    Spec spec, int level, List<Bound> controls, Set<Call> calls, List<Problem> warnings) {

  public Plan {
    controls = List.copyOf(controls);
    calls = Collections.unmodifiableSet(new TreeSet<>(calls));
    warnings = List.copyOf(warnings);
  }

  /** A plan of these controls. */
  public Plan(Spec spec, int level, List<Bound> controls, List<Problem> warnings) {
    this(spec, level, controls, calls(controls), warnings);
  }

  /** A control and what it asks for. */
  public record Bound(Control control, List<Use> uses) {

    public Bound {
      uses = List.copyOf(uses);
    }
  }

  /**
   * A check as a control uses it.
   *
   * @param name as the spec wrote it
   * @param check empty when this version does not know it: the control is then UNKNOWN
   */
  public record Use(String name, Optional<Check> check, Parameters parameters) {}

  private static Set<Call> calls(List<Bound> controls) {
    return controls.stream()
        .flatMap(bound -> bound.uses().stream())
        .flatMap(use -> use.check().stream())
        .flatMap(check -> check.calls().stream())
        .collect(Collectors.toSet());
  }

  /**
   * Binds a spec.
   *
   * @param level 1 or 2 to leave out controls above it (2 includes 1); 0 for all
   * @param strict whether an unknown check is an error
   * @throws InputException with every parameter that does not fit, every unknown check if {@code
   *     strict}, or when the spec has no levels to choose by
   */
  public static Plan of(Spec spec, int level, boolean strict) {
    if (level > 0 && !spec.hasLevels()) {
      throw InputException.usage(
          "", "the spec `" + spec.title() + "` has no levels", "leave --level out");
    }
    Binder binder = new Binder(spec);
    List<Bound> bound =
        spec.controls().stream()
            .filter(control -> level == 0 || control.level() <= level)
            .map(binder::bind)
            .toList();
    if (bound.isEmpty()) {
      throw InputException.usage(
          "",
          "the spec `" + spec.title() + "` has no control of level " + level,
          "leave --level out, or choose another");
    }
    if (strict) {
      binder.errors.addAll(binder.unknown);
    }
    if (!binder.errors.isEmpty()) {
      throw new InputException(InputException.Kind.USAGE, binder.errors);
    }
    return new Plan(spec, level, bound, warnings(spec, bound, binder.unknown));
  }

  /** A spec of ours that is ahead of the checks gets one line, a user's spec one for each place. */
  private static List<Problem> warnings(Spec spec, List<Bound> bound, List<Problem> unknown) {
    if (!spec.builtIn() || unknown.isEmpty()) {
      return unknown;
    }
    List<String> ids =
        bound.stream()
            .filter(b -> b.uses().stream().anyMatch(use -> use.check().isEmpty()))
            .map(b -> b.control().id())
            .toList();
    return List.of(
        new Problem(
            spec.source(),
            "this version of assay cannot decide "
                + ids.size()
                + " of "
                + bound.size()
                + " controls yet: "
                + String.join(" ", ids),
            "they are UNKNOWN in the report"));
  }

  private static final class Binder {
    private final Spec spec;
    private final List<Problem> errors = new ArrayList<>();
    private final List<Problem> unknown = new ArrayList<>();

    Binder(Spec spec) {
      this.spec = spec;
    }

    Bound bind(Control control) {
      return new Bound(control, control.checks().stream().map(ref -> bind(control, ref)).toList());
    }

    private Use bind(Control control, CheckRef ref) {
      Optional<Catalogue.Entry> found = Catalogue.find(ref.id());
      if (found.isEmpty()) {
        unknown.add(
            new Problem(
                at(ref.line()),
                "control `"
                    + control.id()
                    + "` names check `"
                    + ref.id()
                    + "`, which this version does not know",
                "the nearest known check is `" + Catalogue.nearest(ref.id()) + "`"));
        return new Use(ref.id(), Optional.empty(), new Parameters(new TreeMap<>()));
      }
      Check check = found.get().check();
      SortedMap<String, Object> values = new TreeMap<>(found.get().parameters());
      ref.parameters().forEach((name, value) -> set(check, name, value, values));
      return new Use(ref.id(), Optional.of(check), new Parameters(values));
    }

    private void set(Check check, String name, Value value, SortedMap<String, Object> values) {
      Optional<Parameter> parameter =
          check.parameters().stream().filter(p -> p.name().equals(name)).findFirst();
      if (parameter.isEmpty()) {
        errors.add(
            new Problem(
                at(value.line()),
                "check `" + check.id() + "` has no parameter `" + name + "`",
                takes(check)));
        return;
      }
      Optional<Object> parsed = parameter.get().parse(value.texts(), value.list());
      if (parsed.isEmpty()) {
        errors.add(
            new Problem(
                at(value.line()), "`" + name + "` is `" + value + "`", parameter.get().help()));
        return;
      }
      values.put(name, parsed.get());
    }

    private static String takes(Check check) {
      List<String> names = check.parameters().stream().map(p -> "`" + p.name() + "`").toList();
      return names.isEmpty() ? "it takes none" : "it takes " + String.join(", ", names);
    }

    private String at(int line) {
      return spec.source() + " line " + line;
    }
  }
}
