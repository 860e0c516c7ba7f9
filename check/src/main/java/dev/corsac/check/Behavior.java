package dev.corsac.check;

/** How functions end an invocation. */
enum Behavior {
    /** They respond. */
    RESPONDING,
    /** They throw. */
    FAILING,
    /** They do not respond in time. */
    TIMING_OUT,
    /** They respond; authorizers refuse the caller with a message that says so. */
    REFUSING_CALLERS,
    /** They respond; authorizers deny what the caller asks for. */
    DENYING_CALLERS
}
