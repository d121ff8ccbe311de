package dev.assay.cli;

import dev.assay.InputException;
import dev.assay.Problem;
import dev.assay.report.Escape;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;

/** A run of assay in this process. */
public final class Cli {

  private final OutputStream out;
  private final PrintStream err;

  private Cli(OutputStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** The command itself, which only has subcommands. */
  @Command(
      name = "assay",
      description =
          "Scores a snapshot of an AWS account against the CIS AWS Foundations Benchmark.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      synopsisSubcommandLabel = "COMMAND")
  static final class Assay {}

  /** The version that the jar carries. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"assay " + text()};
    }

    static String text() {
      String version = Cli.class.getPackage().getImplementationVersion();
      return version == null ? "(not packaged)" : version;
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
    return new Cli(out, err).execute(args);
  }

  private int execute(String... args) {
    CommandLine line = new CommandLine(new Assay());
    line.addSubcommand(new EvaluateCommand(this));
    line.addSubcommand(new ConvertCommand(this));
    line.addSubcommand(new VerifyCommand(this));
    line.addSubcommand(new PatternCommand(this));
    line.addSubcommand(new ListCommand(this));
    line.addSubcommand(new ExplainCommand(this));
    line.setExpandAtFiles(false); // an @ in front of a spec's path is ours
    line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler((e, given) -> misused(e));
    line.setExecutionExceptionHandler((e, command, parsed) -> failed(e));
    if (args.length == 0) {
      line.usage(line.getErr());
      return ExitCode.USAGE;
    }
    try {
      return line.execute(args);
    } catch (Error e) {
      return failed(e);
    }
  }

  private int misused(ParameterException e) {
    String message = e.getMessage().replace('\'', '`');
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    print(
        "error",
        List.of(
            new Problem(
                "",
                message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1),
                "run `" + command + " --help`")));
    return ExitCode.USAGE;
  }

  private int failed(Throwable e) {
    if (e instanceof InputException input) {
      print("error", input.problems());
      return input.kind() == InputException.Kind.USAGE ? ExitCode.USAGE : ExitCode.REJECTED;
    }
    if (e instanceof IOException) {
      print(
          "error", List.of(new Problem("", e.getMessage(), "check the place and its free space")));
      return ExitCode.NOT_WRITTEN;
    }
    if (e instanceof OutOfMemoryError) {
      String help = "give Java more, as in ASSAY_JAVA_OPTS=-Xmx4g, or lower --max-file-size";
      print("error", List.of(new Problem("", "there is not enough memory for this input", help)));
      return ExitCode.REJECTED;
    }
    StackTraceElement[] trace = e.getStackTrace();
    String place = trace.length == 0 ? "nowhere" : trace[0].toString();
    String what = "this is a fault of assay: " + e + " at " + place;
    print("error", List.of(new Problem("", what, "report it, with the command and this line")));
    return ExitCode.BUG;
  }

  /** Tells the user of problems, two lines each. */
  void print(String kind, List<Problem> problems) {
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
