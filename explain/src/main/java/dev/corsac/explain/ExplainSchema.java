package dev.corsac.explain;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The JSON Schema of the documents that {@link DiagnosisJson} writes. */
public final class ExplainSchema {

    private ExplainSchema() {}

    /** Returns the schema as text. */
    public static String text() {
        try (InputStream in = ExplainSchema.class.getResourceAsStream(DiagnosisJson.SCHEMA)) {
            if (in == null) {
                throw new IllegalStateException("the schema is not in the jar: " + DiagnosisJson.SCHEMA);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the schema cannot be read", e);
        }
    }
}
