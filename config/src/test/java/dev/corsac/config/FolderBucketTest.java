package dev.corsac.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.gateway.s3.S3Object;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FolderBucketTest {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    Path outside;

    private FolderBucket bucket;

    @BeforeEach
    void fill() throws IOException {
        Path folder = outside.resolve("web");
        Files.createDirectories(folder.resolve("docs"));
        Files.writeString(folder.resolve("index.html"), "home");
        Files.writeString(folder.resolve("docs/a.js"), "js");
        Files.writeString(folder.resolve("data.unknown"), "?");
        Files.writeString(outside.resolve("secret"), "secret");
        Files.createSymbolicLink(folder.resolve("link"), outside.resolve("secret"));
        bucket = new FolderBucket(folder, Map.of("config.json", "{}"), START);
    }

    private S3Object found(String key) {
        return Objects.requireNonNull(bucket.get(key), key);
    }

    @ParameterizedTest
    @CsvSource({
        "index.html,   text/html,                home",
        "docs/a.js,    text/javascript,          js",
        "data.unknown, binary/octet-stream,      ?",
        "config.json,  application/json,         {}",
    })
    void files_and_texts_are_objects_with_their_types(String key, String type, String text) {
        S3Object object = found(key);
        assertThat(object.contentType()).isEqualTo(type);
        assertThat(object.body().text()).isEqualTo(text);
    }

    @Test
    void the_tag_is_the_md5_of_the_bytes() {
        assertThat(found("index.html").etag()).isEqualTo("\"106a6c241b8797f52e1e77317b96a201\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "docs", "none", "../secret", "docs/../../secret", "/etc/hostname", "link", "a\0b"})
    void what_is_no_file_in_the_folder_is_no_object(String key) {
        assertThat(bucket.get(key)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/index.html",
                "docs//a.js",
                "docs/./a.js",
                "./index.html",
                "docs/../index.html",
                "docs/a.js/",
                "index.html//"
            })
    void a_key_is_not_normalised(String key) {
        assertThat(bucket.get(key)).isNull();
    }

    @Test
    void a_saved_file_is_the_next_one_served() throws IOException {
        Files.writeString(outside.resolve("web/index.html"), "new");
        assertThat(found("index.html").body().text()).isEqualTo("new");
    }
}
