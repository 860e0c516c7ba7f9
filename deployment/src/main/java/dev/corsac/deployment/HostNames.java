package dev.corsac.deployment;

import dev.corsac.deployment.Value.Literal;
import dev.corsac.deployment.Value.Part;
import dev.corsac.deployment.Value.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognises the host names that templates spell out with an id: {@code ${Api}.execute-api.${AWS::Region}.amazonaws.com}. */
final class HostNames {

    /** Stands for the region in a spelled-out host name; it occurs in no template. */
    private static final String REGION = "\u0001";

    private static final String SUFFIX = "\\.amazonaws\\.com(?:\\.cn)?";
    private static final Pattern API = Pattern.compile("\\.execute-api\\.[a-z0-9\u0001-]+" + SUFFIX);
    private static final Pattern WEBSITE = Pattern.compile("\\.s3-website[.-][a-z0-9\u0001-]+" + SUFFIX);
    private static final Pattern BUCKET = Pattern.compile("\\.s3(?:[.-][a-z0-9\u0001-]+)?" + SUFFIX);
    private static final Pattern FUNCTION_URL = Pattern.compile("\\.lambda-url\\.[a-z0-9\u0001-]+\\.on\\.aws");

    private HostNames() {}

    /** Adds a part; literal texts in a row become one. */
    static void add(List<Part> parts, Part part) {
        int last = parts.size() - 1;
        if (part instanceof Literal literal) {
            if (literal.text().isEmpty()) {
                return;
            }
            if (last >= 0 && parts.get(last) instanceof Literal before) {
                parts.set(last, new Literal(before.text() + literal.text()));
                return;
            }
        }
        parts.add(part);
    }

    /** Returns the parts with host symbols where an id is followed by the rest of a host name. */
    static List<Part> recognised(List<Part> parts) {
        List<Part> result = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            String attribute =
                    part instanceof Reference reference ? reference.symbol().attribute() : "";
            if (!attribute.equals(Symbol.ID) && !attribute.equals(Symbol.NAME)) {
                add(result, part);
                continue;
            }
            // The rest of the host name: literal texts, and the region as a symbol.
            StringBuilder rest = new StringBuilder();
            int end = i + 1;
            while (end < parts.size()) {
                Part next = parts.get(end);
                if (next instanceof Literal literal) {
                    rest.append(literal.text());
                } else if (next instanceof Reference reference
                        && reference.symbol().equals(Symbol.REGION)) {
                    rest.append(REGION);
                } else {
                    break;
                }
                end++;
            }
            String component = ((Reference) part).symbol().component();
            int length = add(result, component, attribute, rest);
            if (length < 0) {
                result.add(part);
                continue;
            }
            for (String text : rest.substring(length).split("(?=" + REGION + ")|(?<=" + REGION + ")", -1)) {
                add(result, text.equals(REGION) ? new Reference(Symbol.REGION) : new Literal(text));
            }
            i = end - 1;
        }
        return result;
    }

    /** Returns how much of the text belongs to the host name whose symbol was added; -1 if it is not a host name. */
    private static int add(List<Part> result, String component, String attribute, CharSequence rest) {
        Pattern[] patterns =
                attribute.equals(Symbol.ID) ? new Pattern[] {API, FUNCTION_URL} : new Pattern[] {WEBSITE, BUCKET};
        String[] hosts = attribute.equals(Symbol.ID)
                ? new String[] {Symbol.HOST, Symbol.HOST}
                : new String[] {Symbol.WEBSITE_HOST, Symbol.BUCKET_HOST};
        for (int i = 0; i < patterns.length; i++) {
            Matcher matcher = patterns[i].matcher(rest);
            if (matcher.lookingAt()) {
                result.add(new Reference(new Symbol(component, hosts[i])));
                return matcher.end();
            }
        }
        return -1;
    }
}
