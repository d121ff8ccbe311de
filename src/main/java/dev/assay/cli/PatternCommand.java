package dev.assay.cli;

import dev.assay.InputException;
import dev.assay.check.Catalogue;
import dev.assay.evaluate.Plan;
import dev.assay.filter.Coverage;
import dev.assay.filter.Reference;
import dev.assay.report.PatternFile;
import dev.assay.report.PatternReport;
import dev.assay.report.PatternReport.Judged;
import dev.assay.spec.SpecReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Judges metric filter patterns by themselves, for example in a change that edits one. */
@Command(
    name = "pattern",
    header = "Decides whether metric filter patterns see every event that a control wants watched.",
    customSynopsis = "assay pattern --control SPEC:ID (PATTERN... | --from FILE) [OPTION]...",
    description = {
      "  # one pattern; several are judged together",
      "  assay pattern --control cis-aws-1.1:3.5 '{ $.eventName = StopLogging }'",
      "",
      "  # a file of them, in CI",
      "  assay pattern --control awscis1.4:4.10 --from patterns.jsonl --fail-on gap"
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0   done, whatever the verdict",
      "  1   --fail-on has tripped",
      "  2   wrong command line or file",
      "  70  a fault of assay",
      "  74  the verdict could not be written"
    },
    mixinStandardHelpOptions = true)
final class PatternCommand implements Callable<Integer> {

  private enum Format {
    table,
    json
  }

  private enum Trip {
    gap
  }

  @Option(
      names = "--control",
      required = true,
      paramLabel = "SPEC:ID",
      description = "the control, for example cis-aws-1.1:3.4")
  private String control;

  @Parameters(
      arity = "0..*",
      paramLabel = "PATTERN",
      description = "judged together: what one does not see, another may")
  private List<String> patterns = List.of();

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "one JSON string a line, each judged by itself")
  private Path from;

  @Option(names = "--format", paramLabel = "table|json", description = "default: ${DEFAULT-VALUE}")
  private Format format = Format.table;

  @Option(
      names = "--fail-on",
      paramLabel = "gap",
      description = "end with exit code 1 when a pattern leaves a gap")
  private Trip failOn;

  private final Cli cli;

  PatternCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() throws IOException {
    if (patterns.isEmpty() == (from == null)) {
      throw InputException.usage("", "give patterns, or a file with --from", "one of the two");
    }
    Plan.Use use = use();
    Reference events = use.check().flatMap(Catalogue::events).orElseThrow(this::noAlarm);
    boolean later = Catalogue.acceptsLaterForms(use.parameters());
    List<Judged> judged =
        from == null
            ? List.of(new Judged(patterns, true, Coverage.of(events, patterns, later)))
            : read().stream()
                .map(p -> new Judged(List.of(p), false, Coverage.of(events, List.of(p), later)))
                .toList();
    cli.write(format == Format.json ? PatternReport.json(judged) : PatternReport.table(judged));
    boolean gap = judged.stream().anyMatch(j -> j.coverage().verdict() == Coverage.Verdict.GAP);
    return failOn != null && gap ? ExitCode.GATE : ExitCode.DONE;
  }

  private Plan.Use use() {
    int colon = control.lastIndexOf(':');
    if (colon < 1) {
      throw InputException.usage(
          "", "--control is `" + control + "`", "write a spec and a control: cis-aws-1.1:3.4");
    }
    String id = control.substring(colon + 1);
    return Plan.of(SpecReader.read(control.substring(0, colon)), 0, false).controls().stream()
        .filter(bound -> bound.control().id().equals(id))
        .flatMap(bound -> bound.uses().stream())
        .findFirst()
        .orElseThrow(
            () ->
                InputException.usage(
                    "",
                    "the spec has no control `" + id + "` with a check",
                    "see `assay list controls`"));
  }

  private InputException noAlarm() {
    return InputException.usage(
        "",
        "control `" + control + "` is not about an alarm",
        "name one that is, like cis-aws-1.1:3.4");
  }

  private List<String> read() {
    try {
      return PatternFile.read(from.toString(), Files.readString(from));
    } catch (CharacterCodingException e) {
      throw InputException.usage(from.toString(), "is not UTF-8 text", "save it again as UTF-8");
    } catch (IOException e) {
      throw InputException.usage("", "cannot read `" + from + "`", "check the path");
    }
  }
}
