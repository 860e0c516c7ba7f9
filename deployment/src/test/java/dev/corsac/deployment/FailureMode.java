package dev.corsac.deployment;

import dev.corsac.browser.Call;
import dev.corsac.browser.Check;
import dev.corsac.browser.Engine;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A way to lose a call that people meet again and again, as a deployment that has it and one that has its fix.
 *
 * @param id its number, {@code C01}
 * @param title the mistake, in words
 * @param before calls that were made before, with success or not: they fill caches
 * @param call the call that is lost
 * @param broken the deployment with the mistake
 * @param check the browser's check on which it is lost
 * @param onPreflight whether that is the preflight's response
 * @param okStatus whether the preflight's response has an ok status all the same
 * @param console what Chromium's console says, a part of it
 * @param culprit the component that the diagnosis names
 * @param fixed the deployment with the fix, in which the same calls are not lost
 */
public record FailureMode(
        String id,
        String title,
        List<Call> before,
        Call call,
        Network broken,
        Check check,
        boolean onPreflight,
        boolean okStatus,
        String console,
        String culprit,
        Network fixed) {

    /** The check as that engine makes it: WebKit looks at a preflight's status first, the others at its headers. */
    Check check(Engine engine) {
        boolean statusFirst =
                engine == Engine.WEBKIT && onPreflight && !okStatus && check == Check.ALLOW_ORIGIN_MISSING;
        return statusFirst ? Check.PREFLIGHT_STATUS : check;
    }

    static Draft of(String id, String title) {
        return new Draft(id, title);
    }

    @Override
    public String toString() {
        return id + ": " + title;
    }

    /** A mode in the making. */
    static final class Draft {
        private final String id;
        private final String title;
        private List<Call> before = List.of();
        private @Nullable Call call;
        private @Nullable Network broken;
        private @Nullable Check check;
        private boolean onPreflight;
        private boolean okStatus;
        private @Nullable String console;
        private @Nullable String culprit;

        private Draft(String id, String title) {
            this.id = id;
            this.title = title;
        }

        Draft after(Call... calls) {
            before = List.of(calls);
            return this;
        }

        Draft call(Call lost) {
            call = lost;
            return this;
        }

        Draft broken(Network deployment) {
            broken = deployment;
            return this;
        }

        Draft blockedBy(Check failed, String saying, String by) {
            check = failed;
            console = saying;
            culprit = by;
            return this;
        }

        Draft preflightBlockedBy(Check failed, String saying, String by) {
            onPreflight = true;
            return blockedBy(failed, saying, by);
        }

        Draft okPreflightBlockedBy(Check failed, String saying, String by) {
            okStatus = true;
            return preflightBlockedBy(failed, saying, by);
        }

        FailureMode fixed(Network deployment) {
            return new FailureMode(
                    id,
                    title,
                    before,
                    Objects.requireNonNull(call, "call"),
                    Objects.requireNonNull(broken, "broken"),
                    Objects.requireNonNull(check, "check"),
                    onPreflight,
                    okStatus,
                    Objects.requireNonNull(console, "console"),
                    Objects.requireNonNull(culprit, "culprit"),
                    deployment);
        }
    }
}
