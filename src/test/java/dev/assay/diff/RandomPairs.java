package dev.assay.diff;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.InputException;
import dev.assay.aws.Account;
import dev.assay.evaluate.Evaluation;
import dev.assay.evaluate.Plan;
import dev.assay.report.Report;
import dev.assay.snapshot.Snapshot;
import dev.assay.spec.SpecReader;
import dev.assay.spec.Waiver;
import dev.assay.spec.WaiverText;
import dev.assay.testing.Damage;
import dev.assay.testing.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Accounts that have changed, in ways that a seed decides. */
final class RandomPairs {

  private static final Plan PLAN = Plan.of(SpecReader.read("cis-aws-1.1"), 0, false);
  private static final Pattern SCALAR = Pattern.compile("(?<=: )(true|false|\\d+)(?=[,\\n])");
  private static final String CSV_REPORT = "global/iam/credential-report.csv";
  private static final String REPORT = "global/iam/get-credential-report.json";
  private static final int MOST_EDITS = 12;
  private static final int MOST_DAYS = 200;
  private static final JsonMapper JSON = new JsonMapper();

  /** Two reports on one account; {@code toString} tells the seed. */
  record Pair(long seed, String sample, Report base, Report head) {
    @Override
    public String toString() {
      return sample + ", seed " + seed;
    }
  }

  private RandomPairs() {}

  /** So many pairs of each sample, with waivers and a later as-of here and there. */
  static Stream<Pair> pairs(int each) {
    return Sample.all()
        .map(sample -> sample.without("SHA256SUMS", "calls.tsv"))
        .flatMap(
            sample -> {
              Report plain = report(sample, 0, List.of());
              return LongStream.rangeClosed(1, each).mapToObj(seed -> pair(sample, plain, seed));
            });
  }

  private static Pair pair(Sample sample, Report plain, long seed) {
    Random random = new Random(seed);
    int days = random.nextBoolean() ? random.nextInt(MOST_DAYS) : 0;
    Report base = report(edited(sample, random), 0, waivers(random, plain));
    Report head = report(edited(sample, random), days, waivers(random, plain));
    return new Pair(seed, sample.name().split(" ")[0], base, head);
  }

  static Report report(Sample sample, int days, List<Waiver> waivers) {
    Snapshot snapshot = Snapshot.of(sample.files());
    Instant taken = snapshot.account(Optional.empty()).asOf();
    Account account = snapshot.account(Optional.of(taken.plus(Duration.ofDays(days))));
    return Report.of(
        "1.0",
        snapshot.info(account),
        Evaluation.of(account, PLAN, List.of(), waivers),
        places -> Map.of());
  }

  /** Some that run out before head's as-of, some after. */
  private static List<Waiver> waivers(Random random, Report plain) {
    List<String> entries = new ArrayList<>();
    plain
        .controls()
        .forEach(
            control -> {
              if (random.nextInt(6) == 0) {
                int year = 2026 + random.nextInt(2);
                entries.add("control: '" + control.id() + "', expires: " + year + "-07-31");
              }
            });
    return entries.isEmpty() ? List.of() : WaiverText.waivers(entries);
  }

  /** Edits that leave a snapshot that can be scored. */
  private static Sample edited(Sample sample, Random random) {
    Sample edited = sample;
    for (int n = random.nextInt(MOST_EDITS); n > 0; n--) {
      List<String> paths =
          edited.files().keySet().stream()
              .filter(p -> p.endsWith(".json") && p.contains("/") || p.equals(CSV_REPORT))
              .filter(p -> !p.equals(REPORT))
              .toList();
      String path = paths.get(random.nextInt(paths.size()));
      Sample next = edit(edited, path, random);
      try {
        Snapshot.of(next.files()).account(Optional.empty());
        edited = next;
      } catch (InputException refused) {
        // some edits make a snapshot that is not scored
      }
    }
    return edited;
  }

  private static Sample edit(Sample sample, String path, Random random) {
    if (path.equals(CSV_REPORT)) {
      return rows(sample.without(REPORT), random);
    }
    byte[] bytes = sample.files().get(path);
    if (!new String(bytes, UTF_8).startsWith("{")) {
      return sample.without(path);
    }
    return switch (random.nextInt(5)) {
      case 0 -> sample.without(path);
      case 1 -> Damage.denied(path).in(sample);
      case 2, 3 -> sample.with(path, shorter(bytes, random));
      default -> sample.with(path, scalar(new String(bytes, UTF_8), random).getBytes(UTF_8));
    };
  }

  /** One thing of a list is gone, or is there under another id. */
  private static byte[] shorter(byte[] bytes, Random random) {
    JsonNode root = JSON.readTree(bytes);
    List<ArrayNode> lists = new ArrayList<>();
    root.forEach(
        member -> {
          if (member instanceof ArrayNode list && !list.isEmpty()) {
            lists.add(list);
          }
        });
    if (lists.isEmpty()) {
      return bytes;
    }
    ArrayNode list = lists.get(random.nextInt(lists.size()));
    int at = random.nextInt(list.size());
    if (list.get(at) instanceof ObjectNode item && item.has("GroupId") && random.nextBoolean()) {
      item.put("GroupId", "sg-" + Integer.toHexString(random.nextInt()));
    } else {
      list.remove(at);
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
  }

  private static String scalar(String text, Random random) {
    Matcher found = SCALAR.matcher(text);
    List<int[]> places = new ArrayList<>();
    while (found.find()) {
      places.add(new int[] {found.start(), found.end()});
    }
    if (places.isEmpty()) {
      return text;
    }
    int[] place = places.get(random.nextInt(places.size()));
    String was = text.substring(place[0], place[1]);
    String is =
        switch (was) {
          case "true" -> "false";
          case "false" -> "true";
          default -> Integer.toString(random.nextInt(100));
        };
    return text.substring(0, place[0]) + is + text.substring(place[1]);
  }

  /** A user leaves, or a cell turns. */
  private static Sample rows(Sample sample, Random random) {
    List<String> rows =
        new ArrayList<>(new String(sample.files().get(CSV_REPORT), UTF_8).lines().toList());
    int at = 1 + random.nextInt(rows.size() - 1);
    if (at > 1 && random.nextBoolean()) {
      rows.remove(at);
    } else {
      rows.set(at, rows.get(at).replaceFirst(random.nextBoolean() ? ",true" : ",false", ",x"));
      rows.set(at, rows.get(at).replace(",x", random.nextBoolean() ? ",true" : ",false"));
    }
    return sample.with(CSV_REPORT, String.join("\n", rows).getBytes(UTF_8));
  }
}
