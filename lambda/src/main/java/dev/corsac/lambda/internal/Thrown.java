package dev.corsac.lambda.internal;

/** Rethrows exceptions of other code, checked or not. */
public final class Thrown {

    private Thrown() {}

    /** Throws {@code thrown}. It has a result only so that callers can write a throw statement. */
    public static RuntimeException asIs(Throwable thrown) {
        return Thrown.<RuntimeException>as(thrown);
    }

    @SuppressWarnings("unchecked") // erased: nothing is cast
    private static <E extends Throwable> RuntimeException as(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
