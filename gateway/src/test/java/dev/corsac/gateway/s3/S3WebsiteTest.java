package dev.corsac.gateway.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corsac.gateway.RequestMetadata;
import dev.corsac.http.Body;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3WebsiteTest {

    private static final Instant STORED = Instant.parse("2026-11-01T08:09:10Z");
    private static final RequestMetadata ARRIVAL =
            new RequestMetadata(STORED, "0a1b2c3d-0000-4000-8000-000000000000", "127.0.0.1");

    private final Map<String, S3Object> objects = Map.of(
            "index.html", object("home", "text/html"),
            "docs/index.html", object("docs", "text/html"),
            "a b.css", object("css", "text/css"),
            "error.html", object("oops", "text/html"));

    private static S3Object object(String text, String type) {
        return new S3Object(Body.of(text), type, "\"tag-" + text + "\"", STORED);
    }

    private Response ask(String method, String path, Headers headers, @Nullable String errorDocument) {
        return new S3Website(objects::get, "index.html", errorDocument)
                .respond(Request.of(method, "http://shop.localhost" + path, headers), ARRIVAL)
                .response();
    }

    private Response get(String path) {
        return ask("GET", path, Headers.EMPTY, "error.html");
    }

    @ParameterizedTest
    @CsvSource({
        "/,                 200, home",
        "/index.html,       200, home",
        "/?query=ignored,   200, home",
        "/docs/,            200, docs",
        "/docs,             302, ''",
        "/a%20b.css,        200, css",
        "/a+b.css,          404, oops",
        "/missing,          404, oops",
        "/docs/missing/,    404, oops",
        "/../secret,        404, oops",
    })
    void index_and_error_documents_stand_in(String path, int status, String body) {
        Response response = get(path);
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.body().text()).isEqualTo(body);
    }

    @Test
    void an_object_comes_with_its_type_tag_and_date_and_no_cors_header() {
        Response response = ask("GET", "/a%20b.css", Headers.of("Origin", "https://other.example"), "error.html");
        assertThat(response.headers().names())
                .containsExactly("x-amz-id-2", "x-amz-request-id", "server", "last-modified", "etag", "content-type");
        assertThat(response.headers().first("Content-Type")).isEqualTo("text/css");
        assertThat(response.headers().first("ETag")).isEqualTo("\"tag-css\"");
        assertThat(response.headers().first("Last-Modified")).isEqualTo("Sun, 01 Nov 2026 08:09:10 GMT");
    }

    @Test
    void a_known_tag_gets_304() {
        Headers known = Headers.of("If-None-Match", "W/\"x\", \"tag-home\"");
        Response response = ask("GET", "/", known, null);
        assertThat(response.status()).isEqualTo(304);
        assertThat(response.body().isEmpty()).isTrue();
        assertThat(ask("GET", "/docs/", known, null).status()).isEqualTo(200);
    }

    @Test
    void a_folder_redirects_by_path_alone() {
        assertThat(get("/docs").headers().first("Location")).isEqualTo("/docs/");
    }

    @Test
    void head_has_the_length_and_no_body() {
        Response response = ask("HEAD", "/", Headers.EMPTY, null);
        assertThat(response.headers().first("Content-Length")).isEqualTo("4");
        assertThat(response.body().isEmpty()).isTrue();
    }

    @Test
    void a_missing_error_document_is_told_too_and_keys_are_escaped() {
        Response response = ask("GET", "/%3Cscript%3E", Headers.EMPTY, "none.html");
        assertThat(response.status()).isEqualTo(404);
        assertThat(response.body().text())
                .contains("<li>Key: &lt;script&gt;</li>", "<li>Key: none.html</li>", "Custom Error Document")
                .doesNotContain("<script>");
    }

    @Test
    void the_error_documents_headers_name_the_cause_without_breaking_the_line() {
        Response response = get("/a%0d%0ab");
        assertThat(response.headers().first("x-amz-error-code")).isEqualTo("NoSuchKey");
        assertThat(response.headers().first("x-amz-error-detail-Key")).isEqualTo("a??b");
    }

    @ParameterizedTest
    @CsvSource({"POST, 405, MethodNotAllowed", "DELETE, 405, MethodNotAllowed", "OPTIONS, 403, CORS is not enabled"})
    void other_methods_are_refused_without_cors_headers(String method, int status, String code) {
        Response response = ask(method, "/", Headers.of("Origin", "https://other.example"), "error.html");
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.body().text()).contains(code);
        assertThat(response.headers().names()).noneMatch(name -> name.startsWith("access-control"));
    }

    @Test
    void an_index_document_is_a_file_name() {
        assertThatThrownBy(() -> new S3Website(objects::get, "docs/index.html", null))
                .hasMessageContaining("docs/index.html");
    }
}
