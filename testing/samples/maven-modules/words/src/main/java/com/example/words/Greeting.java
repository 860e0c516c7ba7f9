package com.example.words;

/** What the other module says. */
public final class Greeting {

    private Greeting() {}

    /** Returns the greeting. */
    public static String text() {
        return "hello from two modules";
    }
}
