package dev.corsac.explain.page;

import dev.corsac.browser.Sites;
import dev.corsac.explain.Diagnoser;
import dev.corsac.explain.Diagnosis;
import dev.corsac.explain.DiagnosisJson;
import dev.corsac.explain.DiagnosisText;
import dev.corsac.explain.PasteReader;
import dev.corsac.explain.ReadResult;
import dev.corsac.explain.RecordedCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code corsac explain} does between its input and its output: the same in Java, in Node.js and in a browser.
 * Immutable.
 *
 * @param shown the diagnoses that are reported: of a HAR file, those of blocked calls
 * @param calls how many calls were read
 * @param isBlocked whether one of the calls is blocked, or the input names an error
 */
public record ExplainRun(List<Diagnosis> shown, int calls, boolean isBlocked) {

    /** More calls than that are not printed. */
    private static final int MOST_CALLS = 20;

    /** Copies the list. */
    public ExplainRun {
        shown = List.copyOf(shown);
    }

    /**
     * Reads a text.
     *
     * @param name the input's name in places: a file, {@code -} for standard input
     * @throws UnreadableInputException if it is not recognized
     */
    public static List<RecordedCall> read(String name, String text) {
        ReadResult result = PasteReader.read(name, text);
        if (!result.problem().isEmpty()) {
            throw new UnreadableInputException(result.problem());
        }
        return result.calls();
    }

    /**
     * Returns the call that the heads of its messages show.
     *
     * @param request of the call itself, as {@link #read} read it; null if it is not given
     * @param preflight the response to its preflight; null if it is not given
     * @param response the response to the call; null if it is not given
     * @throws UnreadableInputException if one of them is not a head, or none is given
     */
    public static RecordedCall ofHeads(
            @Nullable List<RecordedCall> request,
            @Nullable List<RecordedCall> preflight,
            @Nullable List<RecordedCall> response) {
        return Heads.call(last(request), last(preflight), last(response));
    }

    private static @Nullable RecordedCall last(@Nullable List<RecordedCall> calls) {
        return calls == null || calls.isEmpty() ? null : calls.get(calls.size() - 1);
    }

    /**
     * Explains calls.
     *
     * @param sites asked only where a cookie depends on it
     * @throws UnreadableInputException if input and options together state too little
     */
    public static ExplainRun of(List<RecordedCall> read, ExplainOptions options, Sites sites) {
        List<RecordedCall> calls = Overrides.apply(options, read);
        Diagnoser diagnoser = Diagnoser.of(sites)
                .forEngines(options.engines())
                .preferring(options.form())
                .forProject(options.project());
        boolean isHar = !calls.isEmpty() && calls.get(0).source() == RecordedCall.Source.HAR;
        List<Diagnosis> shown = new ArrayList<>();
        boolean isBlocked = false;
        for (RecordedCall call : calls) {
            Diagnosis diagnosis = diagnoser.diagnose(call);
            isBlocked |= diagnosis.isBlocked();
            if (!isHar || diagnosis.isBlocked()) {
                shown.add(diagnosis);
            }
        }
        return new ExplainRun(shown, calls.size(), isBlocked);
    }

    /**
     * Returns what the command prints.
     *
     * @param colour whether to use a terminal's colours
     */
    public String output(ExplainOptions options, boolean colour) {
        List<Diagnosis> printed = shown.subList(0, Math.min(shown.size(), MOST_CALLS));
        if (options.json()) {
            return DiagnosisJson.of(printed);
        }
        return printed.isEmpty() ? nothing(options) + "\n" : DiagnosisText.of(printed, colour, options.all());
    }

    /** Returns the line that says why there is no diagnosis. */
    String nothing(ExplainOptions options) {
        if (calls == 0) {
            return "There is no call to another origin in it"
                    + (options.url() == null ? "." : " whose URL contains \"" + options.url() + "\".")
                    + " Open the Network panel, tick \"Preserve log\", make the call again, then save the HAR file.";
        }
        return calls + (calls == 1 ? " call" : " calls")
                + " to another origin, none of them blocked. If one was, state how it was made with --credentials include.";
    }

    /** Returns the line about calls that are not printed; empty if all are. */
    public String leftOut() {
        return shown.size() <= MOST_CALLS
                ? ""
                : (shown.size() - MOST_CALLS)
                        + " more blocked calls are left out; --url picks those whose URL contains a text";
    }

    /** Returns the command's exit code. */
    public int exitCode() {
        return isBlocked ? 1 : 0;
    }
}
