package dev.assay.cli;

import dev.assay.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the profile {@code dist} of the build hands over besides files that are there already. */
final class Handout {

  /**
   * What assay and its libraries use of Java; elliptic curves are a module of their own. Its smoke
   * test tries every command and format with these alone.
   */
  private static final String MODULES = "java.base,java.xml,jdk.crypto.ec";

  private Handout() {}

  /**
   * Runs one step.
   *
   * @param args {@code pages DIRECTORY VERSION}, {@code runtime DIRECTORY}, or {@code sums FILE...}
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    switch (args[0]) {
      case "pages" -> pages(Path.of(args[1]), args[2]);
      case "runtime" -> runtime(Path.of(args[1]));
      case "sums" -> sums(List.of(args).subList(1, args.length));
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static void pages(Path directory, String version) throws IOException {
    Files.createDirectories(directory.resolve("completions"));
    for (String shell : List.of("bash", "zsh")) {
      Files.writeString(
          directory.resolve("completions/assay." + shell), printed("completion", shell));
    }
    Files.createDirectories(directory.resolve("man"));
    Files.writeString(directory.resolve("man/assay.1"), ManPage.of(version));
  }

  private static String printed(String... args) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream err =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    if (Cli.run(out, err, args) != ExitCode.DONE) {
      throw new IOException("assay " + String.join(" ", args) + " failed");
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /** In a process of its own: within another, the order of what jlink writes is by chance. */
  private static void runtime(Path directory) throws IOException, InterruptedException {
    Path jlink = Path.of(System.getProperty("java.home"), "bin", "jlink");
    if (!Files.isExecutable(jlink)) {
      throw new IOException("there is no " + jlink + ": use a JDK, or -Dassay.runtime.skip=true");
    }
    int code =
        new ProcessBuilder(
                jlink.toString(),
                "--add-modules",
                MODULES,
                "--strip-java-debug-attributes",
                "--no-header-files",
                "--no-man-pages",
                "--output",
                directory.toString())
            .inheritIO()
            .start()
            .waitFor();
    if (code != 0) {
      throw new IOException("jlink failed with " + code);
    }
  }

  /**
   * As {@code sha256sum} prints them, into {@code SHA256SUMS} beside the first; those there are.
   */
  private static void sums(List<String> files) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String file : files) {
      Path path = Path.of(file);
      if (Files.exists(path)) {
        lines.add(Sha256.hex(Files.readAllBytes(path)) + "  " + path.getFileName() + "\n");
      }
    }
    Files.writeString(Path.of(files.get(0)).resolveSibling("SHA256SUMS"), String.join("", lines));
  }
}
