package dev.corsac.check;

import dev.corsac.browser.Call;
import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call of a page that is checked. Immutable.
 *
 * @param call what the page's script asks for
 * @param front the front that it reaches; null where that is not part of the deployment
 * @param route the route that it is derived from, in words: {@code PUT /orders/{id}}
 * @param source where it comes from
 * @param reads the response headers that the script reads
 * @param assumed what had to be assumed: {@code page}, {@code call}, {@code method}, {@code
 *     credentials}, {@code path}, {@code signature}
 * @param place where it is written; {@link Place#NONE} for one that is derived from a route
 */
public record PlannedCall(
        Call call,
        @Nullable DeployedFront front,
        String route,
        Source source,
        List<String> reads,
        List<String> assumed,
        Place place) {

    /** Copies the lists. */
    public PlannedCall {
        reads = List.copyOf(reads);
        assumed = List.copyOf(assumed);
    }

    /** Where calls come from. */
    public enum Source {
        /** Its user states it. */
        STATED,
        /** It was recorded. */
        RECORDED,
        /** It follows from a route and a page of the deployment. */
        DERIVED
    }

    /** Returns the call with one more thing that had to be assumed. */
    PlannedCall assuming(String name) {
        List<String> more = new ArrayList<>(assumed);
        more.add(name);
        return new PlannedCall(call, front, route, source, reads, more, place);
    }

    /** Returns the call in words: {@code PUT https://api.example.com/orders/1 from https://shop.example.com}. */
    public String describe() {
        boolean include = call.credentials() == dev.corsac.browser.CredentialsMode.INCLUDE;
        return call.method() + " " + call.url() + " from " + call.origin() + (include ? ", with credentials" : "");
    }
}
