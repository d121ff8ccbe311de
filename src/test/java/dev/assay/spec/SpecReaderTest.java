package dev.assay.spec;

import static dev.assay.spec.SpecText.spec;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.assay.spec.Spec.Control;
import dev.assay.testing.Faults;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecReaderTest {

  @ParameterizedTest
  @ValueSource(strings = {"1.10", "2.1.3", "0140", "no", "2020-01-31", "1e3", "0x1F", "12:30:45"})
  void an_unquoted_id_stays_the_text_it_is(String id) {
    Spec spec =
        spec(
            """
            spec:
              id: %1$s
              version: %1$s
              controls:
              - id: %1$s
                checks:
                - id: %1$s
            """
                .replace("%1$s", id));

    assertThat(spec.id()).isEqualTo(id);
    assertThat(spec.version()).isEqualTo(id);
    assertThat(spec.controls().get(0).id()).isEqualTo(id);
    assertThat(spec.controls().get(0).checks().get(0).id()).isEqualTo(id);
  }

  @Test
  void a_spec_written_for_trivy_is_read() {
    Spec spec =
        spec(
            """
            ---
            spec:
              id: "0001"
              title: mine
              description: ours
              version: "1.2"
              platform: aws
              type: cis
              relatedResources:
              - https://example.com/a
              - https://example.com/b
              controls:
              - id: "1.4"
                name: first
                description: |-
                  two
                  lines
                checks:
                - id: AVD-AWS-0140
                severity: low
                defaultStatus: WARN
                commands: [{id: CMD-0001}]
              - id: "1.4"
                name: second
                checks: null
            """);

    assertThat(spec)
        .isEqualTo(
            new Spec(
                "my.yaml",
                false,
                spec.sha256(),
                "0001",
                "mine",
                "ours",
                "1.2",
                List.of("https://example.com/a", "https://example.com/b"),
                List.of(
                    new Control(
                        "1.4",
                        "first",
                        "two\nlines",
                        "LOW",
                        "WARN",
                        0,
                        true,
                        "",
                        List.of(new Spec.CheckRef("AVD-AWS-0140", Map.of(), 19)),
                        false,
                        13),
                    new Control("1.4", "second", "", "", "", 0, true, "", List.of(), true, 23))));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          checks: null                       | manual
          checks: ~                          | manual
          checks: []                         | manual
          name: no checks at all             | manual
          'name: Ask (Manual)\n    checks: [{id: iam-root-mfa}]' | manual
          'name: a manual gearbox\n    checks: [{id: iam-root-mfa}]' | automatic
          checks: [{id: iam-root-mfa}]       | automatic
          """)
  void a_control_without_checks_or_by_its_name_is_for_a_person(String lines, String expected) {
    Control control = control(lines.replace("\\n", "\n"));

    assertThat(control.manual()).isEqualTo(expected.equals("manual"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          section: 1 Identity | 0 true  1 Identity
          level: 1            | 1 true
          level: "2"          | 2 true
          level:              | 0 true
          scored: true        | 0 true
          scored: false       | 0 false
          """)
  void our_own_keys(String line, String expected) {
    Control read = control(line);

    assertThat((read.level() + " " + read.scored() + "  " + read.section()).strip())
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          90            | false | 90
          "090"         | false | 090
          true          | false | true
          a b           | false | a b
          [user, role]  | true  | user,role
          []            | true  | ''
          """)
  void a_parameter_is_a_scalar_or_a_list_of_texts(String yaml, boolean list, String texts) {
    Spec.Value value =
        control("checks: [{id: x, parameters: {name: " + yaml + "}}]")
            .checks()
            .get(0)
            .parameters()
            .get("name");

    assertThat(value.list()).isEqualTo(list);
    assertThat(String.join(",", value.texts())).isEqualTo(texts);
  }

  @Test
  void a_title_that_is_not_there_is_the_id() {
    assertThat(spec("spec: {id: x, controls: [{id: 1}]}").title()).isEqualTo("x");
  }

  @Test
  void a_byte_order_mark_is_no_part_of_the_text() {
    assertThat(spec("\uFEFFspec: {id: x, controls: [{id: 1}]}").id()).isEqualTo("x");
  }

  static Stream<Arguments> faulty() {
    return Stream.of(
        arguments(
            "no text",
            "",
            """
            my.yaml line 1: is empty -> a spec starts with `spec:`
            """),
        arguments(
            "a comment alone",
            "# nothing\n",
            """
            my.yaml line 1: is empty -> a spec starts with `spec:`
            """),
        arguments(
            "a scalar",
            "hello\n",
            """
            my.yaml line 1: there is no `spec:` -> a spec starts with `spec:` and its keys below it
            """),
        arguments(
            "a list",
            "- spec\n",
            """
            my.yaml line 1: there is no `spec:` -> a spec starts with `spec:` and its keys below it
            """),
        arguments(
            "another file",
            "controls: []\n",
            """
            my.yaml line 1: there is no `spec:` -> a spec starts with `spec:` and its keys below it
            """),
        arguments(
            "an empty spec",
            "spec:\n",
            """
            my.yaml line 1: there is no `spec:` -> a spec starts with `spec:` and its keys below it
            """),
        arguments(
            "no id",
            """
            spec:
              title: x
              controls:
              - id: 1
            """,
            """
            my.yaml line 2: the spec has no `id` -> give it one
            """),
        arguments(
            "no controls",
            """
            spec:
              id: x
            """,
            """
            my.yaml line 2: the spec has no `controls` -> list at least one
            """),
        arguments(
            "a control without id",
            """
            spec:
              id: x
              controls:
              - name: foo
              - bar
            """,
            """
            my.yaml line 4: a control has no `id` -> give it one
            my.yaml line 5: a control has no `id` -> give it one
            """),
        arguments(
            "values that are not of their kind",
            """
            spec:
              id: x
              controls:
              - id: 1
                name: [a]
              - id: 2
                severity: MID
              - id: 3
                level: 3
              - id: 4
                scored: yes
            """,
            """
            my.yaml line 5: `name` is not text -> write one value
            my.yaml line 7: severity `MID` is not known -> write CRITICAL, HIGH, MEDIUM or LOW
            my.yaml line 9: level `3` is not known -> write 1 or 2
            my.yaml line 11: scored is `yes` -> write true or false
            """),
        arguments(
            "checks and parameters of the wrong shape",
            """
            spec:
              id: x
              controls:
              - id: 1
                checks: AVD-AWS-0142
              - id: 2
                checks:
                - AVD-AWS-0142
                - id: iam-root-usage
                  parameters: 90
                - id: iam-root-usage
                  parameters:
                  - withinDays: 90
                - id: iam-root-usage
                  parameters:
                    withinDays: {days: 90}
            """,
            """
            my.yaml line 5: `checks` is not a list -> write `- ` items below it
            my.yaml line 8: a check has no `id` -> write `- id: ...` below `checks:`
            my.yaml line 10: `parameters` is not a mapping -> write `name: value` lines
            my.yaml line 13: `parameters` is not a mapping -> write `name: value` lines
            my.yaml line 16: a parameter is neither a value nor a list of values -> write one of them
            """),
        arguments(
            "a key given twice",
            """
            spec:
              id: x
              title: a
              controls:
              - id: 1
                severity: LOW
                severity: HIGH
              title: b
            """,
            """
            my.yaml line 7: key `severity` is there already, in line 6 -> keep one of them
            my.yaml line 8: key `title` is there already, in line 3 -> keep one of them
            """),
        arguments(
            "aliases",
            """
            spec:
              id: &a x
              title: *a
              controls: &c [*c]
            """,
            """
            my.yaml line 2: an anchor `&a` is not allowed -> leave it out
            my.yaml line 3: alias `*a` is not allowed -> write the value out
            my.yaml line 4: an anchor `&c` is not allowed -> leave it out
            my.yaml line 4: alias `*c` is not allowed -> write the value out
            """),
        arguments(
            "a merged alias",
            """
            base: &b {severity: LOW}
            spec:
              id: x
              controls:
              - id: 1
                <<: *b
            """,
            """
            my.yaml line 1: an anchor `&b` is not allowed -> leave it out
            my.yaml line 6: alias `*b` is not allowed -> write the value out
            """),
        arguments(
            "tags",
            """
            spec: !foo
              id: !!binary eA==
              title: !!javax.script.ScriptEngineManager [x]
              version: !!str 1
            """,
            """
            my.yaml line 1: a YAML tag is not allowed -> leave the `!...` out; every value is text
            my.yaml line 2: a YAML tag is not allowed -> leave the `!...` out; every value is text
            my.yaml line 3: a YAML tag is not allowed -> leave the `!...` out; every value is text
            my.yaml line 4: a YAML tag is not allowed -> leave the `!...` out; every value is text
            """),
        arguments(
            "two documents",
            """
            spec: {id: x, controls: [{id: 1}]}
            ---
            spec: {id: y, controls: [{id: 2}]}
            """,
            """
            my.yaml line 2: a second document starts -> put each spec into a file of its own
            """),
        arguments(
            "a tab",
            """
            spec:
            	id: x
            """,
            """
            my.yaml line 2: is not YAML: found character '\\t(TAB)' that cannot start any token.\
             (Do not use \\t(TAB) for indentation) -> check the indentation and quotes there
            """),
        arguments(
            "an open quote",
            """
            spec:
              id: "x
            """,
            """
            my.yaml line 3: is not YAML: found unexpected end of stream\
             -> check the indentation and quotes there
            """),
        arguments(
            "22 levels",
            "[".repeat(22) + "]".repeat(22),
            """
            my.yaml line 1: nests deeper than 20 levels\
             -> check where a bracket or quote is left open
            """),
        arguments(
            "a byte more than 1 MiB",
            "#".repeat(1024 * 1024 + 1),
            """
            my.yaml: is larger than 1 MiB -> split it
            """));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faulty")
  void a_faulty_spec_is_refused_with_every_place_and_cure(
      String what, String yaml, String expected) {
    assertThat(Faults.usage(() -> spec(yaml))).isEqualTo(expected);
  }

  @Test
  void the_limits_themselves_are_allowed() {
    String deep = "spec: {id: x, controls: [{id: 1, x: " + "[".repeat(16) + "]".repeat(16) + "}]} ";
    String text = deep + "#".repeat(1024 * 1024 - deep.length());

    assertThat(spec(text).id()).isEqualTo("x");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void only_utf_8_is_text(String what, byte[] bytes) {
    assertThat(Faults.usage(() -> SpecReader.parse("my.yaml", false, bytes)))
        .isEqualTo("my.yaml: is not UTF-8 text -> save it again as UTF-8\n");
  }

  static Stream<Arguments> only_utf_8_is_text() {
    return Stream.of(
        arguments("Latin 1", "spec: {id: café}".getBytes(ISO_8859_1)),
        arguments("UTF-16", "spec: {id: x}".getBytes(UTF_16)),
        arguments("an overlong slash", new byte[] {'a', (byte) 0xC0, (byte) 0xAF}),
        arguments("half a pair", new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}));
  }

  @Test
  void an_unknown_name_is_told_the_known_ones() {
    assertThat(Faults.usage(() -> SpecReader.read("mine")))
        .isEqualTo(
            "there is no spec `mine` -> built in are awscis1.2, awscis1.4, cis-aws-1.1,"
                + " aws-cis-1.2, aws-cis-1.4; a file of your own is `@path/to/spec.yaml`\n");
  }

  @Test
  void a_file_that_cannot_be_read_is_named(@TempDir Path directory) {
    for (Path file : List.of(directory, directory.resolve("gone.yaml"))) {
      assertThat(Faults.usage(() -> SpecReader.read("@" + file)))
          .isEqualTo("cannot read the spec `" + file + "` -> check the path behind the `@`\n");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "awscis1.2,   0001, awscis1.2, 33",
    "aws-cis-1.2, 0001, awscis1.2, 33",
    "awscis1.4,   0001, awscis1.4, 37",
    "aws-cis-1.4, 0001, awscis1.4, 37"
  })
  void trivys_profiles_ship(String name, String id, String title, int controls) {
    Spec spec = SpecReader.read(name);

    assertThat(spec.builtIn()).isTrue();
    assertThat(spec.id()).isEqualTo(id);
    assertThat(spec.title()).isEqualTo(title);
    assertThat(spec.controls()).hasSize(controls).noneMatch(Control::manual);
    assertThat(spec.hasLevels()).isFalse();
  }

  @Test
  void the_benchmark_ships_whole() {
    List<Control> controls = SpecReader.read("cis-aws-1.1").controls();

    assertThat(controls).hasSize(52).allMatch(control -> !control.section().isEmpty());
    assertThat(controls.stream().filter(Control::scored)).hasSize(47);
    assertThat(controls.stream().filter(control -> control.level() == 2)).hasSize(13);
    assertThat(controls.stream().filter(control -> control.level() == 1)).hasSize(39);
    assertThat(controls.stream().map(Control::id)).doesNotHaveDuplicates();
  }

  @Test
  void awscis12_has_the_rows_of_trivys_sample_table() throws Exception {
    try (InputStream in = Spec.class.getResourceAsStream("/dev/assay/report/seed-table.txt")) {
      List<String> expected =
          new String(in.readAllBytes(), UTF_8)
              .lines()
              .filter(line -> line.startsWith("│ ") && !line.contains("Control Name"))
              .map(line -> line.split(" *│ *"))
              .map(cells -> cells[1] + " " + cells[2] + " " + cells[3])
              .toList();

      assertThat(SpecReader.read("awscis1.2").controls())
          .extracting(c -> c.id() + " " + c.severity() + " " + c.name())
          .isEqualTo(expected);
    }
  }

  @Test
  void awscis14_has_two_controls_with_one_id_side_by_side() {
    assertThat(SpecReader.read("awscis1.4").controls())
        .extracting(c -> c.id() + " " + c.name())
        .containsSequence("1.4 enforce-user-mfa", "1.4 no-root-access-keys");
  }

  /** A control with id 1 and these lines. */
  private static Control control(String lines) {
    return spec("spec:\n  id: x\n  controls:\n  - id: 1\n    " + lines + "\n").controls().get(0);
  }
}
