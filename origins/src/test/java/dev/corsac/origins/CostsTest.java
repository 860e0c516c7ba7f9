package dev.corsac.origins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of costs in docs/origins.md follows from the prices there. {@code -Dcorsac.docs=write} writes it. */
class CostsTest {

    private static final Path PAGE = Path.of("../docs/origins.md");
    private static final String BEGIN = "<!-- costs -->\n";
    private static final String END = "<!-- /costs -->";

    private static final int INSTANCES = 100;
    private static final double REFRESHES = INSTANCES * 30 * 24 * 60.0;
    private static final double POLLS = INSTANCES * 30 * 24 * 3600 / 45.0;
    private static final double CHANGES = 10 * 30.0;
    private static final double PREFLIGHTS = 100_000_000;
    private static final int ITEM_BYTES = 100;

    @Test
    void follow_from_the_prices() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        String table = table(page);
        if ("write".equals(System.getProperty("corsac.docs"))) {
            Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
            return;
        }
        assertThat(page.substring(begin, end)).isEqualTo(table);
    }

    private static String table(String page) {
        double get = price(page, "1,000 GET requests to S3") / 1000;
        double request = price(page, "1,000,000 requests for a configuration to AppConfig") / 1_000_000;
        double received = price(page, "1,000 configurations received from AppConfig") / 1000;
        double unit = price(page, "1,000,000 read units of DynamoDB, on demand") / 1_000_000;
        StringBuilder table =
                new StringBuilder("| origins | S3 snapshot | AppConfig | table, read whole | for comparison:"
                        + " the table, read for each of 100 million preflights |\n|---|---|---|---|---|\n");
        for (int origins : new int[] {1000, 100_000, 1_000_000}) {
            double units = Math.ceil((double) origins * ITEM_BYTES / 4096) / 2;
            table.append(String.format(
                    Locale.ROOT,
                    "| %,d | $%,.2f | %s | $%,.2f | $%,.2f |%n",
                    origins,
                    REFRESHES * get,
                    origins > 1000
                            ? "–"
                            : String.format(Locale.ROOT, "$%,.2f", POLLS * request + CHANGES * INSTANCES * received),
                    REFRESHES * units * unit,
                    PREFLIGHTS / 2 * unit));
        }
        return table.toString();
    }

    private static double price(String page, String name) {
        Matcher row = Pattern.compile("(?m)^\\| " + Pattern.quote(name) + " \\| ([\\d.]+) \\|$")
                .matcher(page);
        assertThat(row.find()).as(name).isTrue();
        return Double.parseDouble(row.group(1));
    }
}
