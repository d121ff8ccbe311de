package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.Archives;
import dev.assay.testing.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several snapshots in one run. */
class EvaluateManyTest {

  private static final String TIME = "2026-06-30T12:00:00Z";

  @TempDir private Path temp;

  /** 1 asks for the length of passwords, 2 for what no snapshot has, 3 a person. */
  @BeforeEach
  void aSpec() throws IOException {
    Files.writeString(
        temp.resolve("spec.yaml"),
        """
        spec:
          id: mine
          title: mine
          controls:
          - {id: 1, name: length, severity: CRITICAL, checks: [{id: iam-password-min-length}]}
          - {id: 2, name: root-mfa, severity: MEDIUM, checks: [{id: iam-root-mfa}]}
          - {id: 3, name: ask, severity: LOW, checks: null}
        """);
  }

  /**
   * A snapshot whose passwords are long or not.
   *
   * @param name below the directory
   */
  private Path snapshot(String name, String account, String partition, String time, boolean good) {
    try {
      Path path = temp.resolve(name);
      Files.createDirectories(path.resolve("global/iam"));
      Files.writeString(
          path.resolve("snapshot.json"),
          """
          {"format": "assay-snapshot/1", "accountId": "%s", "partition": "%s", "finishedAt": "%s"}
          """
              .formatted(account, partition, time));
      Files.writeString(
          path.resolve("global/iam/get-account-password-policy.json"),
          "{\"PasswordPolicy\": {\"MinimumPasswordLength\": " + (good ? 14 : 8) + "}}");
      return path;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path snapshot(String name, String account, boolean good) {
    return snapshot(name, account, "aws", TIME, good);
  }

  /** Says that it has another file than it has. */
  private Path changed(String name) throws IOException {
    Path path = snapshot(name, "999900001111", true);
    Files.writeString(
        path.resolve("SHA256SUMS"),
        "0".repeat(64)
            + "  global/iam/get-account-password-policy.json\n"
            + "0".repeat(64)
            + "  snapshot.json\n");
    return path;
  }

  /** Options in which {@code @} stands for the directory. */
  private Run evaluate(String args) {
    List<String> all = new ArrayList<>(List.of("evaluate"));
    all.add("--compliance=@" + temp.resolve("spec.yaml"));
    Stream.of(args.split(" +")).map(arg -> arg.replace("@", temp + "/")).forEach(all::add);
    return run(all);
  }

  private static Run run(List<String> args) {
    Run run = Run.assay(args.toArray(String[]::new));
    assertThat(run.stdout() + run.stderr())
        .doesNotContain("java.lang.", "\tat ", "this is a fault", "dev.assay.");
    return run;
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void a_directory_of_snapshots_is_rolled_up() throws Exception {
    snapshot("org/a", "111122223333", true);
    snapshot("org/b", "444455556666", false);
    Files.writeString(temp.resolve("org/notes.txt"), "mine");

    assertThat(evaluate("@org"))
        .isEqualTo(
            new Run(
                """

                Roll-up for compliance: mine
                ┌──────────────┬──────────────────────┬────────┬──────┬──────────┬──────┬─────────┬────────┐
                │   Account    │        Taken         │ Passed │ FAIL │ CRITICAL │ HIGH │ UNKNOWN │ Issues │
                ├──────────────┼──────────────────────┼────────┼──────┼──────────┼──────┼─────────┼────────┤
                │ 444455556666 │ 2026-06-30T12:00:00Z │ 0 of 3 │  1   │    1     │  0   │    1    │   1    │
                │ 111122223333 │ 2026-06-30T12:00:00Z │ 1 of 3 │  0   │    0     │  0   │    1    │   0    │
                └──────────────┴──────────────────────┴────────┴──────┴──────────┴──────┴─────────┴────────┘

                ┌────┬──────────┬──────────────┬──────┬──────┬─────────┬────────┬────────┐
                │ ID │ Severity │ Control Name │ PASS │ FAIL │ UNKNOWN │ MANUAL │ Issues │
                ├────┼──────────┼──────────────┼──────┼──────┼─────────┼────────┼────────┤
                │ 1  │ CRITICAL │    length    │  1   │  1   │    0    │   0    │   1    │
                │ 2  │ MEDIUM   │   root-mfa   │  0   │  0   │    2    │   0    │   0    │
                │ 3  │ LOW      │     ask      │  0   │  0   │    0    │   2    │   0    │
                └────┴──────────┴──────────────┴──────┴──────┴─────────┴────────┴────────┘

                444455556666, taken 2026-06-30T12:00:00Z: @org/b
                  FAIL: 1
                  MANUAL: 3
                  UNKNOWN: 2: global/iam/get-credential-report.json was not collected (and 1 more)

                111122223333, taken 2026-06-30T12:00:00Z: @org/a
                  MANUAL: 3
                  UNKNOWN: 2: global/iam/get-credential-report.json was not collected (and 1 more)

                Fleet     2 snapshots of 2 accounts
                Score     1 of 6 scored controls passed (16.7 %), over all accounts
                Taken     all at 2026-06-30T12:00:00Z
                As of     each snapshot's own time
                Integrity 0 of 2 verified against SHA256SUMS
                Left out  no snapshots: @org/notes.txt

                UNKNOWN for lack of evidence:
                  2: missing in 2 snapshots, needs iam:GetAccountSummary
                  2: missing in 2 snapshots, needs iam:GetCredentialReport
                """
                    .replace("@", temp + "/"),
                "",
                3));
  }

  @Test
  void neither_order_nor_threads_matter() throws Exception {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      paths.add(snapshot("s" + i, "11112222333" + i % 10, i % 3 == 0).toString());
    }
    paths.add(changed("changed").toString());
    for (String format : List.of("table", "json", "csv", "html")) {
      Run one = evaluate(String.join(" ", paths) + " --jobs 1 --format " + format);
      for (int seed = 0; seed < 3; seed++) {
        Collections.shuffle(paths, new Random(seed));

        assertThat(evaluate(String.join(" ", paths) + " --jobs 4 --format " + format))
            .isEqualTo(one);
      }
    }
  }

  /** Real accounts, whose rules share what they have worked out. */
  @Test
  void what_is_worked_out_once_is_what_would_be_worked_out_again() throws Exception {
    List<String> samples = List.of("messy", "partial", "quarter-2", "quiet");
    List<String> args = new ArrayList<>(List.of("evaluate", "--compliance=cis-aws-1.1"));
    samples.forEach(sample -> args.add("samples/" + sample));
    args.addAll(List.of("--jobs=4", "--allow-unknown", "--quiet", "--output-dir=" + temp + "/out"));
    Run run = run(args);

    assertThat(run.exitCode()).isZero();
    assertThat(names(temp.resolve("out"))).hasSize(4);
    for (String sample : samples) {
      Path single = Path.of("samples/expected", sample, "cis-aws-1.1.native.json");
      try (Stream<Path> all = Files.list(temp.resolve("out"))) {
        assertThat(all.map(EvaluateManyTest::read)).contains(Files.readString(single));
      }
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void what_is_broken_stops_nothing_and_is_named() throws Exception {
    snapshot("org/good", "111122223333", true);
    changed("org/changed");
    Files.createDirectories(temp.resolve("org/empty"));
    Files.writeString(temp.resolve("org/cut.tar.gz"), "");
    Files.createDirectories(temp.resolve("org/later.partial/rows"));
    Run run = evaluate("@org --format json");

    assertThat(run.stderr().replaceAll("SHA-256 is [0-9a-f]{12}", "SHA-256 is DIGEST"))
        .isEqualTo(
            """
            error: @org/changed: global/iam/get-account-password-policy.json: was changed after it was \
            collected: SHA-256 is DIGEST..., SHA256SUMS says 000000000000... (and 1 more)
            help: get the snapshot again from whoever collected it
            error: @org/cut.tar.gz: `@org/cut.tar.gz` is no snapshot, nor an archive of one
            help: give a directory, or a .zip, .tar.gz or .tar, of a snapshot
            error: @org/empty: the snapshot has no files
            help: give the directory with `global`
            error: @org/later.partial: is a collection that was not finished
            help: go on with `collect --resume`
            """
                .replace("@", temp + "/"));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.stdout())
        .contains("\"scored\": 1,\n    \"rejected\": 4,")
        .contains("\"reason\": \"rejected\"", "\"reason\": \"usage\"");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          @good @good2                     |                                      | 3
          @good @good2                     | --allow-unknown                      | 0
          @good @bad                       | --allow-unknown                      | 0
          @good @bad                       | --allow-unknown --fail-on fail       | 1
          @good @bad                       | --allow-unknown --exit-code 9        | 9
          @good @good2                     | --allow-unknown --exit-code 9        | 0
          @good @bad                       | --fail-on unknown                    | 1
          @good @changed                   | --allow-unknown                      | 4
          @bad @changed                    | --fail-on fail                       | 4
          @good @undated                   | --allow-unknown                      | 2
          @changed @undated                | --allow-unknown                      | 2
          @changed @changed2               |                                      | 4
          @good --fleet                    | --allow-unknown                      | 0
          @changed --fleet                 |                                      | 4
          """)
  void the_worst_of_all_decides_the_exit_code(String paths, String options, int code)
      throws Exception {
    snapshot("good", "111122223333", true);
    snapshot("good2", "222233334444", true);
    snapshot("bad", "444455556666", false);
    changed("changed");
    changed("changed2");
    Files.delete(snapshot("undated", "777788889999", true).resolve("snapshot.json"));

    assertThat(evaluate(paths + (options == null ? "" : " " + options)).exitCode()).isEqualTo(code);
  }

  @Test
  void two_snapshots_of_one_account_are_two_rows_and_two_reports() throws Exception {
    snapshot("org/old", "111122223333", "aws", "2026-03-31T12:00:00Z", false);
    snapshot("org/new", "111122223333", true);
    snapshot("org/third", "444455556666", true);
    Run run = evaluate("@org --output-dir @out --report summary");

    assertThat(run.stdout())
        .contains("│ 111122223333 │ 2026-03-31T12:00:00Z, 91 days earlier │")
        .contains("│ 111122223333 │ 2026-06-30T12:00:00Z                  │")
        .contains("Fleet     3 snapshots of 2 accounts\n");
    assertThat(names(temp.resolve("out")))
        .hasSize(3)
        .allMatch(name -> name.matches("[0-9]{12}-2026[0-9]{4}T120000Z-[0-9a-f]{12}.native.json"));
  }

  @Test
  void partitions_are_told_apart() {
    snapshot("org/a", "111122223333", false);
    snapshot("org/b", "111122223333", "aws-us-gov", TIME, false);

    assertThat(evaluate("@org --report summary").stdout())
        .contains("│ 111122223333 (aws-us-gov) │ 2026-06-30T12:00:00Z │")
        .contains("│ N/A │")
        .contains("Fleet     2 snapshots of 2 accounts\n");
  }

  @Test
  void a_report_on_each_is_what_a_run_on_it_alone_would_print() throws Exception {
    snapshot("org/a", "111122223333", true);
    snapshot("org/b", "444455556666", false);
    Run run =
        evaluate(
            "@org -f json -o @all.json --output-dir @out --report-format html "
                + "--report-format table --report-format html --quiet");

    assertThat(run).isEqualTo(new Run("", "", 3));
    assertThat(names(temp.resolve("out"))).hasSize(4);
    for (String name : names(temp.resolve("out"))) {
      String path = name.startsWith("1111") ? "@org/a" : "@org/b";
      String format = name.endsWith(".html") ? "html" : "table";
      String file = Files.readString(temp.resolve("out").resolve(name));

      assertThat(file).isEqualTo(evaluate(path + " --quiet -f " + format).stdout());
      assertThat(Files.readString(temp.resolve("all.json"))).contains("/out/" + name);
    }
  }

  @Test
  void one_snapshot_that_is_there_twice_has_one_report() throws Exception {
    Path one = snapshot("one", "111122223333", true);
    TreeMap<String, byte[]> files = new TreeMap<>();
    for (String file : List.of("snapshot.json", "global/iam/get-account-password-policy.json")) {
      files.put(file, Files.readAllBytes(one.resolve(file)));
    }
    Files.write(temp.resolve("one.tar.gz"), Archives.Kind.TAR_GZ.pack("", files));
    Run run = evaluate("@one @one.tar.gz @one --output-dir @out");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.stdout()).contains("Fleet     2 snapshots of 1 account\n");
    assertThat(names(temp.resolve("out"))).hasSize(1);
  }

  @Test
  void ages_of_all_are_measured_to_the_time_that_was_given() {
    snapshot("org/a", "111122223333", true);
    snapshot("org/late", "444455556666", "aws", "2026-08-01T00:00:00Z", true);
    Run run = evaluate("@org --as-of 2026-07-31T12:00:00Z --allow-unknown");

    assertThat(run.stdout()).contains("\nAs of     2026-07-31T12:00:00Z, for all\n");
    assertThat(run.stderr())
        .isEqualTo(
            "error: "
                + temp
                + "/org/late: --as-of 2026-07-31T12:00:00Z is before the snapshot's own time,"
                + " 2026-08-01T00:00:00Z\nhelp: leave it out, or give a later time\n");
    assertThat(run.exitCode()).isEqualTo(2);
  }

  /** Each entry is told of once at most, and not at all when an account needs it. */
  @Test
  void waivers_and_attestations_go_to_their_accounts() throws Exception {
    snapshot("org/a", "111122223333", false);
    snapshot("org/b", "444455556666", true);
    snapshot("org/c", "777788889999", true);
    String rest = "reason: so, owner: Jo, expires: 2027-01-01}\n";
    Files.writeString(
        temp.resolve("waivers.yaml"),
        "waivers:\n"
            + "- {control: \"1\", account: \"111122223333\", resource: \"arn:*:root\", "
            + rest
            + "- {control: \"1\", account: \"444455556666\", resource: \"arn:*:root\", "
            + rest
            + "- {control: \"1\", account: \"999900001111\", resource: \"arn:*:root\", "
            + rest
            + "- {control: \"2\", resource: \"arn:*\", "
            + rest);
    Files.writeString(
        temp.resolve("said.yaml"),
        """
        attestations:
        - {control: "3", account: "777788889999", status: pass, statement: yes it is, by: Jo,
           role: Auditor, date: 2026-06-01, expires: 2027-06-29}
        - {control: "3", account: "222233334444", status: pass, statement: yes it is, by: Jo,
           role: Auditor, date: 2026-06-01, expires: 2027-06-29}
        """);
    Run run = evaluate("@org --waivers @waivers.yaml --attestations @said.yaml --report summary");

    assertThat(run.stderr().lines().filter(line -> line.startsWith("warning: ")))
        .extracting(line -> line.replace(temp + "/", ""))
        .containsExactly(
            "warning: said.yaml line 4: the attestation of control `3` is not applied: no snapshot"
                + " is of account 222233334444",
            "warning: waivers.yaml line 3: the waiver of control `1` is not applied: nothing there"
                + " fails or is UNKNOWN",
            "warning: waivers.yaml line 4: the waiver of control `1` is not applied: no snapshot"
                + " is of account 999900001111",
            "warning: waivers.yaml line 5: the waiver of control `2` is too broad: it covers every"
                + " account");
    assertThat(run.stdout()).contains("WAIVED");
  }

  /** {@code org} holds two snapshots, {@code full} something else, {@code file} is one. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          @org --expect @file            | --expect is for one snapshot, and there are several -> run it once for each, with the report that was stored for it
          @org @nowhere @neither         | there is no `@neither` -> check the path; there is no `@nowhere` -> check the path
          @org --format sarif            | several snapshots are rolled up, and a roll-up cannot be `sarif` -> write one of table, json, csv, html; for a report on each snapshot, --output-dir DIR --report-format sarif
          @org --format json -f csv      | json and csv cannot both go to standard output -> give all formats but one an --output
          @org --report-format html      | --report-format is of the reports in --output-dir, and there is none -> name a directory for them, or a --format for what is printed
          @org --output-dir @file        | `@file` is no directory -> name a directory
          @org --output-dir @full        | `@full` is not empty -> name a new directory, or pass --force to write into it and replace reports
          @org --output-dir @org/a/out   | `@org/a/out` is inside a snapshot -> write the reports somewhere else
          @org -o @org/b/out             | `@org/b/out` is inside the snapshot -> write the report somewhere else
          @org --waivers @org/b/w.yaml   | `@org/b/w.yaml` is inside the snapshot -> keep waivers beside the snapshot, which must stay as it was handed over
          @org --jobs 0                  | --jobs is 0 -> write a whole number from 1 to 256
          @org --jobs many               | --jobs is `many` -> write a whole number
          @org --report-format pdf       | --report-format is `pdf` -> write one of table, json, html, native, csv, junit, sarif, ocsf, markdown
          """)
  void what_makes_no_sense_is_refused_before_anything_is_read(String args, String expected)
      throws Exception {
    snapshot("org/a", "111122223333", true);
    snapshot("org/b", "444455556666", true);
    Files.createDirectories(temp.resolve("full"));
    Files.writeString(temp.resolve("full/precious"), "mine");
    Files.writeString(temp.resolve("file"), "mine");
    List<String> before = names(temp);
    StringBuilder lines = new StringBuilder();
    for (String problem : expected.replace("@", temp + "/").split("; (?=there)")) {
      lines.append("error: ").append(problem.replace(" -> ", "\nhelp: ")).append('\n');
    }

    assertThat(evaluate(args)).isEqualTo(new Run("", lines.toString(), 2));
    assertThat(names(temp)).isEqualTo(before);
  }

  @Test
  void a_report_that_cannot_be_written_stops_the_run() throws Exception {
    snapshot("org/a", "111122223333", true);
    snapshot("org/b", "444455556666", true);
    Files.writeString(temp.resolve("file"), "mine");
    Run run = evaluate("@org --output-dir @file/out");

    assertThat(run.exitCode()).isEqualTo(74);
    assertThat(run.stdout()).isEmpty();
    assertThat(run.stderr())
        .matches("error: cannot write `.*/file/out/[0-9]{12}-.*`\nhelp: check the place and .*\n");
  }

  @Test
  void by_force_reports_are_replaced_and_all_else_stays() throws Exception {
    snapshot("org/a", "111122223333", true);
    snapshot("org/b", "444455556666", true);
    evaluate("@org --output-dir @out");
    List<String> before = names(temp.resolve("out"));
    for (String name : before) {
      Files.writeString(temp.resolve("out").resolve(name), "old");
    }
    Files.writeString(temp.resolve("out/precious"), "mine");

    assertThat(evaluate("@org --output-dir @out --force").exitCode()).isEqualTo(3);
    assertThat(names(temp.resolve("out"))).hasSize(3).containsAll(before);
    assertThat(Files.readString(temp.resolve("out/precious"))).isEqualTo("mine");
    assertThat(Files.readString(temp.resolve("out").resolve(before.get(0)))).startsWith("{");
  }

  @Test
  void a_directory_with_one_snapshot_in_it_is_that_snapshot_unless_asked() {
    Path one = snapshot("org/a", "111122223333", true);

    assertThat(evaluate("@org")).isEqualTo(evaluate(one.toString()));
    assertThat(evaluate("@org --fleet").stdout()).startsWith("\nRoll-up for compliance: mine\n");
  }
}
