package dev.corsac.config.template;

import dev.corsac.deployment.DeployedCors;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Reads CORS blocks, whose members have a capital first letter in CloudFormation and a small one elsewhere. */
final class CorsItems {

    private CorsItems() {}

    /** Reads a block of an HTTP API or Function URL. */
    static DeployedCors read(Item cors) {
        Item small = small(cors);
        return new DeployedCors(
                small.values("alloworigins"),
                small.values("allowmethods"),
                small.values("allowheaders"),
                small.values("exposeheaders"),
                small.flagValue("allowcredentials"),
                small.number("maxage"),
                cors.place());
    }

    /** Returns the same with names in lower case. */
    static Item small(Item item) {
        Map<String, Item> fields = new LinkedHashMap<>();
        item.fields().forEach((name, value) -> fields.put(name.toLowerCase(Locale.ROOT), value));
        return Item.map(fields, item.place());
    }
}
