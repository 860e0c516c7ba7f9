package dev.corsac.explain;

import static dev.corsac.explain.Recorded.API;
import static dev.corsac.explain.Recorded.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.browser.Check;
import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.explain.ComponentInCharge.Kind;
import dev.corsac.http.Headers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DiagnoserTest {

    private static final String URL = "https://api.example.com/orders";

    private static Diagnosis diagnose(RecordedCall call) {
        return Diagnoser.diagnose(call, host -> host);
    }

    private static String text(Diagnosis diagnosis) {
        return DiagnosisText.of(List.of(diagnosis), false, false);
    }

    /** Who made a response: host, header line, body. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://a.execute-api.eu-west-1.amazonaws.com/x|Date: x|''|API_GATEWAY",
                "https://a.execute-api.eu-west-1.amazonaws.com/x|x-amz-apigw-id: x|''|REST_API",
                "https://a.execute-api.eu-west-1.amazonaws.com/x|apigw-requestid: x|''|HTTP_API",
                "https://a.execute-api.eu-west-1.amazonaws.com/x|Date: x|{\"message\":\"Missing Authentication Token\"}|REST_API",
                "https://a.execute-api.eu-west-1.amazonaws.com/x|Date: x|{\"message\":\"Internal server error\"}|REST_API",
                "https://a.execute-api.eu-west-1.amazonaws.com/x|Date: x|{\"message\":\"Internal Server Error\"}|HTTP_API",
                "https://a.execute-api.eu-west-1.amazonaws.com/x|Date: x|{\"message\":\"Not Found\"}|HTTP_API",
                "https://api.example.com/x|x-amz-apigw-id: x|''|REST_API",
                "https://api.example.com/x|apigw-requestid: x|''|HTTP_API",
                "https://a.lambda-url.us-east-1.on.aws/|Date: x|''|FUNCTION_URL",
                "https://api.example.com/x|Server: awselb/2.0|''|LOAD_BALANCER",
                "https://lb-1.eu-west-1.elb.amazonaws.com/x|Date: x|''|LOAD_BALANCER",
                "https://b.s3.eu-west-1.amazonaws.com/k|Date: x|''|S3",
                "https://s3.amazonaws.com/b/k|Date: x|''|S3",
                "https://b.s3-website.eu-west-1.amazonaws.com/k|Server: AmazonS3|''|S3_WEBSITE",
                "https://cdn.example.com/k|Server: AmazonS3|''|S3",
                "https://d1.cloudfront.net/x|Server: CloudFront|''|CLOUDFRONT",
                "https://cdn.example.com/x|X-Cache: Error from cloudfront|''|CLOUDFRONT",
                "https://p.auth.eu-west-1.amazoncognito.com/login|Date: x|''|COGNITO",
                "http://localhost:3000/x|Date: x|''|LOCAL_SERVER",
                "http://127.0.0.1:8080/x|Date: x|''|LOCAL_SERVER",
                "https://api.example.com/x|Date: x|Invalid CORS request|SPRING",
                "https://api.example.com/x|Date: x|''|SERVER",
            })
    void the_component_is_known_by_its_host_its_headers_and_its_errors(
            String url, String header, String body, Kind kind) {
        int colon = header.indexOf(": ");
        Diagnosis diagnosis = diagnose(Recorded.exchanges(
                "GET", url, Recorded.get(url, 500, body, header.substring(0, colon), header.substring(colon + 2))));
        assertThat(diagnosis.component().kind()).isEqualTo(kind);
        assertThat(diagnosis.fixes()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403|x-amzn-ErrorType: MissingAuthenticationTokenException|no-options-method|SAM",
                "401|x-amzn-ErrorType: UnauthorizedException|authorizer-on-options|SAM",
                "500|x-amz-apigw-id: a|mock-with-binary-media-types|STEPS",
                "502|x-amz-apigw-id: a|function-failed|STEPS",
                "404|apigw-requestid: a|no-cors-configuration|SAM",
                "500|apigw-requestid: a|function-failed|STEPS",
                "504|x-amz-apigw-id: a|timeout|STEPS",
                "429|x-amz-apigw-id: a|throttled|STEPS",
            })
    void a_preflight_that_fails_is_reported_as_that(int status, String header, String cause, FixForm form) {
        int colon = header.indexOf(": ");
        Diagnosis diagnosis = diagnose(Recorded.exchanges(
                "PUT",
                API,
                Recorded.preflight(API, status, "", header.substring(0, colon), header.substring(colon + 2))));
        assertThat(diagnosis.code()).isEqualTo("preflight-status");
        assertThat(diagnosis.summary())
                .contains("OPTIONS", String.valueOf(status))
                .doesNotContain("Access-Control");
        assertThat(diagnosis.causes().get(0).code()).isEqualTo(cause);
        assertThat(diagnosis.fixes().get(0).form()).isEqualTo(form);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void what_a_message_does_not_state_is_not_shown_as_seen(Engine engine) {
        Diagnosis diagnosis = diagnose(Recorded.message(engine, null, null, URL, Check.PREFLIGHT_STATUS, true, "", 0));
        assertThat(diagnosis.assumed()).contains("page", "method", "credentials");
        assertThat(diagnosis.engines().values()).allMatch(EngineOutcome::isBlocked);
        String text = text(diagnosis);
        assertThat(text)
                .contains("(status not in the text)", "(page not in the text)")
                .doesNotContain(".invalid", "✗ 299", "code: 299", "599", "x-unknown");
        String json = DiagnosisJson.of(List.of(diagnosis));
        assertThat(json)
                .contains("\"page\": null", "\"method\": null", "\"status\": null")
                .doesNotContain(".invalid", "x-unknown");
        assertThat(DiagnosisHtml.of(List.of(diagnosis))).doesNotContain(".invalid", "x-unknown");
    }

    @Test
    void a_made_up_page_takes_the_scheme_of_the_url() {
        Diagnosis diagnosis = diagnose(Recorded.message(
                Engine.FIREFOX, null, null, "http://api.example.com/x", Check.ALLOW_ORIGIN_MISSING, null, "", 200));
        assertThat(diagnosis.code()).isEqualTo("allow-origin-missing");
        assertThat(diagnosis.engines().values()).allMatch(each -> "allow-origin-missing".equals(each.check()));
    }

    @Test
    void two_values_are_two_values_though_firefox_calls_them_a_mismatch() {
        Diagnosis diagnosis = diagnose(Recorded.message(
                Engine.FIREFOX,
                null,
                null,
                "https://abc.lambda-url.us-east-1.on.aws/",
                Check.ALLOW_ORIGIN_MISMATCH,
                null,
                "*, https://viewer.example.edu/",
                0));
        assertThat(diagnosis.code()).isEqualTo("allow-origin-multiple");
        assertThat(diagnosis.causes().get(0).code()).isEqualTo("url-and-function");
        assertThat(diagnosis.fixes()).hasSize(1);
        assertThat(diagnosis.fixes().get(0).text()).startsWith("Remove one of the two");
    }

    @Test
    void a_redirect_to_a_login_is_the_redirecting_servers() {
        String login = "https://shop.auth.eu-west-1.amazoncognito.com/login";
        Diagnosis diagnosis = diagnose(Recorded.exchanges(
                "GET",
                "https://d1.cloudfront.net/data.json",
                Recorded.get(
                        "https://d1.cloudfront.net/data.json",
                        302,
                        "",
                        "Location",
                        login,
                        "Access-Control-Allow-Origin",
                        SHOP),
                Recorded.get(login, 200, "")));
        assertThat(diagnosis.component().kind()).isEqualTo(Kind.CLOUDFRONT);
        assertThat(diagnosis.causes().get(0).code()).isEqualTo("session-expired");
        assertThat(diagnosis.fixes().get(0).text())
                .startsWith("At https://d1.cloudfront.net/data.json: respond to a call of a script with 401");
    }

    @Test
    void each_hop_is_checked() {
        Diagnosis diagnosis = diagnose(Recorded.exchanges(
                "GET",
                "http://api.example.com/a",
                Recorded.get("http://api.example.com/a", 301, "", "Location", "/a/"),
                Recorded.get("http://api.example.com/a/", 200, "", "Access-Control-Allow-Origin", "*")));
        // From a page under https the first hop is mixed content.
        assertThat(diagnosis.code()).isEqualTo("mixed-content");
        diagnosis = diagnose(Recorded.exchanges(
                "GET",
                "https://api.example.com/a",
                Recorded.get("https://api.example.com/a", 301, "", "Location", "/a/"),
                Recorded.get("https://api.example.com/a/", 200, "", "Access-Control-Allow-Origin", "*")));
        assertThat(diagnosis.code()).isEqualTo("allow-origin-missing");
        assertThat(diagnosis.summary()).contains("a redirect (301) to https://api.example.com/a/");
        assertThat(diagnosis.fixes().get(0).text())
                .isEqualTo("Call the URL without the redirect: fetch(\"https://api.example.com/a/\")");
    }

    @Test
    void a_preflight_that_is_not_there_is_assumed_and_named() {
        RecordedCall call = RecordedCall.builder(RecordedCall.Source.HEADERS, new InputPlace("-", 1, 1))
                .page(SHOP)
                .method("POST")
                .url(URL)
                .requestHeaders(Headers.of("Content-Type", "application/json"))
                .exchanges(new RecordedExchange(
                        "POST",
                        URL,
                        Headers.of("Origin", SHOP, "Content-Type", "application/json"),
                        200,
                        Headers.of("Access-Control-Allow-Origin", SHOP),
                        ""))
                .build();
        Diagnosis diagnosis = diagnose(call);
        assertThat(diagnosis.code()).isEqualTo("allowed");
        assertThat(diagnosis.assumed()).contains("preflight");
        assertThat(diagnosis.fixes().get(0).text())
                .contains(" -X OPTIONS ", "'Access-Control-Request-Method: POST'")
                .contains("'Access-Control-Request-Headers: content-type'");
    }

    @Test
    void a_response_without_its_request_says_that_the_request_is_assumed() {
        RecordedExchange response =
                new RecordedExchange("", "", Headers.EMPTY, 204, Headers.of("Access-Control-Allow-Origin", SHOP), "");
        Diagnosis diagnosis = diagnose(Recorded.exchanges("PUT", URL, response));
        assertThat(diagnosis.assumed()).contains("request");
        assertThat(diagnosis.code()).isEqualTo("method");
        assertThat(diagnosis.seen().get(0).method()).isNull();
        assertThat(text(diagnosis)).contains("1. (method not recorded) " + URL);
    }

    @Test
    void a_get_that_asks_as_preflights_do_is_called_what_it_is() {
        RecordedExchange get = new RecordedExchange(
                "GET",
                URL,
                Headers.of("Origin", SHOP, "Access-Control-Request-Method", "PUT"),
                200,
                Headers.of("Access-Control-Allow-Origin", "*"),
                "");
        assertThat(diagnose(Recorded.exchanges("GET", URL, get)).notes())
                .anyMatch(note -> note.startsWith("This GET has the header Access-Control-Request-Method"));
    }

    @Test
    void a_request_without_an_origin_says_nothing_about_the_page() {
        RecordedExchange get =
                new RecordedExchange("GET", URL, Headers.of("Host", "api.example.com"), 200, Headers.EMPTY, "");
        RecordedCall call = RecordedCall.builder(RecordedCall.Source.HEADERS, new InputPlace("-", 1, 1))
                .method("GET")
                .url(URL)
                .exchanges(get)
                .build();
        Diagnosis diagnosis = diagnose(call);
        assertThat(diagnosis.code()).isEqualTo("no-origin-sent");
        assertThat(diagnosis.isBlocked()).isFalse();
        assertThat(diagnosis.fixes().get(0).text()).contains("curl -si -H 'Origin: https://your-page.example'");
    }

    @Test
    void credentials_that_nothing_shows_are_assumed_and_both_modes_diagnosed() {
        Diagnosis diagnosis = diagnose(
                Recorded.exchanges("GET", URL, Recorded.get(URL, 200, "", "Access-Control-Allow-Origin", "*")));
        assertThat(diagnosis.code()).isEqualTo("allowed");
        assertThat(diagnosis.assumed()).containsExactly("credentials");
        assertThat(diagnosis.withCredentials().values()).allMatch(EngineOutcome::isBlocked);
    }

    @Test
    void a_failed_call_is_taken_to_have_credentials_if_only_that_explains_it() {
        RecordedExchange preflight = Recorded.preflight(
                URL, 204, "", "Access-Control-Allow-Origin", "*", "Access-Control-Allow-Methods", "*");
        RecordedExchange call =
                new RecordedExchange("PUT", URL, Headers.of("Origin", SHOP), 0, Headers.EMPTY, "net::ERR_FAILED");
        RecordedCall har = RecordedCall.builder(RecordedCall.Source.HAR, new InputPlace("a.har", 0, 0))
                .engine(Engine.CHROMIUM)
                .page(SHOP)
                .method("PUT")
                .url(URL)
                .exchanges(preflight, call)
                .build();
        Diagnosis diagnosis = diagnose(har);
        assertThat(diagnosis.code()).isEqualTo("allow-origin-wildcard");
        assertThat(diagnosis.credentials()).isEqualTo(CredentialsMode.INCLUDE);
        assertThat(diagnosis.notes()).contains("Taken for a call with credentials: only then is it blocked.");
    }

    @ParameterizedTest
    @CsvSource({
        "net::ERR_CONNECTION_REFUSED,connection-refused",
        "net::ERR_CERT_AUTHORITY_INVALID,certificate",
        "net::ERR_NAME_NOT_RESOLVED,dns",
        "net::ERR_BLOCKED_BY_CLIENT,extension",
        "net::ERR_FAILED,response-withheld"
    })
    void a_failure_that_is_not_cors_is_named(String error, String code) {
        RecordedCall har = RecordedCall.builder(RecordedCall.Source.HAR, new InputPlace("a.har", 0, 0))
                .engine(Engine.CHROMIUM)
                .page(SHOP)
                .method("GET")
                .url(URL)
                .exchanges(new RecordedExchange("GET", URL, Headers.EMPTY, 0, Headers.EMPTY, error))
                .build();
        Diagnosis diagnosis = diagnose(har);
        assertThat(diagnosis.code()).isEqualTo(code);
        assertThat(diagnosis.isBlocked()).isTrue();
        assertThat(diagnosis.fixes()).isNotEmpty();
    }

    @Test
    void a_refusal_by_corsacs_policy_names_the_function_and_the_place() {
        LocalKnowledge local = new LocalKnowledge(
                null,
                List.of(),
                true,
                new PolicyRefusal(
                        "account", "allow " + SHOP, "ALLOWED_ORIGINS", SHOP, new InputPlace("corsac.yaml", 60, 0)));
        Diagnosis diagnosis =
                Diagnoser.of(host -> host).diagnose(Recorded.exchanges("GET", URL, Recorded.get(URL, 200, "")), local);
        assertThat(diagnosis.component().kind()).isEqualTo(Kind.POLICY);
        assertThat(diagnosis.fixes().get(0).text())
                .isEqualTo(
                        "If the page is yours, add https://shop.example.com to ALLOWED_ORIGINS of the function account"
                                + " (corsac.yaml:60).");
    }

    @ParameterizedTest
    @CsvSource({"patch,PATCH", "Patch,PATCH"})
    void a_method_in_lower_case_is_the_pages(String method, String right) {
        Diagnosis diagnosis =
                diagnose(Recorded.message(Engine.CHROMIUM, SHOP, null, URL, Check.METHOD, true, method, 0));
        assertThat(diagnosis.component().kind()).isEqualTo(Kind.PAGE);
        assertThat(diagnosis.fixes()).hasSize(1);
        assertThat(diagnosis.fixes().get(0).text()).contains("method: \"" + right + "\"");
    }

    /** Every code of the readers has words, a component and something to do. */
    @ParameterizedTest
    @EnumSource(MessageCode.class)
    void every_error_has_words_and_a_fix(MessageCode code) {
        RecordedCall call = RecordedCall.builder(RecordedCall.Source.MESSAGE, new InputPlace("-", 1, 1))
                .engine(Engine.CHROMIUM)
                .page(SHOP)
                .url(URL)
                .error(new BrowserError(
                        Engine.CHROMIUM, code.code(), code.check(), null, "", 0, null, List.of("as it was read")))
                .build();
        Diagnosis diagnosis = diagnose(call);
        assertThat(diagnosis.code()).isEqualTo(code.code());
        assertThat(diagnosis.summary()).isNotBlank().doesNotContain("null");
        assertThat(diagnosis.fixes()).isNotEmpty();
        assertThat(diagnosis.fixes().get(0).text()).isNotBlank().doesNotContain("null");
        boolean isConnection = code.check() == Check.CONNECTION || code == MessageCode.AUTHORIZATION_WILDCARD;
        if (code.check() == null && code != MessageCode.AUTHORIZATION_WILDCARD) {
            assertThat(OtherErrors.text(situation(code)))
                    .as("words of its own")
                    .isNotEqualTo(OtherErrors.text(situation(MessageCode.CONNECTION)));
        }
        assertThat(isConnection || !diagnosis.engines().isEmpty()).isTrue();
    }

    private static Situation situation(MessageCode code) {
        return new Situation(
                null,
                code.code(),
                null,
                0,
                "",
                List.of(),
                SHOP,
                null,
                null,
                URL,
                URL,
                false,
                Headers.EMPTY,
                "",
                List.of(),
                List.of(),
                Headers.EMPTY);
    }
}
