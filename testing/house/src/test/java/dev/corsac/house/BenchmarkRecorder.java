package dev.corsac.house;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Adds what benchmarks/figures has printed to the data files of benchmarks/results. A line with a {@code kind} begins a run, whose name is
 * its date and kind; a run of the same day and kind is replaced. A line with a {@code name} is a figure: the file that keeps it and the
 * cells of its first columns, separated by slashes. Figures of groups without a kind are not recorded, nor are other lines.
 */
final class BenchmarkRecorder {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String NO_OBJECT =
            "this is not an object of JSON. Record only what benchmarks/figures prints to its standard output.";

    private final UnaryOperator<String> texts;
    private final Map<String, List<String>> changed = new LinkedHashMap<>();

    /** The runs of which a file has no older rows any more, by the file. */
    private final Map<String, Set<String>> replaced = new LinkedHashMap<>();

    private BenchmarkRecorder(UnaryOperator<String> texts) {
        this.texts = texts;
    }

    /**
     * Returns the new texts of the files that change, by their names.
     *
     * @param texts the text of each file
     * @param source the name of what was printed, for errors
     * @param printed the lines that benchmarks/figures has printed
     * @param trial whether figures of a short run are accepted
     * @throws IllegalArgumentException if a line cannot be recorded
     */
    static Map<String, String> record(UnaryOperator<String> texts, String source, List<String> printed, boolean trial) {
        BenchmarkRecorder recorder = new BenchmarkRecorder(texts);
        Map<String, String> machine = Map.of();
        String run = "";
        int figures = 0;
        for (int i = 0; i < printed.size(); i++) {
            String place = source + ":" + (i + 1) + ": ";
            Map<String, String> line = parse(place, printed.get(i));
            if (line.containsKey("time")) {
                if (!trial && "short".equals(line.get("length"))) {
                    throw new IllegalArgumentException(
                            place + "this is a short run, whose figures mean nothing. Run benchmarks/figures full.");
                }
                machine = line;
                run = runOf(place, machine);
            } else if (line.containsKey("name") && !run.isEmpty()) {
                // Not before: a part that failed has no figures, and is no run.
                recorder.addRun(run, machine);
                machine = Map.of();
                recorder.addFigure(place, run, line);
                figures++;
            }
        }
        if (figures == 0) {
            throw new IllegalArgumentException(
                    source + ": there is no figure in it. Write what benchmarks/figures full prints into this file.");
        }
        Map<String, String> result = new LinkedHashMap<>();
        recorder.changed.forEach((file, lines) -> result.put(file, String.join("\n", lines) + "\n"));
        return result;
    }

    /** Returns the members of an object whose values are texts and numbers. */
    private static Map<String, String> parse(String place, String line) {
        Map<String, String> members = new LinkedHashMap<>();
        try (JsonParser parser = JSON.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException(place + NO_OBJECT);
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                members.put(name, parser.getText());
                parser.skipChildren();
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(place + NO_OBJECT, e);
        }
        return members;
    }

    /** Returns the name of a run; empty if it is not recorded. */
    private static String runOf(String place, Map<String, String> machine) {
        if (!machine.containsKey("kind")) {
            return "";
        }
        for (String member : List.of("time", "jdk", "machine", "cores", "load", "commit", "measured")) {
            if (machine.get(member) == null) {
                throw new IllegalArgumentException(
                        place + "the run has no \"" + member + "\". Print it by benchmarks/machine.");
            }
        }
        return machine.get("time").substring(0, 10) + "-" + machine.get("kind");
    }

    /** Adds a run before its first figure. Does nothing if the machine is empty: then it has been added. */
    private void addRun(String run, Map<String, String> machine) {
        if (machine.isEmpty()) {
            return;
        }
        // What was measured twice is in the file twice: the later one counts.
        replaced.values().forEach(runs -> runs.remove(run));
        add(
                BenchmarkResults.RUNS,
                run,
                Map.of(
                        "run", run,
                        "kind", machine.get("kind"),
                        "date", machine.get("time").substring(0, 10),
                        "JDK", machine.get("jdk").replaceFirst(".* ", ""),
                        "machine", machine.get("machine") + ", " + machine.get("cores") + " cores",
                        "load", machine.get("load"),
                        "commit", machine.get("commit").replaceFirst("^([0-9a-f]{8})[0-9a-f]+", "$1"),
                        "measured", machine.get("measured")));
    }

    private void addFigure(String place, String run, Map<String, String> figure) {
        List<String> name = List.of(figure.get("name").split("/", -1));
        String file = name.get(0) + ".tsv";
        List<String> keys = columns(lines(place, file)).stream()
                .filter(column -> !column.equals("run") && !BenchmarkResults.VALUES.contains(column))
                .toList();
        if (keys.size() != name.size() - 1) {
            throw new IllegalArgumentException(place + "the name \"" + figure.get("name") + "\" has "
                    + (name.size() - 1) + " keys, and " + file + " has " + keys.size() + ": " + keys
                    + ". Correct the benchmark that prints it, or the columns of the file.");
        }
        Map<String, String> cells = new LinkedHashMap<>();
        cells.put("run", run);
        for (int i = 0; i < keys.size(); i++) {
            cells.put(keys.get(i), name.get(i + 1));
        }
        for (String column : BenchmarkResults.VALUES) {
            if (figure.get(column) == null) {
                throw new IllegalArgumentException(
                        place + "the figure has no \"" + column + "\". Correct the benchmark that prints it.");
            }
            cells.put(column, figure.get(column));
        }
        add(file, run, cells);
    }

    /** Adds a row, and removes those that the file had of its run before this began. */
    private void add(String file, String run, Map<String, String> cells) {
        List<String> lines = lines("", file);
        if (replaced.computeIfAbsent(file, each -> new HashSet<>()).add(run)) {
            lines.removeIf(line -> line.startsWith(run + "\t"));
        }
        lines.add(String.join("\t", columns(lines).stream().map(cells::get).toList()));
    }

    private List<String> lines(String place, String file) {
        return changed.computeIfAbsent(file, name -> {
            try {
                return new ArrayList<>(texts.apply(name).lines().toList());
            } catch (UncheckedIOException e) {
                throw new IllegalArgumentException(
                        place + "there is no file " + BenchmarkResults.FOLDER + name
                                + ". Add it with its columns, or correct the name of the figure.",
                        e);
            }
        });
    }

    private static List<String> columns(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.startsWith("#"))
                .findFirst()
                .map(line -> Arrays.asList(line.split("\t", -1)))
                .orElse(List.of());
    }
}
