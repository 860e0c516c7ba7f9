package dev.corsac.check;

/** How certain and how grave a finding is; the gravest first. */
public enum Level {
    /** Blocked in every engine, whatever is unknown. */
    ERROR("error"),
    /** Blocked in some engine, or only an error is unreadable, or anybody may read what only some should. */
    WARNING("warning"),
    /** It depends on what is unknown. */
    NOTE("note");

    private final String code;

    Level(String code) {
        this.code = code;
    }

    /** Returns the name in JSON and on the command line: stable. */
    public String code() {
        return code;
    }

    /** Whether this level is as grave as the other, or graver. */
    public boolean isAtLeast(Level other) {
        return compareTo(other) <= 0;
    }
}
