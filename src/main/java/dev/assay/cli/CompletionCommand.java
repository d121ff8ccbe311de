package dev.assay.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what makes a shell complete assay's commands, options and their values. */
@Command(
    name = "completion",
    header = "Prints a script with which bash or zsh completes assay's command lines.",
    customSynopsis = "assay completion bash|zsh",
    description = {
      "  # bash: put this line into ~/.bashrc",
      "  source <(assay completion bash)",
      "",
      "  # zsh: put this line into ~/.zshrc, behind compinit if you call it",
      "  source <(assay completion zsh)"
    },
    mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {

  /** Those that have been tried. */
  private enum Shell {
    bash,
    zsh
  }

  @Parameters(paramLabel = "bash|zsh", description = "the shell")
  private Shell shell;

  @Spec private CommandSpec spec;

  private final Cli cli;

  CompletionCommand(Cli cli) {
    this.cli = cli;
  }

  /** The script is the same for both: in zsh it loads the emulation of bash's completion. */
  @Override
  public Integer call() throws IOException {
    cli.write(AutoComplete.bash("assay", spec.root().commandLine()));
    return ExitCode.DONE;
  }
}
