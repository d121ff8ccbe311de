package dev.assay;

import dev.assay.aws.Call;
import dev.assay.evaluate.Plan;
import dev.assay.spec.SpecReader;
import java.util.*;
import org.junit.jupiter.api.Test;

class CollectorTest {
  @Test
  void print() {
    for (Call call : Call.values()) {
      StringBuilder b =
          new StringBuilder(
              "ROW\t"
                  + call.scope()
                  + "\t"
                  + call.service()
                  + "\t"
                  + call.operation()
                  + "\t"
                  + call.arguments()
                  + "\t"
                  + call.absentCodes()
                  + "\t"
                  + call.action());
      for (String spec : List.of("cis-aws-1.1", "awscis1.2", "awscis1.4")) {
        List<String> ids = new ArrayList<>();
        for (Plan.Bound bound : Plan.of(SpecReader.read(spec), 0, true).controls()) {
          if (bound.uses().stream()
              .flatMap(u -> u.check().stream())
              .anyMatch(c -> c.calls().contains(call))) ids.add(bound.control().id());
        }
        b.append("\t").append(ids.isEmpty() ? "-" : String.join(" ", ids));
      }
      System.out.println(b);
    }
  }
}
