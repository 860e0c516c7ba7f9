package dev.corsac.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corsac.local.function.AwsClient;
import dev.corsac.local.function.LogReader;
import dev.corsac.local.watch.FileFingerprint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a function's processes are started from, and what they write. */
class FunctionFilesTest {

    @TempDir
    Path folder;

    @Test
    void a_stamp_is_another_after_each_kind_of_change() throws Exception {
        Path classes = folder.resolve("classes");
        Path file = classes.resolve("a/B.class");
        Set<FileFingerprint> stamps = new HashSet<>();
        stamps.add(FileFingerprint.of(List.of(classes)));
        Files.createDirectories(classes.resolve("a"));
        Files.writeString(file, "1");
        FileTime time = Files.getLastModifiedTime(file);
        stamps.add(FileFingerprint.of(List.of(classes)));
        Files.writeString(file, "22");
        Files.setLastModifiedTime(file, time);
        stamps.add(FileFingerprint.of(List.of(classes)));
        Files.setLastModifiedTime(file, FileTime.fromMillis(time.toMillis() + 1));
        FileFingerprint before = FileFingerprint.of(List.of(classes));
        stamps.add(before);
        assertThat(FileFingerprint.of(List.of(classes))).isEqualTo(before);
        Path renamed = Files.move(file, classes.resolve("a/C.class"));
        stamps.add(FileFingerprint.of(List.of(classes)));
        Files.writeString(file, "another");
        stamps.add(FileFingerprint.of(List.of(classes)));
        Files.delete(renamed);
        stamps.add(FileFingerprint.of(List.of(classes)));
        assertThat(stamps).hasSize(7);
    }

    private static List<String> read(boolean framed, byte[] bytes, int atOnce) {
        List<String> lines = new ArrayList<>();
        InputStream slow = new ByteArrayInputStream(bytes) {
            @Override
            public int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(length, atOnce));
            }
        };
        new LogReader(framed, lines::add, () -> {}).read(slow);
        return lines;
    }

    @Test
    void a_log_is_read_line_by_line_and_a_line_without_end_in_pieces() {
        String text = "one\n\ntwo\r\nthree\rfour " + "x".repeat(LogReader.LONGEST) + "\nlast \u00e9";
        for (int atOnce : List.of(1, 7, 100_000)) {
            assertThat(read(false, text.getBytes(StandardCharsets.UTF_8), atOnce))
                    .containsExactly(
                            "one",
                            "",
                            "two",
                            "three",
                            "four " + "x".repeat(LogReader.LONGEST - 5),
                            "xxxxx",
                            "last \u00e9");
        }
    }

    @Test
    void a_line_is_cut_between_characters() {
        byte[] text = ("x".repeat(LogReader.LONGEST - 2) + "\ud83e\udd8ay").getBytes(StandardCharsets.UTF_8);
        assertThat(read(false, text, 1000)).containsExactly("x".repeat(LogReader.LONGEST - 2), "\ud83e\udd8ay");
    }

    private static byte[] frame(String message) {
        byte[] text = message.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(16 + text.length)
                .putInt(0xA55A0003)
                .putInt(text.length)
                .putLong(1)
                .put(text)
                .array();
    }

    @Test
    void framed_events_are_lines_of_their_own_among_text() throws IOException {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        log.write("plain\n".getBytes(StandardCharsets.UTF_8));
        log.write(frame("one"));
        log.write(frame("two\nlines\n"));
        log.write("unfinished".getBytes(StandardCharsets.UTF_8));
        log.write(frame(""));
        // U+00E5 and Z are the bytes C3 A5 5A: no frame begins in there, nor with one byte less.
        log.write("text \u00e5Z and \u00e5\n".getBytes(StandardCharsets.UTF_8));
        log.write(frame("last \u00e9"));
        for (int atOnce : List.of(1, 3, 16, 10_000)) {
            assertThat(read(true, log.toByteArray(), atOnce))
                    .containsExactly(
                            "plain", "one", "two", "lines", "unfinished", "", "text \u00e5Z and \u00e5", "last \u00e9");
        }
    }

    @Test
    void awss_client_is_refused_where_it_has_no_library() {
        for (String os : List.of("Mac OS X", "Windows 11")) {
            assertThatThrownBy(() -> new AwsClient(Functions.CLASS_PATH, os).library())
                    .isInstanceOf(LocalException.class)
                    .hasMessageContaining("only for Linux, and this is " + os + ". Leave --runtime aws out");
        }
    }
}
