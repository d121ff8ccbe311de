package dev.assay.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The process: streams in UTF-8 whatever the locale, and an exit code. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    Terminal terminal = Terminal.of(System.getProperty("assay.terminal"), System.getenv());
    System.exit(Cli.run(terminal, out, err, args));
  }
}
