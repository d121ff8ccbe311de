package dev.assay.testing;

import static dev.assay.testing.Archives.gzip;
import static dev.assay.testing.Archives.joined;
import static dev.assay.testing.Archives.put;
import static dev.assay.testing.Archives.replaced;
import static dev.assay.testing.Archives.tar;
import static dev.assay.testing.Archives.tarWith;
import static dev.assay.testing.Archives.with;
import static dev.assay.testing.Archives.zip;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.zip.UnicodePathExtraField;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/** The recipes of archives made to deceive or to exhaust, by the names that the corpus gives. */
public final class HostileArchives {

  /** Shrinks to nothing. */
  public static final byte[] ZEROS = new byte[4 << 20];

  private static final byte[] TEXT = "{}".getBytes(UTF_8);
  private static final String NAME = "snapshot.json";
  private static final Map<String, byte[]> FILES = Map.of(NAME, TEXT);
  private static final byte[] ZIP = zip("", FILES);
  private static final byte[] TAR = tar("", FILES);
  private static final byte[] TAR_GZ = gzip(TAR);

  /** Sizes of the parts of a zip, their names and further fields left out. */
  private static final int ZIP_END = 22;

  private static final int ZIP_ENTRY = 46;
  private static final int CENTRAL = ZIP.length - ZIP_END - ZIP_ENTRY - NAME.length();

  /** Unix modes, where a zip keeps them. */
  private static final int LINK = 0120777 << 16;

  private static final int PIPE = 0010644 << 16;
  private static final int FOLDER = 0040755 << 16;

  private static final Map<String, Supplier<byte[]>> RECIPES = recipes();

  private HostileArchives() {}

  /** The bytes that a recipe makes. */
  public static byte[] made(String recipe) {
    return RECIPES.get(recipe).get();
  }

  public static boolean has(String recipe) {
    return RECIPES.containsKey(recipe);
  }

  /** A zip and a tar, both with entries of these names, whatever libraries think of them. */
  public static List<byte[]> withEntries(List<String> names) {
    byte[] zip =
        zip(
            out -> {
              for (int i = 0; i < names.size(); i++) {
                put(out, new ZipArchiveEntry(stand(names, i)), TEXT);
              }
            });
    for (int i = 0; i < names.size(); i++) {
      zip = replaced(zip, latin(stand(names, i)), latin(names.get(i)));
    }
    byte[] tar =
        tar(
            out -> {
              for (String name : names) {
                put(out, new TarArchiveEntry(name, true), TEXT);
              }
            });
    return List.of(zip, tar);
  }

  /** As long as the nth name, and unlike all others. */
  private static String stand(List<String> names, int n) {
    return ((char) ('#' + n) + "").repeat(names.get(n).getBytes(UTF_8).length);
  }

  private static String latin(String name) {
    return new String(name.getBytes(UTF_8), ISO_8859_1);
  }

  private static Map<String, Supplier<byte[]>> recipes() {
    Map<String, Supplier<byte[]>> all = new LinkedHashMap<>();
    zips(all);
    tars(all);
    all.put("no bytes", () -> new byte[0]);
    all.put("a text", () -> TEXT);
    all.put("a 7z", () -> bytes("7z\u00bc\u00af\u0027\u001c\0\4"));
    all.put("a rar", () -> bytes("Rar!\u001a\7\1\0"));
    all.put("gzip of a text", () -> gzip(TEXT));
    all.put("gzip of a zip", () -> gzip(joined(ZIP, new byte[1024])));
    return all;
  }

  private static byte[] bytes(String latin) {
    return latin.getBytes(ISO_8859_1);
  }

  private static void zips(Map<String, Supplier<byte[]>> all) {
    all.put("zip, NUL in a name", () -> replaced(smallZip("a#b"), "a#b", "a\0b"));
    all.put("zip, a name in Latin-1", () -> replaced(smallZip("a#b"), "a#b", "a\u00e9b"));
    all.put("zip, a long path", () -> smallZip("x".repeat(1025)));
    all.put("zip, cut", () -> Arrays.copyOf(ZIP, ZIP.length - 1));
    all.put("zip, start only", () -> Arrays.copyOf(ZIP, 10));
    all.put("zip + junk", () -> joined(ZIP, TEXT));
    all.put("junk + zip", () -> joined(TEXT, ZIP));
    all.put("junk + zip with offsets corrected", HostileArchives::moved);
    all.put("zip + zip", () -> joined(smallZip("a"), ZIP));
    all.put("zip, empty", () -> zip(out -> {}));
    all.put(
        "zip, comment",
        () ->
            zip(
                out -> {
                  put(out, new ZipArchiveEntry("a"), TEXT);
                  out.setComment("x");
                }));
    patched(all, "encrypted", b -> b.putShort(6, (short) 1).putShort(CENTRAL + 8, (short) 1));
    patched(all, "method 12", b -> b.putShort(8, (short) 12).putShort(CENTRAL + 10, (short) 12));
    patched(all, "local name", b -> b.put(30, (byte) 'S'));
    patched(all, "local method", b -> b.putShort(8, (short) 0));
    patched(all, "local CRC", b -> b.putInt(14, 7));
    patched(all, "local size", b -> b.putInt(22, 7));
    patched(all, "local packed size", b -> b.putInt(18, 7));
    patched(all, "local encryption", b -> b.putShort(6, (short) 1));
    patched(all, "no local header", b -> b.putInt(0, 0));
    patched(all, "offset", b -> b.putInt(CENTRAL + 42, 1));
    patched(all, "both sizes smaller", b -> b.putInt(22, 1).putInt(CENTRAL + 24, 1));
    patched(all, "both sizes larger", b -> b.putInt(22, 3).putInt(CENTRAL + 24, 3));
    patched(all, "both CRCs", b -> b.putInt(14, 3).putInt(CENTRAL + 16, 3));
    patched(all, "data", b -> b.put(43 + b.getShort(28), (byte) 7));
    patched(all, "size of 4 GiB", b -> b.putInt(22, -2).putInt(CENTRAL + 24, -1));
    patched(all, "split", b -> b.putShort(ZIP.length - 18, (short) 1));
    moded(all, "symbolic link", LINK);
    moded(all, "FIFO", PIPE);
    moded(all, "folder by its mode", FOLDER);
    all.put(
        "zip, fewer entries than listed",
        () ->
            with(
                smallZip("a", "b"),
                b ->
                    b.putShort(b.capacity() - 14, (short) 1)
                        .putShort(b.capacity() - 12, (short) 1)));
    all.put("zip, folder with content", () -> smallZip("a/"));
    all.put("zip, two names", HostileArchives::twoNames);
    all.put("zip, overlap", () -> with(smallZip("a", "b"), b -> b.putInt(central(b, 1) + 42, 0)));
    all.put("zip, a thousand overlaps", HostileArchives::overlaps);
    all.put("zip, a bomb", () -> zip("", Map.of("a", ZEROS)));
    all.put(
        "zip, a bomb inside",
        () ->
            zip(
                "",
                Map.of(
                    "global/sts/get-caller-identity.json",
                    TEXT,
                    "global/bomb.zip",
                    zip("", Map.of("a", ZEROS)))));
    all.put("zip, 2,001 entries", () -> zip("", numbered(2_001)));
  }

  private static byte[] smallZip(String... names) {
    return zip(
        out -> {
          for (String name : names) {
            put(out, new ZipArchiveEntry(name), TEXT);
          }
        });
  }

  private static void patched(
      Map<String, Supplier<byte[]>> all, String what, Consumer<ByteBuffer> surgery) {
    all.put("zip, " + what, () -> with(ZIP, surgery));
  }

  private static void moded(Map<String, Supplier<byte[]>> all, String what, int mode) {
    patched(all, what, b -> b.put(CENTRAL + 5, (byte) 3).putInt(CENTRAL + 38, mode));
  }

  private static byte[] moved() {
    return with(
        joined(TEXT, ZIP),
        b -> b.putInt(b.capacity() - 6, CENTRAL + 2).putInt(CENTRAL + 2 + 42, TEXT.length));
  }

  private static byte[] twoNames() {
    return zip(
        out -> {
          ZipArchiveEntry entry = new ZipArchiveEntry("a.json");
          entry.addExtraField(new UnicodePathExtraField("b.json", "a.json".getBytes(UTF_8)));
          put(out, entry, TEXT);
        });
  }

  /** Where the nth entry of the directory starts, if all names have one letter. */
  private static int central(ByteBuffer zip, int n) {
    return zip.getInt(zip.capacity() - 6) + n * (ZIP_ENTRY + 1);
  }

  /** Each entry but the first one claims the first one's bytes. */
  private static byte[] overlaps() {
    Map<String, byte[]> files = numbered(1000);
    files.put("1000", new byte[1 << 20]);
    return with(
        zip("", files),
        b -> {
          int at = b.getInt(b.capacity() - 6);
          for (int i = 0; i < files.size(); i++) {
            b.putInt(at + 42, 0);
            at += ZIP_ENTRY + 4 + b.getShort(at + 30) + b.getShort(at + 32);
          }
        });
  }

  private static Map<String, byte[]> numbered(int count) {
    Map<String, byte[]> files = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      files.put(Integer.toString(1000 + i), TEXT);
    }
    return files;
  }

  private static void tars(Map<String, Supplier<byte[]>> all) {
    all.put("tar, an absolute path in pax", () -> tar("", Map.of("/" + "x".repeat(150), TEXT)));
    all.put("tar, symbolic link", () -> tarWith("a", '2', "/etc/passwd"));
    all.put("tar, hard link", () -> tarWith("a", '1', NAME));
    all.put("tar, character device", () -> tarWith("a", '3', ""));
    all.put("tar, block device", () -> tarWith("a", '4', ""));
    all.put("tar, FIFO", () -> tarWith("a", '6', ""));
    all.put("tar, sparse", () -> tarWith("a", 'S', ""));
    all.put("tar, another type", () -> tarWith("a", 'V', ""));
    all.put("tar.gz, cut", () -> Arrays.copyOf(TAR_GZ, TAR_GZ.length / 2));
    all.put("tar.gz, cut in its sum", () -> Arrays.copyOf(TAR_GZ, TAR_GZ.length - 1));
    all.put("tar, cut in a file", () -> Arrays.copyOf(TAR, 513));
    all.put("tar, no end", () -> Arrays.copyOf(TAR, 1024));
    all.put("tar, half an end", () -> Arrays.copyOf(TAR, 1536));
    all.put("tar + tar", () -> joined(TAR, TAR));
    all.put("tar + junk", () -> joined(TAR, TEXT));
    all.put("tar.gz + tar.gz", () -> joined(TAR_GZ, TAR_GZ));
    all.put("tar.gz + junk", () -> joined(TAR_GZ, TEXT));
    all.put("tar.gz + zeros", () -> joined(TAR_GZ, new byte[512]));
    all.put("tar.gz, CRC", () -> with(TAR_GZ, b -> b.putInt(b.capacity() - 8, 7)));
    all.put("tar, header sum", () -> with(TAR, b -> b.put(0, (byte) 'S')));
    all.put("tar, size in pax", HostileArchives::sizedTwice);
    all.put("tar, global header", HostileArchives::globalHeader);
    all.put("tar, negative size", () -> with(TAR, HostileArchives::belowNothing));
    all.put("tar, mtime=9e9999999", () -> timed("9e9999999"));
    all.put("tar, mtime of 300,000 digits", () -> timed("9".repeat(300_000)));
    all.put("tar.gz, a bomb", () -> gzip(tar("", Map.of("a", ZEROS))));
    all.put("tar, empty", () -> tar(out -> {}));
    all.put("tar.gz, empty", () -> gzip(tar(out -> {})));
    all.put("tar, long name", HostileArchives::longName);
  }

  private static byte[] sizedTwice() {
    String name = "x".repeat(150);
    return replaced(
        tar("", Map.of(name, TEXT)),
        "160 path=" + name,
        "10 size=1\n150 path=" + name.substring(10));
  }

  private static byte[] globalHeader() {
    return tar(
        out -> {
          TarArchiveEntry before = new TarArchiveEntry("g", (byte) 'g', true);
          before.addPaxHeader("comment", "x");
          out.putArchiveEntry(before);
          put(out, new TarArchiveEntry(NAME), TEXT);
        });
  }

  /** In base 256, as GNU writes what eight digits cannot hold; and a sum that is right. */
  private static void belowNothing(ByteBuffer tar) {
    for (int i = 0; i < 12; i++) {
      tar.put(124 + i, (byte) 0xff);
    }
    for (int i = 0; i < 8; i++) {
      tar.put(148 + i, (byte) ' ');
    }
    int sum = 0;
    for (int i = 0; i < 512; i++) {
      sum += tar.get(i) & 0xff;
    }
    byte[] digits = "%06o\0 ".formatted(sum).getBytes(UTF_8);
    for (int i = 0; i < digits.length; i++) {
      tar.put(148 + i, digits[i]);
    }
  }

  /** A whole sample in a tar whose first file has such a time, in a header of its own. */
  private static byte[] timed(String mtime) {
    Sample quiet = Sample.named("quiet");
    String record = " mtime=" + mtime + "\n";
    String header = record.length() + Integer.toString(record.length()).length() + record;
    return tar(
        out -> {
          put(out, new TarArchiveEntry("x", (byte) 'x', true), header.getBytes(UTF_8));
          for (Map.Entry<String, byte[]> file : quiet.files().entrySet()) {
            put(out, new TarArchiveEntry(file.getKey()), file.getValue());
          }
        });
  }

  private static byte[] longName() {
    return tar(
        out -> {
          put(out, new TarArchiveEntry("L", (byte) 'L', true), new byte[100_000]);
          put(out, new TarArchiveEntry(NAME), TEXT);
        });
  }
}
