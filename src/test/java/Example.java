import dev.assay.api.Evaluator;
import dev.assay.evaluate.ControlStatus;
import dev.assay.report.Report;
import dev.assay.snapshot.Snapshot;
import java.nio.file.Path;

class Example {
  public static void main(String[] args) {
    Report report = Evaluator.by("cis-aws-1.1").report(Snapshot.open(Path.of(args[0])));
    for (Report.Control control : report.with(ControlStatus.FAIL)) {
      System.out.println(control.id() + " " + control.name());
    }
  }
}
