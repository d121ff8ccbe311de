package dev.assay.cli;

import dev.assay.InputException;
import dev.assay.Problem;
import dev.assay.snapshot.Snapshots;
import dev.assay.snapshot.Snapshots.Found;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the arguments of a run stand for.
 *
 * @param found the snapshots, each once, by name
 * @param leftOut what lies beside them and is none
 * @param areMany whether they make a fleet: several arguments, or a directory of snapshots
 */
record Targets(List<Found> found, List<String> leftOut, boolean areMany) {

  Targets {
    found = List.copyOf(found);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * Finds out what arguments stand for: a directory that holds snapshots for these, any other for
   * itself.
   */
  static Targets of(List<Path> arguments) {
    List<Found> all = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    boolean many = arguments.size() > 1;
    for (Path argument : arguments) {
      Optional<Snapshots> inside = Snapshots.in(argument);
      if (inside.isPresent()) {
        many = true;
        all.addAll(inside.get().all());
        inside.get().leftOut().forEach(path -> leftOut.add(path.toString()));
      } else {
        all.add(new Found(argument, Optional.empty()));
      }
    }
    all.sort(Comparator.comparing(found -> found.path().toString()));
    Set<Path> places = new HashSet<>();
    all.removeIf(found -> !places.add(Places.real(found.path())));
    return new Targets(all, leftOut.stream().distinct().toList(), many);
  }

  List<Path> paths() {
    return found.stream().map(Found::path).toList();
  }

  /**
   * Refuses arguments that name nothing: they are typing errors, and no broken snapshots.
   *
   * @throws InputException (usage) with all of them
   */
  void check() {
    List<Problem> missing =
        paths().stream()
            .filter(path -> !Files.exists(path))
            .map(path -> new Problem("", "there is no `" + path + "`", "check the path"))
            .toList();
    if (!missing.isEmpty()) {
      throw new InputException(InputException.Kind.USAGE, missing);
    }
  }
}
