package dev.assay.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.InputException;
import dev.assay.Problem;
import dev.assay.testing.Archives;
import dev.assay.testing.Archives.Kind;
import dev.assay.testing.Given;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Archives, however they were made: refused with each fault named, or files within the limits,
 * under names that mean one file on every system. A zip that is taken holds the same for the JDK's
 * two readers, one of which believes its directory and one what stands before each file; a tar the
 * same for one that reads nothing but records.
 *
 * <p>Input: a byte that says whether to gzip the rest, then the archive.
 */
class ArchiveFuzzTest {

  private static final Limits LIMITS = new Limits(50, 64 * 1024, 256 * 1024, 100, 4);
  private static final int RECORD = 512;

  private static Path file;

  @BeforeAll
  static void make() throws IOException {
    file = Files.createTempFile("assay-fuzz", ".archive");
  }

  @AfterAll
  static void remove() throws IOException {
    Files.delete(file);
  }

  static Stream<byte[]> packed() {
    Map<String, byte[]> files = Given.snapshot().with("global/a.json", "{}").files();
    Map<String, byte[]> odd = new TreeMap<>(files);
    odd.put("global/é".repeat(60) + ".json", new byte[0]);
    return Stream.of(Kind.values())
        .filter(kind -> kind != Kind.TAR_GZ)
        .flatMap(
            kind -> Stream.of(kind.pack("", files), kind.pack("./", files), kind.pack("x/", odd)))
        .flatMap(bytes -> Stream.of(Archives.joined(new byte[1], bytes), gzipped(bytes)));
  }

  private static byte[] gzipped(byte[] bytes) {
    return Archives.joined(new byte[] {1}, bytes);
  }

  @MethodSource("packed")
  @FuzzTest
  void what_is_taken_is_the_same_for_all(byte[] input) throws IOException {
    boolean gzip = input.length > 0 && (input[0] & 1) == 1;
    byte[] rest = input.length > 0 ? Arrays.copyOfRange(input, 1, input.length) : input;
    Files.write(file, gzip ? Archives.gzip(rest) : rest);
    SortedMap<String, byte[]> files;
    try {
      Tree tree = Tree.open(file, LIMITS);
      files = read(tree);
    } catch (InputException refused) {
      assertThat(refused.problems()).isNotEmpty().hasSizeLessThan(103);
      assertThat(refused.problems()).extracting(Problem::what).doesNotContain("");
      return;
    }
    assertHarmless(files);
    boolean tar = gzip || TarReader.isTar(Arrays.copyOf(rest, RECORD));
    if (tar) {
      assertThat(same(records(rest))).isEqualTo(same(files));
    } else {
      assertThat(same(byDirectory())).isEqualTo(same(files));
      assertThat(same(byPlace(rest))).isEqualTo(same(files));
    }
  }

  /** All that can be read; of what cannot, the second readers must not say that it can. */
  private static SortedMap<String, byte[]> read(Tree tree) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (String path : tree.paths()) {
      files.put(path, tree.read(path));
    }
    return files;
  }

  private static void assertHarmless(Map<String, byte[]> files) {
    Set<String> folded = new HashSet<>();
    long size = 0;
    for (Map.Entry<String, byte[]> each : files.entrySet()) {
      String path = each.getKey();
      assertThat(folded.add(path.toLowerCase(java.util.Locale.ROOT))).as(path).isTrue();
      assertThat(path.split("/", -1)).doesNotContain("", ".", "..").hasSizeLessThanOrEqualTo(4);
      assertThat(path).doesNotContain("\\").doesNotContainPattern("^[A-Za-z]:|[\\x00-\\x1f\\x7f]");
      assertThat(each.getValue().length).isLessThanOrEqualTo(64 * 1024);
      size += each.getValue().length;
    }
    assertThat(files).hasSizeLessThanOrEqualTo(50);
    assertThat(size).isLessThanOrEqualTo(256 * 1024);
  }

  /** Names and texts to compare; the folder that all may be in, and {@code ./}, do not matter. */
  private static Map<String, String> same(SortedMap<String, byte[]> files) {
    return Litter.withoutTopFolder(files).entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                each -> Arrays.hashCode(each.getValue()) + " " + each.getValue().length));
  }

  private static SortedMap<String, byte[]> byDirectory() throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (ZipFile zip = new ZipFile(file.toFile(), UTF_8)) {
      for (ZipEntry entry : java.util.Collections.list(zip.entries())) {
        if (!entry.isDirectory()) {
          try (InputStream in = zip.getInputStream(entry)) {
            files.put(withoutDots(entry.getName()), in.readAllBytes());
          }
        }
      }
    }
    return files;
  }

  private static SortedMap<String, byte[]> byPlace(byte[] bytes) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes), UTF_8)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (!entry.isDirectory()) {
          files.put(withoutDots(entry.getName()), zip.readAllBytes());
        }
      }
    }
    return files;
  }

  /** A tar by its records: name, prefix, size and type, and the long names of pax and GNU. */
  private static SortedMap<String, byte[]> records(byte[] tar) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    String longName = "";
    for (int at = 0; at + RECORD <= tar.length && tar[at] != 0; ) {
      int size = Integer.parseInt(text(tar, at + 124, 12).strip(), 8);
      byte[] content = Arrays.copyOfRange(tar, at + RECORD, at + RECORD + size);
      char type = (char) tar[at + 156];
      String prefix = text(tar, at + 345, 155);
      String name = (prefix.isEmpty() ? "" : prefix + "/") + text(tar, at, 100);
      if (type == 'L') {
        longName = text(content, 0, size);
      } else if (type == 'x') {
        String told = new String(content, UTF_8);
        longName = told.replaceAll("(?s)^(?:.*\\n)?\\d+ path=([^\\n]*)\\n.*$", "$1");
        longName = longName.equals(told) ? "" : longName;
      } else {
        name = longName.isEmpty() ? name : longName;
        longName = "";
        if (type != '5' && !name.endsWith("/")) {
          files.put(withoutDots(name), content);
        }
      }
      at += RECORD + (size + RECORD - 1) / RECORD * RECORD;
    }
    return files;
  }

  private static String text(byte[] bytes, int at, int length) {
    int end = at;
    while (end < at + length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, at, end - at, UTF_8);
  }

  private static String withoutDots(String name) {
    return name.replaceFirst("^(\\./)+", "");
  }
}
