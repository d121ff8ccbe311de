package dev.assay.snapshot;

/**
 * How much a snapshot may be, packed or not, so that a hostile one cannot fill memory or hold up
 * the run.
 *
 * @param files entries, folders of an archive included
 * @param fileSize bytes of the largest file
 * @param size bytes of all files together, and of an archive itself
 * @param ratio how many times an archive, or an entry of a zip, may grow by unpacking
 * @param depth names in the longest path, the file's own included
 */
public record Limits(int files, long fileSize, long size, int ratio, int depth) {

  private static final long MEBIBYTE = 1024 * 1024;

  /** Several times what the largest accounts need. */
  public static final Limits DEFAULT = new Limits(200_000, 512 * MEBIBYTE, 1024 * MEBIBYTE, 200, 8);

  /** What a Java array, and so a file that is kept as a whole, can hold at most. */
  public static final long LARGEST_FILE = 1024 * MEBIBYTE;

  /** Below this, no ratio is too much: a few zeros shrink to nothing. */
  private static final long ALWAYS_FINE = MEBIBYTE;

  /** Whether so many bytes come from suspiciously few. */
  boolean isBomb(long unpacked, long packed) {
    return unpacked > ALWAYS_FINE && unpacked / Math.max(1, packed) >= ratio;
  }
}
