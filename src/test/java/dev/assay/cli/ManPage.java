package dev.assay.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.IParamLabelRenderer;
import picocli.CommandLine.Model.CommandSpec;

/** The page that {@code man assay} shows, from what {@code --help} and {@code assay help} say. */
final class ManPage {

  private final StringBuilder out = new StringBuilder();

  private ManPage() {}

  /** The page in roff, for the macros of man(7). */
  static String of(String version) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    ManPage page = new ManPage();
    page.whole(new Cli(Terminal.NONE, nowhere, nowhere).line(), version);
    return page.out.toString();
  }

  private void whole(CommandLine assay, String version) {
    CommandSpec spec = assay.getCommandSpec();
    request("TH", "ASSAY", "1", "", "assay " + version, "");
    request("SH", "NAME");
    String what = String.join(" ", spec.usageMessage().header()).replaceAll("\\.$", "");
    line("assay - " + what.substring(0, 1).toLowerCase(Locale.ROOT) + what.substring(1));
    request("SH", "SYNOPSIS");
    synopsis(spec);
    request("SH", "EXAMPLES");
    verbatim(List.of(spec.usageMessage().description()));
    request("SH", "COMMANDS");
    assay.getSubcommands().values().stream().distinct().forEach(this::command);
    topic("EXIT STATUS", Topic.EXIT_CODES);
    topic("ENVIRONMENT", Topic.ENVIRONMENT);
    topic("SNAPSHOTS", Topic.SNAPSHOT);
    topic("STATUSES", Topic.STATUSES);
  }

  private void command(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    Stream<String> names = Stream.concat(Stream.of(spec.name()), Stream.of(spec.aliases()));
    request("SS", names.collect(Collectors.joining(", ")));
    line(String.join(" ", spec.usageMessage().header()));
    request("PP");
    synopsis(spec);
    Help help = command.getHelp();
    ColorScheme plain = Help.defaultColorScheme(Help.Ansi.OFF);
    IParamLabelRenderer labels = help.createDefaultParamLabelRenderer();
    Help.IParameterRenderer parameter = help.createDefaultParameterRenderer();
    spec.positionalParameters().forEach(each -> entry(parameter.render(each, labels, plain)));
    Help.IOptionRenderer option = help.createDefaultOptionRenderer();
    spec.options().stream()
        .filter(each -> !each.hidden() && !each.usageHelp() && !each.versionHelp())
        .forEach(each -> entry(option.render(each, labels, plain)));
    if (spec.usageMessage().description().length > 0) {
      request("PP");
      verbatim(List.of(spec.usageMessage().description()));
    }
  }

  /** What picocli would put into a table: names in the columns before the last, then text. */
  private void entry(Text[][] rows) {
    String names =
        Arrays.stream(rows[0], 1, rows[0].length - 1)
            .map(Text::toString)
            .collect(Collectors.joining())
            .replaceAll("\\s+", " ")
            .replace(",", ", ")
            .strip();
    String text =
        Arrays.stream(rows)
            .map(row -> row[row.length - 1].toString().strip())
            .collect(Collectors.joining(" "));
    request("TP");
    out.append(".B ").append(escaped(names)).append('\n');
    line(text);
  }

  private void synopsis(CommandSpec spec) {
    verbatim(List.of(spec.usageMessage().customSynopsis()));
  }

  private void topic(String title, Topic topic) {
    request("SH", title);
    verbatim(topic.text().lines().toList());
  }

  /** Lines that stay lines. */
  private void verbatim(List<String> lines) {
    request("nf");
    lines.forEach(this::line);
    request("fi");
  }

  private void request(String name, String... arguments) {
    List<String> words = new ArrayList<>(List.of("." + name));
    for (String argument : arguments) {
      words.add("\"" + escaped(argument).replace("\"", "\\(dq") + "\"");
    }
    out.append(String.join(" ", words)).append('\n');
  }

  private void line(String text) {
    boolean control = text.startsWith(".") || text.startsWith("'");
    out.append(control ? "\\&" : "").append(escaped(text)).append('\n');
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-").replace("`", "\\(ga");
  }
}
