/**
 * The command line: options, streams and exit codes.
 *
 * <p>Start at {@link dev.assay.cli.EvaluateCommand}: it names the steps from a snapshot to a report
 * and computes nothing. {@link dev.assay.cli.Cli} runs a command in-process, as the tests do.
 *
 * <p>The only room that knows picocli, standard output and how a process ends.
 */
package dev.assay.cli;
