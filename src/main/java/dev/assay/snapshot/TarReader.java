package dev.assay.snapshot;

import dev.assay.InputException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * The files of a tar, plain or in gzip's form. It can only be read from its start, so it is read
 * once, and the files are kept in memory, deflated. What readers understand in several ways is
 * refused: a second name or size, a global header, bytes after the end.
 */
final class TarReader {

  private static final int RECORD = 512;
  private static final int MAGIC_AT = 257;
  private static final int TYPE_AT = 156;
  private static final int SIZE_AT = 124;
  private static final int SIZE_LENGTH = 12;
  private static final int SUM_AT = 148;
  private static final int SUM_LENGTH = 8;
  private static final int LONGEST_HEADERS = 64 * 1024;
  private static final int BUFFER = 64 * 1024;
  private static final Pattern ABSOLUTE = Pattern.compile("(^|\\n)\\d+ path=/");

  private static final String AGAIN =
      "copy it again and compare its checksum with the one that the sender has";
  private static final String PACK_AGAIN = "get the snapshot again, or pack it again";

  private final Entries entries;
  private final Limits limits;
  private final Tape tape;

  /** Where the entry before ended, its last record filled up. */
  private long end;

  private TarReader(Entries entries, Limits limits, Tape tape) {
    this.entries = entries;
    this.limits = limits;
    this.tape = tape;
  }

  /** Whether a file starts as a gzip does. */
  static boolean isGzip(byte[] start) {
    return start.length >= 2 && start[0] == 0x1f && start[1] == (byte) 0x8b;
  }

  /** Whether a file starts as a tar does. */
  static boolean isTar(byte[] start) {
    return start.length >= MAGIC_AT + 5
        && new String(start, MAGIC_AT, 5, StandardCharsets.ISO_8859_1).equals("ustar");
  }

  /**
   * Reads the files.
   *
   * @throws InputException with everything that speaks against the archive
   */
  static Tree read(Path archive, boolean gzip, Limits limits) throws IOException {
    Entries entries = new Entries(archive.getFileName().toString(), limits);
    try (InputStream file = new BufferedInputStream(Files.newInputStream(archive), BUFFER)) {
      InputStream content = gzip ? new GzipCompressorInputStream(file) : file;
      Tape tape = new Tape(content, Files.size(archive), entries, limits);
      new TarReader(entries, limits, tape).read();
      if (file.read() >= 0) {
        throw entries.stop("has bytes after its end, or is several archives in one", PACK_AGAIN);
      }
    } catch (InputException e) {
      throw e;
    } catch (EOFException e) {
      throw entries.stop("is cut off", AGAIN);
    } catch (IOException | RuntimeException e) { // the library throws several on broken headers
      boolean cut = String.valueOf(e.getMessage()).contains("Truncated");
      throw entries.stop(cut ? "is cut off" : "is damaged, or no tar", AGAIN);
    }
    return entries.tree();
  }

  private void read() throws IOException {
    TarArchiveInputStream tar =
        new TarArchiveInputStream(tape, RECORD, RECORD, StandardCharsets.UTF_8.name(), false);
    tape.record();
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      long start = tape.position();
      byte[] headers = tape.recorded();
      long size = entry.getSize();
      String type = type(headers[headers.length - RECORD + TYPE_AT]);
      String fault = fault(entry, headers, padding(end, start, headers.length));
      if (!fault.isEmpty() || !type.isEmpty() && size > 0) {
        throw entries.stop(entry.getName(), fault.isEmpty() ? "is " + type : fault, PACK_AGAIN);
      }
      if (!type.isEmpty()) {
        entries.refuse(entry.getName(), "is " + type, PACK_AGAIN);
      } else if (entry.isDirectory()) {
        entries.folder(entry.getName());
      } else if (size > limits.fileSize()) {
        throw entries.stop(
            entry.getName(),
            "has " + size + " bytes, the limit for a file is " + limits.fileSize(),
            "if you trust it, pass --max-file-size " + size);
      } else {
        Deflated kept = Deflated.of(tar, (int) size);
        entries.file(entry.getName(), size, kept::open);
      }
      end = start + filled(size);
      tape.record();
    }
    tape.drain();
    if (end == 0 && tape.lastContent() > 0) {
      throw entries.stop("is damaged, or no tar", AGAIN);
    }
    if (tape.lastContent() > end) {
      throw entries.stop("has bytes after its end, or is several archives in one", PACK_AGAIN);
    }
    if (tape.position() < end + 2 * RECORD) {
      throw entries.stop("is cut off: it has no end mark", AGAIN);
    }
  }

  /** How many of the recorded bytes still belong to the entry before. */
  private static int padding(long end, long start, int recorded) {
    return (int) Math.max(0, end - (start - recorded));
  }

  private static long filled(long size) {
    return (size + RECORD - 1) / RECORD * RECORD;
  }

  /**
   * What is wrong with an entry; empty when nothing is.
   *
   * @param headers what was read since the entry before: perhaps one that tells a long name, then
   *     the entry's own
   */
  private static String fault(TarArchiveEntry entry, byte[] headers, int start) {
    int own = headers.length - RECORD;
    if (!sumIsRight(headers, own)) {
      return "is damaged: the check sum of its header is wrong";
    }
    if (entry.isSparse()) {
      return "is a sparse file";
    }
    if (size(headers, own) != entry.getSize()
        || entry.isDirectory() && entry.getSize() != 0
        || headers[own + TYPE_AT] == '5' && !entry.isDirectory()) {
      return "tells two sizes, or is both a file and a directory";
    }
    return start == own ? "" : extended(headers, start, own);
  }

  /** The library lets some wrong sums pass, for the sake of a writer of long ago. */
  private static boolean sumIsRight(byte[] headers, int start) {
    int sum = 0;
    for (int i = 0; i < RECORD; i++) {
      boolean itself = i >= SUM_AT && i < SUM_AT + SUM_LENGTH;
      sum += itself ? ' ' : headers[start + i] & 0xff;
    }
    return sum == number(headers, start + SUM_AT, SUM_LENGTH);
  }

  /** What is wrong with the header before an entry's own. */
  private static String extended(byte[] headers, int start, int own) {
    long size = size(headers, start);
    char type = (char) headers[start + TYPE_AT];
    if (!sumIsRight(headers, start)) {
      return "is damaged: the check sum of a header is wrong";
    }
    if (size < 0 || start + RECORD + filled(size) != own || type != 'x' && type != 'L') {
      return "has more headers than one for a long name";
    }
    String text = new String(headers, start + RECORD, (int) size, StandardCharsets.ISO_8859_1);
    boolean absolute = type == 'L' ? text.startsWith("/") : ABSOLUTE.matcher(text).find();
    return absolute ? "is an absolute path" : "";
  }

  private static String type(byte type) {
    return switch (type) {
      case 0, '0', '5', 'S' -> "";
      case '1' -> "a hard link";
      case '2' -> "a symbolic link";
      case '3', '4', '6' -> "neither file nor directory";
      default -> "of type `" + (char) type + "`, neither file nor directory";
    };
  }

  private static long size(byte[] headers, int start) {
    return number(headers, start + SIZE_AT, SIZE_LENGTH);
  }

  /** An octal number; -1 when it is written in another way. */
  private static long number(byte[] headers, int at, int length) {
    String text =
        new String(headers, at, length, StandardCharsets.ISO_8859_1).replace('\0', ' ').strip();
    return text.matches("[0-7]{1,12}") ? Long.parseLong(text, 8) : -1;
  }

  /** The unpacked archive, watched while the library reads it. */
  private static final class Tape extends InputStream {
    private final InputStream in;
    private final long packed;
    private final Entries entries;
    private final Limits limits;
    private ByteArrayOutputStream recording;
    private long position;
    private long lastContent;

    Tape(InputStream in, long packed, Entries entries, Limits limits) {
      this.in = in;
      this.packed = packed;
      this.entries = entries;
      this.limits = limits;
    }

    /** Keeps what is read from here on. */
    void record() {
      recording = new ByteArrayOutputStream();
    }

    /** What was read since {@link #record}; keeps no more. */
    byte[] recorded() {
      byte[] bytes = recording.toByteArray();
      recording = null;
      return bytes;
    }

    long position() {
      return position;
    }

    /** The position after the last byte that was not zero. */
    long lastContent() {
      return lastContent;
    }

    void drain() throws IOException {
      recording = null;
      byte[] buffer = new byte[BUFFER];
      while (read(buffer, 0, buffer.length) >= 0) {
        continue;
      }
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = in.read(bytes, offset, length);
      for (int i = count - 1; i >= 0; i--) {
        if (bytes[offset + i] != 0) {
          lastContent = position + i + 1;
          break;
        }
      }
      position += Math.max(0, count);
      if (recording != null && count > 0) {
        recording.write(bytes, offset, count);
        if (recording.size() > LONGEST_HEADERS) {
          throw entries.stop("has a header of more than " + LONGEST_HEADERS + " bytes", PACK_AGAIN);
        }
      }
      if (position > limits.size()) {
        throw entries.stop(
            "unpacks to more than " + limits.size() + " bytes",
            "if you trust it, pass a larger --max-size");
      }
      if (limits.isBomb(position, packed)) {
        throw entries.stop(
            "unpacks to more than " + limits.ratio() + " times its size",
            "if you trust it, pass a larger --max-ratio");
      }
      return count;
    }
  }
}
