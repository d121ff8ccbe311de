package dev.assay.report;

import static dev.assay.report.Made.failure;
import static dev.assay.report.Made.report;
import static dev.assay.report.Made.result;
import static dev.assay.spec.SpecText.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.aws.Call;
import dev.assay.aws.Gap;
import dev.assay.aws.Request;
import dev.assay.aws.Resource;
import dev.assay.aws.Source;
import dev.assay.check.Cause;
import dev.assay.check.Finding;
import dev.assay.evaluate.ControlResult;
import dev.assay.evaluate.ControlStatus;
import dev.assay.spec.Spec;
import dev.assay.spec.Spec.Control;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonReportTest {

  private static final Spec SPEC =
      spec(
          """
          spec:
            id: "0001"
            title: mine
            description: two words
            version: "1.10"
            relatedResources: [https://example.com/a, https://example.com/b]
            controls:
            - {id: "1.1", name: one, description: first, severity: LOW, defaultStatus: PASS}
            - {id: "1.10", name: two, severity: HIGH}
            - {id: "2", name: three}
            - {id: "2", name: four}
            - {id: "3", name: five}
            - {id: "4", name: six}
          """);

  private static List<ControlResult> results() {
    Gap gap =
        new Gap(
            Gap.Kind.DENIED,
            Request.of(Call.GET_ACCOUNT_SUMMARY),
            Source.json("x.json", ""),
            "it was denied");
    Finding unknown =
        Finding.of(
            new Resource("account", "a"),
            Cause.unknown("x", gap),
            Cause.undecided("y", "nobody knows"));
    Finding failed =
        Finding.of(
            new Resource("password", "arn:aws:iam::111122223333:user/ana", "password"),
            Cause.of("a", false, "is old"),
            Cause.of("b", true, "is long"),
            Cause.of("c", false, "is weak"));
    List<Control> controls = SPEC.controls();
    return List.of(
        result(controls.get(0), ControlStatus.PASS, 0),
        result(
            controls.get(1), ControlStatus.FAIL, "iam-stub", List.of(failed, failure("b", "", ""))),
        result(controls.get(2), ControlStatus.UNKNOWN, "AVD-AWS-0001", List.of(unknown)),
        result(controls.get(3), ControlStatus.MANUAL, 0),
        result(controls.get(4), ControlStatus.WAIVED, 1),
        result(controls.get(5), ControlStatus.NOT_APPLICABLE, 0));
  }

  @Test
  void the_summary_has_trivys_keys_and_ours_behind_them() {
    assertThat(JsonReport.summary(report(SPEC, results())))
        .isEqualTo(
            """
            {
              "ID": "0001",
              "Title": "mine",
              "SummaryControls": [
                {
                  "ID": "1.1",
                  "Name": "one",
                  "Severity": "LOW",
                  "TotalFail": 0,
                  "Status": "PASS"
                },
                {
                  "ID": "1.10",
                  "Name": "two",
                  "Severity": "HIGH",
                  "TotalFail": 2,
                  "Status": "FAIL"
                },
                {
                  "ID": "2",
                  "Name": "three",
                  "Severity": "",
                  "Status": "UNKNOWN",
                  "Cause": "it was denied; nobody knows"
                },
                {
                  "ID": "2",
                  "Name": "four",
                  "Severity": "",
                  "Status": "MANUAL"
                },
                {
                  "ID": "3",
                  "Name": "five",
                  "Severity": "",
                  "Status": "WAIVED"
                },
                {
                  "ID": "4",
                  "Name": "six",
                  "Severity": "",
                  "Status": "NOT_APPLICABLE"
                }
              ]
            }
            """);
  }

  @Test
  void the_whole_report_has_trivys_keys_and_ours_behind_them() {
    assertThat(JsonReport.all(report(SPEC, results().subList(0, 3))))
        .isEqualTo(
            """
            {
              "ID": "0001",
              "Title": "mine",
              "Description": "two words",
              "Version": "1.10",
              "RelatedResources": [
                "https://example.com/a",
                "https://example.com/b"
              ],
              "Results": [
                {
                  "ID": "1.1",
                  "Name": "one",
                  "Description": "first",
                  "DefaultStatus": "PASS",
                  "Severity": "LOW",
                  "Status": "PASS",
                  "Results": null
                },
                {
                  "ID": "1.10",
                  "Name": "two",
                  "Description": "",
                  "Severity": "HIGH",
                  "Status": "FAIL",
                  "Results": [
                    {
                      "Target": "arn:aws:iam::111122223333:user/ana password",
                      "Class": "config",
                      "Type": "cloud",
                      "MisconfSummary": {
                        "Successes": 0,
                        "Failures": 1
                      },
                      "Misconfigurations": [
                        {
                          "Type": "AWS",
                          "ID": "iam-stub",
                          "AVDID": "iam-stub",
                          "Title": "all is well",
                          "Description": "it would be bad",
                          "Message": "is old; is weak",
                          "Resolution": "mend it",
                          "Severity": "HIGH",
                          "Status": "FAIL",
                          "CauseMetadata": {
                            "Resource": "arn:aws:iam::111122223333:user/ana",
                            "Provider": "AWS",
                            "Service": "iam"
                          }
                        }
                      ]
                    },
                    {
                      "Target": "b",
                      "Class": "config",
                      "Type": "cloud",
                      "MisconfSummary": {
                        "Successes": 0,
                        "Failures": 1
                      },
                      "Misconfigurations": [
                        {
                          "Type": "AWS",
                          "ID": "iam-stub",
                          "AVDID": "iam-stub",
                          "Title": "all is well",
                          "Description": "it would be bad",
                          "Message": "",
                          "Resolution": "mend it",
                          "Severity": "HIGH",
                          "Status": "FAIL",
                          "CauseMetadata": {
                            "Resource": "b",
                            "Provider": "AWS",
                            "Service": "iam"
                          }
                        }
                      ]
                    }
                  ]
                },
                {
                  "ID": "2",
                  "Name": "three",
                  "Description": "",
                  "Severity": "",
                  "Status": "UNKNOWN",
                  "Cause": "it was denied; nobody knows",
                  "Results": null
                }
              ]
            }
            """);
  }

  @Test
  void related_resources_are_null_when_there_are_none() {
    Spec spec = spec("spec: {id: x, controls: [{id: 1}]}");

    assertThat(JsonReport.all(report(spec, List.of())))
        .isEqualTo(
            """
            {
              "ID": "x",
              "Title": "x",
              "Description": "",
              "Version": "",
              "RelatedResources": null,
              "Results": []
            }
            """);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"AVD-AWS-0142, https://avd.aquasec.com/misconfig/avd-aws-0142", "iam-root-mfa, "})
  void only_a_check_of_trivys_has_a_page_there(String name, String page) {
    List<ControlResult> results =
        List.of(
            result(
                SPEC.controls().get(0),
                ControlStatus.FAIL,
                name,
                List.of(failure("ana", "is wrong", "no"))));
    JsonNode misconfiguration =
        JsonMapper.shared()
            .readTree(JsonReport.all(report(SPEC, results)))
            .at("/Results/0/Results/0/Misconfigurations/0");

    assertThat(misconfiguration.path("ID").stringValue()).isEqualTo(name);
    assertThat(misconfiguration.path("PrimaryURL").stringValue(null)).isEqualTo(page);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\",\"Status\":\"PASS\"}",
        "back\\slash",
        "line\nend\r\ttab",
        "\u0000\u0007\u001b[2J\u007f\u009b",
        "\u202e\u2028\u2029\ufeff",
        "</script><!--",
        "Zoë 日本 𝔘"
      })
  void any_text_comes_back_from_the_json_as_it_was(String text) {
    Control control = new Control(text, text, text, text, text, 0, true, "", List.of(), false, 1);
    Spec spec = new Spec("x", false, "", text, text, text, text, List.of(text), List.of(control));
    Report report =
        report(
            spec,
            List.of(result(control, ControlStatus.FAIL, text, List.of(failure(text, text, text)))));

    JsonNode summary = JsonMapper.shared().readTree(JsonReport.summary(report));
    JsonNode all = JsonMapper.shared().readTree(JsonReport.all(report));

    for (String pointer :
        List.of(
            "/ID",
            "/Title",
            "/SummaryControls/0/ID",
            "/SummaryControls/0/Name",
            "/SummaryControls/0/Severity")) {
      assertThat(summary.at(pointer).stringValue(null)).as(pointer).isEqualTo(text);
    }
    for (String pointer :
        List.of(
            "/ID",
            "/Title",
            "/Description",
            "/Version",
            "/RelatedResources/0",
            "/Results/0/ID",
            "/Results/0/Name",
            "/Results/0/Description",
            "/Results/0/DefaultStatus",
            "/Results/0/Severity",
            "/Results/0/Results/0/Target",
            "/Results/0/Results/0/Misconfigurations/0/ID",
            "/Results/0/Results/0/Misconfigurations/0/Message",
            "/Results/0/Results/0/Misconfigurations/0/CauseMetadata/Resource")) {
      assertThat(all.at(pointer).stringValue(null)).as(pointer).isEqualTo(text);
    }
  }
}
