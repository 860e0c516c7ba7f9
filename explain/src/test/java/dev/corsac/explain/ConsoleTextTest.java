package dev.corsac.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.browser.Browser;
import dev.corsac.browser.Call;
import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Outcome;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Response;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Firefox's lines for values of Access-Control-Allow-Origin, as ESR 153.8 writes them (recorded with ./record-browsers). */
class ConsoleTextTest {

    private static final String PAGE = "https://shop.example.com";
    private static final String URL = "https://api.example.com/cart";
    private static final String UNREAD =
            "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at " + URL
                    + ". (Reason: CORS request did not succeed). Status code: (null).";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            quoteCharacter = '"',
            value = {
                // value of each line; credentials mode; address; reason
                "none             | omit    | plain  | CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 200",
                "\"\"             | omit    | plain  | CORS header ‘Access-Control-Allow-Origin’ does not match ‘’)",
                "\"\"             | include | plain  | CORS header ‘Access-Control-Allow-Origin’ does not match ‘’)",
                "https://a.example| omit    | plain  | CORS header ‘Access-Control-Allow-Origin’ does not match ‘https://a.example’)",
                "*                | include | quoted | Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’)",
                "*;*              | omit    | plain  | Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed)"
            })
    void firefox_writes_about_a_value(@Nullable String lines, String credentials, String address, String reason) {
        for (boolean preflighted : new boolean[] {false, true}) {
            Call call = Call.fetch(PAGE, preflighted ? "PUT" : "GET", URL)
                    .withCredentials(CredentialsMode.valueOf(credentials.toUpperCase(java.util.Locale.ROOT)));
            List<Header> headers = lines == null
                    ? List.of()
                    : Arrays.stream(lines.split(";", -1))
                            .map(value -> new Header("Access-Control-Allow-Origin", value))
                            .toList();
            Outcome outcome = Browser.of(Engine.FIREFOX).fetch(call, request -> Response.of(200, Headers.of(headers)));
            String first =
                    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at "
                            + (address.equals("quoted") ? "‘" + URL + "’" : URL) + ". (Reason: " + reason + ".";
            assertThat(ConsoleText.of((Outcome.Blocked) outcome))
                    .isEqualTo(preflighted ? List.of(first, UNREAD) : List.of(first));
        }
    }
}
