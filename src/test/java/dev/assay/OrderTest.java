package dev.assay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.aws.Account;
import dev.assay.report.Report;
import dev.assay.snapshot.Snapshot;
import dev.assay.testing.Sample;
import dev.assay.testing.Verdicts;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** AWS promises no order, so none may matter: of list elements, members or rows. */
class OrderTest {

  private static final String CSV_REPORT = "global/iam/credential-report.csv";
  private static final String REPORT = "global/iam/get-credential-report.json";
  private static final JsonMapper JSON = new JsonMapper();
  private static final int SEEDS = 5;

  static Stream<Sample> samples() {
    return Sample.all().map(sample -> sample.without("SHA256SUMS", "calls.tsv"));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void the_order_of_input_does_not_matter(Sample sample) {
    List<String> verdicts = verdicts(sample);

    for (int seed = 0; seed < SEEDS; seed++) {
      assertThat(verdicts(shuffled(sample, new Random(seed))))
          .as("%s, seed %d", sample, seed)
          .isEqualTo(verdicts);
    }
  }

  private static List<String> verdicts(Sample sample) {
    Snapshot snapshot = Snapshot.of(sample.files());
    Account account = snapshot.account(Optional.empty());
    return Report.of("1.0", snapshot.info(account), Verdicts.evaluation(account), snapshot::located)
        .controls()
        .stream()
        .map(control -> control.name() + " " + control.status() + " " + fingerprints(control))
        .toList();
  }

  /** Of all findings and their causes, each with its status. */
  private static SortedSet<String> fingerprints(Report.Control control) {
    SortedSet<String> all = new TreeSet<>();
    for (Report.Finding finding : control.findings()) {
      all.add(finding.fingerprint() + " " + finding.status());
      finding
          .causes()
          .forEach(
              cause -> all.add(cause.fingerprint() + " " + cause.status() + " " + cause.key()));
    }
    return all;
  }

  private static Sample shuffled(Sample sample, Random random) {
    Sample shuffled = sample;
    for (String path : sample.files().keySet()) {
      boolean empty = sample.files().get(path).length == 0;
      if (path.endsWith(".json") && !path.equals("snapshot.json") && !empty) {
        JsonNode answer = shuffled(JSON.readTree(sample.files().get(path)), random);
        shuffled = shuffled.with(path, JSON.writeValueAsBytes(answer));
      }
    }
    return withRowsShuffled(shuffled, random);
  }

  private static JsonNode shuffled(JsonNode node, Random random) {
    if (node.isArray()) {
      List<JsonNode> elements = new ArrayList<>();
      node.forEach(element -> elements.add(shuffled(element, random)));
      Collections.shuffle(elements, random);
      return JSON.createArrayNode().addAll(elements);
    }
    if (node.isObject()) {
      List<String> names = new ArrayList<>(node.propertyNames());
      Collections.shuffle(names, random);
      ObjectNode members = JSON.createObjectNode();
      names.forEach(name -> members.set(name, shuffled(node.get(name), random)));
      return members;
    }
    return node;
  }

  /** In both forms of the report alike. */
  private static Sample withRowsShuffled(Sample sample, Random random) {
    List<String> rows =
        new ArrayList<>(new String(sample.files().get(CSV_REPORT), UTF_8).lines().toList());
    Collections.shuffle(rows.subList(1, rows.size()), random);
    byte[] report = String.join("\n", rows).getBytes(UTF_8);
    ObjectNode answer = (ObjectNode) JSON.readTree(sample.files().get(REPORT));
    answer.put("Content", Base64.getEncoder().encodeToString(report));
    return sample.with(CSV_REPORT, report).with(REPORT, JSON.writeValueAsBytes(answer));
  }
}
