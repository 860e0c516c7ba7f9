package dev.corsac.origins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** A snapshot is what docs/origins.md states, read here by the page only. */
class FormatTest {

    @Test
    void is_as_the_page_states_it() throws Exception {
        OriginSnapshot snapshot = new SnapshotBuilder(OriginRules.WITH_CREDENTIALS)
                .add("acme", "https://*.acme.example:*")
                .build(7, Instant.ofEpochMilli(1_764_000_000_000L));
        ByteBuffer bytes = ByteBuffer.wrap(snapshot.toBytes());
        assertThat(new String(snapshot.toBytes(), 0, 8, StandardCharsets.US_ASCII))
                .isEqualTo("CORSACOR");
        assertThat(bytes.getInt(8)).isEqualTo(1);
        assertThat(bytes.getInt(12)).isEqualTo(1 | 8);
        assertThat(bytes.getLong(16)).isEqualTo(7);
        assertThat(bytes.getLong(24)).isEqualTo(1_764_000_000_000L);
        assertThat(bytes.getLong(32)).isEqualTo(1 << 2);
        assertThat(bytes.getInt(40)).isEqualTo(1);
        assertThat(Arrays.copyOfRange(snapshot.toBytes(), 44, 56)).containsOnly(0);
        assertThat(bytes.getInt(56)).isEqualTo(checksum(snapshot.toBytes(), 64, 80));
        assertThat(bytes.getInt(60)).isEqualTo(checksum(snapshot.toBytes(), 0, 60));
        byte[] tenant = hash("acme".getBytes(StandardCharsets.UTF_8));
        byte[] origin = "https://*.acme.example:*".getBytes(StandardCharsets.US_ASCII);
        byte[] both = Arrays.copyOf(tenant, 16 + origin.length);
        System.arraycopy(origin, 0, both, 16, origin.length);
        assertThat(Arrays.copyOfRange(snapshot.toBytes(), 64, 80)).isEqualTo(hash(both));
    }

    private static int checksum(byte[] bytes, int start, int end) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes, start, end - start);
        return (int) checksum.getValue();
    }

    private static byte[] hash(byte[] bytes) throws Exception {
        return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(bytes), 16);
    }

    @Test
    void the_text_of_the_page_is_read() throws Exception {
        String page = Files.readString(Path.of("../docs/origins.md"));
        int start = page.indexOf("```text\n") + "```text\n".length();
        String text = page.substring(start, page.indexOf("```", start));
        OriginSnapshot snapshot =
                OriginsText.read(new StringReader(text), "origins.txt", OriginRules.WITH_CREDENTIALS, 1, Instant.EPOCH);
        assertThat(snapshot.size()).isEqualTo(3);
        assertThat(snapshot.contains("api.acme.example", "https://shop.acme.example"))
                .isTrue();
    }
}
