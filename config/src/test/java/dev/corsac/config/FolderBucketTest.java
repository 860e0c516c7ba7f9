package dev.corsac.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.gateway.s3.S3Object;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
        bucket = new FolderBucket(DiskFiles.ALL, folder, Map.of("config.json", "{}"), Map.of());
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".env",
                ".git/config",
                "docs/.env",
                "docs/../.env",
                "./.env",
                ".well-known/jwks.json",
                "docs/.x/y",
                ".git"
            })
    void what_begins_with_a_dot_is_not_an_object(String key) throws IOException {
        Path folder = outside.resolve("web");
        for (String name : List.of(".env", ".git/config", "docs/.env", ".well-known/jwks.json", "docs/.x/y")) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), "hidden");
        }
        assertThat(bucket.get(key)).isNull();
        FolderBucket open = bucket.withDotFiles(Set.of(".well-known"));
        assertThat(open.get(key) != null).isEqualTo(key.startsWith(".well-known"));
    }

    @Test
    void a_file_is_read_again_when_its_size_or_time_has_changed_and_only_then() throws IOException {
        Path page = outside.resolve("web/page.html");
        FileTime past = FileTime.from(START);
        Files.writeString(page, "one");
        Files.setLastModifiedTime(page, past);
        String etag = found("page.html").etag();
        Files.writeString(page, "two");
        Files.setLastModifiedTime(page, past);
        assertThat(found("page.html").body().text()).as("same size and time").isEqualTo("one");
        assertThat(found("page.html").etag()).isEqualTo(etag);
        Files.writeString(page, "three");
        Files.setLastModifiedTime(page, past);
        assertThat(found("page.html").body().text()).as("another size").isEqualTo("three");
        Files.writeString(page, "seven");
        Files.setLastModifiedTime(page, FileTime.from(START.plusNanos(1_000_000)));
        assertThat(found("page.html").body().text()).as("another time").isEqualTo("seven");
    }

    @Test
    void a_file_that_was_written_just_now_is_never_kept() throws IOException {
        Path page = outside.resolve("web/page.html");
        for (int i = 100; i < 200; i++) {
            Files.writeString(page, "page " + i);
            assertThat(found("page.html").body().text()).isEqualTo("page " + i);
        }
    }
}
