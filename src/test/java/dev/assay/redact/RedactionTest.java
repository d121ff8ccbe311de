package dev.assay.redact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.InputException;
import dev.assay.aws.Account;
import dev.assay.check.Finding;
import dev.assay.evaluate.ControlResult;
import dev.assay.snapshot.Snapshot;
import dev.assay.testing.Damage;
import dev.assay.testing.Sample;
import dev.assay.testing.SshSigner;
import dev.assay.testing.Verdicts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A copy tells nobody's name and gets the verdicts of the original. */
class RedactionTest {

  private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
  private static final byte[] OTHER = "another key another key another!!".getBytes(UTF_8);

  /** How the digest of no bytes begins. */
  private static final String EMPTY = "e3b0c44298fc1c14";

  private static final int EVERY = Integer.getInteger("assay.every", 1000);
  private static final JsonMapper JSON = new JsonMapper();

  /** Members of answers whose values name something of the customer's. */
  private static final Pattern NAMING =
      Pattern.compile(
          "(?i).*(name|arn|id|email|emailaddress|phonenumber|bucket|prefix|sid|owner|account"
              + "|fullname|addressline1|companyname|city|postalcode|grouplist|endpoint|description"
              + "|serialnumber|aws|resource|value|title|groups)");

  /** Values of such members that are AWS's words, or our collector's, not names. */
  private static final Set<String> OF_AWS =
      Set.of(
          "default",
          "local",
          "Active",
          "enabled",
          "running",
          "AWS",
          "PendingConfirmation",
          "aws",
          "collect",
          "config",
          "function",
          "mfa",
          "stopped",
          "support",
          "vpc");

  static Stream<Sample> samples() {
    return Sample.all();
  }

  /** As collected, without sums, and as by hand. */
  static Stream<Sample> forms() {
    return Sample.all()
        .flatMap(
            sample ->
                Stream.of(
                    sample,
                    sample.without("SHA256SUMS"),
                    sample.without("SHA256SUMS", "calls.tsv"),
                    sample.without("SHA256SUMS", "calls.tsv", "snapshot.json")));
  }

  private static SortedMap<String, byte[]> redacted(Map<String, byte[]> files, byte[] key) {
    return Redaction.of(Snapshot.of(files), key).files();
  }

  @ParameterizedTest
  @MethodSource("forms")
  void verdicts_findings_and_gaps_are_those_of_the_original(Sample sample) {
    Account original = Snapshot.of(sample.files()).account(Optional.empty());
    Account copy = Snapshot.of(redacted(sample.files(), KEY)).account(Optional.empty());

    assertThat(verdicts(copy)).isEqualTo(verdicts(original));
    assertThat(copy.calls()).hasSameSizeAs(original.calls());
    assertThat(lost(copy)).isEqualTo(lost(original));
  }

  private static List<String> lost(Account account) {
    return account.calls().entrySet().stream()
        .filter(call -> call.getValue().isLost())
        .map(call -> call.getKey().call() + " " + call.getKey().region())
        .sorted()
        .toList();
  }

  private static List<Object> verdicts(Account account) {
    return Verdicts.of(account).stream().map(RedactionTest::verdict).toList();
  }

  private static Object verdict(ControlResult control) {
    return List.of(
        control.control().id(),
        control.status(),
        control.failures(),
        control.findings().stream().map(RedactionTest::verdict).sorted().toList());
  }

  private static String verdict(Finding finding) {
    List<String> causes =
        finding.causes().stream()
            .map(
                c ->
                    c.status() + " " + c.link() + " " + c.readings().size() + " " + c.gaps().size())
            .sorted()
            .toList();
    return finding.resource().type() + " " + finding.status() + " " + causes;
  }

  @ParameterizedTest
  @MethodSource("samples")
  void no_name_of_the_original_is_left(Sample sample) {
    Set<String> names = names(sample);
    assertThat(names).hasSizeGreaterThan(40).anyMatch(name -> name.matches("\\d{12}"));
    Pattern any =
        Pattern.compile(
            "(?<![A-Za-z0-9])("
                + String.join("|", names.stream().map(Pattern::quote).toList())
                + ")(?![A-Za-z0-9])");

    Set<String> left = new TreeSet<>();
    redacted(sample.files(), KEY)
        .forEach(
            (path, bytes) -> {
              for (String text : texts(path, bytes)) {
                Matcher found = any.matcher(text);
                while (found.find()) {
                  String around =
                      text.substring(
                          Math.max(0, found.start() - 40),
                          Math.min(text.length(), found.end() + 40));
                  left.add(found.group() + " in " + path + ": " + around.replaceAll("\\s+", " "));
                }
              }
            });

    assertThat(left).isEmpty();
  }

  /** A file's path and text, and what base64 hides. */
  private static List<String> texts(String path, byte[] bytes) {
    String text = new String(bytes, UTF_8);
    List<String> texts = new ArrayList<>(List.of(path, text));
    if (path.endsWith("get-credential-report.json") && text.startsWith("{")) {
      String content = JSON.readTree(text).get("Content").asString();
      texts.add(new String(Base64.getDecoder().decode(content), UTF_8));
    }
    return texts;
  }

  private static Set<String> names(Sample sample) {
    Set<String> names = new TreeSet<>();
    sample
        .files()
        .forEach(
            (path, bytes) -> {
              String text = new String(bytes, UTF_8);
              if (path.endsWith(".json") && text.startsWith("{")) {
                collect("", JSON.readTree(text), names);
              }
              if (path.endsWith(".csv")) {
                text.lines().skip(2).forEach(line -> names.add(line.split(",")[0]));
              }
              Matcher ids =
                  Pattern.compile(
                          "(?<![\\w.-])(\\d{12}|[\\w.+-]+@[\\w-]+\\.[a-z.]+"
                              + "|(?!0\\.0\\.0\\.0|128\\.0\\.0\\.0)\\d+\\.\\d+\\.\\d+\\.\\d+(?=/\\d))"
                              + "(?![\\w.-])")
                      .matcher(path.endsWith(".md") ? "" : text);
              while (ids.find()) {
                names.add(ids.group());
              }
            });
    names.removeIf(
        name ->
            name.length() < 3
                || name.matches("[\\d.]{1,6}|v\\d+|\\d{4}-\\d\\d-\\d\\d.*")
                || name.startsWith("com.amazonaws")
                || Names.isRegion(name)
                || name.endsWith(".amazonaws.com")
                || name.contains("${")
                || name.endsWith("}")
                || OF_AWS.contains(name)
                || sample.files().values().stream()
                    .anyMatch(bytes -> new String(bytes, UTF_8).contains("\"" + name + "\":")));
    return names;
  }

  private static void collect(String member, JsonNode node, Set<String> names) {
    if (node.isString() && node.stringValue().startsWith("{\"Version\"")) {
      collect("", JSON.readTree(node.stringValue()), names);
    } else if (node.isString() && NAMING.matcher(member).matches()) {
      add(node.stringValue(), names);
    }
    for (String name : node.propertyNames()) {
      boolean ofAws = node.path("PolicyArn").asString("").contains(":iam::aws:");
      ofAws |= node.path("Arn").asString("").contains(":iam::aws:");
      if (!ofAws || !List.of("PolicyName", "PolicyArn", "Arn").contains(name)) {
        collect(name, node.get(name), names);
      }
    }
    if (node.isArray()) {
      node.forEach(item -> collect(member, item, names));
    }
  }

  private static void add(String value, Set<String> names) {
    String[] arn = value.split(":", 6);
    if (arn.length == 6 && arn[0].equals("arn")) {
      String[] parts = arn[5].split("[/:*]");
      names.add(arn[4]);
      Arrays.stream(parts)
          .skip(parts.length > 1 && !arn[2].equals("s3") ? 1 : 0)
          .filter(
              part -> !part.startsWith("aws-service-role") && !part.startsWith("AWSServiceRole"))
          .filter(part -> !part.equals("root") && !part.equals("root-account-mfa-device"))
          .forEach(names::add);
    } else if (!value.startsWith("arn:") && !value.contains("amazonaws.com")) {
      names.add(value);
    }
  }

  /** A copy of a damaged snapshot is damaged in the same way, and refused where that is. */
  @ParameterizedTest
  @MethodSource("damaged")
  void what_is_lost_in_the_original_is_lost_in_the_copy(Sample sample, int part) {
    List<String> changed = new ArrayList<>();
    List<Damage> damages =
        sample.files().entrySet().stream()
            .filter(f -> !f.getKey().endsWith(".md") && !f.getKey().equals("SHA256SUMS"))
            .flatMap(f -> Damage.all(f.getKey(), f.getValue()).stream())
            .toList();
    for (int i = part; i < damages.size(); i += EVERY) {
      Map<String, byte[]> files = damages.get(i).in(sample).files();
      Account original;
      try {
        original = Snapshot.of(files).account(Optional.empty());
      } catch (InputException e) {
        continue;
      }
      Account copy = Snapshot.of(redacted(files, KEY)).account(Optional.empty());
      if (!verdicts(copy).equals(verdicts(original)) || !lost(copy).equals(lost(original))) {
        changed.add(damages.get(i).toString());
      }
    }

    assertThat(changed).isEmpty();
  }

  static Stream<Arguments> damaged() {
    return Sample.all()
        .flatMap(
            sample ->
                Stream.of(
                    Arguments.of(sample.without("SHA256SUMS"), 1),
                    Arguments.of(sample.without("SHA256SUMS", "calls.tsv"), 2)));
  }

  @Test
  void what_the_sums_do_not_list_or_list_in_vain_stays_so_and_no_signature_is_kept() {
    Sample sample = samples().findFirst().orElseThrow().without("README.md");
    String missing = "global/iam/get-account-summary.json";
    String unlisted = "global/iam/list-account-aliases.json";
    String signature = SshSigner.ed25519().sign(sample.files().get("SHA256SUMS"));
    Map<String, byte[]> files =
        sample
            .without(missing)
            .with(unlisted, "{}".getBytes(UTF_8))
            .with("SHA256SUMS.sig", signature.getBytes(UTF_8))
            .files();

    Redaction redaction = Redaction.of(Snapshot.of(files), KEY);
    String sums = new String(redaction.files().get("SHA256SUMS"), UTF_8);

    assertThat(redaction.leftOut()).containsExactly("SHA256SUMS.sig");
    assertThat(redaction.files()).containsKey(unlisted).doesNotContainKey(missing);
    assertThat(sums).contains("  " + missing + "\n").doesNotContain(unlisted);
    assertThat(new String(files.get("SHA256SUMS"), UTF_8).lines().map(l -> l.substring(0, 64)))
        .noneMatch(digest -> sums.contains(digest) && !digest.startsWith(EMPTY));
  }

  @Test
  void one_key_makes_one_copy_whatever_came_before_and_another_key_another() {
    List<Sample> samples = samples().toList();
    for (Sample sample : samples) {
      Map<String, String> first = strings(redacted(sample.files(), KEY));

      assertThat(strings(redacted(sample.files(), KEY))).isEqualTo(first);
      assertThat(strings(redacted(sample.files(), OTHER)).keySet()).isNotEqualTo(first.keySet());
    }
    Sample quiet = samples.get(2);
    SortedMap<String, byte[]> alone =
        new TreeMap<>(quiet.without("SHA256SUMS", "calls.tsv").files());
    alone.keySet().removeIf(path -> !path.matches("snapshot.json|global/s3api/.*"));
    assertThat(strings(redacted(quiet.without("SHA256SUMS", "calls.tsv").files(), KEY)))
        .containsAllEntriesOf(strings(redacted(alone, KEY)));
  }

  private static Map<String, String> strings(Map<String, byte[]> files) {
    Map<String, String> strings = new TreeMap<>();
    files.forEach((path, bytes) -> strings.put(path, new String(bytes, UTF_8)));
    return strings;
  }
}
