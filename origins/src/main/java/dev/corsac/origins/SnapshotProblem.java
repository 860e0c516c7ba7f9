package dev.corsac.origins;

import dev.corsac.CorsProblem;
import java.io.Serializable;

/**
 * An origin that cannot be in a snapshot. Immutable.
 *
 * @param place where it was given, such as {@code origins.txt:3} or the tenant's key; empty if unknown
 * @param origin the origin
 * @param problem what is wrong with it
 */
public record SnapshotProblem(String place, String origin, CorsProblem problem) implements Serializable {

    /** Returns a sentence for people: the place, what is wrong and the fix. */
    public String message() {
        return place.isEmpty() ? problem.message() : place + ": " + problem.message();
    }
}
