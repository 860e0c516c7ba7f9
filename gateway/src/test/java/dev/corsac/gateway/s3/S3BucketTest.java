package dev.corsac.gateway.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.http.Body;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3BucketTest {

    private static final Instant STORED = Instant.parse("2026-11-01T08:09:10Z");
    private static final RequestMetadata ARRIVAL =
            new RequestMetadata(STORED, "0a1b2c3d-0000-4000-8000-000000000000", "127.0.0.1");

    private static final S3Bucket PLAIN =
            S3Bucket.of(Map.of("a b", new S3Object(Body.of("text"), "text/plain", "\"tag\"", STORED))::get);

    private static final S3Bucket SHARED =
            PLAIN.withCors(S3Cors.of(S3Cors.Rule.of(List.of("https://a.example"), List.of("GET"))));

    private static String error(S3Bucket bucket, String method, String path, String... headers) {
        return bucket.respond(Request.of(method, "https://b.s3.localhost" + path, Headers.of(headers)), ARRIVAL)
                .response()
                .body()
                .text()
                .replaceAll("<(RequestId|HostId)>[^<]+</", "<$1></");
    }

    private static String xml(String code, String message, String detail) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>" + message
                + "</Message>" + detail + "<RequestId></RequestId><HostId></HostId></Error>";
    }

    @Test
    void errors_are_xml_in_s3s_words() {
        String[] preflight = {"Origin", "https://b.example", "Access-Control-Request-Method", "PUT"};
        assertThat(error(PLAIN, "OPTIONS", "/a"))
                .isEqualTo(xml("BadRequest", "Insufficient information. Origin request header needed.", ""));
        assertThat(error(PLAIN, "OPTIONS", "/a", preflight))
                .isEqualTo(xml(
                        "AccessForbidden",
                        "CORSResponse: CORS is not enabled for this bucket.",
                        "<Method>PUT</Method><ResourceType>BUCKET</ResourceType>"));
        String notAllowed =
                "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin,"
                        + " request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by"
                        + " the resource's CORS spec.";
        assertThat(error(SHARED, "OPTIONS", "/a", preflight))
                .isEqualTo(
                        xml("AccessForbidden", notAllowed, "<Method>PUT</Method><ResourceType>OBJECT</ResourceType>"));
        assertThat(error(SHARED, "OPTIONS", "/", "Origin", "https://a.example"))
                .isEqualTo(xml(
                        "AccessForbidden", notAllowed, "<Method>OPTIONS</Method><ResourceType>BUCKET</ResourceType>"));
        assertThat(error(PLAIN, "GET", "/%3Cx%3E"))
                .isEqualTo(xml("NoSuchKey", "The specified key does not exist.", "<Key>&lt;x&gt;</Key>"));
        assertThat(error(PLAIN, "DELETE", "/a")).isEqualTo(xml("AccessDenied", "Access Denied", ""));
        assertThat(error(PLAIN, "HEAD", "/none")).isEmpty();
    }

    @Test
    void a_response_names_the_cors_configuration_as_the_maker_of_only_its_lines() {
        AttributedResponse response = SHARED.respond(
                Request.of("GET", "https://b.s3.localhost/a%20b", Headers.of("Origin", "https://a.example")), ARRIVAL);
        assertThat(response.madeBy().kind()).isEqualTo(Component.Kind.BUCKET);
        assertThat(response.corsLines())
                .hasSize(4)
                .allMatch(line -> line.madeBy().kind() == Component.Kind.BUCKET_CORS);
        assertThat(response.sources()).filteredOn(S3Wire.CORS::equals).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0,          206, t",
        "bytes=1-2,          206, ex",
        "bytes=2-99,         206, xt",
        "bytes=-99,          206, text",
        "bytes=99999999999-, 416,",
        "bytes=-0,           416,",
        "bytes=1-9223372036854775807, 206, ext",
        "bytes=-9223372036854775807,  206, text",
        "bytes=9223372036854775807-,  416,",
        "bytes=1-9223372036854775808, 200, text",
        "bytes=3-1,          200, text",
        "bytes=x-,           200, text",
        "bytes=-,            200, text",
        "items=0-1,          200, text",
    })
    void ranges_are_cut_refused_or_ignored(String range, int status, String body) {
        var response = PLAIN.respond(
                        Request.of("GET", "https://b.s3.localhost/a%20b", Headers.of("Range", range)), ARRIVAL)
                .response();
        assertThat(response.status()).isEqualTo(status);
        if (body != null) {
            assertThat(response.body().text()).isEqualTo(body);
        }
    }

    @Test
    void a_range_of_another_version_gives_the_whole() {
        Headers other = Headers.of("Range", "bytes=1-2", "If-Range", "\"x\"");
        Headers same = Headers.of("Range", "bytes=1-2", "If-Range", "\"tag\"");
        assertThat(PLAIN.respond(Request.of("GET", "https://b.s3.localhost/a%20b", other), ARRIVAL)
                        .response()
                        .status())
                .isEqualTo(200);
        assertThat(PLAIN.respond(Request.of("GET", "https://b.s3.localhost/a%20b", same), ARRIVAL)
                        .response()
                        .status())
                .isEqualTo(206);
    }
}
