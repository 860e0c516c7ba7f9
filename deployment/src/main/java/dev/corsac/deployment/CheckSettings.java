package dev.corsac.deployment;

import java.util.List;

/**
 * What a user states of a deployment for a check, in addition to its files. Immutable.
 *
 * @param pages the origins of its pages; empty to take those that the deployment makes and allows
 * @param calls the calls of its pages; empty to derive them from the routes
 * @param responses what functions respond, in order
 * @param suppressions the findings that are accepted
 */
public record CheckSettings(
        List<Value<String>> pages,
        List<StatedCall> calls,
        List<StatedResponse> responses,
        List<Suppression> suppressions) {

    /** Nothing. */
    public static final CheckSettings NONE = new CheckSettings(List.of(), List.of(), List.of(), List.of());

    /** Copies the lists. */
    public CheckSettings {
        pages = List.copyOf(pages);
        calls = List.copyOf(calls);
        responses = List.copyOf(responses);
        suppressions = List.copyOf(suppressions);
    }
}
