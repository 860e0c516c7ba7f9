package dev.corsac.explain;

import dev.corsac.browser.Engine;
import dev.corsac.explain.sentences.ErrorText.Found;
import dev.corsac.explain.sentences.ErrorText.Kind;
import dev.corsac.explain.sentences.PastedText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads Firefox's sentences in other languages by what is not translated: the URL, the word CORS, the header's name, a
 * quoted value, the status.
 */
final class OtherLanguages {

    private static final Pattern URL = Pattern.compile("https?://[^\\s（）。、]+");
    private static final Pattern HEADER =
            Pattern.compile("Access-Control-(Allow-(?:Origin|Credentials|Methods|Headers))");
    private static final Pattern QUOTED = Pattern.compile("[‘“'\"«„「『‚]\\s?([^’”'\"»“」』‘]{0,300}?)\\s?[’”'\"»“」』‘]");
    /** The status ends the sentence: three digits before a quotation mark may be a port. */
    private static final Pattern STATUS = Pattern.compile("[:：]\\s*(\\(null\\)|\\d{3})(?=[.。]?(?:\\s|$))");

    /** Word stems for "preflight". */
    private static final List<String> PREFLIGHT = List.of(
            "preflight",
            "プリフライト",
            "预检",
            "預檢",
            "prélimin",
            "prelimin",
            "pré-vérif",
            "verificación previa",
            "verificação prévia",
            "предвар",
            "wstępn",
            "사전",
            "předběžn");

    /** Word stems for "several", in the languages that Firefox has most users in. */
    private static final List<String> SEVERAL = List.of(
            "mehr",
            "plusieurs",
            "multip",
            "múltipl",
            "multipl",
            "varias",
            "vários",
            "várias",
            "più",
            "meerdere",
            "wiele",
            "wielokrotn",
            "неск",
            "множ",
            "複数",
            "多个",
            "多個",
            "多重",
            "여러",
            "birden",
            "flera",
            "több",
            "více",
            "mai mul");

    private static final List<String> REDIRECT = List.of(
            "redirec",
            "rediri",
            "umleit",
            "weiterleit",
            "reindiriz",
            "omleid",
            "przekierow",
            "перенаправ",
            "リダイレクト",
            "重定向",
            "重新導向",
            "리디렉",
            "리다이렉",
            "yönlendir",
            "omdiriger",
            "přesměr",
            "átirányít");

    private static final List<String> DISABLED = List.of(
            "deaktiv",
            "désactiv",
            "desactiv",
            "desativ",
            "desabil",
            "disabil",
            "uitgeschakeld",
            "wyłączon",
            "отключ",
            "無効",
            "禁用",
            "停用",
            "비활성",
            "devre dışı",
            "inaktiv",
            "zakázán",
            "letilt");

    private OtherLanguages() {}

    /** Returns the sentences that no table has. */
    static List<Found> find(PastedText text, List<Found> known) {
        List<Found> found = new ArrayList<>();
        String all = text.text();
        Matcher url = URL.matcher(all);
        int from = 0;
        while (url.find()) {
            if (url.start() < from || isRead(text, known, url.start())) {
                continue;
            }
            int end = end(all, url.end(), text, known);
            Found sentence = read(text, url, all.substring(url.end(), end), end);
            if (sentence != null) {
                found.add(sentence);
                from = end;
            }
        }
        return found;
    }

    private static boolean isRead(PastedText text, List<Found> known, int place) {
        for (Found each : known) {
            if (place >= text.place(each.start())
                    && place < text.place(each.end())
                    && each.code() != MessageCode.NEEDS_MORE) {
                return true;
            }
        }
        return false;
    }

    /** A sentence ends at an empty line, before the next URL's line, or after its status. */
    private static int end(String all, int from, PastedText text, List<Found> known) {
        int end = Math.min(all.length(), from + 600);
        int empty = all.indexOf("\n\n", from);
        end = empty >= 0 ? Math.min(end, empty) : end;
        Matcher next = URL.matcher(all);
        if (next.find(from)) {
            int line = all.lastIndexOf('\n', next.start());
            if (line > from) {
                end = Math.min(end, line);
            }
        }
        for (Found each : known) {
            int start = text.place(each.start());
            if (start > from && each.kind() == Kind.WHOLE) {
                end = Math.min(end, start);
            }
        }
        return end;
    }

    private static @Nullable Found read(PastedText text, Matcher url, String rest, int end) {
        Matcher header = HEADER.matcher(rest);
        boolean hasHeader = header.find();
        int cors = rest.indexOf("CORS");
        String before = lineBefore(text.text(), url.start());
        // What Chrome writes is never translated: a sentence that its table cannot read is not one of Firefox.
        boolean isChrome = rest.contains("blocked by CORS policy") || rest.contains(" from origin ");
        if (isChrome || (cors < 0 && !hasHeader) || before.strip().length() < 8 || !statesReason(rest)) {
            return null;
        }
        Map<String, String> values = new LinkedHashMap<>();
        String address = url.group();
        while (!address.isEmpty() && ".,:;'\"’”»)".indexOf(address.charAt(address.length() - 1)) >= 0) {
            address = address.substring(0, address.length() - 1);
        }
        values.put("url", address);
        Matcher status = STATUS.matcher(rest);
        String code = null;
        while (status.find()) {
            code = status.group(1);
        }
        if (code != null) {
            values.put("status", code.equals("(null)") ? "0" : code);
        }
        String quoted = quoted(rest);
        Found sentence =
                hasHeader ? byHeader(header.group(1), quoted, rest, values) : withoutHeader(code, rest, values);
        int start = text.compactIndex(Math.max(0, url.start() - before.length()));
        return new Found(
                Engine.FIREFOX,
                Kind.WHOLE,
                sentence.code(),
                sentence.preflight(),
                sentence.values(),
                start,
                text.compactIndex(end));
    }

    /** Behind the URL, the reason is in brackets or in a sentence of its own, behind a word and a colon. */
    private static boolean statesReason(String rest) {
        int bracket = -1;
        for (int i = 0; i < Math.min(rest.length(), 90) && bracket < 0; i++) {
            bracket = rest.charAt(i) == '(' || rest.charAt(i) == '（' ? i : -1;
        }
        return hasColon(rest, 0) || (bracket >= 0 && hasColon(rest, bracket));
    }

    private static boolean hasColon(String text, int from) {
        for (int i = from; i < Math.min(text.length(), from + 25); i++) {
            if (text.charAt(i) == ':' || text.charAt(i) == '：') {
                return true;
            }
        }
        return false;
    }

    private static String lineBefore(String all, int place) {
        int start = all.lastIndexOf('\n', place - 1) + 1;
        // The URL may have been broken off into a line of its own.
        if (all.substring(start, place).isBlank() && start > 0) {
            start = all.lastIndexOf('\n', start - 2) + 1;
        }
        return all.substring(start, place);
    }

    private static String quoted(String rest) {
        Matcher quoted = QUOTED.matcher(rest);
        while (quoted.find()) {
            String value = quoted.group(1).strip();
            if (!value.startsWith("Access-Control-") && !value.isEmpty()) {
                return value;
            }
        }
        return "";
    }

    private static Found byHeader(String header, String quoted, String rest, Map<String, String> values) {
        switch (header) {
            case "Allow-Credentials" -> {
                return found(MessageCode.ALLOW_CREDENTIALS, null, values);
            }
            case "Allow-Methods" -> {
                if (quoted.isEmpty()) {
                    return found(MessageCode.METHOD, true, values);
                }
                values.put("value", quoted);
                return found(MessageCode.ALLOW_METHODS_SYNTAX, true, values);
            }
            case "Allow-Headers" -> {
                boolean isName = !quoted.isEmpty() && dev.corsac.http.Header.isToken(quoted);
                values.put(isName ? "header" : "value", quoted);
                return found(
                        isName || quoted.isEmpty() ? MessageCode.HEADERS : MessageCode.ALLOW_HEADERS_SYNTAX,
                        true,
                        values);
            }
            default -> {}
        }
        if (quoted.equals("*")) {
            return found(MessageCode.ALLOW_ORIGIN_WILDCARD, null, values);
        }
        if (!quoted.isEmpty()) {
            values.put("value", quoted);
            return found(MessageCode.ALLOW_ORIGIN_MISMATCH, null, values);
        }
        boolean several = !values.containsKey("status") && contains(rest, SEVERAL);
        return found(several ? MessageCode.ALLOW_ORIGIN_MULTIPLE : MessageCode.ALLOW_ORIGIN_MISSING, null, values);
    }

    private static Found withoutHeader(@Nullable String status, String rest, Map<String, String> values) {
        if (contains(rest, REDIRECT)) {
            return found(MessageCode.PREFLIGHT_REDIRECT, true, values);
        }
        if (status != null && !status.equals("(null)")) {
            return found(MessageCode.PREFLIGHT_STATUS, true, values);
        }
        if (status == null && contains(rest, PREFLIGHT)) {
            return found(MessageCode.PREFLIGHT_STATUS, true, values);
        }
        if (status == null && contains(rest, DISABLED)) {
            return found(MessageCode.CORS_DISABLED, null, values);
        }
        if (status == null && (rest.contains(" http") || rest.contains("HTTP"))) {
            return found(MessageCode.SCHEME, null, values);
        }
        return found(MessageCode.CONNECTION, null, values);
    }

    private static Found found(MessageCode code, @Nullable Boolean preflight, Map<String, String> values) {
        return new Found(Engine.FIREFOX, Kind.WHOLE, code, preflight, values, 0, 0);
    }

    private static boolean contains(String text, List<String> stems) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (String stem : stems) {
            if (lower.contains(stem)) {
                return true;
            }
        }
        return false;
    }
}
