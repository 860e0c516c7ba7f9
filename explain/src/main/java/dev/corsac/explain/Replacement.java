package dev.corsac.explain;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces what a pattern finds, by hand: {@code Matcher.replaceAll} with a function is not in TeaVM's class library. */
final class Replacement {

    private Replacement() {}

    /** Returns the text with each match replaced by the literal text that the function returns for it. */
    static String each(Pattern pattern, String text, Function<Matcher, String> replacement) {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            return text;
        }
        StringBuilder replaced = new StringBuilder(text.length() + 16);
        int end = 0;
        do {
            replaced.append(text, end, found.start()).append(replacement.apply(found));
            end = found.end();
        } while (found.find());
        return replaced.append(text, end, text.length()).toString();
    }
}
