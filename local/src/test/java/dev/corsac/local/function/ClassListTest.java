package dev.corsac.local.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of the JVM's lists of classes goes into an archive. */
class ClassListTest {

    @TempDir
    Path folder;

    /** Lists are separated by a bar, lines by a semicolon. */
    @ParameterizedTest
    @CsvSource(
            emptyValue = "",
            value = {
                "'', ''",
                "missing, ''",
                "# a comment;A;B;, A;B",
                "A;B;|B;C;, A;B;C",
                "A id: 0;B id: 1;|A id: 0;C id: 7;, A;B;C",
                // A line that is being written.
                "A;com/example/Or, A",
                // Of a class loader of the user's own, which the JVM can archive only with its numbers.
                "A id: 0;B id: 1 super: 0 source: /app.jar;C id: 2 super: 0 interfaces: 3 4 source: /app.jar;, A",
                "A id: 0;@lambda-proxy A run ()V;@cp A 1 2;@lambda-form-invoker [x] y;, "
                        + "A;@lambda-proxy A run ()V;@cp A 1 2;@lambda-form-invoker [x] y",
            })
    void lists_are_merged(String lists, String merged) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String list : lists.split("\\|", -1)) {
            Path file = folder.resolve(files.size() + ".list");
            if (!list.equals("missing")) {
                Files.writeString(file, list.replace(';', '\n'));
            }
            files.add(file);
        }
        assertThat(String.join(";", ClassList.merged(files))).isEqualTo(merged);
    }
}
