package dev.corsac.local.runtimeapi;

/** Lambda's bounds on what goes into a function and comes out of it, in bytes. */
public final class PayloadLimits {

    /** An event's bound: 6 MB (documented). */
    public static final int EVENT = 6 * 1024 * 1024;

    /** A buffered response's bound: 6 MB and a little (as AWS's runtime interface emulator has it). */
    public static final int RESPONSE = 6 * 1024 * 1024 + 100;

    /** A streamed response's bound: 200 MB (documented). */
    public static final int STREAMED_RESPONSE = 200 * 1024 * 1024;

    private PayloadLimits() {}
}
