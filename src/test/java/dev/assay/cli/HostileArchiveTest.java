package dev.assay.cli;

import static dev.assay.testing.Archives.gzip;
import static dev.assay.testing.Archives.joined;
import static dev.assay.testing.Archives.put;
import static dev.assay.testing.Archives.replaced;
import static dev.assay.testing.Archives.tar;
import static dev.assay.testing.Archives.tarWith;
import static dev.assay.testing.Archives.with;
import static dev.assay.testing.Archives.zip;
import static dev.assay.testing.Run.assay;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.Run;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.zip.UnicodePathExtraField;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Archives made to deceive or to exhaust, and directories likewise: one clear line, and out. */
class HostileArchiveTest {

  private static final byte[] TEXT = "{}".getBytes(UTF_8);
  private static final byte[] ZEROS = new byte[4 << 20];
  private static final Map<String, byte[]> FILES = Map.of("snapshot.json", TEXT);
  private static final byte[] ZIP = zip("", FILES);
  private static final byte[] TAR = tar("", FILES);
  private static final int CENTRAL = ZIP.length - 22 - 46 - "snapshot.json".length();

  @TempDir private static Path shared;

  @TempDir private Path directory;

  /**
   * One archive.
   *
   * @param message on the first line, behind {@code error: }
   */
  private record Case(String name, byte[] bytes, int exit, String message) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    List<Case> all = new ArrayList<>();
    names(all);
    zips(all);
    tars(all);
    all.add(new Case("no bytes", new byte[0], 2, "`FILE` is no snapshot, nor an archive of one"));
    all.add(new Case("a text", TEXT, 2, "`FILE` is no snapshot, nor an archive of one"));
    byte[] sevenZip = {'7', 'z', (byte) 0xbc, (byte) 0xaf, 0x27, 0x1c, 0, 4};
    all.add(new Case("7z", sevenZip, 2, "`FILE` is no snapshot, nor an archive of one"));
    return all.stream();
  }

  /** What no entry may be called, in each form. */
  private static void names(List<Case> all) {
    Map<String, String> faults = new LinkedHashMap<>();
    faults.put("../../etc/x", "../../etc/x: points outside the snapshot");
    faults.put("a/../../x", "a/../../x: points outside the snapshot");
    faults.put("a/..", "a/..: points outside the snapshot");
    faults.put("/etc/passwd", "/etc/passwd: is an absolute path");
    faults.put("//srv/share/x", "//srv/share/x: is an absolute path");
    faults.put("C:\\w", "C:\\w: starts with a drive letter");
    faults.put("C:w", "C:w: starts with a drive letter");
    faults.put("\\\\srv\\share\\x", "\\\\srv\\share\\x: has a backslash in its name");
    faults.put("a\\..\\b", "a\\..\\b: has a backslash in its name");
    faults.put("a//b", "a//b: has an empty name or `.` in its path");
    faults.put("a/./b", "a/./b: has an empty name or `.` in its path");
    String hidden = ": has invisible or control characters in its name, or is not UTF-8";
    faults.put("a\nb", "a\\u{a}b" + hidden);
    faults.put("a\u001b[2Jb", "a\\u{1b}[2Jb" + hidden);
    faults.put("e\u202ecod.json", "e\\u{202e}cod.json" + hidden);
    faults.put("a\u2028::error::b", "a\\u{2028}::error::b" + hidden);
    faults.put("x/".repeat(20) + "x", "x/".repeat(20) + "x: is 21 names deep, the limit is 8");
    faults.put(
        "x".repeat(1025), "x".repeat(200) + "...: has a path of 1025 bytes, the limit is 1024");
    faults.forEach(
        (name, message) -> {
          Map<String, byte[]> files = Map.of(name, TEXT);
          byte[] zip = zip("", Map.of(name.replace('\\', '#'), TEXT)); // the library mends slashes
          all.add(new Case("zip " + name, replaced(zip, "#", "\\"), 4, message));
          all.add(new Case("tar " + name, tar("", files), 4, message));
        });
    String nul = "a\\u{0}b" + hidden;
    all.add(new Case("zip NUL", replaced(zip("", Map.of("a#b", TEXT)), "a#b", "a\0b"), 4, nul));
    byte[] latin = replaced(zip("", Map.of("a#b", TEXT)), "a#b", "a\u00e9b");
    all.add(new Case("zip not UTF-8", latin, 4, "a\uFFFDb" + hidden));
    String twice = "snapshot.json: is there twice";
    byte[] twins = replaced(smallZip("snapshot.json", "snapshot.jsoM"), "jsoM", "json");
    all.add(new Case("zip twins", twins, 4, twice));
    byte[] tarTwins =
        tar(
            out -> {
              put(out, new TarArchiveEntry("snapshot.json"), TEXT);
              put(out, new TarArchiveEntry("snapshot.json"), TEXT);
            });
    all.add(new Case("tar twins", tarTwins, 4, twice));
    String same =
        "` on systems that take upper and lower case, or two ways to write a letter, for one";
    twins(all, "A.json", "a.json", "a.json: is the same as `A.json" + same);
    twins(all, "\u00e9", "e\u0301", "e\u0301: is the same as `\u00e9" + same);
    twins(all, "a/b", "A/c", "A/c: is the same as `a" + same);
    twins(all, "a", "a/b", "a/b: is a file, and `a` is a folder too");
    twins(all, "a/b", "a", "a: is a file, and `a` is a folder too");
  }

  private static void twins(List<Case> all, String one, String other, String message) {
    byte[] tar =
        tar(
            out -> {
              put(out, new TarArchiveEntry(one), TEXT);
              put(out, new TarArchiveEntry(other), TEXT);
            });
    all.add(new Case("zip twins " + one + " " + other, smallZip(one, other), 4, message));
    all.add(new Case("tar twins " + one + " " + other, tar, 4, message));
  }

  private static byte[] smallZip(String... names) {
    return zip(
        out -> {
          for (String name : names) {
            put(out, new ZipArchiveEntry(name), TEXT);
          }
        });
  }

  private static void zips(List<Case> all) {
    String cut = "FILE: is cut off, or has a comment or other bytes after its end";
    all.add(new Case("zip cut", Arrays.copyOf(ZIP, ZIP.length - 1), 4, cut));
    all.add(new Case("zip start only", Arrays.copyOf(ZIP, 10), 4, cut));
    all.add(new Case("zip + junk", joined(ZIP, TEXT), 4, cut));
    byte[] comment =
        zip(
            out -> {
              put(out, new ZipArchiveEntry("a"), TEXT);
              out.setComment("x");
            });
    all.add(new Case("zip comment", comment, 4, cut));
    all.add(
        new Case(
            "junk + zip",
            joined(TEXT, ZIP),
            4,
            "FILE: has 2 bytes more or fewer than its directory says"));
    byte[] moved =
        with(
            joined(TEXT, ZIP),
            b -> {
              b.putInt(b.capacity() - 6, CENTRAL + 2);
              b.putInt(CENTRAL + 2 + 42, 2);
            });
    all.add(
        new Case(
            "junk + zip with offsets corrected",
            moved,
            4,
            "snapshot.json: comes after 2 bytes that no entry owns"));
    all.add(
        new Case(
            "zip + zip",
            joined(zip("", Map.of("a", TEXT)), ZIP),
            4,
            "FILE: has 124 bytes more or fewer than its directory says"));
    all.add(new Case("empty zip", zip(out -> {}), 4, "the snapshot has no files"));
    all.add(
        zipWith(
            "encrypted",
            4,
            "is encrypted",
            b -> {
              b.putShort(6, (short) 1);
              b.putShort(CENTRAL + 8, (short) 1);
            }));
    all.add(
        zipWith(
            "method 12",
            4,
            "is compressed with method 12, only deflate is understood",
            b -> {
              b.putShort(8, (short) 12);
              b.putShort(CENTRAL + 10, (short) 12);
            }));
    String other = "is another in the directory of the archive than in its place";
    all.add(zipWith("local name", 4, other, b -> b.put(30, (byte) 'S')));
    all.add(zipWith("local method", 4, other, b -> b.putShort(8, (short) 0)));
    all.add(zipWith("local CRC", 4, other, b -> b.putInt(14, 7)));
    all.add(zipWith("local size", 4, other, b -> b.putInt(22, 7)));
    all.add(zipWith("local packed size", 4, other, b -> b.putInt(18, 7)));
    all.add(zipWith("local encryption", 4, other, b -> b.putShort(6, (short) 1)));
    all.add(
        zipWith(
            "no local header",
            4,
            "is not where the directory of the archive says",
            b -> b.putInt(0, 0)));
    all.add(
        zipWith(
            "offset", 4, "comes after 1 bytes that no entry owns", b -> b.putInt(CENTRAL + 42, 1)));
    all.add(
        zipWith(
            "both sizes",
            4,
            "is damaged: it does not unpack to 1 bytes",
            b -> {
              b.putInt(22, 1);
              b.putInt(CENTRAL + 24, 1);
            }));
    all.add(
        zipWith(
            "both sizes, larger",
            4,
            "is damaged: it does not unpack to 3 bytes",
            b -> {
              b.putInt(22, 3);
              b.putInt(CENTRAL + 24, 3);
            }));
    all.add(
        zipWith(
            "both CRCs",
            4,
            "is damaged: its CRC-32 is not the one in the archive",
            b -> {
              b.putInt(14, 3);
              b.putInt(CENTRAL + 16, 3);
            }));
    all.add(zipWith("data", 4, "is damaged", b -> b.put(43 + b.getShort(28), (byte) 7)));
    all.add(
        zipWith(
            "size of 4 GiB",
            4,
            other,
            b -> {
              b.putInt(22, -2);
              b.putInt(CENTRAL + 24, -1);
            }));
    String split = "FILE: is one part of a split archive";
    all.add(new Case("split", with(ZIP, b -> b.putShort(ZIP.length - 18, (short) 1)), 4, split));
    all.add(
        new Case(
            "entries fewer than listed",
            with(
                smallZip("a", "b"),
                b -> {
                  b.putShort(b.capacity() - 14, (short) 1);
                  b.putShort(b.capacity() - 12, (short) 1);
                }),
            4,
            "FILE: says that it has 1 entries, and lists 2"));
    all.add(
        zipWith(
            "symbolic link",
            4,
            "is a symbolic link",
            b -> {
              b.put(CENTRAL + 5, (byte) 3);
              b.putInt(CENTRAL + 38, 0120777 << 16);
            }));
    all.add(
        zipWith(
            "FIFO",
            4,
            "is neither file nor directory",
            b -> {
              b.put(CENTRAL + 5, (byte) 3);
              b.putInt(CENTRAL + 38, 0010644 << 16);
            }));
    all.add(
        zipWith(
            "folder by its mode",
            4,
            "is both a file and a directory",
            b -> {
              b.put(CENTRAL + 5, (byte) 3);
              b.putInt(CENTRAL + 38, 0040755 << 16);
            }));
    byte[] named = zip(out -> put(out, new ZipArchiveEntry("a/"), TEXT));
    all.add(new Case("folder with content", named, 4, "a/: is both a file and a directory"));
    byte[] twoNames =
        zip(
            out -> {
              ZipArchiveEntry entry = new ZipArchiveEntry("a.json");
              entry.addExtraField(new UnicodePathExtraField("b.json", "a.json".getBytes(UTF_8)));
              put(out, entry, TEXT);
            });
    all.add(new Case("two names", twoNames, 4, "a.json: has two names"));
    all.add(
        new Case(
            "overlap",
            with(smallZip("a", "b"), b -> b.putInt(central(b, 1) + 42, 0)),
            4,
            "b: overlaps another entry"));
    all.add(
        new Case(
            "bomb",
            zip("", Map.of("a", ZEROS)),
            4,
            " to 4194304 bytes; the limit is 200 times as many"));
  }

  /** Where the nth entry of the directory starts, if all names have one letter. */
  private static int central(ByteBuffer zip, int n) {
    return zip.getInt(zip.capacity() - 6) + n * 47;
  }

  private static Case zipWith(
      String name, int exit, String message, java.util.function.Consumer<ByteBuffer> surgery) {
    return new Case("zip " + name, with(ZIP, surgery), exit, "snapshot.json: " + message);
  }

  private static void tars(List<Case> all) {
    byte[] gz = gzip(TAR);
    all.add(new Case("symlink", tarWith("a", '2', "/etc/passwd"), 4, "a: is a symbolic link"));
    all.add(new Case("hard link", tarWith("a", '1', "snapshot.json"), 4, "a: is a hard link"));
    String device = "a: is neither file nor directory";
    all.add(new Case("character device", tarWith("a", '3', ""), 4, device));
    all.add(new Case("block device", tarWith("a", '4', ""), 4, device));
    all.add(new Case("FIFO", tarWith("a", '6', ""), 4, device));
    all.add(new Case("sparse", tarWith("a", 'S', ""), 4, "a: is a sparse file"));
    all.add(
        new Case(
            "another type",
            tarWith("a", 'V', ""),
            4,
            "a: is of type `V`, neither file nor directory"));
    all.add(new Case("tar.gz cut", Arrays.copyOf(gz, gz.length / 2), 4, "FILE: is cut off"));
    all.add(
        new Case("tar.gz cut in its sum", Arrays.copyOf(gz, gz.length - 1), 4, "FILE: is cut off"));
    all.add(new Case("tar cut in a file", Arrays.copyOf(TAR, 513), 4, "FILE: is cut off"));
    all.add(
        new Case(
            "tar without end",
            Arrays.copyOf(TAR, 1024),
            4,
            "FILE: is cut off: it has no end mark"));
    all.add(
        new Case(
            "tar with half an end",
            Arrays.copyOf(TAR, 1536),
            4,
            "FILE: is cut off: it has no end mark"));
    String after = "FILE: has bytes after its end, or is several archives in one";
    all.add(new Case("tar + tar", joined(TAR, TAR), 4, after));
    all.add(new Case("tar + junk", joined(TAR, TEXT), 4, after));
    all.add(new Case("tar.gz + tar.gz", joined(gz, gz), 4, after));
    all.add(new Case("tar.gz + junk", joined(gz, TEXT), 4, after));
    all.add(new Case("tar.gz + zeros", joined(gz, new byte[512]), 4, after));
    all.add(
        new Case(
            "tar.gz CRC",
            with(gz, b -> b.putInt(b.capacity() - 8, 7)),
            4,
            "FILE: is damaged, or no tar"));
    all.add(new Case("gzip of a text", gzip(TEXT), 4, "FILE: is damaged, or no tar"));
    all.add(
        new Case(
            "gzip of a zip", gzip(joined(ZIP, new byte[1024])), 4, "FILE: is damaged, or no tar"));
    all.add(
        new Case(
            "header sum",
            with(TAR, b -> b.put(0, (byte) 'S')),
            4,
            "Snapshot.json: is damaged: the check sum of its header is wrong"));
    all.add(
        new Case(
            "absolute in pax",
            paxNamed("/" + "x".repeat(150)),
            4,
            "x".repeat(150) + ": is an absolute path"));
    byte[] sized =
        tar(
            out -> {
              TarArchiveEntry entry = new TarArchiveEntry("x".repeat(150));
              put(out, entry, TEXT);
            });
    all.add(
        new Case(
            "size in pax",
            replaced(
                sized, "160 path=" + "x".repeat(150), "10 size=1\n150 path=" + "x".repeat(140)),
            4,
            "tells two sizes, or is both a file and a directory"));
    byte[] global =
        tar(
            out -> {
              TarArchiveEntry before = new TarArchiveEntry("g", (byte) 'g', true);
              before.addPaxHeader("comment", "x");
              out.putArchiveEntry(before);
              put(out, new TarArchiveEntry("snapshot.json"), TEXT);
            });
    all.add(
        new Case(
            "global header",
            global,
            4,
            "snapshot.json: has more headers than one for a long name"));
    all.add(
        new Case(
            "bomb",
            gzip(tar("", Map.of("a", ZEROS))),
            4,
            "FILE: unpacks to more than 200 times its size"));
    all.add(
        new Case("empty tar", tar(out -> {}), 2, "`FILE` is no snapshot, nor an archive of one"));
    all.add(new Case("empty tar.gz", gzip(tar(out -> {})), 4, "the snapshot has no files"));
    byte[] longName =
        tar(
            out -> {
              put(out, new TarArchiveEntry("L", (byte) 'L', true), new byte[100_000]);
              put(out, new TarArchiveEntry("snapshot.json"), TEXT);
            });
    all.add(new Case("long name", longName, 4, "FILE: has a header of more than 65536 bytes"));
  }

  private static byte[] paxNamed(String name) {
    return tar(out -> put(out, new TarArchiveEntry(name, true), TEXT));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void it_is_refused_with_its_fault(Case archive) throws IOException {
    Path file = Files.write(directory.resolve("snapshot"), archive.bytes());

    Run run = assay("verify", file.toString());

    assertThat(run.stdout()).isEmpty();
    assertThat(
            run.stderr()
                .replace("`" + file + "`", "`FILE`")
                .replace("error: snapshot:", "error: FILE:"))
        .startsWith("error: ")
        .contains(archive.message())
        .doesNotContain("this is a fault of assay");
    assertThat(run.stderr().lines().filter(l -> !l.matches("(?s)(error|help): .*"))).isEmpty();
    assertThat(run.exitCode()).isEqualTo(archive.exit());
  }

  @Test
  void all_faults_of_a_tar_are_told_at_once() throws IOException {
    byte[] tar =
        tar(
            out -> {
              put(out, new TarArchiveEntry("a", (byte) '2', true), new byte[0]);
              put(out, new TarArchiveEntry("b", (byte) '6', true), new byte[0]);
              put(out, new TarArchiveEntry("../c"), TEXT);
              put(out, new TarArchiveEntry("d/"), new byte[0]);
              put(out, new TarArchiveEntry("D"), TEXT);
            });
    Path file = Files.write(directory.resolve("a.tar"), tar);

    Run run = assay("verify", file.toString());

    assertThat(run.stderr().lines().filter(line -> line.startsWith("error: ")))
        .containsExactly(
            "error: ../c: points outside the snapshot",
            "error: D: is the same as `d` on systems that take upper and lower case, or two ways"
                + " to write a letter, for one",
            "error: a: is a symbolic link",
            "error: b: is neither file nor directory");
    assertThat(run.exitCode()).isEqualTo(4);
  }

  @Test
  void so_many_faults_are_counted_and_not_all_printed() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (int i = 1000; i < 1150; i++) {
      files.put("../" + i, TEXT);
    }
    Path file = Files.write(directory.resolve("a.zip"), zip("", files));

    assertThat(assay("verify", file.toString()).stderr().lines().toList())
        .hasSize(201)
        .endsWith("error: a.zip: has 50 more problems like these");
  }

  @Test
  void all_faults_of_an_archive_are_told_at_once() throws IOException {
    Path file = Files.write(directory.resolve("a.zip"), smallZip("../x", "/y", "z", "Z", "ok"));

    assertThat(assay("verify", file.toString()))
        .isEqualTo(
            new Run(
                "",
                """
                error: ../x: points outside the snapshot
                help: pack the snapshot again as it was collected
                error: /y: is an absolute path
                help: pack the snapshot again as it was collected
                error: Z: is the same as `z` on systems that take upper and lower case, or two ways to write a letter, for one
                help: leave one of them out; only whoever packed it can say which is true
                """,
                4));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --max-files=3      | holds more than 3 entries                                | if you trust it, pass a larger --max-files
          --max-file-size=2K | b.json: has 3000 bytes, the limit for a file is 2048     | if you trust it, pass --max-file-size 3000
          --max-size=3K      | 3072 | --max-size
          --max-depth=2      | d/e/f.json: is 3 names deep, the limit is 2              | if you trust it, pass --max-depth 3
          """)
  void limits_hold_for_every_form_and_can_be_moved(String limit, String message, String help)
      throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    files.put("a.json", new byte[500]);
    files.put("b.json", "b".repeat(3000).getBytes(UTF_8));
    files.put("d/e/f.json", "f".repeat(500).getBytes(UTF_8));
    files.put("g.json", TEXT);
    for (Path form : forms(files)) {
      Run refused = assay("verify", form.toString(), limit);
      assertThat(refused.stderr()).as("%s", form).contains(message).contains(help);
      assertThat(refused.exitCode()).isEqualTo(4);
      assertThat(assay("verify", form.toString()).exitCode()).as("%s", form).isEqualTo(3);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --max-size=0         | --max-size is `0`
          --max-size=5T        | --max-size is `5T`
          --max-file-size=2G   | --max-file-size is 2147483648
          --max-files=0        | a limit is less than 1
          --max-ratio=-1       | a limit is less than 1
          --max-depth=x        | --max-depth is `x`
          """)
  void a_limit_is_a_number(String option, String message) {
    Run run = assay("verify", "samples/quiet", option);

    assertThat(run.stderr()).startsWith("error: " + message + "\n");
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void a_bomb_within_the_limits_that_were_given_is_read() throws IOException {
    Map<String, byte[]> files = new TreeMap<>(Map.of("snapshot.json", ZEROS));
    for (byte[] bomb : List.of(zip("", files), gzip(tar("", files)))) {
      Path file = Files.write(directory.resolve("bomb"), bomb);

      assertThat(assay("verify", file.toString(), "--max-ratio=2000").stderr())
          .startsWith("error: snapshot.json: is UTF-16 text");
    }
  }

  private static Path bomb() throws IOException {
    Path bomb = shared.resolve("bomb");
    if (Files.exists(bomb)) {
      return bomb;
    }
    TarArchiveEntry entry = new TarArchiveEntry("snapshot.json");
    entry.setSize(1L << 30);
    byte[] header = new byte[512];
    entry.writeEntryHeader(header);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb), 1 << 16)) {
      out.write(header);
      for (long written = 0; written < entry.getSize() + 1024; written += ZEROS.length) {
        out.write(ZEROS);
      }
    }
    return bomb;
  }

  /** A gibibyte in a heap of a quarter of that: refused early, or for lack of memory, by name. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --max-depth=8                         | error: snapshot.json: has 1073741824 bytes, the limit for a file is 536870912
          --max-file-size=1G                    | error: bomb: unpacks to more than 200 times its size
          --max-file-size=1G --max-ratio=2000   | error: bomb: unpacks to more than 1073741824 bytes
          --max-file-size=1G --max-ratio=2000 --max-size=2G | error: there is not enough memory for this input
          """)
  void a_large_archive_ends_in_a_small_heap(String options, String message) throws Exception {
    Path bomb = bomb();
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.assay.cli.Main",
                "verify",
                bomb.toString()));
    command.addAll(List.of(options.split(" ")));
    Path errors = directory.resolve("errors");

    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(errors)).startsWith(message + "\n");
    assertThat(process.exitValue()).isEqualTo(4);
  }

  @Test
  void a_directory_is_not_followed_to_its_depth() throws IOException {
    Path deep = Files.createDirectories(directory.resolve("s/" + "d/".repeat(500)));
    Files.write(deep.resolve("x.json"), TEXT);

    assertThat(assay("verify", directory.resolve("s").toString()).stderr())
        .isEqualTo(
            "error: "
                + "d/".repeat(8)
                + "d: is 9 names deep, the limit is 8\nhelp: if you trust it, pass --max-depth 9\n");
  }

  private List<Path> forms(Map<String, byte[]> files) throws IOException {
    Path folder = Files.createTempDirectory(directory, "form");
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    return List.of(
        folder,
        Files.write(directory.resolve("form.zip"), zip("", files)),
        Files.write(directory.resolve("form.tar"), tar("", files)),
        Files.write(directory.resolve("form.tar.gz"), gzip(tar("", files))));
  }
}
