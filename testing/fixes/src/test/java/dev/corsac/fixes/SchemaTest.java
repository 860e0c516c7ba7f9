package dev.corsac.fixes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.corsac.explain.Diagnoser;
import dev.corsac.explain.Diagnosis;
import dev.corsac.explain.DiagnosisJson;
import dev.corsac.explain.PasteReader;
import dev.corsac.explain.ReadResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The published schema of {@code corsac explain --format json}, against a validator that is not ours. */
class SchemaTest {

    private static JsonSchema schema() throws IOException {
        try (InputStream in = DiagnosisJson.class.getResourceAsStream(DiagnosisJson.SCHEMA)) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(in);
        }
    }

    @Test
    void what_is_printed_is_as_the_schema_says() throws IOException {
        List<Diagnosis> diagnoses = new ArrayList<>();
        for (BlockedCalls.Blocked blocked : BlockedCalls.all()) {
            diagnoses.add(blocked.diagnosis());
        }
        // Every sentence of the guide, as somebody pastes it.
        for (String line : Files.readAllLines(Path.of("..", "..", "docs", "errors.md"))) {
            int from = line.indexOf(": `");
            if (line.startsWith("- ") && from > 0) {
                ReadResult read = PasteReader.read("-", line.substring(from + 3, line.length() - 1));
                assertThat(read.problem()).as(line).isEmpty();
                read.calls().forEach(call -> diagnoses.add(Diagnoser.diagnose(call, host -> host)));
            }
        }
        assertThat(diagnoses).hasSizeGreaterThan(300);
        JsonSchema schema = schema();
        assertThat(schema.validate(new ObjectMapper().readTree(DiagnosisJson.of(diagnoses))))
                .isEmpty();
        assertThat(schema.validate(new ObjectMapper().readTree("{\"diagnoses\": [{}]}")))
                .isNotEmpty();
    }
}
