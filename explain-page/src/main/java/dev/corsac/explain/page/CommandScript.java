package dev.corsac.explain.page;

import dev.corsac.explain.ProjectForm;
import dev.corsac.explain.RecordedCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSExport;
import org.teavm.jso.JSObject;

/** What {@code command.js} exports: {@code npx corsac explain}. */
public final class CommandScript {

    private CommandScript() {}

    /** Does nothing: TeaVM asks for it. */
    public static void main(String[] arguments) {}

    /**
     * Reads a command's arguments and states which inputs it needs.
     *
     * @param arguments after {@code explain}
     * @return {@code problem}, {@code help} and {@code version} as the arguments have it; {@code inputs}, the names of the
     *     files to read, of which {@code -} is standard input; {@code html}, the page to write, or null
     */
    @JSExport
    public static JSObject corsacPlan(String[] arguments) {
        ExplainArguments parsed = ExplainArguments.parse(arguments);
        return plan(
                parsed.problem(),
                parsed.help(),
                parsed.version(),
                inputs(parsed).toArray(new String[0]),
                parsed.value("--html"));
    }

    private static List<String> inputs(ExplainArguments parsed) {
        List<String> inputs = new ArrayList<>();
        if (parsed.value("--console") != null) {
            return inputs;
        }
        for (String head : new String[] {"--request", "--preflight", "--response"}) {
            String path = parsed.value(head);
            if (path != null) {
                inputs.add(path);
            }
        }
        if (inputs.isEmpty()) {
            String file = parsed.file();
            inputs.add(file == null ? "-" : file);
        }
        return inputs;
    }

    /**
     * Runs the command.
     *
     * @param arguments as {@link #corsacPlan} had them, without a problem
     * @param texts of the inputs that it named
     * @param colour whether to use a terminal's colours
     * @param files names of the files in the folder where the command runs
     * @param template the text of the template among them, of which {@link ProjectForm} reads the transform; empty if there is
     *     none
     * @return {@code exit}, {@code out} and {@code err}; or null if {@code sites.js} is needed
     */
    @JSExport
    public static @Nullable JSObject corsacRun(
            String[] arguments, String[] texts, boolean colour, String[] files, String template) {
        ExplainArguments parsed = ExplainArguments.parse(arguments);
        ExplainOptions options = parsed.options(ProjectForm.of(List.of(files), name -> template));
        try {
            ExplainRun run = ExplainRun.of(read(parsed, texts), options, LoadedSites::registrableDomain);
            String leftOut = run.leftOut();
            return result(
                    run.exitCode(), run.output(options, colour), leftOut.isEmpty() ? "" : "corsac: " + leftOut + "\n");
        } catch (UnreadableInputException e) {
            return result(3, "", "corsac: " + e.getMessage() + "\n");
        } catch (LoadedSites.MissingException e) {
            return null;
        }
    }

    private static List<RecordedCall> read(ExplainArguments parsed, String[] texts) {
        String console = parsed.value("--console");
        if (console != null) {
            return ExplainRun.read("--console", console);
        }
        List<String> inputs = inputs(parsed);
        boolean isHeads = parsed.value("--request") != null
                || parsed.value("--preflight") != null
                || parsed.value("--response") != null;
        if (!isHeads) {
            return ExplainRun.read(inputs.get(0), texts[0]);
        }
        List<@Nullable List<RecordedCall>> heads = new ArrayList<>();
        int next = 0;
        for (String head : new String[] {"--request", "--preflight", "--response"}) {
            heads.add(parsed.value(head) == null ? null : ExplainRun.read(inputs.get(next), texts[next++]));
        }
        return List.of(ExplainRun.ofHeads(heads.get(0), heads.get(1), heads.get(2)));
    }

    @JSBody(
            params = {"problem", "help", "version", "inputs", "html"},
            script = "return {problem: problem, help: help, version: version, inputs: inputs, html: html};")
    private static native JSObject plan(
            String problem, boolean help, boolean version, String[] inputs, @Nullable String html);

    @JSBody(
            params = {"exit", "out", "err"},
            script = "return {exit: exit, out: out, err: err};")
    private static native JSObject result(int exit, String out, String err);
}
