package dev.corsac.cli;

/**
 * Colour where somebody looks, none in a file or pipe.
 *
 * @param colour whether there is any
 */
record Terminal(boolean colour) {

    /** Yellow, cyan, magenta, blue: neither red nor green, which mean something. */
    private static final String[] SEVERAL = {"33", "36", "35", "34", "93", "96", "95", "94"};

    /** Follows <a href="https://no-color.org">NO_COLOR</a>; otherwise colour on a terminal that has it. */
    static Terminal detect() {
        String noColor = System.getenv("NO_COLOR");
        boolean wanted = noColor == null || noColor.isEmpty();
        return new Terminal(wanted && isThere() && !"dumb".equals(System.getenv("TERM")));
    }

    /** Whether somebody sees the output: {@code ./corsac} tells, since Java can since its version 22 only. */
    static boolean isThere() {
        return Boolean.getBoolean("corsac.terminal");
    }

    /** Whether somebody types the input; {@code ./corsac} tells this, too. */
    static boolean isInput() {
        return Boolean.getBoolean("corsac.terminal.input");
    }

    String bold(String text) {
        return in("1", text);
    }

    String dim(String text) {
        return in("2", text);
    }

    String red(String text) {
        return in("31", text);
    }

    String green(String text) {
        return in("32", text);
    }

    String yellow(String text) {
        return in("33", text);
    }

    /** One of a handful of colours, none of which means anything. */
    String ofSeveral(int which, String text) {
        return in(SEVERAL[which % SEVERAL.length], text);
    }

    private String in(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
