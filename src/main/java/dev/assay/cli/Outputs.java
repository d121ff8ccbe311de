package dev.assay.cli;

import dev.assay.InputException;
import dev.assay.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The places that a run's reports go to.
 *
 * @param <F> the formats that there are
 */
final class Outputs<F> {

  private static final Path STANDARD_OUTPUT = Path.of("-");

  /**
   * One of them.
   *
   * @param file as it was given; empty for standard output
   */
  private record Output<F>(F format, Optional<Path> file) {}

  private final List<Output<F>> all;
  private final boolean force;

  private Outputs(List<Output<F>> all, boolean force) {
    this.all = all;
    this.force = force;
  }

  /**
   * Pairs formats and files in their order.
   *
   * @param otherwise the format when none is given
   * @param force whether files that are there may be replaced
   * @throws InputException with every file that cannot be meant
   */
  static <F> Outputs<F> of(
      List<F> formats, F otherwise, List<Path> files, boolean force, List<Path> snapshots) {
    List<F> named = formats.isEmpty() ? List.of(otherwise) : formats;
    if (files.size() > named.size()) {
      throw InputException.usage(
          "",
          "there are " + files.size() + " --output and " + formats.size() + " --format",
          "the first --output is for the first --format, and so on: name a format for each");
    }
    List<Output<F>> all = new ArrayList<>();
    for (int i = 0; i < named.size(); i++) {
      Optional<Path> file =
          i < files.size() && !files.get(i).equals(STANDARD_OUTPUT)
              ? Optional.of(files.get(i))
              : Optional.empty();
      all.add(new Output<>(named.get(i), file));
    }
    List<Problem> problems = problems(all, force, snapshots);
    if (!problems.isEmpty()) {
      throw new InputException(InputException.Kind.USAGE, problems);
    }
    return new Outputs<>(all, force);
  }

  private static <F> List<Problem> problems(
      List<Output<F>> all, boolean force, List<Path> snapshots) {
    List<Problem> problems = new ArrayList<>();
    List<String> shown =
        all.stream().filter(o -> o.file().isEmpty()).map(o -> o.format().toString()).toList();
    if (shown.size() > 1) {
      problems.add(
          new Problem(
              "",
              String.join(" and ", shown) + " cannot both go to standard output",
              "give all formats but one an --output"));
    }
    Map<Path, Path> seen = new LinkedHashMap<>();
    for (Output<F> output : all) {
      if (output.file().isPresent()) {
        Path file = output.file().get();
        Path before = seen.putIfAbsent(Places.real(file), file);
        if (before != null) {
          problems.add(
              new Problem(
                  "",
                  "`" + before + "` and `" + file + "` are one file",
                  "give each report a file of its own"));
        } else {
          problem(file, force, snapshots).ifPresent(problems::add);
        }
      }
    }
    return problems;
  }

  private static Optional<Problem> problem(Path file, boolean force, List<Path> snapshots) {
    Path place = Places.real(file);
    if (Places.isInside(snapshots, file)) {
      return Optional.of(
          new Problem(
              "", "`" + file + "` is inside the snapshot", "write the report somewhere else"));
    }
    if (Files.isDirectory(place)) {
      return Optional.of(new Problem("", "`" + file + "` is a directory", "name a file"));
    }
    if (Files.isSymbolicLink(place) || Files.exists(place) && !Files.isRegularFile(place)) {
      return Optional.of(
          new Problem(
              "", "`" + file + "` is no regular file", "name a file, or `-` for standard output"));
    }
    return Files.exists(place) && !force
        ? Optional.of(
            new Problem("", "`" + file + "` is there already", "pass --force to replace it"))
        : Optional.empty();
  }

  /** Whether one of them is standard output. */
  boolean isShown() {
    return all.stream().anyMatch(output -> output.file().isEmpty());
  }

  /**
   * Writes to all of them: files first, each whole or not at all, and none before every format is
   * ready on disk.
   *
   * @param in what there is to write, in a format, and whether to a file
   * @throws IOException naming the place that failed
   */
  void write(BiFunction<F, Boolean, String> in, Cli cli) throws IOException {
    List<String> texts =
        all.stream().map(output -> in.apply(output.format(), output.file().isPresent())).toList();
    List<WholeFile> parts = new ArrayList<>();
    Path now = null;
    try {
      for (int i = 0; i < all.size(); i++) {
        if (all.get(i).file().isPresent()) {
          now = all.get(i).file().get();
          WholeFile part = WholeFile.beside(Places.real(now));
          parts.add(part);
          part.fill(texts.get(i));
        }
      }
      int next = 0;
      for (Output<F> output : all) {
        if (output.file().isPresent()) {
          now = output.file().get();
          parts.get(next).place(force);
          next++;
        }
      }
    } catch (IOException e) {
      for (WholeFile part : parts) {
        part.discard();
      }
      throw new IOException("cannot write `" + now + "`", e);
    }
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).file().isEmpty()) {
        cli.write(texts.get(i));
      }
    }
  }
}
