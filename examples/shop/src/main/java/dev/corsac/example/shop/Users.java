package dev.corsac.example.shop;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringTokenizer;

/**
 * The demonstration's users and their passwords. A real shop has neither in a variable: it asks an identity provider, or
 * keeps slow hashes.
 */
final class Users {

    private final Map<String, String> passwords;

    private Users(Map<String, String> passwords) {
        this.passwords = passwords;
    }

    /** @throws IllegalStateException if an entry has no name or no password */
    static Users parse(String variable, String text) {
        Map<String, String> passwords = new LinkedHashMap<>();
        StringTokenizer entries = new StringTokenizer(text);
        while (entries.hasMoreTokens()) {
            String entry = entries.nextToken();
            int colon = entry.indexOf(':');
            if (colon < 1 || colon == entry.length() - 1) {
                throw new IllegalStateException(variable + ": user " + (passwords.size() + 1)
                        + " is not written as name:password, for example: ada:secret");
            }
            passwords.put(entry.substring(0, colon), entry.substring(colon + 1));
        }
        return new Users(passwords);
    }

    /**
     * The name of the user whom the request's body, {@code {"user": …, "password": …}}, proves to be.
     *
     * @throws HttpError 400 if one of the two is missing, 401 if they do not fit
     */
    String signIn(Map<String, Object> body) {
        if (!(body.get("user") instanceof String user) || !(body.get("password") instanceof String password)) {
            throw new HttpError(400, "Send {\"user\": …, \"password\": …}, both texts");
        }
        String expected = passwords.getOrDefault(user, "");
        boolean same = MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), password.getBytes(StandardCharsets.UTF_8));
        if (!same || expected.isEmpty()) {
            throw new HttpError(401, "No user has that name and password");
        }
        return user;
    }
}
