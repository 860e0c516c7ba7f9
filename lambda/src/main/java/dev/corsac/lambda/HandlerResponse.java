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
 * The response of a handler, as its bytes and the places of the header lines in them. Reading it changes nothing; then
 * either {@link #writeTo} sends it with the policy's headers instead of the handler's, or there is a {@link #problem()} and
 * it must not be sent. Not thread-safe.
 */
final class HandlerResponse {

    private static final String CORS_PREFIX = "access-control-";
    private static final int NONE = -1;

    /** The usual length of our header lines. */
    private static final int LINES = 192;

    /** From this many bytes on, reading a body once instead of twice is worth a class more. */
    private static final int LONG = 1 << 14;

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
    private @Nullable VaryHeader vary;

    /** The indexes of the body's value, the quotes of a string included; both the same while there is none. */
    private int bodyFrom;

    private int bodyTo;

    /** The index up to which the body is known to be digits of Base64; its value's index if nothing is known. */
    private int digitsTo;

    private boolean base64;

    /**
     * Pairs of indexes, in ascending order: the bytes between the two of a pair are left out. The stretches before, between
     * and after them are the runs that stay, counted from 0.
     */
    private int[] cuts = NO_CUTS;

    private int cutCount;

    /** The bytes that our header lines replace; both indexes are the same where the lines go in between. */
    private int insertFrom = NONE;

    private int insertTo = NONE;
    private String before = "";
    private String after = "";

    private HandlerResponse(byte[] bytes, int from, int to, Front front, CorsDecision decision) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.front = front;
        this.decision = decision;
        this.json = new JsonCursor(bytes, from, to);
    }

    /**
     * Reads the response between two indexes of {@code bytes}. It takes over the array: the bytes around the response are
     * room for header lines.
     */
    static HandlerResponse read(byte[] bytes, int from, int to, Front front, CorsDecision decision) {
        HandlerResponse response = new HandlerResponse(bytes, from, to, front, decision);
        response.read();
        return response;
    }

    /** Whether there is a {@code statusCode}. */
    boolean hasStatus() {
        return hasStatus;
    }

    /** Returns why this cannot be sent; null if the front at hand accepts it. It names the member at fault. */
    @Nullable
    String problem() {
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
        if (problem != null) {
            return problem;
        }
        if (!hasStatus && front.needsStatus()) {
            return "it has no statusCode";
        }
        return base64 && bodyTo > bodyFrom && !Base64Text.isValid(bytes, bodyFrom, bodyTo, digitsTo)
                ? "its isBase64Encoded is true, but its body is not Base64"
                : null;
    }

    /**
     * Writes the response with the headers of the decision, {@code Vary} merged, and without the handler's CORS headers. To
     * be called once: the longest stretch that stays as it is, which is the body if that is long, is not moved; the bytes
     * before and after it are put next to it, so that one write suffices and no more is copied than without a policy.
     */
    void writeTo(OutputStream out) throws IOException {
        if (isBody()) {
            completed().writeTo(out);
            return;
        }
        List<String> names = decision.vary();
        String mergedVary = mergedVary(vary, names);
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

    private static @Nullable String mergedVary(@Nullable VaryHeader vary, List<String> names) {
        if (vary == null && names.size() < 2) {
            return names.isEmpty() ? null : names.get(0);
        }
        VaryHeader merged = vary == null ? new VaryHeader() : vary;
        merged.addMissing(names);
        return merged.value();
    }

    /** Returns the index of the first byte that stays behind so many cuts. */
    private int runStart(int run) {
        return run == 0 ? from : cuts[2 * run - 1];
    }

    private int runEnd(int run) {
        return 2 * run == cutCount ? to : cuts[2 * run];
    }

    /** Makes the place of our header lines one of the cuts, and returns which. */
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

    /** Returns what an HTTP API and a function URL make of a response that is all body. A JSON string stands for its content. */
    private JsonText completed() {
        int length = to - from;
        JsonText text = new JsonText(length + length / 8 + 512).raw("{");
        front.status(text, 200);
        text.raw(",\"").raw(front.headers()).raw("\":{");
        front.header(text, "Content-Type", "application/json");
        if (!decision.headers().isEmpty()) {
            text.raw(",");
            writeLines(text, mergedVary(null, decision.vary()));
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
            } else if (json.nameIs("body")) {
                readBody();
            } else if (json.nameIs("isBase64Encoded")) {
                readFlag();
            } else {
                readOther();
            }
        }
        if (insertFrom == NONE) {
            insertFrom = json.position() - 1;
            insertTo = insertFrom;
            before = (empty ? "\"" : ",\"") + front.headers() + "\":{";
            after = "}";
        }
    }

    /** Only the first problem is reported. */
    private void malformed(String what) {
        if (problem == null) {
            problem = what;
        }
    }

    private void readBody() {
        int first = json.peek();
        bodyFrom = json.position();
        digitsTo = bodyFrom;
        if (first == '"' && to - bodyFrom > LONG && Base64Text.isDigit(bytes[bodyFrom + 1])) {
            // Probably Base64, even if only a later member says so: one reading serves both checks.
            digitsTo = Base64Text.endOfDigits(bytes, bodyFrom + 1, to);
            json.skipRestOfString(digitsTo);
        } else {
            json.skipValue();
        }
        bodyTo = json.position();
        if (first == 'n') {
            bodyTo = bodyFrom;
            if (!front.acceptsNullBody()) {
                malformed("its body is null: give it a string, such as an empty one, or leave it out");
            }
        } else if (first != '"' && !front.acceptsJsonBody()) {
            malformed("its body is not a string: put JSON into it as text");
        }
    }

    private void readFlag() {
        int first = json.peek();
        json.skipValue();
        base64 = first == 't';
        if (first != 't' && first != 'f' && first != 'n') {
            malformed("its isBase64Encoded is neither true nor false");
        }
    }

    private void readOther() {
        if (!front.ignoresOthers()) {
            malformed("it has a member " + quoted(json.name()) + ", which a REST API does not know: remove it");
        } else if (front.infersStatus() && json.nameIs("cookies")) {
            readCookies();
            return;
        } else if (!front.acceptsScalars() && json.nameIs("statusDescription")) {
            int first = json.peek();
            if (first != '"' && first != 'n') {
                malformed("its statusDescription is not a string");
            }
        }
        json.skipValue();
    }

    private void readCookies() {
        int first = json.peek();
        if (first != '[') {
            if (first != 'n') {
                malformed("its cookies are not a list");
            }
            json.skipValue();
            return;
        }
        for (boolean more = json.openArray(); more; more = json.nextElement()) {
            if (json.peek() != '"') {
                malformed("its cookies contain a value that is not a string");
            }
            json.skipValue();
        }
    }

    /** A number, or for most fronts a string of digits; null counts as missing. */
    private void readStatus() {
        int first = json.peek();
        hasStatus = first != 'n';
        int start = json.position();
        json.skipValue();
        if (!hasStatus) {
            return;
        }
        int status = -1;
        if (first != '"') {
            status = status(bytes, start, json.position());
        } else if (front.acceptsTextStatus()) {
            byte[] text = new JsonCursor(bytes, start, json.position()).string().getBytes(StandardCharsets.UTF_8);
            status = status(text, 0, text.length);
        }
        if (status < 200 || status > front.highestStatus()) {
            malformed("its statusCode is not a whole " + (front.acceptsTextStatus() ? "" : "JSON ")
                    + "number from 200 to " + front.highestStatus());
        }
    }

    /** Returns the number that the digits there are, or 1000 if it is larger; -1 if there is something else. */
    private static int status(byte[] text, int from, int to) {
        int status = from == to ? -1 : 0;
        for (int i = from; i < to; i++) {
            byte c = text[i];
            if (c < '0' || c > '9') {
                return -1;
            }
            status = Math.min(status * 10 + c - '0', 1000);
        }
        return status;
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
            } else if (front.reads(member)) {
                malformed("its " + member + " are not an object");
            }
            return;
        }
        boolean read = front.reads(member);
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
                if (read) {
                    readLines(member, lists);
                } else {
                    json.skipValue();
                }
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

    /** Reads the value of a header that stays, or its list of values. */
    private void readLines(String member, boolean list) {
        if (!json.nameIsToken()) {
            malformed("its " + member + " have a name that is not a valid header name: " + quoted(json.name()));
        }
        int nameStart = json.memberStart();
        int nameEnd = nameStart + json.nameLength() + 2;
        if (!list) {
            readLine(member, nameStart, nameEnd);
        } else if (json.peek() != '[') {
            malformedLine(member, nameStart, nameEnd, "is not a list");
            json.skipValue();
        } else {
            for (boolean more = json.openArray(); more; more = json.nextElement()) {
                readLine(member, nameStart, nameEnd);
            }
        }
    }

    private void readLine(String member, int nameStart, int nameEnd) {
        int first = json.peek();
        int start = json.position();
        json.skipValue();
        if (first == '"') {
            if (json.isEscaped() && endsLine(new JsonCursor(bytes, start, json.position()).string())) {
                malformedLine(member, nameStart, nameEnd, "contains a line break or NUL");
            }
        } else if (!front.acceptsScalars()) {
            malformedLine(member, nameStart, nameEnd, "is not a string");
        } else if (first == '{' || first == '[') {
            malformedLine(member, nameStart, nameEnd, "is an object or a list");
        }
    }

    private void malformedLine(String member, int nameStart, int nameEnd, String what) {
        if (problem == null) {
            problem = "its " + member + " have a value that " + what + ": "
                    + quoted(new JsonCursor(bytes, nameStart, nameEnd).string());
        }
    }

    private static boolean endsLine(String value) {
        return value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0 || value.indexOf('\0') >= 0;
    }

    private static String quoted(String text) {
        return new JsonText(text.length() + 2).string(text).toString();
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
            if (vary == null) {
                vary = new VaryHeader();
            }
            String line = json.string();
            if (endsLine(line)) {
                malformed("its Vary header contains a line break or NUL");
            }
            vary.add(line);
        } else {
            json.skipValue();
        }
    }

    /** Called for each map of that name: only the last one is sent. */
    private void insertAt(int from, int to, String before, String after) {
        this.insertFrom = from;
        this.insertTo = to;
        this.before = before;
        this.after = after;
    }

    private void cut(int from, int to) {
        if (cutCount == cuts.length) {
            cuts = Arrays.copyOf(cuts, cutCount * 2 + 2);
        }
        cuts[cutCount++] = from;
        cuts[cutCount++] = to;
    }
}
