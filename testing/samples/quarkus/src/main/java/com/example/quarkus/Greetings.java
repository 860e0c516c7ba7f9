package com.example.quarkus;

import io.quarkus.funqy.Funq;

/** A function of Quarkus. */
public class Greetings {

    /** Greets. */
    @Funq
    public String hello() {
        return "hello from Quarkus";
    }
}
