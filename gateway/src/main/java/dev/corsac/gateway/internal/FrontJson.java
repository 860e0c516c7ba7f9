package dev.corsac.gateway.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as the fronts read and write it. */
public final class FrontJson {

    public static final JsonFactory FACTORY =
            JsonFactory.builder().disable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** A buffer that grew past this is not kept: bodies come in megabytes, events in kilobytes. */
    private static final int KEPT = 1 << 16;

    private static final ThreadLocal<@Nullable Scratch> SCRATCH = new ThreadLocal<>();

    private FrontJson() {}

    private static final class Scratch extends ByteArrayOutputStream {
        private boolean inUse;

        Scratch() {
            super(4096);
        }

        int capacity() {
            return buf.length;
        }
    }

    public interface Writing {
        void to(JsonGenerator json) throws IOException;
    }

    /** Returns what is written. The buffer that it grows in is the thread's, so that an event costs its own bytes and no more. */
    public static byte[] write(Writing writing) {
        Scratch kept = SCRATCH.get();
        Scratch bytes = kept == null || kept.inUse ? new Scratch() : kept;
        bytes.inUse = true;
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            writing.to(json);
            json.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("writing JSON to memory", e);
        } finally {
            bytes.reset();
            bytes.inUse = false;
            SCRATCH.set(bytes.capacity() > KEPT ? null : bytes);
        }
    }

    /** Writes the object, or {@code null} where there are no entries: so do API Gateway's events. */
    public static void writeMap(JsonGenerator json, String field, Map<String, String> entries) throws IOException {
        if (entries.isEmpty()) {
            json.writeNullField(field);
            return;
        }
        json.writeObjectFieldStart(field);
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }

    /** Writes the object of arrays, or {@code null} where there are no entries. */
    public static void writeLists(JsonGenerator json, String field, Map<String, List<String>> entries)
            throws IOException {
        if (entries.isEmpty()) {
            json.writeNullField(field);
            return;
        }
        json.writeObjectFieldStart(field);
        for (Map.Entry<String, List<String>> entry : entries.entrySet()) {
            json.writeArrayFieldStart(entry.getKey());
            for (String value : entry.getValue()) {
                json.writeString(value);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    public static void writeText(JsonGenerator json, String field, @Nullable String text) throws IOException {
        if (text == null) {
            json.writeNullField(field);
        } else {
            json.writeStringField(field, text);
        }
    }
}
