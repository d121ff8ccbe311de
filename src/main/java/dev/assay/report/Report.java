package dev.assay.report;

import dev.assay.Problem;
import dev.assay.aws.Resource;
import dev.assay.aws.Source;
import dev.assay.check.Link;
import dev.assay.check.Reading;
import dev.assay.check.Status;
import dev.assay.evaluate.ControlStatus;
import dev.assay.evaluate.DecidedBy;
import dev.assay.evaluate.Evaluation;
import dev.assay.evaluate.Score;
import dev.assay.snapshot.SnapshotInfo;
import dev.assay.spec.Attestation;
import dev.assay.spec.Spec;
import dev.assay.spec.Waiver;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All that is to be said of one snapshot, as values: what it is, by what rules it was judged, and
 * what came out, with the evidence. Every format is a pure function of it, and {@link NativeReport}
 * loses nothing of it.
 *
 * <p>A text that there is nothing to say in is empty, never null.
 *
 * @param asOf the moment that ages were measured to
 * @param level 1 or 2 when controls above it were left out; 0 for all
 * @param controls in spec order
 * @param attestations those that were applied
 * @param waivers those that were applied
 * @param warnings what the user should know of the spec, attestations and waivers
 */
public record Report(
    Tool tool,
    SnapshotInfo snapshot,
    Instant asOf,
    SpecInfo spec,
    int level,
    Scores score,
    Coverage coverage,
    List<Control> controls,
    List<Attested> attestations,
    List<Waived> waivers,
    List<Problem> warnings) {

  public Report {
    controls = List.copyOf(controls);
    attestations = List.copyOf(attestations);
    waivers = List.copyOf(waivers);
    warnings = List.copyOf(warnings);
  }

  /**
   * Which program wrote the report; says nothing about the account, so comparisons leave it out.
   */
  public record Tool(String name, String version) {}

  /**
   * The rules.
   *
   * @param source the built-in's name, or the file
   * @param builtIn whether it ships with assay
   * @param sha256 of its bytes
   */
  public record SpecInfo(
      String id,
      String title,
      String version,
      String description,
      List<String> relatedResources,
      String source,
      boolean builtIn,
      String sha256) {

    public SpecInfo {
      relatedResources = List.copyOf(relatedResources);
    }

    /** What a report says of a spec. */
    public static SpecInfo of(Spec spec) {
      return new SpecInfo(
          spec.id(),
          spec.title(),
          spec.version(),
          spec.description(),
          spec.relatedResources(),
          spec.source(),
          spec.builtIn(),
          spec.sha256());
    }

    /** The title, with the version where it does not say it. */
    public String name() {
      return title.contains(version) ? title : title + " " + version;
    }
  }

  /**
   * How many scored controls passed.
   *
   * @param levels for 1 and for 2, which includes 1; none when the spec has no levels
   * @param sections in the order of their first control; none when the spec has no sections
   */
  public record Scores(Score all, List<Part> levels, List<Part> sections) {

    public Scores {
      levels = List.copyOf(levels);
      sections = List.copyOf(sections);
    }
  }

  /**
   * The score of some controls.
   *
   * @param name the level or the section
   */
  public record Part(String name, Score score) {}

  /**
   * The calls that the spec needs, each once for each region, bucket, trail, ...
   *
   * @param calls by path
   */
  public record Coverage(List<Call> calls) {

    public Coverage {
      calls = List.copyOf(calls);
    }

    /** How many calls came to this. */
    public int count(Outcome outcome) {
      return (int) calls.stream().filter(call -> call.outcome() == outcome).count();
    }
  }

  /** What a call came to. */
  public enum Outcome {
    /** It brought an answer; an empty one counts. */
    PRESENT,
    /** AWS said that this is not configured: a fact. */
    ABSENT,
    /** AWS refused it. */
    DENIED,
    /** It was not made, or its answer cannot be relied on. */
    MISSING;

    /** What a call came to that left a gap. */
    public static Outcome of(dev.assay.aws.Gap gap) {
      return switch (gap.kind()) {
        case DENIED -> DENIED;
        case MISSING -> MISSING;
      };
    }

    /** As reports write it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One call.
   *
   * @param path of its file inside the snapshot
   * @param region empty for a global call
   * @param command the command line that collects it
   * @param action the IAM action that allows it
   * @param cause AWS's error code when it is absent, else why it is not there
   */
  public record Call(
      String path, String region, String command, String action, Outcome outcome, String cause) {}

  /**
   * One control.
   *
   * @param section heading under which it is reported
   * @param level 1 or 2; 0 when the spec has none
   * @param severity upper case
   * @param defaultStatus echoed from the spec; decides nothing
   * @param manual whether a person must answer by the spec
   * @param unknownBecause why it is UNKNOWN, each reason once
   * @param issues Trivy's word for the number of failed findings that are not waived; 1 when a
   *     person failed the control itself
   * @param findings check by check; the worst first within one
   * @param attestations ids of those that were applied
   * @param waivers ids of those that cover a finding, or the failure that a person has stated
   */
  public record Control(
      String id,
      String name,
      String description,
      String section,
      int level,
      boolean scored,
      String severity,
      String defaultStatus,
      boolean manual,
      ControlStatus status,
      DecidedBy decidedBy,
      List<String> unknownBecause,
      int issues,
      List<Check> checks,
      List<Finding> findings,
      List<String> attestations,
      List<String> waivers) {

    public Control {
      unknownBecause = List.copyOf(unknownBecause);
      checks = List.copyOf(checks);
      findings = List.copyOf(findings);
      attestations = List.copyOf(attestations);
      waivers = List.copyOf(waivers);
    }

    /** The check that made a finding of this control. */
    public Check check(Finding finding) {
      return checks.stream()
          .filter(check -> check.ref().equals(finding.check()))
          .findFirst()
          .orElseThrow();
    }

    /** The findings that count with this status: those that nobody has waived. */
    public List<Finding> counted(Status status) {
      return findings.stream()
          .filter(finding -> finding.status() == status && !finding.isWaived())
          .toList();
    }

    /** The findings that one waiver covers. */
    public List<Finding> waived(String waiver) {
      return findings.stream().filter(finding -> finding.waivers().contains(waiver)).toList();
    }

    /** How many findings are waived, whatever their status. */
    public int waived() {
      return (int) findings.stream().filter(Finding::isWaived).count();
    }

    /** The calls to repeat so that the control can be decided, each once. */
    public List<Gap> gaps() {
      return counted(Status.UNKNOWN).stream()
          .flatMap(finding -> finding.gaps().stream())
          .distinct()
          .toList();
    }
  }

  /**
   * A check as a control uses it.
   *
   * @param ref how the control's findings name it: its id, with {@code #2} for its second use
   * @param id empty when this version of assay does not know it
   * @param name as the spec wrote it: an id of ours or of another tool
   * @param counted what one finding is about
   * @param applicable whether the question arises in the account's partition
   * @param parameters in force: whole numbers, truth values, texts and lists of texts, by name
   */
  public record Check(
      String ref,
      String id,
      String name,
      String title,
      String why,
      String remedy,
      String counted,
      boolean applicable,
      SortedMap<String, Object> parameters) {

    public Check {
      parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }
  }

  /**
   * The verdict on one counted resource.
   *
   * @param check {@link Check#ref} of the check that made it
   * @param region empty for what belongs to no region
   * @param status what was found, also when it is waived
   * @param waivers ids of the waivers that cover it
   * @param attestation id of the attestation that answered it; empty when none
   * @param fingerprint the same for the same question about the same resource, in every report
   * @param causes all that was looked at, in the order of the rule
   */
  public record Finding(
      String check,
      Resource resource,
      String region,
      Status status,
      List<String> waivers,
      String attestation,
      String fingerprint,
      List<Cause> causes) {

    public Finding {
      waivers = List.copyOf(waivers);
      causes = List.copyOf(causes);
    }

    public boolean isWaived() {
      return !waivers.isEmpty();
    }

    /** The causes that made the status what it is. */
    public List<Cause> deciding() {
      return causes.stream().filter(cause -> cause.status() == status).toList();
    }

    /** The values that these rest on. */
    public List<Reading> evidence() {
      return deciding().stream().flatMap(cause -> cause.evidence().stream()).toList();
    }

    /** Why these can say nothing. */
    public List<Gap> gaps() {
      return deciding().stream().flatMap(cause -> cause.gaps().stream()).toList();
    }

    /** What they say, on one line. */
    public String message() {
      return deciding().stream().map(Cause::message).collect(Collectors.joining("; "));
    }
  }

  /**
   * One thing that a check looked at, and what it found.
   *
   * @param key which rule, key slot, field, port or policy; unique in the finding
   * @param link which link of the alarm chain it is about
   * @param witness an event that no metric filter sees, as one line of JSON
   * @param fingerprint of the question, the resource and the key; see {@link Fingerprint}
   * @param evidence the values it rests on
   * @param gaps why nothing can be said; only for UNKNOWN
   */
  public record Cause(
      String key,
      Status status,
      String message,
      Link link,
      String witness,
      String fingerprint,
      List<Reading> evidence,
      List<Gap> gaps) {

    public Cause {
      evidence = List.copyOf(evidence);
      gaps = List.copyOf(gaps);
    }
  }

  /**
   * Why a value is not there to be judged, and the call that would bring it.
   *
   * @param outcome {@link Outcome#DENIED} or {@link Outcome#MISSING}
   * @param path of the call's file inside the snapshot
   * @param region empty for a global call
   * @param command the command line that collects it
   * @param action the IAM action that allows it
   * @param place where the trouble shows
   */
  public record Gap(
      Outcome outcome,
      String path,
      String region,
      String command,
      String action,
      Source place,
      String cause) {

    /** The command that collects the evidence again, and the permission it needs. */
    public String cure() {
      return "run `" + command + "` (needs " + action + ")";
    }
  }

  /** An attestation that was applied, under the id by which controls and findings name it. */
  public record Attested(String id, Attestation attestation) {}

  /** A waiver that was applied, under the id by which controls and findings name it. */
  public record Waived(String id, Waiver waiver) {}

  /**
   * The report on an evaluation.
   *
   * @param version of this program
   * @param snapshot that the evaluation was made of
   * @param located the same places with the lines on which values stand
   */
  public static Report of(
      String version,
      SnapshotInfo snapshot,
      Evaluation evaluation,
      Function<Set<Source>, Map<Source, Source>> located) {
    return new Reporting(snapshot.identity()).report(version, snapshot, evaluation, located);
  }

  /** The controls with a status. */
  public List<Control> with(ControlStatus status) {
    return controls.stream().filter(control -> control.status() == status).toList();
  }

  /** The attestations that a control's verdict rests on. */
  public List<Attestation> attestations(Control control) {
    return attestations.stream()
        .filter(attested -> control.attestations().contains(attested.id()))
        .map(Attested::attestation)
        .toList();
  }

  /** The waiver of an id. */
  public Waiver waiver(String id) {
    return waivers(List.of(id)).get(0);
  }

  /** The waivers of some ids. */
  public List<Waiver> waivers(List<String> ids) {
    return waivers.stream()
        .filter(waived -> ids.contains(waived.id()))
        .map(Waived::waiver)
        .toList();
  }

  /** Each gap that keeps controls from being decided, with those controls, in report order. */
  public Map<Gap, List<Control>> blocking() {
    Map<Gap, List<Control>> blocked = new LinkedHashMap<>();
    for (Control control : with(ControlStatus.UNKNOWN)) {
      for (Gap gap : control.gaps()) {
        blocked.computeIfAbsent(gap, none -> new ArrayList<>()).add(control);
      }
    }
    return blocked;
  }
}
