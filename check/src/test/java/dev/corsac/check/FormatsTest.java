package dev.corsac.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corsac.deployment.CheckSettings;
import dev.corsac.deployment.Place;
import dev.corsac.deployment.Suppression;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Findings as people and tools read them. */
class FormatsTest {

    private static Path bad(FindingCode code) {
        return CodeFolders.ROOT.resolve(code.code()).resolve("bad");
    }

    private static CheckResult found(FindingCode code) {
        return CodeFolders.checker(bad(code)).check();
    }

    private static @Nullable String source(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            return null;
        }
    }

    @Test
    void the_text_has_place_line_caret_call_sentence_and_fix() {
        String text = FindingsText.of(found(FindingCode.PREFLIGHT_METHOD), FormatsTest::source, false, false);
        assertThat(text).isEqualTo(bad(FindingCode.PREFLIGHT_METHOD).resolve("template.yaml") + """
:8:24: error: The response to the preflight of PUT /orders of Api does not allow PUT. Add PUT to the allowed methods of the corsConfiguration of the HTTP API. [preflight-method]
  8 |         AllowMethods: [GET, POST]
    |                        ^
  call: PUT https://api.execute-api.eu-west-1.amazonaws.com/orders from https://shop.example.com
  Chromium: Access to fetch at 'https://api.execute-api.eu-west-1.amazonaws.com/orders' from origin 'https://shop.example.com' has been blocked by CORS policy: Method PUT is not allowed by Access-Control-Allow-Methods in preflight response.
  assumed: page, call
  fix (AWS SAM):
    # in the Properties of the AWS::Serverless::HttpApi
    CorsConfiguration:
      AllowOrigins:
        - "https://shop.example.com"
      AllowMethods:
        - "GET"
        - "HEAD"
        - "POST"
        - "PUT"
      AllowHeaders:
        - "content-type"
        - "authorization"
      AllowCredentials: false

https://api.execute-api.eu-west-1.amazonaws.com is a placeholder for the origin of Api, which AWS makes.
1 error, 0 warnings, 0 notes; 1 call of 1 page checked in 3 browsers.
""");
    }

    @Test
    void a_note_names_what_it_depends_on_and_how_to_give_it() {
        String text = FindingsText.of(found(FindingCode.RESPONSE_UNKNOWN), FormatsTest::source, false, false);
        assertThat(text)
                .contains(
                        "note: Whether https://shop.example.com may read GET /orders depends on what Orders responds. Give it"
                                + " with --run, or responses.Orders in corsac.yaml. [response-unknown]")
                .doesNotContain("unknown: what Orders responds");
    }

    @ParameterizedTest
    @EnumSource(FindingCode.class)
    void every_format_has_each_finding(FindingCode code) throws Exception {
        CheckResult findings = found(code);
        int all = findings.findings().size();
        assertThat(FindingsText.of(findings, FormatsTest::source, true, true)).contains("[" + code.code() + "]");
        assertThat(FindingsJson.of(findings)).contains("\"code\": \"" + code.code() + "\"");
        assertThat(FindingsGithub.of(findings)
                        .lines()
                        .filter(line -> line.startsWith("::"))
                        .toList())
                .hasSize(all)
                .anyMatch(line -> line.contains("title=" + code.code()));
        assertThat(FindingsHtml.of(findings, "", host -> host))
                .contains("<code>" + code.code() + "</code>")
                .doesNotContain("<script");
        Document xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(FindingsJunit.of(findings, Level.NOTE))));
        NodeList failures = xml.getElementsByTagName("failure");
        assertThat(failures.getLength()).isEqualTo(all);
        assertThat(FindingsSarif.of(findings, "1.0", "https://example.com/check.html"))
                .contains("\"ruleId\": \"" + code.code() + "\"")
                .contains("\"helpUri\": \"https://example.com/check.html#" + code.code() + "\"")
                .contains("\"version\": \"2.1.0\"");
    }

    @Test
    void a_github_annotation_escapes_what_would_end_it() {
        assertThat(FindingsGithub.of(found(FindingCode.PREFLIGHT_NO_ROUTE))
                        .lines()
                        .findFirst()
                        .orElseThrow())
                .startsWith("::error file=" + bad(FindingCode.PREFLIGHT_NO_ROUTE) + "/template.yaml,line=")
                .contains(
                        ",title=preflight-no-route%3A No route takes the preflight::No route of Api takes OPTIONS /orders");
    }

    @Test
    void only_what_is_as_grave_as_the_level_fails_in_junit() {
        String xml = FindingsJunit.of(found(FindingCode.GATEWAY_ERRORS_WITHOUT_CORS), Level.ERROR);
        assertThat(xml).contains("failures=\"0\"").doesNotContain("<failure").contains("<system-out>");
    }

    @Test
    void a_fingerprint_stays_when_lines_move() {
        Finding finding = found(FindingCode.PREFLIGHT_METHOD).findings().get(0);
        Place moved = new Place(finding.place().file(), 99, 1, finding.place().address());
        Finding lower = finding.toBuilder().place(moved).build();
        assertThat(FindingsSarif.fingerprint(lower)).isEqualTo(FindingsSarif.fingerprint(finding));
    }

    /** So that a new component cannot be forgotten in the builder. */
    @Test
    void a_builder_that_begins_with_a_finding_keeps_all_of_it() {
        Finding found = found(FindingCode.PREFLIGHT_METHOD).findings().get(0);
        Finding finding = new Finding(
                found.code(),
                found.level(),
                found.place(),
                List.of(new Finding.Related(Place.NONE, "the other")),
                found.call(),
                2,
                found.engines(),
                "a component",
                "a message",
                found.fixes(),
                List.of("page"),
                List.of("Origin"));
        assertThat(finding).hasNoNullFieldsOrProperties();
        assertThat(found.engines()).isNotEmpty();
        assertThat(found.fixes()).isNotEmpty();
        assertThat(finding.toBuilder().build()).isEqualTo(finding);
    }

    @Test
    void a_baseline_leaves_out_what_it_lists_and_nothing_else() {
        CheckResult before = found(FindingCode.GATEWAY_ERRORS_WITHOUT_CORS);
        Baseline baseline = Baseline.read(Baseline.of(before));
        assertThat(baseline.applied(before).findings()).isEmpty();
        assertThat(baseline.applied(before).suppressed())
                .hasSize(before.findings().size());
        CheckResult other = found(FindingCode.PREFLIGHT_METHOD);
        assertThat(baseline.applied(other).findings()).isEqualTo(other.findings());
        assertThatThrownBy(() -> Baseline.read("# mine\nnonsense\n"))
                .hasMessage("line 2 does not begin with a fingerprint. Write the file with --write-baseline");
    }

    @Test
    void a_suppression_counts_at_its_front_address_or_line_only() {
        Path folder = bad(FindingCode.GATEWAY_ERRORS_WITHOUT_CORS);
        Integer line = found(FindingCode.GATEWAY_ERRORS_WITHOUT_CORS)
                .findings()
                .get(0)
                .place()
                .line();
        for (String at : List.of("Api", "Resources.Api", "template.yaml:" + line)) {
            CheckResult findings = suppressing(folder, "gateway-errors-without-cors", at);
            assertThat(findings.findings()).as(at).isEmpty();
            assertThat(findings.suppressed()).hasSize(1);
        }
        for (String at : List.of("Other", "Resources.Ap", "template.yaml:1")) {
            assertThat(suppressing(folder, "gateway-errors-without-cors", at).findings())
                    .as(at)
                    .extracting(Finding::code)
                    .containsExactly(FindingCode.GATEWAY_ERRORS_WITHOUT_CORS, FindingCode.SUPPRESSION_UNUSED);
        }
    }

    private static CheckResult suppressing(Path folder, String code, String at) {
        Suppression suppression =
                new Suppression(code, at, "accepted", new Place("corsac.yaml", 2, 5, "suppressions[0]"));
        return CodeFolders.checker(folder)
                .with(new CheckSettings(List.of(), List.of(), List.of(), List.of(suppression)))
                .check();
    }

    @Test
    void a_comment_beside_the_line_or_before_it_accepts_a_finding() {
        String file = bad(FindingCode.PREFLIGHT_METHOD).resolve("template.yaml").toString();
        String text = String.valueOf(source(file));
        CheckResult findings = found(FindingCode.PREFLIGHT_METHOD);
        String line = "        AllowMethods: [GET, POST]";
        String beside = text.replace(line, line + " # corsac: accept preflight-method: nobody calls PUT");
        CheckResult accepted = Comments.applied(findings, name -> beside);
        assertThat(accepted.findings()).isEmpty();
        assertThat(accepted.suppressed())
                .singleElement()
                .satisfies(each -> assertThat(
                                java.util.Objects.requireNonNull(each.by()).reason())
                        .isEqualTo("nobody calls PUT"));
        // On a line of its own it counts for the next; the finding's line is the one after it then.
        String without = text.replace(line, line + " # corsac: accept preflight-method");
        assertThat(Comments.applied(findings, name -> without).findings())
                .extracting(Finding::code)
                .containsExactly(FindingCode.PREFLIGHT_METHOD, FindingCode.SUPPRESSION_UNUSED);
        String other = text.replace(line, line + " # corsac: accept preflight-headers: never");
        assertThat(Comments.applied(findings, name -> other).findings())
                .extracting(Finding::message)
                .contains("There is no finding preflight-headers on this line. Remove the comment.");
    }
}
