package dev.assay.cli;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING;

import dev.assay.InputException;
import dev.assay.Problem;
import dev.assay.api.Evaluator;
import dev.assay.report.Escape;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;

/** A run of assay in this process. */
public final class Cli {

  /** What to tell when a snapshot is too large for the heap. */
  static final Problem NO_MEMORY =
      new Problem(
          "",
          "there is not enough memory for this input",
          "give Java more, as in ASSAY_JAVA_OPTS=-Xmx4g, or lower --max-file-size");

  private static final long SECOND = 1000;

  private final Terminal terminal;
  private final OutputStream out;
  private final PrintStream err;
  private final Progress progress;

  Cli(Terminal terminal, OutputStream out, PrintStream err) {
    this.terminal = terminal;
    this.out = out;
    this.err = err;
    this.progress = new Progress(terminal.err(), err, SECOND);
  }

  /** The command itself, which only has subcommands. */
  @Command(
      name = "assay",
      header = "Scores a snapshot of an AWS account against the CIS AWS Foundations Benchmark.",
      customSynopsis = "assay COMMAND [OPTION]...",
      description = {
        "  # one line a control",
        "  assay evaluate SNAPSHOT --compliance awscis1.2 --report summary",
        "",
        "  # what a control reads, how it judges, what cures a failure",
        "  assay explain 2.3 --compliance cis-aws-1.1",
        "",
        "  # examples and options of a command",
        "  assay evaluate --help"
      },
      footer = {"", "`assay help` has more: exit-codes, snapshot, statuses, environment."},
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Assay {}

  /** The version that the jar carries. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"assay " + Evaluator.version()};
    }
  }

  /**
   * Runs a command line.
   *
   * @param out where results go
   * @param err where everything else goes
   * @return the exit code, see {@link ExitCode}
   */
  public static int run(OutputStream out, PrintStream err, String... args) {
    return run(Terminal.NONE, out, err, args);
  }

  /** The same with a person at a terminal. */
  static int run(Terminal terminal, OutputStream out, PrintStream err, String... args) {
    return new Cli(terminal, out, err).execute(args);
  }

  Terminal terminal() {
    return terminal;
  }

  /** Where a command tells what it is doing. */
  Progress progress() {
    return progress;
  }

  /** The commands in the order of the help. */
  private static final List<String> COMMANDS =
      List.of(
          "evaluate",
          "convert",
          "diff",
          "verify",
          "pattern",
          "list",
          "explain",
          "redact",
          "completion",
          "help");

  private Object command(String name) {
    return switch (name) {
      case "evaluate" -> new EvaluateCommand(this);
      case "convert" -> new ConvertCommand(this);
      case "diff" -> new DiffCommand(this);
      case "verify" -> new VerifyCommand(this);
      case "pattern" -> new PatternCommand(this);
      case "list" -> new ListCommand(this);
      case "explain" -> new ExplainCommand(this);
      case "redact" -> new RedactCommand(this);
      case "completion" -> new CompletionCommand(this);
      default -> new HelpCommand(this);
    };
  }

  /** All commands; or the one that is called, where it needs no other: each costs a start time. */
  private static List<String> needed(String... args) {
    String called = args.length == 0 ? "" : args[0].equals("aws") ? "evaluate" : args[0];
    boolean alone = COMMANDS.contains(called) && !List.of("completion", "help").contains(called);
    return alone ? List.of(called) : COMMANDS;
  }

  /** What picocli is told for a command line; for an empty one, all there is to tell. */
  CommandLine line(String... args) {
    CommandLine line = new CommandLine(new Assay());
    needed(args).forEach(name -> line.addSubcommand(command(name)));
    line.getSubcommands().values().forEach(Cli::layOut);
    layOut(line);
    boolean bold = terminal.out() && terminal.color();
    line.setColorScheme(Help.defaultColorScheme(bold ? Ansi.ON : Ansi.OFF));
    line.setExpandAtFiles(false); // an @ in front of a spec's path is ours
    line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler((e, given) -> misused(e, given));
    line.setExecutionExceptionHandler((e, command, parsed) -> failed(e));
    return line;
  }

  /** What it is, how it is called, examples; then the rest. */
  private static void layOut(CommandLine command) {
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    if (usage.header().length > 0) {
      usage.synopsisHeading("%nUsage: ").descriptionHeading("%nExamples:%n");
    }
    usage.parameterListHeading("%nArguments:%n").optionListHeading("%nOptions:%n");
    usage.commandListHeading("%nCommands:%n").sortOptions(false);
    List<String> sections = new ArrayList<>(usage.sectionKeys());
    List<String> commands = List.of(SECTION_KEY_COMMAND_LIST_HEADING, SECTION_KEY_COMMAND_LIST);
    sections.removeAll(commands);
    sections.addAll(sections.indexOf(SECTION_KEY_OPTION_LIST_HEADING), commands);
    usage.sectionKeys(sections);
  }

  private int execute(String... args) {
    CommandLine line = line(args);
    if (args.length == 0) {
      line.usage(line.getErr());
      return ExitCode.USAGE;
    }
    try {
      return line.execute(args);
    } catch (Error e) {
      return failed(e);
    } finally {
      progress.close();
    }
  }

  private int misused(ParameterException e, String... args) {
    print("error", List.of(Misuse.of(e, args)));
    return ExitCode.USAGE;
  }

  private int failed(Throwable e) {
    if (e instanceof InputException input) {
      print("error", input.problems());
      return switch (input.kind()) {
        case USAGE -> ExitCode.USAGE;
        case REJECTED -> ExitCode.REJECTED;
        case NOT_COMPARABLE -> ExitCode.NOT_COMPARABLE;
      };
    }
    if (e instanceof IOException) {
      print(
          "error", List.of(new Problem("", e.getMessage(), "check the place and its free space")));
      return ExitCode.NOT_WRITTEN;
    }
    if (e instanceof OutOfMemoryError) {
      print("error", List.of(NO_MEMORY));
      return ExitCode.REJECTED;
    }
    print("error", List.of(fault(e)));
    return ExitCode.BUG;
  }

  /** What to tell of something that should never have happened. */
  static Problem fault(Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    String place = trace.length == 0 ? "nowhere" : trace[0].toString();
    String what = "this is a fault of assay: " + e + " at " + place;
    return new Problem("", what, "report it, with the command and this line");
  }

  /** Tells the user of problems, two lines each. */
  void print(String kind, List<Problem> problems) {
    progress.clear();
    for (Problem problem : problems) {
      err.println(kind + ": " + Escape.terminal(problem.line()));
      if (!problem.help().isEmpty()) {
        err.println("help: " + Escape.terminal(problem.help()));
      }
    }
    err.flush();
  }

  /**
   * Writes results to standard output.
   *
   * @throws IOException when that fails; not when the reader, such as {@code head}, has gone
   */
  void write(String text) throws IOException {
    progress.clear();
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      if (e.getMessage() == null || !e.getMessage().contains("Broken pipe")) {
        throw new IOException("cannot write to standard output", e);
      }
    }
  }
}
