package dev.assay.cli;

import dev.assay.InputException;
import dev.assay.snapshot.AllowedSigners;
import dev.assay.snapshot.Limits;
import dev.assay.snapshot.Opening;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How much a snapshot may be, and whose signature it must have. */
final class SnapshotOptions {

  /** Bytes, with K, M or G for powers of 1024. */
  static final class Size implements ITypeConverter<Long> {
    private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,9})([KMG]?)");

    @Override
    public Long convert(String text) {
      Matcher matcher = SIZE.matcher(text);
      if (!matcher.matches()) {
        throw new TypeConversionException("write a size like 5000, 500K, 50M or 5G");
      }
      int unit = " KMG".indexOf(matcher.group(2).isEmpty() ? " " : matcher.group(2));
      return Long.parseLong(matcher.group(1)) << 10 * unit;
    }
  }

  @Option(
      names = "--allowed-signers",
      paramLabel = "FILE",
      description = "whose signatures to trust, as ssh-keygen(1) has it; never inside the snapshot")
  private Path signers;

  @Option(
      names = "--require-signature",
      description = "reject a snapshot without a signature by one of --allowed-signers")
  private boolean signatureRequired;

  @Option(
      names = "--max-size",
      paramLabel = "SIZE",
      converter = Size.class,
      description = "of all files of the snapshot together, and of an archive; default: 1G")
  private long size = Limits.DEFAULT.size();

  @Option(
      names = "--max-file-size",
      paramLabel = "SIZE",
      converter = Size.class,
      description = "of its largest file; default: 512M")
  private long fileSize = Limits.DEFAULT.fileSize();

  @Option(
      names = "--max-files",
      paramLabel = "N",
      description = "files and folders; default: ${DEFAULT-VALUE}")
  private int files = Limits.DEFAULT.files();

  @Option(
      names = "--max-ratio",
      paramLabel = "N",
      description = "how many times an archive may grow by unpacking; default: ${DEFAULT-VALUE}")
  private int ratio = Limits.DEFAULT.ratio();

  @Option(
      names = "--max-depth",
      paramLabel = "N",
      description = "names in a path; default: ${DEFAULT-VALUE}")
  private int depth = Limits.DEFAULT.depth();

  /**
   * How to open snapshots.
   *
   * @throws InputException with what is wrong with the options or the file of signers
   */
  Opening opening(Path... snapshots) {
    if (signatureRequired && signers == null) {
      throw InputException.usage(
          "", "--require-signature needs --allowed-signers", "say whose signature it is to be");
    }
    if (fileSize > Limits.LARGEST_FILE) {
      throw InputException.usage(
          "", "--max-file-size is " + fileSize, "no file can be read that is larger than 1G");
    }
    if (files < 1 || ratio < 1 || depth < 1) {
      throw InputException.usage("", "a limit is less than 1", "write a number from 1");
    }
    if (signers != null && Places.isInside(List.of(snapshots), signers)) {
      throw InputException.usage(
          "",
          "`" + signers + "` is inside the snapshot",
          "keep your own list of signers; a snapshot cannot vouch for itself");
    }
    return Opening.of(
        new Limits(files, fileSize, size, ratio, depth),
        Optional.ofNullable(signers).map(AllowedSigners::read),
        signatureRequired);
  }
}
