package dev.assay.cli;

import dev.assay.Nearest;
import dev.assay.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, and what was probably meant. */
final class Misuse {

  private final ParameterException fault;
  private final CommandLine command;

  private Misuse(ParameterException fault) {
    this.fault = fault;
    this.command = fault.getCommandLine();
  }

  /**
   * The first thing that is wrong.
   *
   * @param args the whole command line
   */
  static Problem of(ParameterException fault, String... args) {
    return new Misuse(fault).problem(args);
  }

  private Problem problem(String... args) {
    if (fault instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched);
    }
    if (fault.getCause() instanceof TypeConversionException said && fault.getValue() != null) {
      return value(fault.getArgSpec(), fault.getValue(), said.getMessage());
    }
    if (fault instanceof MissingParameterException missing) {
      return Arrays.stream(args)
          .takeWhile(arg -> !arg.equals("--"))
          .filter(arg -> arg.startsWith("--"))
          .map(Misuse::name)
          .filter(name -> !options().contains(name))
          .findFirst() // an option that is missing may be there, misspelt
          .map(name -> unknownOption("unknown option: `" + name + "`", name))
          .orElseGet(() -> new Problem("", message(), example(missing.getMissing().get(0))));
    }
    return new Problem("", message(), help());
  }

  private Problem unmatched(UnmatchedArgumentException unmatched) {
    String first = unmatched.getUnmatched().get(0);
    if (unmatched.isUnknownOption()) {
      return unknownOption(message(), name(first));
    }
    Collection<String> commands = command.getSubcommands().keySet();
    if (commands.isEmpty()) {
      return new Problem("", message(), help());
    }
    String call = command.getCommandName() + " evaluate " + first;
    return new Problem(
        "",
        "there is no command `" + first + "`",
        first.contains("/")
            ? "did you mean `" + call + "`?"
            : Nearest.help(first, commands, help()));
  }

  private Problem unknownOption(String what, String name) {
    return new Problem("", what, Nearest.help(name, options(), help()));
  }

  private List<String> options() {
    return command.getCommandSpec().optionsMap().keySet().stream()
        .filter(option -> option.startsWith("--"))
        .toList();
  }

  /** An option without its value. */
  private static String name(String option) {
    return option.contains("=") ? option.substring(0, option.indexOf('=')) : option;
  }

  private Problem value(ArgSpec about, String value, String said) {
    String name = about instanceof OptionSpec option ? option.longestName() + " is " : "";
    List<String> words = words(about);
    String what = name + "`" + value + "`";
    if (!words.isEmpty()) {
      String all = String.join(", ", words);
      return name.isEmpty()
          ? new Problem("", what + " is none of " + all, Nearest.help(value, words, help()))
          : new Problem("", what, Nearest.help(value, words, "write one of " + all));
    }
    boolean number = about.type() == Integer.class || about.type() == int.class;
    String cure = number ? "write a whole number" : help();
    return new Problem("", what, said.startsWith("write ") ? said : cure);
  }

  /** An option that takes one of some words is shown with the first of them. */
  private String example(ArgSpec missing) {
    return missing instanceof OptionSpec option && !words(option).isEmpty()
        ? "write `"
            + option.longestName()
            + " "
            + words(option).get(0)
            + "`, for example, or "
            + help()
        : help();
  }

  private static List<String> words(ArgSpec about) {
    List<String> words = new ArrayList<>();
    if (about.completionCandidates() != null) {
      about.completionCandidates().forEach(words::add);
    }
    return words;
  }

  private String help() {
    return "run `" + command.getCommandSpec().qualifiedName() + " --help`";
  }

  /** What picocli says, as one of assay's messages. */
  private String message() {
    String said = fault.getMessage().replace('\'', '`');
    return said.substring(0, 1).toLowerCase(Locale.ROOT) + said.substring(1);
  }
}
