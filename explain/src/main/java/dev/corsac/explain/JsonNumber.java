package dev.corsac.explain;

/** A number as a document has it, for what no {@code int} holds: times, mostly. Immutable. */
final class JsonNumber extends Number {

    private final String literal;

    JsonNumber(String literal) {
        this.literal = literal;
    }

    /**
     * Returns the value, off by the last digits where there are more than fifteen. By hand: {@code Double.parseDouble} would
     * bring a tenth more JavaScript.
     */
    @Override
    public double doubleValue() {
        double digits = 0;
        int power = 0;
        boolean isFraction = false;
        int i = literal.startsWith("-") ? 1 : 0;
        for (; i < literal.length() && literal.charAt(i) != 'e' && literal.charAt(i) != 'E'; i++) {
            char c = literal.charAt(i);
            if (c == '.') {
                isFraction = true;
            } else {
                digits = digits * 10 + (c - '0');
                power -= isFraction ? 1 : 0;
            }
        }
        power += exponent(i + 1);
        double scale = 1;
        for (int step = 0; step < Math.min(Math.abs(power), 400); step++) {
            scale *= 10;
        }
        double value = power < 0 ? digits / scale : digits * scale;
        return literal.startsWith("-") ? -value : value;
    }

    private int exponent(int from) {
        int exponent = 0;
        for (int i = from; i < literal.length(); i++) {
            char c = literal.charAt(i);
            if (c >= '0' && c <= '9') {
                exponent = Math.min(exponent * 10 + (c - '0'), 10_000);
            }
        }
        return from < literal.length() && literal.charAt(from) == '-' ? -exponent : exponent;
    }

    @Override
    public float floatValue() {
        return (float) doubleValue();
    }

    @Override
    public long longValue() {
        return (long) doubleValue();
    }

    @Override
    public int intValue() {
        return (int) doubleValue();
    }

    /** Returns the number as it was written. */
    @Override
    public String toString() {
        return literal;
    }
}
