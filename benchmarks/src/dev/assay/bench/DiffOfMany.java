package dev.assay.bench;

import dev.assay.aws.Resource;
import dev.assay.check.Status;
import dev.assay.diff.Category;
import dev.assay.diff.Diff;
import dev.assay.diff.DiffFormat;
import dev.assay.report.NativeReport;
import dev.assay.report.Report;
import dev.assay.report.Report.Cause;
import dev.assay.report.Report.Control;
import dev.assay.report.Report.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long it takes to compare 100,000 security groups with 90,000 of them and 10,000 new ones,
 * from native reports as bytes to the diff as JSON: about 80 MB in, twice.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx2g"})
@Warmup(iterations = 1)
@Measurement(iterations = 3)
public class DiffOfMany {

  private static final int MANY = 100_000;

  private byte[] base;
  private byte[] head;

  /** Of each ten groups: four open, three closed still, one opened, one closed, one made anew. */
  @Setup
  public void reports() throws IOException {
    Path stored = Path.of("samples/expected/quarter-2/cis-aws-1.1.native.json");
    Report sample = NativeReport.read("sample", Files.readAllBytes(stored));
    base = bytes(sample, 0);
    head = bytes(sample, 1);
    Diff diff = diff();
    for (Category category :
        List.of(Category.REGRESSED, Category.FIXED, Category.NEW_PASS, Category.VANISHED_PASS)) {
      if (diff.summary().get(category) != MANY / 10) {
        throw new IllegalStateException(category + " is " + diff.summary().get(category));
      }
    }
  }

  private Diff diff() {
    return Diff.of(
        NativeReport.read("base", base),
        NativeReport.read("head", head),
        new Diff.Allowed(false, false),
        Optional.empty());
  }

  /** From bytes to bytes. */
  @Benchmark
  public String compare() {
    return DiffFormat.JSON.write(diff());
  }

  private static byte[] bytes(Report sample, int quarter) {
    List<Control> controls =
        sample.controls().stream()
            .map(control -> control.id().equals("4.1") ? many(control, quarter) : control)
            .toList();
    Report report =
        new Report(
            sample.tool(),
            sample.snapshot(),
            sample.asOf(),
            sample.spec(),
            sample.level(),
            sample.score(),
            sample.coverage(),
            controls,
            sample.attestations(),
            sample.waivers(),
            sample.warnings());
    String digest = sample.snapshot().digest();
    String other = String.valueOf(quarter).repeat(digest.length());
    return NativeReport.write(report).replace(digest, other).getBytes(StandardCharsets.UTF_8);
  }

  private static Control many(Control control, int quarter) {
    List<Finding> findings = new ArrayList<>();
    Finding open = control.counted(Status.FAIL).get(0);
    Finding closed = control.counted(Status.PASS).get(0);
    for (int i = 0; i < MANY; i++) {
      int kind = i % 10;
      boolean isOpen = kind < 4 || kind == 7 + quarter;
      findings.add(group(isOpen ? open : closed, kind == 9 ? i + MANY * quarter : i));
    }
    return new Control(
        control.id(),
        control.name(),
        control.description(),
        control.section(),
        control.level(),
        control.scored(),
        control.severity(),
        control.defaultStatus(),
        control.manual(),
        control.status(),
        control.decidedBy(),
        control.unknownBecause(),
        control.issues(),
        control.checks(),
        findings,
        control.attestations(),
        control.waivers());
  }

  private static Finding group(Finding like, int number) {
    String id = String.format(Locale.ROOT, "sg-%017x", number);
    Resource resource =
        new Resource(
            like.resource().type(),
            "arn:aws:ec2:eu-west-1:222233334444:security-group/" + id,
            "",
            "group " + number);
    List<Cause> causes =
        like.causes().stream()
            .map(
                cause ->
                    new Cause(
                        cause.key(),
                        cause.status(),
                        cause.message(),
                        cause.link(),
                        cause.witness(),
                        print(number, 1),
                        cause.evidence(),
                        cause.gaps()))
            .toList();
    return new Finding(
        like.check(),
        resource,
        like.region(),
        like.status(),
        like.waivers(),
        like.attestation(),
        print(number, 0),
        causes);
  }

  private static String print(int number, int of) {
    return String.format(Locale.ROOT, "%024x%08x", of, number);
  }
}
