package dev.assay.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.InputException;
import dev.assay.InputException.Kind;
import dev.assay.aws.Account;
import dev.assay.aws.Call;
import dev.assay.aws.CredentialReport;
import dev.assay.aws.CredentialReport.Row;
import dev.assay.aws.Evidence;
import dev.assay.aws.Request;
import dev.assay.testing.Given;
import dev.assay.testing.Outcome;
import dev.assay.testing.Passes;
import dev.assay.testing.ReportRow;
import dev.assay.testing.Sample;
import dev.assay.testing.Verdicts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The credential report, in whatever shape it comes: read or lost, judged without a fault, the same
 * in both of its forms. Where it has no quotes, a second reader that only splits lines at commas
 * finds the same values; and cutting a row short never makes anything pass.
 *
 * <p>Input: the CSV file.
 */
class CredentialReportFuzzTest {

  private static final String ANSWER = Request.of(Call.GET_CREDENTIAL_REPORT).path();
  private static final Set<String> NO_VALUE = Set.of("N/A", "no_information", "not_supported");

  private static final Pattern SURELY_A_TIME =
      Pattern.compile(
          "(19|20)\\d\\d-(0[1-9]|1[0-2])-(0[1-9]|1\\d|2[0-8])T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d"
              + "(Z|\\+00:00)");
  private static final Pattern PERHAPS_A_TIME =
      Pattern.compile(
          "[+-]?\\d{4,10}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d.*([Zz]|[+-]\\d\\d(:\\d\\d){0,2})");

  static Stream<byte[]> reports() {
    return Stream.concat(
        Sample.all().map(sample -> sample.files().get(Given.REPORT)),
        Stream.of(ReportRow.csv().getBytes(UTF_8)));
  }

  @MethodSource("reports")
  @FuzzTest
  void what_is_read_is_what_is_written(byte[] csv) {
    Evidence<CredentialReport> plain = read(Map.of(CredentialReportReader.CSV, csv));
    Evidence<CredentialReport> inside = read(Map.of(ANSWER, answer(csv)));
    assertThat(values(inside)).isEqualTo(values(plain));

    String text = new String(csv, UTF_8);
    if (!plain.isLost() && text.indexOf('"') < 0) {
      assertSplitIsTheSame(plain.value(), text);
    }
    Optional<Passes> passes = passes(csv);
    if (plain.isLost()) {
      assertThat(passes.orElseThrow().all()).isEmpty();
    } else if (passes.isPresent() && text.indexOf('"') < 0) {
      passes(withAShorterRow(text))
          .ifPresent(left -> assertThat(left.beyond(passes.get())).isEmpty());
    }
  }

  /** One row lacks its last cell. */
  private static byte[] withAShorterRow(String text) {
    String[] lines = lines(text);
    int row = 1 + Math.floorMod(text.hashCode(), Math.max(1, lines.length - 1));
    boolean whole = row < lines.length && cells(lines[row]).size() == cells(lines[0]).size();
    if (whole) {
      lines[row] = lines[row].substring(0, lines[row].lastIndexOf(','));
    }
    return String.join("\n", lines).getBytes(UTF_8);
  }

  private static String[] lines(String text) {
    return text.replaceFirst("^\uFEFF", "").split("\r\n|\r|\n", -1);
  }

  private static List<String> cells(String line) {
    return Arrays.asList(line.split(",", -1));
  }

  private static Evidence<CredentialReport> read(Map<String, byte[]> files) {
    return CredentialReportReader.read(
        new Calls(Tree.of(files), Optional.empty(), Optional.empty()), Optional.empty());
  }

  private static byte[] answer(byte[] csv) {
    String base64 = Base64.getEncoder().encodeToString(csv);
    return ("{\"Content\": \"" + base64 + "\", \"ReportFormat\": \"text/csv\"}").getBytes(UTF_8);
  }

  /** Row by row, without the places, which differ. */
  private static List<String> values(Evidence<CredentialReport> report) {
    List<String> values = new ArrayList<>();
    if (report.isLost()) {
      values.add("lost");
      return values;
    }
    rows(report.value()).forEach(row -> values.add(row.name() + " " + row.arn() + cells(row)));
    return values;
  }

  private static List<Row> rows(CredentialReport report) {
    List<Row> rows = new ArrayList<>(report.users());
    if (!report.root().isLost()) {
      rows.add(report.root().value());
    }
    return rows;
  }

  /** Each value by its column: {@code present ...}, {@code absent ...} or {@code lost}. */
  private static Map<String, String> cells(Row row) {
    Map<String, Evidence<?>> cells = new HashMap<>();
    cells.put("user_creation_time", row.created());
    cells.put("password_enabled", row.passwordEnabled());
    cells.put("password_last_used", row.passwordLastUsed());
    cells.put("password_last_changed", row.passwordLastChanged());
    cells.put("mfa_active", row.mfaActive());
    row.keys()
        .forEach(
            key -> {
              cells.put(key.slot() + "_active", key.active());
              cells.put(key.slot() + "_last_rotated", key.lastRotated());
              cells.put(key.slot() + "_last_used_date", key.lastUsed());
            });
    Map<String, String> told = new HashMap<>();
    cells.forEach(
        (column, value) ->
            told.put(column, value.isLost() ? "lost" : Outcome.of(value).replaceAll(" at .*", "")));
    return told;
  }

  private static void assertSplitIsTheSame(CredentialReport report, String text) {
    String[] lines = lines(text);
    List<String> header = cells(lines[0]);
    List<Row> rows = new ArrayList<>(report.users());
    report.root().map(rows::add);
    Map<String, Row> byName = new HashMap<>();
    rows.forEach(row -> byName.put(row.name(), row));
    int found = 0;
    for (String line : Arrays.asList(lines).subList(1, lines.length)) {
      List<String> split = cells(line);
      if (split.size() == 1 && line.isBlank()) {
        continue;
      }
      found++;
      if (split.size() != header.size()) {
        continue;
      }
      Row row = byName.get(split.get(header.indexOf("user")));
      assertThat(row).as(line).isNotNull();
      cells(row)
          .forEach(
              (column, value) -> {
                int at = header.indexOf(column);
                assertThat(value)
                    .as(column + " of " + line)
                    .isEqualTo(at < 0 ? "lost" : told(column, value, split.get(at)));
              });
    }
    assertThat(byName).hasSize(found);
  }

  /** What a cell says; of times only whether it can be one, and must be. */
  private static String told(String column, String read, String cell) {
    if (NO_VALUE.contains(cell)) {
      return "absent " + cell;
    }
    if (column.matches(".*_(enabled|active)")) {
      return cell.matches("(?i)true|false") ? "present " + cell.toLowerCase(Locale.ROOT) : "lost";
    }
    if (!read.startsWith("present ")) {
      assertThat(cell).doesNotMatch(SURELY_A_TIME);
      return "lost";
    }
    assertThat(cell).matches(PERHAPS_A_TIME);
    return read;
  }

  /** What passes when there is nothing but the report; empty when it is of two accounts. */
  private static Optional<Passes> passes(byte[] csv) {
    try {
      Account account =
          Snapshot.of(Map.of(CredentialReportReader.CSV, csv))
              .account(Optional.of(Instant.parse(Given.TAKEN)));
      return Optional.of(
          Passes.of(
              Verdicts.of(
                  account, asked -> Verdicts.calls(asked).contains(Call.GET_CREDENTIAL_REPORT))));
    } catch (InputException refused) {
      assertThat(refused.kind()).isEqualTo(Kind.REJECTED);
      return Optional.empty();
    }
  }
}
