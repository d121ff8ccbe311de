package dev.assay.cli;

import dev.assay.InputException;
import dev.assay.Problem;
import dev.assay.redact.Redaction;
import dev.assay.snapshot.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a pseudonymised copy of a snapshot. */
@Command(
    name = "redact",
    header = "Writes a copy of a snapshot with pseudonyms for names, accounts and addresses.",
    customSynopsis = "assay redact SNAPSHOT --out DIR --key FILE",
    description = {
      "  # a key of your own, which stays with you",
      "  head -c 32 /dev/urandom > redact.key",
      "  assay redact SNAPSHOT --out redacted --key redact.key",
      "",
      "  # verdicts are the same; with one key, copies can be compared with each other",
      "  assay evaluate redacted --compliance awscis1.2"
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0   done; a warning names the controls whose verdict is another",
      "  2   wrong command line or key",
      "  4   the snapshot must not be scored",
      "  70  a fault of assay",
      "  74  the copy could not be written"
    })
final class RedactCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "SNAPSHOT",
      description = "directory, .zip, .tar.gz or .tar of a snapshot")
  private Path path;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "where the copy goes; must not be there yet")
  private Path out;

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "secret of 32 bytes or more: the same key gives the same pseudonyms")
  private Path key;

  @Mixin private SnapshotOptions snapshots;

  private final Cli cli;

  RedactCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() throws IOException {
    byte[] secret = secret();
    cli.progress().at("reading the snapshot");
    Snapshot snapshot = Snapshot.open(path, snapshots.opening(path));
    Redaction redaction = Redaction.of(snapshot, secret);
    cli.progress().at("comparing verdicts");
    cli.print("warning", warnings(snapshot, redaction));
    cli.progress().at("writing the copy");
    write(redaction);
    cli.write("wrote " + redaction.files().size() + " files to `" + out + "`\n");
    return ExitCode.DONE;
  }

  /** The key; everything that is wrong with the places given is told at once. */
  private byte[] secret() {
    List<Problem> problems = new ArrayList<>();
    if (Files.exists(Places.real(out)) || Files.isSymbolicLink(out)) {
      problems.add(new Problem("", "`" + out + "` is there already", "name a new directory"));
    } else if (Places.isInside(List.of(path), out)) {
      problems.add(
          new Problem("", "`" + out + "` is inside the snapshot", "write the copy somewhere else"));
    } else if (!Files.isDirectory(Places.real(out).getParent())) {
      problems.add(
          new Problem("", "there is no directory for `" + out + "`", "make its parent first"));
    }
    byte[] secret = new byte[0];
    if (Places.isInside(List.of(path), key)) {
      problems.add(
          new Problem(
              "", "`" + key + "` is inside the snapshot", "keep the key apart from what it hides"));
    } else if (!Files.isRegularFile(key)) {
      String what = Files.exists(key) ? "`" + key + "` is no file" : "there is no `" + key + "`";
      problems.add(new Problem("", what, "make a key: `head -c 32 /dev/urandom > redact.key`"));
    } else {
      try {
        secret = Files.readAllBytes(key);
        if (secret.length < Redaction.SHORTEST_KEY) {
          problems.add(
              new Problem(
                  "",
                  "the key in `"
                      + key
                      + "` has "
                      + secret.length
                      + " bytes, expected "
                      + Redaction.SHORTEST_KEY
                      + " or more",
                  "make a new one: `head -c 32 /dev/urandom > redact.key`"));
        }
      } catch (IOException e) {
        problems.add(new Problem("", "`" + key + "` cannot be read", "check its permissions"));
      }
    }
    if (!problems.isEmpty()) {
      throw new InputException(InputException.Kind.USAGE, problems);
    }
    return secret;
  }

  private static List<Problem> warnings(Snapshot snapshot, Redaction redaction) {
    List<Problem> warnings = new ArrayList<>();
    if (!redaction.leftOut().isEmpty()) {
      warnings.add(
          new Problem(
              "",
              redaction.leftOut().size() + " files that are no evidence are not in the copy",
              "nothing to do: assay does not read them"));
    }
    List<String> changed = SameVerdicts.differing(snapshot, Snapshot.of(redaction.files()));
    if (!changed.isEmpty()) {
      warnings.add(
          new Problem(
              "",
              "the copy has another verdict by " + String.join(", ", changed),
              "a wildcard or prefix that ends amid a name has no pseudonym:"
                  + " score the original for these"));
    }
    return warnings;
  }

  private void write(Redaction redaction) throws IOException {
    Path place = Places.real(out);
    Path part = Files.createTempDirectory(place.getParent(), ".assay");
    try {
      for (var file : redaction.files().entrySet()) {
        Path target = part.resolve(file.getKey());
        Files.createDirectories(target.getParent());
        Files.write(target, file.getValue());
      }
      Files.move(part, place);
    } catch (IOException e) {
      delete(part);
      throw new IOException("cannot write `" + out + "`", e);
    }
  }

  private static void delete(Path directory) throws IOException {
    List<Path> all;
    try (var paths = Files.walk(directory)) {
      all = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.delete(each);
    }
  }
}
