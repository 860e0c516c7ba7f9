package dev.corsac.check;

/**
 * What a function whose responses are unknown may do. A call that is blocked under each is blocked whatever the function does, for
 * all that a page can see of it.
 */
enum Hypothesis {
    /** It responds to preflights, and sends the headers that the page needs. */
    COOPERATES,
    /** It responds with 200 and sends no CORS headers. */
    SILENT,
    /** It responds to OPTIONS with 404, and to everything else with 200, without CORS headers. */
    REFUSES_OPTIONS
}
