package dev.assay.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** Archives made for tests, well or badly. */
public final class Archives {

  /** The ways to pack a snapshot. */
  public enum Kind {
    ZIP(".zip"),
    STREAMED_ZIP(".zip"),
    TAR(".tar"),
    TAR_GZ(".tar.gz");

    private final String suffix;

    Kind(String suffix) {
      this.suffix = suffix;
    }

    public String suffix() {
      return suffix;
    }

    /** All files, with this before each name. */
    public byte[] pack(String folder, Map<String, byte[]> files) {
      return switch (this) {
        case ZIP -> zip(folder, files);
        case STREAMED_ZIP -> streamedZip(folder, files);
        case TAR -> tar(folder, files);
        case TAR_GZ -> gzip(tar(folder, files));
      };
    }
  }

  /** Late enough for a zip to need no second form of the time. */
  private static final long NEW_YEAR = 1_767_225_600_000L;

  private Archives() {}

  private interface Work<T> {
    void on(T out) throws IOException;
  }

  /** Half of the files are stored, half deflated; sizes stand before the bytes. */
  public static byte[] zip(String folder, Map<String, byte[]> files) {
    return zip(
        out -> {
          boolean store = false;
          for (Map.Entry<String, byte[]> file : files.entrySet()) {
            ZipArchiveEntry entry = new ZipArchiveEntry(folder + file.getKey());
            entry.setMethod(store ? ZipArchiveEntry.STORED : ZipArchiveEntry.DEFLATED);
            put(out, entry, file.getValue());
            store = !store;
          }
        });
  }

  /** Any entries. */
  public static byte[] zip(ZipWork work) {
    try {
      SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel();
      try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(channel)) {
        work.on(out);
      }
      return Arrays.copyOf(channel.array(), (int) channel.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What writes entries. */
  public interface ZipWork extends Work<ZipArchiveOutputStream> {}

  /** What writes entries. */
  public interface TarWork extends Work<TarArchiveOutputStream> {}

  public static void put(ZipArchiveOutputStream out, ZipArchiveEntry entry, byte[] bytes)
      throws IOException {
    entry.setTime(NEW_YEAR);
    out.putArchiveEntry(entry);
    out.write(bytes);
    out.closeArchiveEntry();
  }

  /** Sizes come after the bytes, as when a program writes to a pipe. */
  private static byte[] streamedZip(String folder, Map<String, byte[]> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        put(out, new ZipArchiveEntry(folder + file.getKey()), file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  public static byte[] tar(String folder, Map<String, byte[]> files) {
    return tar(
        out -> {
          for (Map.Entry<String, byte[]> file : files.entrySet()) {
            put(out, new TarArchiveEntry(folder + file.getKey(), true), file.getValue());
          }
        });
  }

  /** Any entries. */
  public static byte[] tar(TarWork work) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(bytes, "UTF-8")) {
      out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      work.on(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  public static void put(TarArchiveOutputStream out, TarArchiveEntry entry, byte[] bytes)
      throws IOException {
    entry.setModTime(0);
    entry.setSize(bytes.length);
    out.putArchiveEntry(entry);
    out.write(bytes);
    out.closeArchiveEntry();
  }

  /** A tar with one entry of another type, and a text as its only file. */
  public static byte[] tarWith(String name, char type, String link) {
    return tar(
        out -> {
          put(out, new TarArchiveEntry("snapshot.json"), "{}".getBytes(StandardCharsets.UTF_8));
          TarArchiveEntry entry = new TarArchiveEntry(name, (byte) type, true);
          entry.setLinkName(link);
          put(out, entry, new byte[0]);
        });
  }

  public static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream packing = new GZIPOutputStream(out)) {
      packing.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  public static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List.of(parts).forEach(out::writeBytes);
    return out.toByteArray();
  }

  /** A copy with texts in place of others of the same length, wherever they are. */
  public static byte[] replaced(byte[] bytes, String... pairs) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    for (int i = 0; i < pairs.length; i += 2) {
      text = text.replace(pairs[i], pairs[i + 1]);
    }
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A copy with something done to it. */
  public static byte[] with(byte[] bytes, Consumer<ByteBuffer> surgery) {
    ByteBuffer copy = ByteBuffer.wrap(bytes.clone()).order(ByteOrder.LITTLE_ENDIAN);
    surgery.accept(copy);
    return copy.array();
  }
}
