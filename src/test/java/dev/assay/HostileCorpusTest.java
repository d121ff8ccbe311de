package dev.assay;

import static dev.assay.testing.Run.assay;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.assay.aws.Call;
import dev.assay.aws.Request;
import dev.assay.check.Catalogue;
import dev.assay.cli.Cli;
import dev.assay.testing.HostileArchives;
import dev.assay.testing.HostileCase;
import dev.assay.testing.HostileCase.Kind;
import dev.assay.testing.HostileChange;
import dev.assay.testing.Inert;
import dev.assay.testing.Run;
import dev.assay.testing.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every input of {@code src/test/resources/hostile} ends as that says: refused, UNKNOWN where it is
 * needed, warned of, or harmless. None is a fault of assay, none turns a verdict.
 */
class HostileCorpusTest {

  private static final Path BASE = Path.of(System.getProperty("assay.basedir"));
  private static final Path SIGNED = BASE.resolve("src/test/resources/dev/assay/snapshot/signed");
  private static final Path QUIET = BASE.resolve("samples/quiet");
  private static final String SUMS = "SHA256SUMS";
  private static final String LOG = "calls.tsv";
  private static final String ANSWER = "global/iam/get-credential-report.json";
  private static final int INPUTS = 118;
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
  private static final JsonMapper JSON = new JsonMapper();

  /** What samples come to before anything is changed, by what was asked. */
  private static final Map<List<String>, JsonNode> WHOLE = new ConcurrentHashMap<>();

  @TempDir private Path temp;

  static Stream<HostileCase> cases() {
    return HostileCase.all();
  }

  @Test
  void every_input_of_the_table_is_here() {
    assertThat(
            cases()
                .map(it -> it.text("case"))
                .filter(n -> !n.equals("more"))
                .map(Integer::valueOf)
                .distinct()
                .sorted())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, INPUTS).boxed().toList());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void it_ends_as_listed(HostileCase it) throws Exception {
    write(it.members("files"));
    long start = cpuTime();
    if (it.has("see")) {
      assertTried(it.text("see"));
    } else if (it.has("command")) {
      assertEnd(it, run(words(it.text("command"))), Optional.empty());
    } else if (it.has("writing")) {
      assertEnd(it, runInto(it.text("writing")), Optional.empty());
    } else if (it.has("name")) {
      assertInert(it);
    } else if (it.has("change")) {
      assertSample(it, "quiet");
      assertSample(it, "messy");
    } else {
      for (String input : inputs(it)) {
        assertSnapshot(it, input);
      }
    }
    if (it.has("seconds")) {
      assertThat(Duration.ofNanos(cpuTime() - start))
          .isLessThan(Duration.ofSeconds((Integer) it.keys().get("seconds")));
    }
  }

  /** What this thread has worked, which a busy machine does not lengthen. */
  private static long cpuTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** The snapshots of a case that is not about evidence. */
  private List<String> inputs(HostileCase it) throws Exception {
    if (it.has("entry") || it.has("entries")) {
      List<String> files = new ArrayList<>();
      for (byte[] archive :
          HostileArchives.withEntries(it.texts(it.has("entry") ? "entry" : "entries"))) {
        files.add(Files.write(folder().resolve("FILE"), archive).toString());
      }
      return files;
    }
    if (HostileArchives.has(it.text("made"))) {
      return List.of(
          Files.write(folder().resolve("FILE"), HostileArchives.made(it.text("made"))).toString());
    }
    return List.of(
        it.has("made")
            ? place(it.text("made"))
            : BASE.resolve("samples").resolve(it.has("of") ? it.text("of") : "quiet").toString());
  }

  private Path folder() throws IOException {
    return Files.createTempDirectory(temp, "in");
  }

  /** What only a file system can hold. */
  private String place(String recipe) throws Exception {
    Path file = folder().resolve("FILE");
    switch (recipe) {
      case "nothing":
        break;
      case "a dash":
        return "-";
      case "a device":
        return "/dev/null";
      case "directory, empty":
        Files.createDirectory(file);
        break;
      case "directory, symbolic link":
        Sample.named("quiet").write(file);
        Files.createSymbolicLink(file.resolve("global/iam/link.json"), Path.of("/etc/passwd"));
        break;
      case "directory, loop":
        Files.createDirectories(file.resolve("a"));
        Files.createSymbolicLink(file.resolve("a/a"), file.resolve("a"));
        break;
      case "directory, FIFO":
        Files.createDirectory(file);
        assertThat(
                new ProcessBuilder("mkfifo", file.resolve("fifo.json").toString())
                    .start()
                    .waitFor())
            .isZero();
        break;
      case "directory, deep":
        Files.createDirectories(file.resolve("d/".repeat(1000)));
        break;
      case "directory, unusual names":
        Sample.named("quiet")
            .without(SUMS)
            .with("\ud83d\ude00 and blanks/" + "n".repeat(250) + ".txt", "x".getBytes(UTF_8))
            .write(file);
        break;
      default:
        fail("no recipe `%s`", recipe);
    }
    return file.toString();
  }

  private void assertSnapshot(HostileCase it, String snapshot) throws IOException {
    Path report = folder().resolve("report");
    List<String> args = evaluate(it, snapshot, report);
    for (String rules : List.of("spec", "waivers", "attestations")) {
      if (it.has(rules)) {
        Path file =
            Files.write(
                temp.resolve(rules + ".yaml"),
                HostileChange.of(new byte[0], it.keys().get(rules)).orElseThrow());
        args.add(rules.equals("spec") ? "--compliance=@" + file : "--" + rules + "=" + file);
      }
    }
    assertEnd(it, run(args), read(report));
  }

  /** A sample that was changed, and one that was not. */
  private void assertSample(HostileCase it, String name) throws IOException {
    Sample whole = sample(it, name);
    Optional<Sample> changed = HostileChange.of(whole, resources(it.members("change")));
    if (changed.isEmpty()) {
      assertThat(name).as("what is to be changed is not there").isEqualTo("messy");
      return;
    }
    boolean first = name.equals("quiet");
    boolean alike = it.text("base").equals("signed") || it.text("change").contains("made=");
    if (!first && alike) {
      return; // what is left of a sample is the same of all
    }
    Path report = folder().resolve("report");
    Run run = run(evaluate(it, changed.get().write(folder().resolve("FILE")).toString(), report));
    Optional<JsonNode> read = read(report);
    if (first) {
      assertEnd(it, run, read);
    }
    if (!Set.of(Kind.R, Kind.S, Kind.X).contains(it.kind())) {
      assertVerdicts(it, first, whole(it, whole), read.orElseThrow());
    }
  }

  private static Sample sample(HostileCase it, String name) {
    Sample sample = Sample.named(name);
    if (it.has("report")) {
      sample = sample.without(ANSWER);
    }
    return switch (it.text("base")) {
      case "sealed" -> sample;
      case "logged" -> sample.without(SUMS);
      case "signed" -> Sample.of(SIGNED).only("snapshot.json", SUMS);
      default -> sample.without(SUMS, LOG);
    };
  }

  private static Map<String, Object> resources(Map<String, Object> changes) throws IOException {
    Map<String, Object> read = new TreeMap<>(changes);
    for (Map.Entry<String, Object> change : read.entrySet()) {
      if (change.getValue() instanceof Map<?, ?> words && words.containsKey("resource")) {
        change.setValue(Files.readString(SIGNED.resolve(words.get("resource").toString())));
      }
    }
    return read;
  }

  private JsonNode whole(HostileCase it, Sample sample) throws IOException {
    List<String> asked = List.of(sample.toString(), it.text("base"), it.text("options"));
    if (!WHOLE.containsKey(asked)) {
      Path report = folder().resolve("report");
      run(evaluate(it, sample.write(folder().resolve("FILE")).toString(), report));
      WHOLE.put(asked, read(report).orElseThrow());
    }
    return WHOLE.get(asked);
  }

  /** The command line that scores a snapshot. */
  private List<String> evaluate(HostileCase it, String snapshot, Path report) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "evaluate",
                snapshot,
                "--report=summary",
                "--format=native",
                "--output=" + report,
                "--format=table"));
    args.addAll(words(it.text("options")));
    if (!it.has("spec") && !it.text("options").contains("--compliance")) {
      args.add("--compliance=awscis1.2");
    }
    return args;
  }

  /** Words apart from each other, some in quotes; {@code @/} is the directory of the case. */
  private List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(line);
    while (matcher.find()) {
      String word = matcher.group(1) == null ? matcher.group() : matcher.group(1);
      words.add(
          word.replace("@/", temp + "/")
              .replace("SAMPLE", QUIET.toString())
              .replace("SIGNERS", SIGNED.resolve("allowed_signers").toString()));
    }
    return words;
  }

  /** The files that a command names. */
  private void write(Map<String, Object> files) throws IOException {
    for (Map.Entry<String, Object> file : files.entrySet()) {
      Object content = file.getValue();
      byte[] bytes;
      if (content instanceof Map<?, ?> words && words.containsKey("signer")) {
        String key =
            Files.readString(SIGNED.resolve("allowed_signers"))
                .lines()
                .filter(l -> l.startsWith("ana@"))
                .findFirst()
                .orElseThrow()
                .replaceFirst(".*(?=ssh-ed25519)", "");
        bytes = ("ana@example.org " + words.get("signer") + " " + key).getBytes(UTF_8);
      } else if (content instanceof Map<?, ?> words && words.containsKey("report")) {
        bytes = HostileChange.of(report(), words.get("report")).orElseThrow();
      } else {
        bytes = HostileChange.of(new byte[0], content).orElseThrow();
      }
      Files.write(temp.resolve(file.getKey()), bytes);
    }
  }

  private static byte[] report() {
    return assay("evaluate", QUIET.toString(), "--compliance=awscis1.2", "--format=native")
        .stdout()
        .getBytes(UTF_8);
  }

  /** Messages name files as they were given; the directory of the case is left out. */
  private Run run(List<String> args) {
    Run run = assay(args.toArray(String[]::new));
    return new Run(run.stdout(), shown(run.stderr()), run.exitCode());
  }

  private String shown(String stderr) {
    return stderr
        .replaceAll(Pattern.quote(temp.toString()) + "/(in[0-9]+/)?", "")
        .replace(BASE + "/", "");
  }

  /** A run whose standard output cannot be written. */
  private Run runInto(String fault) {
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(fault);
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Cli.run(
            out,
            new PrintStream(err, true, UTF_8),
            "evaluate",
            QUIET.toString(),
            "--compliance=awscis1.2");
    return new Run("", err.toString(UTF_8), code);
  }

  private static Optional<JsonNode> read(Path report) throws IOException {
    return Files.exists(report)
        ? Optional.of(JSON.readTree(Files.readAllBytes(report)))
        : Optional.empty();
  }

  private void assertEnd(HostileCase it, Run run, Optional<JsonNode> report) throws IOException {
    String texts =
        report
            .map(r -> r.findValuesAsString("cause").toString() + r.findValues("unknownBecause"))
            .orElse("");
    String said = run.stderr() + run.stdout() + texts.replace("\\\\", "\\");
    assertThat(run.stderr()).doesNotContain("this is a fault of assay");
    assertThat(run.stderr().lines()).allMatch(line -> line.matches("(error|warning|help): .+"));
    assertThat(it.texts("says")).as(run.stderr() + texts).allMatch(said::contains);
    assertThat(run.exitCode()).as(run.stderr()).isEqualTo(it.exit());
    if (it.has("silent")) {
      assertThat(said + report).doesNotContain(it.text("silent"));
    }
    switch (it.kind()) {
      case R, S, E -> {
        assertThat(run.stderr()).startsWith("error: ");
        assertThat(run.stdout()).isEmpty();
        assertThat(report).isEmpty();
        assertThat(parts()).isEmpty();
      }
      case W -> assertThat(run.stderr()).startsWith("warning: ");
      case OK -> assertThat(run.stderr()).isEmpty();
      default -> assertThat(run.stderr().lines()).noneMatch(line -> line.startsWith("error: "));
    }
  }

  /** Files that were begun and not finished. */
  private List<Path> parts() throws IOException {
    try (Stream<Path> all = Files.walk(temp)) {
      return all.filter(path -> path.toString().endsWith(".part")).toList();
    }
  }

  /** Some verdicts become UNKNOWN, all of those that need a call that is lost; no other changes. */
  private static void assertVerdicts(HostileCase it, boolean known, JsonNode was, JsonNode is) {
    List<String> lost =
        Stream.of(Call.values())
            .map(Request::of)
            .map(Request::path)
            .filter(path -> lost(is, path) && !lost(was, path))
            .toList();
    Set<String> changed = new TreeSet<>();
    for (int i = 0; i < was.get("controls").size(); i++) {
      JsonNode before = was.get("controls").get(i);
      JsonNode after = is.get("controls").get(i);
      String control = before.get("id").stringValue() + " " + before.get("status").stringValue();
      String status = after.get("status").stringValue();
      if (needs(before, lost)
          && Set.of("PASS", "FAIL").contains(before.get("status").stringValue())) {
        assertThat(status).as(control).isEqualTo("UNKNOWN");
      }
      if (!control.endsWith(" " + status)) {
        changed.add(control);
        assertThat(status).as(control).isEqualTo("UNKNOWN");
      }
    }
    if (it.kind() != Kind.U) {
      assertThat(changed).isEmpty();
    } else if (known) {
      assertThat(changed).isNotEmpty();
    }
  }

  private static boolean lost(JsonNode report, String path) {
    for (JsonNode call : report.get("coverage").get("calls")) {
      if (call.get("path").stringValue().equals(path)) {
        return Set.of("denied", "missing").contains(call.get("outcome").stringValue());
      }
    }
    return false;
  }

  private static boolean needs(JsonNode control, List<String> lost) {
    for (JsonNode check : control.get("checks")) {
      boolean needed =
          Catalogue.find(check.get("id").stringValue()).stream()
              .flatMap(entry -> entry.check().needsAll().stream())
              .anyMatch(call -> lost.contains(Request.of(call).path()));
      if (needed) {
        return true;
      }
    }
    return false;
  }

  /** A sample in which everything is called so, in every format. */
  private void assertInert(HostileCase it) throws Exception {
    String snapshot =
        Inert.named(Sample.named("messy"), it.keys().get("name"))
            .write(folder().resolve("FILE"))
            .toString();
    for (String detail : List.of("summary", "all")) {
      Path reports = folder();
      List<String> args =
          new ArrayList<>(
              List.of(
                  "evaluate",
                  snapshot,
                  "--compliance=awscis1.2",
                  "--limit=all",
                  "--report=" + detail,
                  "--format=table"));
      args.addAll(List.of("--output=-"));
      for (String format : Inert.FORMATS) {
        args.addAll(List.of("--format=" + format, "--output=" + reports.resolve(format)));
      }
      Run run = run(args);
      assertThat(run.exitCode()).isIn(0, 3);
      Inert.check("stderr", run.stderr());
      Inert.check("table", run.stdout());
      for (String format : Inert.FORMATS) {
        Inert.check(format, Files.readString(reports.resolve(format)));
      }
    }
  }

  /** A case that another test tries: {@code class.method}. */
  private static void assertTried(String test) throws ReflectiveOperationException {
    int dot = test.lastIndexOf('.');
    assertThat(
            Arrays.stream(Class.forName("dev.assay." + test.substring(0, dot)).getDeclaredMethods())
                .map(m -> m.getName()))
        .contains(test.substring(dot + 1));
  }
}
