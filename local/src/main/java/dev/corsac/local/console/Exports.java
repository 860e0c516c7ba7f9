package dev.corsac.local.console;

import dev.corsac.explain.CurlCommand;
import dev.corsac.explain.HarWriter;
import dev.corsac.http.Body;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the console hands out of its history: HAR files and curl commands. */
final class Exports {

    private Exports() {}

    static String har(List<FrontExchange> exchanges, boolean secrets) {
        List<HarWriter.Entry> entries = new ArrayList<>();
        for (FrontExchange exchange : exchanges) {
            FrontExchange.Done done = exchange.done;
            if (done != null) {
                entries.add(new HarWriter.Entry(
                        exchange.at.toString(),
                        done.took().toNanos() / 1e6,
                        exchange.request(),
                        content(exchange.request().body(), exchange.requestLength),
                        done.response().response(),
                        content(done.response().response().body(), done.length()),
                        done.response().madeBy().toString(),
                        done.response().reason()));
            }
        }
        return HarWriter.of(version(), entries, secrets);
    }

    private static HarWriter.Content content(Body kept, int length) {
        return new HarWriter.Content(length, kept, length == 0 ? "" : ConsoleJson.text(kept, length));
    }

    private static String version() {
        Module module = Exports.class.getModule();
        return module.isNamed() ? module.getDescriptor().rawVersion().orElse("") : "";
    }

    static String curl(FrontExchange exchange, boolean secrets) {
        boolean whole = exchange.isReplayable();
        @Nullable
        String body = exchange.requestLength == 0
                ? ""
                : whole ? ConsoleJson.text(exchange.request().body(), exchange.requestLength) : null;
        return CurlCommand.of(
                exchange.request().method(),
                exchange.request().url().toString(),
                exchange.request().headers(),
                body,
                secrets);
    }
}
