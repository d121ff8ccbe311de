package dev.assay.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.Problem;
import dev.assay.testing.Archives;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which directories are snapshots, which hold some, and what is made of the rest. */
class SnapshotsTest {

  private static final byte[] ARCHIVE =
      Archives.Kind.ZIP.pack("", Map.of("global/iam/x.json", "{}".getBytes(UTF_8)));

  @TempDir private Path temp;

  /**
   * Entries end in {@code /} for a folder and in {@code @} for a link; {@code zip:} before a name
   * makes an archive of any name.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # is one itself
          global/                                          | none
          regions/                                         | none
          snapshot.json                                    | none
          snapshot.json a/global/                          | none
          a/global/                                        | none
          a/global/ .DS_Store                              | none
          # holds nothing
          -                                                | none
          notes.txt                                        | none
          .hidden/global/                                  | none
          # holds some
          a/global/ b/regions/                             | a b
          b/snapshot.json a/calls.tsv c/SHA256SUMS         | a b c
          a/global/ notes.txt                              | a; notes.txt
          a/global/ notes.txt .DS_Store ._a Thumbs.db .git/| a; notes.txt
          a/global/ reports/a.html                         | a; reports
          zip:a.zip                                        | a.zip
          zip:a zip:b.tar.gz                               | a b.tar.gz
          a.zip b.tgz c.tar.gz d.tar e.gz                  | a.zip b.tgz c.tar.gz d.tar; e.gz
          a/global/ b/                                     | a b
          a/x/global/ b/global/                            | a b
          a/global/ b@                                     | a; b
          # need not be opened to be refused
          a/global/ b.partial/plan                         | a b.partial:unfinished
          b.partial/snapshot/global/                       | b.partial:unfinished
          a/global/ org/b/global/ org/c/global/            | a org:holder
          org/b/global/ org/c/global/                      | org:holder
          a/global/ org/zip:b.zip org/c.txt                | a org:holder
          """)
  void what_a_directory_holds(String entries, String expected) throws Exception {
    for (String entry : entries == null ? List.<String>of() : List.of(entries.split(" +"))) {
      make(entry);
    }

    assertThat(shown(Snapshots.in(temp))).isEqualTo(expected);
  }

  private void make(String entry) throws Exception {
    Path path = temp.resolve(entry.replace("zip:", "").replace("@", ""));
    Files.createDirectories(path.getParent());
    if (entry.endsWith("/")) {
      Files.createDirectories(path);
    } else if (entry.endsWith("@")) {
      Files.createSymbolicLink(path, temp.resolve("a"));
    } else {
      Files.write(path, entry.contains("zip:") ? ARCHIVE : "text".getBytes(UTF_8));
    }
  }

  private static String shown(Optional<Snapshots> found) {
    if (found.isEmpty()) {
      return "none";
    }
    List<String> all = new ArrayList<>();
    for (Snapshots.Found each : found.get().all()) {
      String fault =
          each.fault()
              .map(e -> e.problems().get(0))
              .map(Problem::what)
              .map(what -> what.contains("not finished") ? ":unfinished" : ":holder")
              .orElse("");
      all.add(each.path().getFileName() + fault);
    }
    List<String> leftOut =
        found.get().leftOut().stream().map(path -> path.getFileName().toString()).toList();
    return String.join(" ", all) + (leftOut.isEmpty() ? "" : "; " + String.join(" ", leftOut));
  }

  @ParameterizedTest
  @CsvSource({"a.zip", "a"})
  void a_file_and_nothing_at_all_hold_none(String name) throws Exception {
    Files.write(temp.resolve("a.zip"), ARCHIVE);

    assertThat(Snapshots.in(temp.resolve(name))).isEmpty();
  }
}
