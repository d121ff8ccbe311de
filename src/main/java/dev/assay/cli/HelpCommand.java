package dev.assay.cli;

import dev.assay.InputException;
import dev.assay.Nearest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Help on a command or a topic. */
@Command(
    name = "help",
    header = "Tells about a command or a topic.",
    customSynopsis = "assay help [COMMAND|TOPIC]",
    description = {"  assay help", "  assay help evaluate", "  assay help exit-codes"},
    footer = {
      "",
      "Topics:",
      "  exit-codes   how a run ends, for scripts",
      "  snapshot     what assay reads, and how to get one",
      "  statuses     PASS, FAIL, UNKNOWN, MANUAL, WAIVED, N/A",
      "  environment  variables that assay heeds"
    },
    mixinStandardHelpOptions = true)
final class HelpCommand implements Callable<Integer> {

  /** For completion. */
  private static final class Topics implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Topic.values()).map(Topic::toString).iterator();
    }
  }

  @Parameters(
      arity = "0..1",
      paramLabel = "COMMAND|TOPIC",
      completionCandidates = Topics.class,
      description = "without one: all commands")
  private String about;

  @Spec private CommandSpec spec;

  private final Cli cli;

  HelpCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() throws IOException {
    CommandLine assay = spec.root().commandLine();
    if (about == null) {
      cli.write(usage(assay));
      return ExitCode.DONE;
    }
    CommandLine command = assay.getSubcommands().get(about);
    Optional<Topic> topic =
        Arrays.stream(Topic.values()).filter(each -> each.toString().equals(about)).findFirst();
    if (command == null && topic.isEmpty()) {
      throw InputException.usage(
          "",
          "there is no command or topic `" + about + "`",
          nearest(assay.getSubcommands().keySet().stream()));
    }
    cli.write(topic.map(Topic::text).orElseGet(() -> usage(command)));
    return ExitCode.DONE;
  }

  private String nearest(Stream<String> commands) {
    List<String> known = new ArrayList<>(commands.toList());
    new Topics().forEach(known::add);
    return Nearest.help(about, known, "run `assay help`");
  }

  private static String usage(CommandLine command) {
    return command.getUsageMessage(command.getColorScheme());
  }
}
