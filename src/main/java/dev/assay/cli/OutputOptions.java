package dev.assay.cli;

import dev.assay.InputException;
import dev.assay.fleet.Fleet;
import dev.assay.fleet.FleetFormat;
import dev.assay.report.Format;
import dev.assay.report.Report;
import dev.assay.report.Style;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What to print, and where. */
final class OutputOptions {

  /** When colours are wanted. */
  private enum Color {
    auto,
    always,
    never
  }

  /** How tables look, which for colours depends on where they go. */
  record Look(int limit, Color color) {

    Style style(boolean file, Terminal terminal) {
      boolean seen = !file && terminal.out() && terminal.color();
      return new Style(limit, color == Color.always || color == Color.auto && seen);
    }
  }

  /** The formats that there are, by the words that their enum gives them. */
  static final class FormatWord extends Words<Format> {
    FormatWord() {
      super(Format.values());
    }
  }

  /** The two details. */
  private static final class DetailWord extends Words<Format.Detail> {
    DetailWord() {
      super(Format.Detail.values());
    }
  }

  /** A number from 1, or {@code all}. */
  private static final class LimitWord implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String word) {
      if (word.equals("all")) {
        return Style.ALL;
      }
      if (!word.matches("[1-9][0-9]{0,8}")) {
        throw new TypeConversionException("write a whole number from 1, or `all`");
      }
      return Integer.valueOf(word);
    }
  }

  @Option(
      names = "--report",
      paramLabel = "summary|all",
      converter = DetailWord.class,
      completionCandidates = DetailWord.class,
      description = "one line a control, or every finding; default: ${DEFAULT-VALUE}")
  private Format.Detail detail = Format.Detail.ALL;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      converter = FormatWord.class,
      completionCandidates = FormatWord.class,
      description =
          "${COMPLETION-CANDIDATES}; may be repeated, each with its own --output; default: table")
  private List<Format> formats = List.of();

  @Mixin private FileOptions files;

  /** Whether anything is said about what to print. */
  boolean isGiven() {
    return !formats.isEmpty() || files.isGiven();
  }

  @Option(
      names = "--limit",
      paramLabel = "N|all",
      converter = LimitWord.class,
      description = "how many entries of a long list a table shows; default: 10")
  private int limit = Style.PLAIN.limit();

  @Option(
      names = "--color",
      paramLabel = "auto|always|never",
      description =
          "status words of a table in colour; default: auto, which is when standard output is a"
              + " terminal and NO_COLOR is not set")
  private Color color = Color.auto;

  /**
   * Where the reports will go, found out early.
   *
   * @param snapshots which none may be written into
   * @throws dev.assay.InputException with everything that speaks against it
   */
  Outputs<Format> outputs(Path... snapshots) {
    return files.outputs(formats, Format.TABLE, List.of(snapshots));
  }

  /**
   * Where roll-ups will go, found out early.
   *
   * @throws dev.assay.InputException with everything that speaks against it
   */
  Outputs<FleetFormat> rollUps(List<Path> snapshots) {
    List<String> words = Stream.of(FleetFormat.values()).map(FleetFormat::toString).toList();
    List<FleetFormat> wanted = new ArrayList<>();
    for (Format format : formats) {
      int at = words.indexOf(format.toString());
      if (at < 0) {
        throw InputException.usage(
            "",
            "several snapshots are rolled up, and a roll-up cannot be `" + format + "`",
            "write one of "
                + String.join(", ", words)
                + "; for a report on each snapshot, --output-dir DIR --report-format "
                + format);
      }
      wanted.add(FleetFormat.values()[at]);
    }
    return files.outputs(wanted, FleetFormat.TABLE, snapshots);
  }

  /** A roll-up in a format, with the detail and the looks that were asked for. */
  BiFunction<FleetFormat, Boolean, String> write(Fleet fleet, Cli cli) {
    Look look = new Look(limit, color);
    return (format, toFile) -> format.write(fleet, detail, look.style(toFile, cli.terminal()));
  }

  /**
   * A directory for reports on single snapshots, with the detail and the looks that were asked for.
   */
  ReportFolder folder(Path directory, List<Format> formats, List<Path> snapshots) {
    Style style = new Look(limit, color).style(true, Terminal.NONE);
    return ReportFolder.of(directory, formats, detail, style, files.isForced(), snapshots);
  }

  /** Whether any report that will be written shows the places where values were read. */
  boolean showsPlaces() {
    List<Format> named = formats.isEmpty() ? List.of(Format.TABLE) : formats;
    return named.stream().anyMatch(format -> format.showsPlaces(detail));
  }

  /** A report in a format, with the detail and the looks that were asked for. */
  BiFunction<Format, Boolean, String> write(Report report, Cli cli) {
    Look look = new Look(limit, color);
    return (format, toFile) -> format.write(report, detail, look.style(toFile, cli.terminal()));
  }
}
