package dev.assay.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes many snapshots of small accounts out of the samples, for runs over a fleet: each sample in
 * turn, under another account number in every file, and sealed again. Needs nothing but a JDK:
 *
 * <p>{@code java benchmarks/src/dev/assay/bench/FleetMaker.java SAMPLES OUT COUNT [zip]}
 */
public final class FleetMaker {

  private static final List<String> SAMPLES = List.of("quiet", "messy", "partial", "seed-table");
  private static final Pattern CONTENT = Pattern.compile("(\"Content\": \")([^\"]+)(\")");

  private FleetMaker() {}

  /** Writes the snapshots, as directories or as archives. */
  public static void main(String[] args) throws IOException {
    if (args.length < 3) {
      System.err.println("usage: FleetMaker SAMPLES OUT COUNT [zip]");
      System.exit(2);
    }
    Path samples = Path.of(args[0]);
    Path out = Files.createDirectories(Path.of(args[1]));
    boolean zip = args.length > 3 && args[3].equals("zip");
    List<Map<String, String>> read = new ArrayList<>();
    for (String name : SAMPLES) {
      read.add(files(samples.resolve(name)));
    }
    for (int i = 0; i < Integer.parseInt(args[2]); i++) {
      String account = String.format(Locale.ROOT, "%012d", 100_000_000_000L + i);
      write(out, account, snapshot(read.get(i % read.size()), account), zip);
    }
  }

  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(path).toString().replace('\\', '/'), Files.readString(path));
      }
    }
    return files;
  }

  private static Map<String, byte[]> snapshot(Map<String, String> sample, String account) {
    Matcher own =
        Pattern.compile("\"accountId\": \"(\\d{12})\"").matcher(sample.get("snapshot.json"));
    if (!own.find()) {
      throw new IllegalArgumentException("a sample does not name its account");
    }
    Map<String, byte[]> files = new TreeMap<>();
    sample.forEach(
        (name, text) ->
            files.put(
                name.replace(own.group(1), account),
                renamed(text, own.group(1), account).getBytes(UTF_8)));
    StringBuilder sums = new StringBuilder();
    files.remove("SHA256SUMS");
    files.forEach(
        (name, bytes) -> sums.append(sha256(bytes)).append("  ").append(name).append('\n'));
    files.put("SHA256SUMS", sums.toString().getBytes(UTF_8));
    return files;
  }

  /** The same length, so that the sizes in calls.tsv stay true; also inside the report's Base64. */
  private static String renamed(String text, String from, String to) {
    return CONTENT
        .matcher(text.replace(from, to))
        .replaceAll(
            match -> {
              String csv = new String(Base64.getDecoder().decode(match.group(2)), UTF_8);
              String other = csv.replace(from, to);
              return match.group(1)
                  + Base64.getEncoder().encodeToString(other.getBytes(UTF_8))
                  + match.group(3);
            });
  }

  private static void write(Path out, String account, Map<String, byte[]> files, boolean zip)
      throws IOException {
    if (!zip) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Path path = out.resolve(account).resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.write(path, file.getValue());
      }
      return;
    }
    try (OutputStream file =
            new BufferedOutputStream(Files.newOutputStream(out.resolve(account + ".zip")));
        ZipOutputStream pack = new ZipOutputStream(file)) {
      for (Map.Entry<String, byte[]> each : files.entrySet()) {
        CRC32 crc = new CRC32();
        crc.update(each.getValue());
        ZipEntry entry = new ZipEntry(each.getKey());
        entry.setTime(1_767_225_600_000L);
        entry.setSize(each.getValue().length);
        entry.setCrc(crc.getValue());
        pack.putNextEntry(entry);
        pack.write(each.getValue());
        pack.closeEntry();
      }
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
