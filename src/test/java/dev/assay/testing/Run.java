package dev.assay.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.cli.Cli;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/** A command line run in this process: what it printed, and its exit code. */
public record Run(String stdout, String stderr, int exitCode) {

  /** Runs {@code assay} with these arguments. */
  public static Run assay(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Cli.run(out, new PrintStream(err, true, UTF_8), args);
    return new Run(out.toString(UTF_8), err.toString(UTF_8), code);
  }
}
