package dev.assay.cli;

import dev.assay.InputException;
import dev.assay.diff.Category;
import dev.assay.diff.Diff;
import dev.assay.diff.DiffFormat;
import dev.assay.evaluate.Plan;
import dev.assay.report.Report;
import dev.assay.snapshot.Snapshot;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares an account with itself at another time. */
@Command(
    name = "diff",
    header = "Tells what changed between two snapshots or reports of one account, and why.",
    customSynopsis = "assay diff BASE HEAD [OPTION]...",
    description = {
      "  assay diff BASE HEAD --compliance cis-aws-1.1",
      "  assay diff base.json head.json --format markdown",
      "  assay diff BASE HEAD --compliance cis-aws-1.1 --fail-on new,regressed"
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0   done, whatever has changed",
      "  1   --fail-on has tripped",
      "  2   wrong command line, spec, attestations or waivers, or no report of this format",
      "  4   a snapshot must not be scored",
      "  5   not comparable: the account or the rules differ",
      "  70  a fault of assay",
      "  74  the diff could not be written"
    })
final class DiffCommand implements Callable<Integer> {

  /** The formats that there are, by the words that their enum gives them. */
  private static final class FormatWord extends Words<DiffFormat> {
    FormatWord() {
      super(DiffFormat.values());
    }
  }

  /** What a gate can be asked to stop at: a category, or one of two words for some. */
  private record Trip(String word, Set<Category> categories) {
    static final Trip[] ALL =
        Stream.concat(
                Stream.of(
                    new Trip("new", EnumSet.of(Category.NEW_FAILURE, Category.NEW_EVIDENCE)),
                    new Trip("unknown", EnumSet.of(Category.BECAME_UNKNOWN))),
                Stream.of(Category.values()).map(c -> new Trip(c.word(), EnumSet.of(c))))
            .toArray(Trip[]::new);

    @Override
    public String toString() {
      return word;
    }
  }

  /** The words of {@code --fail-on}. */
  private static final class TripWord extends Words<Trip> {
    TripWord() {
      super(Trip.ALL);
    }
  }

  @Parameters(
      index = "0",
      paramLabel = "BASE",
      description = "how it was: a snapshot, packed or not, or a native report")
  private Path base;

  @Parameters(index = "1", paramLabel = "HEAD", description = "how it is now: the same")
  private Path head;

  @Mixin private SpecOption spec;
  @Mixin private BindingOptions binding;
  @Mixin private DecisionOptions decisions;
  @Mixin private SnapshotOptions openings;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      converter = FormatWord.class,
      completionCandidates = FormatWord.class,
      description =
          "${COMPLETION-CANDIDATES}; may be repeated, each with its own --output; default: table")
  private List<DiffFormat> formats = List.of();

  @Mixin private FileOptions files;

  @Option(
      names = "--fail-on",
      split = ",",
      paramLabel = "CATEGORY",
      converter = TripWord.class,
      completionCandidates = TripWord.class,
      description =
          "end with exit code 1 when a finding is in one of these, and not waived; comma separated:"
              + " new (new-failure, new-evidence), unknown (became-unknown), or any category")
  private List<Trip> failOn = List.of();

  @Option(
      names = "--allow-rule-changes",
      description = "compare what was judged by different rules; changes for that say `rules`")
  private boolean allowRules;

  @Option(names = "--allow-other-account", description = "compare two accounts")
  private boolean allowAccount;

  @Option(
      names = {"-q", "--quiet"},
      description = "no warnings, no progress")
  private boolean quiet;

  private final Cli cli;

  DiffCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() throws Exception {
    List<Path> snapshots = Stream.of(base, head).filter(Snapshot::isOne).toList();
    check(snapshots);
    Outputs<DiffFormat> outputs = files.outputs(formats, DiffFormat.TABLE, snapshots);
    Optional<Plan> plan = spec.name().map(binding::plan);
    Report before = report(base, plan);
    Report after = report(head, plan);
    Diff.Allowed allowed = new Diff.Allowed(allowRules, allowAccount);
    Diff diff = Diff.of(before, after, allowed, plan.map(p -> p.spec().sha256()));
    outputs.write((format, toFile) -> format.write(diff), cli);
    return failOn.stream().anyMatch(trip -> diff.trips(trip.categories))
        ? ExitCode.GATE
        : ExitCode.DONE;
  }

  private void check(List<Path> snapshots) {
    if (!snapshots.isEmpty() && spec.name().isEmpty()) {
      throw InputException.usage(
          "",
          "`" + snapshots.get(0) + "` is a snapshot, and no spec is named",
          "name one with --compliance, such as cis-aws-1.1");
    }
    if (snapshots.isEmpty() && decisions.isGiven()) {
      throw InputException.usage(
          "",
          "both sides are reports, which are judged already",
          "leave --waivers and --attestations out, or compare the snapshots");
    }
  }

  private Report report(Path path, Optional<Plan> plan) {
    return Snapshot.isOne(path)
        ? new Scoring(cli, quiet, openings, decisions)
            .report(path, plan.orElseThrow(), Optional.empty(), true)
        : ReportFile.read(path);
  }
}
