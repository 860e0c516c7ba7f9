package dev.corsac.lambda;

import dev.corsac.CorsDecision;
import dev.corsac.CorsHeader;
import dev.corsac.lambda.internal.JsonText;
import dev.corsac.lambda.internal.VaryHeader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a handler answered, as its bytes and where in them the header lines stand. Reading it changes nothing; then
 * either {@link #writeTo} sends it with the policy's headers in place of the handler's, or there is an
 * {@link #objection()} and it must not be sent.
 */
final class Answer {

    private static final String CORS_PREFIX = "access-control-";
    private static final String NO_STATUS = "its statusCode is not a status";
    private static final int NONE = -1;

    /** How long our header lines usually are. */
    private static final int LINES = 192;

    private static final int[] NO_CUTS = {};

    private final byte[] bytes;
    private final int from;
    private final int to;
    private final Front front;
    private final CorsDecision decision;
    private final JsonCursor json;

    private boolean isJson;
    private boolean isObject;
    private boolean isString;
    private boolean isNull;
    private boolean hasStatus;
    private @Nullable String problem;
    private @Nullable String listProblem;
    private @Nullable String unknownMember;
    private @Nullable String vary;

    /**
     * Pairs of indexes, in ascending order: what lies between is left out. The stretches before, between and behind them
     * are the runs that stay, counted from 0.
     */
    private int[] cuts = NO_CUTS;

    private int cutCount;

    /** What is left out and replaced by our header lines; both the same where something goes in between. */
    private int insertFrom = NONE;

    private int insertTo = NONE;
    private String before = "";
    private String after = "";

    private Answer(byte[] bytes, int from, int to, Front front, CorsDecision decision) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.front = front;
        this.decision = decision;
        this.json = new JsonCursor(bytes, from, to);
    }

    /**
     * Reads the answer that goes from one index of {@code bytes} to another. The array is handed over: what stands
     * around the answer is room for header lines.
     */
    static Answer read(byte[] bytes, int from, int to, Front front, CorsDecision decision) {
        Answer answer = new Answer(bytes, from, to, front, decision);
        answer.read();
        return answer;
    }

    /** Why this cannot be sent, or null: it is not what any front takes, or the front at hand is known to refuse it. */
    @Nullable
    String objection() {
        if (!isJson) {
            return "it is not JSON: " + json.problem();
        }
        if (isNull) {
            return "it is null";
        }
        if (isBody()) {
            return null;
        }
        if (!isObject) {
            return "it is not a JSON object";
        }
        return problem != null ? problem : front.objection(this);
    }

    /** Whether there is a {@code statusCode}. */
    boolean hasStatus() {
        return hasStatus;
    }

    /** A member that no payload format of a REST API has, or null. */
    @Nullable
    String unknownMember() {
        return unknownMember;
    }

    /** What in {@code multiValueHeaders} is not a list, or null. */
    @Nullable
    String listProblem() {
        return listProblem;
    }

    /**
     * Writes the answer with the headers of the decision, {@code Vary} merged, and no CORS header of the handler. Once
     * only: the longest stretch that stays as it is, which is the body if there is much of one, is not moved; what goes
     * before and behind it is put there, so that all goes out at once and is copied no more than without a policy.
     */
    void writeTo(OutputStream out) throws IOException {
        if (isBody()) {
            completed().writeTo(out);
            return;
        }
        List<String> names = decision.vary();
        String mergedVary = vary == null && names.size() == 1 ? names.get(0) : VaryHeader.merge(vary, names);
        int lines = mergedVary == null && decision.headers().isEmpty() ? NONE : addInsertion();
        int longest = 0;
        for (int run = 1; run <= cutCount / 2; run++) {
            if (runEnd(run) - runStart(run) > runEnd(longest) - runStart(longest)) {
                longest = run;
            }
        }
        boolean early = lines != NONE && lines < longest;
        JsonText head = new JsonText(runStart(longest) - from + (early ? LINES : 0));
        JsonText tail = new JsonText(to - runEnd(longest) + (lines != NONE && !early ? LINES : 0));
        for (int run = 0; run <= cutCount / 2; run++) {
            if (run != longest) {
                (run < longest ? head : tail).raw(bytes, runStart(run), runEnd(run));
            }
            if (run == lines) {
                JsonText text = run < longest ? head : tail;
                text.raw(before);
                writeLines(text, mergedVary);
                text.raw(after);
            }
        }
        int start = runStart(longest);
        int end = runEnd(longest);
        if (head.length() <= start && tail.length() <= bytes.length - end) {
            head.copyTo(bytes, start - head.length());
            tail.copyTo(bytes, end);
            out.write(bytes, start - head.length(), head.length() + end - start + tail.length());
        } else {
            head.writeTo(out);
            out.write(bytes, start, end - start);
            tail.writeTo(out);
        }
    }

    /** The index of the first byte that stays behind so many cuts. */
    private int runStart(int run) {
        return run == 0 ? from : cuts[2 * run - 1];
    }

    private int runEnd(int run) {
        return 2 * run == cutCount ? to : cuts[2 * run];
    }

    /** Makes the place of our header lines one of the cuts, and tells which. */
    private int addInsertion() {
        cut(insertFrom, insertTo);
        int i = cutCount - 2;
        for (; i > 0 && cuts[i - 2] >= insertTo; i -= 2) {
            cuts[i] = cuts[i - 2];
            cuts[i + 1] = cuts[i - 1];
        }
        cuts[i] = insertFrom;
        cuts[i + 1] = insertTo;
        return i / 2;
    }

    /** What an HTTP API and a function URL make of an answer that is all body. A JSON string stands for its content. */
    private JsonText completed() {
        int length = to - from;
        JsonText text = new JsonText(length + length / 8 + 512).raw("{");
        front.status(text, 200);
        text.raw(",\"").raw(front.headers()).raw("\":{");
        front.header(text, "Content-Type", "application/json");
        if (!decision.headers().isEmpty()) {
            text.raw(",");
            writeLines(text, VaryHeader.merge(null, decision.vary()));
        }
        text.raw("},\"body\":");
        if (isString) {
            text.raw(bytes, from, to);
        } else {
            text.stringOfJson(bytes, from, to);
        }
        return text.raw("}");
    }

    private void writeLines(JsonText text, @Nullable String mergedVary) {
        boolean any = false;
        List<CorsHeader> headers = decision.headers();
        for (int i = 0; i < headers.size(); i++) {
            CorsHeader header = headers.get(i);
            if (!header.name().equalsIgnoreCase("Vary")) {
                if (any) {
                    text.raw(",");
                }
                front.header(text, header.name(), header.value());
                any = true;
            }
        }
        if (mergedVary != null) {
            if (any) {
                text.raw(",");
            }
            front.header(text, "Vary", mergedVary);
        }
    }

    private void read() {
        int first = json.peek();
        isObject = first == '{';
        isString = first == '"';
        isNull = first == 'n';
        if (isObject) {
            readObject();
        } else {
            json.skipValue();
        }
        isJson = json.finish();
    }

    private boolean isBody() {
        return !hasStatus && front.infersStatus();
    }

    private void readObject() {
        boolean empty = true;
        for (boolean more = json.openObject(); more; more = json.nextMember()) {
            empty = false;
            if (json.nameIs("statusCode")) {
                readStatus();
            } else if (json.nameIs("headers")) {
                readHeaderMap("headers");
            } else if (json.nameIs("multiValueHeaders")) {
                readHeaderMap("multiValueHeaders");
            } else {
                if (!json.nameIs("body") && !json.nameIs("isBase64Encoded") && !json.nameIs("base64Encoded")) {
                    unknownMember = json.name();
                }
                json.skipValue();
            }
        }
        if (insertFrom == NONE) {
            insertFrom = json.position() - 1;
            insertTo = insertFrom;
            before = (empty ? "\"" : ",\"") + front.headers() + "\":{";
            after = "}";
        }
    }

    /** A number or a string of digits; null is taken for none. */
    private void readStatus() {
        int first = json.peek();
        hasStatus = first != 'n';
        if (first == '"') {
            byte[] text = json.string().getBytes(StandardCharsets.US_ASCII);
            readStatus(text, 0, text.length, false);
            return;
        }
        int start = json.position();
        json.skipValue();
        if (first == '-' || (first >= '0' && first <= '9')) {
            readStatus(bytes, start, json.position(), true);
        } else if (hasStatus) {
            problem = NO_STATUS;
        }
    }

    /** Whether a front takes a number such as 200.0 or 2e2 is not known: it is left to the front. */
    private void readStatus(byte[] text, int from, int to, boolean number) {
        int status = 0;
        for (int i = from; i < to; i++) {
            byte c = text[i];
            if (c < '0' || c > '9') {
                if (!number || c == '-') {
                    problem = NO_STATUS;
                }
                return;
            }
            status = Math.min(status * 10 + c - '0', 1000);
        }
        if (status < 100 || status > 999) {
            problem = NO_STATUS;
        }
    }

    private void readHeaderMap(String member) {
        boolean target = member.equals(front.headers());
        boolean lists = member.equals("multiValueHeaders");
        int first = json.peek();
        int start = json.position();
        if (first != '{') {
            json.skipValue();
            if (first == 'n') {
                if (target) {
                    insertAt(start, json.position(), "{", "}");
                }
            } else if (target) {
                problem = "its " + member + " are not an object";
            } else {
                listProblem = "its " + member + " are not an object";
            }
            return;
        }
        // Behind the last member that stays, or behind the brace while there is none.
        int keptEnd = start + 1;
        boolean kept = false;
        boolean dropped = false;
        int comma = NONE;
        for (boolean more = json.openObject(); more; more = json.nextMember()) {
            int memberStart = json.memberStart();
            if (json.nameStartsWithIgnoringCase(CORS_PREFIX)) {
                json.skipValue();
                dropped = true;
            } else if (!decision.vary().isEmpty() && json.nameIsIgnoringCase("vary")) {
                readVary();
                dropped = true;
            } else {
                if (dropped) {
                    cut(keptEnd, kept ? comma : memberStart);
                    dropped = false;
                }
                int value = json.peek();
                if (lists && value != '[' && value != 'n') {
                    listProblem = "its multiValueHeaders have a value that is no list";
                }
                json.skipValue();
                kept = true;
                keptEnd = json.position();
            }
            json.peek();
            comma = json.position();
        }
        int close = json.position() - 1;
        if (dropped) {
            cut(keptEnd, close);
        }
        if (target) {
            insertAt(close, close, kept ? "," : "", "");
        }
    }

    private void readVary() {
        if (json.peek() == '[') {
            for (boolean more = json.openArray(); more; more = json.nextElement()) {
                readVaryLine();
            }
        } else {
            readVaryLine();
        }
    }

    private void readVaryLine() {
        if (json.peek() == '"') {
            vary = VaryHeader.plus(vary, json.string());
        } else {
            json.skipValue();
        }
    }

    /** The last map of the name counts: what stands in an earlier one is not sent. */
    private void insertAt(int from, int to, String before, String after) {
        this.insertFrom = from;
        this.insertTo = to;
        this.before = before;
        this.after = after;
    }

    private void cut(int from, int to) {
        if (cutCount == cuts.length) {
            cuts = Arrays.copyOf(cuts, cutCount * 2 + 8);
        }
        cuts[cutCount++] = from;
        cuts[cutCount++] = to;
    }
}
