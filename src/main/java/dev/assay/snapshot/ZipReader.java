package dev.assay.snapshot;

import dev.assay.text.UnreadableException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.UnicodePathExtraField;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * The files of a zip. A zip tells its content twice, before each file and in a directory at the
 * end, and readers differ in which they trust; so the two must agree, and cover every byte of the
 * archive once. Files are unpacked when they are asked for.
 */
final class ZipReader {

  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int ZIP64_LOCATOR_SIGNATURE = 0x07064b50;
  private static final int ZIP64_LOCATOR_LENGTH = 20;
  private static final int LOCAL_SIGNATURE = 0x04034b50;
  private static final int LOCAL_LENGTH = 30;
  private static final int DESCRIPTOR_SIGNATURE = 0x08074b50;
  private static final int SMALL = 1024 * 1024;
  private static final int LONGEST_CENTRAL_ENTRY = 4096;
  private static final int ENCRYPTED = 1 | 1 << 6 | 1 << 13;
  private static final int SIZES_FOLLOW = 1 << 3;
  private static final int TYPE = 0170000;
  private static final int REGULAR = 0100000;
  private static final int FOLDER = 0040000;
  private static final int LINK = 0120000;
  private static final long UNSIGNED = 0xffffffffL;

  private static final String AMBIGUOUS =
      "get the snapshot again, or pack it again: programs disagree on what this archive holds";
  private static final String AGAIN =
      "copy it again and compare its checksum with the one that the sender has";

  /**
   * What stands before an entry's bytes.
   *
   * @param data where the bytes start
   */
  private record Local(
      int flags, int method, long crc, long packed, long size, byte[] name, long data) {}

  private final Archive archive;
  private final SeekableByteChannel channel;
  private final Limits limits;
  private final Entries entries;

  /** How to get the archive's bytes. */
  private interface Archive {

    SeekableByteChannel open() throws IOException;

    /** Each file is opened by itself: of a small archive that costs more than to read it whole. */
    static Archive at(Path path) throws IOException {
      if (Files.size(path) > SMALL) {
        return () -> FileChannel.open(path, StandardOpenOption.READ);
      }
      byte[] bytes = Files.readAllBytes(path);
      return () -> new SeekableInMemoryByteChannel(bytes);
    }
  }

  private ZipReader(Archive archive, SeekableByteChannel channel, Limits limits, Entries entries) {
    this.archive = archive;
    this.channel = channel;
    this.limits = limits;
    this.entries = entries;
  }

  /** Whether a file starts or ends as a zip does. */
  static boolean isOne(byte[] start, byte[] end) {
    boolean starts = start.length >= 4 && start[0] == 'P' && start[1] == 'K' && start[2] < 9;
    return starts
        || end.length >= END_LENGTH && buffer(end).getInt(end.length - END_LENGTH) == END_SIGNATURE;
  }

  /**
   * Lists the files.
   *
   * @throws dev.assay.InputException with everything that speaks against the archive
   */
  static Tree read(Path path, Limits limits) throws IOException {
    Entries entries = new Entries(path.getFileName().toString(), limits);
    Archive archive = Archive.at(path);
    try (SeekableByteChannel channel = archive.open()) {
      new ZipReader(archive, channel, limits, entries).read();
    }
    return entries.tree();
  }

  private void read() throws IOException {
    long directory = checkedEnd();
    List<ZipArchiveEntry> listed;
    try (ZipFile zip =
        ZipFile.builder()
            .setSeekableByteChannel(archive.open())
            .setIgnoreLocalFileHeader(true)
            .setUseUnicodeExtraFields(false)
            .get()) {
      listed = Collections.list(zip.getEntries());
    } catch (IOException | RuntimeException e) { // the library throws several on broken fields
      throw entries.stop("is damaged: its directory cannot be read", AGAIN);
    }
    int expected = listed(channel.size() - END_LENGTH);
    if (listed.size() != expected) {
      throw entries.stop(
          "says that it has " + expected + " entries, and lists " + listed.size(), AMBIGUOUS);
    }
    List<ZipArchiveEntry> ordered = new ArrayList<>(listed);
    ordered.sort(Comparator.comparingLong(ZipArchiveEntry::getLocalHeaderOffset));
    long end = 0;
    for (ZipArchiveEntry entry : ordered) {
      end = entry(entry, end, directory);
    }
    if (end < directory) {
      throw entries.stop(
          "has " + (directory - end) + " bytes that no entry owns before its directory", AMBIGUOUS);
    }
  }

  /** Where the directory starts; nothing may follow its end, or stand between the two. */
  private long checkedEnd() throws IOException {
    long at = channel.size() - END_LENGTH;
    ByteBuffer end = at < 0 ? ByteBuffer.allocate(0) : bytes(at, END_LENGTH);
    if (at < 0 || end.getInt(0) != END_SIGNATURE || end.getShort(20) != 0) {
      throw entries.stop(
          "is cut off, or has a comment or other bytes after its end",
          "copy it again, or pack it again without a comment");
    }
    boolean isZip64 =
        at >= ZIP64_LOCATOR_LENGTH
            && bytes(at - ZIP64_LOCATOR_LENGTH, 4).getInt(0) == ZIP64_LOCATOR_SIGNATURE;
    if (isZip64) {
      throw entries.stop(
          "is in the zip64 form, for archives of more than 65,535 entries or 4 GiB",
          "pack the snapshot as .tar.gz");
    }
    boolean split =
        end.getShort(4) != 0 || end.getShort(6) != 0 || end.getShort(8) != end.getShort(10);
    if (split) {
      throw entries.stop("is one part of a split archive", "pack the snapshot into one file");
    }
    long length = end.getInt(12) & UNSIGNED;
    long start = end.getInt(16) & UNSIGNED;
    if (start + length != at) {
      throw entries.stop(
          "has " + Math.abs(at - start - length) + " bytes more or fewer than its directory says",
          AMBIGUOUS);
    }
    if (length > (long) LONGEST_CENTRAL_ENTRY * listed(at)) {
      throw entries.stop("has a directory of " + length + " bytes, too many", AMBIGUOUS);
    }
    return start;
  }

  private int listed(long end) throws IOException {
    return bytes(end, END_LENGTH).getShort(10) & 0xffff;
  }

  /**
   * Takes one entry in.
   *
   * @param start where the entry before ended
   * @return where this one ends
   */
  private long entry(ZipArchiveEntry entry, long start, long directory) throws IOException {
    String name = name(entry);
    long at = entry.getLocalHeaderOffset();
    if (at != start) {
      String what =
          at < start
              ? "overlaps another entry"
              : "comes after " + (at - start) + " bytes that no entry owns";
      throw entries.stop(name, what, AMBIGUOUS);
    }
    Local local = local(name, at, directory);
    if (!agrees(entry, local)) {
      throw entries.stop(
          name, "is another in the directory of the archive than in its place", AMBIGUOUS);
    }
    long dataEnd = local.data() + entry.getCompressedSize();
    long end = dataEnd + descriptor(entry, local, dataEnd);
    if (dataEnd > directory || end > directory) {
      throw entries.stop(name, "is cut off", AGAIN);
    }
    String fault = fault(entry);
    if (!fault.isEmpty()) {
      entries.refuse(name, fault, "pack the snapshot again, as plain files without a password");
    } else if (limits.isBomb(entry.getSize(), entry.getCompressedSize())) {
      entries.refuse(
          name,
          "unpacks from "
              + entry.getCompressedSize()
              + " to "
              + entry.getSize()
              + " bytes; the limit is "
              + limits.ratio()
              + " times as many",
          "if you trust it, pass a larger --max-ratio");
    } else if (entry.isDirectory()) {
      entries.folder(name);
    } else {
      entries.file(
          name, entry.getSize(), () -> content(local.data(), entry.getCompressedSize(), entry));
    }
    return end;
  }

  /** As the archive has it; what is not UTF-8 in it gets U+FFFD, which no name may have. */
  private static String name(ZipArchiveEntry entry) {
    return new String(entry.getRawName(), StandardCharsets.UTF_8);
  }

  private static String fault(ZipArchiveEntry entry) {
    int type = entry.getUnixMode() & TYPE;
    if ((entry.getRawFlag() & ENCRYPTED) != 0) {
      return "is encrypted";
    }
    if (type == LINK) {
      return "is a symbolic link";
    }
    if (type != 0 && type != REGULAR && type != FOLDER) {
      return "is neither file nor directory";
    }
    if (type == FOLDER && !entry.isDirectory() || entry.isDirectory() && entry.getSize() != 0) {
      return "is both a file and a directory";
    }
    if (entry.getMethod() != ZipEntry.DEFLATED && entry.getMethod() != ZipEntry.STORED) {
      return "is compressed with method " + entry.getMethod() + ", only deflate is understood";
    }
    if (entry.getExtraField(UnicodePathExtraField.UPATH_ID) instanceof UnicodePathExtraField other
        && !Arrays.equals(other.getUnicodeName(), entry.getRawName())) {
      return "has two names";
    }
    if (entry.getCompressedSize() > entry.getSize() + entry.getSize() / 100 + 1024) {
      return "has grown by packing to " + entry.getCompressedSize() + " bytes";
    }
    return "";
  }

  private Local local(String name, long at, long directory) throws IOException {
    if (at + LOCAL_LENGTH > directory) {
      throw entries.stop(name, "is cut off", AGAIN);
    }
    ByteBuffer header = bytes(at, LOCAL_LENGTH);
    if (header.getInt(0) != LOCAL_SIGNATURE) {
      throw entries.stop(name, "is not where the directory of the archive says", AMBIGUOUS);
    }
    int nameLength = header.getShort(26) & 0xffff;
    int extraLength = header.getShort(28) & 0xffff;
    long data = at + LOCAL_LENGTH + nameLength + extraLength;
    if (data > directory) {
      throw entries.stop(name, "is cut off", AGAIN);
    }
    return new Local(
        header.getShort(6) & 0xffff,
        header.getShort(8) & 0xffff,
        header.getInt(14) & UNSIGNED,
        header.getInt(18) & UNSIGNED,
        header.getInt(22) & UNSIGNED,
        bytes(at + LOCAL_LENGTH, nameLength).array(),
        data);
  }

  /** Sizes may be told later, or be too large for their place and stand among the extra fields. */
  private static boolean agrees(ZipArchiveEntry entry, Local local) {
    int told = ENCRYPTED | SIZES_FOLLOW;
    boolean later = (local.flags() & SIZES_FOLLOW) != 0;
    return Arrays.equals(entry.getRawName(), local.name())
        && entry.getMethod() == local.method()
        && (entry.getRawFlag() & told) == (local.flags() & told)
        && entry.getSize() >= 0
        && entry.getCompressedSize() >= 0
        && (entry.getMethod() != ZipEntry.STORED
            || entry.getSize() == entry.getCompressedSize()
            || (entry.getRawFlag() & ENCRYPTED) != 0)
        && (local.crc() == entry.getCrc() || later && local.crc() == 0)
        && isSize(local.packed(), entry.getCompressedSize(), later)
        && isSize(local.size(), entry.getSize(), later);
  }

  private static boolean isSize(long told, long size, boolean later) {
    return told == size || told == UNSIGNED || later && told == 0;
  }

  /** The length of what follows the bytes: their check sum and sizes, when a writer streamed. */
  private long descriptor(ZipArchiveEntry entry, Local local, long at) throws IOException {
    if ((local.flags() & SIZES_FOLLOW) == 0) {
      return 0;
    }
    int longest = 24;
    int there = (int) Math.max(0, Math.min(longest, channel.size() - at));
    byte[] bytes = Arrays.copyOf(bytes(at, there).array(), longest);
    ByteBuffer descriptor = buffer(bytes);
    int signature = descriptor.getInt(0) == DESCRIPTOR_SIGNATURE ? 4 : 0;
    boolean isCrc = (descriptor.getInt(signature) & UNSIGNED) == entry.getCrc();
    int sizes = signature + 4;
    if (isCrc
        && (descriptor.getInt(sizes) & UNSIGNED) == entry.getCompressedSize()
        && (descriptor.getInt(sizes + 4) & UNSIGNED) == entry.getSize()) {
      return sizes + 8;
    }
    if (isCrc
        && descriptor.getLong(sizes) == entry.getCompressedSize()
        && descriptor.getLong(sizes + 8) == entry.getSize()) {
      return sizes + 16;
    }
    throw entries.stop(
        name(entry), "is not followed by the sizes that the directory tells", AMBIGUOUS);
  }

  private InputStream content(long at, long packed, ZipArchiveEntry entry) throws IOException {
    Piece piece = new Piece(archive.open(), at, packed);
    return new Checked(
        entry.getMethod() == ZipEntry.DEFLATED
            ? new Inflating(piece, packed, entry.getSize())
            : piece,
        entry.getCrc());
  }

  /** A file that must have the check sum that the archive tells. */
  private static final class Checked extends CheckedInputStream {
    private final long crc;

    Checked(InputStream bytes, long crc) {
      super(bytes, new CRC32());
      this.crc = crc;
    }

    @Override
    public int read(byte[] buffer, int at, int length) throws IOException {
      int count = super.read(buffer, at, length);
      if (count < 0 && getChecksum().getValue() != crc) {
        throw new UnreadableException("is damaged: its CRC-32 is not the one in the archive");
      }
      return count;
    }
  }

  private ByteBuffer bytes(long at, int length) throws IOException {
    ByteBuffer bytes = buffer(new byte[length]);
    channel.position(at);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException("the archive has become shorter");
      }
    }
    return bytes.flip();
  }

  private static ByteBuffer buffer(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
