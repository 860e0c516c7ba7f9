package dev.corsac;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What happened to allowed origins that come from a source; see {@link RefreshListener}.
 *
 * @param kind what happened
 * @param age of the origins that were in use before it; null if there were none, or if the clock was set back since
 * @param duration how long the refresh took; null where there was none
 * @param failure why a refresh failed; null for the other kinds
 * @param failures the number of refreshes that have failed since the latest success
 * @param description of the origins that are in use now, such as their version; null if there are none
 */
public record RefreshEvent(
        Kind kind,
        @Nullable Duration age,
        @Nullable Duration duration,
        @Nullable Throwable failure,
        int failures,
        @Nullable String description) {

    /** A kind of event. */
    public enum Kind {
        /** A refresh brought other origins, which are in use now. */
        REFRESHED("refreshed"),
        /** A refresh found that the origins in use are still the newest. */
        UNCHANGED("unchanged"),
        /** A refresh failed, or its origins are not valid; those in use stay. */
        FAILED("failed"),
        /**
         * The origins have reached the maximum staleness and are not used any more. Reported once, by the first request that
         * finds it.
         */
        STALE("stale");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        /** Returns the kind as a kebab-case code, which stays the same in every version. */
        public String code() {
            return code;
        }
    }
}
