package dev.corsac.config;

import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.DeployedFunctionUrl;
import dev.corsac.deployment.DeployedHttpApi;
import dev.corsac.deployment.DeployedRestApi;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Puts what an entry of corsac.yaml says over a front of the template. */
final class Overlays {

    private Overlays() {}

    /** Returns the front with what the entry says; the front itself where the entry has nothing about its kind. */
    static DeployedFront over(Document document, Setting entry, DeployedFront front, Known known) {
        if (front instanceof DeployedRestApi api) {
            return new RestApiReader(document, entry, known).over(api);
        }
        if (front instanceof DeployedHttpApi api) {
            if (!entry.text("type").equals("http")) {
                if (entry.has("routes") || entry.has("authorizers") || entry.has("timeoutInMillis")) {
                    throw entry.wrong(entry.where() + " is an HTTP API of the template. Write type: http as well");
                }
                return front;
            }
            return new HttpApiReader(document, entry, known).over(api);
        }
        return front instanceof DeployedFunctionUrl url ? FunctionUrlReader.over(entry, url) : front;
    }

    /** Refuses settings that only the template has. */
    static void refuse(Setting entry, String... names) {
        for (String name : names) {
            Setting given = entry.has(name) ? entry.find(name) : null;
            if (given != null) {
                throw given.wrong(
                        given.where() + " is in the template already. Remove it here, or change the template");
            }
        }
    }

    /** Returns the first list, its members replaced by those of the second with the same key, and the others added. */
    static <T> List<T> over(List<T> first, List<T> second, Function<T, String> key) {
        Map<String, T> all = new LinkedHashMap<>();
        first.forEach(one -> all.put(key.apply(one), one));
        second.forEach(one -> all.put(key.apply(one), one));
        return new ArrayList<>(all.values());
    }
}
