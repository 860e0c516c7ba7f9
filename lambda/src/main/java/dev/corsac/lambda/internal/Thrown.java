package dev.corsac.lambda.internal;

/** Throws on what somebody else's code threw, checked or not. */
public final class Thrown {

    private Thrown() {}

    /** Throws {@code thrown}. Declared to return something, so that a caller can say to the compiler that it does not go on. */
    public static RuntimeException asIs(Throwable thrown) {
        return Thrown.<RuntimeException>as(thrown);
    }

    @SuppressWarnings("unchecked") // erased: nothing is cast
    private static <E extends Throwable> RuntimeException as(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
