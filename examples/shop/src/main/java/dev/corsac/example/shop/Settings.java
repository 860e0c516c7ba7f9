package dev.corsac.example.shop;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A function's settings: its environment variables. What is missing stops the function at start-up, by name. */
final class Settings {

    private final Map<String, String> environment;

    Settings(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * A key for HMAC-SHA256.
     *
     * @throws IllegalStateException if the variable is missing, or shorter than the 32 bytes of RFC 7518 section 3.2
     */
    byte[] key(String name) {
        byte[] key = text(name, "a random text of 32 bytes or more, for example from: openssl rand -base64 48")
                .getBytes(StandardCharsets.UTF_8);
        if (key.length < 32) {
            throw new IllegalStateException(name + " has " + key.length
                    + " bytes, but a key for HMAC-SHA256 needs 32 or more; make one with: openssl rand -base64 48");
        }
        return key;
    }

    /**
     * Who may sign in, written {@code name:password}, with white space between.
     *
     * @throws IllegalStateException if the variable is missing or a user has no name or no password
     */
    Users users(String name) {
        return Users.parse(name, text(name, "the users who may sign in, for example: ada:secret grace:another"));
    }

    private String text(String name, String what) {
        @Nullable String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("The environment variable " + name + " is not set: give it " + what);
        }
        return value;
    }
}
