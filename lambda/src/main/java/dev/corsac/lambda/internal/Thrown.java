package dev.corsac.lambda.internal;

/** Throws on what somebody else's code threw, checked or not. */
public final class Thrown {

    private Thrown() {}

    /** Throws {@code thrown}. Declared to return, so that it can stand in a throw statement. */
    public static RuntimeException asIs(Throwable thrown) {
        return Thrown.<RuntimeException>as(thrown);
    }

    @SuppressWarnings("unchecked") // erased: nothing is cast
    private static <E extends Throwable> RuntimeException as(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
