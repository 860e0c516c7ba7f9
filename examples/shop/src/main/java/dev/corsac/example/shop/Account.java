package dev.corsac.example.shop;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The half of the shop that works with credentials: a cookie says who calls, so only pages of allowed origins may read
 * its responses.
 *
 * <p>The session is a signed token inside the cookie: Lambda runs many instances of a function, and each of them can
 * check it. The names that users give themselves are kept in the memory of one instance only, as a demonstration may;
 * a real shop has a database for them.
 */
final class Account extends ProxyHandler {

    private static final String COOKIE = "session";
    private static final Duration SESSION_LIFETIME = Duration.ofHours(1);
    private static final int LONGEST_NAME = 80;

    private final Users users;
    private final Tokens sessions;
    private final Map<String, String> names = new ConcurrentHashMap<>();

    /** @throws IllegalStateException if {@code DEMO_USERS} or {@code SESSION_KEY} is missing or no good */
    Account(Map<String, String> environment, Clock clock) {
        Settings settings = new Settings(environment);
        this.users = settings.users("DEMO_USERS");
        this.sessions = new Tokens(settings.key("SESSION_KEY"), "account", SESSION_LIFETIME, clock);
    }

    @Override
    ProxyResponse respond(ProxyRequest request) {
        return switch (request.path()) {
            case "/account/session" -> {
                request.allow("POST", "DELETE");
                yield request.method().equals("POST") ? signIn(request) : signOut(request);
            }
            case "/account/me" -> {
                request.allow("GET", "PUT");
                yield request.method().equals("PUT") ? update(request) : me(caller(request));
            }
            case "/account/fail" -> {
                request.allow("GET");
                throw new IllegalStateException("This route fails on purpose: the page can still read the response");
            }
            default -> throw notFound(request);
        };
    }

    private ProxyResponse signIn(ProxyRequest request) {
        String user = users.signIn(request.json());
        return me(user).with("Set-Cookie", cookie(request, sessions.issue(user), SESSION_LIFETIME));
    }

    private static ProxyResponse signOut(ProxyRequest request) {
        return ProxyResponse.noContent().with("Set-Cookie", cookie(request, "", Duration.ZERO));
    }

    private ProxyResponse me(@Nullable String user) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("signedIn", user != null);
        if (user != null) {
            body.put("user", user);
            body.put("name", names.getOrDefault(user, user));
        }
        return ProxyResponse.json(200, body);
    }

    private ProxyResponse update(ProxyRequest request) {
        @Nullable String user = caller(request);
        if (user == null) {
            throw new HttpError(401, "Nobody is signed in, or the browser kept the cookie back");
        }
        if (!(request.json().get("name") instanceof String name) || name.isBlank() || name.length() > LONGEST_NAME) {
            throw new HttpError(400, "Send {\"name\": …}, a text of 1 to " + LONGEST_NAME + " characters");
        }
        names.put(user, name);
        return me(user);
    }

    private @Nullable String caller(ProxyRequest request) {
        for (String value : request.cookies(COOKIE)) {
            @Nullable String user = sessions.userOf(value);
            if (user != null) {
                return user;
            }
        }
        return null;
    }

    /**
     * No script can read the cookie ({@code HttpOnly}). Where page and API are of one site, as under a custom domain,
     * {@code Lax} is enough and keeps it out of other sites' hands. Where they are not, as with the host names that AWS
     * gives, the browser takes and sends it only with {@code None}, and not even then if it blocks third-party cookies.
     * Which it is, the browser says in {@code Sec-Fetch-Site}, which no script can set.
     */
    private static String cookie(ProxyRequest request, String value, Duration lifetime) {
        @Nullable String site = request.header("Sec-Fetch-Site");
        boolean sameSite = "same-site".equals(site) || "same-origin".equals(site);
        return COOKIE + "=" + value + "; Path=/; Max-Age=" + lifetime.toSeconds() + "; HttpOnly; Secure; SameSite="
                + (sameSite ? "Lax" : "None");
    }
}
