package dev.corsac.origins;

import dev.corsac.CorsProblem;
import dev.corsac.OriginFlaw;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.time.Instant;

/**
 * Allowed origins as text, for people: on each line the key of a tenant and its origins, with white space between.
 *
 * <pre>
 * # comment
 * api.acme.example   https://acme.example https://*.acme.example
 * api.other.example  https://other.example
 * </pre>
 *
 * A line whose first word is an origin has no tenant. Lines of the same tenant add up.
 */
public final class OriginsText {

    private OriginsText() {}

    /**
     * Reads a text into a snapshot.
     *
     * @param name of the text, for messages, such as {@code origins.txt}
     * @throws SnapshotException if an origin is not valid, or a tenant has none; it lists all such lines
     * @throws IOException if reading fails
     */
    public static OriginSnapshot read(Reader text, String name, OriginRules rules, long version, Instant created)
            throws IOException {
        SnapshotBuilder builder = new SnapshotBuilder(rules);
        BufferedReader lines = new BufferedReader(text);
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            readLine(line, name + ":" + number, builder);
        }
        return builder.build(version, created);
    }

    private static void readLine(String line, String place, SnapshotBuilder builder) {
        String tenant = null;
        int words = 0;
        int start = 0;
        for (int i = 0; i <= line.length(); i++) {
            if (i < line.length() && !Character.isWhitespace(line.charAt(i))) {
                continue;
            }
            if (i > start) {
                String word = line.substring(start, i);
                if (word.startsWith("#")) {
                    break;
                }
                words++;
                if (tenant == null && !word.contains("://") && !word.equals("*")) {
                    tenant = word;
                } else {
                    tenant = tenant == null ? "" : tenant;
                    builder.add(tenant, word, place);
                }
            }
            start = i + 1;
        }
        if (words == 1 && tenant != null && !tenant.isEmpty()) {
            builder.report(new SnapshotProblem(
                    place, tenant, new CorsProblem.InvalidOrigin(tenant, OriginFlaw.NO_SCHEME, null)));
        }
    }
}
