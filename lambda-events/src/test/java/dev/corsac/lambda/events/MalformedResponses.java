package dev.corsac.lambda.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The table of outputs that fronts reject, in {@code testing/malformed-responses}, which the model of the fronts is tested with too. */
final class MalformedResponses {

    /**
     * @param fronts those that reject it
     * @param member the word that the log must have
     * @param jsonOnly whether it cannot come from a map or an event class
     */
    record Row(List<String> fronts, String member, boolean jsonOnly, String output) {}

    private MalformedResponses() {}

    static List<Row> rows() {
        try {
            return Files.readAllLines(Path.of("../testing/malformed-responses/responses.tsv")).stream()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .map(cells -> new Row(List.of(cells[0].split(" ")), cells[1], cells[2].contains("json"), cells[3]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
